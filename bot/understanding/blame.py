"""Whether "salah" blames anything: not in "tidak ada yang salah", "salah ga pak?", "maaf salah kirim"."""

import re


def read_blame(words: str) -> str | None:
    """The normalised words without those that blame nothing; None where they say that all is right, or ask it."""
    words = _SOME.sub("ada ", _THE_OTHER.sub(" ", words))
    words = _ALL_ELSE.sub(" salah ", _BUT_FOR.sub(r" \1 salah ", words))
    if _NOTHING_WRONG.search(words) or _ASKS.search(words):
        return None
    return _BY_SO_MANY.sub("harusnya ", _NOUGHTS.sub("salah ", _MERE_WORDS.sub(" ", words)))


WRONG = re.compile(
    r"(?:\b|(?=nya))(?:salah|keliru|typo|kebalik|terbalik|tertukar|ketuker|ketukar|ralat|koreksi|perbaiki|diperbaiki"
    r"|tidak (?:sesuai|benar|betul|tepat|cocok|pas)"
    r"|kurang (?:tepat|sesuai|pas|benar)|belum (?:benar|sesuai|tepat|pas)|bukan (?:itu|begitu|segitu|yang itu)"
    r"|(?:nya|itu) (?:kurang|kelebihan|kebanyakan|kedikitan)|ketinggian|kerendahan|kebesaran"
    r"|kekecilan)\b(?! (?:jelas|paham|lebih))"
)
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
_BUT_FOR = re.compile(
    r"\b(?:selain|kecuali) ([^,;]{1,30}?),? (?:sudah |yang lain |semua(?:nya)? )+(?:benar|betul|oke|sesuai|pas)\b"
)
_THE_OTHER = re.compile(
    r"(?:, ?|\b(?:tapi|sedangkan|sementara) )(?:kalau |yang |untuk )*(?:nomor|no|lain)(?:nya)?(?: \d{1,2})?(?: itu)?"
    r" sudah (?:benar|betul|pas|sesuai|cocok|tepat)(?: semua(?:nya)?)?\b"
)
"""What is right beside the one that isn't: ", kalau nomor 6 sudah pas"."""
_SOME = re.compile(r"\bada (?:\d|beberapa) (?=yang (?:salah|keliru|kurang|tidak|belum)\b)")
_ASKS = re.compile(
    r"\bmana (?:saja )?yang salah\b|\b(?:apakah|apa ada yang|ada yang) salah ?\?|\bsalah siapa\b"
    r"|\bbukan (?:ke)?salah(?:an)? (?:saya|kami)\b"
    r"|\bsalah(?:nya)? (?:di mana|apa|tidak|kah|kan)\b|\bapa (?:yang )?salah"
)
_MERE_WORDS = re.compile(
    r"\bsalah (?:satu|1|seorang|sambung|nomor|orang|alamat|kirim|kamar|grup|group|kata|ucap|paham|jurusan"
    r"|server)\b|\bbukan (?:pengurus|anggota|ketua|bendahara"
    r"|sekretaris)\b|\b(?:ganti|pergantian) (?:pengurus|ketua|bendahara|sekretaris|nama|bahasa|nomor(?! ?\d))\b"
)
_NOUGHTS = re.compile(r"\b(?:kurang|kelebihan|lebih|ketinggalan) (?:\d )?(?:nol|0|angka)(?:nya)?\b[ ,]*")
"""What was wrong with a number, which is no number."""
_BY_SO_MANY = re.compile(
    r"\b(?:kurang|kelebihan|lebih|tambah|ditambah|dikurangi|salah) \d{1,2}(?: orang)?,? (?:jadi|menjadi) (?=\d)"
)
