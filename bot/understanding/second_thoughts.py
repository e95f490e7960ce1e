"""What somebody takes back in the same breath: "17 jan eh bkn 24 jan", "hadir 60, ralat 62", "75 eh salah 57 orang"."""

import re
from functools import lru_cache
from itertools import islice

from bot.understanding.date_table import MONTH

_WEEKDAY = (
    r"(?:senin|snin|selasa|slasa|rabu|kamis|kms|jum'?at|jmt|sabtu|sbtu|minggu|mggu|ahad|besok|bsk|lusa)\b"
    r"(?: (?:depan|dpn|ini)\b)?"
)
_LEAD = r"(?:(?:tanggal|tgl|tggl|jam|jm|pukul|pkl)\b\.? ?)"
_UNIT = rf"(?: ?(?:(?:{MONTH})(?: 20\d\d)?|orang|org|anggota|peserta|juta|jt|ribu|rb|wib)\b)"
_NUMBER = r"(?<![\w.,:/])(?:\d[\d.,:/]*\d|\d)"
_VALUE = re.compile(
    rf"(?P<word>\b{_WEEKDAY}(?:[ ,]+(?:(?:tanggal|tgl) ?\d{{1,2}}|\d{{1,2}}(?= ?(?:{MONTH})))(?: ?(?:{MONTH})\b)?)?)"
    rf"|(?P<lead>{_LEAD})?(?P<number>{_NUMBER})(?P<unit>{_UNIT})?(?!\w)",
    re.I,
)
_PAIR = re.compile(
    rf"(?P<word>)(?P<lead>)(?P<number>{_NUMBER}(?: ?(?:orang|org))? (?:dari|dr) \d+)(?P<unit>)(?!\w)", re.I
)
_MEANT = r"(?:ralat|koreksi|maksud(?:nya|ku| (?:saya|sy|kami|aku))?|mksd(?:nya| (?:saya|sy))?)\b"
_WRONG = rf"(?:(?:bukan(?:nya)?|bkn|salah|slh|keliru)\b|{_MEANT})"
_OTHERS = r"(?:aduh|waduh|oh|maaf|maap|sorry|sori)\b"
_MARK = re.compile(
    rf"[ ,.;]{{0,6}}\b(?:(?:e+h+\b[ ,.]*(?:{_OTHERS}[ ,.]*)*(?:{_WRONG}[ ,:]*)*|{_OTHERS}[ ,]*(?:{_WRONG}[ ,:]*)+"
    rf"|{_MEANT}[ ,:]*)(?:(?:maaf|pak|bu)\b[ ,]*)*)(?P<not>(?:jangan|jgn)\b)?",
    re.I,
)
""" "Eh" alone is enough; "maaf" is one beside a word of error only: "75 orang, maaf 2 orang izin"."""
_BEGINS = re.compile(rf"\b(?:e+h+\b|{_OTHERS}[ ,]*{_WRONG}|{_MEANT})")
"""What every mark has, found sooner."""
_LEADS_ON = re.compile(
    r"[ ,]*(?:(?:tapi|tp|yang benar|yg (?:benar|bnr|bener)|harusnya|seharusnya|jadi|hari)\b[ ,]*)*", re.I
)
_OF_OTHERS = re.compile(
    r" ?(?:orang |org )?(?:yang |yg )?(?:izin|ijin|sakit|absen|berhalangan|tidak|tdk|ga|gak)\b", re.I
)
"""What follows a number of those who did not come."""
MOST, MARKS, LONGEST = 3, 6, 2000
"""Second thoughts in a message, words that may begin one, and characters of a message that is looked at."""
_DAYS, _HOURS = 31, 24


@lru_cache(maxsize=64)
def settled(text: str) -> str:
    """The text with what it says at last: each value that is taken back gives its place to the one said instead."""
    if len(text) > LONGEST or not _BEGINS.search(text.casefold()):
        return text
    for _ in range(MOST):
        changed = next(filter(None, (_without(text, mark) for mark in islice(_MARK.finditer(text), MARKS))), "")
        if not changed:
            break
        text = changed
    return text


def _without(text: str, mark: re.Match[str]) -> str:
    """The text after one second thought; "" where no value before has the kind of the one behind the mark."""
    for pattern in (_PAIR, _VALUE):
        before = list(pattern.finditer(text, 0, mark.start()))
        new = _said_instead(text, mark, pattern, before)
        old = _taken_back(text[: mark.start()], before, new) if new else None
        if old is not None and new is not None:
            rest = text[old.end() : mark.start()].rstrip(" ,.;")
            return text[: old.start()] + _merged(old, new) + rest + text[new.end() :]
    return ""


def _said_instead(
    text: str, mark: re.Match[str], pattern: re.Pattern[str], before: list[re.Match[str]]
) -> re.Match[str] | None:
    """The value that follows; where the old one is named once more, "eh jgn senin, selasa", the one behind it."""
    new = pattern.match(text, _past(text, mark.end()))
    if new is not None and any(_same(old, new) for old in before):
        return pattern.match(text, _past(text, new.end()))
    is_told = mark["not"] is None or text[mark.end() : mark.end() + 1] == ","
    return new if is_told and new is not None and not _OF_OTHERS.match(text, new.end()) else None


def _past(text: str, at: int) -> int:
    return found.end() if (found := _LEADS_ON.match(text, at)) else at


def _same(old: re.Match[str], new: re.Match[str]) -> bool:
    names = ("word", "number")
    return all((old[name] or "").casefold() == (new[name] or "").casefold() for name in names)


def _taken_back(before: str, values: list[re.Match[str]], new: re.Match[str]) -> re.Match[str] | None:
    """The value before the mark, if it may be of the same kind; else the last one that surely is."""
    if not values:
        return None
    last, kind = values[-1], _kind(new)
    is_next = _FILLERS.fullmatch(before, last.end()) is not None
    if is_next and _fits(last, new):
        return last
    return next((old for old in reversed(values) if kind and _kind(old) == kind), None)


_FILLERS = re.compile(r"(?: ?(?:aja|saja|sj|orang|org|deh|ya|pak|bu)\b)*[ ,.;]*", re.I)


def _fits(old: re.Match[str], new: re.Match[str]) -> bool:
    if bool(old["word"]) != bool(new["word"]):
        return _kind(old) == _kind(new)
    kinds = {_kind(old), _kind(new)} - {""}
    if len(kinds) > 1:
        return False
    highest = _DAYS if kinds == {"day"} else _HOURS if kinds == {"time"} else None
    return highest is None or all(
        not each.isdecimal() or int(each) <= highest for each in (old["number"] or "", new["number"] or "")
    )


def _kind(value: re.Match[str]) -> str:
    """What a value is of by the words beside its number; "" for a bare one."""
    lead, unit = (value["lead"] or "").casefold(), (value["unit"] or "").strip().casefold()
    if value["word"] or lead.startswith("t") or "/" in value["number"] or _MONTH.match(unit):
        return "day"
    if lead or unit == "wib" or ":" in value["number"]:
        return "time"
    if not unit:
        return ""
    return "people" if unit in _PEOPLE else "money"


_MONTH = re.compile(rf"(?:{MONTH})\b")
_PEOPLE = ("orang", "org", "anggota", "peserta")


def _merged(old: re.Match[str], new: re.Match[str]) -> str:
    """The new value, with what only the old one says beside its number: "17 jan eh 24" is "24 jan"."""
    if old["word"] or new["word"]:
        return new[0]
    return (new["lead"] or old["lead"] or "") + new["number"] + (new["unit"] or old["unit"] or "")
