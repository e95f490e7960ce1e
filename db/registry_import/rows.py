"""One row of the list → one entry, and the problems met on the way."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from bot.understanding import names
from db import districts
from db.registry_import import cells
from db.registry_import.headers import Layout
from db.registry_import.reading import Cell
from db.registry_import.report import Problem

V = TypeVar("V")
POSITIONS = ("ketua", "sekretaris", "bendahara", "manajer", "juru buku")
NO_NAME = re.compile(
    r"(?:grand |sub ?)?(?:jumlah|total)\b|kec(?:amatan|\.)|mengetahui\b|kepala dinas\b|nip\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Named:
    """An officer as the registry names one; either name or phone may be empty, not both."""

    position: str
    name: str
    phone: str


@dataclass(slots=True)
class Entry:
    """A cooperative as one row tells it. An empty field says nothing."""

    row: int
    sheet: str
    name: str
    facts: dict[str, str] = field(default_factory=dict)
    nik: str = ""
    district: str = ""
    visited: date | str | None = None
    officers: list[Named] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    one_officer_each: bool = False
    """The list has a row per officer, so a cooperative may come again."""

    @property
    def match_name(self) -> str:
        """The name as it is compared."""
        return names.match_key(self.name)

    def doubt(self, column: str, found: str, reason: str) -> None:
        """Note what could not be used."""
        self.problems.append(Problem(self.row, column, found, reason, self.sheet))


def is_blank(row: list[Cell]) -> bool:
    """Whether the row says nothing at all."""
    return not any(cells.text(cell) for cell in row)


class RowReader:
    """Reads the rows of one sheet by its layout."""

    def __init__(self, layout: Layout, sheet: str, today: date) -> None:
        self._layout, self._sheet, self._today = layout, sheet, today

    def read(self, number: int, row: list[Cell]) -> Entry | None:
        """The entry in a row; None for a row that is no cooperative: subtotals, section titles, signatures."""
        name = cells.text(self._cell(row, "name"))
        filled = sum(bool(cells.text(cell)) for cell in row)
        if filled < 2 or not re.search(r"[^\W\d_]", name) or NO_NAME.match(name):
            return None
        entry = Entry(number, self._sheet, name)
        entry.nik = self._use(entry, row, "nik", cells.nik, "")
        entry.facts = {
            "legal_number": cells.text(self._cell(row, "legal_number")),
            "address": cells.text(self._cell(row, "address")),
            "village": re.sub(
                r"^(?:kelurahan|kel|desa)\b\.? *", "", cells.text(self._cell(row, "village")), flags=re.I
            ),
            "form": self._use(entry, row, "form", cells.form, ""),
            "kind": self._use(entry, row, "kind", cells.kind, ""),
            "activity": self._use(entry, row, "activity", cells.activity, ""),
        }
        entry.district = self._district(entry, cells.text(self._cell(row, "district")))
        entry.visited = self._use(entry, row, "last_visit", lambda cell: cells.visited(cell, self._today), None)
        entry.officers = self._officers(entry, row)
        return entry

    def _district(self, entry: Entry, written: str) -> str:
        found = districts.find(written, entry.facts["village"])
        if found is None and written:
            self._doubt(entry, "district", written, "not one district of today, even with the village")
        return found or ""

    def _officers(self, entry: Entry, row: list[Cell]) -> list[Named]:
        officers = [self._officer(entry, row, position, position, f"{position} phone") for position in POSITIONS]
        if "contact" in self._layout.columns:
            entry.one_officer_each = "position" in self._layout.columns
            position = cells.text(self._cell(row, "position")).casefold() or "pengurus"
            officers.append(self._officer(entry, row, position, "contact", "contact phone"))
        return [each for each in officers if each.name or each.phone]

    def _officer(self, entry: Entry, row: list[Cell], position: str, column: str, phone_column: str) -> Named:
        name = cells.text(self._cell(row, column))
        phone = self._use(entry, row, phone_column, cells.phone, "")
        return Named(position, name if re.search(r"[^\W\d_]", name) else "", phone)

    def _use(self, entry: Entry, row: list[Cell], column: str, read: Callable[[Cell], V], otherwise: V) -> V:
        cell = self._cell(row, column)
        try:
            return read(cell)
        except cells.Doubt as doubt:
            self._doubt(entry, column, str(cell), str(doubt))
            return otherwise

    def _doubt(self, entry: Entry, column: str, found: str, reason: str) -> None:
        places = self._layout.columns.get(column, [])
        title = self._layout.titles[places[0]] if places else column
        entry.doubt(title, found, reason)

    def _cell(self, row: list[Cell], column: str) -> Cell:
        """The first cell of this column's places that says something."""
        places = self._layout.columns.get(column, [])
        return next((row[place] for place in places if place < len(row) and cells.text(row[place])), "")
