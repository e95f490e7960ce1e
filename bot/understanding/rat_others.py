"""Meetings that are not the annual one of the cooperative itself: of its officers, of others, only supposed."""

import re

from bot.understanding import rat_outcome

_SOMEBODY_ELSES = re.compile(
    r"(?<!kirim )(?<!sebar )(?<!sebarkan )(?<!bagikan )(?<!edarkan )(?<!cetak )(?<!buat )\b(?:undangan|diundang"
    r"|mengundang) (?:ke |hadir |di |acara )*rat\b(?! (?:kami|kita)\b)(?!.{0,20}\b(?:di|me\w?)?(?:sebar|kirim|bagi|edar"
    r"|cetak|buat|antar)\w*\b)|\brat\b[^,;]*\b(?:saya|kami|awak)(?: juga)? (?:di|ter)undang\b|\b(?:saya|kami"
    r"|awak)(?: juga)? (?:ikut|menghadiri|hadir di|datang ke) (?:acara )?rat\b(?! kami)"
    r"|\b(?:rat )?(?:koperasi (?:lain|orang)|sebelah|tetangga"
    r"|orang lain)\b.{0,12}\b(?:rat|sudah|belum)\b"
    r"|\brat (?:koperasi )?(?:sebelah|tetangga|lain)\b|\bpra[ -]?rat\b"
    r"|\bpembentukan\b|\bpendirian\b"
    r"|(?<!ruang )\brapat (?:pengurus|rt|rw|dinas|kantor|koordinasi|pleno|warga|panitia|komite|sekolah"
    r"|internal|persiapan|darurat|dadakan|mendadak|desa"
    r"|kelurahan|orang tua|wali|masjid|remaja|pkk|posyandu|lpm|bumdes|partai|guru|kerja|evaluasi|bulanan|keluarga"
    r"|pengawas|anggota dewan|anggota luar)\b|\b(?:pengurus|pengawas) (?:mau |akan |lagi |baru "
    r"|sudah )?rapat\b(?! anggota)"
)
_SUPPOSED = re.compile(
    r"^(?:pak |bu )?(?:kalau|jika|apabila)\b(?! tidak (?:salah|keliru))(?! (?:rat|rapat)\w* (?:\w+ )?(?:kami|kita))"
    r"(?! (?:\w+ ){1,3}sih\b)"
)
_OURS = re.compile(r"\brat(?:nya)?\b")


def of_ours(words: str) -> str:
    """The clauses that speak of no other meeting, if ours is named in them; all, where no other is."""
    if _SUPPOSED.search(words):
        return ""
    if not _SOMEBODY_ELSES.search(words):
        return words
    left = " , ".join(each for each in rat_outcome.CLAUSE.split(words) if not _SOMEBODY_ELSES.search(each))
    return left if _OURS.search(left) else ""
