"""Whether a part of a message asks: "ada sertifikat ga bu", "gratis kan", with or without a question mark."""

import re
from functools import lru_cache

from bot.understanding import clauses
from bot.understanding.words import normalise


@lru_cache(maxsize=128)
def is_asking(part: str) -> bool:
    """Whether a normalised part asks for something."""
    if clauses.is_question(part):
        return True
    said = _ADDRESS.sub("", part)
    return (_TAGGED.search(said) or _TAIL.search(said)) is not None and not _PONDERS.search(said)


def is_alone(text: str) -> bool:
    """Whether a whole text is a question in some words, and not whether something may be changed here."""
    words = normalise(text)
    return len(words.split()) >= LEAST and is_asking(words) and not _MAY_CHANGE.search(words)


def told_and_asked(text: str) -> tuple[str, str]:
    """What a text tells, and the question that it ends with: "rat besok di kantor, bapak bisa hadir?".

    "" for the question where it ends with none that stands by itself: an unsure answer, or the wish to change one.
    """
    found = _ASKED_LAST.fullmatch(text.strip())
    if found is None:
        return text, ""
    words = _ADDRESS.sub("", normalise(found["asked"]).strip(" ?"))
    is_whole = len(words.split()) >= LEAST or _WHEN_OR_WHO.search(words)
    is_asked = (is_asking(words) and is_whole) or _OF_US.search(found["asked"])
    if not is_asked or _NO_OTHER_MATTER.search(words):
        return text, ""
    return found["told"], found["asked"].strip()


LEAST = 3
"""Words of a question that stands by itself."""
_ASKED_LAST = re.compile(r"(?P<told>.*[^\s,.;!?])(?:[,;!\n]|\.(?!\w)|\?(?=\s))+(?P<asked>[^,;!?\n]+\?+)", re.DOTALL)
_MAY_CHANGE = re.compile(
    r"\b(?:bisa|boleh|dapat|bagaimana|cara)(?: \w+)? (?:di|me|meng)?(?:ubah|rubah|edit|perbaiki|koreksi|betulkan)\w*"
)
_WHEN_OR_WHO = re.compile(
    r"\b(?:kapan|siapa|di mana|ke mana|bagaimana|kenapa|mengapa) \w|\w (?:kapan|siapa|bagaimana)\b"
)
_OF_US = re.compile(
    r"^\s*(?:bisa|bs|boleh|sempat) (?:hadir|datang|ikut)\b"
    r"|\b(?:bapak|bpk|pak|ibu|bu|dinas|petugas)\b.*\b(?:bisa|bs|boleh|hadir|datang|ikut|sempat|mau)\b",
    re.IGNORECASE,
)
_NO_OTHER_MATTER = re.compile(
    r"\d|^atau\b|^tapi\b|\b(?:benar|betul|salah|batal|tidak jadi|lupa|tidak tahu|tidak apa apa)\b"
    r"|\b(?:di|me|meng|ber|se)?(?:ubah|rubah|ganti|perbaiki|betulkan|koreksi|edit|catat|undur|mundur|pindah|geser)\w*"
)
_ADDRESS = re.compile(r"(?: (?:pak|bapak|bu|ibu|buk|bang|kak|min|iya|nih|sih|hehe|haha|hihi|wkwk\w*))+$")
_TAIL = re.compile(
    r"^(?!.*\b(?:tidak|belum|bukan|jangan)\b.* tidak$)(?:\w+ )*(?!saya|kami|memang|sudah|tetap|masih|kayaknya"
    r"|sepertinya|itu|ini|hari|senin|selasa|rabu"
    r"|kamis|jumat|sabtu|minggu|sekarang|besok|iya|ketua|bendahara|sekretaris|pengurus|tapi|maaf|juga|kalau)\w+ tidak$"
)
_PONDERS = re.compile(r"\b(?:mungkin|kabari|kabarkan|dikabari|belum tahu|lihat|tergantung|bingung|ragu)\b")
_TAGGED = re.compile(
    r"^(?:(?:untuk|dalam rangka|perihal|mau (?:periksa|cek|bahas)) apa\b|(?:lama|jauh|ramai|mahal) tidak \w+$"
    r"|kok\b|(?:ada|dapat|pakai|bawa) (?:\w+ ){1,4}tidak \w+nya$|(?:yang )?mana (?!saja|pun)\w+"
    r"|apa (?!saja (?:boleh|bisa|oke))"
    r"|(?:.* )?(?:ada|bisa|boleh|dapat|masih|apa|perlu|harus|wajib|mesti|bawa|bayar|gratis|resmi|cukup|pakai|termasuk"
    r"|disediakan|dipungut|dikasih|diberi) (?:.* )?(?:tidak|kan|apa tidak|atau tidak)$|sudah (?:.* )?belum$"
    r"|(?:gratis|berbayar|resmi|online|offline|zoom) (?:kan|atau (?!tidak)\w+)$"
    r"|(?:\w+ )?(?:bayar|gratis|boleh|bisa|perlu|wajib|harus|ada|dapat) tidak (?:(?:pak|bu|iya) )*\w+"
    r"(?: (?:ini|itu))?$)"
    r"|\b(?:(?:ada|kena|dikenakan|dipungut|minta|bayar|berbayar|gratis|boleh|bisa|perlu|wajib|harus"
    r"|dapat)(?: \w+){0,2} tidak (?:kalau|jika|bila|waktu|saat|pas)\b|(?<!apa )(?<!apa-)(?<!tidak )(?:apa|mana|siapa)$"
    r"|(?:atau|apa) (?:tidak|belum|bukan)$|kan$)"
)
