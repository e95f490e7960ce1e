"""Who comes to an event we invited to: "hadir", "2 org", "insya allah", "diwakilkan sekretaris"."""

import re
from dataclasses import dataclass

from bot.understanding import asking, clauses, event_questions, people_named
from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.said import corrected
from bot.understanding.standing_in import stands_in
from bot.understanding.values import Read
from bot.understanding.words import strip_politeness


@dataclass(frozen=True, slots=True)
class Rsvp(Read[str]):
    """ "yes", "no", "delegate", "tentative" or "waitlist"; `people` is how many come, where it was said."""

    people: int | None = None


def read_rsvp(text: str) -> Rsvp | None:
    """The answer to an invitation; None for questions, thanks and anything else."""
    everything = clauses.split(text)
    if any(_waits(part) for part in everything):
        return Rsvp("waitlist", "exact", " , ".join(everything))
    said = " , ".join(part for part in everything if not asking.is_asking(part) and not _ASKS_A_WAY.search(part))
    said = _REVOKED.sub(" ", said)
    if not said or _NOT_THIS.search(said):
        return None
    if _HAND.fullmatch(text.strip()):
        return Rsvp("yes", "doubtful", text.strip())
    value, precision = _meaning(said)
    people = _people(corrected(said))
    if not value and people is not None and _SENT.search(said):
        return Rsvp("delegate", "doubtful", said, people=people)
    alone = strip_politeness(said)
    if (
        not value
        and people is not None
        and (_ONLY_PEOPLE.fullmatch(alone) or _SENDS.search(said) or _WITH.fullmatch(alone) or _IN_ALL.search(said))
    ):
        value, precision = "yes", "exact"
    if not value:
        return None
    return Rsvp(value, precision, said, people=people if value in ("yes", "tentative", "delegate") else None)


def read_question(text: str) -> str:
    """What a text asks about the event, by a name of `event_questions`; empty when it asks nothing."""
    everything = clauses.split(text)
    if any(_waits(part) for part in everything):
        return ""
    parts = [part for part in everything if _asks(part)]
    return next((name for name, pattern in event_questions.ABOUT.items() for part in parts if pattern.search(part)), "")


def _asks(part: str) -> bool:
    if _ASKS.search(part) or asking.is_asking(part):
        return True
    return part.startswith(("ada ", "dapat ", "minta ")) and read_answer(part, Asked.COME) is None


def _waits(part: str) -> bool:
    """Whether a part asks for a seat that somebody else leaves."""
    return _WAITLIST.search(part) is not None or (_IF_FREE.search(part) is not None and not asking.is_asking(part))


_ASKS_A_WAY = re.compile(
    r"\bdiwakil\w*\b.*\b(?:boleh|bisa)\b|^(?:bisa|boleh) (?:lebih dari|bawa|ajak|tambah|nambah)\b|^(?:bisa"
    r"|boleh) (?:lewat|via|online|zoom|daring|diwakil\w*|pakai)\b"
)
_HAND = re.compile(r"[✋🙋🖐☝🏻-🏿\s]+")
_SENT = re.compile(r"\b(?:utusan|perwakilan|delegasi)\b|\b(?:utus|mengutus)(?:kan)? \d")
_SENDS = re.compile(
    r"^(?:insya allah |iya |oke |siap )*(?:saya |kami )?(?:akan |mau |jadi )?(?:kirim"
    r"|mengirim)(?:kan)? \d{1,2} (?:orang|peserta)\b(?! (?:staf|anggota|pengurus|lain))"
)
_WAITLIST = re.compile(
    r"\b(?:waiting ?list|waitinglist|daftar tunggu|antrian|antri|cadangan|menunggu kalau ada|tunggu kalau ada"
    r"|daftar cadangan)\b(?!.*\?)"
)
_IF_FREE = re.compile(
    r"\b(?:kalau|jika|bila|andai|seandainya|apabila|misal\w*)\b(?: \w+){0,2} (?:kursi|tempat|slot|kuota|kosong|lowong"
    r"|penuh|sisa"
    r"|yang (?:batal|mundur|tidak (?:hadir|jadi|datang)))\b(?!.*\btidak (?:usah|jadi|perlu|ikut))"
)
_ASKS = re.compile(
    r"\?|\b(?:di mana|ke mana|berapa|kapan|apa|apakah|siapa|bagaimana|mana|kenapa)\b|^(?:boleh|bisa"
    r"|dapat)\b.*(?:\b(?:tidak|kah)\b|$)"
    r"|\b(?:share ?lo[ck]\w*|sudah penuh belum|bisa (?:lewat|online|zoom))\b|\b(?:tidak|belum)(?: iya)?$"
    r"|\b(?:lokasi|alamat|link|materi|jadwal|tempat|titik|undangan)\w* (?:tolong |mohon |minta "
    r"|bisa )*(?:di ?(?:share|kirim|info)\w*)\b"
    r"|^(?:lokasi|alamat|jam|waktu|tempat|tanggal|materi|biaya)(?:nya)?(?: (?:detail|lengkap|acara)\w*)?(?: (?:pak|bu"
    r"|bapak|ibu))*$|\bboleh(?: (?:iya|kan|pak|bu|bapak|ibu|kak|bang))*$|^(?:minta|mohon|tolong|share"
    r"|kirim) (?:di)?(?:kirim\w* "
    r"|share )?(?:lokasi|alamat|materi|link|titik)"
)

