"""Words as they sound: Minang, Riau Malay, Betawi and Javanese forms → the plain word, where that is a word we know."""

import tomllib
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import combinations
from pathlib import Path

SHORTEST = 3
_SHORTEST_STEM = 4
_MOST_VOWELS = 3
"""Of the first a's of a word, each of which may stand for an e: "manyarahan"."""


def plain_word(word: str, is_word: Callable[[str], bool], matters: Callable[[str], bool]) -> str | None:
    """The known word that this one sounds like with the fewest changes; of several the only one that matters."""
    if len(word) < SHORTEST:
        return None
    found: dict[int, list[str]] = {}
    for candidate, changes in _candidates(word):
        if candidate != word and is_word(candidate):
            found.setdefault(changes, []).append(candidate)
    best = list(dict.fromkeys(found[min(found)])) if found else []
    best = [each for each in best if matters(each)] or best
    return best[0] if len(best) == 1 else None


def _candidates(word: str) -> Iterator[tuple[str, int]]:
    for begun, first in _beginnings(word):
        for voiced, second in _vowels(begun):
            for ended, third in _endings(voiced):
                yield ended, first + second + third


def _beginnings(word: str) -> Iterator[tuple[str, int]]:
    yield word, 0
    for size in (1, 2, 3):
        for full in _rules()["beginnings"].get(word[:size], ()):
            yield full + word[size:], 1


def _vowels(word: str) -> Iterator[tuple[str, int]]:
    yield word, 0
    places = [place for place, letter in enumerate(word[:-1]) if letter == "a"][:_MOST_VOWELS]
    for number in range(1, len(places) + 1):
        for chosen in combinations(places, number):
            yield "".join("e" if place in chosen else letter for place, letter in enumerate(word)), 1


def _endings(word: str) -> Iterator[tuple[str, int]]:
    yield word, 0
    yield from ((each, 1) for each in _ended(word))
    for tail, plains in _rules()["tails"].items():
        stem = word.removesuffix(tail)
        if stem == word or len(stem) < _SHORTEST_STEM:
            continue
        for plain in plains:
            if plain != tail:
                yield stem + plain, 1
            yield from ((each + plain, 1 if plain == tail else 2) for each in _ended(stem))


def _ended(stem: str) -> Iterable[str]:
    for size in (4, 3, 2, 1):
        for plain in _rules()["endings"].get(stem[-size:], ()) if len(stem) > size else ():
            yield stem[:-size] + plain


@cache
def _rules() -> dict[str, dict[str, list[str]]]:
    with Path(__file__).with_name("sounds.toml").open("rb") as file:
        return tomllib.load(file)
