"""The report of an import, read back as whoever mends the list would."""

from datetime import UTC, datetime
from pathlib import Path

import python_calamine

from db.registry_import import import_registry, write_report
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
HEADER = ["Nama Koperasi", "NIK", "Kelurahan", "Kecamatan", "Alamat", "Status", "KTP Ketua", "Warna"]
OLD = [
    ["KSU Melati", "1471010000001", "Sukamaju", "Sail", "Jl. A", "Aktif", "", ""],
    ["KSU Mawar", "", "Sukamaju", "Sail"],
]
NEW = [
    ["KSU Cempaka", "1471010000001", "Sukamaju", "Sail", "Jl. B", "entah", "", "biru"],
    ["+KSU Tani", "1471014107850001", "Palas", "Rumbai", "", "Aktif", "1471010101800001", "-"],
]


async def test_a_report_says_row_by_row_what_to_mend(office: Database, sheet, tmp_path: Path) -> None:
    for rows in (OLD, NEW):
        report = await import_registry(
            office, sheet([HEADER, *rows]), now=NOW, dry_run=False, progress=lambda done, total: None
        )
    write_report(report, tmp_path / "laporan.xlsx")
    book = python_calamine.CalamineWorkbook.from_path(tmp_path / "laporan.xlsx")
    pages = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    assert list(pages) == [
        *("Ringkasan", "Perlu diperbaiki", "Perubahan", "Baru", "Tidak ada lagi", "Mungkin sama", "Kolom"),
    ]
    assert pages["Perlu diperbaiki"][0] == [
        *("Baris", "Lembar", "Kolom", "Isi sel", "Terbaca sebagai", "Yang perlu diperbaiki"),
    ]
    assert [row[:5] for row in pages["Perlu diperbaiki"][1:]] == [
        [2, "", "Status", "entah", "tidak diketahui"],
        [3, "", "NIK", "", "tidak diketahui"],
    ]
    assert [row[5:] for row in pages["Perubahan"][1:]] == [
        ["Alamat", "Jl. A", "Jl. B"],
        ["Nama Koperasi", "KSU Melati", "KSU Cempaka"],
    ]
    assert [row[0] for row in pages["Baru"][1:]] == ["+KSU Tani"]
    assert [row[0] for row in pages["Tidak ada lagi"][1:]] == ["KSU Mawar"]
    assert ["Warna", "", "Belum dikenal; tidak dibaca", "biru"] in pages["Kolom"]
    assert not any(
        "14710" in str(cell) and cell != "1471010000001" for page in pages.values() for row in page for cell in row
    )
