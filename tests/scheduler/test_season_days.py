"""The days of the season's stages, as tables: around Ramadan, closed days, and other book years."""

from collections.abc import Collection
from datetime import date, timedelta

import pytest

from scheduler import season_days
from scheduler.rules import ACTIONS, STAGES

TARGET = date(2027, 3, 31)
RAMADAN = {date(2027, 2, 8) + timedelta(days=n) for n in range(30)}
CLOSED = {date(2027, 3, 7) + timedelta(days=n) for n in range(12)}
"""From three days before Idulfitri to seven after."""

NOMINAL = {
    "H-90 leaves Ramadan out": (-90, RAMADAN, date(2026, 12, 1)),
    "H-60 leaves Ramadan out": (-60, RAMADAN, date(2026, 12, 31)),
    "H-30 falls before Ramadan": (-30, RAMADAN, date(2027, 1, 30)),
    "H-7 is after it": (-7, RAMADAN, date(2027, 3, 24)),
    "H-90 of a year whose Ramadan is elsewhere": (-90, (), date(2026, 12, 31)),
    "H-30 of such a year": (-30, (), date(2027, 3, 1)),
    "H+7": (7, RAMADAN, date(2027, 4, 7)),
    "H+30": (30, RAMADAN, date(2027, 4, 30)),
    "H+60": (60, RAMADAN, date(2027, 5, 30)),
    "H+90": (90, RAMADAN, date(2027, 6, 29)),
    "after the target Ramadan counts like any day": (7, {date(2027, 4, 3)}, date(2027, 4, 7)),
}


@pytest.mark.parametrize(("days", "fasting", "day"), NOMINAL.values(), ids=NOMINAL)
def test_nominal(days: int, fasting: Collection[date], day: date) -> None:
    assert season_days.nominal(TARGET, days, fasting) == day


def is_open(day: date) -> bool:
    return day.weekday() < 5 and day not in CLOSED


ON = {
    "before the first": (date(2026, 11, 30), None),
    "the first": (date(2026, 12, 1), "rat_h90"),
    "until the second": (date(2026, 12, 30), "rat_h90"),
    "the second": (date(2026, 12, 31), "rat_h60"),
    "a Saturday's stage comes on Friday": (date(2027, 1, 29), "rat_h30"),
    "not on Thursday": (date(2027, 1, 28), "rat_h60"),
    "in Ramadan": (date(2027, 2, 22), "rat_h30"),
    "the week before": (date(2027, 3, 24), "rat_h7"),
    "the target itself": (date(2027, 3, 31), "rat_h7"),
    "the day after": (date(2027, 4, 1), None),
    "a week after": (date(2027, 4, 7), "rat_late7"),
    "a month after": (date(2027, 4, 30), "rat_late30"),
    "two months after fall on a Sunday": (date(2027, 5, 28), "rat_late60"),
    "three months after": (date(2027, 6, 29), "rat_late90"),
    "still caught up": (date(2027, 7, 29), "rat_late90"),
    "the season is over": (date(2027, 7, 30), None),
    "long over": (date(2029, 1, 1), None),
}


@pytest.mark.parametrize(("today", "rule"), ON.values(), ids=ON)
def test_stage(today: date, rule: str | None) -> None:
    found = season_days.reached(TARGET, today, RAMADAN, is_open)
    assert (found[0].name if found else None) == rule
    assert found is None or found[1] in [season_days.nominal(TARGET, days, RAMADAN) for days, _ in STAGES]


def test_a_stage_behind_the_target_never_comes_before_it() -> None:
    target, closed = date(2027, 3, 5), {date(2027, 3, 6) + timedelta(days=n) for n in range(13)}
    for today in (date(2027, 3, 4), date(2027, 3, 5)):
        found = season_days.reached(target, today, (), lambda day: day not in closed)
        assert found is not None and found[0].name == "rat_h7"


def test_what_was_before_today_need_not_be_known() -> None:
    """The calendar is read from about today on: the same stages follow."""
    for past in range(250):
        today = date(2026, 11, 25) + timedelta(days=past)
        known = {day for day in RAMADAN if day >= today - timedelta(days=8)}
        full, part = (season_days.reached(TARGET, today, each, is_open) for each in (RAMADAN, known))
        assert (full and full[0]) == (part and part[0]), today


def test_every_text_of_the_season_ends_in_buttons_that_fit_everywhere() -> None:
    assert {rule.text for _, rule in STAGES} <= ACTIONS.keys()
    assert all(1 <= len(actions) <= 3 for actions in ACTIONS.values())
