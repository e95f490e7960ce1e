"""What words under an invitation say beyond yes and no: a meeting of their own, a doubt, whether others may come."""

import re
from datetime import date

from bot.understanding import asking
from bot.understanding.dates import read_date
from bot.understanding.rsvp import Rsvp
from bot.understanding.words import normalise, strip_politeness

COMES = re.compile(r"\b(?:hadir|ikut|datang)\b")
MANY = 10
"""More people than one cooperative sends without being asked again."""
_OWN_MEETING = re.compile(
    r"\b(?:laporan|lapor\w*|rat|ratnya|rapatnya|rapat anggota|jumlah anggota|anggotanya|shu|kuorum)\b"
    r"|\banggota \d|\bdari \d+ (?:orang )?anggota\b"
)
_BUT = re.compile(r"\b(?:tapi|tetapi|namun)\b.*\b(?:belum|salah)\b|\bbesok besok\b|^bukan\b")
_SENDS = re.compile(r"\b(?:diwakil\w*|mewakil\w*|perwakilan|utusan)\b")
_THUMB = re.compile(r"[👍👌🙏✅]+")


def is_of_own_meeting(text: str) -> bool:
    """Whether words speak of the cooperative's own meeting and its figures, which answers no invitation."""
    return _OWN_MEETING.search(normalise(text)) is not None


def asks_to_send(text: str) -> bool:
    """ "Bisa diwakilkan bendahara ga?" """
    said = normalise(text)
    return _SENDS.search(said) is not None and ("?" in said or asking.is_asking(said))


def is_thumb(text: str) -> bool:
    """Signs alone, which may be meant for any message above."""
    return _THUMB.fullmatch(normalise(text).replace(" ", "")) is not None


def is_doubtful(read: Rsvp, text: str) -> bool:
    """Whether an answer has to be asked about: hedged, or for too many people."""
    said = strip_politeness(text)
    return read.precision != "exact" or (read.people or 0) > MANY or bool(_BUT.search(said) and not COMES.search(said))


def is_other_day(read: Rsvp, text: str, day: date, today: date) -> bool:
    """ "Perhaps" on a day that the invitation doesn't name."""
    other = read_date(text, today) if read.value == "tentative" else None
    return other is not None and other.value != day
