"""Amounts in rupiah: "Rp 2.500.000,-", "2,5 jt", "2 jt 500", "rugi 3 jt", "nihil". M is miliar, never million."""

import re
from decimal import Decimal

from bot.understanding import numbers
from bot.understanding.values import Read
from bot.understanding.words import normalise, strip_politeness

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
_TAIL = re.compile(r" (?P<number>[1-9]\d{0,2})(?![\d]|[.,/]\d| ?(?:orang|anggota|%|persen|an\b))(?= |$|[.,;)])")
_UNITS = (
    r"orang|anggota|ekor|unit|buah|lembar|kali|hari|minggu|bulan|tahun|jam|menit|kg|kilo|ton|hektar|ha|meter|m2"
    r"|cabang|gerai"
    r"|karyawan|peserta|pengurus|toko|motor|mobil|rumah"
)
_BARE = re.compile(
    rf"(?P<rp>\b(?:rp|idr)\.? ?)?(?P<minus>-)?(?P<number>{_NUMBER})(?P<end>,-|,--|,00|\.-)?(?! ?(?:%|(?:persen"
    rf"|{_UNITS})\b))"
)
_KOMA = re.compile(r"(?<!\d)(\d{1,9}) koma (\d{1,9})(?: (\d))?(?!\d)")
_NEGATIVE = re.compile(r"\b(?:rugi|kerugian|minus|min|defisit|negatif|tekor)\b[^\d]{0,30}$|-(?: ?rp\.?)? ?$")
_NOT_NEGATIVE = re.compile(r"\b(?:tidak|bukan) (?:rugi|minus|negatif|defisit)\b")
_BRACKETED = re.compile(r"\( ?(?:rp\.? ?)?$")
_PER = re.compile(
    r"(?:/|\bper ?|\bse|\btiap |\bsetiap )(?:bulan|hari|minggu)\b|\b(?:perbulan|perhari|bulanan|harian)\b"
)
_ABOUT = re.compile(
    r"[±~≈]|\b(?:kurang lebih|lebih kurang|sekitar|kira-kira|hampir|lebih dari|kisaran|mungkin|lk|nyaris|tidak sampai"
    r"|paling"
    r"|minimal|maksimal|di ?atas|di ?bawah)\b"
)
_NOTHING = frozenset(["nihil", "nol", "kosong", "0", "-"]) | {
    "tidak ada",
    "0 rupiah",
    "nol rupiah",
    "rp 0",
    "tidak punya",
}
_RP = re.compile(r"\brp\. ?(?=\d)")
_NONE_OF_IT = re.compile(
    r"(?:tidak|bukan) (?:ada|punya|mempunyai|memiliki|pakai) (?:pinjaman|utang|hutang|modal luar|modal pinjaman"
    r"|kewajiban|uang"
    r"|aset|biaya|pendapatan|omset|omzet|shu|modal)(?: \w+){0,2}|(?:pinjaman|utang|hutang|modal luar|kewajiban|shu"
    r"|aset|biaya"
    r"|pendapatan|omset|omzet)(?:nya)?(?: kami)? (?:tidak ada|nihil|nol|kosong|0)"
)
_BETWEEN = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{1,2})?) ?(?:-|sampai|hingga"
    rf"|atau) ?(\d{{1,3}}(?:[.,]\d{{1,2}})?) ?({_SCALE})\b"
)
_ONCE = re.compile(
    r"\b(?:dulu|dulunya|tahun lalu|tahun kemarin|sebelumnya|kemarin)\b[^.;]{0,60}?(?=\b(?:sekarang|tahun ini|kini)\b)"
)
_SPACED = re.compile(r"(?<![\d.,/])\d{1,3}(?: \d{3}){1,4}(?! ?\d)")
_PHONE = re.compile(r"(?:\+?62|0)8\d{7,13}")


def read_money(text: str) -> Read[int] | None:
    """Whole rupiah, negative for a loss; doubtful when a scale is missing, it is per month or only about so much."""
    said = strip_politeness(text)
    if said in _NOTHING or text.strip() == "-" or _NONE_OF_IT.fullmatch(said):
        return Read(0, "exact", normalise(text))
    words = _ONCE.sub(" ", numbers.to_digits(normalise(text), with_scales=False))
    words = _RP.sub("rp ", words)
    words = _KOMA.sub(lambda match: f"{match[1]},{match[2]}{match[3] or ''}", words)
    if match := _BETWEEN.search(words):
        low, high = (int(_decimal(match[place], scaled=True) * _SCALES[match[3]]) for place in (1, 2))
        return Read(low, "several", match[0], (low, high)) if low < high else Read(high, "doubtful", match[0])
    words = _SPACED.sub(lambda match: match[0].replace(" ", "."), words)
    found = _scaled(words) or _bare(words)
    if not found:
        return _without_scale(words)
    value, start, end, precision = found
    before, after = words[max(0, start - 60) : start], words[end : end + 24]
    if _PER.search(after) or after.startswith(" lebih") or _ABOUT.search(before[-24:]):
        precision = "doubtful"
    loss = (_NEGATIVE.search(before) and not _NOT_NEGATIVE.search(before)) or (
        _BRACKETED.search(before) and after.lstrip(" ,-.0").startswith(")")
    )
    return Read(-value if loss else value, precision, words[start:end].strip())


def is_of_a_period(text: str) -> bool:
    """Whether an amount is said for a month, a week or a day: "45 jt/bulan"."""
    return _PER.search(normalise(text)) is not None


def times_a_year(text: str) -> int:
    """How often in a year an amount counts: 12 for one a month, 1 where nothing is said."""
    if not (match := _PER.search(normalise(text))):
        return 1
    return next(times for unit, times in (("bulan", 12), ("minggu", 52), ("hari", 365)) if unit in match[0])


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
        total += Decimal(rest["number"]) * (ceiling // 1000 if ceiling > 1000 else 1)
        end, about = rest.end(), len(rest["number"]) < 3
    value = int(total)
    more = any(part.start() >= end for part in parts[used:])
    return value, parts[0].start(), end, "doubtful" if about or more or value != total else "exact"


def _bare(words: str) -> tuple[int, int, int, str] | None:
    """The one number without a scale that looks like rupiah."""
    rows = [row for row in _BARE.finditer(words) if not _PHONE.fullmatch(row["number"]) and len(row["number"]) < 26]
    strong = [row for row in rows if row["rp"] or "." in row["number"] or len(row["number"]) > 5]
    if not (strong or len(rows) == 1):
        return None
    row = (strong or rows)[0]
    amount = _decimal(row["number"], scaled=False)
    if amount != int(amount) and amount < 1000:
        return None
    small = amount < 1000
    english = bool(re.fullmatch(r"\d{1,3},\d{3}", row["number"]))
    unsure = small or english or len(strong) > 1
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
