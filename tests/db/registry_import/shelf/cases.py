"""The shelf: every .toml beside this file is one list as an office sends it, and what the registry must hold then.

`rows` is drawn as `spreadsheets` says, and so may be what is expected of the registry: a line per cooperative under the
names of its fields. A field that a case doesn't name must be empty; "this or that" allows both, "nothing" is empty.
`leave` names fields that aren't compared. `never` may be found neither in the report nor in the database. `problems`
are "row | column" or "row | column | what was found" (and "sheet!row" where there are several sheets); `may` are such
that a good report can name or leave out.
"""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.db.registry_import import spreadsheets
from tests.db.registry_import.shelf import foreign

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.toml"))
Facts = dict[str, Any]
LISTS = ("officers", "visits", "rat", "former", "leave")
READ: Mapping[str, Callable[[str], object]] = {"founded_year": int} | dict.fromkeys(
    ("founded_on", "amendment_on", "certificate_until"), date.fromisoformat
)


@dataclass(frozen=True)
class File:
    """One list: how it is saved, and what its import reports."""

    format: str = "xlsx"
    name: str = ""
    separator: str = ","
    encoding: str = "utf-8"
    newline: str = "\r\n"
    hidden: list[int] = field(default_factory=list)
    rows: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, str] = field(default_factory=dict)
    """What was said by hand about columns before."""
    counts: list[int] | None = None
    """added, updated, unchanged, skipped"""
    problems: list[str] = field(default_factory=list)
    may: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    changed: list[str] | None = None
    """What the report says has changed, as "name: field", sorted."""
    absent: list[str] | None = None
    """Whom the report misses."""
    never: list[str] = field(default_factory=list)
    unreadable: str = ""
    """The reason code with which the whole file is refused."""

    def write(self, folder: Path) -> Path:
        """The file as it lies on a disk."""
        path = folder / (self.name or f"daftar.{self.format}")
        pages = {name: spreadsheets.table(rows) for name, rows in (self.sheets or {"Sheet1": self.rows}).items()}
        only = next(iter(pages.values()))
        match self.format:
            case "xlsx":
                spreadsheets.xlsx(path, pages, self.hidden)
            case "ods":
                spreadsheets.ods(path, pages)
            case "csv":
                path.write_bytes(spreadsheets.separated(only, self.separator, self.encoding, self.newline))
            case "html":
                path.write_bytes(spreadsheets.page(only))
            case raw:
                path.write_bytes(foreign.FILES[raw]())
        return path


@dataclass(frozen=True)
class Case:
    """Files that come one after the other, and the registry at the end."""

    label: str
    file: list[File]
    cooperative: list[Facts] = field(default_factory=list)
    expect: Facts = field(default_factory=dict)
    """registry: what is drawn; twins: the pairs that are proposed to staff; twins_may: those that can be."""
    postgresql: bool = False

    @cached_property
    def registry(self) -> list[Facts]:
        """The cooperatives with what follows from their facts written out."""
        return [_completed(each) for each in [*_drawn(self.expect.get("registry", "")), *self.cooperative]]


def load(path: Path) -> Case:
    """The case in a file."""
    written = tomllib.loads(path.read_text(encoding="utf-8"))
    return Case(**written | {"file": [File(**each) for each in written["file"]]})


def _drawn(text: str) -> list[Facts]:
    header, *rows = [[word.strip() for word in line.split("|")] for line in text.splitlines() if line.strip()] or [[]]
    return [_facts(dict(zip(header, row, strict=True))) for row in rows]


def _facts(row: dict[str, str]) -> Facts:
    facts: Facts = {}
    for key, words in row.items():
        if not words:
            continue
        if key.startswith("figures."):
            facts.setdefault("figures", {})[key.removeprefix("figures.")] = int(words)
        elif key in LISTS:
            facts[key] = [each.strip() for each in words.split(";")]
        elif " or " in words:
            facts[key] = words.split(" or ")
        else:
            facts[key] = READ.get(key, str)(words)
    return facts


def _completed(facts: Facts) -> Facts:
    follows: Facts = {}
    if "founded_on" in facts:
        follows["founded_year"] = facts["founded_on"].year
    if facts.get("visits"):
        follows["visit_history"] = "dated"
    return follows | facts
