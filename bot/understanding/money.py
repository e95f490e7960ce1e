"""Amounts in rupiah: "Rp 2.500.000,-", "2,5 jt", "2 jt 500", "rugi 3 jt", "nihil". M is miliar, never million."""

import re
from decimal import Decimal

from bot.understanding import amount_sums, no_money, numbers, said, second_thoughts
from bot.understanding.calendar_words import MONTHS
from bot.understanding.phrases import one_of
from bot.understanding.values import Read
from bot.understanding.words import normalise

_SCALES = numbers.SCALES | {"k": 10**3, "m": 10**9, "t": 10**12}
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_DIGITS = r"\d{1,3}(?:\.\d{3}){1,5}(?:,\d{1,2})?|\d{1,3}(?:,\d{3}){1,5}(?:\.\d{1,2})?|\d{1,16}(?:[.,]\d{1,3})?"
_NUMBER = rf"(?<![\d.,/])(?:{_DIGITS})(?![\d]|[.,/]\d)"
_PART = re.compile(
    r"(?:(?P<half>setengah|1/2|3/4|3 perempat|1/4|seperempat)"
    rf"|(?P<number>{_NUMBER})(?P<plus> setengah)?)(?:[ -]?(?P<scale>{_SCALE})\b)"
    rf"(?P<more> setengah\b)?(?P<about>[ -]{{0,2}}an\b)?"
)
_FRACTIONS = dict.fromkeys(("setengah", "1/2"), Decimal("0.5")) | dict.fromkeys(("seperempat", "1/4"), Decimal("0.25"))
_FRACTIONS |= dict.fromkeys(("3 perempat", "3/4"), Decimal("0.75"))
_MONTH = one_of(MONTHS)
_TAIL = re.compile(r" (?P<number>[1-9]\d{0,2})(?![\d]|[.,/]\d| ?(?:orang|anggota|%|persen|an\b))(?= |$|[.,;)])")
_UNITS = (
    r"orang|anggota|ekor|unit|buah|lembar|kali|hari|minggu|bulan|tahun|jam|menit|kg|kilo|ton|hektar|ha|meter|m2"
    r"|cabang|gerai|karyawan|peserta|pengurus|toko|motor|mobil|rumah"
)
_BARE = re.compile(
    rf"(?P<rp>\b(?:rp|idr)\.? ?)?(?P<minus>-)?(?P<number>{_NUMBER})(?P<end>,-|,--|,00|\.-)?(?! ?(?:%|(?:persen"
    rf"|(?:an )?(?:{_UNITS}))\b))"
)
_LOSS_AFTER = re.compile(
    r"^[ ,(]*(?:rupiah )?(?:rugi(?:nya)?|minus(?:nya)?|defisit|kerugian|tekor)\b(?! ?(?:rp\.? ?)?\d)"
)
_NEGATIVE = re.compile(
    r"\b(?:rugi|merugi|kerugian|minus|min|defisit|negatif|tekor|nombok)\b[^\d]{0,30}$|-(?: ?rp\.?)? ?$"
)
_NOT_NEGATIVE = re.compile(r"\b(?:(?:tidak|bukan) (?:rugi|minus|negatif|defisit)|plus minus)\b")
_BRACKETED = re.compile(r"\( ?(?:rp\.? ?)?$")
_PER = re.compile(
    r"(?:/ ?|\bper ?|\bse|\btiap |\bsetiap )(?:bulan|hari|minggu|pekan)(?:nya)?\b"
    r"|\b(?:perbulan|perhari|(?:se)?hari[- ]hari(?:nya)?|bulanan|harian|triwulan"
    r"|kuartal|semester|caturwulan)\b"
    r"|\b(?:per|tiap|setiap|dalam|selama) ?\d{1,2} bulan\b"
)
_EACH = re.compile(
    r"\bmasing[- ]masing\b|(?:/ ?|\bper ?|\btiap |\bsetiap |\bmasing-masing )(?:anggota|orang|kepala|jiwa|kk|unit"
    r"|lembar|kg|kilo)\b"
    r"|\d ?(?:dolar|dollar|usd|ringgit|\$)|\$ ?\d"
)
"""What is paid by each, in other money."""
_CHANGE = re.compile(
    r"\b(?:naik|turun|bertambah|nambah|berkurang|selisih(?:nya)?|meningkat|menurun)(?: sebesar| sekitar"
    r"| rp)* ?\d(?!.*\b(?:jadi|menjadi)\b)"
)
"""By how much it changed, which is not how much it is."""
_AFTERTHOUGHT = re.compile(
    r"(?<=\w)[,(] ?(?:(?:naik|turun|bertambah|berkurang) (?!jadi|menjadi|ke )|tahun (?:lalu|kemarin) |dulu(?:nya)? "
    r"|sebelumnya )(?:(?!sekarang|tahun ini|kini|jadi)[^,;])*\)?$"
)
"""What it was before or by how much it changed, behind what it is."""
_TIMES_BEFORE = re.compile(r"(?<![\d.,])(\d{1,3}) ?(?:x|kali|\*) ?(?:rp\.? ?)?$")
_TIMES = re.compile(
    r"^ ?(?:rupiah )?(?:se ?bulan |per ?bulan |/ ?bulan )?(?:x|kali|dikali"
    r"|\*) ?(\d{1,2})(?: bulan)?\b"
)
_NOT_MONEY = re.compile(
    rf"\b(?:(?:anggota|hadir|peserta|yang datang|pengurus)(?:nya)?(?: kami| ada| kita| aktif| tetap| terdaftar|:)*"
    rf" \d{{1,5}}(?![\d.,]| ?(?:{_SCALE})\b)"
    r"|(?:nomor|no|rek\w*|npwp|nik|nib|hp|wa|telepon|ktp|rt|rw|pasal)\b[^\d,;]{0,16}\d[\d .-]*"
    r"|(?:tanggal|jam|pukul|tahun(?: buku)?|tb|per) \d{1,4}(?:[./:-]\d{1,4}){0,2}(?![\d.,]|"
    rf" ?(?:{_SCALE})\b)(?: (?:{_MONTH})\b(?: \d{{4}}\b)?)?"
    rf"|(?:{_MONTH}) 20\d\d\b)"
    r"|(?=[\d+])(?:(?<!\d)(?:\+?62|0)[ -]?8\d[\d -]{7,16}"
    r"|(?<![\d.,])\d[\d.,]{0,15} ?(?:m ?2|meter|hektar|ha|kg|kilo|ton|ekor|unit|ruko|buah|lembar"
    r"|petak|bidang|pintu|ka[vp]ling)\b"
    rf"|(?<![\d.,])\d{{1,2}} (?:{_MONTH})\b(?: \d{{4}}\b)?"
    rf"|(?<!rp )(?<!idr )(?<![\d.,])\d{{15,}}(?![\d.,]))"
)
_RP = re.compile(r"\brp\. ?(?=\d)")
_BETWEEN = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{1,2})?) ?(?:-|sampai|hingga|atau|(?<=antara \d )dan|(?<=antara \d\d )dan"
    rf"|(?<=antara \d\d\d )dan) ?(\d{{1,3}}(?:[.,]\d{{1,2}})?) ?({_SCALE})\b"
)
_ONCE = re.compile(
    r"\b(?:dulu|dulunya|tahun lalu|tahun kemarin|sebelumnya|kemarin)\b[^.;]{0,60}?(?=\b(?:sekarang|tahun ini|kini)\b)"
    r"|\b(?:naik|turun|bertambah|berkurang) (?=(?:\w+ )?\d)[^;]{0,40}?\b(?:jadi|menjadi) (?=(?:rp )?\d)"
    r"|\bdari [^;]{0,40}?\b(?:jadi|menjadi|ke) (?=(?:rp )?\d)"
)
_LAST_YEAR = re.compile(r"\b(?:dulu|tahun (?:lalu|kemarin))\b")
_SUM = re.compile(r"\d ?(?:\+|&|ditambah|tambah|plus|dan) ?(?:rp\.? ?)?$")
_ASIDE = re.compile(r"\(([^()]*\d[^()]*)\)")
_SPACED = re.compile(r"(?<![\d.,/])\d{1,3}(?: \d{3}){1,4}(?! ?\d)")


