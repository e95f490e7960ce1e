"""One cell → a day, a year or a visit. Order is day, month, year; 00/00/0000 is nothing."""

import re
from datetime import date, datetime, timedelta

from bot.understanding.calendar_words import MONTHS
from db.registry_import.cells import NOT_YET, Doubt, text
from db.registry_import.reading import Cell

EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 60_000)
"""Days as a spreadsheet counts them: 1927 to 2064."""
YEARS = range(1900, 2100)
EARLIEST = date(1920, 1, 1)
NEVER = "never"
NEVER_WORDS = re.compile(r"\b(?:belum (?:pernah|ada|dikunjungi|dibina)|blm pernah|tidak pernah|never)\b")
DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})\s*([/.\-\s])\s*(\d{1,2})\s*\2\s*(\d{4}|'?\d{2})(?!\d)")
YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
SPELLED = re.compile(r"(?<!\d)(\d{1,2})[\s./-]*([a-z]{3,10})[\s./,'-]*(\d{4}|\d{2})(?!\d)")
EIGHT = re.compile(r"\d{8}")
MONTH_ONLY = re.compile(r"([a-z]{3,10})[\s./,'-]*(\d{4})|(\d{1,2})[/.-](\d{4})")


def day(cell: Cell, today: date, *, may_come: bool = False) -> date | None:
    """The day of a cell, None for an empty one. `may_come`: it may lie in the future."""
    found = _day(cell, today)
    if found is None:
        return None
    if found < EARLIEST:
        raise Doubt("day_unreadable")
    if found > today and not may_come:
        raise Doubt("day_in_future")
    return found


def year(cell: Cell, today: date) -> int | None:
    """The year of a cell that says a year, a month of it or a day of it."""
    if (bare := bare_year(cell)) is not None:
        if bare > today.year:
            raise Doubt("day_in_future")
        return bare
    if isinstance(cell, str) and (found := MONTH_ONLY.fullmatch(text(cell).casefold())):
        is_month = found[1] in MONTHS if found[1] else 1 <= int(found[3]) <= 12
        if is_month and int(found[2] or found[4]) in YEARS:
            return int(found[2] or found[4])
    known = day(cell, today)
    return None if known is None else known.year


def bare_year(cell: Cell) -> int | None:
    """The year of a cell that says nothing else."""
    words = text(cell)
    found = re.fullmatch(r"(?:tahun|thn|th)?\.?\s*(\d{4})", words.casefold())
    return int(found[1]) if found and int(found[1]) in YEARS else None


def visited(cell: Cell, today: date) -> date | str | None:
    """The day of the last visit, NEVER, or None for an empty cell."""
    if isinstance(cell, str) and NEVER_WORDS.search(" ".join(cell.casefold().split())):
        return NEVER
    return day(cell, today)


def _day(cell: Cell, today: date) -> date | None:
    if isinstance(cell, datetime):
        return cell.date() if cell.date() > EPOCH + timedelta(days=1) else None
    if isinstance(cell, date):
        return cell
    if isinstance(cell, bool):
        raise Doubt("day_unreadable")
    if isinstance(cell, int | float):
        return _serial(float(cell))
    words = text(cell).casefold()
    if not re.sub(r"[0/.\s:-]", "", words) or words in NOT_YET:
        return None
    if re.fullmatch(r"\d{5}(?:[.,]\d+)?", words):
        return _serial(float(words.replace(",", ".")))
    return _written(words, today)


def _serial(number: float) -> date | None:
    if number == 0:
        return None
    if SERIALS.start <= number < SERIALS.stop:
        return EPOCH + timedelta(days=int(number))
    if number in YEARS:
        raise Doubt("day_incomplete")
    if number.is_integer() and (found := EIGHT.fullmatch(f"{int(number):08d}")):
        return _eight(found[0])
    raise Doubt("day_unreadable")


def _written(words: str, today: date) -> date:
    if found := YEAR_FIRST.search(words):
        return _real(int(found[1]), int(found[2]), int(found[3]))
    if found := DAY_FIRST.search(words):
        return _real(_full_year(found[4], today), int(found[3]), int(found[1]))
    if (found := SPELLED.search(words)) and found[2] in MONTHS:
        return _real(_full_year(found[3], today), MONTHS[found[2]], int(found[1]))
    if EIGHT.fullmatch(words):
        return _eight(words)
    if bare_year(words) is not None or MONTH_ONLY.search(words) or re.search(r"\d{1,2}\s+[a-z]{3,}$", words):
        raise Doubt("day_incomplete")
    raise Doubt("day_unreadable")


def _eight(digits: str) -> date:
    try:
        return _real(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    except Doubt:
        return _real(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _full_year(written: str, today: date) -> int:
    """A two-digit year that would lie in the future is one of the last century."""
    number = int(written.strip("'"))
    if len(written.strip("'")) == 4:
        return number
    return 2000 + number if 2000 + number <= today.year + 10 else 1900 + number


def _real(year: int, month: int, day_of_month: int) -> date:
    try:
        found = date(year, month, day_of_month)
    except ValueError:
        raise Doubt("day_impossible") from None
    if found.year not in YEARS:
        raise Doubt("day_unreadable")
    return found
