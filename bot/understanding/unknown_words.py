"""Words that no list of spellings knows: two typed as one, heard in another tongue, letters astray or left out."""

import tomllib
from functools import cache
from pathlib import Path

from bot.understanding import slips, sounds, vocabulary


def mend(word: str) -> str:
    """The word put right, or as it is."""
    if vocabulary.is_word(word) or word in vocabulary.staying():
        return word
    return (
        _of_mine(word)
        or sounds.plain_word(word, vocabulary.is_word, vocabulary.trade().__contains__)
        or slips.without_slip(word)
        or slips.spelled_out(word)
        or word
    )


def _of_mine(word: str) -> str | None:
    """ "kubawa" is "saya bawa", "ketuaku" "ketua saya"."""
    if len(word) < _SHORTEST_OF_MINE:
        return None
    if word.startswith("ku") and vocabulary.is_word(word[2:]):
        return f"saya {word[2:]}"
    return f"{word[:-2]} saya" if word.endswith("ku") and vocabulary.is_word(word[:-2]) else None


_SHORTEST_OF_MINE = 6


def apart(word: str) -> str:
    """Two words typed as one with the space between them; any other as it is."""
    return _apart().get(word, word)


@cache
def _apart() -> dict[str, str]:
    table = _table("glued.toml")
    pairs = [
        (table["heads"], table["tails"]),
        (table["short_heads"], table["short_tails"]),
        (["di", "ke"], table["places"]),
    ]
    return {head + tail: f"{head} {tail}" for heads, tails in pairs for head in heads for tail in tails}


def _table(name: str) -> dict[str, list[str]]:
    with Path(__file__).with_name(name).open("rb") as file:
        return tomllib.load(file)
