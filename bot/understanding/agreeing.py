"""Words that agree to what is shown. "Cukup", "lanjut" and "langsung" only say that somebody is done, or how it was."""

import re

from bot.understanding.words import strip_politeness

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
