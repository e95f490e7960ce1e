"""Pure: facts and today → what is due. Every reminder in the product is a row of `RULES`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, Literal

UNVISITED_STATES: Final = ("never", "unknown", "overdue")
"""In the order in which they are reminded: those never visited first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A reminder: its purpose is `rule:<name>:<due>`. `capped` counts against how often a person is written to.

    `climbs`: another officer is written to where the first can't be reached; else it is that person's own matter.
    """

    name: str
    text: str
    useful_days: int
    capped: bool = True
    buttons: Literal["unvisited", "event", "season", "neighbour"] = "unvisited"
    climbs: bool = True


UNVISITED = Rule("unvisited", "unvisited.reminder", useful_days=14)
TOMORROW = Rule("tomorrow", "event.tomorrow", useful_days=21, capped=False, buttons="event")


def _season(name: str, text: str, useful_days: int, *, climbs: bool = True) -> Rule:
    return Rule(f"rat_{name}", text, useful_days, buttons="season", climbs=climbs)


STAGES: Final = (
    (-90, _season("h90", "season.early", 21)),
    (-60, _season("h60", "season.early", 21)),
    (-30, _season("h30", "season.month", 21)),
    (-7, _season("h7", "season.week", 7)),
    (7, _season("late7", "season.late", 21)),
    (30, _season("late30", "season.late", 21)),
    (60, _season("late60", "season.late", 21)),
    (90, _season("late90", "season.late", 21)),
)
"""Days from the target of the annual meeting, and the reminder of that stage (`domain` 9.5, 9.6)."""
PLANNED = _season("planned", "season.planned", 14)
SOON = _season("soon", "season.soon", 7)
PAPERS = _season("papers", "season.papers", 14)
UNFINISHED = _season("unfinished", "season.unfinished", 7, climbs=False)
SEASON: Final = (*(rule for _, rule in STAGES), PLANNED, SOON, PAPERS, UNFINISHED)
TRACE = Rule("trace", "neighbour.alive", useful_days=14, buttons="neighbour")
NEIGHBOUR = Rule("neighbour", "neighbour.ask", useful_days=14, buttons="neighbour", climbs=False)
TRACING: Final = (TRACE, NEIGHBOUR)
"""Not due by the calendar: staff begin them. A cooperative's own officers are asked, and others nearby."""
RULES: Mapping[str, Rule] = {rule.name: rule for rule in (UNVISITED, TOMORROW, *SEASON, *TRACING)}
FIRST: Final = {
    "rat_h90": "season.first_books",
    "rat_h60": "season.first_date",
    "rat_h30": "season.first_invite",
    "rat_h7": "season.first_week",
}
"""The track of a Koperasi Merah Putih towards its first meeting, in the place of the usual words."""
AGAIN: Final = "season.again"
"""The words for those whose reports are missing for several book years in a row."""
ACTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "season.early": ("date", "notyet", "help"),
    "season.month": ("report", "date", "obstacle"),
    "season.week": ("report", "date", "obstacle"),
    "season.late": ("report", "date", "obstacle"),
    AGAIN: ("help", "report", "inactive"),
    "season.first_books": ("date", "notyet", "help"),
    "season.first_date": ("date", "notyet", "help"),
    "season.first_invite": ("report", "date", "help"),
    "season.first_week": ("report", "date", "help"),
    "season.planned": ("held", "postponed", "obstacle"),
    "season.soon": ("postponed", "help"),
    "season.papers": ("papers", "help"),
    "season.unfinished": ("resume",),
}
"""The buttons below each reminder of the season."""
ASKED: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    NEIGHBOUR.text: ("answer", ("known", "moved", "gone", "unknown")),
    TRACE.text: ("alive", ("here", "moved", "gone")),
}
"""The buttons below what is asked about a cooperative that can't be found: the question, and its answers."""


def rule_of(purpose: str) -> Rule | None:
    """The rule behind a purpose; None for an announcement."""
    kind, _, rest = purpose.partition(":")
    return RULES[rest.partition(":")[0]] if kind == "rule" else None


@dataclass(frozen=True, slots=True)
class Unvisited:
    """What the visit rule knows of a cooperative."""

    cooperative_id: int
    district_id: int | None
    state: str
    overdue_since: date | None
    reminded_on: date | None
    is_being_arranged: bool


def due_unvisited(facts: Iterable[Unvisited], today: date, repeat_days: int, daily: int) -> list[int]:
    """Cooperatives to remind today: longest waiting first, at most `daily` of each district, none twice in a span.

    What was reminded earlier today counts against the day's number, so that a second look adds nothing.
    """
    seen = list(facts)
    used = Counter(each.district_id for each in seen if each.reminded_on == today)
    waiting = [
        each
        for each in seen
        if each.state in UNVISITED_STATES
        and not each.is_being_arranged
        and (each.reminded_on is None or each.reminded_on <= today - timedelta(days=repeat_days))
    ]
    waiting.sort(key=lambda e: (UNVISITED_STATES.index(e.state), e.overdue_since or date.min, e.cooperative_id))
    due: list[int] = []
    for each in waiting:
        if used[each.district_id] < daily:
            used[each.district_id] += 1
            due.append(each.cooperative_id)
    return due
