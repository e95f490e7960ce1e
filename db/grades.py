"""The grade of a cooperative's number (NIK Koperasi) that its reports let expect; the ministry's own counts."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

Letter = Literal["A", "B", "C1", "C2", "D"]
SPAN: Final = 3
"""Book years that count, and years for which a cooperative is young."""
RANK: Final = {"A": 0, "B": 1, "C1": 2, "C2": 2, "D": 3}


@dataclass(frozen=True, slots=True)
class Grade:
    """The letter, the next better one and how many more yearly reports lead to it; empty and 0 at the top."""

    letter: Letter
    next_letter: str
    reports_needed: int


def expected(reported_years: Collection[int], founded_on: date | None, today: date) -> Grade:
    """The grade by the ministry's rules (`domain` 2.1), over the three book years that ended last.

    A: all three · B: two of them · C1: one, founded within three years · C2: one, the newest · D: none, or a single
    older one. Reports of the missing years would raise it, newest first, then those of coming years.
    """
    newest = today.year - 1
    reported = frozenset(reported_years)
    letter = _letter(reported, newest, founded_on, today)
    first = max(newest - SPAN + 1, founded_on.year if founded_on else 0)
    missing = [year for year in range(newest, first - 1, -1) if year not in reported]
    for more in range(1, SPAN + 1):
        filed = {*missing[:more], *(newest + ahead for ahead in range(1, more - len(missing) + 1))}
        later = _letter(reported | filed, max(newest, *filed), founded_on, today)
        if RANK[later] < RANK[letter]:
            return Grade(letter, later, more)
    return Grade(letter, "", 0)


def _letter(reported: frozenset[int], newest: int, founded_on: date | None, today: date) -> Letter:
    counted = sum(year in reported for year in range(newest - SPAN + 1, newest + 1))
    if counted == SPAN:
        return "A"
    if counted > 1:
        return "B"
    if counted and founded_on is not None and founded_on > _years_ago(today):
        return "C1"
    return "C2" if newest in reported else "D"


def _years_ago(today: date) -> date:
    """The same day three years before; 28 February for a day that year did not have."""
    year = today.year - SPAN
    return today.replace(year=year, day=28) if (today.month, today.day) == (2, 29) else today.replace(year=year)
