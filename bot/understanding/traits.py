"""What a message is told by: its words and their parts, roots, ideas and pairs of ideas."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path

from bot.understanding.words import plain, strip_politeness

MOST_WORDS = 30
PART = 4
Trait = tuple[str, str]

_ROW_OF_NUMBERS = re.compile(r"\b(\d+)(?: \d+){3,}\b")
"""More numbers than any date has: they tell no more than one of them."""


def traits(text: str) -> list[Trait]:
    """What a text is told by, each once."""
    meanings, joined = _meanings()
    said = joined.sub(lambda match: meanings[match[0]], strip_politeness(text) or plain(text))
    words = _ROW_OF_NUMBERS.sub(r"\1", said).split()[:MOST_WORDS]
    if not words:
        return []
    roots = [root(word) for word in words]
    ideas = [_idea(word, its_root) for word, its_root in zip(words, roots, strict=True)]
    found: list[Trait] = [("word", word) for word in words]
    found += [("root", each) for each in roots]
    found += [("idea", each) for each in ideas]
    found += [("pair", f"{one} {other}") for one, other in zip(["^", *ideas], [*ideas, "$"], strict=True)]
    found += [("part", part) for word in words for part in _parts(f"^{word}$")]
    if "?" in text:
        found.append(("mark", "?"))
    return list(dict.fromkeys(found))


def _parts(word: str) -> Iterator[str]:
    """Four letters in a row each, by which a word is known that was never typed so before."""
    return (word[at : at + PART] for at in range(max(1, len(word) - PART + 1)))


@lru_cache(maxsize=8192)
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
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return ideas | phrases, re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + r")\b")
