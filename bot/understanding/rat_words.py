"""What people call the form of a meeting, its number, why it was not held, and that a cooperative is no more."""

import re

from bot.understanding.words import normalise

MEETINGS = {
    "hibrida": r"hibrid\w*|hybrid|luring dan daring|daring dan luring|campuran",
    "daring": r"daring|online|zoom|virtual|google meet|gmeet|meet",
    "tertulis": r"tertulis|sirkuler|surat edaran",
    "kelompok": r"delegasi|delegate|utusan|perwakilan|(?:sistem|rapat|per) kelompok",
    "langsung": r"tatap muka|luring|offline|(?:secara|rapat) langsung",
}
"""Forms of a meeting (bentuk rapat), the telling ones first."""
_ALONE = {"kelompok": "kelompok", "langsung": "langsung", "biasa": "langsung", "langsung saja": "langsung"}
_ORDINAL = re.compile(r"\b(?:rat|rapat(?: anggota)?(?: tahunan)?|yang) ke[ -]{0,3}(\d{1,3})\b(?![.,]?\d)")

REASONS = {
    "handover": r"serah terima",
    "books": r"(?:belum|tidak|masih).{0,24}(?:pembukuan|laporan keuangan|neraca|tutup buku)"
    r"|(?:pembukuan|laporan keuangan|neraca).{0,24}(?:belum|tidak|masih)",
    "conflict": r"konflik|ribut|masalah internal|masalah pengurus|tidak akur|berselisih",
    "members": r"tidak kuorum|kuorum (?:tidak|belum)|(?:sulit|susah)\w* (?:di)?(?:kumpul\w*)",
    "howto": r"(?:belum|tidak) (?:paham|mengerti|tahu cara)",
    "schedule": r"sibuk|belum (?:ada )?(?:sepakat|jadwal)|(?:cari|mencari|menunggu) jadwal",
}
"""Words that already say why a meeting was not held."""

_ASKS = re.compile(r"\b(?:apakah|bagaimana|cara|kalau|jika|kenapa)\b")
_SOMETHING_ELSE = re.compile(
    r"\b(?:rat|rapat|anggota|pengurus|ketua|bendahara|sekretaris|nomor)(?:nya)?(?: \w+){0,3}"
    r" (?:aktif|jalan|berjalan|bubar\w*)"
)
"""A meeting that is over, members who don't take part."""
_DISSOLVED = re.compile(
    r"(?<!belum )(?<!tidak )(?<!akan )(?<!mau )(?<!kapan )(?:(?<=sudah )|(?<=telah )|(?<=koperasi )"
    r"|(?<=kami )|^)(?:di)?bubar(?:kan)?\b|\bmembubarkan diri\b|\bkoperasi(?:nya)? (?:sudah )?tutup\b"
)
_INACTIVE = re.compile(
    r"\b(?:tidak|bukan) (?:lagi )?(?:aktif|jalan|berjalan|beroperasi|beraktivitas|beraktifitas)\b"
    r"|\b(?:koperasi|kop|sudah|kegiatan)(?:nya)? (?:kami |ini )?(?:lama )?(?:vakum|mati suri|mati|non ?aktif|macet"
    r"|berhenti)\b|^(?:vakum|mati suri|non ?aktif)\b"
)


def read_meeting(text: str) -> str:
    """The form of the meeting that a text names; empty for none."""
    words = normalise(text)
    return next((name for name, said in MEETINGS.items() if re.search(rf"\b(?:{said})\b", words)), "")


def meeting_alone(text: str) -> str:
    """The same as a whole answer, where a bare word is enough."""
    return _ALONE.get(normalise(text).strip(" ."), "") or read_meeting(text)


def read_ordinal(words: str) -> int | None:
    """Which meeting of the cooperative it was: 15 of "rat ke 15". `words` are normalised, numbers in digits."""
    found = _ORDINAL.search(words)
    return int(found[1]) if found and int(found[1]) else None


def read_reason(words: str) -> str:
    """Why there was no meeting, as the office's list calls it; empty when it isn't said."""
    return next((name for name, said in REASONS.items() if re.search(rf"\b(?:{said})", words)), "")


def read_standing(text: str) -> str:
    """`dissolved` or `inactive` where somebody says that the cooperative is; empty for anything else, and questions."""
    words = normalise(text)
    if "?" in words or _ASKS.search(words):
        return ""
    words = _SOMETHING_ELSE.sub(" ", words)
    if _DISSOLVED.search(words):
        return "dissolved"
    return "inactive" if _INACTIVE.search(words) else ""
