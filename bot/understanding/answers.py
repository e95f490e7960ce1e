"""Yes, no, not yet, perhaps, thanks, somebody else: the class of a short answer. "belum" is never "tidak"."""

import re
import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path

from bot.understanding.words import normalise, plain, strip_politeness


class Answer(StrEnum):
    """What a short answer means."""

    YES = "yes"
    NO = "no"
    NOT_YET = "not_yet"
    TENTATIVE = "tentative"
    THANKS = "thanks"
    POLITE_NO = "polite_no"
    DELEGATE = "delegate"


def read_answer(text: str, *, asked: bool | None = None) -> Answer | None:
    """The answer in a text; None for a question, for data alone and for what can't be told.

    Where something was `asked`, "baik" agrees; where nothing was, "oke siap" only thanks; None doesn't know.
    """
    if "?" in normalise(text):
        return None
    words = strip_politeness(text) or plain(text)
    spoken = " ".join(word for word in words.split() if word != "🙏")
    if not spoken:
        return Answer.THANKS if words else None
    if asked is not None and spoken in _wholes(f"asked_{asked}".lower()):
        return _wholes(f"asked_{asked}".lower())[spoken]
    if spoken in _wholes("answers"):
        return _wholes("answers")[spoken]
    if (objection := _OBJECTION.search(spoken)) is not None:
        return _objected(spoken[: objection.start()], spoken[objection.end() :])
    answer = _said(spoken)
    return Answer.POLITE_NO if answer is Answer.NO and _EXCUSE.search(plain(text)) else answer


def stands_in(words: str) -> bool:
    """Whether normalised words say that somebody else will come instead."""
    return _STAND_IN.search(words) is not None and not _SELF.search(words)


def _said(spoken: str) -> Answer | None:
    if stands_in(spoken):
        return Answer.DELEGATE
    return next((answer for pattern, answer in _PATTERNS if pattern.search(spoken)), None)


_EXCUSE = re.compile(r"^(?:punten|permisi|(?:mohon )?maaf|ampun)\b")


def _objected(before: str, after: str) -> Answer | None:
    """ "siap, tapi tidak bisa": what stands after the "tapi" counts, unless it is a further matter."""
    first, then = _said(before.strip()), _said(after.strip())
    if then in (Answer.NO, Answer.POLITE_NO):
        return Answer.POLITE_NO if first is Answer.TENTATIVE else then
    if then is Answer.YES and first is Answer.TENTATIVE:
        return Answer.YES
    if re.search(r"\b(?:salah|keliru|kurang (?:tepat|pas))\b", after):
        return Answer.NO
    return first if first in (Answer.NO, Answer.POLITE_NO, Answer.NOT_YET) and then is not Answer.YES else None


@cache
def _wholes(section: str) -> dict[str, Answer | None]:
    """Whole answers, by the tables in `answers.toml`."""
    with Path(__file__).with_name("answers.toml").open("rb") as file:
        table = tomllib.load(file)[section]
    answers: dict[str, Answer | None] = dict.fromkeys(table.pop("undecidable", ()))
    return answers | {words: Answer(name) for name, phrases in table.items() for words in phrases}


