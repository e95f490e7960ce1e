"""Numbers of people: "45 org", "dua puluh lima", "L 40 P 35", "hadir 75 dari 120"."""

import re

from bot.understanding import numbers
from bot.understanding.calendar_words import MONTHS
from bot.understanding.values import Read
from bot.understanding.words import normalise, strip_politeness

_NUMBER = r"(?<![\d.,/:-])(?:\d{1,3}(?:[.,]\d{3})+|\d{1,7})(?![\d/:]|[.,-]\d| ?(?:%|persen))"
_SLASHED = r"(?<![\d.,/:-])(\d{1,3}(?:[.,]\d{3})+|\d{1,7}) ?/ ?(\d{1,3}(?:[.,]\d{3})+|\d{1,7})(?![\d/:]|[.,-]\d)"
_N = rf"({_NUMBER})"
_PEOPLE = r"(?:orang|anggota|peserta|jiwa|pengurus|yang hadir|hadir|nama)"
_MEN = r"(?:l|lk(?: 2(?= ?[\d:=]))?|laki|laki-laki|pria|cowok|bapak|bapak-bapak)"
_WOMEN = r"(?:p|pr|w|wn|wanita|perempuan|cewek|ibu|ibu-ibu)"
_GAP = r"[^\d]{0,24}?"
_BY = r"(?: ?[:=] ?| )?"

_ABOUT_WORDS = (
    r"[±~≈]|\b(?:kurang lebih|lebih kurang|sekitar|kira-kira|kira kira|hampir|mungkin|kisaran|nyaris|lebih dari"
    r"|minimal|maksimal|paling"
    r"|tidak sampai|belum sampai|di ?atas|di ?bawah|antara)\b"
    r"|\d(?: ?-)? ?an\b|\d (?:orang |anggota |peserta )?lebih\b|\blk\.? ?\d+(?! ?(?:,|dan|/|\+)? ?pr?\b)"
)
_ABOUT = re.compile(_ABOUT_WORDS)
_MORE_OR_LESS = re.compile(_ABOUT_WORDS + r"|\d ?(?:-|sampai) ?\d")
_LK = re.compile(rf"\blk\.? ?{_N}")
_BY_SEX = (
    re.compile(rf"\b{_MEN}\b{_BY}{_N}[^\d]{{0,12}}?\b{_WOMEN}\b{_BY}{_N}"),
    re.compile(rf"{_N} ?(?:orang )?{_MEN}\b[^\d]{{0,12}}?{_N} ?(?:orang )?{_WOMEN}\b"),
    re.compile(rf"\b{_WOMEN}\b{_BY}{_N}[^\d]{{0,12}}?\b{_MEN}\b{_BY}{_N}"),
    re.compile(rf"{_N} ?(?:orang )?{_WOMEN}\b[^\d]{{0,12}}?{_N} ?(?:orang )?{_MEN}\b"),
)
_WHOLE = re.compile(rf"\b(?:total|jumlah|semua|seluruh|keseluruhan)\w*[^\d,.;]{{0,16}}?{_N}")
_BETWEEN_SEXES = re.compile(r"(\d) ?/ ?(?=(?:l|p|lk|pr|w)\b)")
WOMEN_FIRST = 2
"""From this place on the patterns above name women before men."""
_COUNTED = re.compile(rf"{_N}(?:(?: ?-)? ?an)? {_PEOPLE}\b|\b(?:sebanyak|jumlah|total|hadir|ada|peserta) {_N}")
_ANY = re.compile(_NUMBER)
_THOUSANDS = re.compile(r"(?<![\d.,])(?<!rp )(?<!rp\. )(\d{1,3}) ribu\b(?! ?rupiah)")
_SPOKEN = re.compile(r"([1-9]) (\d)(?: orang| anggota| peserta)?")
_NOT_PEOPLE = re.compile(
    r"(?:tanggal|jam|pukul|tahun|tahun buku|tb|bulan|ke|nomor|no|rp\.?|ke-|salah|rt|rw|blok|jalan|jl|gang|lantai|umur"
    r"|usia|pasal) ?\.? ?\d[\d.,:/-]{0,12}(?: sampai \d{1,2})?"
    r"|\d[\d.,]{0,15} ?(?:juta|miliar|persen|%|hari|minggu|pekan|bulan|tahun|jam|menit)"
    rf"|\d{{1,2}} (?:{'|'.join(sorted(MONTHS.keys() - {'agt'}))})\b(?: \d{{4}}| \d\d(?! (?:orang|anggota)))?"
)
_RANGE = re.compile(
    r"(?<![\d.,/:-])(\d{1,5}) ?(?:-|sampai) ?(\d{1,5})(?: ?an)?(?: orang| anggota| peserta)?(?![\d/:-])"
)
_MONEY = re.compile(r"[\d.,]{1,9} ?(?:rb|k)")
"""So one shortens amounts, not people."""
_SHARE = re.compile(r"\d ?(?:%|persen\b)|\b(?:separuh|setengah(?:nya)?|sepertiga|seperempat|sebagian)\b")
"""A part of all is no number of people."""
_NOBODY = frozenset(["nihil", "nol", "kosong", "0"]) | {"tidak ada", "tidak ada orang", "0 orang", "belum ada"}
TOGETHER = {
    "sendiri": 1,
    "sendirian": 1,
    "saya sendiri": 1,
    "saya saja": 1,
    "cuma saya": 1,
    "hanya saya": 1,
    "saya": 1,
    "berdua": 2,
    "bertiga": 3,
    "berempat": 4,
}
"""How people count themselves and those they bring."""

