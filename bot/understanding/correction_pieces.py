"""A sentence that corrects, taken apart: lines of the summary, their names, values, and what tells their part."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bot.understanding import correction_lines, date_table, rat_words
from bot.understanding.spellings import ADDRESSES

MOST = 120
"""Pieces looked at; who corrects says less."""
FAINT = frozenset(("answer", "post", "weekday", "word"))
"""Kinds of values that are values only beside something that says so: "belum", "ketua", "senin", "langsung"."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch: `kind` is "line", "field", "value", "stop", "other", "month" or the name of a mark.

    `of` is the name of the field, or the type of the value: number, year, money, date, clock, form, held, a faint one.
    """

    kind: str
    words: str
    of: str = ""
    lines: tuple[int, ...] = ()


def read_pieces(words: str) -> list[Piece]:
    """The pieces of normalised words, numerals in digits; nothing of what only gives a reason."""
    pieces: list[Piece] = []
    for piece in _pieces(words):
        if piece.kind == "because" and any(each.kind in ("value", "field", "line") for each in pieces):
            break
        pieces.append(piece)
        if len(pieces) == MOST:
            break
    return pieces


def _pieces(words: str) -> Iterator[Piece]:
    at = 0
    while at < len(words):
        if words[at] == " ":
            at += 1
            continue
        piece, end = _piece(words, at)
        yield piece
        at = end


def _piece(words: str, at: int) -> tuple[Piece, int]:
    if found := correction_lines.lines_at(words, at):
        lines, end = found
        return Piece("line", words[at:end], lines=lines), end
    if match := _STOP.match(words, at):
        return Piece("stop", match[0]), match.end()
    longest = max(filter(None, (pattern.match(words, at) for pattern in _patterns())), key=_length, default=None)
    if longest is None:
        match = _ANY.match(words, at)
        return Piece("other", match[0] if match else words[at]), match.end() if match else at + 1
    name = str(longest.lastgroup)
    kind, _, of = name.partition("_")
    return Piece(kind, longest[name].strip(" .,"), of), longest.end()


def _length(match: re.Match[str]) -> int:
    return match.end() - match.start()


_STOP = re.compile(r"[.,;:!?()\"=/-]+(?!\d|>)|[.;:!?()\"=]")
_ANY = re.compile(r"[^\s.,;:!?()]+")
_END = r"(?!\w)"
_LEADS_ON = rf"(?!(?: (?:{'|'.join(sorted(ADDRESSES))}))?\W*$)"
""" "Kok 75", not "tatap muka kok pak"."""
_FORMS = "|".join(rat_words.MEETINGS.values())
_YEAR = r"(?: (?:tahun )?20\d\d(?!\d))?"
_BEHIND = "|".join(("bukan", "tapi", "iya", "kami", "tadi", "ini", *sorted(ADDRESSES)))
_VALUES = {
    "date": rf"(?:hari )?(?:(?:{date_table.WEEKDAY})(?: tanggal|,| )+)?(?:tanggal )?\d{{1,2}} (?:bulan )?"
    rf"(?:{date_table.MONTH}){_YEAR}"
    r"|(?:tanggal )?\d{1,2}[/.-]\d{1,2}[/.-](?:20)?\d\d|\d{4}-\d\d?-\d\d?|\d{1,2}/\d{1,2}"
    r"|tanggal \d{1,2}(?:[/.-]\d{1,2}(?:[/.-](?:20)?\d\d)?)?",
    "money": r"(?:rp\.? ?)\d+(?:[.,]\d+)*(?: (?:setengah )?(?:juta|ribu|miliar|triliun))?(?: \d+ (?:juta|ribu))?"
    r"|\d+(?:[.,]\d+)* (?:setengah )?(?:juta|ribu|miliar|triliun)(?: \d[\d.]*(?: (?:juta|ribu))?)?(?: rupiah)?",
    "clock": r"(?:jam|pukul) \d{1,2}(?:[.:]\d\d)?(?: (?:pagi|siang|sore|malam))?(?: wib)?",
    "year": r"20\d\d",
    "number": r"\d+(?:[.,:]\d+)*(?: (?:orang|jiwa|peserta|orang anggota))?",
    "form": rf"(?!tertulis(?:nya)?(?::? \d| (?:sudah|belum|tidak|di)\b))(?:{_FORMS})",
    "held": r"(?:sudah|belum|tidak)(?: (?:pernah|jadi|ada|kami|lagi|lai|sempat))*"
    r"(?: (?:rat|rapat|di?(?:laksanakan|adakan|gelar)|terlaksana))",
    "answer": rf"(?:sudah|belum)(?= ?(?:$|[,.!;]|(?:{_BEHIND})\b))",
    "post": r"ketua|sekretaris|bendahara|pengawas|manajer|wakil ketua",
    "weekday": rf"(?:hari )?(?:{date_table.WEEKDAY})(?: kemarin| lalu| depan)?|besok|kemarin|lusa",
    "word": r"langsung|kelompok",
}


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    """One pattern for each way to be a piece, the more telling first: of equally long ones the first counts."""
    table = _table()
    values = [rf"(?P<value_{name}>{pattern}){_END}" for name, pattern in _VALUES.items()]
    counted = r"(?:(?:jumlah|total|angka)(?:nya)? )?(?:(?:anggota|peserta|orang|pengurus) )?(?:yang )?"
    fields = [
        rf"(?P<field_{name}>{counted if name == 'attended' else ''}{_any_of(called)}(?:ny[ao]|e)?){_END}"
        for name, called in table["fields"].items()
    ]
    marks = [
        rf"(?P<{name}>{_any_of(said)}){_END}{_LEADS_ON if name == 'how' else ''}"
        for name, said in table["marks"].items()
    ]
    slips = table["slips"]
    wrongly = _any_of(slips["blames"])
    rest = [
        rf"(?P<pressed>{wrongly} {_any_of(slips['pressed'])}){_END}",
        rf"(?P<wrong>{wrongly} {_any_of(slips['done'])}){_END}",
        rf"(?P<other>\d+ {_any_of(slips['other_things'])}){_END}",
        rf"(?P<month>{date_table.FULL_MONTH}|bulan \d{{1,2}}){_END}",
        rf"(?P<fill>{_any_of([*table['fill']['words'], *ADDRESSES])}){_END}",
    ]
    return tuple(map(re.compile, (*values, *fields, *marks, *rest)))


def _any_of(phrases: list[str]) -> str:
    return "(?:" + "|".join(re.escape(each) for each in sorted(phrases, key=len, reverse=True)) + ")"


@cache
def _table() -> dict[str, dict[str, Any]]:
    with Path(__file__).with_name("corrections.toml").open("rb") as file:
        return tomllib.load(file)