_COMES = r"(?:hadir|datang|ikut|berangkat|menghadiri|mengikuti|pergi|ke sana|ke sini|ke situ|gabung|bergabung)"
_OTHERS = (
    r"(?:(?:ibu|pak|bapak|bu) )?(?:wakil(?: ketua)?|ketua|sekretaris|bendahara|pengawas|manajer|anggota"
    r"|pengurus(?: lain)?"
    r"|staf|karyawan|istri|suami|anak buah|teman|kawan|adik|anak|orang lain|yang lain)"
)
_STAND_IN = re.compile(
    r"\b(?:diwakil\w*|mewakilkan|wakilkan|diutus|utus|mengutus|digantikan|gantikan saya|menggantikan saya|pengganti\w*"
    r"|delegasikan|didelegasikan|wakil (?:saya|kami|saja))\b|\bperwakilan(?: saja| kami| dari kami)?\b(?! (?:apa"
    r"|siapa|rat))"
    rf"|\b(?:kirim|suruh|minta|tugaskan|menugaskan|mengirim|kirimkan) (?:saja )?{_OTHERS}\b"
    rf"|\b{_OTHERS}(?: saya| kami)?(?: saja)? (?:yang |akan |nanti |saja |bisa |insya allah )+(?:{_COMES}|mewakili)\b"
    rf"|\byang (?:akan |nanti |bisa )?(?:{_COMES}|mewakili)(?:nya)? (?:nanti |insya allah |adalah |itu )?{_OTHERS}\b"
    rf"|\byang lain (?:saja )?yang {_COMES}\b|\b(?:ada|cari) yang (?:me)?wakil\w*\b"
)
_SELF = re.compile(
    rf"(?:^|, )(?:nanti |biar )?(?:saya|kami)(?: akan| yang)? (?:{_COMES} )?(?:untuk |dan )?mewakili\b|^mewakili\b"
    rf"|\b{_COMES} (?:untuk )?mewakili\b"
    r"|\btidak (?:perlu |usah |bisa )?diwakil\w*|\bjangan diwakil\w*|\bapa(?:kah)? (?:boleh|bisa)\b|\b(?:sistem"
    r"|rat) perwakilan"
)
_OBJECTION = re.compile(r"(?<=\w) (?:tapi|tetapi|namun|cuma|hanya saja)\b")
_NEGATIVE = r"(?:salah|keliru|tidak|bukan|belum|jangan|batal|tapi|tetapi|namun)"
_CANNOT = r"(?:tidak|belum) (?:bisa|dapat|sempat|jadi|memungkinkan|sanggup|akan bisa)"
_PATTERNS = [
    (re.compile(pattern), answer)
    for pattern, answer in (
        (
            r"\b(?:tidak|bukan) ada (?:yang|lagi yang) belum\b|\bsudah (?:atau )?belum\b|^iya (?:allah|ampun|tuhan"
            r"|rabb)"
            r"|\bbukan (?:main|kepalang)\b|^bukannya\b|\binsya'? ?allah (?:sudah |itu )?(?:benar|betul|sesuai)\b"
            r"|\btidak (?:tahu|paham|mengerti)\b|\bkurang (?:tahu|paham)\b|\b(?:bagaimana|berapa|kapan|siapa"
            r"|di mana|kah)\b",
            None,
        ),
        (r"\b(?:tidak|bukan|tanpa) (?:apa[ -]apa|apa|masalah|keberatan)\b", Answer.YES),
        (
            r"\b(?:kalau|jika|bila|asal|selama) tidak (?:ada )?(?:halangan|kendala|aral|hujan|sakit|sibuk)\w*\b"
            r"|\bbelum (?:tentu|pasti|tahu)\b|\b(?:belum|tidak) bisa (?:me)?(?:mastikan|pastikan|janji)\b"
            r"|\b(?:belum|tidak) (?:bisa )?(?:dipastikan|janji)\b",
            Answer.TENTATIVE,
        ),
        (
            rf"\binsya'? ?allah\b.{{0,40}}\b{_CANNOT}\b|^(?:kayaknya|sepertinya|mungkin"
            rf"|kemungkinan)\b.{{0,30}}\b{_CANNOT}\b",
            Answer.POLITE_NO,
        ),
        (rf"\binsya'? ?allah\b(?!.{{0,60}}\b{_NEGATIVE}\b)", Answer.TENTATIVE),
        (
            r"^(?:mungkin|kemungkinan|mudah-mudahan|diusahakan|semoga|kayaknya|sepertinya|lihat (?:nanti|dulu|sikon"
            r"|situasi"
            r"|kondisi|jadwal|besok)|tergantung|nanti (?:saya |kami )?(?:lihat|cek|kabari|dikabari|kabarkan"
            r"|konfirmasi|pastikan))\b"
            r"|\b(?:saya|kami) (?:kabari|konfirmasi|cek dulu|tanya dulu|lihat dulu|pastikan dulu)\b|\bmasih ragu\b",
            Answer.TENTATIVE,
        ),
        (r"\b(?:kami|saya|akan|di) ?(?:usahakan|upayakan)\b|\bcoba (?:saya |kami )?usahakan\b", Answer.TENTATIVE),
        (
            r"^(?:mohon )?maaf\b.{0,80}\b(?:tidak|belum) (?:bisa|dapat|sempat|hadir)\b|\b(?:izin"
            r"|ijin) (?:saya )?(?:tidak|absen)\b"
            r"|\bberhalangan\b|\b(?:saya|kami|lagi|sedang|masih)\b.{0,20}\b(?:di ?luar kota|ada acara|sakit|opname)\b"
            r"|^maaf\b.{0,40}\b(?:di ?luar kota|ada acara|ada urusan|ada kegiatan|sakit|umrah|bentrok|tidak)\b"
            r"|\bbentrok\b|^(?:ada|sedang ada|lagi ada) (?:acara|urusan|keperluan|kegiatan|hajatan|rapat|halangan"
            r"|tugas)\b"
            r"|\btidak (?:bisa|dapat|sempat) hadir\b.{0,40}\b(?:maaf|ada acara|luar kota|sakit)\b"
            r"|^(?:mohon )?izin\b.{0,30}\b(?:ada"
            r" acara|sakit|luar kota|tugas)\b",
            Answer.POLITE_NO,
        ),
        (r"\b(?:belum|kurang|tidak) (?:benar|betul|sesuai|tepat|pas|cocok)\b", Answer.NO),
        (
            r"^(?:iya |oke |baik |maaf |mohon maaf |kami |saya |sampai |rat |masih |alun )*belum\b"
            r"|^(?:kami |saya |rat |rapat )*(?:sudah )?(?:direncanakan|dijadwalkan|rencana\w*)\b"
            r"|\bsudah (?:direncanakan|dijadwalkan|ada (?:rencana|jadwal)|hampir|mau|akan|dekat|mendekati|siap-siap"
            r"|persiapan)\b"
            r"|^(?:sebentar|tidak lama|beberapa hari|seminggu|bulan depan|minggu depan) lagi\b|^(?:menunggu|tunggu"
            r"|sedang|masih|baru"
            r" (?:mau|akan|persiapan|rencana)|mau|akan|hampir)\b(?!.{0,60}\b(?:sakit|kota|acara)\b)(?! (?:hadir"
            r"|datang|ikut|ada"
            r" yang))",
            Answer.NOT_YET,
        ),
        (
            r"^(?:iya |kami |saya |masih )*(?:masih (?:proses|disusun|dikerjakan|diproses|menunggu)|menyusul"
            r"|nanti|dalam proses)\b",
            Answer.NOT_YET,
        ),
        (r"\b(?:lagi|sedang) (?:di|me|ber)[a-z]{4,}", Answer.NOT_YET),
        (r"\b(?:masih (?:di)?proses|masih disusun|menyusul)\b", Answer.NOT_YET),
        (
            rf"^(?:iya|oke|betul|benar|setuju|sudah|kami sudah|saya sudah|alhamdulillah sudah|👍|✅)\b"
            rf"(?!.{{0,200}}\b{_NEGATIVE}\b)",
            Answer.YES,
        ),
        (r"^[👍👌✅✔]( [👍👌✅✔])*$", Answer.YES),
        (
            r"^(?:iya |oke )?(?:siap|sip|bisa|boleh|akan|pasti|mau)?(?: akan)? ?(?:kami |saya )?(?:hadir|menghadiri"
            r"|datang|ikut)\b"
            rf"(?!.{{0,100}}\b{_NEGATIVE}\b)",
            Answer.YES,
        ),
        (
            r"^(?:boleh|bisa|siap|silakan|oke|mantap|sip|gas|lanjut\w*) (?:saja|juga|silakan|datang|laksanakan|iya"
            r"|dilanjutkan"
            r"|lanjut\w*|setuju|kirim\w*|benar|betul|sudah|oke|siap|mantap|gas)\b",
            Answer.YES,
        ),
        (r"^(?:semua(?:nya)? |data(?:nya)? )*(?:sudah )?(?:benar|betul|sesuai|cocok|pas|tepat)\b", Answer.YES),
        (
            r"^(?:kami |saya )?(?:tidak|bukan|jangan|batal)(?: (?:bisa|dapat|hadir|ikut|jadi|mau|usah|perlu|ada"
            r"|setuju|benar|betul|dulu|sempat|pernah|itu|yang itu|kami|saya|terima kasih|payah|datang|lah|la)\b|$)",
            Answer.NO,
        ),
        (r"^(?:bukan|jangan|batalkan?|❌)\b", Answer.NO),
        (r"^(?:iya |oke )?(?:salah|keliru)\b(?! satu)|\bada (?:yang )?(?:salah|keliru)\b", Answer.NO),
        (r"^(?:(?:baik|siap|oke|sip) )?(?:terima kasih|noted|ditunggu)\b.{0,40}$", Answer.THANKS),
        (r"^(?:mohon )?maaf$", Answer.POLITE_NO),
    )
]
