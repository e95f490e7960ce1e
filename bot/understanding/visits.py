"""What people answer to a visit: "boleh pak silakan datang kamis", "lusa jam 10", "saya cuma karyawan"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.understanding import clauses, dates, identity, times
from bot.understanding.answers import Answer, read_answer
from bot.understanding.calendar_words import WEEKDAYS
from bot.understanding.values import Read


def read_visit(text: str, today: date) -> dict[str, Read[Any]]:
    """What the words say, by name.

    answer   "accept", "later" (another time, not said which), "refuse", "visited" already, "moved" (the office is
             elsewhere), "wrong_person", "never_visited", "gone" (the cooperative is no more)
    day, at  the moment they name for the visit, or of the one that was; never one they decline
    asks     "who", "cost", "purpose", "when", "bring", "attendees", "evening"
    """
    parts = clauses.split(text)
    said = " , ".join(parts)
    facts: dict[str, Read[Any]] = {}
    if asked := _asks(said):
        facts["asks"] = Read(asked, "exact", said)
    if others := _other_answer(said):
        facts["answer"] = Read(others, "exact", said)
        if others == "visited" and (then := dates.read_date(said, today, tense="past")):
            facts["day"] = then
        return facts
    if _OPENING_HOURS.search(said):
        return facts
    wanted = " , ".join(_UNTIL.sub(" ", part) for part in parts if not declines(part) and not _asks(part))
    if (day := _day(wanted, today)) is not None:
        facts["day"] = day
    if (at := times.read_time(wanted)) is not None:
        facts["at"] = replace(at, precision="doubtful") if _HINDRANCE.search(wanted) else at
    if answer := _answer(said, parts, facts):
        facts["answer"] = Read(answer, "exact", said)
    return facts


def _day(wanted: str, today: date) -> Read[date] | None:
    """The day that is proposed: "senin", said on a Monday, is the next one."""
    day = dates.read_date(_NOW.sub(" ", wanted), today, tense="future")
    if day is not None and day.value == today and day.precision == "doubtful" and day.words.split()[-1] in WEEKDAYS:
        return Read(today + timedelta(days=7), "exact", day.words)
    return day


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
        r"\b(?:tidak|belum) (?:sekali ?pun |sekalipun )?(?:pernah|ada)\b.{0,30}\b(?:datang|dikunjungi|didatangi"
        r"|berkunjung|ke sini|ditengok|dilihat|dibina|mampir)\b"
        r"|\bbelum pernah (?:di)?(?:kunjung|datang|lihat|tengok|bina)\w*\b|\b(?:dinas|petugas|orang dinas) (?:tidak"
        r"|belum) pernah\b|\btidak pernah (?:di)?(?:kunjung|datang|lihat|tengok|bina)\w*\b|\bbaru (?:sekarang|ini"
        r"|kali ini) (?:di)?(?:hubungi|datang|kunjung|cari|ingat)\w*"
    ),
    "visited": re.compile(
        r"\b(?:sudah|telah|baru)(?: saja)?(?: pernah| ada| barusan)? (?:di)?(?:kunjung|datang)\w*\b(?! (?:saja|jam"
        r"|hari ini\?))|\b(?:kemarin|tadi|minggu lalu|bulan lalu) (?:sudah|telah|kan|juga"
        r"|sudah ada yang) ?(?:di)?(?:kunjung|datang|ada yang datang)\w*\b"
        r"|\bsudah ada (?:yang|petugas|orang dinas)(?: yang)? (?:datang|berkunjung|ke sini|mampir)\b"
        r"|\bpernah (?:\w+ )?(?:di)?kunjung\w*\b|\b(?:pak|bu|petugas\w*)(?: \w+)? sudah (?:datang|ke sini|berkunjung"
        r"|mampir)\b"
        r"|\bkunjungan(?:nya)? sudah\b|\bsudah (?:selesai|dilaksanakan|berlangsung) kunjungan"
    ),
    "moved": re.compile(
        r"\b(?:kantor|alamat|sekretariat)(?:nya)?(?: kami| koperasi)* (?:sekarang|kini) (?:di|ke)\b|"
        r"\b(?:kantor|alamat|sekretariat|tempat|lokasi)(?:nya)?(?: kami| koperasi)*(?: sekarang| itu)? (?:sudah "
        r"|telah |tidak lagi |lagi |udah )*(?:pindah\w*|ganti|berubah|berganti|di(?:pindah)\w*|tidak (?:di"
        r"|ada)(?: (?:situ|sana|lagi))?|bukan di (?:situ|sana|alamat itu))\b|\b(?:bukan|tidak) (?:lagi )?di (?:situ"
        r"|sana|alamat itu|tempat itu)(?: lagi)?\b"
        r"|\b(?:kami|koperasi) (?:\w+ )?(?:sudah |telah )?pindah (?:alamat|kantor|tempat|sekretariat|ke )"
        r"|\balamat (?:itu |lama |tersebut |yang )*(?:sudah )?(?:salah|tidak (?:benar|berlaku))\b|\b(?:sudah "
        r"|telah )pindah(?:nya)?\b|\bpindah (?:alamat|kantor)\b|\bsekarang (?:berkantor |kantornya |alamatnya )di\b"
    ),
}
_GONE = re.compile(
    r"\b(?:bubar\w*|dibubarkan|tutup total|gulung tikar)\b|\bkoperasi(?:nya)?(?: kami| ini)? (?:sudah "
    r"|memang )*(?:tidak ada|bubar|tutup|mati|tidak aktif|vakum|tidak jalan)\b"
    r"|\b(?:sudah|kami) (?:lama )?(?:tidak (?:aktif|jalan|beroperasi)|vakum|mati suri)\b"
)
_AGREES = re.compile(
    r"\b(?:boleh|silakan|siap|bisa|oke|iya|setuju|baik|ditunggu|tunggu|menunggu|datang(?:lah)? (?:saja|lah)|datang"
    r"|dengan senang hati|senang|cocok|pas|sepakat|sip|mantap|jadi|tidak (?:apa-apa|masalah|keberatan)"
    r"|terima kedatangan|terserah|kapan (?:saja|pun)|bebas|ikut (?:saja|bapak|jadwal)|sesuai jadwal|mau"
    r"|ada di (?:kantor|tempat)|di (?:tempat|kantor)(?: terus| selalu)?)\b|[👍👌✅✔]|^1$"
)
_REFUSES = re.compile(
    r"\b(?:tidak|belum|tak) (?:usah|perlu|bisa|dapat|sempat|siap|mau|bersedia|jadi|ada (?:orang|waktu|pengurus|siapa"
    r"|di)|di (?:tempat|kantor|rumah)|boleh|setuju|berkenan|memungkinkan|terima|payah|menerima)\b|\bjangan\b"
    r"|\bbatal\w*\b|\bberhalangan\b|\bmenolak\b|\b(?:full|penuh|padat)\b|\bkeberatan\b"
    r"|\b(?:di ?)?luar (?:kota|daerah|negeri)\b|\bada (?:acara|urusan|rapat|keperluan|kegiatan|tugas|hajatan|pesta)\b"
    r"|\b(?:sedang|lagi|masih) (?:sakit|sibuk|libur|keluar|tutup|cuti|umrah|umroh|haji|mudik|dirawat)\b|^(?:tidak|2|❌"
    r"|bukan|maaf|sakit|sibuk)$|\b(?:kantor(?:nya)?|kami|koperasi) (?:\w+ )?(?:tutup|libur)\b|\bsibuk\b"
    r"|\bpuasa\b.{0,10}\blibur\b"
)
_NOT_REFUSED = re.compile(
    r"\b(?:tidak|bukan) (?:ada )?(?:apa-apa|masalah|keberatan|halangan|kendala|jauh)\b|\bjangan (?:lupa|khawatir"
    r"|terlambat|telat|lama-lama|sungkan|terlalu)\b|\b(?:kalau|jika|bila) (?:tidak|jadi|bisa|berkenan)\w*(?: \w+)?"
    r"|\bmengganggu tidak\b"
)
_LATER = re.compile(
    r"\b(?:jadwal(?:kan)? ulang|dijadwal(?:kan)? ulang|atur ulang|diatur ulang|re ?schedule|ganti (?:hari|jadwal"
    r"|tanggal|jam|waktu)|pindah(?:kan)? (?:hari|jadwal|tanggal|jam)|geser|digeser|di ?undur|undur\w*|mundur\w*"
    r"|dimundurkan|tunda|ditunda|majukan|dimajukan"
    r"|lain (?:hari|kali|waktu)|(?:hari|waktu|jam|tanggal|minggu) lain|nanti (?:saja|dulu|kami kabari|saya kabari)"
    r"|nanti (?:kami|saya) \w+|(?:saya|kami) (?:kabari|kabarkan|hubungi|infokan)|kapan-kapan|bulan depan|menyusul)\b"
    r"|^nanti$"
)
_ASKED = {
    "attendees": re.compile(
        r"\b(?:harus|wajib|perlu|mesti|cukup|boleh|siapa saja)\b.{0,16}\b(?:ketua|pengurus|bendahara|sekretaris"
        r"|lengkap|semua|yang hadir|yang ada)\b|\bsiapa (?:saja )?yang (?:harus|perlu|wajib|mesti) (?:ada|hadir"
        r"|di tempat)\b"
    ),
    "evening": re.compile(
        r"\b(?:bisa|boleh|ada)(?: datang| kunjungan| saja| kalau)* (?:sore|malam|petang|hari libur|sabtu|minggu"
        r"|hari minggu|hari sabtu|habis|setelah|di luar jam)\b"
    ),
    "cost": re.compile(r"\b(?:bayar|biaya\w*|gratis|ongkos|dipungut|tarif|berbayar|uang)\b"),
    "who": re.compile(r"\bsiapa(?:kah)?\b|\bsurat tugas\w*\b|\bnama petugas\w*\b|\bresmi\b|\bnomor petugas\w*\b"),
    "purpose": re.compile(
        r"\b(?:mau|untuk|ada|buat|dalam rangka|tujuan\w*|keperluan\w*|kunjungan)\b(?: \w+)? ?(?:apa|ngapain|kenapa"
        r"|mengapa)\b|\bngapain\b|\b(?:tujuan|maksud|agenda|keperluan)(?:nya)?\b(?: \w+){0,2} apa\b"
        r"|\bapa (?:saja )?(?:tujuan|agenda|maksud|keperluan|yang (?:dibahas|diperiksa|dilihat))\w*"
        r"|\bkok (?:mau )?(?:datang|dikunjungi)\b|\bkenapa (?:\w+ )?(?:dikunjungi|datang)\b|\bdiperiksa apa\b"
        r"|\bada (?:masalah|apa)\b"
    ),
    "bring": re.compile(
        r"\b(?:disiapkan|siapkan|menyiapkan|persiapkan|dipersiapkan|dibawa)\b.{0,20}\bapa\b"
        r"|\bapa (?:saja )?(?:yang )?(?:perlu |harus |mesti )?(?:disiapkan|dipersiapkan|kami siapkan|dibawa"
        r"|siapkan)\b|\bperlu apa\b"
    ),
    "when": re.compile(r"\b(?:kapan|jam berapa|hari apa|pukul berapa|tanggal berapa)\b(?! (?:saja|pun))"),
}


def _asks(said: str) -> str:
    if not (_MARKED.search(said)):
        return ""
    return next((name for name, pattern in _ASKED.items() if pattern.search(said)), "")


_MARKED = re.compile(r"\?|\b(?:siapa|apa|berapa|kapan|kenapa|mengapa|ngapain|bagaimana|tidak)\b")


def _other_answer(said: str) -> str:
    for name, pattern in _OTHERS.items():
        if pattern.search(said):
            return name
    if _GONE.search(said):
        return "gone"
    return "wrong_person" if identity.is_somebody_else(said) else ""


def _answer(said: str, parts: list[str], facts: dict[str, Read[Any]]) -> str:
    refused = [part for part in parts if declines(part)]
    others = [part for part in parts if part not in refused and not _is_asked(part)]
    day = facts.get("day")
    if day is not None and (day.precision == "month" or _FEAST.search(day.words)):
        return "later"
    if day is not None:
        return "" if day.precision == "several" else "accept"
    if "at" in facts and not refused:
        return "accept" if others else ""
    if _LATER.search(said):
        return "later"
    if refused:
        if any(_AGREES.search(part) for part in others) and all(_TIME_OF.search(part) for part in refused):
            return "accept"
        return "later" if any(_TIME_OF.search(part) for part in refused) or _UNTIL.search(said) else "refuse"
    if any(_AGREES.search(part) for part in others):
        return "accept"
    answers = {read_answer(part) for part in others}
    if answers & {Answer.NO, Answer.POLITE_NO, Answer.NOT_YET}:
        return "refuse"
    return "accept" if Answer.YES in answers else ""


_FEAST = re.compile(
    r"\b(?:lebaran|puasa|ramadhan|ramadan|idul\w*|natal|tahun baru|imlek|haji|hari raya|nyepi|maulid)\b"
)
_TIME_OF = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|besok|lusa|tanggal|tulat|hari ini|bulan|pagi|siang|sore|malam"
    r"|puasa|ramadhan|sekarang|pekan)\b"
)


def _is_asked(part: str) -> bool:
    return clauses.is_question(part) or (
        bool(_ASKED["evening"].search(part)) and part.startswith(("bisa ", "boleh ")) and "?" in part
    )


def declines(part: str) -> bool:
    """Whether a part says no to what it names."""
    return _REFUSES.search(_NOT_REFUSED.sub(" ", part)) is not None and not clauses.is_question(part)
