"""Names, positions and numbers of people as form answers."""

import re
from collections.abc import Sequence

from bot.errors import Invalid
from bot.forms import Answers, Value
from bot.messages import Choice, Incoming, Json
from bot.turn import Turn
from bot.understanding import asking
from bot.understanding.intents import find_intent
from bot.understanding.phones import read_phone
from bot.understanding.words import normalise

POSITIONS = ("ketua", "sekretaris", "bendahara", "pengawas", "manajer", "lainnya")
LONGEST_NAME = 80
_NUMBER_BEGINS = re.compile(r"[\s,;:(-]*(?:\b(?:no|nomor|nmr|hp|wa|telp|telepon)\b[\s.:]*)*[+(\d]", re.IGNORECASE)
_REPORT = re.compile(r"\b(?:laporan|lapor|rat|rapat|hadir)\b")
_ADDRESS = re.compile(r"^\s*(?:(?:bapak|pak|bpk|ibu|bu|sdr|sdri|saudara|saudari)\b[\s./]*)+", re.IGNORECASE)


async def positions(_turn: Turn, _answers: Answers) -> Sequence[Choice]:
    """The positions one may have."""
    return [Choice(each) for each in POSITIONS]


def named(position: str) -> Json:
    """A position as a text parameter; what a registry wrote that is none of ours stays as it is."""
    return {"key": f"claim.position={position}"} if position in POSITIONS else position or "–"


def full_name(_turn: Turn, text: str) -> Value:
    """A name of 2 to 80 letters, without digits. Raises Invalid."""
    name = " ".join(text.split())
    if not 2 <= len(name) <= LONGEST_NAME or any(letter.isdigit() for letter in name) or not is_name(name):
        raise Invalid("claim.name_please")
    return Value(name)


def is_name(text: str) -> bool:
    """Whether words may be names, and are no question, no wish and nothing about a report."""
    said = normalise(text)
    if "?" in said or asking.is_asking(said) or _REPORT.search(said):
        return False
    return find_intent(text) in (None, "left_office", "officers_changed")


def name_and_phone(turn: Turn, text: str) -> dict[str, Value]:
    """A name, with a number beside it or without: answers `who`, and `phone` too. Raises Invalid."""
    found = read_phone(text)
    if found is None:
        return {"who": full_name(turn, plain(text))}
    return {"who": full_name(turn, plain(_NUMBER_BEGINS.split(text, maxsplit=1)[0])), "phone": Value(found)}


def plain(text: str) -> str:
    """A name without the address before it: "Bu Sri Utami"."""
    return _ADDRESS.sub("", text) or text


def phone(_turn: Turn, text: str) -> Value:
    """A number in E.164. Raises Invalid."""
    if (found := read_phone(text)) is None:
        raise Invalid("form.which_phone")
    return Value(found)


def phone_card(_turn: Turn, incoming: Incoming) -> Value | None:
    """The number on a shared contact card."""
    if incoming.contact is None:
        return None
    shown = incoming.contact.phone
    found = read_phone(shown if shown.startswith(("+", "0")) else f"+{shown}")
    return Value(found) if found else None
