"""Whether a part of a message asks: "ada sertifikat ga bu", "gratis kan", with or without a question mark."""

import re
from functools import lru_cache

from bot.understanding import clauses


@lru_cache(maxsize=128)
def is_asking(part: str) -> bool:
    """Whether a normalised part asks for something."""
    if clauses.is_question(part):
        return True
    said = _ADDRESS.sub("", part)
    return (_TAGGED.search(said) or _TAIL.search(said)) is not None and not _PONDERS.search(said)


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
