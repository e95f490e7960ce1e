"""Which lines of a summary are meant: "yg no 3", "no 5 dan 6", "baris keenam", "yang kedua dari bawah"."""

import re

MOST = 15
"""Lines of the longest summary; a greater number is a value."""
_UP_TO_15 = r"(?<![\d.,/:])(?:1[0-5]|[1-9])(?![\d.:/]|,\d)"
_SEVERAL = re.compile(
    rf"(?:^|(?<=[, ]))(?:yang |nomor |no |poin )?{_UP_TO_15}(?:(?: ?,| dan| sama| &| \+| serta)+ (?:yang |nomor "
    rf"|no )?{_UP_TO_15})+"
    r"(?= ?(?:$|[,.]|(?:yang |itu |dua-duanya |keduanya )*(?:salah|keliru|tolong|mohon|diubah|diganti|pak\b|bu\b)))"
)
_TOP = re.compile(r"\b(?:yang|baris) (?:paling |ter)atas\b|\byang teratas\b")
_LINE = re.compile(
    r"^(1[0-5]|[1-9])(?= (?:jadi|menjadi|diganti|ganti|harusnya|seharusnya) )|"
    r"\b(?:yang |di |pada )?(?:nomor|baris|poin|point|butir|no|angka|pertanyaan|jawaban|item"
    r"|bagian)\.? ?(?:ke ?-? ?)?(\d{1,2})\b|\byang (?:ke ?-? ?)(\d{1,2})\b|\byang (\d{1,2})(?: salah| keliru|$)"
    r"|\b(?:ubah|ganti|salah|keliru)(?: yang| di)? ke ?-? ?(\d{1,2})\b"
)
_LINE_VALUE = re.compile(
    r"(?:\b(?:nomor|baris|poin|point|butir|no|item|yang ke|ke) ?-?\.? ?(?:ke ?-? ?)?\d{1,2}|^\d{1,2}(?= (?:jadi"
    r"|menjadi|diganti|ganti|harusnya|seharusnya)))"
    r"(?: ?(?:nya|itu|salah|keliru|tolong|mohon|pak|bu|yang benar|ralat|koreksi|revisi|harusnya|seharusnya"
    r"|mestinya|jadi|menjadi"
    r"|(?:di)?ganti|(?:di)?ubah|dirubah|adalah|ke|dengan|isi|:|=|,))* (?P<new>(?!dan\b|sama\b|juga\b"
    r"|yang\b)[^,;]{1,60})$"
)
_ALSO = re.compile(r"(?: ?,| dan| sama| juga| &| \+)+ (?:nomor |yang |no )?(\d{1,2})\b")
_LINE_ALONE = re.compile(
    r"yang (?:ke ?-? ?)?\d{1,2}(?: (?:pak|bu|itu|saja))*|"
    r"(?:(?:yang |baris |poin |nomor )+(?:terakhir|paling bawah|paling atas|teratas|(?:pertama|kedua|ketiga"
    r"|keempat|kelima|keenam|ketujuh"
    r"|kedelapan)(?: dari bawah)?)(?: pak| bu)*)|(?:yang |hapus |buang |di |ke |kembali |balik |ulang |ulangi "
    r"|isi ulang |mau |saya |ubah |ganti |edit |koreksi |perbaiki "
    r"|tolong |mohon )*(?:nomor|baris|poin|point|butir|no|angka|pertanyaan|jawaban|item|bagian"
    r"|ke) ?(?:ke ?-? ?)?\d{1,2}(?: (?:pak|bu|iya|saja|itu))*"
)
_LAST = re.compile(r"\b(?:yang|baris|nomor|poin) (?:paling |yang )?(?:terakhir|bawah|akhir)\b")
_ORDINALS = {
    "pertama": 1,
    "kedua": 2,
    "ketiga": 3,
    "keempat": 4,
    "kelima": 5,
    "keenam": 6,
    "ketujuh": 7,
    "kedelapan": 8,
    "kesembilan": 9,
    "kesepuluh": 10,
}

_NTH = re.compile(rf"\b(?:yang|baris|nomor|poin) ({'|'.join(_ORDINALS)})\b(?: (dari bawah))?")


def read_lines(words: str) -> tuple[int, ...]:
    """The numbers of the lines that normalised words name, -1 for the last."""
    if several := _SEVERAL.search(words):
        return tuple(int(each) for each in re.findall(r"\d+", several[0]))
    if _TOP.search(words):
        return (1,)
    if match := _LINE.search(words):
        first = next(filter(None, match.groups()))
        return (int(first), *(int(also) for also in _ALSO.findall(words, match.end())))
    if _LAST.search(words):
        return (-1,)
    if named := _NTH.search(words):
        number = _ORDINALS[named[1]]
        return (-number if named[2] else number,)
    return ()


def is_only_a_line(words: str) -> bool:
    """Whether the words name lines and nothing else."""
    said = words.strip(" .,!")
    return _LINE_ALONE.fullmatch(said) is not None or _SEVERAL.fullmatch(said) is not None


def value_for(words: str) -> str:
    """What is to stand in the line that the words name; empty where that is not said."""
    match = _LINE_VALUE.search(words)
    return match["new"].strip(" .,") if match else ""
