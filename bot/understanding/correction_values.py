"""Which of the values in a sentence that corrects is the old one, which the new, and whose they are."""

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.understanding.correction_pieces import FAINT, Piece
from bot.understanding.introductions import listed

TYPES = {
    **dict.fromkeys(("attended", "members", "women", "men", "ordinal"), ("number",)),
    **dict.fromkeys(
        ("own_capital", "outside_capital", "assets", "turnover", "income", "expenses", "surplus"), ("money", "number")
    ),
    **dict.fromkeys(("day", "planned_on"), ("date", "number", "weekday")),
    "book_year": ("year",),
    "time": ("clock", "number"),
    "meeting": ("form", "word"),
    "held": ("held", "answer"),
    "position": ("post",),
    "phone": ("number",),
}
"""What may stand in a line that people call so."""
FIELDS = {"date": "day", "form": "meeting", "held": "held", "clock": "time"}
"""The line that a value tells by itself."""


@dataclass(slots=True)
class _Value:
    """A value with what its surroundings say about it."""

    piece: Piece
    part: int
    role: str = ""
    field: str = ""
    before: list[str] = dataclasses.field(default_factory=list)
    after: list[str] = dataclasses.field(default_factory=list)
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """The words of the values by their part; `field` is whose they are, `named` the line named first.

    `shown` is a value that is wondered at ("kok 75"), `several` new values of more than one line.
    """

    old: str = ""
    new: str = ""
    field: str = ""
    named: str = ""
    shown: str = ""
    several: tuple[tuple[str, str], ...] = ()
    is_sure: bool = True
    is_opposed: bool = False


def read_values(pieces: Sequence[Piece]) -> Told:
    """The values among the pieces, old and new."""
    values = _Reader().read(pieces)
    _give_fields(values)
    named = [piece.of for piece in pieces if piece.kind == "field"]
    named = [name for name in named if name != "cooperative"] or named
    named = ["cooperative"] if named == ["name"] and any(piece.of == "cooperative" for piece in pieces) else named
    if any(piece.kind == "month" for piece in pieces) and not named:
        named = ["day"]
    return _told(values, named)


