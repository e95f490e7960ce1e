"""Which column is what: the header row is found among the first rows and read by a table of variants."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path

from db.registry_import.reading import Cell, Sheet

FILE = Path(__file__).with_name("headers.toml")
LOOKED_AT = 15
EXPECTED = ("nik", "legal_number", "district", "village", "activity", "last_visit", "ketua", "ketua phone")
PHONE_WORDS = (
    "No HP",
    "HP",
    "No Telp",
    "Telp",
    "No Telepon",
    "Telepon",
    "WA",
    "No WA",
    "Nomor HP",
    "No Kontak",
    "Phone",
)
IGNORED = "ignored"


@dataclass(frozen=True, slots=True)
class Layout:
    """Columns by field, the index of the first row under the header, and the headers nobody knows."""

    columns: dict[str, list[int]]
    titles: dict[int, str]
    first_row: int
    unknown: list[str]

    @property
    def missing(self) -> list[str]:
        """Fields that a registry usually has and this one lacks."""
        return [name for name in EXPECTED if name not in self.columns]


def find_layout(sheet: Sheet) -> Layout | None:
    """The layout of the row, or pair of rows, that names most columns; None where none has a name and one more."""
    best: Layout | None = None
    for height in (1, 2):
        for index in range(min(LOOKED_AT, len(sheet.rows))):
            found = _layout(sheet.rows[index : index + height], index + height)
            is_header = "name" in found.columns and len(found.columns) > 1
            if is_header and (best is None or _known(found) > _known(best)):
                best = found
    return best


def _known(layout: Layout) -> int:
    return sum(len(places) for places in layout.columns.values())


def _layout(rows: list[list[Cell]], first_row: int) -> Layout:
    above, below = rows[0], rows[-1]
    fields: dict[int, str] = {}
    titles: dict[int, str] = {}
    unknown: list[str] = []
    group = ""
    for place in range(max(len(above), len(below))):
        top, bottom = _text(above, place), _text(below, place) if len(rows) > 1 else ""
        group = top or group
        known = [(field, title) for title in _readings(top, group, bottom) if (field := _fields().get(_key(title)))]
        if known:
            fields[place], titles[place] = known[0]
        elif top or bottom:
            unknown.append(f"{top} {bottom}".strip())
    columns: dict[str, list[int]] = {}
    for place, field in _owned(fields).items():
        if field != IGNORED:
            columns.setdefault(field, []).append(place)
    return Layout(columns, titles, first_row, unknown)


def _readings(top: str, group: str, bottom: str) -> list[str]:
    """A column under a merged title: both rows joined, then either alone."""
    return [f"{group} {bottom}".strip(), bottom, top] if bottom else [top]


def _owned(fields: dict[int, str]) -> dict[int, str]:
    """Phone columns with their owner: the officer to the left where each has one of their own, else the ketua."""
    officers = set(_table()["officers"])
    phones = [place for place, field in fields.items() if field == "phone"]
    beside = {place: fields.get(place - 1, "") for place in phones}
    each_has_one = len(phones) > 1 and all(owner in officers for owner in beside.values())
    for place in phones:
        owner = beside[place] if each_has_one else "ketua"
        fields = {**fields, place: "contact phone" if "contact" in fields.values() else f"{owner} phone"}
    return fields


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


@cache
def _fields() -> dict[str, str]:
    """Field by compared header."""
    table = _table()
    found = {_key(name): IGNORED for name in table["ignored"]["names"]}
    for position, words in table["officers"].items():
        for word, phone in product(words, PHONE_WORDS):
            found |= {_key(f"{phone} {word}"): f"{position} phone", _key(f"{word} {phone}"): f"{position} phone"}
        for word in words:
            found |= {_key(title): position for title in (word, f"Nama {word}", f"{word} Nama", f"Pengurus {word}")}
    for field, variants in table["columns"].items():
        found |= {_key(variant): field for variant in variants}
    return found


def _key(title: str) -> str:
    return re.sub(r"[\W_]+", "", title).casefold()


def _text(row: list[Cell], place: int) -> str:
    return " ".join(str(row[place]).split()) if place < len(row) else ""
