"""Answers that name an invitation which other messages have pushed up: "klinik pajaknya tidak ikut"."""

import re
from collections.abc import Sequence

from bot.messages import Say
from bot.turn import Turn
from bot.understanding import rsvp
from bot.understanding.dates import read_date
from bot.understanding.words import normalise, plain
from db.models import Announcement, Ledger
from handlers.manager import attend, attend_noted, attend_reading

NAMES = re.compile(
    r"\b(?:undangan|acara|kegiatan|pelatihan|pembinaan|bimtek|sosialisasi|penyuluhan|klinik|kkb|tetap hadir"
    r"|jadi hadir)\w*\b|\byang tanggal \d"
)
ANSWERS = re.compile(r"\b(?:hadir|ikut|datang|diwakil\w*|mewakil\w*|mengutus|menghadiri|mengikuti)\b")
_BEFORE = re.compile(r"\b(?:kemarin|tadi|dulu|lalu|waktu itu|sudah|pernah|belum)\b")
"""Of an event that was."""
SHORT = 10
"""Words of an answer in a talk with staff."""
SHORTEST = 5
"""Letters of a word of a title that tells it from others."""


async def answered(turn: Turn) -> Sequence[Say] | None:
    """Words of coming or not that name the only invitation they fit: noted, or asked about where they leave a doubt."""
    text = turn.incoming.text
    if turn.staff is not None or turn.incoming.choice is not None or attend_reading.is_of_own_meeting(text):
        return None
    said = normalise(text)
    read = rsvp.read_rsvp(text) if NAMES.search(said) and ANSWERS.search(said) else None
    if read is None or read.value == "waitlist" or attend_reading.asks_to_send(text):
        return None
    rows = await _named(turn)
    if len(rows) != 1:
        return None
    if attend_reading.is_doubtful(read, text):
        return await attend.pressed(turn, str(rows[0].id), "pick", "1")
    return await attend.pressed(turn, str(rows[0].id), "answer", "yes" if read.value == "delegate" else read.value)


async def in_talk(turn: Turn) -> Sequence[Say] | None:
    """The same in a talk with staff, who read it too: only of a short answer that nothing else is meant by."""
    text = turn.incoming.text
    read = rsvp.read_rsvp(text) if len(text.split()) <= SHORT else None
    if read is None or read.precision != "exact" or "?" in text or _BEFORE.search(normalise(text)):
        return None
    return await answered(turn)


async def _named(turn: Turn) -> list[Ledger]:
    """The invitations that the words fit: the only one there is, else by words of its title, else by its day."""
    rows = await attend_noted.invited(turn)
    if len(rows) < 2:
        return rows
    events = {row.id: await attend_noted.event_of(turn, row) for row in rows}
    titled = [row for row in rows if _shares_words(turn.incoming.text, events[row.id])]
    if titled:
        return titled
    day = read_date(turn.incoming.text, turn.today, tense="future")
    return [row for row in rows if day is not None and _is_on(turn, events[row.id], day.value)]


def _shares_words(text: str, event: Announcement | None) -> bool:
    words = {word.removesuffix("nya") for word in plain(text).split()}
    return event is not None and any(len(each) >= SHORTEST and each in words for each in plain(event.title).split())


def _is_on(turn: Turn, event: Announcement | None, day: object) -> bool:
    return event is not None and event.starts_at.astimezone(turn.zone).date() == day
