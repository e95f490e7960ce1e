"""A plain yes or no that leads a message, and the question behind it: "boleh bu, siapa yg dtg?"."""

import re
from collections.abc import Sequence

from bot.understanding import asking
from bot.understanding.words import strip_politeness


def answer_and_question(parts: Sequence[str]) -> tuple[str, str]:
    """ "yes", "no" or "tentative", and the question that the parts behind it ask; "" twice where not both are said."""
    asks = [part for part in parts if asking.is_asking(part) and not _LEAVES_OPEN.search(part)]
    if not asks or asking.is_asking(parts[0]) or len(parts) > MOST_PARTS:
        return "", ""
    answer = led(parts[0])
    return (answer, " , ".join(asks)) if answer else ("", "")


def led(part: str) -> str:
    """ "yes", "no" or "tentative" where a part says that and nothing besides; else ""."""
    words = strip_politeness(part)
    return next((name for name, leads in _LEADS.items() if leads.fullmatch(words)), "")


MOST_PARTS = 6
_LEAVES_OPEN = re.compile(
    r"\b(?:terserah|(?:tidak|belum|kurang) tahu|lupa)\b|^tapi (?!.*\b(?:apa|siapa|kapan|berapa|mana|bagaimana)\b)"
)
"""What only sounds like a question: a condition, or what they leave to us or don't know themselves."""
_WHO = r"(?:saya|kami|kita|insya allah|pasti|akan|tetap|juga|jadi|sih|ini|itu)"
_COMES = r"(?:hadir|ikut|ikutan|datang|daftar|gabung|berangkat)"
_BESIDE = (
    rf"(?: (?:saja|kok|lah|dong|sekali|terus|silakan|datang|hadir|ikut|bisa|dikunjungi|kapan saja|\d+ orang|{_WHO}))*"
)
_LEADS = {
    "tentative": re.compile(rf"(?:{_WHO} |oke |siap |iya )*insya allah(?: {_COMES}| {_WHO})*"),
    "no": re.compile(
        rf"(?:{_WHO} |mohon |maaf )*(?:tidak|belum) (?:bisa|dapat|sempat)(?: {_COMES})?"
        r"(?: (?:kalau |hari |tanggal )*(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|segitu|itu|ini|\d+))?"
    ),
    "yes": re.compile(
        rf"(?:{_WHO} |iya |oke |siap |baik |mau |bisa )*"
        rf"(?:boleh|bisa|silakan|oke|iya|siap|baik|bersedia|setuju|mau|{_COMES}|tunggu|ditunggu|dengan senang hati)"
        rf"{_BESIDE}"
    ),
}
