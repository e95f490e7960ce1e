"""The day and the hour that somebody proposes for a visit: never one that they decline or tell of something else."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.understanding import asking, dates, times
from bot.understanding.calendar_words import WEEKDAYS
from bot.understanding.date_table import MONTH
from bot.understanding.values import Read

PUT_OFF = re.compile(
    r"(?<!jangan )(?<!tidak )(?<!tidak usah )\b(?:di|me|pe)?(?:tunda|nunda|undur|mundur|tangguh)(?:kan)?\b"
)


def moment(parts: list[str], today: date) -> dict[str, Read[Any]]:
    """The day and the time that are proposed."""
    parts = [_NOT_THEN.sub(" ", part) for part in parts]
    open_to_it = [_UNTIL.sub(_then, part) for part in map(_open, parts) if part]
    told = [part for part in open_to_it if not _is_aside(part)]
    stretches = [" , ".join(part for part in told if not asking.is_asking(part)), " , ".join(told)]
    tried = ((each, _day(each, today)) for each in dict.fromkeys((*stretches, " , ".join(open_to_it), *told)))
    wanted, day = next((found for found in tried if found[1] is not None), (stretches[1], None))
    found: dict[str, Read[Any]] = {}
    if day is not None:
        found["day"] = replace(day, precision="doubtful") if day.precision == "exact" and _IFFY.search(wanted) else day
    hour = _BESIDE_HOURS.sub(" ", wanted if day is None else _NUMBERED.sub(" ", wanted))
    others = _NUMBERED.sub(" ", stretches[1])
    before, *_ = _REASON.split(hour)
    looked_at = dict.fromkeys((*(_PRAYER.sub(r"habis \1", each) for each in (before, hour)), others, *told))
    if (at := next((at for each in looked_at if (at := times.read_time(each)) is not None), None)) is not None:
        before, *_ = _REASON.split(wanted)
        is_theirs = _HINDRANCE.search(before if at.words in before else wanted) is not None
        found["at"] = replace(at, precision="doubtful") if is_theirs else at
    return found


_THERE = r"\b(?:saya|kami|kita) (?:sudah |selalu )?(?=ada(?: (?:di|rumah|terus|seharian|kok|pak|bu|saja|,)|$))"
_BESIDE_DAYS = re.compile(
    rf"{_THERE}|\b(?:sekitar|kira-kira|kira kira|paling) (?=jam|pukul)|\bjam \d+ an\b|\b(?:sudah|tadi)\b"
    r"|\b(besok|nanti|lusa)[ -]\1\b"
)
_BESIDE_HOURS = re.compile(_THERE)
"""What leaves the day or the hour as sure as it is: that they are there, how sure the hour is, what is past."""
_NOT_THEN = re.compile(
    r"\bjangan (?:hari )?(?:tanggal \d{1,2}|senin|selasa|rabu|kamis|jumat|sabtu|besok|lusa|bulan ini|minggu ini)\b"
    r"|\bminggu[ -]minggu ini\b"
    rf"|\b(?:balik|pulang|kembali)(?:nya)?(?: (?:nanti|sekitar|baru|hari))* (?:tanggal )?\d{{1,2}}(?: (?:{MONTH}))?\b"
)
"""What names only the day that doesn't suit; the rest of the part may propose another."""
_PRAYER = re.compile(r"\b(d?zuhur|ashar|asar|magh?rib|isya)$")
_NUMBERED = re.compile(r"\btanggal \d{1,2}\b")


def _day(wanted: str, today: date) -> Read[date] | None:
    """The day that is proposed: "senin", said on a Monday, is the next one."""
    day = dates.read_date(_NOW.sub(" ", _BESIDE_DAYS.sub(" ", wanted)), today, tense="future")
    if day is not None and day.value == today and day.precision == "doubtful" and day.words.split()[-1] in WEEKDAYS:
        return Read(today + timedelta(days=7), "exact", day.words)
    if day is not None and day.precision in ("exact", "doubtful") and (day.value < today or _JUST.search(day.words)):
        return None
    if day is not None and day.precision in ("month", "range") and day.value < today.replace(day=1):
        return None
    if day is not None and today in day.candidates and not _TODAY.search(day.words):
        others = tuple(each + timedelta(days=7) if each == today else each for each in day.candidates)
        return Read(others[0], "several", day.words, others)
    return day


_TODAY = re.compile(r"\bhari ini\b|\bsekarang\b")
_HINDRANCE = re.compile(r"\b(?:pulang|selesai kerja|kerja|buka|tutup|istirahat|ngajar|mengajar|sekolah)\b")
"""What the time that is named may be that of."""
_REASON = re.compile(r"\b(?:soalnya|karena|sebab)\b")
_IFFY = re.compile(
    r"\b(?:kalau|jika|bila|asal) (?:(?:sudah )?(?:longgar|selesai|beres|senggang)"
    r"|tidak (?:hujan|ada \w+|sibuk|halangan|banjir|lembur)|cuaca|jadi|sempat|cerah"
    r"|sembuh|sehat"
    r"|memungkinkan|diizinkan)\b"
)
"""What a day still depends on."""
_JUST = re.compile(r"\b(?:baru saja|barusan|tadi)\b")
_NOW = re.compile(
    r"\bsekarang\b(?! (?:juga|saja|bisa|boleh))"
    r"|\bkalau (?=(?:hari |tanggal )?(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|\d+)(?: jam \d+)? (?:bisa|boleh"
    r"|bagaimana|saja)\b)"
)
_UNTIL = re.compile(
    r"\b(?:sampai|hingga)(?: dengan)? (?:tanggal|hari|akhir|awal|bulan|minggu|setelah|habis|senin|selasa|rabu|kamis"
    r"|jumat|sabtu)\b.*"
)


