"""Help asked for beside something that is told: "pembukuan belum beres, bisa dibantu ga?"."""

import re

from bot.understanding import clauses
from bot.understanding.words import Typed

_WHO = r"(?:bapak|ibu|pak|bu|petugas\w*|dinas|dari|oleh|kami|saya|kita)"
_HELP = re.compile(
    rf"(?:(?:apa|apakah|kira-kira|kalau|mohon|tolong|minta|butuh|perlu|boleh|bisa|bisakah|dapat|mau|ada|untuk|agar|supaya"
    rf"|jadi|{_WHO}) )*(?:di|mem)?(?:bantu(?:kan|an)?|dampingi|pendampingan)(?:nya)?"
    rf"(?: (?:tidak|iya|saja|dong|lah|kah|juga|dulu|{_WHO}))* ?\??"
)


def without(text: str) -> str:
    """A text without its part that asks for help and nothing else; empty where there is none, or nothing besides."""
    parts = clauses.split(text)
    rest = [part for part in parts if not _HELP.fullmatch(part)]
    return Typed(text).part(", ".join(rest)) if rest and len(rest) < len(parts) else ""
