"""The day or hour of something beside a meeting: "undangan tanggal 20, acaranya tanggal 27 maret"."""

import re

from bot.understanding.calendar_words import MONTHS, WEEKDAYS

_CLAUSES = re.compile(r"(?<=[,;])(?!\d)|(?<=\.) |\b(?=(?:tapi|tetapi|sedangkan|sampai di|sampai kantor)\b)")
_OTHERS = (
    r"undangan|surat|registrasi|pendaftaran|daftar ulang|gladi\w*|briefing|pra[ -]?rat"
    r"|rapat (?:pengurus|pengawas|panitia|persiapan|koordinasi)"
)
_OTHER_DAY = re.compile(rf"\b(?:{_OTHERS})(?:nya)?\b")
_OTHER_HOUR = re.compile(
    rf"\b(?:{_OTHERS}|shift|kuliah|sekolah|berangkat|antar|selesai|bubar|kelar|pulang|(?:kedai|toko|kantor|warung"
    r"|pasar)\b.{0,12}\b(?:buka|tutup))(?:nya)?\b"
)
_NAMED = "|".join(sorted(WEEKDAYS.keys() - {"minggu"}))
_DAY = re.compile(rf"\btanggal \d|\d ?(?:{'|'.join(sorted(MONTHS))})\b|\d ?[/.-] ?\d|\b(?:{_NAMED})\b")
_HOUR = re.compile(r"\b(?:jam|pukul) (?:setengah )?\d|\d[.:]\d\d(?!\d)")


def without_days(words: str) -> str:
    """Normalised words, numerals in digits, without the clauses that date something else, if another names a day."""
    return _without(words, _OTHER_DAY, _DAY)


def without_hours(words: str) -> str:
    """The same of hours: "8.45 registrasi, acara mulai 9.15"."""
    return _without(words, _OTHER_HOUR, _HOUR)


def _without(words: str, of_another: re.Pattern[str], value: re.Pattern[str]) -> str:
    if not of_another.search(words):
        return words
    clauses = _CLAUSES.split(words)
    left = [each for each in clauses if not (value.search(each) and of_another.search(each))]
    return "".join(left) if len(left) < len(clauses) and any(map(value.search, left)) else words