_OF_ALL = (
    re.compile(
        rf"(?:hadir(?:nya)? {_GAP})?{_N} ?(?:orang |anggota )?(?:yang )?(?:hadir |datang )?dari (?:total "
        rf"|jumlah |seluruh |semua )?"
        rf"(?:anggota |orang )?(?:sebanyak )?{_N}"
    ),
    re.compile(
        rf"\b(?:hadir|datang|dihadiri|kehadiran)\w*\b{_GAP}{_N}{_GAP}\b(?:anggota|total)\w*\b{_GAP}{_N}(?! ?"
        rf"(?:yang )?hadir)"
    ),
    re.compile(rf"{_N} ?(?:orang )?(?:yang )?(?:hadir|datang){_GAP}{_N} ?(?:orang )?anggota"),
)
_ALL_FIRST = (
    re.compile(rf"\bdari {_N}{_GAP}(?:hadir|datang)\w*\b{_GAP}{_N}"),
    re.compile(rf"\b(?:anggota|total)\w*\b{_GAP}{_N}{_GAP}\b(?:hadir|datang|dihadiri)\w*\b{_GAP}{_N}"),
    re.compile(rf"{_N} ?(?:orang )?anggota{_GAP}\b(?:hadir|datang|dihadiri)\w*\b{_GAP}{_N}"),
    re.compile(rf"\b(?:anggota|total)\w*\b{_GAP}{_N}{_GAP}{_N} ?(?:orang )?(?:yang )?(?:hadir|datang)\b"),
    re.compile(rf"{_N} ?(?:orang )?anggota{_GAP}{_N} ?(?:orang )?(?:yang )?(?:hadir|datang)\b"),
)
_SLASH = re.compile(_SLASHED)
_SHORT_DATE = re.compile(r"(?:[0-2]?\d|3[01]) ?/ ?(?:0?\d|1[0-2])")


