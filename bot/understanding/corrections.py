"""That something was wrong, and what: "salah pak, bukan 75 tapi 57", "yg no 3", "ulang dr awal"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.understanding import blame, correction_lines, numbers, second_thoughts, ways
from bot.understanding import said as guesses
from bot.understanding.correction_pieces import Piece, read_pieces
from bot.understanding.correction_values import Told, read_values, read_words, without_faint
from bot.understanding.spellings import ADDRESSES
from bot.understanding.words import Typed, normalise, strip_politeness

Kind = Literal["replace", "value", "line", "field", "wrong", "edit", "cancel", "later", "restart", "back"]
LONGEST, LONGEST_BLAME = 500, 80
"""Characters beyond which a message tells something else, and beyond which "salah" alone is a part of a story."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be changed. One that is not `is_sure` is to be asked back.

    `old` and `new` are the normalised words of the two values, `lines` the numbers of lines of the summary (-1 is the
    last), `field` the name of what is named (see `corrections.toml`); each is empty where it wasn't said. Kinds:
    "replace" knows the new value; "value" is a line said anew without a word of change ("hadir 57"; several of them are
    in `values` by field); "line" and "field" what to ask anew, "edit" and "wrong" only that something is to be changed;
    "restart", "back", "cancel" and "later" (go on another time) speak for themselves. `fields` are the names where more
    than one line is named, or may be meant.
    """

    kind: Kind
    old: str = ""
    new: str = ""
    lines: tuple[int, ...] = ()
    field: str = ""
    is_sure: bool = True
    values: tuple[tuple[str, str], ...] = ()
    fields: tuple[str, ...] = ()


def read_correction(text: str) -> Correction | None:
    """The correction that a text asks for; None for anything else, questions and "tidak ada yang salah" among it."""
    text = second_thoughts.settled(text)
    words = _AGT.sub("anggota", numbers.to_digits(normalise(text)))
    if way := ways.read_way(words, strip_politeness(text)) or ways.read_way_beside(text):
        return Correction(way.way, is_sure=way.is_sure)
    if len(words) > LONGEST:
        return None
    if (match := _NUMBERED.fullmatch(words)) and int(match["line"]) <= correction_lines.MOST:
        return Correction("line", "", match["new"].strip(), (int(match["line"]),))
    told = blame.read_blame(words)
    return None if told is None else _change(told, text)


def without_blame(text: str) -> str | None:
    """The rest of a text that calls something wrong: what is right instead, if it is said. None where it doesn't."""
    words = numbers.to_digits(normalise(text))
    return blame.WRONG.sub(" ", words) if blame.WRONG.search(words) else None


_AGT = re.compile(r"\bagt(?:\b(?! ?20\d\d\b)|(?=nya\b))")
_NUMBERED = re.compile(r"(?P<line>\d{1,2}) ?(?:[.):=]|->) (?P<new>[^.:]{1,80})")
"""A line of the summary written anew: "6. 57"."""


def _change(words: str, text: str) -> Correction | None:
    """What is named: lines, a value and the one in its place, what people call the line."""
    pieces = list(without_faint(read_pieces(words)))
    told = read_values(pieces)
    said = _Said(pieces, told)
    free, words_there = read_words(pieces) if not told.new else ("", "")
    if len(said.lines) == 1 and words_there:
        return Correction("line", "", Typed(text).part(words_there), said.lines)
    if said.lines and (found := _of_lines(said)):
        return found
    is_report = not (said.is_clean and WHOLE.isdisjoint(name for name, _ in told.several))
    if told.several and not said.mends and is_report and not all(words.isdecimal() for _, words in said.counts):
        return None  # a report, which the form reads better
    if told.several and said.is_plain:
        return Correction("wrong" if "of" in said.kinds and said.blames else "value", values=told.several)
    if told.new and (found := _of_value(said)):
        return found
    if free and words_there:
        return Correction("replace", "", Typed(text).part(words_there), (), free)
    return _of_names(said, words)


WHOLE = frozenset(("held", "book_year"))
"""Lines that nobody says anew together with others: who tells of them reports."""


class _Said:
    """What kinds of pieces a sentence has."""

    def __init__(self, pieces: Sequence[Piece], told: Told) -> None:
        self.told = told
        self.counts = [(name, words.removesuffix(" orang")) for name, words in told.several]
        self.has_loss = any(piece.words in ("rugi", "ruginya", "minus") for piece in pieces)
        self.kinds = {piece.kind for piece in pieces}
        self.others = [piece.words for piece in pieces if piece.kind == "other"]
        self.is_either = any(piece.kind == "line" and _OR.search(piece.words) for piece in pieces)
        self.fields = _several_fields(pieces)
        self.lines = tuple(dict.fromkeys(line for piece in pieces for line in piece.lines))
        self.blames = bool(self.kinds & {"wrong", "swapped", "pressed"}) or told.is_opposed
        self.blames |= "less" in self.kinds and bool(self.kinds & {"field", "value", "line"})
        self.mends = self.blames or bool(self.kinds & {"change", "instead"})
        self.mends |= any(piece.kind in ("not", "become") and _TURNS.match(piece.words) for piece in pieces)
        self.is_asking = bool(_ASKS.search(" ".join(self.others)))
        self.supposes = bool(_SUPPOSES.search(" ".join(piece.words for piece in pieces)))
        self.is_clean = not self.others and not self.kinds & {"how"}
        self.is_clean_first = self._begins_clean(pieces)
        self.is_plain = self.mends or self.is_clean
        self.size = sum(piece.kind != "stop" for piece in pieces)

    def _begins_clean(self, pieces: Sequence[Piece]) -> bool:
        """Whether a line and its value are said before anything else is: "anggota 118 pak, 2 sudah meninggal"."""
        kinds = [piece.kind for piece in pieces]
        if not {"other", "how"} & set(kinds):
            return True
        first = next(at for at, kind in enumerate(kinds) if kind in ("other", "how"))
        ends = (at for at in range(first - 1, 0, -1) if kinds[at] == "stop" or pieces[at].words in ADDRESSES)
        stop = next(ends, 0)
        return {"field", "value"} <= set(kinds[:stop]) and not self.is_asking


