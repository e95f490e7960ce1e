"""The report of an import as a workbook, in Indonesian: what to mend first, then what is new, changed and missing."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from bot import texts
from bot.messages import Json, Say
from db.registry_import import fields
from db.registry_import.report import Column, ImportReport, Subject

LANGUAGE = texts.SOURCE
WIDEST = 60
MOST_ROWS = 100_000
WHO = ("name", "nik", "district")
HELD = ("yes", "no")
RAT = re.compile(r"RAT (\d{4})")
Row = Sequence[str | int]


def write_report(report: ImportReport, path: Path) -> None:
    """Write the report as .xlsx. Every text stays text: no cell of it is a formula."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        page = _Pages(book)
        page.write("summary", ("fact", "figure"), ((_word(f"count_{k}"), v) for k, v in report.counts().items()))
        page.write("problems", ("row", "sheet", "column", "found", "read_as", "mend"), _problems(report))
        page.write("changes", (*WHO, "row", "sheet", "fact", "before", "after"), _changes(report))
        page.write("new", (*WHO, "row", "sheet"), ((*_who(each), each.row, each.sheet) for each in report.new))
        page.write("absent", (*WHO, "listed_at"), _absent(report))
        page.write("pairs", (*WHO, "row", "other", "other_nik", "why"), _pairs(report))
        page.write("columns", ("column", "sheet", "meaning", "samples"), _columns(report))


def _word(name: str, **params: Json) -> str:
    return texts.plain(texts.fill(Say(f"importreport.{name}", params), LANGUAGE))


def _who(subject: Subject) -> tuple[str, str, str]:
    return subject.name, subject.nik, subject.district


def _problems(report: ImportReport) -> Iterable[Row]:
    for each in report.problems:
        read_as = each.read_as or _word("nothing")
        yield each.row, each.sheet, each.column, each.found, read_as, each.words(LANGUAGE)


def _changes(report: ImportReport) -> Iterable[Row]:
    for each in report.changes:
        subject = each.subject
        before, after = _shown(each.before), _shown(each.after)
        yield *_who(subject), subject.row, subject.sheet, _fact(each.field), before, after


def _fact(field: str) -> str:
    """What has changed; a meeting is named by its book year."""
    found = RAT.fullmatch(field)
    return _word("rat_of_book_year", year=found[1]) if found else fields.title_of(field)


def _shown(value: str) -> str:
    """Of a meeting without a day only whether it was held is known."""
    return _word(f"held_{value}") if value in HELD else value


def _absent(report: ImportReport) -> Iterable[Row]:
    for each in report.absent:
        yield *_who(each.subject), f"{each.listed_at:%d/%m/%Y}" if each.listed_at else ""


def _pairs(report: ImportReport) -> Iterable[Row]:
    for each in report.pairs:
        yield *_who(each.subject), each.subject.row, each.other.name, each.other.nik, _word(f"why_{each.why}")


def _columns(report: ImportReport) -> Iterable[Row]:
    for each in report.unknown_columns:
        yield each.title, each.sheet, _word("unknown"), " | ".join(each.samples)
    for each in report.known_columns:
        yield each.title, each.sheet, _meaning(each), " | ".join(each.samples)
    for field in report.missing_columns:
        yield fields.title_of(field), "", _word("missing"), ""


def _meaning(column: Column) -> str:
    if column.field in (fields.IGNORED, fields.EMPTY):
        return _word(column.field)
    is_yearly = column.field in fields.YEARLY
    years: dict[str, Json] = {"year": str(column.year), "before": str(column.year - 1)}
    meaning = _word(column.field, **years) if is_yearly else fields.title_of(column.field)
    return _word("by_days", meaning=meaning) if column.by_days else meaning


class _Pages:
    """Sheets of one look: a bold header that stays, columns as wide as what they hold, a filter."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._head = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1, "valign": "top"})
        self._cell = book.add_format({"valign": "top", "text_wrap": True})

    def write(self, name: str, headers: Sequence[str], rows: Iterable[Row]) -> None:
        """One sheet."""
        sheet = self._book.add_worksheet(_word(name))
        kept = [row for row, _ in zip(rows, range(MOST_ROWS), strict=False)]
        titles = [_word(header) for header in headers]
        for place, title in enumerate(titles):
            lengths = [len(str(row[place])) for row in kept[:500]]
            sheet.set_column(place, place, min(max([len(title), *lengths]), WIDEST) + 2, self._cell)
        for place, title in enumerate(titles):
            sheet.write_string(0, place, title, self._head)
        for number, row in enumerate(kept, start=1):
            for place, value in enumerate(row):
                write = sheet.write_number if isinstance(value, int) else sheet.write_string
                write(number, place, value, self._cell)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(kept), len(titles) - 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