def read_count(text: str) -> Read[int] | None:
    """How many people a text says; None when it says none or several that can't be told apart."""
    said = strip_politeness(text)
    if said in _NOBODY:
        return Read(0, "exact", normalise(text))
    words = numbers.to_digits(normalise(text))
    if _SHARE.search(words) or _MONEY.fullmatch(text.casefold().strip(" .,")):
        return None
    together = TOGETHER.get(said.removeprefix("kami ").removeprefix("saya "))
    if together is not None:
        return Read(together, "exact", words)
    if pair := read_pair(text):
        return Read(pair[0].value, "doubtful", pair[0].words)
    return _by_sex(words) or _lonely(words)


def read_pair(text: str) -> tuple[Read[int], Read[int]] | None:
    """(attended, members) of "hadir 75 dari 120", "75/120", "anggota 120 hadir 75"."""
    words = numbers.to_digits(normalise(text))
    for pattern in _OF_ALL:
        if match := pattern.search(words):
            return _pair(match, match[1], match[2])
    for pattern in _ALL_FIRST:
        if match := pattern.search(words):
            return _pair(match, match[2], match[1])
    match = _SLASH.search(words)
    if match and (not _SHORT_DATE.fullmatch(match[0]) or "hadir" in words[: match.start()]):
        return _pair(match, match[1], match[2])
    return None


def read_split(text: str) -> Read[tuple[int, int]] | None:
    """(men, women) of "L 40 P 35", "20 laki 25 perempuan"."""
    words = spread(numbers.to_digits(normalise(text)))
    for place, pattern in enumerate(_BY_SEX):
        if match := pattern.search(words):
            first, second = _integer(match[1]), _integer(match[2])
            men_first = (first, second) if place < WOMEN_FIRST else (second, first)
            return Read(men_first, _sum_precision(words, match), match[0])
    return None


def spread(words: str) -> str:
    """ "l 70/p 50" is no fraction."""
    return _BETWEEN_SEXES.sub(r"\1 , ", words)


def _sum_precision(words: str, match: re.Match[str]) -> str:
    """Doubtful where a whole is named beside the two parts that they don't add up to."""
    rest = words[: match.start()] + " " + words[match.end() :]
    wholes = {_integer(found[1]) for found in _WHOLE.finditer(rest)}
    return "exact" if wholes <= {_integer(match[1]) + _integer(match[2])} else "doubtful"


def _pair(match: re.Match[str], attended: str, members: str) -> tuple[Read[int], Read[int]]:
    some, everyone = _integer(attended), _integer(members)
    unsure = some > everyone or _ABOUT.search(match.string[max(0, match.start() - 16) : match.end()])
    precision = "doubtful" if unsure else "exact"
    return Read(some, precision, match[0]), Read(everyone, precision, match[0])


def _by_sex(words: str) -> Read[int] | None:
    for pattern in _BY_SEX:
        if match := pattern.search(words):
            return Read(_integer(match[1]) + _integer(match[2]), _sum_precision(words, match), match[0])
    return None


def _lonely(words: str) -> Read[int] | None:
    """The only number that can be a count of people."""
    if match := _SPOKEN.fullmatch(words):
        return Read(int(match[1] + match[2]), "doubtful", match[0])
    if match := _LK.search(words):
        return Read(_integer(match[1]), "doubtful", match[0])
    if match := _RANGE.fullmatch(words):
        return Read(int(match[1]), "doubtful", match[0])
    words = _THOUSANDS.sub(lambda match: f"{match[1]}.000", words)
    precision = "doubtful" if _MORE_OR_LESS.search(words) else "exact"
    rest = _NOT_PEOPLE.sub(" ", words)
    counted = {match[1] or match[2]: match[0] for match in _COUNTED.finditer(rest)}
    if len(counted) == 1:
        [(number, found)] = counted.items()
        return Read(_integer(number), precision, found)
    found_numbers = _ANY.findall(rest)
    if len(found_numbers) == 1 and not counted and not rest.startswith("-"):
        return Read(_integer(found_numbers[0]), precision, found_numbers[0])
    return None


def _integer(digits: str) -> int:
    return int(digits.replace(".", "").replace(",", ""))
