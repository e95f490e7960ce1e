"""A file → sheets of plain cells. Whatever can't be read ends in one sentence."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from db.registry_import.report import Unreadable

Cell = str | int | float | bool | date | datetime | time | timedelta
"""An empty cell is an empty string."""

ZIP, COMPOUND = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
WANTED = "looked for a spreadsheet (.xlsx, .xls, .ods) or a .csv"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of cells; the first row is row 1."""

    name: str
    rows: list[list[Cell]]


def read_sheets(path: Path) -> list[Sheet]:
    """All sheets that hold anything. Raises Unreadable."""
    data = _bytes(path)
    if data.startswith((ZIP, COMPOUND)):
        sheets = _workbook(path, data)
    elif data.lstrip()[:1] == b"<":
        raise Unreadable(f"{path.name}: {WANTED} and found a web page; open it in Excel and save it as .xlsx.")
    else:
        sheets = [Sheet("", _separated(path, data))]
    filled = [sheet for sheet in sheets if any(any(cell != "" for cell in row) for row in sheet.rows)]
    if not filled:
        raise Unreadable(f"{path.name}: looked for a list of cooperatives and found only empty cells.")
    return filled


def _bytes(path: Path) -> bytes:
    if path.is_dir():
        raise Unreadable(f"{path}: {WANTED} and found a folder.")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable(f"{path}: {WANTED} and found no such file.") from None
    except OSError as error:
        raise Unreadable(f"{path}: {WANTED} and could not open it ({error.strerror}).") from None
    if not data.strip():
        raise Unreadable(f"{path.name}: {WANTED} and found an empty file.")
    return data


def _workbook(path: Path, data: bytes) -> list[Sheet]:
    import python_calamine as calamine

    locked = f"{path.name}: {WANTED} and found one that is protected by a password; save it without and try again."
    if data.startswith(COMPOUND) and ENCRYPTED in data:
        raise Unreadable(locked)
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        return [Sheet(name, _padded(book.get_sheet_by_name(name))) for name in _tables(book)]
    except calamine.PasswordError:
        raise Unreadable(locked) from None
    except (calamine.CalamineError, OSError, ValueError):
        raise Unreadable(f"{path.name}: {WANTED} and found a file that is damaged or of another kind.") from None


def _tables(book: object) -> list[str]:
    import python_calamine as calamine

    assert isinstance(book, calamine.CalamineWorkbook)
    return [each.name for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]


def _padded(sheet: object) -> list[list[Cell]]:
    import python_calamine as calamine

    assert isinstance(sheet, calamine.CalamineSheet)
    return [list(row) for row in sheet.to_python(skip_empty_area=False)]


def _separated(path: Path, data: bytes) -> list[list[Cell]]:
    text = _decoded(path, data)
    head = "\n".join(text.splitlines()[:15])
    separator = max(";,\t", key=head.count)
    if not head.count(separator):
        raise Unreadable(f"{path.name}: {WANTED} and found text without columns.")
    try:
        return [list(row) for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise Unreadable(f"{path.name}: {WANTED} and found a .csv that breaks off ({error}).") from None


def _decoded(path: Path, data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise Unreadable(f"{path.name}: {WANTED} and found a file of another kind.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
