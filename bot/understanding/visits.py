"""What people answer to a visit: "boleh pak silakan datang kamis", "lusa jam 10", "saya cuma karyawan"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.understanding import asking, clauses, dates, times, visit_obstacles, visit_questions
from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.calendar_words import WEEKDAYS
from bot.understanding.values import Read
from bot.understanding.words import strip_politeness


def read_visit(text: str, today: date) -> dict[str, Read[Any]]:
    """What the words say, by name.

    answer   "accept", "later" (another time, not said which), "refuse", "visited" already, "moved" (the office is
             elsewhere), "wrong_person", "never_visited", "gone" (the cooperative is no more)
    day, at  the moment they name for the visit, or of the one that was; never one they decline
    asks     "who", "cost", "purpose", "when", "bring", "attendees", "evening"
    """
    parts = [each for part in clauses.split(text[:MOST_SIGNS])[:MOST_PARTS] for each in _VOCATIVE.split(part)]
    said = " , ".join(parts)
    if not strip_politeness(said) or said.isdecimal():
        return {}
    facts: dict[str, Read[Any]] = {}
    if (asked := visit_questions.find(said)) and not (_IN_VAIN.search(said) and "?" not in said):
        facts["asks"] = Read(asked, "exact", said)
    if others := "" if _IN_VAIN.search(said) else visit_obstacles.find(said):
        facts["answer"] = Read(others, "exact", said)
        if others == "never_visited" and "?" not in said:
            facts.pop("asks", None)
        if others == "visited" and (then := dates.read_date(said, today, tense="past")):
            facts["day"] = then
        return facts
    if _OPENING_HOURS.search(said) or _WE_COME.search(said) or _NEVER_CAME.search(said):
        return facts
    agreed = any(_agrees(part) for part in parts)
    wanted = " , ".join(
        _UNTIL.sub(" ", part)
        for part in parts
        if not (
            _WH.search(part)
            or _BUSY.search(part)
            or declines(part)
            or visit_questions.find(part)
            or (_is_aside(part) and not agreed)
        )
    )
    if (day := _day(wanted, today)) is not None:
        facts["day"] = replace(day, precision="doubtful") if day.precision == "exact" and _IFFY.search(wanted) else day
    if (at := times.read_time(wanted)) is not None:
        facts["at"] = replace(at, precision="doubtful") if _HINDRANCE.search(wanted) else at
    if _VISITED_OR_YES.fullmatch(strip_politeness(said)):
        facts["answer"] = Read("visited", "doubtful", said)
    elif answer := _answer(said, parts, facts):
        facts["answer"] = Read(answer, "exact", said)
    return facts


MOST_SIGNS, MOST_PARTS = 1200, 12
"""What is looked at: nobody answers a visit with more."""
_VOCATIVE = re.compile(
    r" (?:pak|bapak|bu|ibu|bang|kak) (?=(?:minggu|hari|kami|saya|bulan|tanggal|besok|lusa|senin|selasa|rabu|kamis"
    r"|jumat|sabtu"
    r"|tidak|belum|bisa|boleh|silakan|datang (?:saja|lah)|jangan|nanti|soalnya|karena|sebab|ada|lagi|sedang|masih"
    r"|terima kasih)\b)"
)
"""Who is addressed in the middle of a sentence ends a part of it."""


_VISITED_OR_YES = re.compile(r"(?:iya )?sudah(?: kok)?")


def _day(wanted: str, today: date) -> Read[date] | None:
    """The day that is proposed: "senin", said on a Monday, is the next one."""
    day = dates.read_date(_NOW.sub(" ", wanted), today, tense="future")
    if day is not None and day.value == today and day.precision == "doubtful" and day.words.split()[-1] in WEEKDAYS:
        return Read(today + timedelta(days=7), "exact", day.words)
    if day is not None and day.precision in ("exact", "doubtful") and (day.value < today or _JUST.search(day.words)):
        return None
    if day is not None and today in day.candidates and not _TODAY.search(day.words):
        others = tuple(each + timedelta(days=7) if each == today else each for each in day.candidates)
        return Read(others[0], "several", day.words, others)
    return day


_TODAY = re.compile(r"\bhari ini\b|\bsekarang\b")
_HINDRANCE = re.compile(r"\b(?:pulang|selesai kerja|kerja|buka|tutup|istirahat|ngajar|mengajar|sekolah)\b")
"""What the time that is named may be that of."""
_IFFY = re.compile(
    r"\b(?:kalau|jika|bila|asal) (?:tidak (?:hujan|ada \w+|sibuk|halangan|banjir|lembur)|cuaca|jadi|sempat|cerah"
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
_OPENING_HOURS = re.compile(
    r"\b(?:senin|selasa|rabu) (?:sampai|hingga|-) (?:\w+ ){1,3}buka\b|\bbuka\b.{0,16}\bsampai\b|\bjam kerja\b"
    r"|\bbuka (?:dari )?jam\b"
)
_WE_COME = re.compile(
    r"\b(?:kami|saya|ketua|pengurus|bendahara|sekretaris)(?: saja)?(?: yang| akan| mau| bisa| harus)* (?:datang "
    r"|pergi |berkunjung )?"
    r"ke (?:kantor )?dinas\b"
)
_NEVER_CAME = re.compile(r"\bjanji\w*\b.*\b(?:tidak|belum) (?:juga |jadi |pernah )*(?:datang|muncul)")
_UNTIL = re.compile(
    r"\b(?:sampai|hingga)(?: dengan)? (?:tanggal|hari|akhir|awal|bulan|minggu|setelah|habis|senin|selasa|rabu|kamis"
    r"|jumat|sabtu)\b.*"
)
_AGREES = re.compile(
    r"\b(?:boleh|silakan|(?:di)?persilakan|siap|bisa|oke|iya|setuju|baik(?= (?:pak|bu|bapak|ibu|kami|saya|silakan"
    r"|iya|siap)\b|$)|ditunggu|tunggu|menunggu"
    r"|datang(?:lah)? (?:saja|lah)|datanglah"
    r"|datang(?=$| (?:besok|lusa|hari|senin|selasa|rabu|kamis|jumat|sabtu|minggu|tanggal|jam|pukul|pagi|siang|sore"
    r"|terus)\b| ke (?:kantor|sini|tempat|rumah)(?: kami| saya| ketua)?$)"
    r"|dengan senang hati|senang|bersedia|berkenan|(?:terima|menerima) (?:kunjungan|bapak|ibu|petugas)\w*|cocok|pas"
    r"|sepakat|sip|mantap|tidak (?:apa-apa|masalah|keberatan)"
    r"|terima kedatangan|terserah|kapan (?:(?:\w+ ){0,2}(?:sempat|luang) )?(?:saja|pun)|bebas|ikut (?:saja|bapak"
    r"|jadwal)|sesuai jadwal"
    r"|mau(?: (?:dikunjungi|menerima|kok|pak|bu))*$"
    r""
    r"|ada di (?:kantor|tempat)|di (?:tempat|kantor)(?: terus| selalu)?(?! (?:lama|baru|yang)))\b|[👍👌✅✔]|^1$|^jadi\b"
)
_REFUSES = re.compile(
    r"\b(?:tidak|belum|tak) (?:usah|perlu|bisa|dapat|sempat|siap|mau|bersedia|jadi|ada (?:orang|waktu|pengurus|siapa"
    r"|di)|di (?:tempat|kantor|rumah)|boleh|setuju|berkenan|memungkinkan|terima|payah|menerima)\b|\bjangan\b"
    r"|\bbatal\w*\b|\bberhalangan\b|\b(?:menolak|tolak|ditolak)\b|\b(?:full|penuh|padat|off)\b|^bukan (?:hari|senin"
    r"|selasa|rabu|kamis|jumat"
    r"|sabtu|minggu|tanggal|besok|lusa|jam)\b|\b(?:saya|kami|ketua|pengurus|orang)(?:nya)? (?:lagi |sedang "
    r"|semua )?tidak (?:ada|di)\b|\bkeberatan\b"
    r"|\b(?:di ?)?luar (?:kota|daerah|negeri)\b|\bada (?:acara|urusan|rapat|keperluan|kegiatan|tugas|hajatan|pesta"
    r"|pelatihan|bimtek|ujian|kerjaan|pengajian|arisan|kondangan|wisuda)\b"
    r"|\b(?:sedang|lagi|masih) (?:sakit|sibuk|libur|keluar|tutup|cuti|umrah|umroh|haji|mudik|dirawat)\b|^(?:tidak|2|❌"
    r"|bukan|maaf|sakit|sibuk)$|\b(?:kantor(?:nya)?|kami|koperasi) (?:\w+ )?(?:tutup|libur)\b|\bsibuk\b"
    r"|\bpuasa\b.{0,10}\blibur\b|\b(?:libur|tutup) (?:kami|kantor|koperasi|(?:hari |tiap |setiap )*(?:senin|jumat"
    r"|sabtu|minggu))\b|^(?:hari )?(?:besok|lusa|senin|selasa"
    r"|rabu|kamis|jumat|sabtu|minggu|tanggal \d+)(?: (?:kami|kantor|koperasi))? (?:libur|tutup)\b"
)
_NOT_REFUSED = re.compile(
    r"\b(?:tidak|bukan) (?:ada )?(?:apa-apa|masalah|keberatan|halangan|kendala|jauh)\b|\bjangan (?:(?:datang )?tanpa"
    r"|lupa|khawatir"
    r"|terlambat|telat|lama-lama|sungkan|terlalu)\b|\b(?:kalau|jika|bila) (?:tidak|jadi|bisa"
    r"|berkenan)\w*(?: (?!jangan)\w+)?"
    r"|\bmengganggu tidak\b|\bjangan-jangan\b"
)
_LATER = re.compile(
    r"\b(?:waktu|hari|jam|jadwal|tanggal)(?:nya)? (?:tolong |mohon |bisa |minta )*(?:di)?(?:ganti|ubah|geser|undur"
    r"|pindah)\w*|\bbelum (?:ada (?:waktu|kepastian)|sempat|siap|(?:bisa |dapat )?(?:(?:me)?[mp]astikan|(?:men"
    r"|di)?tentukan|putuskan))\b|\b(?:jadwal(?:kan)? ulang|dijadwal(?:kan)? ulang|atur ulang"
    r"|diatur ulang|re ?schedule|ganti (?:hari|jadwal"
    r"|tanggal|jam|waktu)|pindah(?:kan)? (?:hari|jadwal|tanggal|jam)|geser|digeser|di ?undur|undur\w*|mundur\w*"
    r"|dimundurkan|tunda|ditunda|majukan|dimajukan"
    r"|lain (?:hari|kali|waktu)|(?:hari|waktu|jam|tanggal|minggu) lain|nanti (?:saja|dulu|kami kabari|saya kabari)"
    r"|nanti (?:kami|saya) \w+|(?:saya|kami) (?:kabari|kabarkan|hubungi|infokan)|(?:di)?kabari(?! (?:dulu|sehari"
    r"|sebelum\w*|kalau|jika|jam|\d+ hari))|kapan-kapan"
    r"|bulan depan|menyusul|pending)\b"
    r"|(?:^|, )nanti(?: iya| pak| bu)*(?: ,|$)"
)
_IN_VAIN = re.compile(
    r"\b(?:percuma|sia-sia|mubazir|tidak (?:ada )?(?:guna|gunanya|manfaat\w*|bantuan|untung\w*|perlu|usah|penting"
    r"|berguna))\b"
)
"""So a question is none: it refuses."""


def _answer(said: str, parts: list[str], facts: dict[str, Read[Any]]) -> str:
    refused = [
        part
        for part in parts
        if not _BUSY.search(part) and declines(part, excused="asks" not in facts) and not visit_questions.find(part)
    ]
    others = [
        part
        for part in parts
        if part not in refused and not _BUSY.search(part) and not _is_asked(part) and not _is_aside(part)
    ]
    day = facts.get("day")
    if day is not None and (day.precision == "month" or _FEAST.search(day.words)):
        return "later"
    if day is not None:
        return "" if day.precision == "several" else "accept"
    if "at" in facts and all(_TIME_OF.search(part) or not declines(part, excused=False) for part in refused):
        return "accept" if others else ""
    if _LATER.search(said) or (_WAIT.search(said) and not any(map(_FIRM.search, refused))):
        return "later"
    if _IN_VAIN.search(said) and not _NOT_REFUSED.search(said):
        return "refuse"
    if refused and any(map(_agrees, others)) and all(map(_OTHERS_CANT.match, refused)):
        return "accept"
    if refused:
        if any(map(_agrees, others)) and all(_TIME_OF.search(part) for part in refused):
            return "accept"
        return "later" if any(_TIME_OF.search(part) for part in refused) or _UNTIL.search(said) else "refuse"
    if any(map(_agrees, others)):
        return "accept"
    if "asks" in facts:
        return ""
    answers = {read_answer(part, Asked.COME) for part in others}
    if answers & {Answer.NO, Answer.POLITE_NO, Answer.NOT_YET}:
        return "refuse"
    return "accept" if Answer.YES in answers else ""


_WAIT = re.compile(
    r"\b(?:tunggu|menunggu) (?!kedatangan|bapak|ibu|pak |bu |di |jam |hari |tanggal |besok|lusa|ya\b|iya\b|saja"
    r"|bantuan\w*|kami"
    r"|petugas|tim)\w+"
    r"|\b(?:tanya\w*|diskusi\w*|koordinasi\w*|bicara\w*|rapat\w*|lapor|konfirmasi|rundingkan|musyawarah\w*|rapatkan"
    r"|bahas|izin|cek|lihat) (?:\w+ ){0,3}dulu\b"
    r"|\b(?:setelah|habis"
    r"|selesai|sesudah) (?:rat|rapat|tutup buku|audit|laporan)\b"
)
"""First something else has to happen."""
_OTHERS_CANT = re.compile(
    r"(?:tapi |tetapi |namun |cuma |hanya )?(?:ketua|bendahara|sekretaris|manajer|pengawas|pengurus lain"
    r"|sebagian)(?:nya)?\b"
)
"""Somebody is missing, and the one who writes is not."""
_FIRM = re.compile(
    r"\b(?:(?:tidak|tak) (?:usah|perlu|mau|bersedia|boleh|setuju|ingin)|jangan|menolak|tolak|keberatan|batal)\b"
)
"""No, whatever happens first."""
_BUSY = re.compile(
    r"^(?:karena |soalnya |kalau )?(?:pagi|siang|sore)(?: hari)? (?:saya |kami |semua |masih |lagi )*(?:(?:di"
    r"|ke) (?:kebun|ladang|sawah|pasar"
    r"|sekolah|toko|tempat kerja)|kerja|bekerja|mengajar|jualan|berdagang|sekolah|dinas)\b"
)
"""Where they are at a time of day, which neither agrees nor refuses."""
_TRAILING = re.compile(r"(?<=\w)(?: (?:iya|kan|kok|pak|bapak|bu|ibu|bang|kak))+$")
_FEAST = re.compile(
    r"\b(?:lebaran|puasa|ramadhan|ramadan|idul\w*|natal|tahun baru|imlek|haji|hari raya|nyepi|maulid)\b"
)
_TIME_OF = re.compile(
    r"\b(?:(?:jam|pukul) \d+|senin|selasa|rabu|kamis|jumat|sabtu|minggu|besok|lusa|tanggal|tulat|hari ini|bulan|pagi"
    r"|siang|sore|malam"
    r"|puasa|ramadhan|sekarang|pekan)\b"
)


def _is_asked(part: str) -> bool:
    return asking.is_asking(part) or visit_questions.find(part) != ""


def declines(part: str, *, excused: bool = True) -> bool:
    """Whether a part says no to what it names; with `excused` also by an excuse alone."""
    if asking.is_asking(part):
        return False
    left = _NOT_REFUSED.sub(" ", part)
    if _REFUSES.search(left):
        return True
    return excused and read_answer(left, Asked.COME) in (Answer.NO, Answer.POLITE_NO)


def _is_aside(part: str) -> bool:
    """Whether a part tells of another matter and asks nobody to come."""
    if _THEIR_OWN.search(part):
        return True
    return _OTHER_MATTER.search(part) is not None and not _INVITES.search(part)


def _agrees(part: str) -> bool:
    """Whether a part, of the visit, says yes."""
    said = _TRAILING.sub("", part)
    said = _IF_THEY_COME.sub(" ", said)
    return _AGREES.search(said) is not None and not _is_aside(part) and not _NOT_SO.search(_NOT_REFUSED.sub(" ", said))


_IF_THEY_COME = re.compile(
    r"\b(?:kalau|jika|bila|saat|waktu|pas|ketika) (?:ada )?(?:petugas|dinas|bapak|ibu|pak|bu|orang|tim"
    r"|yang)\w*(?: \w+)? (?:datang|berkunjung)\b"
)
_NOT_SO = re.compile(r"\b(?:belum|bukan|tidak pernah)\b")
_WH = re.compile(r"\b(?:berapa|siapa)\b")
_OTHER_MATTER = re.compile(
    r"\b(?:bantuan|foto\w*|macet|renovasi|direnovasi|(?:saya|kami) (?:akan |mau |bisa )?(?:kirim|antar|setor|upload"
    r"|serahkan|lengkapi|perbaiki|isi)\w*|rat|rapat|acara|pelatihan|sosialisasi|laporan\w*|lapor|lpj|neraca|berkas"
    r"|ods|kkb|konsul\w*|konsultasi\w*"
    r"|klinik|data|nama"
    r"|pinjam\w*|modal|zoom|telegram|daftar|menu|langganan|pesan|password|upload|antrian|shu|booking|kuorum"
    r"|tutup buku|curhat|komplain"
    r"|pajak|info|ulang|akun)\b"
)
_THEIR_OWN = re.compile(
    r"\b(?:anak|istri|suami|orang tua|teman|tamu|keluarga|saudara) (?:saya|kami) (?:\w+ ){0,2}(?:datang|pulang|ujian"
    r"|wisuda)\b"
    r"|\b(?:saya|kami) (?:akan |mau |harus |juga )?(?:ke (?!sini|kantor|sekretariat|rumah)\w+|belanja|jualan"
    r"|berangkat)\b"
    r"|\b(?:jalan|jembatan|akses)\w*\b.{0,20}\b(?:rusak|macet|banjir|putus|becek|licin)\b|\btunggu bantuan\w*"
)
"""What they do, wait for or complain of themselves."""
_INVITES = re.compile(r"\b(?:datang\w*|silakan|kunjung\w*|ditunggu|tunggu|menunggu|ke sini|ke kantor)\b")
