"""The figures of the year: skipped one by one or as a whole, and asked back where their size is doubtful."""

import re

from bot.errors import Invalid
from bot.forms import Answers, Field, Value
from bot.turn import Turn
from bot.understanding import finance, money
from bot.understanding.values import Read
from bot.understanding.words import normalise

ORDER = ("assets", "own_capital", "outside_capital", "turnover", "income", "expenses", "surplus")
MAY_BE_NEGATIVE = ("own_capital", "surplus")
IN_MILLIONS = 1_000
"""A bare amount below this was most likely meant in millions of rupiah."""
SMALL = 100_000
"""Rupiah below which the figure of a whole year is asked back (`domain` 8.4)."""
LARGE = 100 * 10**9
"""Rupiah from which the figure of one cooperative is asked back: "850 milyar" was most likely meant in millions."""
MOST = 10**15
RESULT = re.compile(r"\b(?:rugi|untung|laba|shu)\b")
"""Words of the year's result, which has a question of its own."""


def field(name: str) -> Field[Turn]:
    """The question for one figure."""

    def parse(_turn: Turn, text: str) -> Value:
        return _parse(name, text)

    def is_asked(answers: Answers) -> bool:
        if "held" not in answers or answers["held"].value != "yes":
            return False
        known = name in answers and answers[name].value is not None
        return known or all(each in answers and answers[each].value == "yes" for each in ("details", "finance"))

    return Field(name, parse, when=is_asked, optional=True)


def sized(read: Read[int]) -> Value:
    """A figure that was read; one that is oddly small or large is asked back, a bare "250" as so many millions."""
    if 0 < abs(read.value) < IN_MILLIONS and read.precision != "exact":
        return Value(read.value * 1_000_000, "doubtful")
    is_odd = read.precision != "exact" or 0 < abs(read.value) < SMALL or abs(read.value) >= LARGE
    return Value(read.value, "doubtful" if is_odd else "exact")


def _parse(name: str, text: str) -> Value:
    """Rupiah; "belum dihitung" leaves the figure open. Raises Invalid."""
    words = normalise(text)
    if name != "surplus" and RESULT.search(words):
        raise Invalid("rat.result_is_asked")
    read = money.read_money(text)
    if read is None:
        if finance.is_unknown(words):
            return Value(None)
        raise Invalid("rat.amount_please")
    if money.is_of_a_period(text):
        raise Invalid("rat.whole_year_please", amount=read.value)
    if abs(read.value) > MOST:
        raise Invalid("rat.amount_please")
    if read.value < 0 and name not in MAY_BE_NEGATIVE:
        raise Invalid("rat.not_negative")
    return sized(read)
