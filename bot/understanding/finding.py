"""Which cooperative a person means: kinds and their abbreviations, slips, districts old and new. Ties are asked."""

import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Literal

from rapidfuzz.distance import OSA

from bot.understanding import described, likeness, numbers
from bot.understanding.spellings import ADDRESSES, SPELLINGS

Verdict = Literal["one", "tie", "none"]
NEAR, SURE, APART = 62.0, 80.0, 6.0
"""Scores (of 100): one that may be meant, one that needs no other doubt, and the lead that tells two apart."""
WHOLE = 94.0
"""Score of whom all the words name, though one of them is a kind: "tani subur", of KUD Tani Subur."""
KIND_ALONE = 82.0
"""Score of those whose kind is all that was said: enough for the only one of it."""
LONGEST, _MOST_WORDS = 300, 12
"""Characters in which a name is looked for, and words of one."""
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")
_JOINED = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Name:
    """A name taken apart: what kind of cooperative, the words proper, and the districts among them."""

    kinds: frozenset[str]
    words: tuple[str, ...]
    places: frozenset[str]


def find(
    query: str, candidates: Mapping[int, str], *, places: Mapping[int, str] | None = None, limit: int = 5
) -> list[tuple[int, float]]:
    """The candidates that a text may mean, best first, scored 0 to 100. `places` says in which district each one is."""
    names = {number: _take_apart(name) for number, name in candidates.items()}
    query = described.without_denied(query[:LONGEST])
    said = _said(query)
    whole = {number for number, name in candidates.items() if len(said) > 1 and said == _bare_name(name)}
    weights = _weights(names.values())
    scores = dict.fromkeys(whole, WHOLE)
    near: list[tuple[int, float]] = []
    for asked in [_Name(frozenset(), said, frozenset())] if whole else _meant(query):
        for number, name in names.items():
            score = _score(asked, name, weights, (places or {}).get(number, ""))
            scores[number] = max(scores.get(number, 0.0), round(score, 2))
        near = sorted(
            ((each, score) for each, score in scores.items() if score > 0), key=lambda pair: (-pair[1], pair[0])
        )
        if verdict(near) == "one":
            break
    return near[:limit]


def _meant(query: str) -> list[_Name]:
    """The name that a text says, and the one in front of a description: "riau andalan, kami buruh pabriknya"."""
    meant = [_take_apart(query, asked=True)]
    name, description = described.apart(query)
    if len(_said(name)) > 1 and not {"koperasi", "kop", *_table()["abbreviations"]} & {*_words(description)}:
        meant.append(_take_apart(name, asked=True))
    return meant


def _said(name: str) -> tuple[str, ...]:
    """The words of a text but those around a name; those of a kind are among them."""
    return tuple(word for word in _words(name) if not _is_around(word, True))


@lru_cache(maxsize=8192)
def _bare_name(name: str) -> tuple[str, ...]:
    """The words of a name without its abbreviation."""
    return tuple(word for word in _said(name) if word not in _table()["abbreviations"])


def verdict(ranked: list[tuple[int, float]]) -> Verdict:
    """Whether the ranking tells which one is meant, leaves several, or none."""
    if not ranked or ranked[0][1] < NEAR:
        return "none"
    alone = len(ranked) == 1 or ranked[0][1] - ranked[1][1] >= APART
    return "one" if alone and ranked[0][1] >= SURE else "tie"


def tied(ranked: list[tuple[int, float]]) -> list[int]:
    """Those between whom a tie is to be decided."""
    return [number for number, score in ranked if score >= NEAR and ranked[0][1] - score < APART]


