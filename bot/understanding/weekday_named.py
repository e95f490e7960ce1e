"""The day of the week that stands beside a day, and the year that it tells. For `date_rules` only."""

import re
from collections.abc import Iterable
from datetime import date, timedelta

from bot.understanding.calendar_words import WEEKDAYS

CLOSE_BY = timedelta(days=183)
"""Within this of today a day of the week tells which year's day is meant."""
_BEHIND = re.compile(rf",? (?:pas )?hari ({'|'.join(WEEKDAYS)})\b(?! (?:depan|lalu|minggu)| ke)")


def before(match: re.Match[str]) -> int:
    """The day of the week that a match names; "malam minggu" is the Saturday."""
    return (WEEKDAYS[match["weekday"]] - bool(match.groupdict().get("eve"))) % 7


def behind(match: re.Match[str]) -> int | None:
    """The day of the week that follows a day: "24 april hari sabtu"."""
    found = _BEHIND.match(match.string, match.end())
    return WEEKDAYS[found[1]] if found else None


def the_one_so_named(match: re.Match[str], days: Iterable[date | None], today: date) -> date | None:
    """The one of these days close by that has the day of the week beside it, whatever the tense."""
    named = before(match) if match.groupdict().get("weekday") else behind(match)
    return next((day for day in days if day and day.weekday() == named and abs(day - today) < CLOSE_BY), None)
