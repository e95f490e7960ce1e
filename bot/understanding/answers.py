"""Yes, no, not yet, perhaps, thanks: the class of a short answer. "belum" is never "tidak"."""

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


def read_answer(text: str) -> Answer | None:
    """The answer in a text; None for a question, for data alone and for what can't be told."""
    if "?" in normalise(text):
        return None
    words = strip_politeness(text) or plain(text)
    spoken = " ".join(word for word in words.split() if word != "🙏")
    if not spoken:
        return Answer.THANKS if words else None
    if spoken in _wholes():
        return _wholes()[spoken]
    for pattern, answer in _SAID:
        if pattern.search(spoken):
            return answer
    return None


@cache
def _wholes() -> dict[str, Answer | None]:
    """Whole answers, by the table in `answers.toml`."""
    with Path(__file__).with_name("answers.toml").open("rb") as file:
        table = tomllib.load(file)
    answers: dict[str, Answer | None] = dict.fromkeys(table.pop("undecidable"))
    return answers | {words: Answer(name) for name, phrases in table.items() for words in phrases}


_NEGATIVE = r"(?:tidak|bukan|belum|jangan|batal|tapi|tetapi|namun)"
_SAID = [
    (re.compile(pattern), answer)
    for pattern, answer in (
        (r"\b(?:tidak|bukan) ada (?:yang|lagi yang) belum\b|\bsudah (?:atau )?belum\b", None),
        (r"\b(?:tidak|bukan|tanpa) (?:apa[ -]apa|apa|masalah|keberatan)\b", Answer.YES),
        (
            r"\b(?:kalau|jika|bila|asal) tidak ada (?:halangan|kendala|aral)\b|\bbelum (?:tentu|pasti|tahu)\b",
            Answer.TENTATIVE,
        ),
        (rf"\binsya'? ?allah\b(?!.{{0,60}}\b{_NEGATIVE}\b)", Answer.TENTATIVE),
        (r"^(?:mungkin|mudah-mudahan|diusahakan|semoga|kayaknya|sepertinya|lihat nanti)\b", Answer.TENTATIVE),
        (r"\b(?:kami|saya|akan) (?:usahakan|upayakan)\b", Answer.TENTATIVE),
        (
            r"^(?:mohon )?maaf\b.{0,80}\b(?:tidak|belum) (?:bisa|dapat|sempat|hadir)\b|\bizin tidak\b"
            r"|\bijin tidak\b|\bberhalangan\b"
            r"|\b(?:saya|kami|lagi|sedang)\b.{0,20}\b(?:di ?luar kota|ada acara|sakit)\b|\bdiwakilkan\b"
            r"|^maaf\b.{0,40}\b(?:di ?luar kota|ada acara|ada urusan|ada kegiatan)\b",
            Answer.POLITE_NO,
        ),
        (r"^(?:iya |oke |baik |maaf |mohon maaf |kami |saya |sampai |rat |masih )*belum\b", Answer.NOT_YET),
        (
            r"^(?:iya |kami |saya |masih )*(?:masih (?:proses|disusun|dikerjakan|diproses|menunggu)|menyusul"
            r"|nanti|dalam proses)\b",
            Answer.NOT_YET,
        ),
        (r"\b(?:masih (?:di)?proses|masih disusun|menyusul)\b", Answer.NOT_YET),
        (
            rf"^(?:iya|oke|betul|benar|setuju|sudah|kami sudah|saya sudah|👍|✅)\b(?!.{{0,200}}\b{_NEGATIVE}\b)",
            Answer.YES,
        ),
        (r"^[👍👌✅✔]( [👍👌✅✔])*$", Answer.YES),
        (
            rf"^(?:iya |oke )?(?:siap|sip|bisa|boleh|akan|pasti)?(?: akan)? ?(?:kami |saya )?hadir\b"
            rf"(?!.{{0,100}}\b{_NEGATIVE}\b)",
            Answer.YES,
        ),
        (
            r"^(?:boleh|bisa|siap|silakan|oke) (?:saja|juga|silakan|datang|laksanakan|iya|dilanjutkan|lanjut|setuju)\b",
            Answer.YES,
        ),
        (
            r"^(?:kami |saya )?(?:tidak|bukan|jangan|batal)(?: (?:bisa|dapat|hadir|ikut|jadi|mau|usah|perlu|ada"
            r"|setuju|benar|betul|dulu|sempat|pernah|itu|yang itu|kami|saya|terima kasih)\b|$)",
            Answer.NO,
        ),
        (r"^(?:bukan|jangan|batalkan?|❌)\b", Answer.NO),
        (r"^(?:iya |oke )?salah\b(?! satu)", Answer.NO),
        (r"^(?:(?:baik|siap|oke|sip) )?(?:terima kasih|noted|ditunggu)\b.{0,40}$", Answer.THANKS),
        (r"^(?:mohon )?maaf$", Answer.POLITE_NO),
    )
]