def _several_fields(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """The lines named one beside the other: "tanggal dan jumlah hadirnya"; none where it is one at most."""
    if not any(piece.kind in ("and", "or") for piece in pieces) or any(piece.kind == "value" for piece in pieces):
        return ()
    named = dict.fromkeys(
        piece.of for piece in pieces if piece.kind == "field" and piece.of not in ("cooperative", "name")
    )
    return tuple(named) if len(named) > 1 else ()


_OR = re.compile(r"\batau\b|/")
_TURNS = re.compile(r"bukan|(?:di)?(?:ganti|ubah|rubah|koreksi|perbaiki)")
_ASKS = re.compile(r"\b(?:berapa|apa|apakah|kapan|siapa|mana|bagaimana|kenapa|mengapa)\b")


_SUPPOSES = re.compile(r"\bkalau (?!mau\b|ingin\b|yang\b|saya\b|kami\b)\w.*(?:\btidak|\?)$")
"""What would be so if, which is asked and not wanted."""


def _of_lines(said: _Said) -> Correction | None:
    told, is_one = said.told, len(said.lines) == 1
    if is_one and told.new and (said.mends or len(said.others) <= FEW):
        return Correction("line", told.old, told.new, said.lines, told.named, told.is_sure)
    if said.is_asking and not said.blames:
        return None
    is_only_that = not said.others and not said.kinds & {"value"}
    if said.mends or is_only_that or (not is_one and not said.others) or (said.size <= SHORT and len(said.others) <= 1):
        old, field = (told.old, told.named) if is_one else ("", "")
        return Correction("line", old, "", said.lines, field, is_sure=not said.is_either)
    return None


FEW, SHORT = 3, 4
"""Words of no known sense beside a line and its new value; pieces of a message that is hardly more than a line."""


def _of_value(said: _Said) -> Correction | None:
    told = said.told
    if said.mends:
        if told.old or told.field or len(said.others) <= MOST_OTHERS:
            return Correction("replace", told.old, told.new, (), told.field, told.is_sure)
        return None
    is_day = told.field in ("day", "planned_on", "time")  # "undur jadi 28 feb" postpones
    if told.field and not is_day and "become" in said.kinds and len(said.others) <= 2 and not said.is_asking:
        return Correction("value", "", told.new, (), told.field, told.is_sure)
    if "or" in said.kinds and guesses.is_guess(" ".join(said.others)):
        return Correction("replace", "", told.new, (), told.field, is_sure=False)
    is_bare = told.field == "day" and not said.kinds & {"field", "sorry"} and "tanggal" not in told.new
    if is_bare or said.has_loss:
        return None
    if told.field == "held" or not said.is_clean_first or not ("sorry" in said.kinds or told.field):
        return None
    return Correction("replace" if "sorry" in said.kinds else "value", "", told.new, (), told.field, told.is_sure)


_EXISTS = re.compile(
    r"\b(?:ada|terdapat|ditemukan) (?:\w+ )?(?:yang |sedikit |beberapa )*(?:\w+ )?(?:salah|keliru|kekeliruan|kesalahan"
    r"|kurang|tidak|belum|mau|perlu|harus|ingin)\b"
    r"|\bbisa(?: \w+)? (?:di)?(?:ganti|ubah|perbaiki|betulkan|koreksi|edit|ralat|rubah)(?: \w+)?(?: tidak)?$"
    r"|\b(?:mohon|tolong|mau|ingin|minta|perlu|harus)(?: \w+){0,2} (?:di\w*|me\w*|ng\w*)?(?:ubah|perbaik\w*|koreksi"
    r"|betul\w*|ralat|revisi|edit|ganti|benah\w*|benar(?:kan|in)|rubah)"
)
MOST_OTHERS = 8
"""Words of no known sense beside a value of which not even the line is told."""


def _of_names(said: _Said, words: str) -> Correction | None:
    """A line by its name, the old value alone, or only that something is wrong."""
    told = said.told
    if told.old and (said.blames or "not" in said.kinds):
        return Correction("field", told.old, "", (), told.field)
    if "how" in said.kinds and told.shown and not said.others:
        return Correction("line", told.shown, "", (), told.field)
    is_alone = said.is_clean and said.size <= SHORT and not said.kinds & {"value", "not"}
    wonders = "how" in said.kinds and not told.new and len(said.others) <= FEW
    if said.fields and said.blames and not said.is_asking:
        return Correction("field", field=told.named, fields=said.fields)
    if said.supposes and not said.blames:
        return None
    if told.named and (said.mends or is_alone or wonders or ("again" in said.kinds and said.is_clean)):
        return Correction("field", field=told.named)
    if said.mends and not told.new and _EXISTS.search(words) and not guesses.is_guess(words) and not said.is_asking:
        return Correction("edit")
    if not said.blames or said.is_asking or len(words) > LONGEST_BLAME:
        return None
    is_count = _COUNT.search(words) and "swapped" not in said.kinds and not told.named
    return Correction("field", fields=_COUNTED, is_sure=False) if is_count else Correction("wrong")


_COUNT = re.compile(r"\b(?:jumlah|angka)nya\b|\b(?:jumlah|angka) orang(?:nya)?\b")
_COUNTED = ("members", "attended")
"""The lines that hold a number of people."""
