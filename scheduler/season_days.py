"""Pure: on which day each stage of the season falls, around Ramadan and the days on which the office is closed."""

from collections.abc import Callable, Collection
from datetime import date, timedelta

from scheduler.rules import STAGES, Rule

LAST_DAYS = 30
"""How long the last stage may still be caught up."""
MOVED_DAYS = 21
"""Longer than the longest row of closed days (those around Idulfitri)."""
ONE = timedelta(days=1)


def nominal(target: date, days: int, fasting: Collection[date]) -> date:
    """The day of a stage. Before the target days of Ramadan don't count: hardly anybody can meet then."""
    if days >= 0:
        return target + timedelta(days=days)
    day, left = target, -days
    while left:
        day -= ONE
        left -= day not in fasting
    return day


def reached(
    target: date, today: date, fasting: Collection[date], is_open: Callable[[date], bool]
) -> tuple[Rule, date] | None:
    """The stage that is on today with its day, or None before the first and after the last.

    A stage is on from its day, or from the last open day before it where that one is closed; never before the target
    where it belongs behind. It stays on until the next; those before the target end with it.
    """
    if today > target + timedelta(days=STAGES[-1][0] + LAST_DAYS):
        return None
    for days, rule in reversed(STAGES):
        day = nominal(target, days, fasting)
        if (days < 0) == (today <= target) and _has_come(day, today, is_open):
            return rule, day
    return None


def _has_come(day: date, today: date, is_open: Callable[[date], bool]) -> bool:
    wait = (day - today).days
    return wait <= 0 or (wait <= MOVED_DAYS and not any(is_open(today + timedelta(days=n + 1)) for n in range(wait)))
