"""Numbers of people: "45 org", "dua puluh lima", "L 40 P 35", "hadir 75 dari 120"."""

import re
from functools import lru_cache
from itertools import islice

from bot.understanding import numbers, people_named, said, second_thoughts, sexes, sums, turnout
from bot.understanding.calendar_words import MONTHS
from bot.understanding.values import Read
from bot.understanding.words import normalise

_NUMBER = r"(?<![\d.,/:-])(?:\d{1,3}(?:[.,]\d{3})+|\d{1,7})(?![\d/:]|[.,-]\d| ?(?:%|persen|kali\b))"
_SLASHED = (
    r"(?=\d)(?<![\d.,/:-])(\d{1,3}(?:[.,]\d{3})+|\d{1,7})"
    r"(?: (?:orang|anggota))? ?/ ?(\d{1,3}(?:[.,]\d{3})+|\d{1,7})(?![\d/:]|[.,-]\d)"
)
_N = rf"({_NUMBER})"
_PEOPLE = r"(?:orang|anggota|peserta|jiwa|pengurus|yang hadir|hadir|nama)"
_MEN, _WOMEN = sexes.MEN, sexes.WOMEN
_GAP = r"[^\d]{0,24}?"
_BY = r"(?: ?[:=] ?| (?:(?:sebanyak|sejumlah|berjumlah|jumlah|ada|total|cuma|hanya) )?)?"

