"""Days of the week that are told apart by their month or as gone by: "sabtu terakhir januari". For `dates` only."""

import re
from datetime import date, timedelta

from bot.understanding.calendar_words import WEEKDAYS
from bot.understanding.date_rules import LAST, Context, near, week_of_month
from bot.understanding.values import Read


def nth_weekday(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "senin pertama april", "sabtu terakhir januari": the first of its Mondays, the last of its Saturdays."""
    read = week_of_month(match, context)
    if read is None:
        return None
    ahead = (WEEKDAYS[match["weekday"]] - read.value.weekday()) % 7
    found = read.value + timedelta(ahead)
    is_fifth = match["nth"] in LAST and (found + timedelta(7)).month == found.month
    return Read(found + timedelta(7 * is_fifth), "exact", match[0])


def gone_weekday(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "kemarin minggu": the last one before today."""
    return near(match, context, -((context.today.weekday() - WEEKDAYS[match["weekday"]]) % 7 or 7), "exact")
