"""What each way of naming a day means, seen from today. Used by `dates` only."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from bot.understanding import weekday_named
from bot.understanding.calendar_words import MONTHS, WEEKDAYS
from bot.understanding.values import Read

Tense = Literal["past", "future"]

_STEP = {"depan": 1, "lagi": 1, "besok": 1, "lalu": -1, "kemarin": -1, "ini": 0}
PASSED_OVER = 60
"""Days within which the other year's day is likelier than the one that the tense asks for."""
FAR_AWAY = 500
"""Days beyond which nobody means a day that they name without its year."""
MONTHS_AWAY = 60
"""Days from the next one of its number at which a day of the week that agrees with it is no longer meant."""
_FIRST_DAY = {"awal": 1, "tengah": 11, "pertengahan": 11, "akhir": 21}


@dataclass(frozen=True, slots=True)
class Context:
    """From where a date is seen."""

    today: date
    tense: Tense | None


def day_of(year: str | int, month: str | int, day: str | int) -> date | None:
    """The date, or None when the calendar has no such day. A two-digit year is 20xx."""
    number = int(str(year).strip("'"))
    try:
        return date(number + 2000 if number < 100 else number, int(month), int(day))
    except ValueError:
        return None


def day_and_month(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "12 maret", "12 maret 2025", "sabtu 12/3", "12-13 maret"."""
    groups = match.groupdict()
    month = MONTHS.get(match["month"]) or int(match["month"])
    year = groups.get("year") or _hinted_year(groups.get("hint"), context)
    precision = "range" if groups.get("until") else "exact"
    if year:
        found = day_of(year, month, match["day"])
    else:
        days = [day_of(context.today.year + step, month, match["day"]) for step in _years(context)]
        found = weekday_named.the_one_so_named(match, days, context.today) or nearest(days, context)
        if precision == "exact" and (context.tense is None or _is_against(found, days, context)):
            precision = "doubtful"
    if found and groups.get("weekday") and precision != "range":
        precision = "exact" if weekday_named.before(match) == found.weekday() else "doubtful"
    elif found and precision == "doubtful" and weekday_named.behind(match) == found.weekday():
        precision = "exact"
    return Read(found, precision, match[0]) if found else None


def month_and_day(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "march 12": a day, if it is no year."""
    read = day_and_month(match, context)
    return Read(read.value, "doubtful", read.words) if read else None


def six_digits(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "120227": most likely a day, to be asked."""
    found = day_of(match["year"], match["month"], match["day"])
    return Read(found, "doubtful", match[0]) if found else None


def part_of_year(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "akhir tahun lalu", "awal 2027": from the first day of its weeks."""
    month = {"awal": 1, "pertengahan": 6, "akhir": 12}[match["part"]]
    first = 21 if match["part"] == "akhir" else 1
    if match["year"]:
        found = day_of(match["year"], month, first)
    elif match["way"]:
        found = day_of(context.today.year + _STEP[match["way"]], month, first)
    else:
        found = nearest([day_of(context.today.year + step, month, first) for step in (-1, 0, 1)], context)
    return Read(found, "range", match[0]) if found else None


def week_of_month(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "minggu ketiga maret": seven days from the fifteenth on."""
    first = 1 + 7 * (int(_NTH.get(match["nth"], 0) or match["nth"]) - 1)
    if match["way"]:
        found = _in_month(context.today, _STEP[match["way"]], first)
        return Read(found, "range", match[0]) if found else None
    years = [context.today.year + step for step in (-1, 0, 1)]
    if match["nth"].isdecimal():  # "minggu 4 april" is a day where the fourth is a Sunday
        days = [day_of(each, MONTHS[match["month"]], match["nth"]) for each in years]
        sundays: list[date | None] = [day for day in days if day and day.weekday() == WEEKDAYS["minggu"]]
        if sundays and " ke" not in match[0]:
            found = nearest(sundays, context)
            return Read(found, "exact", match[0]) if found else None
    found = nearest([day_of(each, MONTHS[match["month"]], first) for each in years], context)
    return Read(found, "range", match[0]) if found else None


_NTH = {"pertama": 1, "kedua": 2, "ketiga": 3, "keempat": 4}
LAST = ("terakhir", "paling akhir", "paling terakhir", "paling belakang")
_NTH |= dict.fromkeys(LAST, 4)


def _is_against(found: date | None, days: list[date | None], context: Context) -> bool:
    """Whether the tense passes over a day close by: "sudah 12 maret" on the first of March."""
    if found and abs(found - context.today) > timedelta(FAR_AWAY):
        return True
    near = timedelta(PASSED_OVER)
    return any(day and day != found and abs(day - context.today) <= near for day in days)


def day_of_month(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "tanggal 5", "tanggal 5 bulan depan", "minggu tanggal 5" (the first month in which the 5th is a Sunday)."""
    way = match["way"] or match["month_way"]
    step = _STEP[way] if way else None
    steps = (step,) if step is not None else range(-8, 9)
    days = [_in_month(context.today, each, match["day"]) for each in steps]
    precision = "exact" if context.tense or step is not None else "doubtful"
    if context.tense and step is None and not match["weekday"] and _is_odd(days, context):
        precision = "doubtful"
    if match["weekday"]:
        wanted = weekday_named.before(match)
        agreeing = [day if day and day.weekday() == wanted else None for day in days]
        if step is None and (slip := _slipped(days, agreeing, context)):
            return Read(slip[0], "several", match[0], slip)
        days, precision = (agreeing, precision) if any(agreeing) else (days, "doubtful")
    found = days[0] if step is not None else nearest(days, context)
    return Read(found, precision, match[0]) if found else None


def _slipped(days: list[date | None], agreeing: list[date | None], context: Context) -> tuple[date, ...]:
    """The two days of which one is meant, where the number and the day of the week agree only months away."""
    near, named = nearest(days, context), nearest(agreeing, context)
    if near is None or named is None or abs(named - near) < timedelta(MONTHS_AWAY):
        return ()
    apart = (named.weekday() - near.weekday() + 3) % 7 - 3
    return (near + timedelta(apart), near)


def days_of_month(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "tanggal 10-11" are two days of a month; "tanggal 12-3" is the twelfth of March."""
    first, last = int(match["day"]), int(re.sub(r"\D", "", match["until"]))
    if not first < last <= first + LONGEST_MEETING:
        days = [day_of(context.today.year + step, last, first) for step in _years(context)]
        found = nearest(days, context)
        exact = context.tense is not None and not _is_against(found, days, context)
        return Read(found, "exact" if exact else "doubtful", match[0]) if found else None
    found = nearest([_in_month(context.today, step, first) for step in range(-8, 9)], context)
    return Read(found, "range", match[0]) if found else None


LONGEST_MEETING = 7
"""Days between the first and the last of "tanggal 10-11"."""


def _is_odd(days: list[date | None], context: Context) -> bool:
    """Whether "tanggal 31" skips a month without one, or is today."""
    middle = len(days) // 2
    step = -1 if context.tense == "past" else 1
    this, other = days[middle], days[middle + step]
    fits = this is not None and (this <= context.today if step < 0 else this >= context.today)
    return this == context.today or (not fits and other is None)


def weekday(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "kamis", "senin depan" (that of next week: ask), "hari minggu", "senin lalu" (ask if this week had one)."""
    way, today = match["way"], context.today
    wanted = WEEKDAYS[match["weekday"]]
    ahead = (wanted - today.weekday()) % 7
    behind = (today.weekday() - wanted) % 7
    if way == "depan":
        return Read(_monday(today, 1) + timedelta(wanted), "doubtful", match[0])
    if way in ("lalu", "kemarin"):
        found = today - timedelta(behind or 7)
        is_last_weeks = found < _monday(today, 0)
        return Read(found, "exact" if is_last_weeks and (behind or way == "lalu") else "doubtful", match[0])
    if way == "ini":
        return Read(_monday(today, 0) + timedelta(wanted), "exact", match[0])
    past = context.tense == "past"
    found = today - timedelta(behind) if past else today + timedelta(ahead)
    bare_minggu = match[0] == "minggu"
    return Read(found, "doubtful" if found == today or bare_minggu else "exact", match[0])


def coming_weekday(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "besok senin", "lusa kamis": that day if it is one; otherwise "besok" was only "soon"."""
    ahead = (WEEKDAYS[match["weekday"]] - context.today.weekday()) % 7 or 7
    return near(match, context, ahead, "exact" if ahead == (1 if match["near"] == "besok" else 2) else "doubtful")


def weekday_of_week(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "senin minggu depan", "kamis 2 minggu lagi"."""
    weeks = _STEP[match["way"]] * int(match["count"] or 1)
    return Read(_monday(context.today, weeks) + timedelta(WEEKDAYS[match["weekday"]]), "exact", match[0])


def eve(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "malam jumat" is the Thursday night before it."""
    way = (match["way"] or "").strip()
    wanted = (WEEKDAYS[match["weekday"]] - 1) % 7
    today = context.today
    if way in ("lalu", "kemarin") or (not way and context.tense == "past"):
        return Read(
            today - timedelta((today.weekday() - wanted) % 7 or 7), "doubtful" if way == "lalu" else "exact", match[0]
        )
    if way == "depan":
        return Read(_monday(today, 1) + timedelta(wanted), "doubtful", match[0])
    return Read(today + timedelta((wanted - today.weekday()) % 7), "exact", match[0])


def distance(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "3 hari lagi", "2 minggu lalu", "sebulan lagi"."""
    count = 1 if match["count"] == "se" else int(match["count"])
    if match["way"] in ("lalu", "kemarin", "sebelumnya"):
        count = -count
    unit = match["unit"]
    if unit == "hari":
        return near(match, context, count, "exact")
    if unit in ("minggu", "pekan"):
        return near(match, context, 7 * count, "week")
    months = count * (12 if unit == "tahun" else 1)
    found = _in_month(context.today, months, 1)
    return Read(found, "month" if unit == "bulan" else "range", match[0]) if found else None


def week(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "minggu depan": the week, from its Monday. "minggu ini" may also be this Sunday: still a week, to be asked."""
    step = _STEP[match["way"]]
    first = _monday(context.today, step)
    if step == 0 and context.tense != "past":
        first = context.today
    return Read(first, "week", match[0])


def near(match: re.Match[str], context: Context, days: int, precision: str) -> Read[date] | None:
    """So many days from today."""
    return Read(context.today + timedelta(days), precision, match[0])


def month_from_now(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "bulan lalu", "akhir bulan depan", "akhir bulan"."""
    part = match["part"] or match["only"]
    found = _in_month(context.today, _STEP[match["way"] or "ini"], _FIRST_DAY.get(part, 1))
    return Read(found, "range" if part else "month", match[0]) if found else None


def month(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "maret 2025", "maret lalu", "bulan 3", "awal maret"."""
    groups = match.groupdict()
    number = MONTHS.get(match["month"]) or int(match["month"])
    part = groups.get("part")
    first = _FIRST_DAY.get(part or "", 1)
    step = _STEP.get(groups.get("way") or "", 0)
    tense = "future" if step > 0 else "past" if step < 0 else context.tense
    if year := groups.get("year"):
        found = day_of(year, number, first)
    else:
        this_month = context.today.replace(day=1)
        seen = Context(
            this_month - timedelta(1) if step < 0 else this_month if tense == "future" else context.today, tense
        )
        found = nearest([day_of(context.today.year + each, number, first) for each in (-1, 0, 1)], seen)
    return Read(found, "range" if part else "month", match[0]) if found else None


def year(match: re.Match[str], context: Context) -> Read[date] | None:
    """ "tahun lalu", "tahun 2024": from its first day."""
    named = match["year"] or context.today.year + _STEP[match["way"]]
    found = day_of(named, 1, 1)
    return Read(found, "range", match[0]) if found else None


def _hinted_year(hint: str | None, context: Context) -> int | None:
    return context.today.year + _STEP[hint.split()[-1]] if hint else None


def _years(context: Context) -> range:
    """Steps in years among which a day and month may lie; wide enough for 29 February."""
    return range(-4, 5)


def nearest(days: list[date | None], context: Context) -> date | None:
    """The most recent past day, the next one, or simply the nearest, as the tense asks. Today belongs to both."""
    today, tense = context.today, context.tense
    real = [day for day in days if day]
    fitting = [day for day in real if not tense or (day <= today if tense == "past" else day >= today)]
    return min(fitting or real, key=lambda day: abs(day - today), default=None)


def _monday(today: date, weeks: int) -> date:
    return today - timedelta(today.weekday()) + timedelta(weeks=weeks)


def _in_month(today: date, months: int, day: str | int) -> date | None:
    index = today.year * 12 + today.month - 1 + months
    return day_of(index // 12, index % 12 + 1, day) if 0 < index // 12 < 9999 else None
