"""Days and clock times as form answers."""

import re
from datetime import date, datetime, time

from bot.errors import Invalid
from bot.forms import Answers, Value
from bot.turn import Turn
from bot.understanding import dates, times

AT = re.compile(r"\b(?:jam|pukul|pkl|jm)\b", re.IGNORECASE)
"""What makes a number in a day's words a time of day."""


def coming_day(turn: Turn, text: str) -> Value:
    """A day from today on. Raises Invalid."""
    read = dates.read_date(text, turn.today, tense="future")
    if read is None or read.precision not in ("exact", "doubtful"):
        raise Invalid("form.which_day")
    if read.value < turn.today:
        raise Invalid("form.day_in_past", day=read.value.isoformat())
    return Value(read.value.isoformat(), read.precision)


def coming_moment(turn: Turn, text: str) -> Value | dict[str, Value]:
    """A day from today on, and the time of day where the words name one too ("Jumat jam 10"). Raises Invalid."""
    day, clock = coming_day(turn, text), times.read_time(text) if AT.search(text) else None
    if clock is None:
        return day
    return {"day": day, "clock": Value(f"{clock.value:%H.%M}", clock.precision)}


def past_day(turn: Turn, text: str) -> Value:
    """A day up to today. Raises Invalid."""
    read = dates.read_date(text, turn.today, tense="past")
    if read is None or read.precision not in ("exact", "doubtful"):
        raise Invalid("form.which_day")
    if read.value > turn.today:
        raise Invalid("form.day_in_future", day=read.value.isoformat())
    return Value(read.value.isoformat(), read.precision)


def clock_time(_turn: Turn, text: str) -> Value:
    """A time of day as HH:MM. Raises Invalid."""
    read = times.read_time(text)
    if read is None:
        raise Invalid("form.which_time")
    return Value(f"{read.value:%H.%M}", read.precision)


def moment(turn: Turn, answers: Answers, day: str, clock: str) -> datetime:
    """The instant that a day and a clock answer mean in the office's zone."""
    hour, minute = (int(part) for part in answers[clock].value.split("."))
    return datetime.combine(date.fromisoformat(answers[day].value), time(hour, minute), turn.zone)