def _then(until: re.Match[str]) -> str:
    """What is left of a time until which something lasts: all of it where the visit is put off until then."""
    return until[0] if PUT_OFF.search(until.string, 0, until.start()) else " "


def _open(part: str) -> str:
    """A part that refuses nothing, or what stands before the reason for which another time is refused."""
    if not refuses(part):
        return part
    before, *reason = _REASON.split(part, maxsplit=1)
    return before if reason and not refuses(before) else ""


def refuses(part: str) -> bool:
    """Whether a part of a message says that a time doesn't suit."""
    return REFUSES.search(_NOT_REFUSED.sub(" ", part)) is not None


def _is_aside(part: str) -> bool:
    """Whether a part tells where they are or of another matter, or asks how much."""
    return any(pattern.search(part) for pattern in (_BUSY, _WH, _OTHER_MATTER))


_OTHER_MATTER = re.compile(
    r"\b(?:tadi|semalam|(?:saya|kami) (?:akan |mau |harus )?(?:kirim|antar|setor|jemput)\w*|rat (?:kami|saya)"
    r"|(?:kami|saya) rat|laporan\w*|repot)\b"
)
_BUSY = re.compile(
    r"^(?:karena |soalnya |kalau )?(?:pagi|siang|sore)(?: hari)? (?:saya |kami |semua |masih |lagi )*(?:(?:di"
    r"|ke) (?:kebun|ladang|sawah|pasar"
    r"|sekolah|toko|tempat kerja)|kerja|bekerja|mengajar|jualan|berdagang|sekolah|dinas)\b"
)
"""Where they are at a time of day, which neither agrees nor refuses."""
_WH = re.compile(r"\b(?:berapa|siapa)\b")
_AWAY = r"(?:dinas|tugas) (?:ke )?luar\b|perjalanan dinas\b|(?:saya|kami) cuti\b"
AWAY = re.compile(rf"\b(?:{_AWAY})")
REFUSES = re.compile(
    r"^(?:tidak|2|❌|bukan|maaf|sakit|sibuk)$|\b(?:(?:tidak|belum|tak) (?:usah|perlu|bisa|dapat|sempat|siap|mau"
    r"|bersedia|jadi"
    r"|ada (?:orang|waktu|pengurus|siapa|di)|di (?:tempat|kantor|rumah)|boleh|setuju|berkenan|memungkinkan|terima|payah"
    r"|menerima)\b|jangan\b"
    r"|batal\w*\b|berhalangan\b|(?:menolak|tolak|ditolak)\b|(?:full|penuh|padat|off)\b|^bukan (?:hari|senin"
    r"|selasa|rabu|kamis|jumat"
    r"|sabtu|minggu|tanggal|besok|lusa|jam)\b|(?:saya|kami|ketua|pengurus|orang)(?:nya)? (?:lagi |sedang "
    r"|semua )?tidak (?:ada|di)\b|keberatan\b"
    r"|(?:di ?)?luar (?:kota|daerah|negeri)\b|ada (?:acara|urusan|rapat|keperluan|kegiatan|tugas|hajatan|pesta"
    r"|pelatihan|bimtek|ujian|kerjaan|pengajian|arisan|kondangan|wisuda|kenduri|nikahan|takziah|agenda|janji"
    r"|tamu|monev|diklat|sidang|apel|upacara|perjalanan)\b"
    rf"|{_AWAY}"
    r"|(?:kelamaan|kejauhan|kecepatan|terlalu (?:lama|jauh|cepat|mepet))\b"
    r"|(?:sedang|lagi|masih|sudah) (?:sakit|sibuk|libur|keluar|tutup|cuti|umrah|umroh|haji|mudik|dirawat)\b"
    r"|(?:kantor(?:nya)?|kami|koperasi) (?:\w+ )?(?:tutup|libur)\b|sibuk\b"
    r"|puasa\b.{0,10}\blibur\b|(?:libur|tutup) (?:kami|kantor|koperasi|(?:hari |tiap |setiap )*(?:senin|jumat"
    r"|sabtu|minggu))\b|^(?:hari )?(?:besok|lusa|senin|selasa"
    r"|rabu|kamis|jumat|sabtu|minggu|tanggal \d+)(?: (?:kami|kantor|koperasi))? (?:libur|tutup)\b)"
)
_NOT_REFUSED = re.compile(
    r"\b(?:tidak|bukan) (?:ada )?(?:apa-apa|masalah|keberatan|halangan|kendala|jauh)\b|\bsehari(?:an)? penuh\b"
    r"|\bjangan (?:(?:datang )?tanpa"
    r"|lupa|khawatir|kelamaan|kejauhan"
    r"|terlambat|telat|lama-lama|sungkan|terlalu|ke mana|kemana|pergi)\b|\b(?:kalau|jika|bila) (?:tidak|jadi|bisa"
    r"|berkenan)\w*(?: (?!jangan)\w+)?"
    r"|\bmengganggu tidak\b|\bjangan-jangan\b"
)
