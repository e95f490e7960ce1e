"""The papers of a meeting as people name them: "BA sama absen sudah di kantor kemarin". Table: `domain` 1.5."""

import re

from bot.understanding.words import normalise

KINDS = {
    "minutes": r"ba(?!')|berita acara(?: rapat| rat)?|notulen|notulensi|notula|risalah",
    "attendance": r"absen|absensi|daftar (?:hadir|absen)|presensi|kehadiran peserta",
    "accountability": r"lpj|laporan pertanggungjawaban|buku (?:laporan|rat)|materi rat|neraca|laporan keuangan|phu"
    r"|laba rugi|laporan pengurus",
    "ods": r"ods|(?:form|formulir|isian) (?:ods|nik|nomor induk|profil)\w*|nomor induk koperasi|profil koperasi",
}
"""The office's four, in its order."""
_NAMED = {kind: re.compile(rf"\b(?:{said})(?:nya)?\b") for kind, said in KINDS.items()}
_ALL = re.compile(
    r"\b(?:semua|semuanya|lengkap|keempat\w*|4) ?(?:nya )?(?:berkas|dokumen|lampiran)?\b|\b(?:berkas|dokumen)\b"
)
_OFFICE = re.compile(
    r"\b(?:(?:sudah|telah).{0,40}(?:kantor|dinas|diserahkan|serahkan|antar|diantar|loket)"
    r"|(?:kantor|dinas).{0,12}(?:sudah|kemarin|tadi)|(?:diserahkan|diantar|antar) (?:langsung )?(?:ke|di))\b"
)
_PARTS = re.compile(r"[,;]| (?=(?:tapi|tetapi|kecuali|selain|cuma|hanya|sedangkan|tinggal)\b)")
_LATER = re.compile(
    r"\b(?:menyusul|nyusul|belum|kurang|besok|nanti|akan|masih|sedang|kecuali|selain|tinggal"
    r"|proses)\b"
)
_THE_REST = re.compile(r"\b(?:lain(?:nya)?|sisanya|yang lain(?:nya)?|selebihnya|selain itu)\b")
_NAMES_PAPERS = re.compile(
    r"\b(?:ba(?!')|berita acara|absen\w*|daftar hadir|lpj|ods|isian|berkas|dokumen|notulen|neraca"
    r"|laporan pertanggungjawaban)(?:nya)?\b"
)
_NOT_YET = re.compile(r"\b(?:belum|nanti|akan|besok|mau|apakah|kapan|bagaimana|cara)\b|\?")
_ASKS = re.compile(r"\b(?:apakah|kapan|bagaimana|cara)\b|\?")
_IDENTITY = re.compile(r"\b(?:ktp|e-?ktp|kk|kartu (?:keluarga|tanda penduduk|identitas)|identitas|nik)\b")
_NIK_KOPERASI = re.compile(
    r"\b(?:form|formulir|isian|sertifikat|nomor)? ?nik koperasi\b|\b(?:form|formulir|isian) nik\b"
    r"|\bidentitas koperasi\b"
)


def read_kinds(text: str) -> tuple[str, ...]:
    """Which of the four a text names, in the office's order."""
    words = _words(text)
    return tuple(kind for kind, named in _NAMED.items() if named.search(words))


def said_to_be_in_the_office(text: str) -> tuple[str, ...]:
    """What a text says has been handed in already; "berkas" alone means all four. Empty where it only asks or plans.

    What is still to come doesn't count ("absen menyusul"); "lainnya sudah" means all but that.
    """
    words = _words(text)
    later = " , ".join(part for part in _PARTS.split(words) if _LATER.search(part))
    done = handed_in_words(text)
    if _ASKS.search(words) or not _OFFICE.search(done):
        return ()
    missing = read_kinds(later)
    if missing and (_THE_REST.search(done) or (_ALL.search(done) and not read_kinds(done))):
        return tuple(kind for kind in KINDS if kind not in missing)
    if _NOT_YET.search(done):
        return ()
    return read_kinds(done) or (tuple(KINDS) if _ALL.search(done) else ())


def handed_in_words(text: str) -> str:
    """The part of a text that tells of papers handed in, normalised."""
    return " , ".join(part.strip() for part in _PARTS.split(_words(text)) if not _LATER.search(part))


def are_named(text: str) -> bool:
    """Whether a text speaks of papers at all."""
    return _NAMES_PAPERS.search(_words(text)) is not None


def without(words: str) -> str:
    """Normalised words without the clauses that speak of papers."""
    return " , ".join(part for part in _PARTS.split(words) if not _NAMES_PAPERS.search(part))


def is_identity(text: str) -> bool:
    """Whether a caption or file name says that this is somebody's identity card, which we don't want.

    NIK Koperasi is the cooperative's number and no secret; NIK alone is a citizen's.
    """
    words = _words(text)
    return _IDENTITY.search(_NIK_KOPERASI.sub(" ", words)) is not None


def _words(text: str) -> str:
    return re.sub(r"[._-]+", " ", normalise(text))
