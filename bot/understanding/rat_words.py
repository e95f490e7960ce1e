"""What people call the form of a meeting, its number, why it was not held, and that a cooperative is no more."""

import re

from bot.understanding import numbers
from bot.understanding.words import normalise

_FAR = r"(?:online|zoom|daring|virtual|gmeet|meet)"
_HALF = r"(?:sebagian|separuh|separo|setengah(?:nya)?|yang (?:dekat|jauh|di luar kota)|sisanya|ada yang)"
MEETINGS = {
    "hibrida": rf"(?:datang|hadir|kumpul) (?:langsung|di tempat)\b.{{0,40}}\b(?:online|zoom|daring)"
    rf"|{_FAR}\b(?!.{{0,40}}\bbukan\b).{{0,40}}\b(?:sebagian (?:\w+ )?(?:datang|hadir)|(?:kumpul|berkumpul) di)\b"
    rf"|{_HALF}\b.{{0,40}}\b{_FAR}|{_FAR} {_HALF}|campur(?:an)?|gabungan|"
    r"hibrid\w*|hybrid|luring dan daring|daring dan luring"
    r"|(?:offline|luring|tatap muka) (?:dan |& |sama |plus )?(?:online|zoom|daring)"
    r"|(?:online|zoom|daring) (?:dan |& |sama |plus )?(?:offline|luring|tatap muka)|sebagian (?:online|zoom"
    r"|daring)|(?:online|zoom|daring) sebagian",
    "daring": r"daring|online|onlen|zoom|virtual|google meet|gmeet|meet"
    r"|(?:(?:lewat|via|pakai|di|melalui) )?(?:grup|group) (?:wa|whatsapp)"
    r"|video ?call|jarak jauh|skype|teams",
    "tertulis": r"tertulis|sirkuler|surat edaran",
    "kelompok": r"delegasi|delegate|utusan|perwakilan|(?:sistem|rapat|per) kelompok|perkelompok",
    "langsung": r"tatap muka|luring|offline|(?:secara|rapat|kumpul|hadir|lewat) langsung"
    r"|langsung(?= di (?:aula|balai|kantor|gedung|rumah|sekre\w*|masjid|sekolah|tempat))"
    r"|(?:ber|ke)?temu muka|bertatap muka|ketemu langsung|bertemu langsung",
}
"""Forms of a meeting (bentuk rapat), the telling ones first."""
OF_MEETINGS = (
    *("online", "onlen", "zoom", "daring", "virtual", "meet", "grup", "group", "video", "jauh", "skype", "teams"),
    *("tertulis", "sirkuler", "edaran", "delega", "utusan", "wakil", "kelompok", "luring", "offline", "langsung"),
    *("muka", "campur", "gabungan", "hibrid", "hybrid", "di tempat"),
)
"""Letters of which one stands in whatever names a form."""
_NONE_SO = re.compile(
    rf"\b(?:tidak|bukan|tanpa|belum)(?: (?:ada|yang|ikut|bisa|pakai|lewat|secara|via|mengerti|paham|tahu|pandai"
    rf"|sanggup|punya)){{0,3}} {_FAR}\b"
)
_ALONE = {"kelompok": "kelompok", "langsung": "langsung", "biasa": "langsung", "langsung saja": "langsung"}
_ORDINAL = re.compile(
    r"\b(?P<of>rat|rapat(?: anggota)?(?: tahunan)?|yang)(?: kami"
    r"| kita)?(?: yang)?(?: ke[ :-]{0,3}(?:(\d{1,3})\b(?![.,]?\d)|([ivxl]{1,6})\b)"
    r"| ([ivxl]{2,6})\b| (pertama|perdana)\b(?! (?:tidak|belum|gagal|batal|kali)))"
)
_SPELLED = re.compile(
    rf"\b(rat|rapat(?: anggota)?(?: tahunan)?)(?: kami| kita)?(?: yang)? ke(?=(?:{'|'.join(numbers.UNITS)}|sepuluh"
    rf"|sebelas)\b)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

_OFFICER = (
    r"(?:pengurus|ketua|bendahara|sekretaris|kepengurusan|pengawas|manajer|formasi|susunan pengurus)(?:nya)?"
    r"(?:,? (?:dan |sama |serta )?(?:pengurus|ketua|bendahara|sekretaris|pengawas|wakil)(?:nya)?)*"
)
OF_OFFICERS = (
    *("pengurus", "ketua", "bendahara", "sekretaris", "pengawas", "manajer", "formasi", "pilih", "milih", "percaya"),
    *("orang", "jabatan", "pergantian", "periode"),
)
"""Letters of which one stands in whatever tells of new officers or of old ones."""
_CHANGE = r"(?:di|ber|ter)?(?:ganti|tukar|ubah|rombak)(?:kan|an)?|pergantian|digantikan|perubahan"
_NOT = r"(?:tidak|belum|bukan|tanpa)(?: (?:ada|yang|ikut|jadi|perlu|sempat|mengalami)){0,3}"
_NOT_CHANGED = re.compile(
    rf"\b{_OFFICER}(?: \w+){{0,3}} {_NOT} (?:{_CHANGE})\b|\b{_NOT} (?:{_CHANGE}|pemilihan|memilih) {_OFFICER}\b"
    r"|\b(?:ter|di|me)?(?:pilih|milih|percaya) (?:lagi|kembali|ulang)\b(?! yang baru)"
    r"|\b(?:pemilihan|pergantian)(?: \w+){0,2} (?:tahun depan|bulan depan|nanti)\b|\bmasih periode\b"
    r"|\btidak ada (?:pemilihan|pergantian)(?! (?:umum|kepala|ketua rt))\b|\bmasa jabatan (?:masih|belum)\b"
    rf"|\b{_OFFICER}(?: yang)? terpilih(?:nya)? (?:tetap|masih)\b|\b(?:tetap|masih) (?:di|ter)pilih\b"
)
_STAY = re.compile(
    rf"\b{_OFFICER}(?: (?!baru)\w+){{0,4}} (?:lanjut\w*|melanjutkan|sambung|menyambung|dipertahankan|diteruskan"
    r"|diperpanjang|itu juga|itu-itu (?:juga|saja)|status quo|sama (?:persis|seperti|dengan)|(?:masih|tetap|yang|semua"
    r"|orang)(?: yang)? (?:lama|lawas|sama|itu|beliau)"
    r"|lama (?:semua|lagi|saja|juga)|tetap(?= *(?:$|[,.;])))\b"
    r"|\borang(?:nya)? (?:yang )?(?:lama|itu juga|sama) (?:semua|lagi|juga)\b"
    rf"|\b(?:masih|tetap) (?:\w+ )?{_OFFICER}(?: yang)? (?:lama|sama)\b"
)
_NEW_OFFICERS = re.compile(
    rf"\b{_OFFICER}(?: yang| sudah| juga| kami| semua| lama){{0,3}} (?:baru|{_CHANGE}|terpilih|(?:di"
    rf"|ter)pilih (?:lagi yang )?baru|sekarang (?:pak|bu|ibu|bapak))\b(?! (?:belum|tidak)\b)"
    rf"|\b(?:(?:ber|me)?ganti|(?:me|ter|di)?(?:pilih|milih|bentuk)|pemilihan|pelantikan|melantik|lantik"
    rf"|pergantian) {_OFFICER}\b"
    r"(?!.{0,20}\b(?:belum|tidak)\b)|\bterpilih\b|\b(?:di|ter)?pilih (?:lagi )?yang baru\b"
)

_WISHED = re.compile(
    r"\b(?:minta|usul\w*|ingin|mau|akan|supaya|agar|sebaiknya|lebih baik|rencana\w*|setuju|sepakat|rapat|proses"
    r"|harus|perlu)\b"
    r"[^,;]{0,24}\b(?:di)?bubar\w*|\b(?:di)?bubar\w* saja\b"
)
"""Who wishes the end has not come to it."""
_ITS_KIND = re.compile(r"\b(?:kopwan|kopkar|kopma|kopontren|koptan|koppas|kud|kpri|ksp|ksu|bmt)\b")
"""What a cooperative is called by its kind."""
_ASKS = re.compile(r"\b(?:apakah|bagaimana|cara|kalau|jika|kenapa)\b")
_SOMETHING_ELSE = re.compile(
    r"\b(?:rat|rapat|anggota|pengurus|ketua|bendahara|sekretaris|nomor)(?:nya)?(?: \w+){0,3}"
    r" (?:aktif|jalan|berjalan|bubar\w*)|(?<!koperasi )\bsaya (?:sudah |memang )?tidak (?:lagi )?aktif"
)
"""A meeting that is over, members who don't take part."""
_BY_DEED = re.compile(
    r"\b(?:akta|sk|surat|pengumuman|notaris|disahkan|diumumkan|resmi|lewat notaris)\b.{0,30}\b(?:pem|di)?bubar\w*"
    r"|\b(?:pem|di)bubar\w*\b.{0,30}\b(?:akta|notaris|disahkan|diumumkan|resmi|selesai|sk)\b"
)
"""An end that is on paper."""
_DISSOLVED = re.compile(
    r"(?<!belum )(?<!tidak )(?<!akan )(?<!mau )(?<!kapan )(?:(?<=sudah )|(?<=telah )|(?<=koperasi )"
    r"|(?<=kami )|^)(?:di)?bubar(?:kan)?\b|\bmembubarkan diri\b"
)
_NOT_YET_SO = re.compile(
    r"\b(?:belum|mau|akan|rencana\w*|proses|sedang|tidak|minta|ingin|harus|perlu)\b[^,;]{0,24}\b(?:di|pem)?bubar\w*"
)
_INACTIVE = re.compile(
    r"\b(?:(?:lama|sudah) tutup (?:lah )?koperasi\b|koperasi(?:nya)?(?: kami"
    r"| ini)? (?:sudah )?(?:lama )?tutup\b|(?:toko|usaha"
    r"|kantor)(?: \w+){0,3} tutup\b.{0,40}\btidak ada (?:lagi )?kegiatan\b|"
    r"koperasi\w*(?: (?!tidak|belum|bukan)\w+){1,3} (?:vakum|fakum|mati suri|mati|non ?aktif|macet|mandek"
    r"|berhenti) (?:sejak|semenjak|dari|sudah|total)\b|"
    r"koperasi\w*(?: kami| ini)? (?:sudah |memang )?(?:lama )?tidak (?:ada|punya) (?:lagi )?(?:kegiatan"
    r"|aktivitas|aktifitas)\w*|"
    r"tidak ada (?:lagi )?(?:kegiatan|aktivitas|aktifitas)(?: lagi)?(?: di)? koperasi|(?:tidak"
    r"|bukan) (?:lagi )?(?:aktif|jalan|jln|berjalan|beroperasi|beraktivitas|beraktifitas)\b"
    r"|(?:koperasi|kop|sudah|kegiatan)(?:nya)? (?:kami |ini )?(?:lama )?(?:vakum|mati suri|mati|non ?aktif|macet"
    r"|berhenti(?! (?:jadi|menjadi|sebagai|dari)\b))\b|^(?:vakum|mati suri|non ?aktif)\b)"
)


def read_meeting(text: str) -> str:
    """The form of the meeting that a text names; empty for none."""
    return meeting_in(normalise(text))


def meeting_in(words: str) -> str:
    """The same for normalised words."""
    if not any(letters in words for letters in OF_MEETINGS):
        return ""
    words = _NONE_SO.sub(" ", words)
    return next((name for name, said in _FORMS.items() if said.search(words)), "")


_FORMS = {name: re.compile(rf"\b(?:{said})\b") for name, said in MEETINGS.items()}


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
    of, digits, *letters, first = found.groups()
    if of == "yang" and (first or not re.search(r"\b(?:rat|rapat)\b", words)):
        return None
    if digits:
        return int(digits) or None
    return 1 if first else _roman(next(filter(None, letters)))


def _roman(letters: str) -> int | None:
    values = [_ROMAN[letter] for letter in letters]
    total = sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))
    return total if total > 0 else None


