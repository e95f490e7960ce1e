"""A file → what it says: entries, columns nobody knows, rows that are no cooperative. Pure; run it in a thread."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from db import districts
from db.registry_import import cells, columns, days, fields, meetings
from db.registry_import.headers import LOOKED_AT, Layout, find_layout
from db.registry_import.kinds_of_file import look
from db.registry_import.reading import Cell, Sheet, read_sheets, words_of
from db.registry_import.report import Column, Problem, Unreadable
from db.registry_import.rows import Entry, RowReader, is_blank

NUMBERED = r"(?:(?:[ivxlc]+|[a-z]|\d+)[.)]? *)?"
NO_NAME = re.compile(
    r"(?:grand |sub ?)?(?:jumlah|total|jml)\b *(?:$|[^\w\s]|\d|[ivx]+\b|keseluruhan|seluruh|semua|akhir|umum|kec|kel"
    r"|kota|anggota|koperasi|aset)|rata-rata\b|kec(?:amatan\b|\.|\b)|kel(?:urahan\b|\.)|mengetahui\b"
    r"|kepala (?:dinas|bidang|seksi)\b|nip\b|(?:catatan|keterangan|sumber|ket|tembusan) *:|dst\b|ttd\b",
    re.IGNORECASE,
)
SIGNED = re.compile(
    r"^(?:mengetahui|menyetujui|disetujui|diketahui|dibuat oleh|kepala (?:dinas|bidang|seksi)|a\.?n\.? kepala"
    r"|plt\b|nip\b|[a-z ]{4,20}, *(?:\d{1,2}|\.{2,}|…)? *[a-z]{3,10} \d{4}$)",
    re.IGNORECASE,
)
CALLED = re.compile(r"(?:koperasi|kop|ksu|ksp|kspps|kud|kpri|kopkar|kopontren|primkop\w*|kkmp|bmt)\b", re.IGNORECASE)
"""How names of cooperatives begin."""
WEEKDAY = re.compile(r"(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|ahad)\b", re.IGNORECASE)
FEW = 5
"""Cells that a row of a signature fills at most."""
SECTION = re.compile(rf"^{NUMBERED}kec(?:amatan)?\b\.? *:? *(?P<what>.+)$", re.IGNORECASE)
SUBSECTION = re.compile(rf"^{NUMBERED}kel(?:urahan)?\b\.? *:? *(?P<what>.+)$", re.IGNORECASE)
IN_TITLE = re.compile(r"\bkec(?:amatan)?\b\.? *:? *(?P<what>.+)$", re.IGNORECASE)
AS_OF = re.compile(r"\b(?:per|posisi|keadaan|s/?d)\b\D{0,12}(?P<day>\d{1,2}[ ./-]+\w+[ ./-]+\d{4})", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """What a file says. `digest` is the file's own SHA-256."""

    filename: str
    digest: str
    read: int = 0
    skipped: int = 0
    entries: list[Entry] = field(default_factory=list)
    unknown_columns: list[Column] = field(default_factory=list)
    missing_columns: list[str] = field(default_factory=list)
    known_columns: list[Column] = field(default_factory=list)
    as_of: date | None = None
    problems: list[Problem] = field(default_factory=list)
    """Of rows that became no entry."""


def read(
    path: Path, meanings: Mapping[str, str], today: date, progress: Callable[[int, int], None] | None = None
) -> Reading:
    """Read a list. Raises Unreadable. `meanings` are fields by compared header, beyond the table of variants."""
    data = look(path)
    sheets = read_sheets(path, data)
    reading = Reading(path.name, hashlib.sha256(data).hexdigest())
    del data
    tables = _tables(path, sheets, meanings)
    total = sum(len(sheet.rows) for sheet, _ in tables)
    done = 0
    references: dict[str, Entry] = {}
    for sheet, layout in sorted(tables, key=lambda table: "name" not in table[1].columns):
        reading.as_of = reading.as_of or _as_of(sheet, layout, today)
        for entry in _entries(reading, sheet, layout, today, references, several=len(tables) > 1):
            reading.entries.append(entry)
        done += len(sheet.rows)
        if progress is not None:
            progress(done, total)
    open_titles, senses = meetings.settle(reading.entries, today)
    reading.unknown_columns = columns.unknown(tables, reading.entries, open_titles)
    reading.known_columns = columns.known(tables, senses, open_titles)
    reading.missing_columns = [
        name for name in tables[0][1].missing if all(name in layout.missing for _, layout in tables)
    ]
    return reading


def _tables(path: Path, sheets: list[Sheet], meanings: Mapping[str, str]) -> list[tuple[Sheet, Layout]]:
    tables = [(sheet, layout) for sheet in sheets if (layout := find_layout(sheet, meanings)) is not None]
    if not any("name" in layout.columns for _, layout in tables):
        first = next(row for row in sheets[0].rows if any(cell != "" for cell in row))
        found = ", ".join(f"“{words_of(cell)[:40]}”" for cell in first if cell != "")[:120]
        raise Unreadable(
            "no_header",
            f"{path.name}: looked in the first {LOOKED_AT} rows for a header with the cooperative's name and one more "
            f"known column, such as Nama Koperasi and Kecamatan, and found {found}.",
        )
    return tables


def _as_of(sheet: Sheet, layout: Layout, today: date) -> date | None:
    for row in sheet.rows[: layout.first_row]:
        for cell in row:
            if isinstance(cell, str) and (found := AS_OF.search(" ".join(cell.split()))):
                try:
                    return days.day(found["day"], today)
                except cells.Doubt:
                    continue
    return None


