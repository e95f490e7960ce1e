"""Tables written down as text → the files offices really send.

A line is a row, `|` parts its cells. In a cell: `#12` a number, `@2026-05-04` a date, `?true` a truth value, `ƒ1+1` a
formula, `<` merged with the cell to the left, `^` with the one above, `⏎` a line break, `⍽` a no-break space,
`‹200E›` the letter of that number; behind `\\` everything is only itself.
"""

import csv
import html
import io
import re
import zipfile
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

import xlsxwriter


class Merged(Enum):
    """A cell that is part of another."""

    LEFT = "<"
    UP = "^"


@dataclass(frozen=True, slots=True)
class Formula:
    """What a cell computes."""

    words: str


Cell = str | int | float | bool | date | Formula | Merged
Table = Sequence[Sequence[Cell]]
XML = '<?xml version="1.0" encoding="UTF-8"?>'


def table(text: str) -> list[list[Cell]]:
    """The rows that a text draws; an empty line is an empty row."""
    return [[_cell(words.strip()) for words in line.split("|")] if line.strip() else [] for line in text.splitlines()]


def _cell(words: str) -> Cell:
    if words in ("<", "^"):
        return Merged(words)
    mark, rest = words[:1], words[1:]
    if mark == "#":
        return float(rest) if set(rest) & set(".eE") else int(rest)
    if mark == "@":
        return date.fromisoformat(rest)
    if mark == "?":
        return rest == "true"
    if mark == "ƒ":
        return Formula(rest)
    if mark == "\\":
        return rest
    words = re.sub(r"‹([0-9A-F]{4})›", lambda match: chr(int(match[1], 16)), words)
    return words.replace("⏎", "\n").replace("⍽", "\xa0")


def xlsx(path: Path, sheets: Mapping[str, Table], hidden: Collection[int] = ()) -> None:
    """A workbook with merged cells, real dates and, where told, hidden columns."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy", "strings_to_formulas": False}) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for column in hidden:
                page.set_column(column, column, None, None, {"hidden": True})
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    _put(page, rows, row, column, cell)


def _put(page: xlsxwriter.worksheet.Worksheet, rows: Table, row: int, column: int, cell: Cell) -> None:
    width, height = _span(rows, row, column)
    if isinstance(cell, Merged) or cell == "":
        return
    if isinstance(cell, Formula):
        page.write_formula(row, column, f"={cell.words}", None, 2)
    elif width + height > 2:
        page.merge_range(row, column, row + height - 1, column + width - 1, cell)
    elif isinstance(cell, str):
        page.write_string(row, column, cell)
    else:
        page.write(row, column, cell)


def _span(rows: Table, row: int, column: int) -> tuple[int, int]:
    """Columns and rows that a cell covers."""
    width, height = 1, 1
    while column + width < len(rows[row]) and rows[row][column + width] is Merged.LEFT:
        width += 1
    while row + height < len(rows) and column < len(rows[row + height]) and rows[row + height][column] is Merged.UP:
        height += 1
    return width, height


def separated(rows: Table, separator: str = ",", encoding: str = "utf-8", newline: str = "\r\n") -> bytes:
    """A text file with separators, as Excel and its like save one."""
    lines = io.StringIO()
    csv.writer(lines, delimiter=separator, lineterminator=newline).writerows(
        [shown(cell, comma=separator == ";") for cell in row] for row in rows
    )
    return lines.getvalue().encode(encoding)


def shown(cell: Cell, *, comma: bool = True) -> str:
    """What a spreadsheet displays."""
    if isinstance(cell, Merged):
        return ""
    if isinstance(cell, Formula):
        return f"={cell.words}"
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        return cell.strftime("%d/%m/%Y")
    if isinstance(cell, float):
        words = f"{cell:.5E}" if cell >= 1e11 else str(cell)
        return words.replace(".", ",") if comma else words
    return str(cell)


def page(rows: Table) -> bytes:
    """A web page with a table, which many an application calls .xls."""
    lines = "".join(
        "<tr>" + "".join(f"<td>{html.escape(shown(cell))}</td>" for cell in row) + "</tr>\n" for row in rows
    )
    return f"<html><head><meta charset=utf-8></head><body><table border=1>\n{lines}</table></body></html>".encode()


def ods(path: Path, sheets: Mapping[str, Table]) -> None:
    """An OpenDocument spreadsheet, with the endless empty cells that such files end in."""
    tables = "".join(
        f'<table:table table:name="{html.escape(name)}">{"".join(_ods_row(rows, at) for at in range(len(rows)))}'
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell'
        ' table:number-columns-repeated="16384"/></table:table-row></table:table>'
        for name, rows in sheets.items()
    )
    spaces = " ".join(
        f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{key}:1.0"' for key in ("office", "table", "text")
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("mimetype", kind, zipfile.ZIP_STORED)
        packed.writestr(
            "META-INF/manifest.xml",
            f'{XML}<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
            '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
            "</manifest:manifest>",
        )
        packed.writestr(
            "content.xml",
            f'{XML}<office:document-content {spaces} office:version="1.2"><office:body>'
            f"<office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>",
        )


def _ods_row(rows: Table, row: int) -> str:
    cells = "".join(_ods_cell(rows, row, column) for column in range(len(rows[row])))
    return f'<table:table-row>{cells}<table:table-cell table:number-columns-repeated="1000"/></table:table-row>'


def _ods_cell(rows: Table, row: int, column: int) -> str:
    cell = rows[row][column]
    if isinstance(cell, Merged):
        return "<table:covered-table-cell/>"
    width, height = _span(rows, row, column)
    span = f' table:number-columns-spanned="{width}" table:number-rows-spanned="{height}"' if width + height > 2 else ""
    text = "".join(f"<text:p>{html.escape(line)}</text:p>" for line in shown(cell).split("\n") if line)
    kind = ' office:value-type="string"' if text else ""
    if isinstance(cell, date):
        kind = f' office:value-type="date" office:date-value="{cell.isoformat()}"'
    elif isinstance(cell, int | float) and not isinstance(cell, bool):
        kind = f' office:value-type="float" office:value="{cell}"'
    return f"<table:table-cell{kind}{span}>{text}</table:table-cell>"
