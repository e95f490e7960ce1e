"""Files made to hurt who opens them, and honest ones beyond any size."""

import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

MB = 1024 * 1024
HEADER = ["Nama Koperasi", "Kecamatan", "Alamat"]
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.'
    'sheet.main+xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PARTS = {
    "[Content_Types].xml": TYPES,
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument"'
    ' Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="Data" sheetId="1"'
    ' r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" Type="{OFFICE}/worksheet"'
    f' Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{OFFICE}/sharedStrings"'
    ' Target="sharedStrings.xml"/></Relationships>',
}


def workbook(path: Path, rows: Iterator[str], *, before: str = "", shared: str = "") -> None:
    """A workbook whose rows and shared strings are given as they are."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in PARTS.items():
            packed.writestr(name, content)
        if shared:
            packed.writestr("xl/sharedStrings.xml", shared)
        with packed.open("xl/worksheets/sheet1.xml", "w") as sheet:
            sheet.write(f'{before}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for row in rows:
                sheet.write(row.encode())
            sheet.write(b"</sheetData></worksheet>")


def row(number: int, *cells: str) -> str:
    """A row of words from column A."""
    inside = "".join(
        f'<c r="{letter}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for letter, cell in zip("ABCDEFGH", cells, strict=False)
    )
    return f'<row r="{number}">{inside}</row>'


def list_of_two() -> Iterator[str]:
    """A header and two cooperatives."""
    yield row(1, *HEADER)
    yield row(2, "KSU Maju", "Sail", "Jl. Melati")
    yield row(3, "KUD Tani", "Kulim", "Jl. Lintas")


def huge_text(path: Path) -> None:
    """100 MB of rows with separators."""
    line = b"KSU Maju;Sail;" + b"x" * 1000 + b"\n"
    with path.open("wb") as file:
        file.write(";".join(HEADER).encode() + b"\n")
        for _ in range(100 * MB // len(line)):
            file.write(line)


def huge_archive(path: Path) -> None:
    """A workbook with a film of 100 MB inside."""
    workbook(path, list_of_two())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_STORED) as packed:
        packed.writestr("xl/media/film.mp4", bytes(100 * MB))


def many_parts_bomb(path: Path) -> None:
    """A hundred parts of 4 MB, each innocent by itself."""
    workbook(path, list_of_two())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as packed:
        for number in range(100):
            packed.writestr(f"xl/media/{number}.bin", bytes(4 * MB))


def lying_bomb(path: Path) -> None:
    """The archive's directory says 2 kB where 400 MB come out."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in PARTS.items():
            packed.writestr(name, content)
        with packed.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as sheet:
            for _ in range(400):
                sheet.write(b" " * MB)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = struct.pack("<I", 2000)
    path.write_bytes(data)


def nested_bomb(path: Path) -> None:
    """An archive inside an archive inside an archive, the sheet among them."""
    content = b" " * 50 * MB
    for depth in range(4):
        inner = path.with_name(f"inner{depth}.zip")
        with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("xl/worksheets/sheet1.xml", content)
        content = inner.read_bytes()
    path.write_bytes(content)


def external_entity(path: Path) -> None:
    """A cell that asks for a file of the computer that reads it."""
    secret = path.with_name("secret.txt")
    secret.write_text("rahasia-kantor", encoding="utf-8")
    before = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY other SYSTEM "{secret.as_uri()}">]>'
    workbook(path, iter([*list_of_two(), row(4, "KSU &other;", "Sail", "&other;")]), before=before)


def billion_laughs(path: Path) -> None:
    """An entity that doubles itself thirty times over."""
    entities = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    shared = f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><sst xmlns="{MAIN}"><si><t>&a9;</t></si></sst>'
    last = '<row r="4"><c r="A4" t="s"><v>0</v></c><c r="B4" t="inlineStr"><is><t>Sail</t></is></c></row>'
    workbook(path, iter([*list_of_two(), last]), shared=shared)


