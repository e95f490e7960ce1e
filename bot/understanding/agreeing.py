"""Words that agree to what is shown. "Cukup", "lanjut" and "langsung" only say that somebody is done, or how it was."""

import re

from bot.understanding.words import normalise, strip_politeness

_FIRM = r"iya|benar|betul|bana|sesuai|setuju|disetujui|cocok|akurat|valid|acc|(?:di)?kirim\w*"
_FAINT = r"oke|siap|sip|mantap|pas|tepat|klop|fix|yakin|gas\w*|boleh|silakan|silahkan|simpan|laporkan|[👍👌✅✔]"
_FIRMLY = re.compile(rf"(?:^|\s)(?:{_FIRM})(?:$|\s)")
_AT_ALL = re.compile(rf"(?:^|\s)(?:{_FIRM}|{_FAINT})(?:$|\s)")


def agrees(text: str) -> bool:
    """Whether an answer that sounds like a yes has a word of agreement in it."""
    return _AT_ALL.search(strip_politeness(text)) is not None


def agrees_firmly(text: str) -> bool:
    """Whether that word is a plain one: "ya", "benar", "kirim"; not "ok"."""
    return _FIRMLY.search(strip_politeness(text)) is not None


def begins_with_yes(text: str) -> bool:
    """Whether a text says yes before it says something else, and takes nothing of that back."""
    words = normalise(text)
    return _YES_FIRST.match(words) is not None and _BUT.search(words) is None


_YES_FIRST = re.compile(r"\W*(?:iya|benar|betul|sesuai)\b")
_BUT = re.compile(
    r"\?|\b(?:tapi|tetapi|namun|cuma|hanya|kecuali|bukan\w*|salah|keliru|tidak|belum|harusnya|seharusnya|kan"
    r"|kayaknya|sepertinya|mungkin|ragu\w*|nanti|dulu|lupa)\b"
)