def _entries(
    reading: Reading, sheet: Sheet, layout: Layout, today: date, references: dict[str, Entry], *, several: bool
) -> Iterator[Entry]:
    reader = RowReader(layout, sheet.name if several else "", today, (_of_sheet(sheet, layout), ""))
    is_signed = False
    _spread(sheet, layout)
    for number, row in enumerate(sheet.rows[layout.first_row :], start=layout.first_row + 1):
        if is_blank(row):
            continue
        reading.read += 1
        said = [words for cell in row if cell != "" and (words := words_of(cell))]
        if (again := _other_layout(layout, row, said)) is not None:
            layout = Layout(again.columns, again.titles, layout.first_row, again.unknown, again.yearly, again.ignored)
            reader = RowReader(layout, sheet.name if several else "", today, reader.place)
        name = words_of(reader.cell(row, "name"))
        is_signed = is_signed or (len(said) <= FEW and _is_signature(name, said))
        is_section = "name" in layout.columns and _is_section(reader, said)
        if "name" not in layout.columns:
            entry = _of_reference(reader, number, row, references)
        elif is_section or not _is_cooperative(name, said, is_signed):
            entry = None
        else:
            entry = reader.read(number, row, name)
            if reference := cells.text(reader.cell(row, "reference")):
                references[reference] = entry
        if entry is None:
            reading.skipped += 1
            if "name" in layout.columns and not is_signed and not is_section:
                reading.problems += _unused(reader, number, row, name, said)
        else:
            yield entry


def _other_layout(layout: Layout, row: list[Cell], said: list[str]) -> Layout | None:
    """The layout of a header further down, where it orders columns otherwise."""
    if fields.NAME_TITLES.isdisjoint(map(str.casefold, said)):
        return None
    found = find_layout(Sheet("", [row]))
    return found if found is not None and found.columns != layout.columns else None


def _spread(sheet: Sheet, layout: Layout) -> None:
    """A tall merged cell names the district or village of all its rows."""
    places = {place for name in ("district", "village") for place in layout.columns.get(name, ())}
    for top, left, bottom in sheet.tall:
        if left in places and layout.first_row <= top < len(sheet.rows) and left < len(sheet.rows[top]):
            for row in sheet.rows[top + 1 : bottom + 1]:
                if left < len(row) and row[left] == "":
                    row[left] = sheet.rows[top][left]


def _of_reference(reader: RowReader, number: int, row: list[Cell], references: dict[str, Entry]) -> Entry | None:
    """A row of another sheet about a cooperative that the first sheet has named."""
    reference = cells.text(reader.cell(row, "reference"))
    of = references.get(reference)
    if of is None:
        return None
    reader.place = (of.district, of.facts.get("village", ""))
    entry = reader.read(number, row, of.name)
    entry.nik = entry.nik or of.nik
    entry.facts["legal_number"] = entry.facts.get("legal_number") or of.facts.get("legal_number", "")
    entry.one_officer_each = True
    return entry


def _unused(reader: RowReader, number: int, row: list[Cell], name: str, said: list[str]) -> list[Problem]:
    """What is wrong with a row that may have been meant as a cooperative."""
    if _says_something(reader, row, name):
        return [reader.nameless(number, row)]
    is_alone = len(said) == 1 and said[0] == name and not cells.is_class(name)
    if is_alone and re.search(r"[^\W\d_]", name) and not (NO_NAME.match(name) or SIGNED.match(name)):
        return [reader.name_alone(number, name)]
    return []


def _says_something(reader: RowReader, row: list[Cell], name: str) -> bool:
    """Whether a row without a name is a cooperative's all the same: its number or an officer stands in it."""
    if re.search(r"[^\W\d_]", name):
        return False
    return any(cells.text(reader.cell(row, column)) for column in ("nik", "legal_number", "ketua", "ketua phone"))


def _is_cooperative(name: str, said: list[str], is_signed: bool) -> bool:
    if not re.search(r"[^\W\d_]", name) or NO_NAME.match(name) or SIGNED.match(name):
        return False
    if len(said) > 1 and said[1] in (":", "="):
        return False  # a legend under the list
    if len(said) < 2 and not (CALLED.match(name) and not cells.is_class(name)):
        return False
    if is_signed and len(said) <= FEW:
        return False
    return fields.known().get(fields.header_key(name)) != "name"


def _is_signature(name: str, said: list[str]) -> bool:
    """Whether a row begins the block with place, day and signature under a list."""
    marked = [words for words in said if SIGNED.match(words) and not WEEKDAY.match(words)]
    return bool(marked) and (not name or name in marked)


def _is_section(reader: RowReader, said: list[str]) -> bool:
    """Whether a row only says where the following ones lie."""
    first = next((words for words in said if len(words) > 3), "")
    few = len(said) <= FEW
    if few and (found := SECTION.match(first)) and districts.may_be(found["what"]):
        reader.place = (found["what"], "")
        return True
    if few and (found := SUBSECTION.match(first)):
        reader.place = (reader.place[0], found["what"])
        return True
    if len(said) == 1 and districts.is_name(first):
        reader.place = (first, "")
        return True
    return False


def _of_sheet(sheet: Sheet, layout: Layout) -> str:
    """The district that a sheet's name or title says, as written."""
    if districts.may_be(sheet.name):
        return sheet.name
    for row in sheet.rows[: layout.first_row - 1]:
        for cell in row:
            found = IN_TITLE.search(" ".join(cell.split())) if isinstance(cell, str) else None
            if found and districts.may_be(
                what := re.sub(r"\b(?:kota|tahun|thn|per)\b.*$", "", found["what"], flags=re.I)
            ):
                return what.strip(" .,-")
    return ""
