"""What people ask about a visit of the office, each kind with the words that tell it."""

import re
from functools import lru_cache

from bot.understanding import asking

ABOUT = {
    "attendees": re.compile(
        r"\b(?:saya|kami|ketua|bendahara|sekretaris|karyawan|staf) saja (?:cukup|boleh|bisa)\b"
        r"|\b(?:pengurus|anggota)\w* (?:\w+ )?(?:harus|wajib|perlu)\b|\b(?:boleh|bisa) (?:cuma|hanya) \w+|\b(?:kalau"
        r"|jika"
        r"|bila) (?:ketua|pengurus|bendahara|sekretaris)\w* (?:lagi |sedang )?(?:tidak|belum) (?:ada"
        r"|bisa|di)\b|\b(?:boleh|cukup|bisa) (?:saya|kami|bendahara|sekretaris|karyawan|staf) (?:saja|sendiri\w*)\b"
        r"|\b(?:harus|wajib"
        r"|perlu|mesti"
        r"|cukup|boleh|siapa saja)\b.{0,16}\b(?:ketua|pengurus|bendahara|sekretaris"
        r"|lengkap|semua|yang hadir|yang ada)\w*\b|\b(?:kalau|jika|bila) (?:cuma|hanya|cukup) (?:ada )?(?:saya|ketua"
        r"|bendahara|sekretaris|karyawan|staf|pengurus)\b"
        r"|\bsiapa (?:saja )?yang (?:harus|perlu|wajib|mesti) (?:ada|hadir"
        r"|di tempat)\b"
    ),
    "evening": re.compile(
        r"\b(?:bisa|boleh|ada)(?: datang| kunjungan| saja| kalau)* (?:sore|malam|petang|hari libur"
        r"|habis|setelah|di luar jam)\b|^(?:kalau )?(?:(?:habis|setelah|ba'?da) (?:magrib|maghrib|isya|kerja"
        r"|jam kerja)|sore|malam|petang|hari libur)(?: hari)?(?: saja| pak"
        r"| bu)* (?:bisa|boleh)\b"
    ),
    "cost": re.compile(
        r"\b(?:bayar\w*|biaya\w*|gratis|ongkos\w*|dipungut|pungutan|tarif\w*|berbayar|uang\w*|amplop)\b"
    ),
    "who": re.compile(
        r"\b(?:id card|kartu (?:nama|tugas|pegawai|identitas)|tanda pengenal)\w*|\bsiapa(?:kah)?\b(?! (?:takut"
        r"|sangka|pun"
        r"|saja yang))|\bsurat (?:tugas|perintah)\w*\b|\b(?:nama|nomor) petugas\w*\b"
        r"|\b(?:resmi|asli)(?:nya)?\b"
        r"|\bini (?:benar )?dari (?:dinas|kantor)\b|\b(?:penipu\w*|hoaks?|modus|scam)\b|\bdari (?:(?:dinas|kantor"
        r"|bagian|instansi) (?:mana|apa)|mana)\b"
        r"|\b(?:beneran|benar|betul)(?:an|kah)? (?:ini )?(?:dari|orang|petugas) (?:dinas|kantor)?"
    ),
    "purpose": re.compile(
        r"\b(?:mau|untuk|ada|buat|dalam rangka|tujuan\w*|keperluan\w*|kunjungan)\b(?: \w+)? ?(?:apa|ngapain|kenapa"
        r"|mengapa)\b|\bngapain\b|\b(?:tujuan|maksud|agenda|keperluan)(?:nya)?\b(?: \w+){0,2} apa\b"
        r"|\bapa (?:saja )?(?:tujuan|agenda|maksud|keperluan|(?:yang )?(?:mau |akan |hendak )?(?:dibahas|diperiksa"
        r"|dilihat|ditanya\w*|dicek))\w*"
        r"|\bkok (?:\w+[ -]){0,4}?(?:datang|dikunjungi)\b|\bkenapa (?:\w+ ){0,4}(?:dikunjungi|datang|didatangi)\b"
        r"|\bdiperiksa apa\b"
        r"|\bada (?:masalah|apa)\b"
    ),
    "bring": re.compile(
        r"\b(?:perlu|harus|mesti|wajib) (?:kami |saya )?(?:me(?:nyiap|mper\w+)kan|siapkan|bawa|membawa|bikin|buat) \w+"
        r"|\b(?:perlu|harus|mesti|wajib|usah) (?:di)?(?:siap|sedia|bawa|persiap)\w*"
        r"|\b(?:dokumen|berkas|buku|data|surat)(?:nya)? apa\b|\b(?:disiapkan|siapkan|menyiapkan|persiapkan"
        r"|dipersiapkan|dibawa)\b.{0,20}\bapa\b"
        r"|\bapa (?:saja )?(?:yang )?(?:perlu |harus |mesti )?(?:disiapkan|dipersiapkan|kami siapkan|dibawa"
        r"|siapkan)\b|\bperlu (?:\w+ )?apa\b"
    ),
    "when": re.compile(
        r"\b(?:kapan(?!-| (?:\w+ ){0,2}(?:sempat|luang) (?:saja|pun))|jam berapa|hari apa|pukul berapa"
        r"|tanggal berapa)\b(?! (?:saja|pun))"
    ),
}
"""Names as the conversations know them; the first that fits."""


@lru_cache(maxsize=128)
def find(said: str) -> str:
    """What normalised parts, with commas between them, ask; empty when they ask nothing."""
    if not _MARKED.search(said) and not _SUSPECTS.search(said) and not any(map(asking.is_asking, said.split(" , "))):
        return ""
    return next((name for name, pattern in ABOUT.items() if pattern.search(said)), "")


_MARKED = re.compile(r"\?|\b(?:siapa|apa|berapa|kapan|kenapa|mengapa|ngapain|bagaimana|mana)\b|(?:^|, )kok\b")
_SUSPECTS = re.compile(r"\bpenipu\w*\b")