@lru_cache(maxsize=8192)
def _take_apart(name: str, *, asked: bool = False) -> _Name:
    words = [_bare(word) for word in _words(name)] if asked else _words(name)
    kinds: set[str] = set()
    rest: list[str] = []
    at = 0
    while at < len(words):
        opens = _table()["around"].issuperset(rest) or (asked and at > 0 and words[at - 1] in ("yang", "yg"))
        kind, used = _kind(words, at, leading=opens)
        if kind:
            if asked and words[at] == kind and _names_more(words[at + used :]):
                rest.clear()  # the name follows its kind
            kinds.update((kind, *(_table()["also"].get(kind, ()) if asked else ())))
        else:
            used = 1
            rest.append(words[at])
        at += used
    table = _table()
    called = _called(rest) if asked else rest
    proper = [table["spellings"].get(word, word) for word in called if not _is_around(word, asked)]
    told = [word for word in proper if word not in table["local"]]
    proper = told if told and asked else proper
    if proper and proper[0] == "m" and len(proper) > 1:
        proper[0] = "muhammad"
    return _Name(frozenset(kinds), tuple(proper[:_MOST_WORDS]), frozenset(_places(rest)))


def _names_more(words: list[str]) -> bool:
    return any(not _is_around(word, True) and word not in _table()["local"] for word in words)


def _called(words: list[str]) -> list[str]:
    """The words up to those that say where it lies: "melati yang dekat sekolah"."""
    table = _table()
    end = next((at for at, word in enumerate(words) if word in table["beside"]), len(words))
    return words[:end] if any(not _is_around(word, True) for word in words[:end]) else words


def _is_around(word: str, asked: bool) -> bool:
    """Whether a word tells nothing of a name; in what people say, so do its chat spellings and forms of address."""
    around = _table()["around"]
    return word in around or (asked and (word in ADDRESSES or SPELLINGS.get(word, "") in around))


def _bare(word: str) -> str:
    """ "Syariahnya" is syariah."""
    return word[:-3] if len(word) > SHORTEST_SLIP + 2 and word.endswith(("nya", "nyo")) else word


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()[:LONGEST]
    text = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", text)
    words = _WORD.findall(_JOINED.sub(" ", text.replace("'", "").replace("’", "")))[:40]
    return numbers.to_digits(" ".join(words)).split()


def _kind(words: list[str], at: int, *, leading: bool) -> tuple[str, int]:
    """The kind that the words from here on name, and how many they are."""
    for length in range(6, 0, -1):
        phrase = " ".join(words[at : at + length])
        kind = _table()["kinds"].get(phrase) or (_slipped(phrase) if length > 1 or leading else "")
        if kind and at + length <= len(words) and (length > 1 or leading or words[at] == kind):
            return kind, length
    return "", 0


def _slipped(word: str) -> str:
    """The kind whose abbreviation, or one of whose words, lost or changed a letter: "kopwn", "merah ptih"."""
    if " " in word:
        return _slipped_words(tuple(word.split()))
    if len(word) < SHORTEST_SLIP:
        return ""
    near = [kind for kind in _table()["abbreviations"] if OSA.distance(word, kind, score_cutoff=1) <= 1]
    return near[0] if len(near) == 1 else ""


SHORTEST_SLIP = 5


@lru_cache(maxsize=8192)
def _slipped_words(words: tuple[str, ...]) -> str:
    for phrase, kind in _phrases().get("".join(word[0] for word in words), ()):
        if all(likeness.alike(word, own) >= LEAST_ALIKE for word, own in zip(words, phrase, strict=True)):
            return kind
    return ""


LEAST_ALIKE = 0.88


