"""What is said of a visit that stands: that it is off after all, stays, or is put off by weeks."""

import re

from bot.understanding.visit_moments import PUT_OFF

_VISIT = re.compile(r"\b(?:kunjung\w*|dikunjungi|didatangi)\b")
_OTHER_MATTER = re.compile(
    r"\b(?:rat|rapat anggota|laporan|lapor|berkas|undangan|pelatihan)\b|\b(?:kapan|siapa|apakah)\b"
)
_WHY = re.compile(r"\b(?:kenapa|mengapa|kok)\b")
_KEPT = re.compile(r"\b(?:tidak|jangan|bukan|belum) (?:jadi |usah |perlu )?(?:di|mem)?batal\w*")
_OFF = re.compile(r"\b(?:di|mem)?batal(?:kan)?\b|\btidak jadi\b(?! (?:masalah|soal|apa))")
_MOVED = re.compile(r"\b(?:di)?(?:geser|maju|pindah|ganti|ubah)(?:kan)?\b")
_SOONER = re.compile(r"\b(?:di)?maju(?:kan)?\b")
_WEEKS = re.compile(r"\b(?:(?P<count>[1-9]) |se)(?:minggu|pekan)\b(?! (?:lagi|ke depan|dari|sebelum\w*|lalu))")


def is_of_visit(words: str) -> bool:
    """Whether normalised words change a visit, and ask nothing about one that is changed."""
    return _VISIT.search(words) is not None and not (_OTHER_MATTER.search(words) or _WHY.search(words))


def is_called_off(words: str) -> bool:
    """Whether normalised words say that it is off: "batalkan kunjungan pak", "iya tidak jadi"."""
    return _OFF.search(words) is not None and not is_kept(words)


def is_kept(words: str) -> bool:
    """Whether they say that it is not: "jangan dibatalkan"."""
    return _KEPT.search(words) is not None


def is_put_off(words: str) -> bool:
    """Whether they put it off, to whatever day."""
    return PUT_OFF.search(words) is not None


def is_moved(words: str) -> bool:
    """Whether they move it to a day or an hour that they name."""
    return is_put_off(words) or _MOVED.search(words) is not None


def weeks_later(words: str) -> int:
    """By how many weeks: "diundur seminggu", "dimajukan 2 minggu" (-2); 0 where they don't say it so."""
    found = _WEEKS.search(words) if is_moved(words) else None
    return int(found["count"] or 1) * (-1 if _SOONER.search(words) else 1) if found else 0
