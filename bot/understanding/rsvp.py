"""Who comes to an event we invited to: "hadir", "2 org", "insya allah", "diwakilkan sekretaris"."""

import re
from dataclasses import dataclass

from bot.understanding import clauses, counts, event_questions
from bot.understanding.answers import Answer, read_answer, stands_in
from bot.understanding.values import Read
from bot.understanding.words import strip_politeness


@dataclass(frozen=True, slots=True)
class Rsvp(Read[str]):
    """ "yes", "no", "delegate", "tentative" or "waitlist"; `people` is how many come, where it was said."""

    people: int | None = None


def read_rsvp(text: str) -> Rsvp | None:
    """The answer to an invitation; None for questions, thanks and anything else."""
    everything = clauses.split(text)
    if any(_WAITLIST.search(part) for part in everything):
        return Rsvp("waitlist", "exact", " , ".join(everything))
    parts = [part for part in everything if not clauses.is_question(part) and not _ASKS_A_WAY.search(part)]
    said = " , ".join(parts)
    if not said or _NOT_THIS.search(_REVOKED.sub(" ", said)):
        return None
    if _HAND.fullmatch(text.strip()):
        return Rsvp("yes", "doubtful", text.strip())
    value, precision = _meaning(said, parts)
    people = _people(said)
    if not value and people is not None and _SENT.search(said):
        return Rsvp("delegate", "doubtful", said, people=people)
    if not value and people is not None and _ONLY_PEOPLE.fullmatch(strip_politeness(said)):
        value, precision = "yes", "exact"
    if not value:
        return None
    return Rsvp(value, precision, said, people=people if value in ("yes", "tentative", "delegate") else None)


def read_question(text: str) -> str:
    """What a text asks about the event, by a name of `event_questions`; empty when it asks nothing."""
    parts = [part for part in clauses.split(text) if _ASKS.search(part) and not _WAITLIST.search(part)]
    if not parts or any(_WAITLIST.search(part) for part in clauses.split(text)):
        return ""
    return next((name for name, pattern in event_questions.ABOUT.items() for part in parts if pattern.search(part)), "")


_ASKS_A_WAY = re.compile(r"^(?:bisa|boleh) (?:lewat|via|online|zoom|daring|diwakil\w*|pakai)\b")
_HAND = re.compile(r"[✋🙋🖐☝🏻-🏿\s]+")
_SENT = re.compile(r"\b(?:utusan|perwakilan|delegasi)\b|\b(?:kirim|mengirim|utus|mengutus)(?:kan)? \d")
_WAITLIST = re.compile(
    r"\b(?:waiting ?list|waitinglist|daftar tunggu|antrian|antri|cadangan|menunggu kalau ada|tunggu kalau ada"
    r"|daftar cadangan)\b(?!.*\?)"
)
_ASKS = re.compile(
    r"\?|\b(?:di mana|ke mana|berapa|kapan|apa|apakah|siapa|bagaimana|mana|kenapa)\b|^(?:boleh|bisa|dapat"
    r"|ada)\b.*(?:\b(?:tidak|kah)\b|$)"
    r"|\b(?:share ?lok\w*|share lokasi|sudah penuh belum|bisa lewat|bisa online|bisa zoom|ada) \b|\b(?:tidak"
    r"|belum)(?: iya)?$|\bshare lokasi\b"
)

