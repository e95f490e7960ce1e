"""Meetings of a list → the reports of book years that are the registry's own. What an officer reported stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from db import clocks
from db.models import RatClock
from db.registry_import.meetings import Meeting
from db.registry_import.report import Problem
from db.registry_import.rows import Entry
from db.registry_import.standing import NEW_REPORT, Row, Standing

REGISTRY = "registry"
"""Account of a report that a list has made."""
DECEMBER = "12-31"
STANDING = ("submitted", "verified", "returned", "disputed")
FIGURES = {"members": "members", "members_women": "members_women"} | {
    name: name for name in ("own_capital", "outside_capital", "assets", "turnover", "surplus")
}
Clocks = Mapping[tuple[str, int], RatClock]


@dataclass(slots=True)
class Outcome:
    """Whether anything changed, and what is in doubt."""

    changed: bool = False
    told: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def apply(standing: Standing, entry: Entry, rows: Clocks, now: datetime) -> Outcome:
    """Bring the registry's reports to what the entry says. `now` carries the office's zone.

    That no meeting was held is recorded only when its time is over. The figures of the row go to the report of its last
    meeting when that report is new.
    """
    outcome = Outcome()
    told = _by_year(standing.facts.now, entry.meetings)
    held = [year for year, meeting in told.items() if meeting.is_held]
    for book_year, meeting in sorted(told.items()):
        if not meeting.is_held and now.date() <= _limit(standing.facts.now, book_year, rows):
            outcome.problems.append(entry.problem(meeting.title, meeting.found, "rat_too_early", book_year=book_year))
            continue
        report = _report(standing, book_year, meeting, entry, outcome, now)
        if report is not None and meeting.is_held and book_year == max(held):
            report.now |= {mine: entry.figures[theirs] for mine, theirs in FIGURES.items() if theirs in entry.figures}
    return outcome


def _by_year(facts: Mapping[str, Any], meetings: Sequence[Meeting]) -> dict[int, Meeting]:
    """One meeting for each book year: one with its day before one without, held before missed."""
    found: dict[int, Meeting] = {}
    for meeting in sorted(meetings, key=lambda each: (each.is_held, each.day is not None)):
        year = meeting.book_year
        if year is None and meeting.day is not None:
            year = meeting.day.year - 1
            if facts["book_year_end"] != DECEMBER and meeting.day > clocks.year_end(
                facts["book_year_end"], meeting.day.year
            ):
                year += 1
        if year is not None:
            found[year] = meeting
    return found


def _limit(facts: Mapping[str, Any], book_year: int, rows: Clocks) -> date:
    row = rows.get((clocks.form_of(facts["form"]), book_year))
    months = clocks.LIMIT_MONTHS if row is None else row.limit_months
    return clocks.month_end(facts["book_year_end"], book_year, months)


def _report(
    standing: Standing, book_year: int, meeting: Meeting, entry: Entry, outcome: Outcome, now: datetime
) -> Row | None:
    """The new report of a year, where one is needed."""
    of_year = [row for row in standing.reports if row.now["book_year"] == book_year]
    open_ones = [row for row in of_year if row.now["status"] in STANDING]
    for row in open_ones:
        if row.now["account"] != REGISTRY and row.now["officer_verified"]:
            if _differs(row.now, meeting):
                outcome.problems.append(entry.problem(meeting.title, meeting.found, "rat_differs", book_year=book_year))
            return None
    own = [row for row in open_ones if row.now["account"] == REGISTRY]
    if own and not _differs(own[-1].now, meeting):
        return None
    for row in own:
        row.set("status", "superseded")
    facts = {"held": "yes" if meeting.is_held else "no", "held_on": meeting.day, "status": "verified"}
    fixed = {"officer_verified": True, "account": REGISTRY, "reported_at": now, "book_year": book_year}
    version = max((row.now["version"] for row in of_year), default=0) + 1
    more = {"attended": meeting.attended, "ordinal": meeting.ordinal}
    new = Row({**NEW_REPORT, **facts, **fixed, **more, "version": version}, is_new=True)
    standing.reports.append(new)
    outcome.changed = True
    outcome.told.append((f"RAT {book_year}", _shown(own[-1].now) if own else "", _shown(new.now)))
    return new


def _differs(report: Mapping[str, Any], meeting: Meeting) -> bool:
    """A list that names no day contradicts no day."""
    if (report["held"] == "yes") != meeting.is_held:
        return True
    return meeting.day is not None and report["held_on"] != meeting.day


def _shown(report: Mapping[str, Any]) -> str:
    return f"{report['held_on']:%d/%m/%Y}" if report["held_on"] else str(report["held"])
