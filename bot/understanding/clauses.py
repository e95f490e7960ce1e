"""A message in its parts: lines, sentences, and what commas and "tapi" set apart."""

import re

from bot.understanding import numbers
from bot.understanding.words import normalise

_ENDS = re.compile(r"(?<=[?!;])|(?:,|\.)(?!\d) ?|\s-\s|\s*\|\s*|\b(?=(?:tapi|tetapi|namun)\b)")
_QUESTION = re.compile(
    r"\?|\b(?:(?:berapa|siapa|kapan(?! (?:(?:\w+ ){0,2}(?:sempat|luang) )?(?:saja|pun))|di mana|ke mana|bagaimana"
    r"|apakah|(?<!hari )apa saja|kenapa|mengapa|ngapain)\b"
    r"|(?:boleh|bisa|sudah|jadi) (?:tidak|belum)$|kah\b)"
)

_FORGETS = re.compile(
    r"\b(?:lupa|tidak (?:tahu|ingat)|kurang (?:tahu|ingat)) (?:\w+ )?"
    r"(?:jam|pukul|tanggal|hari) (?:ke )?(?:berapa|apa)\b(?! ?\?)"
)
""" "Lupa jam berapa" says what is not known, and asks nothing."""


def split(text: str) -> list[str]:
    """The normalised parts, numerals in digits; a question keeps its mark."""
    lines = [numbers.to_digits(normalise(line)) for line in text[:4096].splitlines()[:200]]
    parts = [part.strip(" .,!;") for line in lines for part in _ENDS.split(line)]
    return [part for part in parts if part.strip("?")]


def is_question(part: str) -> bool:
    """Whether a part asks for something."""
    return _QUESTION.search(_FORGETS.sub(" ", part)) is not None
