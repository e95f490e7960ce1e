"""One row of the list → one entry, and the problems met on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar

from bot.messages import Json
from bot.understanding import names
from db import districts
from db.registry_import import amounts, cells, contacts, days, fields
from db.registry_import.contacts import Named
from db.registry_import.headers import Layout
from db.registry_import.meetings import Meeting, Said
from db.registry_import.reading import Cell, words_of
from db.registry_import.report import Problem

V = TypeVar("V")
MERAH_PUTIH = re.compile(r"\b(?:kkmp|kdkmp|kdmp|kmp)\b|\b(?:kelurahan|desa)\b.*\bmerah putih\b", re.IGNORECASE)
DAY_TITLE = re.compile(r"\b(?:tanggal|tgl)|date", re.IGNORECASE)
TEXTS = (
    *("legal_number", "address", "amendment_number", "sector", "business_number", "savings_licence", "tax_number"),
    *("group",),
)
CHOICES: dict[str, Callable[[Cell], str]] = {
    "form": cells.form,
    "kind": cells.kind,
    "activity": cells.activity,
    "pattern": cells.pattern,
    "scale": cells.scale,
    "certificate": cells.certificate,
    "grade": cells.grade,
}
COLUMN_OF = {"group": "group_name"}
"""Where a field's column in the registry is called otherwise."""


@dataclass(slots=True)
class Entry:
    """A cooperative as one row tells it. An empty field says nothing."""

    row: int
    sheet: str
    name: str
    facts: dict[str, Any] = field(default_factory=dict)
    nik: str = ""
    district: str = ""
    visited: date | str | None = None
    figures: dict[str, int] = field(default_factory=dict)
    officers: list[Named] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    one_officer_each: bool = False
    """The list has a row per officer, so a cooperative may come again."""
    match_name: str = ""
    titles: dict[str, str] = field(default_factory=dict)
    """How the list calls its columns, by field; shared by its rows."""

    def doubt(self, column: str, found: str, code: str, read_as: str = "", **params: Json) -> None:
        """Note what could not be used; `column` is a field or a title."""
        self.problems.append(self.problem(column, found, code, read_as, **params))

    def problem(self, column: str, found: str, code: str, read_as: str = "", **params: Json) -> Problem:
        """A problem of this row."""
        title = self.titles.get(column) or fields.title_of(column)
        return Problem(self.row, title, found, code, params, self.sheet, read_as)


def is_blank(row: list[Cell]) -> bool:
    """Whether the row says nothing at all."""
    return not any(cell != "" and cells.text(cell) for cell in row)