def read_money(text: str, *, adds_up: bool = True) -> Read[int] | None:
    """Whole rupiah, negative for a loss; doubtful when a scale is missing, it is per month or only about so much.

    Several amounts that are the parts of one are added up, unless they are of different figures (`adds_up`).
    """
    if precision := no_money.how_surely(text):
        return Read(0, precision, normalise(text))
    words = second_thoughts.settled(numbers.to_digits(normalise(text), with_scales=False))
    if (from_each := amount_sums.FROM_EACH.search(words)) and (
        one := _of_words(words[from_each.end() :], adds_up=False)
    ):
        return Read(one.value * int(from_each[1]), "doubtful", one.words)
    words = _AFTERTHOUGHT.sub("", words)
    if _EACH.search(words) or _CHANGE.search(words):
        return None
    words = said.settled(_NOT_MONEY.sub(" ", _ONCE.sub(" ", words)))
    return _of_words(_RP.sub("rp ", words), adds_up=adds_up)


LONGEST = 26
"""Signs of the longest number that may be money."""


def _of_words(words: str, *, adds_up: bool) -> Read[int] | None:
    if (aside := _ASIDE.search(words)) and any(each.isdigit() for each in words[: aside.start()]):
        outer, inner = (_of_words(each, adds_up=adds_up) for each in (words[: aside.start()], aside[1]))
        if outer is not None and (inner is None or _PER.search(aside[1]) or abs(inner.value) == abs(outer.value)):
            return outer
        return Read(outer.value, "doubtful", outer.words) if outer else inner
    if match := _BETWEEN.search(words):
        low, high = (int(_decimal(match[place], scaled=True) * _SCALES[match[3]]) for place in (1, 2))
        return Read(low, "several", match[0], (low, high)) if low < high else Read(high, "doubtful", match[0])
    words = _SPACED.sub(lambda match: match[0].replace(" ", "."), words)
    amounts = _amounts(words) if adds_up else []
    if len(amounts) > 1 and not said.is_guess(words) and (total := amount_sums.read(words, amounts)):
        return total
    found = _scaled(words) or _bare(words)
    return _placed(found, words) if found else _without_scale(words)


