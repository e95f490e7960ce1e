"""What raw JSON from outside may be taken for. Nothing here trusts a type, a length or a character."""

import math
from datetime import UTC, datetime

from bot.messages import Json

MOST_CHARACTERS = 512
"""Of an id or a name of a kind; Meta's own stay under 200, and databases index them."""
LAST_SECOND = 4102444800
"""The year 2100: past it a time is a mistake, and sums with it overflow."""
DEEPEST = 24
LONG_AGO = datetime.fromtimestamp(0, UTC)
"""News that carries no time."""


def word(value: Json) -> str:
    """An id or a name of a kind. Raises ValueError for anything else."""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or not 0 < len(value) <= MOST_CHARACTERS or not value.isprintable():
        raise ValueError("no id")
    return value


def word_or_none(value: Json) -> str:
    """The same where it may be missing; empty when it is no word."""
    try:
        return word(value)
    except ValueError:
        return ""


def digits(value: Json) -> str:
    """A phone number as Meta writes it, digits only; else empty."""
    found = word_or_none(value)
    return found if found.isascii() and found.isdigit() else ""


def words(value: Json) -> str:
    """What a person typed, with nothing in it that a database refuses; empty when it is no text."""
    return value.replace("\x00", "").encode("utf-8", "replace").decode() if isinstance(value, str) else ""


def part(parent: Json, name: str) -> dict[str, Json]:
    """An object inside another; empty when either is none."""
    found = parent.get(name) if isinstance(parent, dict) else None
    return found if isinstance(found, dict) else {}


def objects(value: Json) -> list[dict[str, Json]]:
    """The objects of a list; empty when it is none."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def moment(value: Json) -> datetime:
    """Unix seconds. Raises ValueError for what no clock shows."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        raise ValueError("no time")
    seconds = int(value)
    if not 0 < seconds < LAST_SECOND:
        raise ValueError("no time")
    return datetime.fromtimestamp(seconds, UTC)


def shallow(value: Json, depth: int = 0) -> Json:
    """A payload to keep: what lies deeper than Meta ever nests is cut, for encoders run out of stack on it."""
    if isinstance(value, dict | list) and depth == DEEPEST:
        return "…"
    if isinstance(value, dict):
        return {words(name): shallow(each, depth + 1) for name, each in value.items()}
    if isinstance(value, list):
        return [shallow(each, depth + 1) for each in value]
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return words(value) if isinstance(value, str) else value