_ABOUT = re.compile(
    r"\d(?: ?-)? ?an\b|\d (?:orang |anggota |peserta )?(?:lebih|kurang|ke atas)\b|\d ?\?"
    r"|\d orang dengan (?:saya|kami)\b|\blk\.? ?\d+(?! ?(?:,|dan"
    r"|/|\+)? ?pr?\b)"
)
_MORE_OR_LESS = re.compile(_ABOUT.pattern + r"|\d ?(?:-|sampai|atau) ?\d|\d \w+ atau \d")
_LK = re.compile(rf"\blk\.? ?{_N}")
_BY_SEX = (
    re.compile(rf"\b{_MEN}\b{_BY}{_N}[^\d]{{0,12}}?\b{_WOMEN}\b{_BY}{_N}"),
    re.compile(rf"{_N} ?(?:orang )?{_MEN}\b[^\d]{{0,12}}?{_N} ?(?:orang )?{_WOMEN}\b"),
    re.compile(rf"\b{_MEN}\b{_BY}{_N}(?: orang)?(?:,| dan| sisanya| selebihnya)+ {_N} ?(?:orang )?{_WOMEN}\b"),
    re.compile(rf"\b{_WOMEN}\b{_BY}{_N}[^\d]{{0,12}}?\b{_MEN}\b{_BY}{_N}"),
    re.compile(rf"{_N} ?(?:orang )?{_WOMEN}\b[^\d]{{0,12}}?{_N} ?(?:orang )?{_MEN}\b"),
    re.compile(rf"\b{_WOMEN}\b{_BY}{_N}(?: orang)?(?:,| dan| sisanya| selebihnya)+ {_N} ?(?:orang )?{_MEN}\b"),
)
_WHOLE = re.compile(rf"\b(?:total|jumlah|semua|seluruh|keseluruhan)\w*[^\d,.;]{{0,16}}?{_N}")
_BETWEEN_SEXES = re.compile(r"(\d|\d l|\d p|\d lk|\d pr) ?/ ?(?=(?:l|p|lk|pr|w)\b|\d+ ?(?:l|p|lk|pr|w)\b)")
_LISTS = re.compile(r"(?<=\d) ?:(?= )")
_COLON = re.compile(r"(?<=[a-z]) ?[:=] ?(?=\d)")
WOMEN_FIRST = 3
"""From this place on the patterns above name women before men."""
_COUNTED = re.compile(
    rf"\b(?:(?:yang )?hadir|datang|sebanyak|jumlah|total|ada|peserta|kehadiran) {_N}"
    rf"|{_N}(?:(?: ?-)? ?an)? {_PEOPLE}\b"
)
_ANY = re.compile(_NUMBER)
_TWO = re.compile(r"\d\D+\d")
"""Two numbers: fewer tell of no part of a whole."""
_THOUSANDS = re.compile(r"(?<![\d.,])(?<!rp )(?<!rp\. )(\d{1,3}) ribu\b(?! ?rupiah)")
_SPOKEN = re.compile(r"(?:([1-9])0(?=[1-9] ))?([1-9]) (\d)(?: orang| anggota| peserta)?(?: (?:pak|bu|buk|bang|kak))*")
_NOT_PEOPLE = re.compile(
    r"(?:tanggal|jam|pukul|tahun|tahun buku|tb|bulan|ke|nomor|no|rp\.?|ke-|salah (?=1\b)|rt|rw|blok|jalan|jl|gang"
    r"|lantai"
    r"|umur|usia|pasal|kelas|hp|wa|undangan|diundang|calon(?: anggota)?) ?\.? ?\d[\d.,:/-]{0,12}(?: sampai \d{1,2})?"
    r"|\b(?:jalan|jl|gang)\.? (?:(?!\d)\w+ ){1,4}\d+"
    r"|\d(?:[\d.,]{0,14}\d)? ?(?:juta|miliar|persen|%|hari|minggu|pekan|bulan|tahun(?! ini)|jam|menit|ekor"
    r"|unit|buah|lembar|kali|kg|kilo|ton|hektar|ha|meter|m2|cabang|gerai|toko|motor|mobil|rumah|persil|calon"
    r"|undangan|kelompok|kelurahan|desa|koperasi|meja|kursi|kotak|bungkus|km)\b"
    r"|\b(?:km|kursi|meja|tenda|kipas(?: angin)?|mobil|motor|kamar|piring|gelas|kuorum|quorum|termasuk)"
    r"(?: (?:minimal|plastik|sebanyak|saya|sama|dengan|ada))? \d[\d.]*"
    rf"|{turnout.EXCUSED}"
    rf"|\d{{1,2}} (?:{'|'.join(sorted(MONTHS.keys() - {'agt'}))})\b(?: \d{{4}}| \d\d(?! (?:orang|anggota)))?"
)
_RANGE = re.compile(
    r"(?:(?:sekitar|kira-kira|kurang lebih|antara|paling|ada) )*"
    r"(?<![\d.,/:-])(\d{1,5}) ?(?:-|sampai) ?(\d{1,5})(?: ?an)?(?: orang| anggota| peserta)?(?![\d/:-])"
)
_BETWEEN = re.compile(r"\bantara (\d{1,5}) ?(?:orang )?(?:-|sampai|hingga|dan|sama|dengan|ke) ?(\d{1,5})(?![\d/:.,-])")
_MONEY = re.compile(r"[\d.,]{1,9} ?(?:rb|k)")
"""So one shortens amounts, not people."""
_SHARE = re.compile(
    r"\d ?(?:%|persen\b)|\b(?:(?:sepa?ro|separuh|setengah)(?:nya)?|seper(?:dua|tiga|empat|lima)\w*|sebagian"
    r"|\d (?:pertiga|perempat|perlima))\b"
)
"""A part of all is no number of people."""
_PERCENT_TOO = re.compile(r"\( ?\d[\d.,]* ?(?:%|persen) ?\)|(?:=|\batau|\balias) ?\d[\d.,]* ?(?:%|persen)")
_MOSTLY = re.compile(r"(\d (?:orang|anggota)\b[^\d]{0,12}?)\bsebagian (?:besar|kecil)\b.*")
"""What most of them are or do is no part of the number."""
_SPACED = re.compile(r"(?<![\d.,/])([1-9]) (\d{3})(?![\d.,/]|(?: \d))")
_LESS = re.compile(r"(\d{1,3}0) kurang ([1-9])(?: orang| anggota)?")
""" "Dua ratus kurang lima" is 195."""
_ADDED = re.compile(rf"{_N} ?(?:(?:orang|anggota) ?)?(?:, ?)?(?:\+|tambah|ditambah|plus) ?(?:dengan )?{_N}")
_A_YEAR = re.compile(r"(?:tahun )?20[0-4]\d")
_ONE_SEX = re.compile(rf"\b(?:{_MEN}|{_WOMEN})\b")
_ALL_OF_THEM = re.compile(r"\b(?:semua\w*|saja|seluruh\w*)\b")

