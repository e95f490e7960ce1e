"""The words that we know to be words: everyday Indonesian, the trade's, and what spellings are spelled out to."""

import tomllib
from functools import cache
from pathlib import Path

from bot.understanding.spellings import SPELLINGS

_CLITICS = ("nya", "lah", "kah", "pun")


def is_word(word: str) -> bool:
    """Whether this is written as it is meant."""
    return word in known() or any(word.endswith(end) and word[: -len(end)] in known() for end in _CLITICS)


@cache
def known() -> frozenset[str]:
    """Every word of the lists."""
    spelled = (word for full in SPELLINGS.values() for word in full.split())
    return everyday() | trade() | frozenset(_list("everyday.toml", "acronyms")) | frozenset(spelled)


@cache
def everyday() -> frozenset[str]:
    """What anybody writes."""
    return frozenset(_list("everyday.toml", "words"))


@cache
def trade() -> frozenset[str]:
    """What matters to us: it is looked for first."""
    return frozenset(_list("slips.toml", "words"))


@cache
def staying() -> frozenset[str]:
    """Names and rarer words that lie near a known one and are not it."""
    return frozenset(_list("slips.toml", "but"))


def _list(name: str, key: str) -> list[str]:
    with Path(__file__).with_name(name).open("rb") as file:
        return str(tomllib.load(file)[key]).split()
