"""Which lines of a summary are meant: "yg no 3", "no 5 dan 6", "baris keenam", "yang kedua dari bawah"."""

import re

MOST = 15
"""Lines of the longest summary; a greater number is a value."""
_NTH = {
    f"ke{word}": number
    for number, word in enumerate(("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"), 1)
} | {"pertama": 1, "kesepuluh": 10}
_ORDINAL = "|".join(_NTH)
_NUMBER = r"(?:1[0-5]|[1-9])(?![\d/]|[.,:]\d)(?! (?:orang|juta|ribu|miliar|anggota)\b)"
_HEAD = (
    r"(?:nomor|nombor|nomer|no|baris|poin|point|butir|pertanyaan|jawaban|item|bagian|soal|kolom|isian|urutan|bullet"
    r"|angka)"
)
_NAMED = rf"(?:{_HEAD}\b\.? ?(?:ke ?-? ?|yang ?|urut ?)*)"
_AND = r"(?: ?,| ?dan\b| ?sama\b| ?serta\b| ?juga\b| ?&| ?\+| ?/)+ ?"
_FIRST = (
    rf"(?:{_NAMED}(?:{_NUMBER}|(?:{_ORDINAL})\b)|(?:yang|baris) (?:k[ea] ?-? ?){_NUMBER}"
    rf"|yang (?:{_ORDINAL})\b|(?<=ubah )ke ?-? ?{_NUMBER}|(?<=ganti )ke ?-? ?{_NUMBER}|(?<=salah )ke ?-? ?{_NUMBER})"
)
_MORE = rf"(?:{_AND}(?:yang )?(?:{_NAMED}|ke ?-? ?)?(?:{_NUMBER}|(?:{_ORDINAL})\b))*"
_LINES = re.compile(rf"(?:yang |di |pada )*{_FIRST}{_MORE}(?P<up> dari bawah)?")
_BARE = re.compile(
    rf"(?:yang )?{_NUMBER}{_MORE.removesuffix('*')}+(?= ?(?:$|[,.]|(?:yang|itu|dua-duanya|keduanya|salah|keliru"
    r"|tolong|mohon|di\w+|ketukar|ketuker|tertukar|terbalik|kebalik|pak|bu|bang|kak)\b))"
)
_LED = re.compile(
    rf"(?:{_ORDINAL})(?= (?:salah|keliru|\d|itu|jadi|diganti|ganti|harusnya|seharusnya|belum|tidak|kurang)\b)"
    rf"|{_NUMBER}(?= ?(?:[.):=]|->|=>)|(?: (?:nya|itu|tu|yang|harus|ini))* ?(?:nya|itu|tu|jadi|menjadi|diganti|ganti"
    r"|harusnya|seharusnya|mestinya|salah|keliru|ubah|diubah|bukan)\b)"
)
_ALONE = re.compile(
    rf"yang {_NUMBER}(?= ?$| (?:salah|keliru|pak|bu|itu|harusnya|seharusnya|ganti|diganti|jadi|mestinya)\b)"
)
_EITHER = re.compile(
    rf"(?:yang (?:{_NAMED})?|{_NAMED}){_NUMBER} ?(?:atau|/) ?(?:yang )?(?:{_NAMED})?{_NUMBER}"
    r"(?= ?(?:$|[,.]|(?:yang|itu|begitu|salah|keliru|pak|bu|bang|kak|mas|mbak|iya|kayaknya|sepertinya)\b))"
)
""" "Yang 5 atau 6": one of them, which isn't known."""
_END = re.compile(
    r"(?:(?:yang|baris|nomor|poin|butir|item) )+(?:(?P<last>(?:paling |yang |ter)?(?:bawah|akhir)|terakhir|buncit)"
    r"|(?P<first>(?:paling |ter)?(?:atas|awal)|teratas))\b"
)
_DIGITS = re.compile(rf"\d+|{_ORDINAL}")


def lines_at(words: str, at: int) -> tuple[tuple[int, ...], int] | None:
    """The numbers of the lines that normalised words name from here on, -1 for the last, and where that ends."""
    if at and words[at - 1].isalnum():
        return None
    if match := _END.match(words, at):
        return ((-1,) if match["last"] else (1,)), match.end()
    for pattern in (_EITHER, _LINES, _BARE, _ALONE) if at else (_EITHER, _LINES, _BARE, _ALONE, _LED):
        if match := pattern.match(words, at):
            numbers = tuple(_NTH.get(each) or int(each) for each in _DIGITS.findall(match[0]))
            is_up = "up" in pattern.groupindex and match["up"]
            return (tuple(-number for number in numbers) if is_up else numbers), match.end()
    return None
