"""Where a meeting was or will be, in the person's own words: "di aula kantor lurah"."""

import re

from bot.understanding import papers

_HEADS = (
    r"aula|gedung|kantor|rumah|rmh|hotel|masjid|mesjid|mushol+a|mushalla|musal+a|surau|langgar|balai|sekre\w*|ruang\w*"
    r"|kantin|sekolah"
    r"|smkn?|sman?|sdn?|smpn?|lapangan|jl|jln|jalan|kampus|pendopo|resto\w*|cafe|kafe|warung|toko|pasar|kelurahan"
    r"|kecamatan|gor"
    r"|wisma|puskesmas|rs|rsud|pondok|posko|taman|ballroom|convention|studio|garasi|gudang|halaman|teras|kompleks"
    r"|komplek|perumahan"
    r"|laboratorium|universitas|mall|plaza|saung|villa|vila|tempat|lantai|pt|cv|unit|markas|mako|polres\w*|kodim"
    r"|asrama|pabrik|kebun|posyandu|koperasi|ktr|kntr|musholla|mess|mes|pos|klinik|basecamp|g[ea]reja|vihara"
    r"|pura|dinas|rw|bumdes|lobi|lobby|auditorium|graha"
    r"|majelis|serambi|madrasah|mda|mdta|tpq|tpa|kedai|kadai|lapau|los|kios|pos ?kamling|beranda|pekarangan"
    r"|parkiran|depan|samping"
    r"|belakang|bawah|pondokan|pesantren|ponpes|gazebo|islamic cent\w+|bank|bmt|kud|tk|paud|stadion|tribun|kolam"
    r"|kediaman|omah\w*|griya\w*|jabu|gubuk|barak|dermaga|pelabuhan|tenda|dusun|desa"
)
_ENDS = (
    r"[,;\n]|\.(?!\w)|\s(?:hadir\w*|kehadiran|dihadiri|jam|pukul|pkl|tgl|tanggal|pada|peserta|dengan|dgn|yg|yang"
    r"|hari|anggota"
    r"|nan|hasil|shu|lancar"
    r"|sudah|sdh|semua\w*|lengkap|pagi|siang|sore"
    r"|semoga|mohon|insya\w*|in sya|ya|aja|saja|dan|terima|makasih|mksh|trims|kmrn|kemarin|kemaren|besok"
    r"|bsk|lusa|senin|selasa"
    r"|rabu|kamis|jumat|sabtu|minggu|ba'?da|bada|habis|krn|karena|kalau|kalo|klo|secara|mulai|nanti|tahun|thn"
    r"|untuk|utk|dilaksanakan"
    r"|diadakan|alhamdulillah"
    r"|bisa|agar|biar|supaya|kami|sebagian|separuh|separo|sisanya|je|jo|se|lah|kok|dong|nih|sih|aje|bang|min"
    r"|mas|mbak|kak|hari|tu|lalu|tadi|waktu|ikut|yg|utk|agenda|acara|via|yang|\d+ (?:org|orang|dari|dr|anggota"
    r"|agt)|(?:pak|bu|buk|bapak|ibu)(?!\s[A-Z]))(?=[\s,.;!]|$)"
    r"|(?<=\bsaya)\s(?:pak|bu|buk|kak|bang)\b|(?<=\bsy)\s(?:pak|bu|buk|kak|bang)\b"
)
_PLACE = re.compile(
    rf"(?:\b(?:bertempat |lokasi(?:nya)?|tempat(?:nya)?|tpt|tmpt)\s*(?::|di|=)\s*"
    rf"|\b(?:tempat(?:nya)?|tpt|tmpt)\s+(?=(?:{_HEADS})\b)|\b(?:di|kat|bertempat di"
    rf"|lokasi(?:nya)?(?: di)?|ning|nang|wonten|neng)\s+|\bdi(?=(?:aula|gedung|kantor|rumah|balai|masjid|mesjid"
    rf"|mushol+a"
    rf"|surau|sekolah|kampus|hotel|sekre|sekretariat|tempat|gudang|ruang|depan)))(?P<place>(?:(?:{_HEADS})\b"
    rf"|(?!RAT\b|Rapat\b)[A-Z]\w).{{0,80}}?)(?:{_ENDS}|$)",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"\b(?:tempat|lokasi)(?:nya)?\s*[:=]\s*(?P<place>[^,;\n]{3,80})", re.IGNORECASE)
_NO_PLACE = re.compile(
    r"(?i)(?:jalan|desa|dusun|depan|belakang|bawah|samping|bank|kolam|kantor|kantor (?:semua|dinas|diskop)"
    r"|dinas|tempat|rumah|kantor bapak|kantor ibu|tempat lain|sini|sana"
    r"|situ|rumah masing.*)[ .]*$"
)
_NOWHERE = re.compile(r"(?i)(?:tempat|rumah|tempat lain|sini|sana|situ)[ .]*$")


def read_place(text: str, *, of_office: bool = False) -> str:
    """The place that a text names, as typed; empty when it names none. Where papers lie is no place of a meeting.

    `of_office`: the office writes, and "kantor dinas" is its own.
    """
    no_place = _NOWHERE if of_office else _NO_PLACE
    parts = _PARTS.split(text[:4096])
    for part in parts:
        if (match := _LABELLED.search(part)) and not papers.are_named(part):
            return match["place"].strip(" .")
    for match in (match for part in parts for match in _PLACE.finditer(part) if not papers.are_named(part)):
        place = match["place"].strip(" .")
        if _WHERE_ELSE.search(match.string[: match.start()]):
            continue
        head = re.match(rf"(?:{_HEADS})\b", place, re.IGNORECASE)
        if (head or place[:1].isupper()) and not no_place.fullmatch(place):
            return place
    return ""


_WHERE_ELSE = re.compile(
    r"(?i)\b(?:jauh|tinggal|ker[jg]a|bekerja|dirawat|sakit|stroke|opname|masuk|lagi|sdg|sedang|msh|masih"
    r"|merantau|(?:me|ter)?n?sebar|nyebar|berpencar|kuliah"
    r"|dinas|ditaruh|titip\w*|antar\w*|taruh|simpan|hilang|ketinggalan|panen|melaut|mudik)\s+(?:\w+\s+)?$"
)
"""Where somebody works, lies ill or has left something."""
_PARTS = re.compile(r"[;\n]|,(?!\d)|\.\s")
