"""What people answer to a visit: "boleh pak silakan datang kamis", "lusa jam 10", "saya cuma karyawan"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.understanding import asking, clauses, courtesies, dates, said_beside, second_thoughts, times
from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.calendar_words import WEEKDAYS
from bot.understanding.date_table import MONTH
from bot.understanding.likely import judge
from bot.understanding.values import Read
from bot.understanding.words import strip_politeness


def read_visit(text: str, today: date, *, is_asked: bool = False) -> dict[str, Read[Any]]:
    """What the words say, by name; a time alone proposes it where a visit was asked about (`is_asked`).

    answer   "accept", "later" (another time, not said which), "refuse", "visited" already, "moved" (the office is
             elsewhere), "wrong_person", "never_visited", "gone" (the cooperative is no more)
    day, at  the moment they name for the visit, or of the one that was; never one they decline
    asks     "who", "cost", "purpose", "when", "bring", "attendees", "evening", "duration", "mode"
    """
    text = second_thoughts.settled(text)
    parts = [each for part in clauses.split(text[:MOST_SIGNS])[:MOST_PARTS] for each in _VOCATIVE.split(part)]
    said = " , ".join(parts)
    if not strip_politeness(said) or said.isdecimal() or courtesies.is_courtesy(text):
        return {}
    if plain := _plainly(said):
        return plain
    lead, question = said_beside.answer_and_question(parts)
    facts = _asked(_NO_FEAR.sub(" ", said) if _NO_FEAR.search(said) else text, question)
    asks = [asking.is_asking(part) for part in parts]
    if _OF_THEIRS.search(said):
        return facts
    moment = _moment(parts, today)
    answer = _answer(text, said, moment)
    if answer is None and is_asked and "day" in moment and not any(asks) and _PROPOSES.search(said):
        answer = Read(_ruled(said, moment) or "accept", "exact", text)
    if lead == "yes" and facts and (answer is None or answer.precision != "exact"):
        answer = Read("accept", "exact", text)
    if answer is None and not facts and _is_vague(moment) and _VISIT.search(said):
        return {"answer": Read("later", "doubtful", said), **moment}
    if answer is None or (facts and all(asks) and "day" not in moment):
        several = "day" in moment and moment["day"].precision == "several"
        return facts | (moment if several and not facts else {})
    if not any(asks):
        facts = {}
    if answer.value == "visited":
        then = dates.read_date(_SURELY.sub(" ", said), today, tense="past")
        return {**facts, "answer": answer} | ({"day": then} if then is not None else {})
    if answer.value not in _TO_COME:
        return {**facts, "answer": answer}
    if "day" in moment and moment["day"].precision == "several":
        return facts | moment
    if answer.value == "later" and "day" in moment and _is_no_proposal(moment["day"], today):
        return {**facts, "answer": answer}
    return {**facts, "answer": answer, **moment}


def _plainly(said: str) -> dict[str, Read[Any]]:
    """What a few words say that others like them don't."""
    if _BY_PHONE.match(said):
        return {"asks": Read("mode", "exact", said)}
    return {"answer": Read("visited", "doubtful", said)} if _VISITED_OR_YES.fullmatch(strip_politeness(said)) else {}


def _asked(text: str, question: str) -> dict[str, Read[Any]]:
    """What a message asks; where the whole doesn't tell, what the question does that stands behind a plain answer."""
    tried = (judge("visits.asks", each, None) for each in (text, question) if each)
    return next(({"asks": asked} for asked in tried if asked is not None and asked.precision == "exact"), {})


def _is_no_proposal(day: Read[date], today: date) -> bool:
    """Whether a day beside "later" is unsure, or the week in which they are busy."""
    return day.precision == "doubtful" or (day.precision == "week" and day.value <= today)


def _is_vague(moment: dict[str, Read[Any]]) -> bool:
    """Whether a month or a time of some days is named."""
    return "day" in moment and moment["day"].precision in ("month", "range")