_COMES = r"(?:hadir|datang|ikut|pergi|pai|berangkat|menghadiri|mengikuti|gabung|bergabung)"
_NO = re.compile(
    r"\btapi (?:lagi |sedang |masih |saya |kami |anak |istri |ternyata )*(?:sakit|sibuk|kerja|tidak|belum|bentrok"
    r"|ada (?:acara|urusan|tugas))\b|"
    r"\b(?:saya|kami) (?:lagi |sedang |masih |ada )+di (?!rumah|kantor|sini|jalan|tempat|lokasi|sana)[a-z]+|"
    rf"\b{_COMES}(?:nya)? tidak jadi\b|\btidak jadi\b(?! (?:masalah|soal|apa))|\b(?:tidak|belum|tak) (?:akan |bisa "
    rf"|dapat |jadi |sempat |mungkin |sanggup |mau )*{_COMES}\b|\b(?:tidak|belum) (?:bisa|dapat|sempat|jadi"
    r"|sanggup)\b"
    r"|\bberhalangan\b|\b(?:di ?)?luar (?:kota|daerah|negeri|provinsi)\b|\bada (?:acara|urusan|keperluan|kegiatan"
    r"|rapat|undangan|halangan|dinas|tugas|hajatan|kemalangan|pesta|keluarga yang)\b"
    r"|\b(?:izin|maaf)\b.{0,30}\b(?:tidak|absen|berhalangan)\b|\b(?:saya|kami|lagi|sedang|masih|anak|istri|ibu"
    r"|suami) (?:lagi |sedang |masih |saya )*(?:sakit|opname|dirawat|umrah|umroh|haji|mudik|pulang kampung|kerja"
    r"|bertugas)\b"
    rf"|\bbatal(?: saja)?(?: {_COMES})?\b|\babsen\b|\blain kali\b|\bbentrok\b|\bskip\b|\b{_COMES}(?:nya)? (?:batal"
    rf"|tidak jadi)\b|\bsedang sakit\b|^sakit$|^izin(?: {_COMES})?$"
)
_TENTATIVE = re.compile(
    r"\b(?:tidak|belum) pasti\b|\b(?:saya|kami) coba\b|"
    r"\binsya'? ?allah\b|\bmungkin\b|\b(?:di)?usahakan\b|\bupayakan\b|\bmudah-?mudahan\b|\bsemoga (?:bisa|dapat|saya"
    r"|kami|sempat|tidak)\b|\b(?:kalau|jika|bila|asal|selama|andai) (?:tidak|bisa|sempat|sehat|ada|diizinkan|dapat)\b"
    r"|\b(?:lihat|liat|tengok|cek|tanya|tunggu) (?:nanti|dulu|situasi|kondisi|jadwal|besok|sikon)\b|\bnanti (?:saya "
    r"|kami |dulu )*(?:lihat|kabari|kabarkan|konfirmasi|cek|infokan|info|tanya|pastikan)\b|\b(?:saya|kami) (?:kabari"
    r"|konfirmasi|cek|tanya|lihat|pastikan)\b"
    r"|\bbelum (?:tahu|tentu|pasti|bisa (?:pastikan|memastikan|janji|dipastikan))\b|\btidak (?:janji|bisa (?:pastikan"
    r"|memastikan|janji|dipastikan))\b|\bkayaknya\b|\bsepertinya\b|\bragu\b|\bdicoba\b|\bbelum ada kepastian\b"
    r"|\btergantung\b|\bbisa jadi\b|\bdiusahakan\b"
)
_YES = re.compile(
    rf"\b(?:{_COMES}|siap|bisa|oke|iya|setuju|pasti|boleh|daftar|mendaftar|daftarkan|catat|bersedia|confirm"
    r"|konfirmasi hadir|ada)\b|[👍👌✅✔🙋✋]|^(?:1|baik|baiklah|yes|sip|mantap|sanggup|jadi|gas|mau|ditunggu)\b"
)
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
    r"|\bkalau (?:hari )?(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu)\b.{0,16}\bbisa\b|🤔"
)
"""What may be yes or no."""
_NOT_NO = re.compile(
    r"\b(?:saya|kami) (?:lagi |sedang |masih |ada )+di (?!rumah|kantor|sini|jalan|tempat|lokasi|sana)[a-z]+|"
    r"\b(?:tidak|bukan) (?:ada )?(?:apa-apa|masalah|halangan|kendala|keberatan|lupa|telat|terlambat)\b"
    r"|\binsya'? ?allah tidak ada halangan\b|\bjangan (?:lupa|khawatir)\b|\bkalau (?:saya )?tidak (?:ada )?\w+"
)
_NOT_THIS = re.compile(
    r"\b(?:tidak|belum) (?:dapat|terima|menerima|ada|sampai) undangan\w*\b|\bundangan(?:nya)? (?:tidak|belum)\b|"
    r"\b(?:rapat anggota|kuorum|tahun buku|shu|lpj|neraca)\b|\bhadir \d+ (?:orang )?dari \d|\bsudah (?:rat|rapat)\b"
    r"|\bbelum (?:rat|rapat)\b|\b(?:kemarin|tadi|yang lalu)\b.{0,30}\b(?:sudah|tidak)? ?(?:hadir|datang|ikut)\b"
    r"|\bsudah (?:hadir|datang|ikut)\b"
)
_ONLY_PEOPLE = re.compile(
    r"(?:(?:untuk|kami|saya|dari kami|daftar|yang|cuma|hanya|peserta|hadir|jadi|sama|dan|dengan|ada|catat|mungkin|ber"
    r"|\+) )*(?:\d{1,2}(?: (?:orang|peserta|kursi|pax|utusan|anggota|pengurus|saja|iya))*|berdua|bertiga|berempat"
    r"|sendiri\w*|saya sendiri|saya saja)"
)
_WITH = re.compile(
    r"\b(?:saya|ketua|sekretaris|bendahara) (?:dan|sama|dengan|bersama|beserta|\+|&) (?:(?:pak|bu|ibu|bapak) )?\w+\b"
)
_COUNT = re.compile(
    r"\b(\d{1,2}) ?(?:orang|peserta|kursi|pax|utusan|pengurus|anggota|perwakilan|org)\b|\bber(\d)\b|\b(berdua|bertiga"
    r"|berempat|sendirian|sendiri)\b|\b(?:hadir|ikut|daftar|datang) (\d{1,2})\b(?! ?(?:[:.]|jam|menit|hari|maret))"
)
_MOST = 50


