"""Words that answer nothing, for good ("lupa") or for now ("nanti saya tanyakan")."""

import re

from bot.understanding.words import strip_politeness

_LEAD = r"(?:(?:saya|kami|sudah|masih|juga|iya|oke|maaf|itu|yang|kalau) )*"
_REST = (
    r"(?: (?:saya|kami|lagi|nama|namanya|nomor|nomornya|orangnya|penggantinya|pengganti|siapa|dulu|semua|ada|dia"
    r"|beliau|saja|yang|baru|petugasnya|tanggalnya|tahunnya|tanggal|berapa|kapan|kapannya|pastinya|persisnya|tepatnya|hari|harinya|apa|nya"
    r"|pasti|persis|tepat|jumlah|jumlahnya|angkanya|anggota|anggotanya))*"
)
_NOTHING = re.compile(
    rf"{_LEAD}(?:lupa|entah|kosong|rahasia|tidak (?:tahu|ingat|punya|ada|hafal|kenal|hapal|perlu|usah)"
    rf"|belum (?:ada|ditunjuk|dipilih|terpilih|ditentukan)|kurang (?:tahu|ingat|paham)){_REST}"
)
_LATER = re.compile(
    rf"{_LEAD}(?:belum (?:tahu|punya|jelas|pasti|tentu)|nanti (?:saya |kami |dulu |saja )*(?:menyusul|tanya\w*|cek"
    rf"|kabari|info\w*|kirim\w*|susul\w*)|menyusul){_REST}"
)


def nothing(text: str) -> bool:
    """Whether a whole message says that there is nothing to say."""
    return _NOTHING.fullmatch(strip_politeness(text)) is not None


def later(text: str) -> bool:
    """Whether a whole message says that the answer will come."""
    return _LATER.fullmatch(strip_politeness(text)) is not None