@cache
def _phrases() -> dict[str, list[tuple[tuple[str, ...], str]]]:
    """The kinds of two or more words, by the letters that those begin with."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for phrase, kind in _table()["kinds"].items():
        if len(words := tuple(phrase.split())) > 1:
            found.setdefault("".join(word[0] for word in words), []).append((words, kind))
    return found


def _places(words: list[str]) -> set[str]:
    """The districts that the words may mean; "rumbai timur" is not any Rumbai."""
    known, found, at = _table()["places"], set(), 0
    while at < len(words):
        length = 2 if " ".join(words[at : at + 2]) in known else 1
        found.update(known.get(" ".join(words[at : at + length]), ()))
        at += length
    return found


def _weights(names: Iterable[_Name]) -> dict[str, float]:
    """A word that many names share tells less."""
    all_names = list(names)
    counted = Counter(word for name in all_names for word in set(name.words))
    weights = {word: 0.4 + math.log((1 + len(all_names)) / number) for word, number in counted.items()}
    return weights | {word: 0.2 for word in _table()["local"] if word in weights}


def _score(asked: _Name, name: _Name, weights: Mapping[str, float], district: str) -> float:
    words = asked.words
    placed = bool(asked.places) and district in asked.places
    if asked.places and district:
        own = set(name.words)
        words = tuple(word for word in words if word in own or not _is_place_word(word)) or words
    if not words:
        return KIND_ALONE if asked.kinds & name.kinds & _table()["telling"] else 0.0
    proper = _proper(words, name.words, weights)
    if proper < 0.4:
        return 0.0
    is_common = len(words) == 1 < len(name.words) and words[0] in _table()["common"]
    telling = asked.kinds & name.kinds & _table()["telling"]
    if telling and _table()["local"].issuperset(words):
        return KIND_ALONE
    if _table()["local"].issuperset(words) or (is_common and not telling):
        return min(100 * proper, SURE - 1)
    if len(words) < len(name.words) and all(_is_place_word(word) for word in words):
        return min(100 * proper, SURE - 1)
    elsewhere = bool(asked.places and district) and not placed and not asked.places & name.places
    place = 0.06 if placed else -0.08 if elsewhere else 0.0
    most = SURE - 1 if asked.kinds and name.kinds and not asked.kinds & name.kinds else 100.0
    return max(0.0, min(most, 100 * (0.88 * proper + 0.12 * _same_kind(asked.kinds, name.kinds) + place)))


def _same_kind(asked: frozenset[str], own: frozenset[str]) -> float:
    """Who names no kind tells none apart; a registry that names none may still mean it."""
    if not asked:
        return 0.5
    return 1.0 if asked & own else 0.0 if own else 0.3


def _is_place_word(word: str) -> bool:
    return any(word in place.split() for place in _table()["places"])


def _proper(asked: tuple[str, ...], words: tuple[str, ...], weights: Mapping[str, float]) -> float:
    """How well the words cover each other, what is asked for three parts and what is left over one."""
    if not words:
        return 0.0
    one, other = "".join(asked), "".join(words)
    if one == other:
        return 1.0
    if len(one) >= 5 and OSA.normalized_similarity(one, other) >= 0.88:
        return 0.96
    if len(asked) == 1 and len(asked[0]) >= 3 and likeness.is_acronym(asked[0], words):
        return 0.93
    pairs = [(max((likeness.alike(word, own), own) for own in words)) for word in asked]
    heavy = [weights.get(own, 1.0) if likeness else 1.5 for likeness, own in pairs]
    covered = sum(likeness * weight for (likeness, _), weight in zip(pairs, heavy, strict=True)) / sum(heavy)
    met = {own: likeness for likeness, own in pairs if likeness}
    left = sum(weights.get(own, 1.0) * met.get(own, 0.0) for own in words) / sum(weights.get(own, 1.0) for own in words)
    if len(asked) == 1:  # one word of several names tells none of them apart
        return 0.94 * covered + 0.04 * left
    return 0.78 * covered + 0.2 * left


@cache
def _table() -> dict[str, Any]:
    """The tables of `cooperative_names.toml`, turned for looking up."""
    with Path(__file__).with_name("cooperative_names.toml").open("rb") as file:
        table = tomllib.load(file)
    kinds = {kind: kind for kind in table["kinds"]}
    for kind, phrases in table["kinds"].items():
        for phrase in phrases:
            kinds[phrase] = kind
            kinds[f"koperasi {phrase}"] = kinds[f"kop {phrase}"] = kind
    spellings = dict(table["spellings"])
    spellings |= dict.fromkeys(("muh", "moh", "muhd", "mohd", "mhd", "muhamad", "mohamad", "mohammad"), "muhammad")
    spellings |= dict.fromkeys(("achmad", "akhmad", "ahmat"), "ahmad")
    return {
        "kinds": kinds,
        "abbreviations": tuple(table["kinds"]),
        "around": frozenset(table["words"]["around"]),
        "spellings": spellings,
        "beside": frozenset(table["words"]["beside"]),
        "local": frozenset(table["words"]["local"]),
        "common": frozenset(table["words"]["common"]),
        "also": table["also"],
        "telling": frozenset(table["words"]["telling"]),
        "places": table["places"],
    }
