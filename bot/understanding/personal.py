"""A citizen's own identity number (NIK) in a text: sixteen digits that name a region and a day of birth.

A cooperative's NIK is another number; the caller says which digits are known as one.
"""

import re
from collections.abc import Callable
from datetime import date

HIDDEN = "•" * 16
"""What stands where the number stood."""
LOWEST_PROVINCE, HIGHEST_PROVINCE = 11, 94
WOMEN = 40
"""Added to the day of birth of women."""
_WHOLE = re.compile(r"(?<![\d+])(?<!\d[.,/-])\d{16}(?![.,/-]?\d)")
_GROUPED = re.compile(
    r"(?<![\d+])(?<!\d[ .,/-])"
    r"(?:\d{4}(?P<a>[ .-])\d{4}(?P=a)\d{4}(?P=a)\d{4}|\d{6}(?P<b>[ .-])\d{6}(?P=b)\d{4}"
    r"|\d\d(?P<c>[ .-])\d\d(?P=c)\d\d(?P=c)\d{6}(?P=c)\d{4})"
    r"(?![ .,/-]?\d)"
)
"""As people write it: at one go, or in groups; a day with two clock times has sixteen digits as well."""
_NAMED = re.compile(r"(?:nik|ktp|kependudukan|identitas)[^\d]{0,30}$", re.IGNORECASE)
_MIXED = re.compile(r"(?<![\d+])\d{1,16}(?:[\s.,/-]{1,3}\d{1,16})+")
_SPACED = re.compile(r"(?<![\d+])(?<!\d[.,/-])\d{1,16}(?:\s{1,3}\d{1,16})+(?![.,/-]?\d)")
_DAY = re.compile(r"\d{1,2}\D+(?:0?[1-9]|1[0-2])\D+(?:19|20)\d\d(?!\d)")
_NEAR = 40
"""Characters before a number in which its name can stand."""


def looks_personal(digits: str) -> bool:
    """Whether sixteen digits can be a citizen's number: province, regency, district, DDMMYY, serial."""
    if len(digits) != 16 or not digits.isdecimal():
        return False
    province, regency, district = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    if not LOWEST_PROVINCE <= province <= HIGHEST_PROVINCE or not regency or not district:
        return False
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    return _is_day(day - WOMEN if day > WOMEN else day, month, year) and digits[12:] != "0000"


def _is_day(day: int, month: int, year: int) -> bool:
    """Whether there is such a day in either century."""
    try:
        return bool(date(2000 + year, month, day))
    except ValueError:
        return _is_day_of_1900s(day, month, year)


def _is_day_of_1900s(day: int, month: int, year: int) -> bool:
    try:
        return bool(date(1900 + year, month, day))
    except ValueError:
        return False


def numbers(text: str) -> list[str]:
    """Such numbers in a text, as digits alone."""
    found: list[str] = []
    hide(text, found.append)
    return found


def hide(text: str, is_known: Callable[[str], object] = lambda _: False) -> str:
    """The text with each such number hidden; `is_known` tells a cooperative's NIK from a citizen's."""

    def instead(found: re.Match[str]) -> str:
        digits = re.sub(r"\D", "", found.group())
        return HIDDEN if looks_personal(digits) and not is_known(digits) else found.group()

    text = _GROUPED.sub(instead, _WHOLE.sub(instead, text))
    if not any(map(str.isdigit, text)):
        return text
    return _uneven(_SPACED, _uneven(_MIXED, text, is_known, named=True), is_known, named=False)


def _uneven(pattern: re.Pattern[str], text: str, is_known: Callable[[str], object], *, named: bool) -> str:
    """Groups of any length: with its name before it however divided, else only as no amounts or days are written."""

    def instead(run: re.Match[str]) -> str:
        before = run.string[max(0, run.start() - _NEAR) : run.start()]
        if named and not (_NAMED.search(before) or HIDDEN in before):
            return run.group()
        return _without(run.group(), is_known, named=named)

    return pattern.sub(instead, text)


def _without(run: str, is_known: Callable[[str], object], *, named: bool) -> str:
    """A run of groups, each sixteen digits that fit hidden."""
    groups = list(re.finditer(r"\d+", run))
    said, shown, at = "", 0, 0
    while at < len(groups):
        end = _end(groups, at)
        digits = "".join(each.group() for each in groups[at:end])
        fits = named or _no_amounts(run[groups[at].start() :], groups[at:end])
        if fits and looks_personal(digits) and not is_known(digits):
            said += run[shown : groups[at].start()] + HIDDEN
            shown = groups[end - 1].end()
            at = end
        else:
            at += 1
    return said + run[shown:]


def _end(groups: list[re.Match[str]], at: int) -> int:
    """After which group sixteen digits are reached or passed."""
    count = 0
    for end in range(at, len(groups)):
        count += len(groups[end].group())
        if count >= 16:
            return end + 1
    return len(groups)


def _no_amounts(run: str, groups: list[re.Match[str]]) -> bool:
    """Groups with a zero in front, or very short ones, are neither sums nor counts; a day comes with its year."""
    texts = [each.group() for each in groups]
    zero = any(len(each) > 1 and each.startswith("0") for each in texts)
    return not _DAY.match(run) and (zero or all(len(each) == 1 for each in texts))


def has_words(text: str) -> bool:
    """Whether anything was said beside a hidden number."""
    return any(letter.isalpha() for letter in text)
