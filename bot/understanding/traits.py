"""What a message is told by: its words and their parts, roots, ideas and pairs of ideas."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain, pairwise
from pathlib import Path

from bot.understanding.phrases import one_of
from bot.understanding.words import LONGEST_WORD, plain, strip_politeness

MOST_WORDS = 30
PART = 4

_ROW_OF_NUMBERS = re.compile(r"\b(\d+)(?: \d+){3,}\b")
"""More numbers than any date has: they tell no more than one of them."""


@lru_cache(maxsize=16)
def traits(text: str) -> tuple[str, ...]:
    """What a text is told by, each once: its kind and what it is, "root susun". Several lessons ask for one text's."""
    meanings, joined = _meanings()
    said = joined.sub(lambda match: meanings[match[0]], strip_politeness(text) or plain(text))
    words = _ROW_OF_NUMBERS.sub(r"\1", said).split()[:MOST_WORDS]
    if not words:
        return ()
    each = [(_of_word if len(word) <= LONGEST_WORD else _of_word.__wrapped__)(word) for word in words]
    typed, roots, ideas, parts = zip(*each, strict=True)
    pairs = (f"pair {one} {other}" for one, other in pairwise(("^", *ideas, "$")))
    found = dict.fromkeys(chain(typed, roots, (f"idea {idea}" for idea in ideas), pairs, *parts))
    if "?" in text:
        found["mark ?"] = None
    return tuple(found)


@lru_cache(maxsize=4096)
def _of_word(word: str) -> tuple[str, str, str, tuple[str, ...]]:
    """The word and its root as traits, its idea, and its parts."""
    its_root = root(word)
    return f"word {word}", f"root {its_root}", _idea(word, its_root), tuple(_parts(f"^{word}$"))


def _parts(word: str) -> Iterator[str]:
    """Four letters in a row each, by which a word is known that was never typed so before."""
    return (f"part {word[at : at + PART]}" for at in range(max(1, len(word) - PART + 1)))


def root(word: str) -> str:
    """The word without what stands before and after roots in Indonesian, roughly."""
    known, _ = _meanings()
    if word in known:
        return word
    for after in _AFTER:
        if word.endswith(after) and len(word) - len(after) >= 4:
            word = word.removesuffix(after)
    for before, hidden in _BEFORE:
        rest = word.removeprefix(before)
        if rest != word and len(rest) >= 3 and len(word) >= 6:
            letters = hidden if rest[0] in "aiueo" else ("",)
            return next((letter + rest for letter in letters if letter + rest in known), letters[0] + rest)
    return word


_AFTER = ("nya", "lah", "kah", "kan", "in", "an", "i")
_BEFORE = (
    *(("meny", ("s",)), ("peny", ("s",)), ("ny", ("s",)), ("menge", ("",)), ("meng", ("", "k")), ("peng", ("", "k"))),
    *(("nge", ("",)), ("ng", ("", "k")), ("mem", ("p",)), ("pem", ("p",)), ("men", ("t",)), ("pen", ("t",))),
    *(("ber", ("",)), ("ter", ("",)), ("per", ("",)), ("di", ("",)), ("me", ("",)), ("n", ("t",)), ("ke", ("",))),
)
"""What stands before a root, with the letters that it may have taken the place of: "menyusun" is of "susun"."""


def _idea(word: str, its_root: str) -> str:
    meanings, _ = _meanings()
    return meanings.get(word) or meanings.get(its_root) or ("#" if its_root[0].isdigit() else its_root)


@cache
def _meanings() -> tuple[dict[str, str], re.Pattern[str]]:
    """Phrases and roots with what they mean, and a pattern of the phrases."""
    with Path(__file__).with_name("intent_words.toml").open("rb") as file:
        table = tomllib.load(file)
    ideas = {word: idea for idea, words in table["ideas"].items() for word in words.split()}
    phrases = {phrase.strip(): word for word, line in table["phrases"].items() for phrase in line.split(";")}
    phrases |= {f"{phrase}nya": word for phrase, word in phrases.items()}
    return ideas | phrases, re.compile("(?:" + one_of(phrases, r"\w") + r")\b")