def _amounts(words: str) -> list[amount_sums.Amount]:
    """All that bear a scale, in their order."""
    found: list[amount_sums.Amount] = []
    at = 0
    while len(found) < MOST_AMOUNTS and (one := _scaled(words[at:])):
        found.append(amount_sums.Amount(one[0], at + one[1], at + one[2]))
        at += one[2]
    return found


MOST_AMOUNTS = 8


def _placed(found: tuple[int, int, int, str], words: str) -> Read[int]:
    """The amount by the words around it: a loss, about so much, so much a month."""
    value, start, end, precision = found
    before, after = words[max(0, start - 60) : start], words[end : end + 24]
    if times := _TIMES.match(after):
        return Read(value * int(times[1]), "doubtful", words[start:end].strip())
    if times := _TIMES_BEFORE.search(before):
        return Read(value * int(times[1]), "doubtful", words[start:end].strip())
    guessed = said.is_guess(re.split(r",(?!\d)|;", before)[-1][-40:], re.split(r",(?!\d)|;", after)[0])
    if (
        _PER.search(after)
        or _LATER.search(after)
        or _UNREAD.match(after)
        or guessed
        or _LAST_YEAR.search(before)
        or _SUM.search(before)
    ):
        precision = "doubtful"
    loss = (_NEGATIVE.search(before) and not _NOT_NEGATIVE.search(before)) or (
        _BRACKETED.search(before) and after.lstrip(" ,-.0").startswith(")")
    )
    if loss or _LOSS_AFTER.search(after):
        value = -value
    return Read(value, precision, words[start:end].strip())


_UNREAD = re.compile(r"^ (?!\d)[a-z]+ (?:ribu|ratus|juta)\b")
"""A smaller part of the amount, in words that are not understood."""
_LATER = re.compile(r"^[^\d,;]*(?<!belum )\blunas\b")
"""What is no more."""


