"""What staff say of an event that they announce, as answers of its form."""

import re
from contextlib import suppress
from datetime import date, datetime, time

from bot import texts
from bot.errors import Invalid
from bot.forms import Answers, Value
from bot.turn import Turn
from bot.understanding import announced, counts, numbers, times
from bot.understanding.words import normalise, strip_politeness
from handlers.when import clock_time, coming

ALL = "all"
_EVERYBODY = re.compile(
    r"(?:(?:ke|untuk|buat|kirim) )*(?:semua|seluruh)(?:nya)?(?: (?:koperasi|kecamatan|saja|aja|kota))*"
)
MOST_WORDS = 200
TO = "–"
"""Stands between the hours of an event."""
_AT = re.compile(r"^\s*(?:(?:bertempat|tempat(?:nya)?|lokasi(?:nya)?)\s+)?di\s+", re.IGNORECASE)
_HOURS = re.compile(r"\d{1,2}(?:[.:]\d\d)? ?(?:-|–|sampai|hingga)(?: dengan)? ?\d{1,2}(?:[.:]\d\d)?")


def told(turn: Turn, text: str) -> dict[str, Value]:
    """What a sentence says of the event; a day that is past or none is left to be asked."""
    found: dict[str, Value]
    read = announced.read_event(text, turn.today) if text.strip() else {}
    found = {name: Value(read[name].value) for name in ("kind", "place") if name in read}
    with suppress(Invalid, KeyError):
        found["title"] = title(turn, read["title"].value)
    with suppress(Invalid):
        found["day"] = coming(turn, read.get("day"), text)
    if (at := read.get("at")) is not None:
        end = f"{TO}{read['end'].value:%H.%M}" if "end" in read else ""
        precision = "exact" if end and at.precision == "several" else at.precision  # "jam 7-10" is in the morning
        found["clock"] = Value(f"{at.value:%H.%M}{end}", precision)
    if "seats" in read:
        found |= {"seats": Value(read["seats"].value), "counted": Value("yes")}
    if "everybody" in read:
        found["audience"] = Value(ALL, label=texts.words("announce.all", turn.language))
    return found


def title(_turn: Turn, text: str) -> Value:
    """Its title, short enough for a line. Raises Invalid."""
    words = " ".join(text.split())
    if not 3 <= len(words) <= MOST_WORDS:
        raise Invalid("announce.length", most=MOST_WORDS)
    return Value(words)


def place(turn: Turn, text: str) -> Value:
    """The place without the "di" that the invitation's own words bring."""
    return title(turn, _AT.sub("", text))


def audience(turn: Turn, text: str) -> Value:
    """All of them, said without the button; a district is told by its own. Raises Invalid."""
    if not _EVERYBODY.fullmatch(strip_politeness(text)):
        raise Invalid("form.pick_one")
    return Value(ALL, label=texts.words("announce.all", turn.language))


def hours(turn: Turn, text: str) -> Value:
    """When it begins, and when it is over where that is said too. Raises Invalid."""
    words = numbers.to_digits(normalise(text))
    said = f"jam {words}" if _HOURS.fullmatch(words) else text
    start, end = clock_time(turn, said), times.read_end(said)
    if end is None:
        return start
    return Value(f"{start.value}{TO}{end.value:%H.%M}", "doubtful" if start.precision == "doubtful" else "exact")


def seats(_turn: Turn, text: str) -> Value:
    """For how many people there is room. Raises Invalid."""
    read = announced.read_seats(text) or counts.read_count(text)
    if read is None or not 0 < read.value <= announced.MOST:
        raise Invalid("announce.how_many", most=announced.MOST)
    return Value(read.value, read.precision)


def span(turn: Turn, answers: Answers) -> tuple[datetime, datetime | None]:
    """The instants between which it takes place; the second where it was said."""
    day = date.fromisoformat(answers["day"].value)
    start, *end = (datetime.combine(day, _clock(each), turn.zone) for each in answers["clock"].value.split(TO))
    return start, end[0] if end else None


def _clock(written: str) -> time:
    hour, _, minute = written.partition(".")
    return time(int(hour), int(minute))


def room(answers: Answers) -> int | None:
    """For how many people there is room, where it was said."""
    return answers["seats"].value if "seats" in answers else None
