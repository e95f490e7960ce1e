"""What an import did, and what it could not use."""

from dataclasses import dataclass, field

from bot.errors import SapaError


class Unreadable(SapaError):
    """The file is no list of cooperatives. The message is one sentence: what was looked for, what was found."""


@dataclass(frozen=True, slots=True)
class Problem:
    """A cell or row that was not used as it stands. `row` counts from 1 as the spreadsheet does."""

    row: int
    column: str
    found: str
    reason: str
    sheet: str = ""


@dataclass(slots=True)
class ImportReport:
    """Counts of rows: `read` is the sum of the other four. Blank rows are not counted."""

    read: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    problems: list[Problem] = field(default_factory=list)
    unknown_columns: list[str] = field(default_factory=list)
    missing_columns: list[str] = field(default_factory=list)
