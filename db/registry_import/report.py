"""What an import did, and what it could not use."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from bot import texts
from bot.errors import SapaError
from bot.messages import Json, Say

UNREADABLE: Final = (
    *("empty", "locked", "web_page", "picture", "document", "too_big", "bomb", "damaged", "no_columns", "no_header"),
    *("not_found", "folder"),
)
"""Why a file is no list of cooperatives."""

CODES: Final = (
    *("nik_rounded", "nik_length", "nik_personal", "number_personal", "phone_unreadable", "phone_erased"),
    *("activity_unknown", "form_unknown", "kind_unknown", "kind_is_group", "pattern_unknown", "scale_unknown"),
    *("certificate_unknown", "grade_unknown", "district_unknown", "district_former", "district_contradicts"),
    *("day_unreadable", "day_impossible", "day_incomplete", "day_in_future", "cell_error"),
    *("money_unreadable", "count_unreadable", "visit_known", "rat_unreadable", "rat_too_early", "rat_differs"),
    *("reference_unknown", "row_ambiguous", "row_twice", "name_missing", "name_alone", "officer_verified"),
    *("number_verified", "officer_deceased", "phone_remark"),
)
"""What may be wrong with a cell or row; the words are `problems.<code>` in the texts."""


class Unreadable(SapaError):
    """The file is no list of cooperatives. The message is one sentence: what was looked for, what was found.

    `reason` is one of UNREADABLE.
    """

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        assert reason in UNREADABLE
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell or row that was not used as it stands. `row` counts from 1 as the spreadsheet does.

    `found` is empty where the cell must not be repeated; `read_as` is what was made of it, empty for unknown.
    """

    row: int
    column: str
    found: str
    code: str
    params: Mapping[str, Json] = field(default_factory=dict)
    sheet: str = ""
    read_as: str = ""

    def words(self, language: str) -> str:
        """What is to be mended, in one sentence."""
        return texts.plain(texts.fill(Say(f"problems.{self.code}", self.params), language))

    @property
    def reason(self) -> str:
        """The same in English, as the command line speaks."""
        return self.words("en")


@dataclass(frozen=True, slots=True)
class Column:
    """A column, with up to three different cells of it. `field` is what it was read as, empty as long as nobody knows.

    `year` is the one in the header of a column about one year's meeting; `by_days`: days in the list decided its field.
    """

    title: str
    samples: tuple[str, ...] = ()
    sheet: str = ""
    field: str = ""
    year: int = 0
    by_days: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """A cooperative as a report names it; `id` is 0 for one that only a real import would add."""

    id: int = field(compare=False)
    name: str
    nik: str = ""
    district: str = ""
    row: int = 0
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """A fact that the list says differently. `field` is one of `fields.FIELDS`."""

    subject: Subject
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Absent:
    """A cooperative of a district that the list covers, which the list no longer names."""

    subject: Subject
    listed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Pair:
    """Two that may be one; `why` is name, phone, number or moved."""

    subject: Subject
    other: Subject
    why: str


@dataclass(slots=True)
class ImportReport:
    """Counts of rows: `read` is the sum of the other four. Blank rows are not counted."""

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    unknown_columns: list[Column] = field(default_factory=list)
    missing_columns: list[str] = field(default_factory=list)
    known_columns: list[Column] = field(default_factory=list)
    """Those that were read, are of no use here (`fields.IGNORED`), or hold nothing (`fields.EMPTY`)."""
    new: list[Subject] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    absent: list[Absent] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)

    def counts(self) -> dict[str, int]:
        """The figures that sum it up."""
        figures = {name: getattr(self, name) for name in ("read", "added", "updated", "unchanged", "skipped")}
        lists = ("problems", "unknown_columns", "changes", "absent", "pairs")
        return figures | {name: len(getattr(self, name)) for name in lists}