def read_new_officers(words: str) -> str:
    """ "yes" where new officers were elected, "no" where the old ones stay; empty when neither is said."""
    if not any(letters in words for letters in OF_OFFICERS):
        return ""
    if _NOT_CHANGED.search(words):
        return "no"
    if _NEW_OFFICERS.search(words):
        return "yes"
    return "no" if _STAY.search(words) else ""


_ELECTION_OPEN = re.compile(
    r"\b(?:mau|akan|ingin|minta|rencana\w*|usul\w*|belum|tidak|kalau|jika|harus|perlu|wajib|cara\w*|bagaimana|nanti"
    r"|besok|calon|supaya|agar|saya|surat|sk|akta)\b|\b(?:kami|kita) (?:semua )?(?:pengurus|ketua|sekretaris"
    r"|bendahara)\b"
)


_ELECTED = re.compile(
    rf"\b(?:di|ter|me)?(?:pilih|milih|ganti|tukar|rombak|lantik)\w*\b|\b(?:pergantian|pemilihan|pelantikan)\b"
    rf"|\b{_OFFICER} sekarang\b"
)


def is_election_told(words: str) -> bool:
    """Whether officers have been changed, and not only wished for or who writes: "saya ketua baru"."""
    return _ELECTED.search(words) is not None and _ELECTION_OPEN.search(words) is None


def were_elected(words: str) -> bool:
    """Whether it is said so plainly that officers were elected that it counts beside any outcome."""
    return re.search(rf"\b{_OFFICER}(?: \w+){{0,2}} (?:dipilih|terpilih|dilantik)\b", words) is not None


def read_standing(text: str) -> str:
    """`dissolved` or `inactive` where somebody says that the cooperative is; empty for anything else, and questions."""
    words = _ITS_KIND.sub("koperasi", normalise(text))
    if "?" in words or _ASKS.search(words):
        return ""
    if "bubar" in words and _BY_DEED.search(words) and not _NOT_YET_SO.search(words):
        return "dissolved"
    words = _SOMETHING_ELSE.sub(" ", words)
    if "bubar" in words and _DISSOLVED.search(words) and not _WISHED.search(words):
        return "dissolved"
    return "inactive" if _INACTIVE.search(words) else ""