def _answer(text: str, said: str, moment: dict[str, Read[Any]]) -> Read[str] | None:
    """The answer that leads; where none does, the one that the rules give too."""
    ruled = _ruled(said, moment)
    read = judge("visits.answer", text, ruled)
    if read is not None and read.value == "accept" and _is_vague(moment) and _REFUSES.search(said):
        return Read("later", read.precision, text)
    if read is not None and read.value == "moved" and _STAYS.search(said):
        return None
    if read is not None and read.precision == "exact":
        return read
    if ruled is not None and (
        _PUT_OFF.search(said) or ("day" in moment and _MOMENT_ALONE.fullmatch(strip_politeness(said)))
    ):
        return Read(ruled, "exact", text)
    if read is None or ruled is None or ruled not in (read.value, *read.candidates):
        return None
    return Read(ruled, "exact" if "day" in moment else "doubtful", text)


_PROPOSES = re.compile(r"\b(?:bisa|boleh|silakan|saja|(?:meng)?usul\w*|bagaimana kalau)\b")
MOST_SIGNS, MOST_PARTS = 1200, 12
"""What is looked at: nobody answers a visit with more."""
_TO_COME = ("accept", "later")
_VISIT = re.compile(r"\b(?:kunjungan|dikunjungi|pembinaan|dibina|didatangi)(?:nya)?\b")
_BY_PHONE = re.compile(
    r"(?:tidak )?(?:bisa|boleh)(?:kah)? (?:lewat|via|pakai) (?:wa|whatsapp|telepon|vc|video|zoom|online|daring)\b"
    r"(?!.*\b(?:maaf|harus|tetap)\b)"
)
""" "Ndak bisa lewat wa saja kunjungannya?" asks, with a sign or without."""
_NO_FEAR = re.compile(r"\bsiapa takut\b|\bkapan(?:-kapan| saja| pun)\b")
_STAYS = re.compile(
    r"\b(?:tidak|belum|bukan) (?:ada |pernah |akan |jadi )*pindah\b(?! ke mana)"
    r"|\b(?:tetap|masih) (?:\w+ )?di (?:situ|sana|alamat|tempat|jalan|lokasi|kantor) ?(?:juga|itu|situ|yang|lama)\b"
)
"""Who hasn't moved."""
_SURELY = re.compile(r"\bbukan(?:kah|nya)\b")
"""What asks whether it isn't so, and means that it is."""
_VISITED_OR_YES = re.compile(r"(?:iya )?sudah(?: kok)?")
_VOCATIVE = re.compile(
    r" (?:pak|bapak|bu|ibu|bang|kak) (?=(?:minggu|hari|kami|saya|bulan|tanggal|besok|lusa|senin|selasa|rabu|kamis"
    r"|jumat|sabtu"
    r"|tidak|belum|bisa|boleh|silakan|datang (?:saja|lah)|jangan|nanti|soalnya|karena|sebab|ada|lagi|sedang|masih"
    r"|terima kasih|(?:ketua|bendahara|sekretaris|pengurus)(?:nya)? (?:lagi|sedang|masih|ada))\b)"
)
"""Who is addressed in the middle of a sentence ends a part of it."""


def _ruled(said: str, moment: dict[str, Read[Any]]) -> str | None:
    """The answer that goes with the moment that is named, else a plain yes or no."""
    if _PUT_OFF.search(said):
        return "later"
    if (day := moment.get("day")) is not None:
        if _SUITS.search(said) and _MOMENT_ALONE.fullmatch(strip_politeness(said)):
            return "accept"
        return "later" if day.precision in ("month", "range") or _FEAST.search(day.words) else "accept"
    if "at" in moment:
        return "accept"
    return _BY_ANSWER.get(answer) if (answer := read_answer(said, Asked.COME)) is not None else None


_PUT_OFF = re.compile(
    r"(?<!jangan )(?<!tidak )(?<!tidak usah )\b(?:di|me|pe)?(?:tunda|nunda|undur|mundur|tangguh)(?:kan)?\b"
)
_MOMENT_ALONE = re.compile(
    rf"(?:(?:{'|'.join(WEEKDAYS)}|{MONTH}|\d{{1,4}}|hari|tanggal|jam|pukul|pagi|siang|sore|besok|lusa|bulan|minggu|pekan"
    r"|awal|akhir|pertengahan|depan|ini|saja|iya|bisa|boleh|kalau|mau|kami|saya|usul|usulkan|kira kira|sekitar|wib"
    r"|insya allah|ada|di (?:kantor|rumah|tempat))(?: |$))+"
)
_SUITS = re.compile(r"\b(?:bisa|boleh)\b")
_BY_ANSWER = {Answer.YES: "accept", Answer.NO: "refuse", Answer.POLITE_NO: "refuse"}
_FEAST = re.compile(
    r"\b(?:lebaran|puasa|ramadhan|ramadan|idul\w*|natal|tahun baru|imlek|haji|hari raya|nyepi|maulid)\b"
)