def is_of_a_period(text: str) -> bool:
    """Whether an amount is said for a month, a week or a day: "45 jt/bulan"."""
    return _PER.search(numbers.to_digits(normalise(text))) is not None


def times_a_year(text: str) -> int:
    """How often in a year an amount counts: 12 for one a month, 1 where nothing is said."""
    if not (match := _PER.search(numbers.to_digits(normalise(text)))):
        return 1
    if months := re.search(r"\d+", match[0]):
        return max(12 // int(months[0]), 1)
    return next(times for unit, times in _IN_A_YEAR.items() if unit in match[0])


_IN_A_YEAR = {
    "bulan": 12,
    "minggu": 52,
    "pekan": 52,
    "hari": 365,
    "triwulan": 4,
    "kuartal": 4,
    "caturwulan": 3,
    "semester": 2,
}


def _scaled(words: str) -> tuple[int, int, int, str] | None:
    """A sum of falling parts: "2 juta 500 ribu"; "2 juta 500" is 2,5 million."""
    parts = list(_PART.finditer(words))
    if not parts:
        return None
    total, ceiling, end, about = Decimal(0), 10**16, parts[0].start(), False
    used = 0
    for part in parts:
        scale = _SCALES[part["scale"]]
        if used and (scale >= ceiling or words[end : part.start()].strip(" ,")):
            break
        amount = _FRACTIONS[part["half"]] if part["half"] else _decimal(part["number"], scaled=True)
        total += (amount + (Decimal("0.5") if part["plus"] or part["more"] else 0)) * scale
        ceiling, end, used, about = scale, part.end(), used + 1, about or bool(part["about"])
    rest = _TAIL.match(words, end)
    if rest and not about:
        tenth = 10 ** len(rest["number"]) if len(rest["number"]) in (1, 3) else 1000  # "2 juta 5" is 2,5
        total += Decimal(rest["number"]) * (ceiling // tenth if ceiling > 1000 else 1)
        end, about = rest.end(), len(rest["number"]) < 3
    value = int(total)
    more = any(part.start() >= end for part in parts[used:])
    return value, parts[0].start(), end, "doubtful" if about or more or value != total else "exact"


def _bare(words: str) -> tuple[int, int, int, str] | None:
    """The one number without a scale that looks like rupiah."""
    rows = [row for row in _BARE.finditer(words) if len(row["number"]) < LONGEST]
    strong = [row for row in rows if row["rp"] or "." in row["number"] or len(row["number"]) > 5]
    if not (strong or len(rows) == 1):
        return None
    row = (strong or rows)[0]
    amount = _decimal(row["number"], scaled=False)
    if amount != int(amount) and amount < 1000:
        return None
    small = amount < 1000
    english = bool(re.fullmatch(r"\d{1,3},\d{3}", row["number"]))
    unsure = small or english or len(strong) > 1 or amount != int(amount)
    start = row.start("number")
    return int(amount), start, row.end(), "doubtful" if unsure else "exact"


def _without_scale(words: str) -> Read[int] | None:
    """ "2,5" alone: millions or milliards."""
    if not (match := re.fullmatch(r"(?:rp\.? ?)?(\d{1,3}[.,]\d{1,2})", words.strip(" ."))):
        return None
    amount = _decimal(match[1], scaled=True)
    million, milliard = int(amount * 10**6), int(amount * 10**9)
    return Read(million, "several", match[0], (million, milliard))


def _decimal(number: str, *, scaled: bool) -> Decimal:
    """Dots part thousands and a comma the decimals, except where only the other way makes sense ("2.5 juta")."""
    dots, commas = number.count("."), number.count(",")
    if dots and commas:
        last = max(number.rfind("."), number.rfind(","))
        whole, fraction = number[:last], number[last + 1 :]
        return Decimal(whole.replace(".", "").replace(",", "") + "." + fraction)
    mark = "." if dots else ","
    if dots + commas == 1:
        whole, fraction = number.split(mark)
        if len(fraction) < 3 or (scaled and mark == ","):
            return Decimal(f"{whole}.{fraction}")
    return Decimal(number.replace(".", "").replace(",", ""))
