"""What is told beside whether a meeting was held: who resigned, what else was done, that it came true at last."""

import re

CAME_TRUE = re.compile(
    r"\bbaru (?:sah|kuorum|terlaksana|berhasil|jadi juga|kesampaian)\b|\bakhirnya (?:jadi juga|terlaksana|berhasil|sah"
    r"|kuorum|kesampaian)\b"
)
"""Of a meeting that was put off before."""
_RESIGNED = re.compile(
    r"\b(?:ketua|wakil|bendahara|sekretaris|pengurus|manajer|beliau|pak|bu|bapak|ibu)(?:nya)?(?: (?!rat|rapat)\w+){0,2}"
    r" mundur\b(?! (?:ke|jadi|sampai|lagi|dulu|tanggal|\d))"
)
_AT_ONCE = re.compile(r"\b(?:langsung|sekalian|sambil) tutup buku\b")
_WAITED_FOR = re.compile(
    r"\b(?:tunggu|menunggu|sampai|nanti) (?:(?!rat\b|rapat\b)\w+ ){1,3}(?:selesai|kelar|beres|usai)\b"
    r"|\b(?:selesai|kelar|usai) (?:panen|musim|ujian|uas|uts|wisuda|kkn|audit|renovasi|lebaran|puasa)\b"
)
"""Who resigned, what else was done on the day, and what must be over first."""


def without(words: str) -> str:
    """Normalised words without who resigned, what else was done on the day and what must be over first."""
    return _RESIGNED.sub(" ", _AT_ONCE.sub(" ", _WAITED_FOR.sub(" menunggu ", words)))


def came_true(words: str) -> bool:
    """Whether a meeting that had been put off was held at last."""
    return CAME_TRUE.search(words) is not None
