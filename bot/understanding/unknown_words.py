"""Words that no list of spellings knows: two typed as one, heard in another tongue, letters astray or left out."""

import tomllib
from functools import cache
from pathlib import Path

from bot.understanding import slips, sounds, vocabulary
from bot.understanding.spellings import SPELLINGS


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
    """Words typed as one with the spaces between them; any other as it is."""
    is_run = len(word) >= SHORTEST_RUN or "puluh" in word or "ratus" in word
    return _apart().get(word) or (_without_spaces(word) if is_run else word)


SHORTEST_RUN, FEWEST_WORDS, LEAST_LETTERS = 12, 3, 3.6
"""Letters of a whole sentence typed as one word, how many words it has at least, and their mean length."""
_SHORT_WORDS = frozenset(("di", "ke", "bu"))


def _without_spaces(word: str) -> str:
    """A sentence without any space in as few known words as it can be; the word itself where it is not made of such."""
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(end - 1, -1, -1):
            before = best[start]
            if before is None or not _is_known(word[start:end]):
                continue
            so_far = best[end]
            if so_far is None or len(before) + 1 < len(so_far):
                best[end] = (*before, word[start:end])
    words = best[-1]
    number = len(" ".join(SPELLINGS.get(each, each) for each in words or ()).split())
    if not words or number < FEWEST_WORDS or len(word) / number < LEAST_LETTERS:
        return word
    return " ".join(words)


def _is_known(part: str) -> bool:
    return part in _SHORT_WORDS or (len(part) >= 3 and (vocabulary.is_word(part) or part in SPELLINGS))


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