_COMES = r"(?:hadir|datang|ikut|pergi|berangkat|menghadiri|mengikuti|gabung|bergabung)"
_REVOKED = re.compile(
    r"\b(?:kemarin|tadi|sebelumnya|yang kemarin|semula|awalnya)\b.{0,24}\b(?:bilang|jawab|konfirmasi|katakan|tulis"
    r"|menjawab|daftar)\b.{0,16}?\b(?:tidak (?:bisa|jadi|hadir|ikut)|hadir|bisa|ikut|batal)\b"
)
"""What they said before counts no more."""
_LATE = re.compile(
    r"\b(?:mungkin|kemungkinan|paling|agak|sedikit) (?:saya |kami |akan |agak )*(?:telat|terlambat|lambat)\b"
)
_UNSURE = re.compile(
    rf"\b{_COMES} (?:tidak|kah|ya|apa tidak) ?(?:ya|yo|🤔|\?|$)|\b{_COMES}(?:nya)? kalau (?:boleh|bisa|diizinkan) \w+"
    r"|\bkalau (?:hari )?(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|pagi|siang|sore|malam)\b.{0,16}\bbisa\b|🤔"
)
"""What may be yes or no."""
_NOT_THIS = re.compile(
    r"\b(?:hadir|datang|ikut)\b.{0,12}\b(?:tahun|bulan|minggu) (?:lalu|kemarin)\b|\b(?:acara|pelatihan|kegiatan"
    r"|bimtek) (?:yang )?"
    r"(?:sebelumnya|kemarin|lalu|dulu)\b|\bikut (?:saja )?(?:koperasi|prihatin|berduka|senang|bahagia|keputusan"
    r"|aturan|arahan|kata|bangga|mendoakan)\b|"
    r"\b(?:tidak|belum) (?:pernah )?diundang\b|\b(?:tidak|belum) (?:dapat|terima|menerima|ada|sampai) undangan\w*\b"
    r"|\bundangan(?:nya)? (?:tidak|belum)\b|"
    r"\b(?:rapat anggota|kuorum|tahun buku|shu|lpj|neraca|ods|daftar hadir\w*|tutup buku|simkopdes|akun|password)\b"
    r"|\b(?:lapor|laporan|melapor) (?:rat|kami)\b|\b(?:kalau|telat) rat\b|\bhadir \d+ (?:orang )?dari \d"
    r"|\bsudah (?:rat|rapat)\b"
    r"|\bbelum (?:rat|rapat)\b|\b(?:kemarin|tadi|yang lalu)\b.{0,30}\b(?:sudah|tidak)? ?(?:hadir|datang|ikut)\b"
    r"|\bsudah (?:pernah |sering |\d+ kali )?(?:hadir|datang|ikut)\b"
)
_ONLY_PEOPLE = re.compile(
    r"(?:(?:rombongan|total|semuanya|untuk|kami|saya|dari kami|daftar|yang|cuma|hanya|peserta|hadir|jadi|sama|dan"
    r"|dengan|ada|catat|tercatat"
    r"|mungkin|ber"
    r"|\+) )*(?:\d{1,2}(?: (?:orang|peserta|kursi|pax|utusan|anggota|pengurus|saja|iya))*|berdua|bertiga|berempat"
    r"|berlima|berenam|bertujuh|berdelapan|bersembilan|bersepuluh"
    r"|sendiri\w*|saya sendiri|saya saja)(?: saja| iya)*(?: (?:dan |sama |yaitu )?(?:ketua|sekretaris|bendahara"
    r"|manajer|pengawas|staf|anggota|saya))*(?: dari (?:koperasi )?(?:kami|kita|saya))?"
)
_WITH = re.compile(
    r"\b(?:hadir|datang|ikut|pergi|berangkat)(?: \w+| ,){0,2} (?:dengan|sama|bersama|beserta|dan) (?:ketua|sekretaris"
    r"|bendahara"
    r"|manajer|istri|suami|teman)\b|"
    r"\b(?:saya|ketua|sekretaris|bendahara) (?:dan|sama|dengan|bersama|beserta|\+|&) (?:(?:pak|bu|ibu|bapak) )?\w+\b"
)
_IN_ALL = re.compile(r"\b(?:jadi|total\w*|semua\w*|jumlah\w*) (\d{1,2})(?: orang| peserta)?\b")
_ONLY_ONE = re.compile(r"\b(?:cuma|hanya) saya\b|^saya (?:saja|sendiri)\b")
_COUNT = re.compile(
    r"\b(\d{1,2}) ?(?:orang|peserta|kursi|pax|utusan|pengurus|anggota|perwakilan|staf|karyawan|org)\b|\bber(\d)\b"
    r"|\b(berdua|bertiga|berempat|berlima|berenam|bertujuh|berdelapan|bersembilan|bersepuluh"
    r"|sendirian|sendiri)\b|\b(?:hadir|ikut|daftar|datang) (\d{1,2})\b(?! ?(?:[:.]|jam|menit|hari|maret))"
)
_MOST = 50
_BARE = 5
"""The most people that a number alone stands for."""


