"""A self-introduction word by word: what was typed, what each word is, and where its clauses end."""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.understanding.words import plain

MOST_TOKENS = 120


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it was typed, without the signs around it; as we read it; and the sign that ends a clause there."""

    typed: str
    low: str
    ends: str

    @property
    def small(self) -> str:
        """As it was typed, in small letters."""
        return self.typed.casefold().strip(".")

    @property
    def is_large(self) -> bool:
        """Whether it begins with a capital."""
        return self.typed[0].isupper()

    def among(self, *lists: str) -> bool:
        """Whether it stands in one of the lists of `identity.toml`."""
        return any(self.low in listed(name) or self.small in listed(name) for name in lists)


def tokens(text: str) -> list[Token]:
    """The words of a text."""
    found: list[Token] = []
    for line in text.splitlines():
        for raw in _ASIDE.sub(r" \1 ", line).split():
            if token := _token(raw):
                found.append(token)
            elif found and (sign := raw.strip("()\"'")[:1]) in _ENDS:
                found[-1] = Token(found[-1].typed, found[-1].low, sign)
        if found and not found[-1].ends:
            found[-1] = Token(found[-1].typed, found[-1].low, "\n")
    return found[:MOST_TOKENS]


def clauses(found: Sequence[Token]) -> list[list[Token]]:
    """The words, clause by clause."""
    parts: list[list[Token]] = [[]]
    for token in found:
        parts[-1].append(token)
        if token.ends:
            parts.append([])
    return [part for part in parts if part]


@cache
def listed(name: str) -> frozenset[str]:
    """A list of `identity.toml`."""
    with Path(__file__).with_name("identity.toml").open("rb") as file:
        tables = tomllib.load(file)
    return next(frozenset(str(table[name]).split()) for table in tables.values() if name in table)


_ASIDE = re.compile(r"([()])")
_ENDS = frozenset(",;:!?.()-/|\n")
_ITS = re.compile(r"(?<=\w{3})(?:nya|nyo|nye)$")


def _token(raw: str) -> Token | None:
    bare = raw.lstrip("\"'“‘*_").rstrip("\"'”’*_")
    word = bare.rstrip(".,;:!?-…")
    if not any(map(str.isalnum, word)):
        return None
    sign = bare[len(word) :].replace("…", ".")
    low = word.casefold()
    if sign.startswith(".") and _is_short(word, low):
        word, sign = f"{word}.", sign[1:]
    return Token(word, read if " " not in (read := plain(low)) and read else low, sign[:1])


def _is_short(word: str, low: str) -> bool:
    """Whether a full stop behind it belongs to it: "M.", "Drs.", "S.Pd."."""
    return len(word) == 1 or low in listed("degrees_before") | listed("titles") | listed("shortened") or "." in word


def stem(low: str) -> str:
    """The word without "-nya"."""
    return _ITS.sub("", low)
