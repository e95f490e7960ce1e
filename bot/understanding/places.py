"""Where a meeting was or will be, in the person's own words: "di aula kantor lurah"."""

import re

from bot.understanding import papers

_HEADS = (
    r"aula|gedung|kantor|rumah|rmh|hotel|masjid|mesjid|mushol+a|mushalla|surau|langgar|balai|sekretariat|ruang\w*"
    r"|kantin|sekolah"
    r"|smkn?|sman?|sdn?|smpn?|lapangan|jl|jln|jalan|kampus|pendopo|resto\w*|cafe|kafe|warung|toko|pasar|kelurahan"
    r"|kecamatan|gor"
    r"|wisma|puskesmas|rs|rsud|pondok|posko|taman|ballroom|convention|studio|garasi|gudang|halaman|teras|kompleks"
    r"|komplek|perumahan"
    r"|laboratorium|universitas|mall|plaza|saung|villa|vila|tempat|lantai|pt|cv|unit|markas|mako|polres\w*|kodim"
    r"|asrama|pabrik|kebun|posyandu|koperasi|ktr|kntr|musholla|mess|mes|pos|klinik|basecamp|gereja|vihara|pura|dinas|rw|bumdes|lobi|lobby|auditorium|graha"
)
_ENDS = (
    r"[,;\n]|\.(?!\w)|\s(?:hadir\w*|kehadiran|dihadiri|jam|pukul|pkl|tgl|tanggal|pada|peserta|dengan|dgn|yg|yang"
    r"|hari|anggota"
    r"|nan|hasil|shu|lancar"
    r"|sudah|sdh|semua\w*|lengkap"
    r"|semoga|mohon|insya\w*|in sya|ya|aja|saja|dan|terima|makasih|mksh|trims|kmrn|kemarin|kemaren|besok"
    r"|bsk|lusa|senin|selasa"
    r"|rabu|kamis|jumat|sabtu|minggu|ba'?da|bada|habis|krn|karena|kalau|kalo|klo|secara|mulai|nanti|tahun|thn|untuk|utk|dilaksanakan"
    r"|diadakan|alhamdulillah"
    r"|bisa|agar|biar|supaya|kami|sebagian|separuh|separo|sisanya|je|jo|se|lah|kok|dong|nih|sih|aje|bang|min"
    r"|mas|mbak|kak|hari|tu|lalu|tadi|waktu|ikut|yg|utk|agenda|acara|via|yang|\d+ (?:org|orang|dari|dr|anggota"
    r"|agt)|(?:pak|bu|buk|bapak|ibu)(?!\s[A-Z]))(?=[\s,.;!]|$)"
)
_PLACE = re.compile(
    rf"(?:\b(?:bertempat |lokasi(?:nya)?|tempat(?:nya)?|tpt|tmpt)\s*(?::|di|=)\s*"
    rf"|\b(?:tempat(?:nya)?|tpt|tmpt)\s+(?=(?:{_HEADS})\b)|\b(?:di|kat|bertempat di"
    rf"|lokasi(?:nya)?(?: di)?)\s+)(?P<place>(?:(?:{_HEADS})\b"
    rf"|[A-Z]\w).{{0,80}}?)(?:{_ENDS}|$)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\b(?:tempat|lokasi)(?:nya)?\s*[:=]\s*(?P<place>[^,;\n]{3,80})", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"(?i)(?:kantor|kantor (?:semua|dinas|diskop)|dinas|tempat|rumah|kantor bapak|kantor ibu|tempat lain|sini|sana"
    r"|situ|rumah masing.*)[ .]*$"
)


def read_place(text: str) -> str:
    """The place that a text names, as typed; empty when it names none. Where papers lie is no place of a meeting."""
    parts = [part for part in _PARTS.split(text[:4096]) if not papers.are_named(part)]
    for part in parts:
        if match := _LABELLED.search(part):
            return match["place"].strip(" .")
    for match in (match for part in parts for match in _PLACE.finditer(part)):
        place = match["place"].strip(" .")
        head = re.match(rf"(?:{_HEADS})\b", place, re.IGNORECASE)
        if (head or place[:1].isupper()) and not _NO_PLACE.fullmatch(place):
            return place
    return ""


_PARTS = re.compile(r"[;\n]|,(?!\d)|\.\s")
