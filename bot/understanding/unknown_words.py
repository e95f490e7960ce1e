"""Words that no list of spellings knows: two typed as one, or one letter astray."""

import tomllib
from functools import cache
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

SHORTEST_SLIP = 6
"""Letters from which on a word one letter away from one of the trade's words is taken for it."""


def mend(word: str) -> str:
    """The word taken apart or put right, or as it is."""
    if word.endswith("nyo") and len(word) > 5:
        word = f"{word[:-3]}nya"  # Minang
    return _apart().get(word) or _put_right(word)


@cache
def _apart() -> dict[str, str]:
    table = _table("glued.toml")
    pairs = [
        (table["heads"], table["tails"]),
        (table["short_heads"], table["short_tails"]),
        (["di", "ke"], table["places"]),
    ]
    return {head + tail: f"{head} {tail}" for heads, tails in pairs for head in heads for tail in tails}


def _put_right(word: str) -> str:
    targets, others = _slips()
    if len(word) < SHORTEST_SLIP or word in targets or word in others:
        return word
    near = process.extract(word, targets, scorer=OSA.distance, score_cutoff=1, limit=2)
    return near[0][0] if len(near) == 1 else word


@cache
def _slips() -> tuple[tuple[str, ...], frozenset[str]]:
    table = _table("slips.toml")
    return tuple(table["words"]), frozenset(table["but"])


def _table(name: str) -> dict[str, list[str]]:
    with Path(__file__).with_name(name).open("rb") as file:
        return tomllib.load(file)
