"""The cells of a list that staff take away, as words: exports hold codes, for machines."""

import re
from collections.abc import Callable, Sequence
from functools import partial

from bot import texts
from bot.channel import PLATFORMS
from db.exports.table import Cell
from handlers.words import in_words

FAMILIES = {
    "position": ("claim.position={}",),
    "held": ("rat.held={}",),
    "meeting": ("rat.meeting={}",),
    "result": ("visitlog.result={}",),
    "answer": ("event.answer={}",),
    "language": ("language.set={}",),
    "action": ("deed.{}",),
    "reason": ("rat.reason={}", "cast.why.{}"),
    "unreachable": ("cast.why.{}",),
}
"""Where the words of a column's codes stand; those of any other begin with `cell.` and its name."""
YES_NO = dict.fromkeys(("yes", "no"), ("cell.{}",))
MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d[+-]\d\d:\d\d")


def spoken(headers: Sequence[str], row: Sequence[Cell], language: str) -> tuple[Cell, ...]:
    """A row as words; what nobody has words for, such as a name or a number, stays as it is."""
    pairs = zip(headers, row, strict=True)
    return tuple(_cell(header, each, language) if isinstance(each, str) else each for header, each in pairs)


def _cell(header: str, value: str, language: str) -> str:
    if found := MOMENT.fullmatch(value):
        return f"{found[1]} {found[2]}"
    return SHAPES.get(header, _code)(header, value, language) if value else value


def _code(header: str, value: str, language: str) -> str:
    return _first((*FAMILIES.get(header, ()), f"cell.{header}_{{}}", *YES_NO.get(value, ())), value, language)


def _first(families: Sequence[str], code: str, language: str) -> str:
    """The words of the first family that has some for this code."""
    found = next((each for each in families if texts.has(each.format(code))), None)
    return in_words(found, code, language) if found else code


def _with_words(header: str, value: str, language: str) -> str:
    """A reason with somebody's own words behind it: `other: …`."""
    code, colon, words = value.partition(": ")
    return f"{_code(header, code, language)}{colon}{words}"


def _numbered(families: Sequence[str], _header: str, value: str, language: str) -> str:
    """`staff:3`, `announcement:7`, `rule:rat_h30:2027`: what it is, and which."""
    kind, _, which = value.removeprefix("rule:").partition(":")
    return f"{_first(families, kind, language)} {which}".strip()


def _apps(_header: str, value: str, _language: str) -> str:
    return ", ".join(PLATFORMS[each].name if each in PLATFORMS else each for each in value.split())


SHAPES: dict[str, Callable[[str, str, str], str]] = {
    "reason": _with_words,
    "purpose": partial(_numbered, ("cell.purpose_{}",)),
    "actor": partial(_numbered, ("cell.who_{}",)),
    "subject": partial(_numbered, ("cell.who_{}", "task.kind.{}")),
    "channel": _apps,
    "channels": _apps,
}
