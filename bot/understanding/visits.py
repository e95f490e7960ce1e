"""What people answer to a visit: "boleh pak silakan datang kamis", "lusa jam 10", "saya cuma karyawan"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.understanding import asking, clauses, dates, identity, times, visit_questions
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
    parts = [each for part in clauses.split(text)[:MOST_PARTS] for each in _VOCATIVE.split(part)]
    said = " , ".join(parts)
    if not strip_politeness(said) or said.isdecimal():
        return {}
    facts: dict[str, Read[Any]] = {}
    if (asked := visit_questions.find(said)) and not (_IN_VAIN.search(said) and "?" not in said):
        facts["asks"] = Read(asked, "exact", said)
    if others := "" if _IN_VAIN.search(said) else _other_answer(said):
        facts["answer"] = Read(others, "exact", said)
        if others == "never_visited" and "?" not in said:
            facts.pop("asks", None)
        if others == "visited" and (then := dates.read_date(said, today, tense="past")):
            facts["day"] = then
        return facts
    if _OPENING_HOURS.search(said):
        return facts
    agreed = any(_agrees(part) for part in parts)
    wanted = " , ".join(
        _UNTIL.sub(" ", part)
        for part in parts
        if not (_WH.search(part) or declines(part) or visit_questions.find(part) or (_is_aside(part) and not agreed))
    )
    if (day := _day(wanted, today)) is not None:
        facts["day"] = day
    if (at := times.read_time(wanted)) is not None:
        facts["at"] = replace(at, precision="doubtful") if _HINDRANCE.search(wanted) else at
    if _VISITED_OR_YES.fullmatch(strip_politeness(said)):
        facts["answer"] = Read("visited", "doubtful", said)
    elif answer := _answer(said, parts, facts):
        facts["answer"] = Read(answer, "exact", said)
    return facts


MOST_PARTS = 12
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
    if day is not None and day.precision in ("exact", "doubtful") and day.value < today:
        return None
    if day is not None and today in day.candidates and not _TODAY.search(day.words):
        others = tuple(each + timedelta(days=7) if each == today else each for each in day.candidates)
        return Read(others[0], "several", day.words, others)
    return day


_TODAY = re.compile(r"\bhari ini\b|\bsekarang\b")
_HINDRANCE = re.compile(r"\b(?:pulang|selesai kerja|kerja|buka|tutup|istirahat|ngajar|mengajar|sekolah)\b")
"""What the time that is named may be that of."""
_NOW = re.compile(r"\bsekarang\b(?! (?:juga|saja|bisa|boleh))")
_OPENING_HOURS = re.compile(r"\bbuka\b.{0,16}\bsampai\b|\bjam kerja\b|\bbuka (?:dari )?jam\b")
_UNTIL = re.compile(
    r"\b(?:sampai|hingga)(?: dengan)? (?:tanggal|hari|akhir|awal|bulan|minggu|setelah|habis|senin|selasa|rabu|kamis"
    r"|jumat|sabtu)\b.*"
)
_OTHERS: dict[str, re.Pattern[str]] = {
    "never_visited": re.compile(
        r"\b(?:tidak|belum) (?:\w+ )?(?:pernah|ada (?:yang|orang|petugas|dinas|kunjungan|satu ?pun|1 ?pun"
        r"|seorang ?pun|pihak)"
        r"|(?:sekali|1 kali|seorang|satu|1) ?pun)\b.{0,30}\b(?:datang|dikunjungi"
        r"|didatangi"
        r"|berkunjung|ke sini|ditengok|dilihat|dibina|mampir)\b"
        r"|\bbelum pernah (?:di)?(?:kunjung|datang|lihat|tengok|bina)\w*\b|\b(?:dinas|petugas|orang dinas) (?:tidak"
        r"|belum) pernah\b|\btidak pernah (?:di)?(?:kunjung|datang|lihat|tengok|bina)\w*\b|\bbaru (?:sekarang|ini"
        r"|kali ini) (?:\w+ ){0,4}?(?:di)?(?:hubungi|datang|kunjung|cari|ingat|tanya|sapa|perhatikan)\w*"
    ),
    "visited": re.compile(
        r"\b(?:sudah|telah|baru)(?: saja)?(?: pernah| ada| barusan| \d+ ?(?:kali|x)| sering"
        r"| beberapa kali)* (?:di)?(?:kunjung|datang)\w*\b(?! (?:saja|jam"
        r"|hari ini\?))|\b(?:kemarin|tadi|minggu lalu|bulan lalu) (?:sudah|telah|kan|juga"
        r"|sudah ada yang) ?(?:di)?(?:kunjung|datang|ada yang datang)\w*\b"
        r"|\bsudah ada (?:yang|petugas|orang dinas)(?: yang)? (?:datang|berkunjung|ke sini|mampir)\b"
        r"|\bpernah (?:\w+ )?(?:di)?kunjung\w*\b|\b(?:pak|bu|petugas\w*|orang dinas"
        r"|dinas)(?: \w+)?(?: kan)? sudah (?:pernah )?(?:datang|ke sini|berkunjung"
        r"|mampir)\b"
        r"|^(?:iya )?sudah(?: kok| pernah| ada| pak| bu| kan| saja| ,)* (?:pernah(?: kok| pak| bu)?$|kemarin|tadi"
        r"|minggu lalu|bulan lalu|tahun lalu|barusan"
        r"|\d+ ?(?:kali|x))\b"
        r"|\bkunjungan(?:nya)? sudah\b|\bsudah (?:selesai|dilaksanakan|berlangsung) kunjungan"
    ),
    "moved": re.compile(
        r"^(?:sudah )?pindah\b(?! (?:hari|jam|jadwal|tanggal|waktu|ke (?:hari|tanggal|jam)))|\b(?:kantor|alamat"
        r"|sekretariat)(?:nya)?(?: kami| koperasi)* (?:sekarang|kini) (?:di|ke)\b|"
        r"\b(?:kantor|alamat|sekretariat|tempat|lokasi)(?:nya)?(?: kami| koperasi)*(?: sekarang| itu)? (?:sudah "
        r"|telah |tidak lagi |lagi |udah )*(?:pindah\w*|ganti|berubah|berganti|di(?:pindah)\w*|tidak (?:di"
        r"|ada)(?: (?:situ|sana|lagi))?|bukan di (?:situ|sana|alamat itu))\b|\b(?:bukan|tidak) (?:lagi )?di (?:situ"
        r"|sana|alamat itu|tempat itu)(?: lagi)?\b"
        r"|\b(?:kami|koperasi) (?:\w+ )?(?:sudah |telah )?pindah (?:alamat|kantor|tempat|sekretariat|ke )"
        r"|\balamat(?:nya)? (?:kami )?(?:yang |di )?(?:baru|lama)\b|\btidak berkantor di\b|\balamat(?:nya)? (?:itu "
        r"|lama |tersebut |yang "
        r"|di \w+ )*(?:sudah )?(?:salah|tidak (?:benar|berlaku))\b"
        r"|\b(?:sudah "
        r"|telah )pindah(?:nya)?\b|\bpindah (?:alamat|kantor)\b|\bsekarang (?:kami |kita )?(?:berkantor |kantornya "
        r"|alamatnya )di\b"
    ),
}
_GONE = re.compile(
    r"\b(?:tidak ada(?: lagi)?|mati|bubar|tutup|vakum|tidak aktif(?: lagi)?) koperasi\w*|\b(?:bubar\w*|dibubarkan"
    r"|tutup total|gulung tikar)\b"
    r"|\bkoperasi(?:nya)?(?: kami| ini| itu)? (?:sudah "
    r"|memang |lah |lama |telah )*(?:tidak ada|bubar|tutup|mati|tidak aktif|vakum|tidak jalan)\b"
    r"|\b(?:sudah|kami) (?:lama )?(?:tidak (?:aktif|jalan|beroperasi)|vakum|mati suri)\b"
)
_AGREES = re.compile(
    r"\b(?:boleh|silakan|(?:di)?persilakan|siap|bisa|oke|iya|setuju|baik|ditunggu|tunggu|menunggu"
    r"|datang(?:lah)? (?:saja|lah)|datanglah"
    r"|datang"
    r"|dengan senang hati|senang|cocok|pas|sepakat|sip|mantap|tidak (?:apa-apa|masalah|keberatan)"
    r"|terima kedatangan|terserah|kapan (?:saja|pun)|bebas|ikut (?:saja|bapak|jadwal)|sesuai jadwal"
    r"|mau(?: (?:dikunjungi|menerima|kok|pak|bu))*$"
    r""
    r"|ada di (?:kantor|tempat)|di (?:tempat|kantor)(?: terus| selalu)?)\b|[👍👌✅✔]|^1$|^jadi\b"
)
_REFUSES = re.compile(
    r"\b(?:tidak|belum|tak) (?:usah|perlu|bisa|dapat|sempat|siap|mau|bersedia|jadi|ada (?:orang|waktu|pengurus|siapa"
    r"|di)|di (?:tempat|kantor|rumah)|boleh|setuju|berkenan|memungkinkan|terima|payah|menerima)\b|\bjangan\b"
    r"|\bbatal\w*\b|\bberhalangan\b|\b(?:menolak|tolak|ditolak)\b|\b(?:full|penuh|padat|off)\b|^bukan (?:hari|senin"
    r"|selasa|rabu|kamis|jumat"
    r"|sabtu|minggu|tanggal|besok|lusa|jam)\b|\b(?:saya|kami|ketua|pengurus|orang)(?:nya)? (?:lagi |sedang "
    r"|semua )?tidak (?:ada|di)\b|\bkeberatan\b"
    r"|\b(?:di ?)?luar (?:kota|daerah|negeri)\b|\bada (?:acara|urusan|rapat|keperluan|kegiatan|tugas|hajatan|pesta)\b"
    r"|\b(?:sedang|lagi|masih) (?:sakit|sibuk|libur|keluar|tutup|cuti|umrah|umroh|haji|mudik|dirawat)\b|^(?:tidak|2|❌"
    r"|bukan|maaf|sakit|sibuk)$|\b(?:kantor(?:nya)?|kami|koperasi) (?:\w+ )?(?:tutup|libur)\b|\bsibuk\b"
    r"|\bpuasa\b.{0,10}\blibur\b"
)
_NOT_REFUSED = re.compile(
    r"\b(?:tidak|bukan) (?:ada )?(?:apa-apa|masalah|keberatan|halangan|kendala|jauh)\b|\bjangan (?:lupa|khawatir"
    r"|terlambat|telat|lama-lama|sungkan|terlalu)\b|\b(?:kalau|jika|bila) (?:tidak|jadi|bisa"
    r"|berkenan)\w*(?: (?!jangan)\w+)?"
    r"|\bmengganggu tidak\b|\bjangan-jangan\b"
)
_LATER = re.compile(
    r"\b(?:waktu|hari|jam|jadwal|tanggal)(?:nya)? (?:tolong |mohon |bisa |minta )*(?:di)?(?:ganti|ubah|geser|undur"
    r"|pindah)\w*|\bbelum (?:ada waktu|sempat|siap)\b|\b(?:jadwal(?:kan)? ulang|dijadwal(?:kan)? ulang|atur ulang"
    r"|diatur ulang|re ?schedule|ganti (?:hari|jadwal"
    r"|tanggal|jam|waktu)|pindah(?:kan)? (?:hari|jadwal|tanggal|jam)|geser|digeser|di ?undur|undur\w*|mundur\w*"
    r"|dimundurkan|tunda|ditunda|majukan|dimajukan"
    r"|lain (?:hari|kali|waktu)|(?:hari|waktu|jam|tanggal|minggu) lain|nanti (?:saja|dulu|kami kabari|saya kabari)"
    r"|nanti (?:kami|saya) \w+|(?:saya|kami) (?:kabari|kabarkan|hubungi|infokan)|(?:di)?kabari|kapan-kapan"
    r"|bulan depan|menyusul)\b"
    r"|(?:^|, )nanti(?: iya| pak| bu)*(?: ,|$)"
)
_IN_VAIN = re.compile(
    r"\b(?:percuma|sia-sia|mubazir|tidak (?:ada )?(?:guna|gunanya|manfaat\w*|bantuan|untung\w*|perlu|usah|penting"
    r"|berguna))\b"
)
"""So a question is none: it refuses."""


def _other_answer(said: str) -> str:
    for name, pattern in _OTHERS.items():
        if pattern.search(said):
            return name
    if _GONE.search(said):
        return "gone"
    return "wrong_person" if identity.is_somebody_else(said) else ""


def _answer(said: str, parts: list[str], facts: dict[str, Read[Any]]) -> str:
    refused = [part for part in parts if declines(part, excused="asks" not in facts) and not visit_questions.find(part)]
    others = [part for part in parts if part not in refused and not _is_asked(part) and not _is_aside(part)]
    day = facts.get("day")
    if day is not None and (day.precision == "month" or _FEAST.search(day.words)):
        return "later"
    if day is not None:
        return "" if day.precision == "several" else "accept"
    if "at" in facts and all(_TIME_OF.search(part) or not declines(part, excused=False) for part in refused):
        return "accept" if others else ""
    if _LATER.search(said) or (_WAIT.search(said) and not refused):
        return "later"
    if _IN_VAIN.search(said) and not _NOT_REFUSED.search(said):
        return "refuse"
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
    r"\b(?:tunggu|menunggu) (?!kedatangan|bapak|ibu|pak |bu |di |jam |hari |tanggal |besok|lusa|ya\b|iya\b|saja|kami"
    r"|petugas|tim)\w+"
    r"|\b(?:tanya\w*|diskusi\w*|koordinasi\w*|bicara\w*|rapat\w*|lapor|konfirmasi|rundingkan|musyawarah\w*|rapatkan"
    r"|bahas|izin|cek|lihat) (?:\w+ ){0,3}dulu\b"
    r"|\b(?:setelah|habis"
    r"|selesai|sesudah) (?:rat|rapat|tutup buku|audit|laporan)\b"
)
"""First something else has to happen."""
_TRAILING = re.compile(r"(?<=\w)(?: (?:iya|kan|kok|pak|bapak|bu|ibu|bang|kak))+$")
_FEAST = re.compile(
    r"\b(?:lebaran|puasa|ramadhan|ramadan|idul\w*|natal|tahun baru|imlek|haji|hari raya|nyepi|maulid)\b"
)
_TIME_OF = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|besok|lusa|tanggal|tulat|hari ini|bulan|pagi|siang|sore|malam"
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
    return _OTHER_MATTER.search(part) is not None and not _INVITES.search(part)


def _agrees(part: str) -> bool:
    """Whether a part, of the visit, says yes."""
    said = _TRAILING.sub("", part)
    return _AGREES.search(said) is not None and not _is_aside(part) and not _NOT_SO.search(_NOT_REFUSED.sub(" ", said))


_NOT_SO = re.compile(r"\b(?:belum|bukan|tidak pernah)\b")
_WH = re.compile(r"\b(?:berapa|siapa)\b")
_OTHER_MATTER = re.compile(
    r"\b(?:rat|rapat|acara|pelatihan|sosialisasi|laporan\w*|lapor|lpj|neraca|berkas|ods|kkb|konsul\w*|konsultasi\w*"
    r"|klinik|data|nama"
    r"|pinjam\w*|modal|zoom|telegram|daftar|menu|langganan|pesan|password|upload|antrian|shu|booking|kuorum"
    r"|tutup buku|curhat|komplain"
    r"|pajak|info|ulang|akun)\b"
)
_INVITES = re.compile(r"\b(?:datang\w*|silakan|kunjung\w*|ditunggu|tunggu|menunggu|ke sini|ke kantor)\b")
