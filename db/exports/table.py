"""A table to hand out: headers and rows of plain, harmless cells; written as .csv or .xlsx."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any, TextIO

Value = str | int | float | bool | date | datetime | None
Cell = str | int | float
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes a text that begins so for a formula; some do so behind spaces, or in the wide letters of Asia."""

BLANKS = " \u00a0\u3000\ufeff\u200b"

WIDEST = 50
"""Characters that a column of a spreadsheet is wide at most."""


@dataclass(frozen=True, slots=True)
class Table:
    """What an export hands out. `rows` can be gone through once."""

    headers: tuple[str, ...]
    rows: Iterator[tuple[Cell, ...]]


def table(headers: Sequence[str], rows: Iterable[Sequence[Value]], zone: tzinfo) -> Table:
    """A table of these values as cells, times in the office's zone."""
    return Table(tuple(headers), (tuple(cell(value, zone) for value in row) for row in rows))


def cell(value: Value, zone: tzinfo) -> Cell:
    """ISO dates, yes and no, nothing for unknown; text that a spreadsheet would run gets a ' in front."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.astimezone(zone).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f"'{value}" if value.lstrip(BLANKS).startswith(FORMULA) else value
    return value


def masked(phone: str | None) -> str:
    """Enough of a number to recognise it by, not enough to call it: 0812****7890."""
    if not phone:
        return ""
    local = "0" + phone[3:] if phone.startswith("+62") else phone
    return f"{local[:4]}****{local[-4:]}" if len(local) >= 10 else "****"


def write_csv(content: Table, file: TextIO) -> int:
    """Write the table; how many rows it had. Open the file with `newline=""` and utf-8-sig: Excel asks for both."""
    writer = csv.writer(file)
    writer.writerow(content.headers)
    count = 0
    for row in content.rows:
        writer.writerow(row)
        count += 1
    return count


def write_xlsx(content: Table, path: Path, title: str | None = None) -> int:
    """Write the table as a workbook, its sheet with this title; how many rows it had. No number loses a zero."""
    import xlsxwriter

    count = 0
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False}) as book:
        sheet: Any = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        widths = [len(header) for header in content.headers]
        for place, header in enumerate(content.headers):
            sheet.write_string(0, place, header, bold)
        for row in content.rows:
            count += 1
            for place, value in enumerate(row):
                write = sheet.write_string if isinstance(value, str) else sheet.write_number
                write(count, place, value)
                widths[place] = max(widths[place], len(str(value)))
        for place, width in enumerate(widths):
            sheet.set_column(place, place, min(width, WIDEST) + 2)
        sheet.autofilter(0, 0, count, len(widths) - 1)
    return count
