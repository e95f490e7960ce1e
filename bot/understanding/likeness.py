"""How likely a word that somebody typed is a word of a name: slips, vowels left out, beginnings, acronyms."""

import re
from functools import lru_cache

from rapidfuzz.distance import OSA

_VOWELS = re.compile("[aeiou]")
SHORTEST_OWN = 5
"""Letters up to which a word is told by its consonants where there are but two."""


@lru_cache(maxsize=65536)
def alike(word: str, own: str) -> float:
    """How likely two words are the same: equal, a slip of the pen, the beginning of the other."""
    if word == own:
        return 1.0
    if word.isdigit() or own.isdigit():
        return 0.0
    if len(word) == 2 < len(own) <= SHORTEST_OWN and word == _VOWELS.sub("", own):
        return 0.88
    if len(word) >= 3 and word[0] == own[0] and _is_without_vowels(word, own):
        return 0.9
    shorter, longer = min(len(word), len(own)), max(len(word), len(own))
    distance = OSA.distance(word, own, score_cutoff=2)
    if shorter >= 4 and distance == 1:
        return 0.94
    if shorter >= 7 and distance == 2:
        return 0.88
    if shorter >= 5 and (word.endswith(own) or own.endswith(word)):
        return 0.78
    if shorter >= 3 and own.startswith(word):
        return 0.85 if shorter * 2 >= longer else 0.7
    return 0.0


def is_acronym(word: str, words: tuple[str, ...]) -> bool:
    """Whether a word is made of the beginnings of two or more words in a row: "unri", "mjm"."""
    for start in range(len(words) - 1):
        rests = {word}
        for used, own in enumerate(words[start:], 1):
            rests = {
                rest[size:]
                for rest in rests
                for size in range(1, min(len(own), len(rest)) + 1)
                if rest[:size] == own[:size]
            }
            if "" in rests and used > 1:
                return True
    return False


def _is_without_vowels(word: str, own: str) -> bool:
    """Whether a word is the other with vowels left out: "bru", "ptih", "mkmr"."""
    if _VOWELS.sub("", word) != _VOWELS.sub("", own) or len(word) >= len(own):
        return False
    letters = iter(own)
    return all(letter in letters for letter in word)
