"""Men and women where the whole tells how many of one there are: "ibu2 semua 48", "total 50, cowoknya 22"."""

import re

from bot.understanding import said
from bot.understanding.values import Read

MEN = (
    r"(?:l|lk(?: 2(?= ?[\d:=]))?|laki|laki[- ]laki|lelaki|pria|cowok|lanang|jantan|kaum bapak|bapak|bapak[- ]bapak)"
    r"(?: ?nya)?"
)
WOMEN = (
    r"(?:p|pr|w|wn|wanita|perempuan|cewek|cewe|wadon|padusi|betina|kaum ibu|ibu|ibu[- ]ibu|emak|emak[- ]emak)(?: ?nya)?"
)
"""How people call them, shortened too."""
_MANY_MEN = r"(?:laki|laki[- ]laki|lelaki|pria|cowok|lanang|kaum bapak|bapak[- ]bapak)(?: ?nya)?"
_MANY_WOMEN = (
    r"(?:wanita|perempuan|cewek|cewe|wadon|padusi|kaum ibu|(?:ibu[- ]ibu|ibu(?= rumah))(?: rumah tangga)?"
    r"|emak[- ]emak)(?: ?nya)?"
)
"""What is no form of address as well."""
_NUMBER = re.compile(r"(?<![\d.,/:-])(?:\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?![\d/:]|[.,-]\d| ?(?:%|(?:persen|kali)\b))")
_N = rf"({_NUMBER.pattern})"
_ALL = r"semua(?: ?nya)?"
_OF_THEM = (
    r"(?: ?[:=,]| (?:anggota(?:nya)?|kami|ada|jumlah(?:nya)?|total(?:nya)?|sebanyak|yang|hadir|datang|orang"
    r"|sekitar|kurang lebih|lebih kurang|kira-kira|cuma|hanya))*"
)
_NONE = r"(?:tidak ada|tiada|tanpa|nol|kosong|nihil)"
_A_PART = r"(?: ?[:=]| (?:cuma|hanya|ada|sebanyak|baru|itu|kami|jumlahnya))* ?"


def _all_of(many: str, one: str) -> re.Pattern[str]:
    """Everybody is of that sex, before or behind the number."""
    return re.compile(
        rf"\b{one} {_ALL}\b{_OF_THEM} ?{_N}|\b{_ALL} {many}\b(?: \w+)?{_OF_THEM} ?{_N}"
        rf"|{_N}{_OF_THEM} ?(?:{_ALL} {many}|{many} {_ALL})\b"
    )


def _none_of(other: str) -> re.Pattern[str]:
    """Nobody of the other sex, who has no number."""
    return re.compile(rf"\b{_NONE} (?:satu ?pun |yang |anggota )*{other}\b(?! ?\d)|\b{other} (?:memang )?{_NONE}\b")


def _part_of(one: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The number behind the word, and before it."""
    not_who_came = r"\b(?! (?:yang )?(?:hadir|datang|ikut))"
    return (
        re.compile(rf"\b{one}{not_who_came}{_A_PART}{_N}"),
        re.compile(rf"{_N} ?(?:orang )?(?:nya )?(?:(?:yang|di ?antaranya|adalah) )?{one}{not_who_came}"),
    )


_ALL_ARE = (_all_of(_MANY_MEN, MEN), _all_of(_MANY_WOMEN, WOMEN))
_OTHERS_ARE_NONE = (_none_of(_MANY_WOMEN), _none_of(_MANY_MEN))
_SOME_ARE = (_part_of(MEN), _part_of(WOMEN))
_OF_MANY = (_part_of(_MANY_MEN), _part_of(rf"(?:{_MANY_WOMEN}|pr)"))
_ALL_OF_MANY = tuple(re.compile(rf"\b(?:{_ALL} (?:kaum )?{many}|{many} {_ALL})\b") for many in (_MANY_MEN, _MANY_WOMEN))
_WHOLE = re.compile(
    rf"\b(?:total|jumlah|semua|seluruh|keseluruhan|anggota|peserta|hadir|datang|dari)\w*(?: (?!\d)\w+){{0,2}}[ :=]*{_N}"
    rf"|{_N} ?(?:orang|anggota|jiwa|peserta|hadir|yang hadir|semua)"
)
_AT_OTHER_TIMES = re.compile(
    r"\b(?:dulu|kemarin|tahun lalu|sekarang|tadinya|izin|sakit|absen|tidak (?:hadir|datang))\b"
)
_ADDRESSED = re.compile(r"(?<=\w) (?:pak|bu|buk|kak|bang|mas|mbak|min)\b")
MOST = 2
"""Numbers beside which no third may stand: it would be of something else."""


def read(words: str) -> Read[tuple[int, int]] | None:
    """(men, women); doubtful where the number is only about so. `words` are normalised, numerals in digits."""
    words = _ADDRESSED.sub("", words)
    numbers = [_integer(each) for each in _NUMBER.findall(words)] if "rp" not in words else []
    if not 0 < len(numbers) <= MOST or _AT_OTHER_TIMES.search(words):
        return None
    precision = "doubtful" if said.is_guess(words) else "exact"
    if len(numbers) == 1:
        place = _only_sex(words)
        return None if place is None else Read(_of_whole(numbers[0], numbers[0], place), precision, words)
    told = _part(words)
    if told is None:
        return None
    place, match = told
    part = _integer(match[1])
    rest = words[: match.start()] + " , " + words[match.end() :]
    whole = _WHOLE.search(rest)
    if whole is None or (everyone := _integer(whole[1] or whole[2])) < part:
        return None
    return Read(_of_whole(everyone, part, place), precision, words)


def share(words: str, everyone: int) -> dict[str, int]:
    """Women, and men where those are told, among so many in words that hold their own number no more."""
    for name, place in (("women", 1), ("men", 0)):
        for pattern in (*_OF_MANY[place], _ALL_OF_MANY[place]):
            if not (match := pattern.search(words)) or _CAME.search(words, 0, match.start()):
                continue
            part = _integer(match[1]) if match.lastindex else everyone
            if part <= everyone:
                men, women = _of_whole(everyone, part, place)
                return {"women": women} if name == "women" else {"men": men, "women": women}
    return {}


_CAME = re.compile(r"\b(?:hadir|datang|dihadiri|peserta)\b")


def _part(words: str) -> tuple[int, re.Match[str]] | None:
    """0 for men and 1 for women, with the words that number them."""
    for way in (0, 1):
        found = [(place, match) for place, ways in enumerate(_SOME_ARE) if (match := ways[way].search(words))]
        if found:
            return found[0] if len(found) == 1 else None
    return None


def _only_sex(words: str) -> int | None:
    """0 where all are men, 1 where all are women."""
    for patterns in (_ALL_ARE, _OTHERS_ARE_NONE):
        found = [place for place, pattern in enumerate(patterns) if pattern.search(words)]
        if len(found) == 1:
            return found[0]
    return None


def _of_whole(everyone: int, part: int, place: int) -> tuple[int, int]:
    return (everyone - part, part) if place else (part, everyone - part)


def _integer(digits: str) -> int:
    return int(digits.replace(".", "").replace(",", ""))
