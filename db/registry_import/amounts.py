"""One cell → a count or whole rupiah. Nihil is 0, a dash is unknown, and a loss is negative."""

import re
from decimal import Decimal
from typing import Final

from db.registry_import.cells import NOT_YET, NOTHING, Doubt
from db.registry_import.reading import Cell, words_of

NONE_AT_ALL = {"nihil", "nol", "0", "rp 0", "rp. 0", "rp0", "0,-", "rp 0,-", "rp. 0,-"}
SCALES: Final = {
    **dict.fromkeys(("ribu", "rb", "k"), 10**3),
    **dict.fromkeys(("juta", "jt", "jta"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "milyard", "miliyar", "m", "mlyr", "mlr"), 10**9),
    **dict.fromkeys(("triliun", "trilyun", "t"), 10**12),
}
MOST_MONEY: Final = 10**15
MOST_PEOPLE: Final = 10**7
MONEY = re.compile(
    r"(?:rp|idr)?\.?\s*(?P<open>\()?\s*(?P<minus>[-−–]|rugi|minus|defisit)?\s*(?:rp|idr)?\.?\s*(?P<inner>[-−–])?\s*"
    r"(?P<number>\d[\d.,\s']*?)\s*(?P<scale>[a-z]+)?\s*(?P<end>,?-{1,2}|\.-|,=|rupiah)?\s*(?P<close>\))?\s*(?:rupiah)?"
)
PEOPLE = re.compile(r"(\d{1,3}(?:[.,]\d{3})*|\d+)\s*(?:orang|org|or|jiwa|anggota|agt|org\.)?\.?")
GROUPED = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){2,}(?:\.\d{1,2})?|\d{1,3}(?: \d{3})+")
PLAIN = re.compile(r"\d+(?:,\d{1,2})?|\d+\.\d{1,2}")


def money(cell: Cell, unit: int = 1) -> int | None:
    """Whole rupiah; `unit` is what the header says that figures are in, such as 1 000 000."""
    if isinstance(cell, bool):
        raise Doubt("money_unreadable")
    if isinstance(cell, int | float):
        return _within(round(Decimal(repr(cell)) * unit))
    words = words_of(cell).casefold()
    if words in NONE_AT_ALL:
        return 0
    if words in NOTHING or words in NOT_YET or not words.strip("rp. -,"):
        return None
    found = MONEY.fullmatch(words)
    if found is None or bool(found["open"]) != bool(found["close"]):
        raise Doubt("money_unreadable")
    scale = SCALES.get(found["scale"] or "", 0 if found["scale"] else 1)
    amount = _number(found["number"].strip(" '"), is_scaled=scale > 1)
    if amount is None or not scale:
        raise Doubt("money_unreadable")
    value = amount * (scale if scale > 1 else unit)
    is_loss = found["open"] or found["minus"] or found["inner"]
    return _within(round(-value if is_loss else value))


def count(cell: Cell) -> int | None:
    """People; unknown for a dash."""
    if isinstance(cell, bool):
        raise Doubt("count_unreadable")
    if isinstance(cell, int | float):
        if cell < 0 or cell != int(cell) or cell > MOST_PEOPLE:
            raise Doubt("count_unreadable")
        return int(cell)
    words = words_of(cell).casefold()
    if words in NONE_AT_ALL:
        return 0
    if words in NOTHING or words in NOT_YET:
        return None
    found = PEOPLE.fullmatch(words)
    value = int(re.sub(r"[.,]", "", found[1])) if found else MOST_PEOPLE + 1
    if value > MOST_PEOPLE:
        raise Doubt("count_unreadable")
    return value


def unit_of(title: str) -> int:
    """What the amounts under a header are in: `(Rp juta)`, `(dalam ribuan)`, `(Rp 000)`."""
    words = title.casefold()
    if re.search(r"juta|\bjt\b|000\.000", words):
        return 10**6
    return 10**3 if re.search(r"ribu|\b000\b", words) else 1


def _number(written: str, *, is_scaled: bool) -> Decimal | None:
    """Dots part thousands and a comma the decimals; 1.25 before a scale has a decimal dot."""
    if is_scaled and re.fullmatch(r"\d{1,4}[.,]\d{1,3}", written):
        return Decimal(written.replace(",", "."))
    if GROUPED.fullmatch(written):
        if written.count(",") > 1 or ("," in written and written.rfind(".") > written.rfind(",")):
            return Decimal(written.replace(",", ""))
        return Decimal(re.sub(r"[. ]", "", written).replace(",", "."))
    return Decimal(written.replace(",", ".")) if PLAIN.fullmatch(written) else None


def _within(value: int) -> int:
    if abs(value) > MOST_MONEY:
        raise Doubt("money_unreadable")
    return value