def _moment(parts: list[str], today: date) -> dict[str, Read[Any]]:
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
    return until[0] if _PUT_OFF.search(until.string, 0, until.start()) else " "


def _open(part: str) -> str:
    """A part that refuses nothing, or what stands before the reason for which another time is refused."""
    if not _refuses(part):
        return part
    before, *reason = _REASON.split(part, maxsplit=1)
    return before if reason and not _refuses(before) else ""


def _refuses(part: str) -> bool:
    return _REFUSES.search(_NOT_REFUSED.sub(" ", part)) is not None


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
_REFUSES = re.compile(
    r"^(?:tidak|2|❌|bukan|maaf|sakit|sibuk)$|\b(?:(?:tidak|belum|tak) (?:usah|perlu|bisa|dapat|sempat|siap|mau"
    r"|bersedia|jadi"
    r"|ada (?:orang|waktu|pengurus|siapa|di)|di (?:tempat|kantor|rumah)|boleh|setuju|berkenan|memungkinkan|terima|payah"
    r"|menerima)\b|jangan\b"
    r"|batal\w*\b|berhalangan\b|(?:menolak|tolak|ditolak)\b|(?:full|penuh|padat|off)\b|^bukan (?:hari|senin"
    r"|selasa|rabu|kamis|jumat"
    r"|sabtu|minggu|tanggal|besok|lusa|jam)\b|(?:saya|kami|ketua|pengurus|orang)(?:nya)? (?:lagi |sedang "
    r"|semua )?tidak (?:ada|di)\b|keberatan\b"
    r"|(?:di ?)?luar (?:kota|daerah|negeri)\b|ada (?:acara|urusan|rapat|keperluan|kegiatan|tugas|hajatan|pesta"
    r"|pelatihan|bimtek|ujian|kerjaan|pengajian|arisan|kondangan|wisuda|kenduri|nikahan|takziah)\b"
    r"|(?:sedang|lagi|masih|sudah) (?:sakit|sibuk|libur|keluar|tutup|cuti|umrah|umroh|haji|mudik|dirawat)\b"
    r"|(?:kantor(?:nya)?|kami|koperasi) (?:\w+ )?(?:tutup|libur)\b|sibuk\b"
    r"|puasa\b.{0,10}\blibur\b|(?:libur|tutup) (?:kami|kantor|koperasi|(?:hari |tiap |setiap )*(?:senin|jumat"
    r"|sabtu|minggu))\b|^(?:hari )?(?:besok|lusa|senin|selasa"
    r"|rabu|kamis|jumat|sabtu|minggu|tanggal \d+)(?: (?:kami|kantor|koperasi))? (?:libur|tutup)\b)"
)
_NOT_REFUSED = re.compile(
    r"\b(?:tidak|bukan) (?:ada )?(?:apa-apa|masalah|keberatan|halangan|kendala|jauh)\b|\bsehari(?:an)? penuh\b"
    r"|\bjangan (?:(?:datang )?tanpa"
    r"|lupa|khawatir"
    r"|terlambat|telat|lama-lama|sungkan|terlalu|ke mana|kemana|pergi)\b|\b(?:kalau|jika|bila) (?:tidak|jadi|bisa"
    r"|berkenan)\w*(?: (?!jangan)\w+)?"
    r"|\bmengganggu tidak\b|\bjangan-jangan\b"
)
_OF_THEIRS = re.compile(
    r"\b(?:kami|saya|ketua|pengurus|bendahara|sekretaris)(?: saja)?(?: yang| akan| mau| bisa| harus)* (?:datang "
    r"|pergi |berkunjung )?ke (?:kantor )?dinas\b"
    r"|\b(?:saya|kami) (?:akan |mau )?(?:kirim|antar|setor)\w* (?:data|laporan|foto|berkas)\w*"
    r"|\b(?:sampai|hingga) (?:\w+ ){1,3}buka\b"
    rf"|\bbuka (?:tiap |setiap |hari )*(?:{'|'.join(WEEKDAYS)}) ?(?:sampai|hingga|-)"
)
"""What they do themselves: come to the office, send something, be open."""
