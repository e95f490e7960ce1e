"""What people write about themselves → answers of the claim: "saya bendahara KSU Maju Jaya, nama saya Sri Utami"."""

from collections.abc import Mapping
from contextlib import suppress

from bot.errors import Invalid
from bot.forms import REOPEN, Value
from bot.turn import Turn
from bot.understanding.identity import read_identity
from handlers.persons import POSITIONS, full_name


def sentence(turn: Turn, text: str) -> dict[str, Value]:
    """Everything a sentence says; a name that stands alone may be anybody's, or a cooperative's, and is left out."""
    facts = read_identity(text)
    found: dict[str, Value] = {}
    if "cooperative" in facts:
        found |= {"cooperative_name": Value(facts["cooperative"].value), REOPEN: Value("cooperative")}
    if "position" in facts and facts["position"].value in POSITIONS:
        found["position"] = Value(facts["position"].value)
    if "name" in facts and facts["name"].value != " ".join(text.split()):
        with suppress(Invalid):
            found["full_name"] = full_name(turn, facts["name"].value)
    return found


def wanted(_turn: Turn, text: str) -> Mapping[str, Value]:
    """The name to look for: the one in the sentence, else all of it. Raises Invalid where it says something else."""
    facts = read_identity(text)
    if "cooperative" in facts and not _is_bare(text, facts["cooperative"].value):
        return {"cooperative_name": Value(facts["cooperative"].value)}
    if "position" in facts or not text.strip():
        raise Invalid("form.say_something")
    return {"cooperative_name": Value(text.strip())}


def _is_bare(text: str, name: str) -> bool:
    """Whether a text is the name alone, with or without "koperasi": it stays as it was typed."""
    return text.casefold().strip().removesuffix(name.casefold()).strip(" .") in ("", "koperasi", "kop", "koprasi")


def own_name(turn: Turn, text: str) -> Value:
    """The full name, without "nama saya" before it. Raises Invalid."""
    facts = read_identity(text)
    return full_name(turn, facts["name"].value if "name" in facts else text)