def widest(path: Path) -> None:
    """As many columns as a sheet can have, the last one known."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, HEADER[:2])
        page.write_row(1, 0, ["KSU Maju", "Sail"])
        page.write_row(2, 0, ["KUD Tani", "Kulim"])
        for column in range(2, 16_383):
            page.write_string(0, column, f"Kolom {column}")
            page.write_string(1, column, "x")
        page.write_column(0, 16_383, ["Alamat", "Jl. Melati", "Jl. Lintas"])


def a_million_blank_rows(path: Path) -> None:
    """Borders drawn down to row 1,000,000 under a list of two."""
    blanks = (f'<row r="{number}"><c r="A{number}" s="0"/><c r="B{number}" s="0"/></row>' for number in range(4, 10**6))
    workbook(path, (each for rows in (list_of_two(), blanks) for each in rows))


def a_million_separators(path: Path) -> None:
    """The same, saved as text."""
    path.write_bytes(";".join(HEADER).encode() + b"\nKSU Maju;Sail;x\nKUD Tani;Kulim;y\n" + b";;\n" * 10**6)


def far_corner(path: Path) -> None:
    """A list of two and one blank in the very last cell of the sheet."""
    last = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t> </t></is></c></row>'
    workbook(path, iter([*list_of_two(), last]))


def endless_cells(path: Path) -> None:
    """An OpenDocument cell that says it is repeated in a million rows and 16,384 columns."""
    from tests.db.registry_import import spreadsheets

    spreadsheets.ods(path, {"Data": [HEADER, ["KSU Maju", "Sail", "x"], ["KUD Tani", "Kulim", "y"]]})
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    swollen = parts["content.xml"].replace(
        b'table:number-columns-repeated="16384"/>',
        b'table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell>',
    )
    assert swollen != parts["content.xml"]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in (parts | {"content.xml": swollen}).items():
            packed.writestr(name, content)


def odd_sheet_name(path: Path) -> None:
    """A sheet called by signs and a smile."""
    import xlsxwriter

    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("=1+1&<\"'>' 😀 ..#;DROP")
        for number, cells in enumerate([HEADER, ["KSU Maju", "Sail", "x"], ["KUD Tani", "Kulim", "y"]]):
            page.write_row(number, 0, cells)


def nul_characters(path: Path) -> None:
    """Text with zeros between the letters of some cells, as broken exports have."""
    path.write_bytes(b"Nama Koperasi;Kecamatan;Alamat\nKSU\0 Maju;Sail;Jl.\0 Melati\nKUD Tani;Kulim;\0\n")


def unbalanced_quotes(path: Path) -> None:
    """A quote that is opened and never closed, in the middle of a list."""
    path.write_bytes(
        b'Nama Koperasi;Kecamatan;Alamat\nKSU Maju;Sail;"Jl. Melati\nKUD Tani;Kulim;Jl. Lintas\n'
        b"KSP Jaya;Sail;Jl. Mawar\nKop. Mekar;Sail;Jl. Kenanga\n"
    )


def longest_cells(path: Path) -> None:
    """Cells as long as Excel allows."""
    workbook(
        path, iter([row(1, *HEADER), row(2, "KSU Maju", "Sail", "x" * 32_767), row(3, "y" * 32_767, "Kulim", "z")])
    )


FILES: dict[str, Callable[[Path], None]] = {
    "huge.csv": huge_text,
    "huge.xlsx": huge_archive,
    "many_parts.xlsx": many_parts_bomb,
    "lying.xlsx": lying_bomb,
    "nested.xlsx": nested_bomb,
    "entity.xlsx": external_entity,
    "laughs.xlsx": billion_laughs,
    "widest.xlsx": widest,
    "blank_rows.xlsx": a_million_blank_rows,
    "separators.csv": a_million_separators,
    "corner.xlsx": far_corner,
    "endless.ods": endless_cells,
    "sheet_name.xlsx": odd_sheet_name,
    "nul.csv": nul_characters,
    "quotes.csv": unbalanced_quotes,
    "longest.xlsx": longest_cells,
}