_OF_ALL = (
    re.compile(
        rf"(?:hadir(?:nya)? {_GAP})?{_N} ?(?:orang |anggota |peserta )?(?:yang )?(?:hadir |datang "
        rf"|ikut )?dari (?:total "
        rf"|jumlah |seluruh |semua )?"
        rf"(?:anggota |orang )*(?:nya )?(?:sebanyak |ada )?{_N}(?! ?(?:kelompok|kecamatan|kelurahan|desa|unit"
        rf"|cabang|undangan|rt"
        rf"|rw)\b)"
    ),
    re.compile(
        rf"\b(?:hadir|datang|ikut|dihadiri|kehadiran)\w*\b{_GAP}{_N}{_GAP}\b(?:anggota|total)\w*\b{_GAP}{_N}(?! ?"
        rf"(?:yang )?hadir)"
    ),
    re.compile(rf"{_N} ?(?:orang )?(?:yang )?(?:hadir|datang|ikut){_GAP}{_N} ?(?:orang )?anggota"),
    re.compile(
        rf"^\W*{_N} ?(?:orang )?(?:an )?[ (]*(?:per|of|:|dari) ?(?:anggota |total |yang )*{_N}(?: ?(?:orang"
        rf"|anggota))?\W*$"
    ),
)
_WHO_CAME = r"(?:hadir|datang|ikut)\b(?! ?:? ?\d+(?! ?(?:orang )?(?:yang )?(?:izin|sakit|alpa|absen|tidak)))"
_ALL_FIRST = (
    re.compile(rf"^\W*dari {_N}(?: orang| anggota)?,? (?:hanya|cuma|baru) {_N}(?: orang)?\W*$"),
    re.compile(rf"^\W*{_N}(?: orang)?,? (?:yang )?(?:hadir|datang|ikut)(?:nya)?(?: cuma| hanya)? {_N} ?orang\W*$"),
    re.compile(rf"\bdari {_N} (?:orang )?anggota\b[^\d,;.]{{0,48}}\b(?:hadir|datang|ikut)\w*\b{_GAP}{_N}"),
    re.compile(rf"{_N} (?:orang )?(?:yang )?(?:terdaftar|tercatat){_GAP}{_N} ?(?:orang )?(?:yang )?(?:hadir|datang)\b"),
    re.compile(rf"\bdari {_N}{_GAP}(?:hadir|datang|ikut)\w*\b{_GAP}{_N}"),
    re.compile(
        rf"\b(?:anggota|total|terdaftar|tercatat)\w*\b{_GAP}{_N}{_GAP}\b(?:hadir|datang|ikut|dihadiri|kehadiran|peserta"
        rf"|nongol|muncul)\w*\b{_GAP}{_N}"
    ),
    re.compile(rf"{_N} ?(?:orang )?anggota{_GAP}\b(?:hadir|datang|ikut|dihadiri|kehadiran)\w*\b{_GAP}{_N}"),
    re.compile(rf"\b(?:anggota|total)\w*\b{_GAP}{_N}{_GAP}{_N} ?(?:orang )?(?:yang )?{_WHO_CAME}"),
    re.compile(rf"{_N} ?(?:orang )?anggota{_GAP}{_N} ?(?:orang )?(?:yang )?{_WHO_CAME}"),
)
_COME = re.compile(r"\b(?:hadir|datang|ikut|dihadiri|kehadiran|peserta)\w*\b")
_SLASH = re.compile(_SLASHED)
_SHORT_DATE = re.compile(r"(?:[0-2]?\d|3[01]) ?/ ?(?:0?\d|1[0-2])")


def read_count(text: str) -> Read[int] | None:
    """How many people a text says; None when it says none or several that can't be told apart."""
    if people_named.is_nobody(text):
        return Read(0, "exact", normalise(text))
    words = _words(text)
    words = _MOSTLY.sub(r"\1", _PERCENT_TOO.sub(" ", words))
    if _SHARE.search(words) or _MONEY.fullmatch(text.casefold().strip(" .,")):
        return None
    if (together := people_named.count(" ".join(_NOT_PEOPLE.sub(" ", words).split()))) is not None:
        return Read(together, "exact", words)
    if pair := read_pair(text):
        all_came = pair[0] == pair[1]
        return Read(pair[0].value, pair[0].precision if all_came else "doubtful", pair[0].words)
    summed = sums.of_groups(words) or sums.read(_NOT_PEOPLE.sub(" ", words)) if _TWO.search(words) else None
    words = said.settled(said.of_now(words))
    return _by_sex(spread(words)) or summed or _lonely(words)