class RowReader:
    """Reads the rows of one sheet by its layout; where they lie is told by a column, a section row or the sheet."""

    def __init__(self, layout: Layout, sheet: str, today: date, place: tuple[str, str] = ("", "")) -> None:
        self._layout, self._sheet, self._today = layout, sheet, today
        self.place = place
        """District and village, as written, of the rows that follow."""
        self._titles = {name: layout.titles[places[0]] for name, places in layout.columns.items()}
        self._units = {name: amounts.unit_of(self._titles.get(name, "")) for name in fields.MONEY}
        self._one_each = "contact" in layout.columns and "position" in layout.columns
        self._read = {place for places in layout.columns.values() for place in places}
        self._read |= {each.place for each in layout.yearly}

    def read(self, number: int, row: list[Cell], name: str) -> Entry:
        """The entry in a row that names this cooperative."""
        entry = Entry(number, self._sheet, name, match_name=names.match_key(name), titles=self._titles)
        entry.one_officer_each = self._one_each
        self._errors(entry, row)
        entry.nik = self._use(entry, row, "nik", cells.nik, "")
        self._facts(entry, row)
        self._classes(entry, row)
        self._dates(entry, row)
        self._where(entry, row)
        entry.visited = self._use(entry, row, "last_visit", partial(days.visited, today=self._today), None)
        self._figures(entry, row)
        self._officers(entry, row)
        self._meetings(entry, row)
        return entry

    def name_alone(self, number: int, name: str) -> Problem:
        """What is wrong with a row that holds a name which needn't be a cooperative's, and nothing else."""
        return Entry(number, self._sheet, "", titles=self._titles).problem("name", name, "name_alone")

    def nameless(self, number: int, row: list[Cell]) -> Problem:
        """What is wrong with a row that holds data and no name."""
        entry = Entry(number, self._sheet, "", titles=self._titles)
        shown = next((words for each in ("legal_number", "ketua") if (words := cells.text(self.cell(row, each)))), "")
        return entry.problem("name", shown, "name_missing")

    def cell(self, row: list[Cell], column: str) -> Cell:
        """The first cell of this column's places that says something."""
        for place in self._layout.columns.get(column, ()):
            if place < len(row) and row[place] != "" and cells.text(row[place]):
                return row[place]
        return ""

    def _errors(self, entry: Entry, row: list[Cell]) -> None:
        """Cells in which the spreadsheet itself has failed."""
        for place, cell in enumerate(row):
            is_error = isinstance(cell, str) and cell.startswith("#") and cell.casefold().strip() in cells.ERRORS
            if is_error and place in self._read:
                entry.doubt(self._layout.titles[place], words_of(cell), "cell_error")

    def _facts(self, entry: Entry, row: list[Cell]) -> None:
        for name in TEXTS:
            if name in self._layout.columns:
                entry.facts[COLUMN_OF.get(name, name)] = self._use(entry, row, name, cells.safe_text, "")
        if MERAH_PUTIH.search(entry.name):
            entry.facts["program"] = "KKMP"

    def _classes(self, entry: Entry, row: list[Cell]) -> None:
        for name, read in CHOICES.items():
            if name in self._layout.columns:
                entry.facts[name] = self._use(entry, row, name, read, "")
        if entry.facts.get("certificate") == "aktif" and entry.facts.get("grade") == "D":
            entry.facts["certificate"] = "kedaluwarsa"  # what the ministry's own list means by the two together
        kind = self.cell(row, "kind")
        if cells.is_syariah(kind) and not entry.facts.get("pattern"):
            entry.facts["pattern"] = "syariah"
        if entry.problems and entry.problems[-1].code == "kind_is_group" and not entry.facts.get("group_name"):
            entry.facts["group_name"] = cells.text(kind)
        if not entry.facts.get("activity") and "note" in self._layout.columns:
            entry.facts["activity"] = cells.noted_activity(self.cell(row, "note"))

    def _dates(self, entry: Entry, row: list[Cell]) -> None:
        for place in self._layout.columns.get("founded", ()):
            cell = row[place] if place < len(row) else ""
            if isinstance(cell, str) and not cells.text(cell):
                continue
            try:
                self._founded(entry, self._layout.titles[place], cell)
            except cells.Doubt as doubt:
                entry.doubt(self._layout.titles[place], words_of(cell), doubt.code)
        read = partial(days.day, today=self._today)
        entry.facts["amendment_on"] = self._use(entry, row, "amendment_on", read, None)
        later = partial(days.day, today=self._today, may_come=True)
        entry.facts["certificate_until"] = self._use(entry, row, "certificate_until", later, None)

    def _founded(self, entry: Entry, title: str, cell: Cell) -> None:
        facts = entry.facts
        year = days.year(cell, self._today)
        try:
            day = days.day(cell, self._today)
        except cells.Doubt:
            day = None
        if year is not None and not facts.get("founded_on"):
            facts["founded_on"], facts["founded_year"] = day, year
        if day is None and year is not None and DAY_TITLE.search(title):
            entry.doubt(title, words_of(cell), "day_incomplete", str(year))

    def _where(self, entry: Entry, row: list[Cell]) -> None:
        village = cells.text(self.cell(row, "village")) or self.place[1]
        written = cells.text(self.cell(row, "district")) or self.place[0]
        entry.facts["village"] = districts.nearest_village(village, written)
        found = districts.find(written, entry.facts["village"])
        if found is None and written:
            self._no_district(entry, written)
        entry.district = found or ""
        apart = [cells.text(self.cell(row, name)) for name in ("rt", "rw")]
        together = [f"{name} {value.zfill(3)}" for name, value in zip(("RT", "RW"), apart, strict=True) if value]
        entry.facts["rt_rw"] = cells.text(self.cell(row, "rt_rw")) or "/".join(together)

    def _no_district(self, entry: Entry, written: str) -> None:
        """Nobody knows the name, its village lies elsewhere, or it once was what several are today."""
        village, candidates = entry.facts["village"], districts.may_be(written)
        if not candidates:
            entry.doubt("district", written, "district_unknown")
        elif lies_in := districts.find("", village):
            entry.doubt("district", written, "district_contradicts", village=village, district=lies_in)
        else:
            entry.doubt("district", written, "district_former", districts=", ".join(candidates))

    def _figures(self, entry: Entry, row: list[Cell]) -> None:
        for name in fields.FIGURES:
            if name not in self._layout.columns:
                continue
            read = partial(amounts.money, unit=self._units[name]) if name in fields.MONEY else amounts.count
            value = self._use(entry, row, name, read, None, raw=True)
            if value is not None:
                entry.figures[name] = value

    def _officers(self, entry: Entry, row: list[Cell]) -> None:
        for position in fields.POSITIONS:
            if position in self._layout.columns or f"{position} phone" in self._layout.columns:
                self._officer(entry, row, position, position, f"{position} phone")
        if "contact" in self._layout.columns:
            position = cells.text(self.cell(row, "position")).casefold() or "pengurus"
            self._officer(entry, row, position, "contact", "contact phone")

    def _officer(self, entry: Entry, row: list[Cell], position: str, column: str, phone_column: str) -> None:
        name = self._use(entry, row, column, cells.safe_text, "")
        places = [place for place in self._layout.columns.get(phone_column, ()) if place < len(row)]
        written, (name, numbers) = name, cells.without_number(name)
        name, beside = contacts.without_relation(name)
        for place in places:
            try:
                numbers += [each for each in cells.numbers_in(row[place]) if each not in numbers]
                beside = beside or cells.named_in(row[place])
            except cells.Doubt as doubt:
                entry.doubt(self._layout.titles[place], words_of(row[place]), doubt.code)
        if contacts.is_deceased(name, beside):
            entry.doubt(column, written or beside, "officer_deceased")
            return
        if numbers and contacts.RELATION.search(beside):
            entry.doubt(phone_column if places else column, beside, "phone_remark", numbers[0])
        later = partial(days.day, today=self._today, may_come=True)
        term = tuple(self._use(entry, row, each, later, None) for each in ("term_from", "term_until"))
        entry.officers += contacts.officer(position, name, numbers, beside, term)

    def _meetings(self, entry: Entry, row: list[Cell]) -> None:
        for column in self._layout.yearly:
            if column.place < len(row) and cells.text(row[column.place]):
                entry.said.append(Said(column.title, column.kind, column.year, row[column.place]))
        for name in ("rat_last", "rat_year", "rat_book_year", *fields.UNCLEAR):
            cell = self.cell(row, name)
            if cell != "":
                entry.said.append(Said(self._titles[name], name, 0, cell))
        for name in ("rat_attended", "rat_ordinal"):
            value = self._use(entry, row, name, amounts.count, None)
            if value:
                entry.said.append(Said(self._titles[name], name, value, ""))

    def _use(
        self, entry: Entry, row: list[Cell], column: str, read: Callable[[Cell], V], otherwise: V, *, raw: bool = False
    ) -> V:
        if column not in self._layout.columns:
            return otherwise
        cell = self._raw(row, column) if raw else self.cell(row, column)
        if cell == "":
            return otherwise
        try:
            return read(cell)
        except cells.Doubt as doubt:
            entry.doubt(column, "" if doubt.secret else words_of(cell), doubt.code)
            return otherwise

    def _raw(self, row: list[Cell], column: str) -> Cell:
        """Also a cell that says "nihil": for a figure that is something."""
        places = self._layout.columns[column]
        return next((row[place] for place in places if place < len(row) and row[place] != ""), "")