def _meaning(said: str) -> tuple[str, str]:
    unsure = _UNSURE.search(said)
    if unsure and not stands_in(said):
        return ("no" if "kalau" in unsure[0] and "boleh" not in unsure[0] else "yes"), "doubtful"
    if _TWO.fullmatch(said):
        return "no", "doubtful"
    answer = read_answer(_LATE.sub(" ", said), Asked.COME)
    sure = answer is not Answer.POLITE_NO or not (_DOUBT.search(said) or _ELSEWHERE.fullmatch(strip_politeness(said)))
    return (_BY_ANSWER.get(answer, "") if answer else ""), "exact" if sure else "doubtful"


_TWO = re.compile(r"2")
"""The second button, or two people."""
_DOUBT = re.compile(r"\b(?:mungkin|kayaknya|sepertinya|bisa jadi|kemungkinan)\b")
_ELSEWHERE = re.compile(r"(?:(?:tanggal|hari) \w+ |besok |waktu itu )*(?:saya|kami) (?:sudah |ada )?di \w+(?: \w+)?")
"""Where they will be says no, if it is far enough."""
_BY_ANSWER = {
    Answer.YES: "yes",
    Answer.NO: "no",
    Answer.POLITE_NO: "no",
    Answer.TENTATIVE: "tentative",
    Answer.DELEGATE: "delegate",
}


def _people(said: str) -> int | None:
    if "%" in said or "persen" in said:
        return None
    if match := _IN_ALL.search(said):
        return int(match[1])
    if match := _COUNT.search(said):
        named = match[1] or match[2] or match[4]
        number = int(named) if named else people_named.TOGETHER[match[3]]
        return number if 0 < number <= _MOST else None
    if match := re.fullmatch(r"\D*\b(\d{1,2})\b\D*", said):
        is_number = said.isdecimal() and not 0 < int(said) <= _BARE
        return int(match[1]) if _ONLY_PEOPLE.fullmatch(strip_politeness(said)) and not is_number else None
    if _ONLY_ONE.search(said):
        return 1
    return 2 if _WITH.search(said) and not stands_in(said) else None