def _meaning(said: str, parts: list[str]) -> tuple[str, str]:
    if stands_in(said):
        return "delegate", "exact"
    unsure = _UNSURE.search(said)
    if unsure:
        return ("no" if "kalau" in unsure[0] and "boleh" not in unsure[0] else "yes"), "doubtful"
    said = _LATE.sub(" ", _REVOKED.sub(" ", said))
    tentative = _TENTATIVE.search(said)
    if _NO.search(_NOT_NO.sub(" ", said)) and not (tentative and _WEAK.search(said)):
        sure = not (tentative and _DOUBT.search(said))
        return "no", "exact" if sure else "doubtful"
    if tentative:
        return "tentative", "exact"
    if _YES.search(said) and read_answer(said) not in (Answer.THANKS, Answer.NOT_YET):
        return "yes", "exact"
    answer = next(
        (found for part in parts if (found := read_answer(part, asked=True)) and found is not Answer.THANKS), None
    )
    return _BY_ANSWER.get(answer, "") if answer else "", "exact"


_WEAK = re.compile(
    r"\btidak pasti\b|"
    r"\b(?:belum (?:tahu|tentu|pasti)|tidak (?:janji|bisa (?:pastikan|memastikan|janji|dipastikan)))\b"
    r"|\bkalau (?:tidak|bisa)\b|\bbelum bisa (?:pastikan|memastikan|janji|dipastikan)\b"
)
_DOUBT = re.compile(r"\b(?:mungkin|kayaknya|sepertinya|bisa jadi)\b")
_BY_ANSWER = {
    Answer.YES: "yes",
    Answer.NO: "no",
    Answer.POLITE_NO: "no",
    Answer.TENTATIVE: "tentative",
    Answer.DELEGATE: "delegate",
}


def _people(said: str) -> int | None:
    if match := _COUNT.search(said):
        named = match[1] or match[2] or match[4]
        number = int(named) if named else counts.TOGETHER[match[3]]
        return number if 0 < number <= _MOST else None
    if match := re.fullmatch(r"\D*\b(\d{1,2})\b\D*", said):
        return int(match[1]) if _ONLY_PEOPLE.fullmatch(strip_politeness(said)) else None
    return 2 if _WITH.search(said) and not stands_in(said) else None
