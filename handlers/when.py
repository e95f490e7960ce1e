"""Days and clock times as form answers."""

import re
from calendar import monthrange
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from bot.errors import Invalid
from bot.forms import VAGUE, Answers, Value
from bot.turn import Turn
from bot.understanding import dates, numbers, times
from bot.understanding.calendar_words import MONTHS, WEEKDAYS
from bot.understanding.values import Read
from bot.understanding.words import normalise

AT = re.compile(r"\b(?:jam|pukul|pkl|jm)\b", re.IGNORECASE)
"""What makes a number in a day's words a time of day."""
A_WEEK, A_PART = timedelta(6), timedelta(9)
"""Days after the first of a week, and of "akhir Februari"."""
_CLOCK = re.compile(r"\b(?:jam|pukul) ?\d{1,2}(?:[.:]\d\d)?|\b\d{1,2}[.:]\d\d\b")
_HOUR = re.compile(r"\d{1,2}")
_ELSEWHERE = re.compile(rf"\b(?:{'|'.join(MONTHS)}|bulan|tahun|depan|lalu|kemarin|lagi|besok|lusa)\b|/|\d-\d")
"""What makes a day's words say their month or week themselves."""
_WEEKDAY = re.compile(rf"\b({'|'.join(WEEKDAYS)})(?:nya)?\b")
_THEREAFTER = re.compile(rf"\b({'|'.join(WEEKDAYS)}|pekan) depannya\b")
_BARE_NUMBER = re.compile(rf"(?:hari )?(?:({'|'.join(WEEKDAYS)}),? )?(?:tanggal )?(\d{{1,2}})")
_OTHER_NAME = re.compile(r"\d|\bini\b")
_MONTH = "|".join(MONTHS)
_NUMBERED_DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})(?: ?(?P<name>{_MONTH})\b|[/.-](?P<number>0?[1-9]|1[0-2])\b)"
    rf"(?: (?P<year>20\d\d)\b|[/.-](?P<short>(?:20)?\d\d)\b)?"
    rf"|\btanggal (?P<alone>\d{{1,2}})\b(?! ?(?:{_MONTH})\b|[/.:-])"
)
_FROM_THEN = re.compile(r"^(?:setelah|sesudah|habis|selesai|usai|abis|lepas)\b")


def coming_day(turn: Turn, text: str) -> Value:
    """A day from today on, or the weeks in which it lies. Raises Invalid."""
    return coming(turn, dates.read_date(text, turn.today, tense="future"), text)


def coming(turn: Turn, read: Read[date] | None, text: str = "") -> Value:
    """The same, where it was read already. Raises Invalid."""
    value = _told(turn, read, text)
    if _last(value) < turn.today:
        raise Invalid("form.day_in_past", day=value.value)
    return value


def coming_moment(turn: Turn, text: str) -> Value | dict[str, Value]:
    """A day from today on, and the time of day where the words name one too ("Jumat jam 10"). Raises Invalid."""
    day, clock = coming_day(turn, text), times.read_time(text) if AT.search(text) else None
    if clock is None:
        return day
    return {"day": day, "clock": Value(f"{clock.value:%H.%M}", clock.precision)}


def past_day(turn: Turn, text: str) -> Value:
    """A day up to today, or the weeks in which it lies. Raises Invalid."""
    value = _told(turn, dates.read_date(text, turn.today, tense="past"), text)
    if date.fromisoformat(value.value) > turn.today:
        raise Invalid("form.day_in_future", day=value.value)
    return value


def _told(turn: Turn, read: Read[date] | None, text: str) -> Value:
    """The day that was read; one that no calendar has, "31 feb", is called by its name. Raises Invalid."""
    if read is None and (last := _last_of_month(turn, text)) is not None:
        words, day = last
        raise Invalid("form.no_such_day", words=words, day=day.isoformat())
    return day_read(read)


def _last_of_month(turn: Turn, text: str) -> tuple[str, date] | None:
    """The words of a day that doesn't exist, and the last day that its month really has."""
    found = _NUMBERED_DAY.search(normalise(text))
    if found is None:
        return None
    month = MONTHS[found["name"]] if found["name"] else int(found["number"] or turn.today.month)
    named = found["year"] or found["short"]
    year = 2000 + int(named[-2:]) if named else turn.today.year
    last = date(year, month, monthrange(year, month)[1])
    return (found[0].removeprefix("tanggal "), last) if int(found["day"] or found["alone"]) > last.day else None


def day_read(read: Read[date] | None) -> Value:
    """A day as an answer; one that is vague keeps the words it came from. Raises Invalid where there is none."""
    if read is None or (read.precision in VAGUE and read.words.startswith("tahun")):
        raise Invalid("form.which_day")
    days = tuple(each.isoformat() for each in sorted(read.candidates)) if read.precision == "several" else ()
    return Value(read.value.isoformat(), read.precision, read.words if read.precision in VAGUE else "", days)


def within(parse: Callable[[Turn, str], Value]) -> Callable[[Turn, Value, str], Value]:
    """What completes a vague day: "tgl 20" after "akhir Februari", "kamis" after "minggu depan"; else as `parse`.

    Beside a day that was clear already, a weekday is that of the same week.
    """

    def read(turn: Turn, vague: Value, text: str) -> Value:
        found = _completed(vague, normalise(text))
        if found is None:
            return parse(turn, text)
        parse(turn, found.value)
        return found

    return read


