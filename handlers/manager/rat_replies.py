"""A reply in the middle of the report: what it changes, and what it must leave as it is."""

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

from bot.errors import Invalid
from bot.forms import REOPEN, Value
from bot.turn import Turn
from bot.understanding import places
from bot.understanding.calendar_words import WEEKDAYS
from bot.understanding.words import normalise, strip_politeness
from handlers.manager import rat_figures
from handlers.manager import rat_reading as reading
from handlers.when import coming_day, past_day

BARE = ("sudah", "belum")
"""Words that may be about the meeting, or about what is noted of it."""
OF_ONE_YEAR = ("ordinal", "place", "women", "new_officers", *rat_figures.ORDER)
"""Details of one year's meeting, which say nothing of another's."""
_GIVES_REASON = re.compile(
    r"^\W*(?:eh |maaf )*(?:kendala|alasan)\w*[ :,]+(?:itu |adalah |karena |krn )*(?P<why>\S.*)", re.I | re.S
)
_NAMES_PLACE = re.compile(r"\b(?:tempat|lokasi)(?:nya)?\b|\bbertempat\b")
_MOVED = re.compile(r"\b(?:di)?(?:undur|geser|pindah|mundur)(?:kan)?\b")
_WEEKDAY = "|".join(WEEKDAYS)
_SWAPPED = re.compile(rf"\b(?P<new>{_WEEKDAY}) ?,? bukan(?:nya)? (?:hari )?(?:{_WEEKDAY})\b")


def reply(turn: Turn, text: str) -> Mapping[str, Value]:
    """What a sentence says where a report is open: another day makes no other report of it."""
    if said := _GIVES_REASON.search(text):
        with suppress(Invalid):
            return reading.as_answers("reason", reading.reason(turn, said["why"]))
    if days := _other_day(turn, text):
        return days
    found = dict(reading.sentence(turn, text))
    if _NAMES_PLACE.search(normalise(text)) and (place := places.read_place(text)):
        found.setdefault("place", Value(place))
    if not found and (place := _place_alone(text)):
        return {"place": Value(place)}
    if "held" in found and strip_politeness(text) in BARE:
        return {"held": replace(found["held"], precision="doubtful")}
    if turn.form_context.get("report_id") and {"book_year", "held_on"} <= found.keys():
        return {**dict.fromkeys(OF_ONE_YEAR, Value(None)), REOPEN: Value("meeting"), **found}
    return found


def _place_alone(text: str) -> str:
    """ "Di rumah ketua pak": the place that is all that a text says."""
    place = places.read_place(text)
    return place if place and strip_politeness(text).removeprefix("di ") == normalise(place) else ""


def _other_day(turn: Turn, text: str) -> Mapping[str, Value]:
    """ "Rabu bukan kamis", "undur jadi 29 jan": the new day of the meeting or plan, whichever was told."""
    words = normalise(text)
    swapped = _SWAPPED.search(words)
    if swapped is None and (not _MOVED.search(words) or reading.day_alone(turn, text) is None):
        return {}
    day = swapped["new"] if swapped else text
    found: dict[str, Value] = {}
    for name, parse in (("held_on", past_day), ("planned_on", coming_day), ("again_on", coming_day)):
        if name == "held_on" and swapped is None:
            continue
        with suppress(Invalid):
            found[name] = reading.asked_back(parse(turn, day))
    return found
