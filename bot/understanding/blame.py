"""Whether "salah" blames anything: not in "tidak ada yang salah", "salah ga pak?", "maaf salah kirim"."""

import re


def read_blame(words: str) -> str | None:
    """The normalised words without those that blame nothing; None where they say that all is right, or ask it."""
    words = _ALL_ELSE.sub(" salah ", words)
    if _NOTHING_WRONG.search(words) or _ASKS.search(words):
        return None
    return _MERE_WORDS.sub(" ", words)


_NOTHING_WRONG = re.compile(
    r"\b(?:tidak|bukan) (?:ada )?(?:yang )?(?:salah|keliru)\b(?!,? (?:bukan|tapi))|\bkalau (?:tidak )?salah\b"
    r"|\bsudah (?:benar|betul|sesuai|pas|cocok|tepat)\b|\bkalau (?:ada )?(?:yang )?salah\b"
    r"|\b(?:tidak|belum) (?:ada )?(?:yang )?(?:perlu )?(?:koreksi|revisi|perubahan|ralat|perbaikan|diubah|diganti"
    r"|diperbaiki|dikoreksi)\b"
    r"|\b(?:takut|jangan sampai|semoga|biar|supaya|agar|khawatir|kalau-kalau)\b.{0,16}\bsalah\b"
    r"|\byang salah (?:itu |adalah )?(?:bendahara|ketua|sekretaris|pengurus|kami|saya|dinas|petugas)\b"
    r"|\b(?:bendahara|ketua|sekretaris|pengurus|dinas|petugas)\w*(?: \w+)? yang salah\b"
)
_ALL_ELSE = re.compile(
    r"\b(?:(?:sudah |yang lain |semua(?:nya)? )*(?:benar|betul|oke|sesuai|pas)(?: semua)?),? (?:tapi|cuma|hanya"
    r"|kecuali|selain)\b"
)
"""What is right but for one thing."""
_ASKS = re.compile(
    r"\b(?:apakah|apa ada yang|ada yang) salah ?\?|\bsalah siapa\b|\bbukan (?:ke)?salah(?:an)? (?:saya|kami)\b"
    r"|\bsalah(?:nya)? (?:di mana|apa|tidak|kah|kan)\b|\bapa (?:yang )?salah"
)
_MERE_WORDS = re.compile(
    r"\bsalah (?:satu|1|seorang|sambung|nomor|orang|alamat|kirim|kamar|grup|group|kata|ucap|paham|jurusan"
    r"|server)\b|\bbukan (?:pengurus|anggota|ketua|bendahara"
    r"|sekretaris)\b|\b(?:ganti|pergantian) (?:pengurus|ketua|bendahara|sekretaris|nama|bahasa|nomor(?! ?\d))\b"
)
