"""What people write about themselves → answers of the claim: "saya bendahara KSU Maju Jaya, nama saya Sri Utami"."""

import re
from collections.abc import Mapping
from contextlib import suppress

from bot.errors import Invalid
from bot.forms import REOPEN, Value, unsaid
from bot.turn import Turn
from bot.understanding.answers import read_answer
from bot.understanding.identity import read_identity
from bot.understanding.intents import find_intent
from bot.understanding.words import strip_politeness
from handlers.persons import POSITIONS, full_name, plain

_POST = r"(?:ketua|sekretaris|bendahara|pengawas|manajer|manager)"
_BEFORE_POST = re.compile(
    rf"(?:perkenalkan,? )?(?:saya|sy|ini|ambo) (?P<name>[a-z][a-z.' ]{{1,40}}?),? {_POST}\b", re.IGNORECASE
)
_NO_NAME = re.compile(
    r"\b(?:sebagai|selaku|jadi|adalah|dari|pengurus|yang|yg|mau|baru|wakil|mantan|bukan|dulu|dengan|juga|seorang|eks|ex"
    r"|calon|anggota|istri|suami|anak|sudah|sdh|belum|blm|masih|lagi|hanya|cuma)\b",
    re.IGNORECASE,
)
_POST_BEHIND = re.compile(rf",? {_POST}(?: koperasi)?\s*$", re.IGNORECASE)

_ONLY_POST = re.compile(
    rf"(?:saya |sebagai |jabatan(?:nya)? |ini |itu |kami )*{_POST}(?: (?:koperasi|saja|bukan {_POST}))*"
)


def sentence(turn: Turn, text: str) -> dict[str, Value]:
    """Everything a sentence says; a name that stands alone may be anybody's, or a cooperative's, and is left out."""
    facts = read_identity(text)
    found: dict[str, Value] = {}
    if "cooperative" in facts:
        found |= {"cooperative_name": Value(facts["cooperative"].value), REOPEN: Value("cooperative")}
    if "position" in facts and facts["position"].value in POSITIONS:
        found["position"] = Value(facts["position"].value)
    said = " ".join(text.split())
    if name := _before_post(said) or (facts["name"].value if "name" in facts and facts["name"].value != said else ""):
        with suppress(Invalid):
            found["full_name"] = full_name(turn, name)
    return found


def _before_post(said: str) -> str:
    """ "Saya sri utami bendahara …": the name between, however it is written."""
    match = _BEFORE_POST.match(said)
    return plain(match["name"]) if match and not _NO_NAME.search(match["name"]) else ""


def wanted(_turn: Turn, text: str) -> Mapping[str, Value]:
    """The name to look for: the one in the sentence, else all of it. Raises Invalid where it says something else."""
    facts = read_identity(text)
    if "cooperative" in facts and not _is_bare(text, facts["cooperative"].value):
        return {"cooperative_name": Value(facts["cooperative"].value)}
    if "position" in facts or not text.strip():
        raise Invalid("form.say_something")
    if unsaid.nothing(text) or find_intent(text) is not None or read_answer(text) is not None:
        raise Invalid("claim.name_it")
    return {"cooperative_name": Value(text.strip())}


def _is_bare(text: str, name: str) -> bool:
    """Whether a text is the name alone, with or without "koperasi": it stays as it was typed."""
    return text.casefold().strip().removesuffix(name.casefold()).strip(" .") in ("", "koperasi", "kop", "koprasi")


def own_name(turn: Turn, text: str) -> Value | Mapping[str, Value]:
    """The full name, without "nama saya" before it; a position alone is that. Raises Invalid."""
    facts = read_identity(text)
    if "name" not in facts and _ONLY_POST.fullmatch(strip_politeness(text)) and facts["position"].value in POSITIONS:
        return {"position": Value(facts["position"].value)}
    return full_name(turn, facts["name"].value if "name" in facts else _POST_BEHIND.sub("", text))