@lru_cache(maxsize=16)
def _words(text: str) -> str:
    """The normalised words, numerals in digits and apart from what stands before them, without amounts of money."""
    words = normalise(text)
    if "juta" in words or "miliar" in words:
        words = _AMOUNT.sub(" ", numbers.to_digits(words, with_scales=False))
    words = _AGT.sub("anggota", without_repeated(second_thoughts.settled(numbers.to_digits(words))))
    words = _ADDRESSED.sub(r"\1", words)
    if "lusin" in words:
        words = _DOZENS.sub(lambda match: str(12 * int(match[1] or 1)), words)
    return _SPACED.sub(r"\1\2", _without_colons(_LISTS.sub(" ,", words)))


_AMOUNT = re.compile(r"(?:rp\.? ?)?\d[\d.,]* ?(?:juta|miliar)\b(?: \d[\d.,]*(?: (?:ribu|ratus))*)*")
_ADDRESSED = re.compile(r"(\d(?: orang| anggota| hadir)?) (?:pak|bu|buk|kak|bang|mas|mbak|min)\b")
_DOZENS = re.compile(r"\b(?:(\d{1,3}) |se)lusin\b")
_AGT = re.compile(r"\bagt\b(?! ?(?:20)?\d\d\b)")
_REPEATED = re.compile(r"\b(\d[\d.]*) ?\( ?\1(?: orang| anggota)? ?\)")


def without_repeated(words: str) -> str:
    """Words in which "63 (enam puluh tiga)" is 63; numerals in digits."""
    return _REPEATED.sub(r"\1", words) if "(" in words else words


def of_women(text: str) -> str:
    """A number of women as a mere number: "ibu-ibu 35" answers how many there are."""
    return _WOMAN.sub(" ", normalise(text))


_WOMAN = re.compile(rf"\b{_WOMEN}\b(?! ketua)")


def read_pair(text: str) -> tuple[Read[int], Read[int]] | None:
    """(attended, members) of "hadir 75 dari 120", "75/120", "anggota 120 hadir 75"."""
    words = _words(text)
    if all_of_them := turnout.everybody(words):
        return all_of_them, all_of_them
    if not _TWO.search(words):
        return None
    if both := turnout.read(words):
        return both
    words = said.settled(said.of_now(words))
    if not _COME.search(words) and sexes.read(_NOT_PEOPLE.sub(" , ", words)):
        return None
    for pattern in _OF_ALL:
        if match := pattern.search(words):
            return _pair(match, 1, 2)
    for pattern in _ALL_FIRST:
        if match := pattern.search(words):
            return _pair(match, 2, 1)
    for match in islice(_SLASH.finditer(words), 4) if "/" in words else ():
        if not _SHORT_DATE.fullmatch(match[0]) or "hadir" in words[: match.start()]:
            return _pair(match, 1, 2)
    return None


def read_split(text: str) -> Read[tuple[int, int]] | None:
    """(men, women) of "L 40 P 35", "20 laki 25 perempuan", "ibu2 semua 48", "total 50, cowoknya 22"."""
    words = _words(text)
    return read_sexes(words) or sexes.read(_NOT_PEOPLE.sub(" , ", words))


def read_sexes(words: str) -> Read[tuple[int, int]] | None:
    """(men, women) of words in which both have their number."""
    words = spread(words)
    if not _TWO.search(words):
        return None
    for place, pattern in enumerate(_BY_SEX):
        if match := pattern.search(words):
            first, second = _integer(match[1]), _integer(match[2])
            men_first = (first, second) if place < WOMEN_FIRST else (second, first)
            return Read(men_first, _sum_precision(words, match), match[0])
    return None


