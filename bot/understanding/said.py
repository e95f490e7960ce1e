"""What a sentence takes back ("bukan 12 tapi 13") and what it only guesses ("kayaknya 12")."""

import re

_RULED_OUT = re.compile(
    r"\b(?:bukan(?:nya)?|jangan(?:lah)?|kecuali|selain|asal (?:jangan|bukan)|(?:semula|awalnya|tadinya"
    r"|rencana awal)(?:nya)?"
    r"|(?:tidak|belum|kurang) (?:bisa|mau|jadi|sanggup|mungkin|cocok|pas|sempat))\b[^,;?!]*?"
    r"(?=,(?!\d)|[;?!]|\.(?!\d)|$|\b(?:tapi|tetapi|melainkan|namun|jadinya|yang benar|harusnya|seharusnya)\b)"
)
"""A stretch that names what it is not; what it is follows, or has been said."""
_CANNOT = re.compile(
    r"\b(?:(?:tidak|belum|kurang) (?:bisa|sanggup|mungkin|cocok|pas|sempat|jadi|dapat)|berhalangan|bentrok|ada acara)\b"
)
_CANT = re.compile(rf"(?:^|(?<=[,;]))[^,;]*{_CANNOT.pattern}[^,;]*")
"""A clause whose day or hour doesn't suit."""
_SUITS = ("bisa", "boleh", "saja")
_BUSY = re.compile(
    r"(?:^|(?<=[,;]))[^,;]*\b(?:mengajar|kerja|bekerja|dinas|sibuk|kuliah|sekolah|jaga|ada [a-z]+)\b[^,;]*"
    rf"[,;](?=[^,;]*\b(?:{'|'.join(_SUITS)})\b)"
)
"""A clause that tells what is in the way of a day or an hour, before one that suits."""
_GUESS = re.compile(
    r"[±~≈]|\b(?:(?:kurang lebih|lebih kurang|sekitar\w*|kira-kira|kira kira|hampir|mungkin|barangkali|kayaknya"
    r"|sepertinya|kelihatannya|rasanya|agaknya|seingat\w*|se(?:tahu|pengetahuan)(?: (?:saya|kami))?"
    r"|kalau tidak (?:salah|keliru|lupa)"
    r"|kisaran|nyaris|perkiraan\w*|taksiran|estimasi|diperkirakan|plus minus|lupa|entah|ragu\w*|belum pasti"
    r"|belum tentu"
    r"|tidak yakin|kurang yakin|minimal|maksimal|maks?|max|paling(?: (?:sedikit|banyak|tidak|kurang|lama))?"
    r"|setidaknya"
    r"|sekurang\w*|di ?atas|di ?bawah|antara|(?:lebih|kurang) dari|(?:tidak|belum|hampir) sampai)\b"
    r"|(?:lebih|kurang|kalau|lk)\.? ?(?:$|(?=\d)))"
)
_LOOSE = re.compile(
    r"^ (?:saya|kami|kita) (?:ada|mengajar|kerja|bekerja|sholat|shalat|solat|rapat|masih|sedang|pergi|istirahat|pulang"
    r"|sibuk)\b|^ ?kali(?: iya| pak| bu|$)|^ ?-?(?:an\b|lebih\b|kurang\b|ke atas\b|ke bawah\b|lah kira)|^[^,;]*\?"
)


def settled(words: str) -> str:
    """Normalised words without what they take back or rule out."""
    if any(word in words for word in _SUITS):
        words = _BUSY.sub(" ", words)
    if _CANNOT.search(words):
        words = _CANT.sub(" ", words)
    return _RULED_OUT.sub(" ", words)


def of_now(words: str) -> str:
    """Normalised words without how many there were before: "dulu 200, kini 140", "45, tahun lalu 40"."""
    return _BEFORE_TOO.sub(r"\1", _BEFORE.sub(" ", words))


_ONCE = r"(?:dulu(?:nya)?|tahun (?:lalu|kemarin)|sebelumnya)"
_BEFORE = re.compile(rf"\b(?:{_ONCE}|kemarin)\b[^.;]*?(?=\b(?:sekarang|tahun ini|kini)\b)")
_BEFORE_TOO = re.compile(rf"(\d[^.;\d]{{0,24}}?),? {_ONCE} (?:(?:ada|cuma|masih) )?\d+(?: orang)?$")


def is_guess(before: str, after: str = "") -> bool:
    """Whether the words around a value leave it open."""
    return _GUESS.search(before) is not None or _LOOSE.search(after) is not None or _GUESS.search(after) is not None
