"""What people call the form of a meeting, its number, why it was not held, and that a cooperative is no more."""

import re

from bot.understanding import numbers
from bot.understanding.values import Read
from bot.understanding.words import normalise

MEETINGS = {
    "hibrida": r"hibrid\w*|hybrid|luring dan daring|daring dan luring"
    r"|(?:campuran|gabungan)(?: (?:online|daring|zoom) (?:dan|sama) (?:tatap muka|offline|luring))?"
    r"|(?:offline|luring|tatap muka) (?:dan |& |sama |plus )?(?:online|zoom|daring)"
    r"|(?:online|zoom|daring) (?:dan |& |sama |plus )?(?:offline|luring|tatap muka)|sebagian (?:online|zoom"
    r"|daring)|(?:online|zoom|daring) sebagian",
    "daring": r"daring|online|zoom|virtual|google meet|gmeet|meet",
    "tertulis": r"tertulis|sirkuler|surat edaran",
    "kelompok": r"delegasi|delegate|utusan|perwakilan|(?:sistem|rapat|per) kelompok",
    "langsung": r"tatap muka|luring|offline|(?:secara|rapat) langsung",
}
"""Forms of a meeting (bentuk rapat), the telling ones first."""
_ALONE = {"kelompok": "kelompok", "langsung": "langsung", "biasa": "langsung", "langsung saja": "langsung"}
_ORDINAL = re.compile(
    r"\b(?:rat|rapat(?: anggota)?(?: tahunan)?|yang) ke[ -]{0,3}(?:(\d{1,3})\b(?![.,]?\d)|([ivxl]{1,6})\b)"
)
_SPELLED = re.compile(
    rf"\b(rat|rapat(?: anggota)?(?: tahunan)?) ke(?=(?:{'|'.join(numbers.UNITS)}|sepuluh"
    rf"|sebelas)\b)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

REASONS = {
    "handover": (
        r"serah terima|\bpengurus lama\b.{0,24}(?:belum|tidak|kabur|hilang)"
        r"|belum (?:ada )?(?:penyerahan|timbang terima)"
    ),
    "books": (
        r"(?:belum|tidak|masih).{0,24}(?:pembukuan|laporan keuangan|neraca|tutup buku"
        r"|laporan(?:nya)? (?:belum|selesai|jadi))"
        r"|(?:pembukuan|laporan keuangan|neraca|lpj|laporannya|buku kas)\w*"
        r".{0,24}(?:belum|tidak|masih|berantakan|kacau|hilang|rusak)"
        r"|belum (?:tutup buku|susun laporan|buat laporan)"
    ),
    "conflict": (
        r"konflik|ribut|masalah internal|masalah pengurus|tidak akur|berselisih|cekcok|bertengkar|pecah"
        r"|selisih paham|(?:ketua|bendahara|pengurus)\w* (?:lari|kabur|bawa (?:lari|kabur|uang)|korupsi|hilang)"
    ),
    "members": (
        r"tidak kuorum|kuorum (?:tidak|belum)|(?:sulit|susah)\w* (?:di)?(?:kumpul\w*)"
        r"|(?:datang|hadir)\w*(?: cuma| hanya| terlalu| sangat| amat)* (?:sedikit|segelintir)"
        r"|sedikit (?:sekali )?(?:anggota )?yang (?:datang|hadir)"
        r"|anggota\w*.{0,24}(?:pindah|sulit|susah|tidak (?:mau|bisa) (?:datang|hadir|kumpul)|malas|bubar"
        r"|tersebar|berpencar|tidak peduli)"
    ),
    "howto": (
        r"(?:belum|tidak) (?:paham|mengerti|tahu (?:cara|caranya|bagaimana|kalau))"
        r"|bingung (?:cara|bagaimana|mulai)"
    ),
    "idle": (
        r"(?:karena|sebab|soalnya|gara-gara|lantaran|akibat).{0,16}\b(?:rugi|merugi|kerugian"
        r"|usaha\w* (?:macet|mati|berhenti|sepi|tutup)|tidak ada (?:kegiatan|usaha|aktivitas)|vakum"
        r"|kredit macet|tidak jalan|tidak aktif|shu minus)"
        r"|\busaha(?:nya)?(?: (?!belum|tidak)\w+){0,3} (?:macet|mati|tidak jalan)|\bmerugi\b|\btidak ada kegiatan\b"
    ),
    "schedule": (
        r"sibuk|belum (?:ada )?(?:sepakat|jadwal|waktu)|(?:cari|mencari|menunggu) (?:jadwal|waktu|hari)"
        r"|dinas luar|tidak (?:ada|punya|sempat) waktu|belum sempat|waktunya belum"
    ),
}
"""Words that already say why a meeting was not held."""
_BECAUSE = re.compile(
    r"\b(?:karena|sebab|soalnya|gara-gara|lantaran|akibat|berhubung|disebabkan|alasannya|alasan|terkendala|kendalanya"
    r"|kendala)\b"
    r"(?: oleh| adalah|:)? ?(?P<why>[^.;]{3,200})|\b(?:masih )?(?P<waiting>(?:menunggu|tunggu) [^.;]{3,200})"
    r"|,? ?\b(?P<unfinished>(?:audit|lpj|laporan|akta|rups|izin|dana|uang|auditor)\w* (?:\w+ )?(?:belum|tidak"
    r"|masih) [^.;]{3,200})"
)
_NEW_OFFICERS = re.compile(
    r"\b(?:pengurus|ketua|bendahara|sekretaris|kepengurusan) (?:yang )?(?:baru|sudah ganti|ganti|terpilih|berganti)\b"
    r"|\bganti (?:pengurus|ketua)\b"
    r"|\bpemilihan pengurus\b(?!.{0,20}\b(?:belum|tidak)\b)|\bterpilih\b"
)
_SAME_OFFICERS = re.compile(
    r"\b(?:ter|di)?pilih (?:lagi|kembali|ulang)\b|\b(?:pengurus|ketua|kepengurusan)\w* lama\b.{0,24}\b(?:terpilih"
    r"|dipilih|lanjut|dipertahankan)\b|"
    r"\b(?:pengurus|ketua|kepengurusan|bendahara)\w*\b.{0,40}\b(?:masih|tetap)(?: yang)? (?:lama|sama|itu|tetap"
    r"|beliau)\b"
    r"|\b(?:tidak|bukan) (?:ada )?(?:pergantian|ganti|perubahan|pemilihan) pengurus\b|\bpengurus (?:masih "
    r"|tetap )(?:yang )?(?:lama|sama)?\b"
    r"|\bpengurus (?:tidak|belum) (?:ganti|berubah|diganti)\b"
)

_WISHED = re.compile(
    r"\b(?:minta|usul\w*|ingin|mau|akan|supaya|agar|sebaiknya|lebih baik|rencana\w*|setuju|sepakat|rapat|proses"
    r"|harus|perlu)\b"
    r"[^,;]{0,24}\b(?:di)?bubar\w*|\b(?:di)?bubar\w* saja\b"
)
"""Who wishes the end has not come to it."""
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
    r"\bkoperasi\w*(?: kami| ini)? (?:sudah |memang )?(?:lama )?tidak (?:ada|punya) (?:lagi )?(?:kegiatan"
    r"|aktivitas|aktifitas)\w*|"
    r"\btidak ada (?:lagi )?(?:kegiatan|aktivitas|aktifitas)(?: lagi)?(?: di)? koperasi|\b(?:tidak"
    r"|bukan) (?:lagi )?(?:aktif|jalan|berjalan|beroperasi|beraktivitas|beraktifitas)\b"
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


def spell_ordinals(words: str) -> str:
    """ "rat kelima belas" with its number apart and in digits."""
    return numbers.to_digits(_SPELLED.sub(r"\1 ke ", words)) if _SPELLED.search(words) else words


def read_ordinal(words: str) -> int | None:
    """Which meeting of the cooperative it was: 15 of "rat ke 15". `words` are normalised, numbers in digits."""
    if not (found := _ORDINAL.search(words)):
        return None
    return int(found[1]) or None if found[1] else _roman(found[2])


def _roman(letters: str) -> int | None:
    values = [_ROMAN[letter] for letter in letters]
    total = sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
    return total if total > 0 else None


def read_reason(words: str) -> Read[str] | None:
    """Why there was no meeting, as the office's list calls it; "other" with the words that say it; else None."""
    for name, said in REASONS.items():
        if match := re.search(rf"(?:\b|(?<= ))(?:{said})", words):
            return Read(name, "exact", match[0].strip())
    if match := _BECAUSE.search(words):
        why = match["why"] or match["waiting"] or match["unfinished"]
        return Read("other", "exact", why.strip(" ,"))
    return None


def read_new_officers(words: str) -> str:
    """ "yes" where new officers were elected, "no" where the old ones stay; empty when neither is said."""
    if _SAME_OFFICERS.search(words):
        return "no"
    return "yes" if _NEW_OFFICERS.search(words) else ""


def read_standing(text: str) -> str:
    """`dissolved` or `inactive` where somebody says that the cooperative is; empty for anything else, and questions."""
    words = normalise(text)
    if "?" in words or _ASKS.search(words):
        return ""
    words = _SOMETHING_ELSE.sub(" ", words)
    if _DISSOLVED.search(words) and not _WISHED.search(words):
        return "dissolved"
    return "inactive" if _INACTIVE.search(words) else ""
