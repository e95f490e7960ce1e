"""A file → sheets of plain cells. Whatever can't be read ends in one sentence."""

import csv
import io
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Literal
from unicodedata import category

from db.registry_import.kinds_of_file import COMPOUND, MOST_CELLS, WANTED, ZIP, damaged, locked, look
from db.registry_import.report import Unreadable

Cell = str | int | float | bool | date | datetime | time | timedelta
"""An empty cell is an empty string."""

SEPARATORS = ";\t|,"
"""Of signs that fit alike the earlier one: prose holds commas, rarely any of the others."""
MOST_BREAKS = 20
"""Line breaks in one cell of a .csv; beyond that a quotation mark was never closed."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of cells; the first row is row 1."""

    name: str
    rows: list[list[Cell]]
    tall: list[tuple[int, int, int]] = field(default_factory=list)
    """Merged cells of one column and several rows: first row, column, last row, from 0."""


def words_of(cell: Cell) -> str:
    """A cell as words on one line; whole numbers without the `.0` that spreadsheets add, days as written here."""
    if isinstance(cell, str):
        if cell.isascii() and cell.isprintable() and "  " not in cell and cell[:1] != " " != cell[-1:]:
            return cell  # most cells are: no need to look twice
    elif isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    elif isinstance(cell, date):
        return f"{cell:%d/%m/%Y}"
    words = str(cell).replace("\0", "")
    if not words.isascii():
        words = "".join(sign for sign in words if category(sign) != "Cf")  # invisible marks of pasted text
    return " ".join(words.split())


def read_sheets(path: Path, data: bytes | None = None) -> list[Sheet]:
    """All sheets that hold anything. Raises Unreadable."""
    data = look(path) if data is None else data
    sheets = _workbook(path, data) if data.startswith((ZIP, COMPOUND)) else [Sheet("", _separated(path, data))]
    filled = [sheet for sheet in sheets if any(any(cell != "" for cell in row) for row in sheet.rows)]
    if not filled:
        raise Unreadable("empty", f"{path.name}: looked for a list of cooperatives and found only empty cells.")
    return filled


def _workbook(path: Path, data: bytes) -> list[Sheet]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [_sheet(path, name, book.get_sheet_by_name(name)) for name in _tables(book)]
    except calamine.PasswordError:
        raise locked(path) from None
    except (calamine.CalamineError, OSError, ValueError, OverflowError):
        raise damaged(path) from None


def _tables(book: object) -> list[str]:
    import python_calamine as calamine

    assert isinstance(book, calamine.CalamineWorkbook)
    return [each.name for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]


def _sheet(path: Path, name: str, sheet: object) -> Sheet:
    import python_calamine as calamine

    assert isinstance(sheet, calamine.CalamineSheet)
    if sheet.total_height * sheet.total_width > MOST_CELLS:
        found = f"{sheet.total_height} rows and {sheet.total_width} columns"
        raise Unreadable("too_big", f"{path.name}: {WANTED} and found a table of {found}.")
    ranges = sheet.merged_cell_ranges or []
    tall = [(top, left, bottom) for (top, left), (bottom, right) in ranges if left == right and bottom > top]
    return Sheet(name, [list(row) for row in sheet.to_python(skip_empty_area=False)], tall)


def _separated(path: Path, data: bytes) -> list[list[Cell]]:
    text = _decoded(path, data).replace("\r\n", "\n").replace("\r", "\n")
    separator = _separator(text)
    if not separator:
        raise Unreadable("no_columns", f"{path.name}: {WANTED} and found text without columns.")
    rows = _split(path, text, separator, csv.QUOTE_MINIMAL)
    if any(cell.count("\n") > MOST_BREAKS for row in rows for cell in row):
        rows = _split(path, text, separator, csv.QUOTE_NONE)
    return [list(row) for row in rows]


def _split(path: Path, text: str, separator: str, quoting: Literal[0, 3]) -> list[list[str]]:
    try:
        if quoting == csv.QUOTE_MINIMAL and _is_open(text, separator):
            quoting = csv.QUOTE_NONE
        return list(csv.reader(io.StringIO(text), delimiter=separator, quoting=quoting))
    except csv.Error as error:
        if quoting == csv.QUOTE_MINIMAL:
            return _split(path, text, separator, csv.QUOTE_NONE)
        raise Unreadable("damaged", f"{path.name}: {WANTED} and found a .csv that breaks off ({error}).") from None


def _is_open(text: str, separator: str) -> bool:
    """Whether a quotation mark is opened and never closed: it would swallow all rows that follow."""
    try:
        for _ in csv.reader(io.StringIO(text), delimiter=separator, strict=True):
            pass
    except csv.Error as error:
        return "end of data" in str(error)
    return False


def _separator(text: str) -> str:
    """The sign that parts most rows into the same number of columns; addresses hold others, but never evenly."""
    best, most = "", 0
    for sign in SEPARATORS:
        try:
            rows = list(islice(csv.reader(io.StringIO(text[:60_000]), delimiter=sign), 40))
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        score = max((width * alike for width, alike in widths.items()), default=0)
        if score > most:
            best, most = sign, score
    return best


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if data[1:200:2].count(0) > 60:
        return data.decode("utf-16-le", errors="replace")
    if b"\0" in data[:4096]:
        raise damaged(path)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