def beside(turn: Turn, held: date, day: Value, words: str) -> Value:
    """A day as its words mean it beside one that stands: "senin depannya" is the first one after it, a weekday that of
    its week, and a number without a month the one closest to it.
    """
    words = _CLOCK.sub(" ", normalise(words)).strip()
    if then := _THEREAFTER.search(words):
        if then[1] not in WEEKDAYS or then[1] == "minggu":
            return Value((held + timedelta(7 - held.weekday())).isoformat(), "week", then[0])
        return Value((held + timedelta((WEEKDAYS[then[1]] - held.weekday() - 1) % 7 + 1)).isoformat())
    if named := _BARE_NUMBER.fullmatch(words):
        days = [each for each in _days_numbered(held, int(named[2])) if each > turn.today]
        fitting = [each for each in days if not named[1] or each.weekday() == WEEKDAYS[named[1]]]
        found = min(fitting, key=lambda each: abs(each - held), default=None)
        return Value(found.isoformat()) if found else day
    return day if day.precision in VAGUE else of_that_week(turn, held, day, words)


def _days_numbered(held: date, number: int) -> list[date]:
    """The days of that number in the month of a day and in those beside it."""
    first = held.replace(day=1)
    months = ((first - timedelta(1)).replace(day=1), first, (first + timedelta(31)).replace(day=1))
    return [each.replace(day=number) for each in months if 1 <= number <= monthrange(each.year, each.month)[1]]


def of_that_week(turn: Turn, held: date, day: Value, text: str) -> Value:
    """A day that was named by its weekday alone, in the week of a later day: "ke jumat", of a visit next week."""
    words = _CLOCK.sub(" ", normalise(text))
    if not _WEEKDAY.search(words) or _ELSEWHERE.search(words) or _OTHER_NAME.search(words):
        return day
    then = held + timedelta(date.fromisoformat(day.value).weekday() - held.weekday())
    return Value(then.isoformat(), day.precision) if then > turn.today else day


def _completed(vague: Value, words: str) -> Value | None:
    """The day that is meant; one outside the time that was named, or one of several, is asked back."""
    words = _CLOCK.sub(" ", words)
    if vague.precision not in VAGUE:
        held = date.fromisoformat(vague.value)
        vague = Value((held - timedelta(held.weekday())).isoformat(), "week")
    first, last = date.fromisoformat(vague.value), _last(vague)
    if _ELSEWHERE.search(words):
        return None
    weekday, named = _WEEKDAY.search(words), re.findall(r"\d+", words)
    if vague.precision == "several":
        return _one_of(vague.days, [int(each) for each in named], WEEKDAYS[weekday[1]] if weekday else None)
    if len(named) == 1:
        day = _numbered(vague, int(named[0]), WEEKDAYS[weekday[1]] if weekday else None)
        if day is not None and weekday and day.weekday() != WEEKDAYS[weekday[1]]:
            return _either(day, weekday[1], words)
    elif weekday:
        day = first + timedelta((WEEKDAYS[weekday[1]] - first.weekday()) % 7)
    else:
        return None
    is_the_one = day is not None and first <= day <= last and (named or last - first <= A_PART)
    return Value(day.isoformat(), "exact" if is_the_one else "doubtful") if day else None


def _one_of(days: Sequence[str], numbers: Sequence[int], weekday: int | None) -> Value | None:
    """The one of several days that has the number or the day of the week that is named now."""
    listed = [date.fromisoformat(each) for each in days] if numbers or weekday is not None else []
    fitting = [each for each in listed if not numbers or each.day in numbers]
    fitting = [each for each in fitting if weekday is None or each.weekday() == weekday]
    return Value(fitting[0].isoformat()) if len(fitting) == 1 else None


def _either(day: date, weekday: str, words: str) -> Value:
    """The day of a number, or the one close to it with the name that it doesn't have."""
    other = day + timedelta((WEEKDAYS[weekday] - day.weekday() + 3) % 7 - 3)
    return Value(day.isoformat(), "several", words, tuple(each.isoformat() for each in sorted((day, other))))


def _numbered(vague: Value, number: int, weekday: int | None) -> date | None:
    """The day of that number in the time that was named, else in its month; after a feast, the next one.

    Where two months have one, a day of the week that was named with it tells which.
    """
    first, last = date.fromisoformat(vague.value), _last(vague)
    months = (first.replace(day=1), (first.replace(day=1) + timedelta(31)).replace(day=1))
    days = [each.replace(day=number) for each in months if 1 <= number <= monthrange(each.year, each.month)[1]]
    if _FROM_THEN.search(vague.label):
        days = [each for each in days if each >= first]
    days = [each for each in days if each.weekday() == weekday] or days
    return next((each for each in days if first <= each <= last), next(iter(days), None))


def _last(value: Value) -> date:
    """The last day that an answer may mean."""
    first = date.fromisoformat(value.value)
    match value.precision:
        case "week":
            return first + A_WEEK
        case "month":
            return first.replace(day=monthrange(first.year, first.month)[1])
        case "range" | "several":
            return first + A_PART
    return first


def clock_time(_turn: Turn, text: str) -> Value:
    """A time of day as HH:MM; a number alone is an hour. Raises Invalid."""
    words = numbers.to_digits(normalise(text))
    read = times.read_time(f"jam {words}" if _HOUR.fullmatch(words) else text)
    if read is None:
        raise Invalid("form.which_time")
    return Value(f"{read.value:%H.%M}", read.precision)


def moment(turn: Turn, answers: Answers, day: str, clock: str) -> datetime:
    """The instant that a day and a clock answer mean in the office's zone."""
    hour, minute = (int(part) for part in answers[clock].value.split("."))
    return datetime.combine(date.fromisoformat(answers[day].value), time(hour, minute), turn.zone)
