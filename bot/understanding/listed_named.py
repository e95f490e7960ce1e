"""Which of the cooperatives that somebody stands for a sentence is about: "kalau KSU Makmur sudah rat tgl 20 feb"."""

import re
from collections.abc import Iterator, Sequence

from bot.understanding.identity import read_identity
from bot.understanding.introductions import listed
from bot.understanding.names import find, match_key, verdict
from bot.understanding.words import normalise

_WORD = re.compile(r"[^\W_]+")
_LEADS = ("kalau", "untuk", "yang", "punya", "sedangkan", "sementara", "laporan", "tapi")
"""What a name stands behind where the form of cooperatives is left out."""


def named(text: str, names: Sequence[str]) -> list[int]:
    """The places of the names that the words bear, in the order of the names; a name within a longer one is none."""
    said = [word.casefold() for word in _WORD.findall(text)]
    spans = {at: span for at, name in enumerate(names) for span in _spans(said, name)}
    found = [at for at, span in spans.items() if not any(_covers(other, span) for other in spans.values())]
    return found or _in_part(text, names)


def told_of(text: str, name: str) -> str:
    """The text without a "kalau" that only turns to this cooperative: "kalau KSU Makmur sudah RAT" supposes nothing."""
    said = [word.casefold() for word in _WORD.findall(text)]
    starts = [span.start for span in _spans(said, name)]
    if not starts or normalise(said[0]) != "kalau" or not _forms().issuperset(said[1 : starts[0]]):
        return text
    return _FIRST.sub("", text, count=1)


_FIRST = re.compile(r"^\W*\w+[\W_]+")


def _spans(said: Sequence[str], name: str) -> Iterator[range]:
    """Where a name stands, whole or behind what tells that it is one."""
    own = match_key(name).split()
    for wanted in (own, [word.casefold() for word in _WORD.findall(name)]):
        for start in range(len(said) - len(wanted) + 1):
            if said[start : start + len(wanted)] == wanted and (wanted != own or _begins_name(said, start, len(own))):
                yield range(start, start + len(wanted))


def _begins_name(said: Sequence[str], start: int, size: int) -> bool:
    if start == 0:
        return len(said) > size
    return said[start - 1] in _forms() or normalise(said[start - 1]) in _LEADS


def _forms() -> frozenset[str]:
    return listed("forms") | listed("bare")


def _covers(other: range, span: range) -> bool:
    return len(other) > len(span) and other.start <= span.start and span.stop <= other.stop


def _in_part(text: str, names: Sequence[str]) -> list[int]:
    """ "Koperasi melati", for the only one with that word in its name."""
    said = read_identity(text).get("cooperative")
    ranked = find(said.value, dict(enumerate(names))) if said else []
    return [ranked[0][0]] if verdict(ranked) == "one" else []