def without_faint(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """ "Belum", "ketua", "senin" and "langsung" are values where a word of change or their own line leads to them."""
    lead = ""
    fitting = {kind for piece in pieces if piece.kind == "field" for kind in TYPES.get(piece.of, ())}
    is_pressed = any(piece.kind == "pressed" for piece in pieces)
    for piece in pieces:
        is_faint = piece.kind == "value" and piece.of in FAINT
        if is_faint and not (
            lead in _LEADING or piece.of in fitting - {"answer"} or (is_pressed and piece.of == "answer")
        ):
            yield Piece("fill" if piece.of == "answer" else "other", piece.words)
        else:
            yield piece
        lead = lead if piece.kind == "fill" else piece.kind


_LEADING = {"not", "instead", "become", "was", "line"}


class _Reader:
    """Goes through the pieces with what the last word of change says of the next value."""

    def __init__(self) -> None:
        self._values: list[_Value] = []
        self._mark, self._part = "", 0
        self._fields: list[str] = []
        self._last = Piece("stop", "")
        self._is_opening, self._is_pointed, self._is_guess = True, False, False

    def read(self, pieces: Sequence[Piece]) -> list[_Value]:
        for piece in pieces:
            self._is_pointed = (piece.words == "itu" and self._last.kind == "value") or (
                self._is_pointed and piece.kind != "value"
            )
            self._take(piece)
            self._last = piece if piece.kind != "fill" or self._last.kind == "stop" else self._last
            self._is_opening = piece.kind == "stop" or (
                self._is_opening and piece.kind in ("fill", "field", "sorry", "how", "other")
            )
        return self._values

    def _take(self, piece: Piece) -> None:
        match piece.kind:
            case "value":
                self._value(piece)
            case "field":
                self._fields.append(piece.of)
                self._mark = "" if self._last.words.startswith("tidak") else self._mark
                if self._values and self._values[-1].part == self._part:
                    self._values[-1].after.append(piece.of)
            case "stop":
                self._part += 1
                self._is_guess = False
                self._mark = self._mark if self._mark == "instead" else ""
            case "wrong" | "swapped" | "less":
                self._wrong(piece)
                self._mark = "by" if piece.kind == "less" else ""
            case "of":
                before = self._values[-1] if self._values else None
                self._mark = "of" if before and before.part == self._part and before.piece.of == "number" else "was"
            case "how":
                self._mark = "how" if self._is_opening else self._mark
            case "guess":
                self._is_guess = True
            case "not" | "was" | "instead" | "become" | "or" | "by":
                self._mark = piece.kind
            case "other":
                self._explained()
                self._mark = "" if self._mark in ("not", "was") else self._mark

    def _value(self, piece: Piece) -> None:
        before = self._values[-1] if self._values else None
        if self._mark == "or" and before and before.piece.of == piece.of:
            before.piece = dataclasses.replace(before.piece, words=f"{before.piece.words} atau {piece.words}")
            before.is_sure, self._mark = False, ""
            return
        if self._mark == "by":  # by how many, not how many
            self._mark = ""
            return
        value = _Value(piece, self._part, _ROLES.get(self._mark, ""), before=self._fields)
        if before and self._mark == "of":  # "30 dari 45"
            value.field, before.field = "members", before.field or "attended"
        value.is_sure = not self._is_guess
        may_give_way = before is not None and (
            not before.role or (before.role == "new" and self._mark == "become" and before.part == self._part)
        )
        if before and may_give_way and self._mark in ("instead", "become") and not self._fields:
            before.role = "old" if before.piece.of == piece.of or "number" in (before.piece.of, piece.of) else ""
        self._values.append(value)
        self._fields, self._mark = [], ""

    def _explained(self) -> None:
        """ "Tanggal 12 itu undangannya": what a value was, not what it is to be."""
        before = self._values[-1] if self._values else None
        if before and before.part == self._part and not before.role and self._is_pointed:
            before.role = "shown"

    def _wrong(self, piece: Piece) -> None:
        """ "75 salah": what stands before is wrong; "75, salah ketik" says how it came."""
        before = self._values[-1] if self._values else None
        is_next = before is not None and before.part == self._part and self._last.kind == "value"
        if before and is_next and not before.role and piece.kind != "swapped" and not _SLIP_OF.match(piece.words):
            before.role = "old"
        self._mark = ""


_LETTERS = re.compile(r"[^\W\d_]")
_SLIP_OF = re.compile(r"salah \w+")
_ROLES = {"not": "old", "was": "old", "how": "shown", "instead": "new", "become": "new"}


def _give_fields(values: Sequence[_Value]) -> None:
    """Whose each value is: of the line named before it; after it where all are said so ("57 hadir, 102 anggota")."""
    follow = len(values) > 1 and not values[0].before and all(value.after for value in values)
    for value in values:
        fits = [
            _fitting(value, names) for names in ((value.after, value.before) if follow else (value.before, value.after))
        ]
        own = FIELDS.get(value.piece.of, "") if _LETTERS.search(value.piece.words) else ""
        value.field = value.field or next((name for name in fits if name), "") or own


def _fitting(value: _Value, names: Sequence[str]) -> str:
    fit = [name for name in names if value.piece.of in TYPES.get(name, (value.piece.of,)) and name != "cooperative"]
    return fit[-1] if fit else ""


def read_words(pieces: Sequence[Piece]) -> tuple[str, str]:
    """A line of free words and what is to stand there: "tempatnya bukan di kantor lurah tapi di aula camat"."""
    place = next((at for at, piece in enumerate(pieces) if piece.of in FREE or piece.kind == "line"), None)
    if place is None:
        return "", ""
    rest = list(pieces[place + 1 :])
    turns = [at for at, piece in enumerate(rest) if piece.kind in ("instead", "become")]
    if not turns and not _is_named(pieces[place], rest):
        return "", ""
    rest = rest[turns[-1] + 1 :] if turns else rest
    end = next((at for at, piece in enumerate(rest) if piece.kind in ("stop", "not")), len(rest))
    said_so = [piece for piece in rest[:end] if piece.kind != "fill"]
    if not any(piece.kind == "other" for piece in said_so) or any(
        piece.kind in ("wrong", "change") for piece in said_so
    ):
        return "", ""
    first, last = rest.index(said_so[0]), max(at for at in range(end) if rest[at].kind != "fill")
    return pieces[place].of, " ".join(piece.words for piece in rest[first : last + 1])


def _is_named(line: Piece, rest: Sequence[Piece]) -> bool:
    """Whether what stands in a line follows at once: "tempatnya di aula camat", "koperasinya Kopwan Melati"."""
    words = [piece for piece in rest if piece.words not in _ITS]
    if line.of == "place":
        return bool(words) and words[0].words == "di"
    is_line = line.of == "cooperative" and _THE_LINE.match(f"{line.words} {rest[0].words if rest else ''}")
    is_name = len(words) > 1 and words[0].words in listed("forms")
    return bool(is_line) and is_name and all(piece.kind in ("other", "fill") for piece in words)


FREE = ("place", "cooperative")
_THE_LINE = re.compile(r"\w+ny[ao]\b|\w+ nya\b|nama\b")
_ITS = ("nya", "itu", "ini", "rapat", "rapatnya", "rat", "kami", "adalah", "yaitu")


def _told(values: Sequence[_Value], named: Sequence[str]) -> Told:
    shown = next((value for value in values if value.role == "shown"), None)
    new = [value for value in values if value.role in ("", "new")]
    if shown and new:
        shown.role = "old"
    old = next((value for value in values if value.role == "old"), None)
    by_field = {value.field: value for value in new if value.field}
    several = tuple((name, value.piece.words) for name, value in by_field.items())
    is_several = len(several) > 1 and len(several) == len(new)
    chosen, is_one = _chosen(new)
    whose = (chosen.field if chosen else "") or (old.field if old else "")
    if not whose and (value := chosen or old or shown):
        whose = _fitting(value, named)
    return Told(
        old.piece.words if old else "",
        chosen.piece.words if chosen else "",
        whose,
        whose or (named[0] if named else ""),
        shown.piece.words if shown else "",
        several if is_several else (),
        is_one and (chosen is None or chosen.is_sure),
        bool(old and chosen),
    )


def _chosen(new: Sequence[_Value]) -> tuple[_Value | None, bool]:
    """The new value that counts, and whether it is the only one that may."""
    told = [value for value in new if value.role == "new"] or [value for value in new if value.field] or list(new)
    different = {value.piece.words for value in told}
    return (told[-1] if told else None), len(different) < 2
