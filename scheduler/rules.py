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
    """A reminder: its purpose is `rule:<name>:<due>`. `capped` counts against how often a person is written to."""

    name: str
    text: str
    useful_days: int
    capped: bool = True
    buttons: Literal["unvisited", "event"] = "unvisited"


UNVISITED = Rule("unvisited", "unvisited.reminder", useful_days=14)
TOMORROW = Rule("tomorrow", "event.tomorrow", useful_days=21, capped=False, buttons="event")
RULES: Mapping[str, Rule] = {rule.name: rule for rule in (UNVISITED, TOMORROW)}


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
