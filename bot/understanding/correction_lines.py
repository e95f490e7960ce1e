"""Which lines of a summary are meant: "yg no 3", "no 5 dan 6", "baris keenam", "yang kedua dari bawah"."""

import re

MOST = 15
"""Lines of the longest summary; a greater number is a value."""
_UP_TO_15 = r"(?<![\d.,/:])(?:1[0-5]|[1-9])(?![\d.:/]|,\d)"
_ORDINALS = {
    f"ke{word}": number
    for number, word in enumerate(("satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"), 1)
} | {"pertama": 1, "kesepuluh": 10}
_SEVERAL = re.compile(
    rf"(?:^|(?<=[, ]))(?:yang |nomor |no |poin )?{_UP_TO_15}(?:(?: ?,| dan| sama| &| \+| serta)+ (?:yang |nomor "
    rf"|no )?{_UP_TO_15})+"
    r"(?= ?(?:$|[,.]|(?:yang |itu |dua-duanya |keduanya )*(?:salah|keliru|tolong|mohon|diubah|diganti|ketukar"
    r"|ketuker|tertukar|terbalik|pak\b|bu\b)))"
)
_TOP = re.compile(r"\b(?:yang|baris) (?:paling |ter)atas\b|\byang teratas\b")
_LINE = re.compile(
    r"^(1[0-5]|[1-9])(?= (?:nya|jadi|menjadi|diganti|ganti|harusnya|seharusnya) )|"
    r"\b(?:yang |di |pada )?(?:nomor|baris|poin|point|butir|no|angka|pertanyaan|jawaban|item"
    r"|bagian)\.? ?(?:ke ?-? ?)?(\d{1,2})\b|\byang (?:k[ea] ?-? ?)(\d{1,2})\b|\byang (\d{1,2})(?: salah| keliru|$)"
    r"|\b(?:ubah|ganti|salah|keliru)(?: yang| di)? ke ?-? ?(\d{1,2})\b"
)
_LINE_VALUE = re.compile(
    r"(?:\b(?:nomor|baris|poin|point|butir|no|item|yang ke|ke) ?-?\.? ?(?:ke ?-? ?)?\d{1,2}|\b(?:yang|baris"
    r"|poin) (?:ter|paling )?(?:akhir|bawah|atas)|^\d{1,2}(?= (?:nya|jadi"
    r"|menjadi|diganti|ganti|harusnya|seharusnya)))"
    r"(?: ?(?:nya|itu|salah|keliru|tolong|mohon|pak|bu|yang benar|ralat|koreksi|revisi|harusnya|seharusnya"
    r"|mestinya|jadi|menjadi"
    r"|(?:di)?ganti|(?:di)?ubah|dirubah|adalah|ke|dengan|isi|:|=|,))* (?P<new>(?!dan\b|sama\b|juga\b"
    r"|yang\b)(?:(?!\b(?:nomor|no)\b)[^,;]){1,60})$"
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

_NTH = re.compile(rf"\b(?:yang|baris|nomor|poin) ({'|'.join(_ORDINALS)})\b(?: (dari bawah))?")

_NTH_TOO = re.compile(rf"(?: ?,| dan| sama| serta)+ (?:yang |baris |nomor )?({'|'.join(_ORDINALS)})\b")


def read_lines(words: str) -> tuple[int, ...]:
    """The numbers of the lines that normalised words name, -1 for the last."""
    if several := _SEVERAL.search(words):
        return tuple(int(each) for each in re.findall(r"\d+", several[0]))
    if _TOP.search(words):
        return (1,)
    match = _LINE.search(words)
    if match and int(first := next(filter(None, match.groups()))) <= MOST:
        return (int(first), *(int(also) for also in _ALSO.findall(words, match.end()) if int(also) <= MOST))
    if _LAST.search(words):
        return (-1,)
    if named := _NTH.search(words):
        numbers = (_ORDINALS[named[1]], *(_ORDINALS[each] for each in _NTH_TOO.findall(words, named.end())))
        return tuple(-number for number in numbers) if named[2] else numbers
    return ()


def is_only_a_line(words: str) -> bool:
    """Whether the words name lines and nothing else."""
    said = words.strip(" .,!")
    return _LINE_ALONE.fullmatch(said) is not None or _SEVERAL.fullmatch(said) is not None


_NOT_THE_OLD = re.compile(r"(?<=\w),? bukan(?:nya)? [^,;]{1,40}$")


_NAMED = re.compile(r"\b(?:nomor|no|baris|poin) ?\d")


def value_for(words: str) -> str:
    """What is to stand in the line that the words name; empty where that is not said."""
    match = _LINE_VALUE.search(_NOT_THE_OLD.sub("", words))
    return match["new"].strip(" .,") if match and len(_NAMED.findall(words)) < 2 else ""