def spread(words: str) -> str:
    """ "l 70/p 50" is no fraction."""
    words = _without_colons(words)
    return _BETWEEN_SEXES.sub(r"\1 , ", words) if "/" in words else words


def _without_colons(words: str) -> str:
    return _COLON.sub(" ", words) if ":" in words or "=" in words else words


def _sum_precision(words: str, match: re.Match[str]) -> str:
    """Doubtful where a whole is named beside the two parts that they don't add up to."""
    rest = words[: match.start()] + " " + words[match.end() :]
    wholes = {_integer(found[1]) for found in _WHOLE.finditer(rest)}
    return "exact" if wholes <= {_integer(match[1]) + _integer(match[2])} else "doubtful"


def _pair(match: re.Match[str], attended: int, members: int) -> tuple[Read[int], Read[int]]:
    """The numbers of these two groups; the first is the rest where it tells who stayed away."""
    some, everyone = _integer(match[attended]), _integer(match[members])
    if some <= everyone and turnout.stayed_away(match, match.start(attended)):
        some = everyone - some
    around = match.string[max(0, match.start() - 16) : match.end() + 2]
    unsure = some > everyone or _ABOUT.search(around) or said.is_guess(around)
    precision = "doubtful" if unsure else "exact"
    return Read(some, precision, match[0]), Read(everyone, precision, match[0])


def _by_sex(words: str) -> Read[int] | None:
    split = read_sexes(words) or sexes.read(_NOT_PEOPLE.sub(" , ", words))
    return Read(sum(split.value), split.precision, split.words) if split else None


def _lonely(words: str) -> Read[int] | None:
    """The only number that can be a count of people, or the first of two."""
    if match := _SPOKEN.fullmatch(words):
        if not match[1] and int(match[3]) == int(match[2]) + 1:
            return Read(int(match[2]), "doubtful", match[0])  # "dua tiga orang" is two or three
        return Read(int(match[1] or 0) * 100 + int(match[2] + match[3]), "doubtful", match[0])
    if (match := _LESS.fullmatch(words)) and int(match[2]) < 10:
        return Read(_integer(match[1]) - int(match[2]), "exact", match[0])
    if match := _LK.search(words):
        return Read(_integer(match[1]), "doubtful", match[0])
    if match := _RANGE.fullmatch(words.rstrip(" .")) or _BETWEEN.search(words):
        return Read(int(match[1]), "doubtful", match[0])
    words = _THOUSANDS.sub(lambda match: f"{match[1]}.000", words)
    rest = _NOT_PEOPLE.sub(" ", words)
    if match := _ADDED.search(rest):
        return Read(_integer(match[1]) + _integer(match[2]), "doubtful", match[0])
    counted = {match[1] or match[2]: match[0] for match in _COUNTED.finditer(rest)}
    found = dict.fromkeys(_ANY.findall(rest))
    if not found or rest.startswith("-"):
        return None
    number = next(iter(counted or found))
    if len(counted) == 1 or len(found) == 1:
        return Read(_integer(number), _precision(words, rest, len(found)), counted.get(number, number))
    return Read(_integer(number), "doubtful", number) if _OR.search(rest) else None


_OR = re.compile(r"\d (?:orang |anggota )?(?:atau|apa|sampai|dan) \d")


_MORE_THAN_BEFORE = re.compile(
    r"\bsaya (?:dan|sama|dengan|beserta|bersama) (?!\d)[a-z ]{2,24}\d"
    r"|\b(?:tiap|setiap|masing[- ]masing|tambah|ditambah|nambah|bertambah|berkurang)\b"
)


def _precision(words: str, rest: str, numbers_said: int) -> str:
    """Doubtful where the number is only about so, may be a year, is of men or women only or one of several."""
    one_sex = _ONE_SEX.search(rest) and not _ALL_OF_THEM.search(rest)
    unsure = (
        numbers_said > 1
        or one_sex
        or _MORE_THAN_BEFORE.search(words)
        or _MORE_OR_LESS.search(words)
        or said.is_guess(rest)
    )
    return "doubtful" if unsure or _A_YEAR.fullmatch(rest.strip(" .,")) else "exact"


def _integer(digits: str) -> int:
    return int(digits.replace(".", "").replace(",", ""))
