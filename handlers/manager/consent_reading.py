"""The answer to the consent notice in words: "iyo pak boleh", "ok setuju", "saya bukan pengurus"."""

import re

from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.identity import read_identity
from bot.understanding.words import strip_politeness

_AGREEING = re.compile(
    r"(?:(?:iya|oke|sip|setuju|boleh|bersedia|berkenan|baik|siap|silakan|bisa|mau|benar|betul|saya|kami|ambo|sangat|saja"
    r"|lah|dengan|senang|hati|tentu|sudah|sekali|1|insya|allah|terima|kasih|(?:meng)?izinkan|(?:di)?(?:catat|simpan"
    r"|hubungi)(?:kan)?|data(?:nya)?|tidak (?:apa apa|masalah|keberatan)|👍|✅)(?:[ ,.!]+|$))+"
)
_MINDS_NOTHING = re.compile(r"(?:saya |kami |saja )*tidak (?:apa apa|masalah)(?: saja)?")
"""Alone it may just as well decline."""
_REFUSING = re.compile(
    r"(?:(?:tidak|jangan|usah|mau|setuju|bersedia|berkenan|boleh|perlu|dulu|maaf|mohon|saya|kami|saja|menolak|keberatan"
    r"|iya|2|👎|❌)(?:[ ,.!]+|$))+"
)
_NAMED = re.compile(
    r"\b(?:setuju|bersedia|berkenan|(?:meng)?izinkan)\b|\b(?:boleh|silakan)(?: \w+)? di(?:catat|simpan)\b"
)
NO_OFFICER = ("not_officer", "wrong_number")


def read_consent(text: str) -> str:
    """`yes`, `no` or `other`, the notice's buttons; empty where words say anything besides."""
    status = read_identity(text).get("status")
    if status is not None and status.value in NO_OFFICER:
        return "other"
    said, answer = strip_politeness(text), read_answer(text, Asked.AGREE)
    if answer is Answer.YES and _AGREEING.fullmatch(said) and not _MINDS_NOTHING.fullmatch(said):
        return "yes"
    if answer in (Answer.NO, Answer.POLITE_NO) and _REFUSING.fullmatch(said):
        return "no"
    return ""


def is_explicit(text: str) -> bool:
    """Whether words name consent themselves, so that they answer no other question of ours."""
    return _NAMED.search(strip_politeness(text)) is not None and read_consent(text) != ""
