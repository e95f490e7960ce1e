"""Names of cooperatives, people and districts: compared, ranked, found."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz, process

from bot.understanding import numbers
from bot.understanding.finding import Verdict, find, tied, verdict

__all__ = ["Verdict", "find", "find_district", "match_key", "may_be_same", "rank", "tied", "verdict"]

_KINDS = frozenset(
    [
        "koperasi",
        "kop",
        "ksu",
        "ksp",
        "kpri",
        "kopkar",
        "kud",
        "primkop",
        "kspps",
        "kjks",
        "koppas",
        "kopwan",
        "kopma",
        "kopontren",
        "kkmp",
        "kdkmp",
        "usp",
        "kpn",
    ]
)
_SPELLED_OUT = tuple(
    tuple(kind.split())
    for kind in (
        *("simpan pinjam dan pembiayaan syariah", "simpan pinjam pembiayaan syariah", "jasa keuangan syariah"),
        *("pegawai republik indonesia", "pegawai negeri sipil", "pegawai negeri", "simpan pinjam", "serba usaha"),
        *("unit desa", "pondok pesantren", "pedagang pasar", "karyawan", "wanita", "mahasiswa"),
    )
)
"""Kinds as they are written behind "Koperasi", the longer first: KSU is a Koperasi Serba Usaha."""
_SPELLINGS = dict.fromkeys(
    ["muh", "moh", "muhd", "mohd", "mhd", "muhamad", "mohamad", "mohammad", "muhammed", "mohammed"], "muhammad"
)
_SPELLINGS |= dict.fromkeys(["achmad", "akhmad", "ahmat", "achmat"], "ahmad")
SAME_NAME, SHORTEST_NAME = 88.0, 3
"""Score (of 100) from which two people's names may be the same, and letters a name must have to say anything."""
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}")


def match_key(name: str) -> str:
    """The name without its kind, short or spelled out, quotes, punctuation and case; Muh/Moh/M. are Muhammad."""
    words = _words(name)
    start = 0
    while start < len(words) - 1 and words[start] in _KINDS:
        start += 1
    if start and words[start - 1] in ("koperasi", "kop"):
        start += next((len(kind) for kind in _SPELLED_OUT if tuple(words[start : start + len(kind)]) == kind), 0)
    words = words[start:] or words
    if len(words) > 1 and words[0] == "m":
        words[0] = "muhammad"
    return " ".join(_SPELLINGS.get(word, word) for word in words)


def rank(query: str, candidates: Mapping[int, str], limit: int = 5) -> list[tuple[int, float]]:
    """The candidates nearest to the query, best first, scored 0 to 100. Equal scores mean: ask."""
    key = match_key(query)
    if not key:
        return []
    whole = " ".join(_words(query))
    keys = {number: match_key(name) for number, name in candidates.items()}
    close = process.extract(key, keys, scorer=fuzz.WRatio, limit=max(4 * limit, 20))
    scored = [(number, _score(score, key, found, whole, candidates[number])) for found, score, number in close]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:limit]


def may_be_same(one: str, other: str) -> bool:
    """Whether two names may be one person's: the same words in any order, a word left out, a slip of the pen."""
    first, second = match_key(one), match_key(other)
    shorter = min(len(first), len(second))
    return shorter >= SHORTEST_NAME and fuzz.token_set_ratio(first, second) >= SAME_NAME


def find_district(text: str, names: Sequence[str]) -> str | None:
    """The one district a text names, however spaced; None when it could be two ("rumbai" beside "Rumbai Barat")."""
    glued = {"".join(_words(name)): name for name in names}
    glued |= {numbers.to_digits(" ".join(_words(name))).replace(" ", ""): name for name in names}
    words = _words(text)[:200]
    windows = [(start, end) for start in range(len(words)) for end in range(start + 1, min(start + 4, len(words) + 1))]
    found = {
        (start, end): glued["".join(words[start:end])] for start, end in windows if "".join(words[start:end]) in glued
    }
    longest = {span: name for span, name in found.items() if not any(_covers(other, span) for other in found)}
    named = set(longest.values()) or _misspelled(words, glued, windows)
    if len(named) != 1:
        return None
    [name] = named
    key = "".join(_words(name))
    return None if any(other != key and other.startswith(key) for other in glued) else name


def _words(text: str) -> list[str]:
    text = unicodedata.normalize("NFKC", text[:4096]).casefold()[:4096]
    text = _DOTTED.sub(lambda match: match[0].replace(".", "") + " ", text)
    return _WORD.findall(text.replace("'", "").replace("’", ""))


def _score(score: float, key: str, found: str, whole: str, name: str) -> float:
    """Nine parts the name proper; one part what tells namesakes apart: kind of cooperative, exact spelling."""
    exact = 100.0 if key == found else min(score, 97.0)
    return round(0.9 * exact + 0.1 * fuzz.ratio(whole, " ".join(_words(name))), 2)


def _covers(other: tuple[int, int], span: tuple[int, int]) -> bool:
    return other != span and other[0] <= span[0] and other[1] >= span[1]


def _misspelled(words: list[str], glued: dict[str, str], windows: list[tuple[int, int]]) -> set[str]:
    heard = ["".join(words[start:end]) for start, end in windows[:60]]
    return {
        glued[match[0]]
        for word in heard
        if len(word) > 4 and (match := process.extractOne(word, glued.keys(), scorer=fuzz.ratio, score_cutoff=87))
    }
