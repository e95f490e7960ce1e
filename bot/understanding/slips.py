"""Letters astray or left out: the known word that was meant, where only one can be."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from rapidfuzz.distance import OSA

from bot.understanding import vocabulary

_SHORTEST = 4
"""Letters from which on a letter of one of the trade's words may be astray, and those of any word from which on it may
be another letter altogether."""
_LONG = 6
_VOWELS = frozenset("aeiou")


def without_slip(word: str) -> str | None:
    """The word that this one is but for a letter doubled, missing, added, changed or swapped with its neighbour."""
    if len(word) < _SHORTEST:
        return None
    near = [each for each in _sharing(word) if _is_slip(word, each)]
    return _one([each for each in near if each in vocabulary.trade()]) or _one(
        [each for each in near if len(each) >= _LONG and (len(word) != len(each) or sorted(word) == sorted(each))]
    )


def spelled_out(word: str) -> str | None:
    """The word whose vowels were left out: "bndhr", "pndmping"."""
    if len(word) < _SHORTEST - 1 or word[0] in _VOWELS:
        return None
    fitting = [each for each in _by_consonants().get(_consonants(word), ()) if _is_within(word, each)]
    return _one([each for each in fitting if each in vocabulary.trade()]) or (
        _one(fitting) if len(word) >= _SHORTEST else None
    )


def _is_slip(word: str, meant: str) -> bool:
    if (word[0] != meant[0] and word[:2] != meant[1::-1]) or OSA.distance(word, meant, score_cutoff=1) > 1:
        return False
    if len(word) >= _LONG and len(meant) >= _LONG:
        return True
    return len(word) != len(meant) or sorted(word) == sorted(meant)


def _one(words: Iterable[str]) -> str | None:
    only = list(dict.fromkeys(words))
    return only[0] if len(only) == 1 else None


def _sharing(word: str) -> Iterator[str]:
    for key in dict.fromkeys((word, *_shorter(word))):
        yield from _by_shorter().get(key, ())


def _shorter(word: str) -> Iterator[str]:
    return (word[:place] + word[place + 1 :] for place in range(len(word)))


@cache
def _by_shorter() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = defaultdict(list)
    for word in _targets():
        for key in {word, *_shorter(word)}:
            table[key].append(word)
    return {key: tuple(words) for key, words in table.items()}


@cache
def _by_consonants() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = defaultdict(list)
    for word in _targets():
        table[_consonants(word)].append(word)
    return {key: tuple(words) for key, words in table.items()}


def _targets() -> list[str]:
    return sorted(vocabulary.everyday() | vocabulary.trade())


def _consonants(word: str) -> str:
    return "".join(letter for letter in word if letter not in _VOWELS)


def _is_within(word: str, full: str) -> bool:
    """Whether the letters of the one stand in the other in this order, beginning alike."""
    rest = iter(full)
    return len(word) < len(full) and word[0] == full[0] and all(letter in rest for letter in word)
