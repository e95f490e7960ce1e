"""What a column that no header explains may mean: by its title, by its cells, or by what somebody types."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from rapidfuzz import fuzz

from db.registry_import import cells, fields
from db.registry_import.headers import YEAR
from db.registry_import.meetings import NO, YES
from db.registry_import.rows import CHOICES

MOST = 6
LEAST = 75.0
"""Likeness, of 100, of a title that is worth offering."""
SURE = 88.0
"""Likeness of words that were typed to mean a field."""
COMMON = {"koperasi", "kop", "nama", "no", "nomor", "tanggal", "tgl", "jumlah", "jml", "total", "data", "status"}
"""Words of many titles, which tell none apart."""
MEETING = re.compile(r"\brat\b|\brapat\b|\btb\b|\bbuku\b")
BOOK = re.compile(r"\bbuku\b|\btb\b")
HELD = re.compile(r"\b(?:di)?(?:laksana|selenggara|gelar)\w*|\b(?:diadakan|pelaksanaan)\b")
OF_A_YEAR = ("rat_of_book_year", "rat_in_year")
DAYS = ("rat_last", "last_visit", "amendment_on", "certificate_until")
"""Fields of which a year alone says too little."""


def offered(title: str, samples: Sequence[str]) -> tuple[list[str], list[str]]:
    """The likely fields, the likeliest first, and all others in the order in which they are known."""
    every = [field for field in fields.FIELDS if field != fields.IGNORED and _can_mean(title, field)]
    if _are_years(samples):
        every = [field for field in every if field not in DAYS]
    scores, first = _by_title(title), _meetings(title, samples)
    for field in _by_cells(samples) if not MEETING.search(_plain(title)) else ():
        scores[field] = 100.0 + scores.get(field, 0.0)
    alike = sorted((field for field in every if scores.get(field, 0.0) >= LEAST), key=lambda field: -scores[field])
    likely = [field for field in dict.fromkeys([*first, *alike]) if field in every][:MOST]
    return likely, [field for field in every if field not in likely]


def meant(words: str, title: str) -> str | None:
    """The field that somebody means who types this about a column of that title; None when it could be any."""
    said = _plain(words)
    if (year := year_of(title)) and (MEETING.search(said) or HELD.search(said)):
        return _of_a_year(said, year)
    found = fields.known().get(fields.header_key(words))
    if found is None:
        scores = {field: max(fuzz.ratio(said, each) for each in titles) for field, titles in _variants().items()}
        best = max(scores, key=lambda field: scores[field])
        found = best if scores[best] >= SURE else None
    return found if found is not None and found in fields.FIELDS and _can_mean(title, found) else None


def year_of(title: str) -> int:
    """The year that a title names, or 0."""
    found = re.search(YEAR, title)
    return int(found[0]) if found else 0


def lacks_year(title: str) -> bool:
    """Whether a column says that a meeting was held, and neither it nor its cells can say of which year."""
    return _is(title, "rat_some")


def _can_mean(title: str, field: str) -> bool:
    if field in fields.YEARLY:
        return year_of(title) > 0
    return not (lacks_year(title) and field.startswith("rat_"))


def _of_a_year(said: str, year: int) -> str | None:
    """A book year that is named is the title's own, or the one before the year in which the meeting was held."""
    if BOOK.search(said):
        named = year_of(said) or year
        return {year: "rat_of_book_year", year - 1: "rat_in_year"}.get(named)
    return "rat_in_year" if HELD.search(said) and year_of(said) in (0, year) else None


def _meetings(title: str, samples: Sequence[str]) -> Sequence[str]:
    if year_of(title):
        answers = {re.sub(r"[\W_]+", "", each).casefold() for each in samples}
        return OF_A_YEAR if MEETING.search(_plain(title)) or (answers and answers <= YES | NO) else ()
    is_about_years = _are_years(samples) and MEETING.search(_plain(title))
    return ("rat_book_year", "rat_year") if is_about_years or _is(title, "rat_some_year") else ()


def _are_years(samples: Sequence[str]) -> bool:
    return bool(samples) and all(re.fullmatch(YEAR, each) for each in samples)


def _is(title: str, field: str) -> bool:
    return fields.known().get(fields.header_key(title)) == field


def _by_title(title: str) -> dict[str, float]:
    return {field: max(_likeness(_plain(title), each) for each in titles) for field, titles in _variants().items()}


def _likeness(one: str, other: str) -> float:
    """Words that many titles share count only between titles that have no others."""
    telling, theirs = _telling(one), _telling(other)
    if telling and theirs:
        return 0.9 * fuzz.token_set_ratio(telling, theirs) + 0.1 * fuzz.token_sort_ratio(one, other)
    return fuzz.ratio(one, other)


def _telling(words: str) -> str:
    return " ".join(each for each in words.split() if each not in COMMON)


def _by_cells(samples: Iterable[str]) -> list[str]:
    """Classes that every cell names."""
    read = {field: [_reads(field, each) for each in samples] for field in CHOICES}
    found = [field for field, answers in read.items() if answers and all(answers)]
    return ["group", *found] if "kind" in found and "kind_is_group" in read["kind"] else found


def _reads(field: str, sample: str) -> str:
    try:
        return CHOICES[field](sample)
    except cells.Doubt as doubt:
        return doubt.code if doubt.code == "kind_is_group" else ""


@cache
def _variants() -> Mapping[str, Sequence[str]]:
    """Titles by field, in plain words."""
    found: dict[str, list[str]] = {field: [_plain(title)] for field, title in fields.FIELDS.items()}
    for field, titles in fields.variants().items():
        found[field] += [_plain(title) for title in titles]
    return {field: titles for field, titles in found.items() if field not in (fields.IGNORED, *fields.YEARLY)}


def _plain(words: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", words.casefold()))
