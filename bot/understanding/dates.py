"""Dates as Indonesians type them. Order is always day, month, year; two-digit years are 20xx."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.understanding import calendar_words, date_rules, feasts, numbers
from bot.understanding.date_rules import Context, Tense, day_of
from bot.understanding.values import Read
from bot.understanding.words import normalise

MONTH_NAMES = tuple(sorted(calendar_words.MONTHS, key=len, reverse=True))
Rule = Callable[[re.Match[str], Context], Read[date] | None]

_MONTH = "|".join(MONTH_NAMES)
_WEEKDAY = "|".join(calendar_words.WEEKDAYS)
_FULL_MONTH = "|".join(calendar_words.FULL_MONTHS)
_YEAR = r"(?P<year>\d{4}|'?\d{2})(?![\d]|[.:]\d| ?(?:an )?(?:orang|anggota|dari|hadir|peserta))"
_LED = rf"(?:(?P<weekday>{_WEEKDAY}),? )?(?:tanggal )?"
_HINT = r"(?P<hint> tahun (?:lalu|kemarin|depan|ini))?"
_FREE = r"(?<![\d.,/-])(?<!rp )(?<!rp\. )"
_FEAST = "|".join(feasts.FEASTS.values())


def read_date(text: str, today: date, *, tense: Tense | None = None) -> Read[date] | None:
    """The date a text names, seen from `today`; None when it names none or one that does not exist.

    A tense that the words themselves show ("sudah", "rencana") wins over the argument; neither overrules a year.
    """
    text = numbers.to_digits(normalise(text))
    context = Context(today, _spoken_tense(text) or tense)
    if tense and (match := _LONELY.fullmatch(text.strip(" .,"))):
        found = _read(f"tanggal {match[1]}", context)
        return Read(found.value, "doubtful", match[1]) if found else None
    return _one_of_two(text, context) or _read(text, context)


def agrees_with_weekday(read: Read[date]) -> bool:
    """Whether the weekday that the words name, if any, is that of the day."""
    named = next((day for day in calendar_words.WEEKDAYS if day in read.words.split()), None)
    return named is None or calendar_words.WEEKDAYS[named] == read.value.weekday()


_LONELY = re.compile(r"(\d{1,2})(?: (?:pak|bu))?")
_OR = re.compile(r" ?,? (?:atau|apa)(?: kalau tidak)? ")
_DAY_WORD = re.compile(r"(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu|besok|lusa|(?:tanggal )?\d{1,2})$")


def _read(text: str, context: Context) -> Read[date] | None:
    for pattern, rule in _RULES:
        if match := pattern.search(text):
            return _bounded(rule(match, context), text[: match.start()], context)
    return None


_AFTER = re.compile(r"\b(?:setelah|sesudah|habis|lewat|selepas|di ?atas)(?: dari)? $")
_BEFORE = re.compile(r"\b(?:sebelum|paling lambat|paling lama|maksimal|selambat-lambatnya|di ?bawah) (?:pada )?$")


def _bounded(read: Read[date] | None, before: str, context: Context) -> Read[date] | None:
    """ "setelah tanggal 15": some day from the sixteenth on; "sebelum tanggal 15": from today on."""
    if read is None or read.precision not in ("exact", "doubtful"):
        return read
    if _AFTER.search(before):
        return Read(read.value + timedelta(days=1), "range", read.words)
    if _BEFORE.search(before):
        return Read(min(context.today, read.value), "range", read.words)
    return read


def _one_of_two(text: str, context: Context) -> Read[date] | None:
    """ "25 atau 26 maret", "selasa atau rabu": several, to be asked."""
    if not (parted := _OR.search(text)):
        return None
    before, after = text[: parted.start()], text[parted.end() :]
    second = _read(after, context)
    if second is None or second.precision not in ("exact", "doubtful") or not (left := _DAY_WORD.search(before)):
        return None
    bare = re.search(r"\d{1,2}$", left[0])
    named = re.sub(r"\d{1,2}", bare[0], second.words, count=1) if bare else left[0]
    first = _read(named if "tanggal" in named or not bare or _MONTH_IN.search(named) else f"tanggal {bare[0]}", context)
    if first is None or first.value == second.value:
        return None
    return Read(first.value, "several", f"{left[0]} atau {second.words}", (first.value, second.value))


_MONTH_IN = re.compile(rf"\b(?:{_MONTH})\b|/")


def _spoken_tense(text: str) -> Tense | None:
    words = set(re.findall(r"[^\W\d_]+", text))
    if words & calendar_words.PLANNING:
        return "future"
    if words & calendar_words.PAST:
        return "past"
    return "future" if words & calendar_words.FUTURE else None


def _numeric(match: re.Match[str], context: Context) -> Read[date] | None:
    found = day_of(match["year"], match["month"], match["day"])
    return Read(found, "exact", match[0]) if found else None


def _run_of_digits(match: re.Match[str], context: Context) -> Read[date] | None:
    digits = match[0]
    found = day_of(digits[4:], digits[2:4], digits[:2]) or day_of(digits[:4], digits[4:6], digits[6:])
    return Read(found, "exact", digits) if found and 1950 <= found.year <= 2100 else None


def _table(*rows: tuple[str, Rule]) -> list[tuple[re.Pattern[str], Rule]]:
    return [(re.compile(pattern), rule) for pattern, rule in rows]


_RULES = _table(
    # explicit
    (rf"{_FREE}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?![\d/-])", _numeric),
    (
        rf"{_FREE}(?P<day>\d{{1,2}})(?P<by> ?[./-] ?)(?P<month>\d{{1,2}})(?P=by)(?P<year>\d{{4}}|\d{{2}})"
        rf"(?![\d/-]|[.,]\d)",
        _numeric,
    ),
    (rf"{_FREE}(?P<day>\d{{1,2}}) (?P<month>0?[1-9]|1[0-2]) (?P<year>20\d\d)(?![\d/-]|[.,]\d)", _numeric),
    (
        r"\bminggu (?:ke ?-? ?)?(?P<nth>pertama|kedua|ketiga|keempat|terakhir"
        rf"|[1-4])(?: di)?(?: bulan)? (?:(?P<month>{_MONTH})\b"
        r"|(?P<way>depan|ini))",
        date_rules.week_of_month,
    ),
    (
        rf"\bh ?(?P<sign>[+-]) ?(?P<count>\d{{1,2}}) (?:setelah |sesudah |sebelum )?(?P<feast>{_FEAST})\b",
        feasts.near_feast,
    ),
    (rf"{_FREE}(?:(?:[0-3]\d)(?:[01]\d)(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)(?![\d/-]|[.,]\d)", _run_of_digits),
    (
        rf"{_LED}{_FREE}(?P<day>\d{{1,2}})(?P<until> ?(?:-|sampai) ?(?:tanggal )?\d{{1,2}})?(?: ?[-/.,] ?| )?"
        rf"(?:bulan )?(?P<month>{_MONTH})\b(?:[ .,/'-]{{0,2}}(?:tahun )?{_YEAR}|{_HINT})",
        date_rules.day_and_month,
    ),
    (rf"\b(?P<month>{_MONTH})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})(?!\d)", date_rules.day_and_month),
    (rf"\b(?P<month>{_MONTH}) tanggal (?P<day>\d{{1,2}})(?![\d]|[.,/:]\d)", date_rules.day_and_month),
    (
        rf"{_LED}{_FREE}(?P<day>\d{{1,2}}) ?/ ?(?P<month>1[0-2]|0?[1-9])(?![\d/]| ?(?:anggota|orang)|[.,]\d){_HINT}",
        date_rules.day_and_month,
    ),
    (
        r"tanggal (?P<day>\d{1,2})(?P<until> ?(?:-|sampai) ?\d{1,2})(?![\d/.]"
        r"|[.,-]\d)(?P<weekday>)(?P<way>)(?P<month_way>)",
        date_rules.days_of_month,
    ),
    (
        rf"tanggal {_FREE}(?P<day>\d{{1,2}})[.-](?P<month>1[0-2]|0?[1-9])(?![\d/]|[.,-]\d){_HINT}",
        date_rules.day_and_month,
    ),
    (
        rf"(?:tanggal )?{_FREE}(?P<day>\d{{1,2}}),? bulan (?P<month>1[0-2]|0?[1-9])(?!\d)"
        rf"(?:(?: tahun|,)? {_YEAR}|{_HINT})",
        date_rules.day_and_month,
    ),
    (
        rf"(?:bulan (?P<month_way>lalu|kemarin|depan|ini),? )?(?:(?P<weekday>{_WEEKDAY}),? )?"
        r"tanggal (?P<day>\d{1,2})(?![\d]|[.,/:]\d)(?: bulan (?P<way>lalu|kemarin|depan|ini))?",
        date_rules.day_of_month,
    ),
    # counted from today
    (rf"\bbesok (?:hari )?(?P<weekday>{_WEEKDAY})\b", date_rules.coming_weekday),
    (
        rf"(?P<count>\b\d{{1,2}} )?\bminggu (?P<way>depan|lalu|kemarin|lagi),? (?:hari )?(?P<weekday>{_WEEKDAY})\b",
        date_rules.weekday_of_week,
    ),
    (
        rf"(?:hari )?\b(?P<weekday>{_WEEKDAY})(?:,| pada)? (?P<count>\d{{1,2}} )?"
        r"(?:se)?minggu (?P<way>depan|lalu|kemarin|ini|lagi)\b",
        date_rules.weekday_of_week,
    ),
    (
        r"\b(?P<count>\d{1,3}|se) ?(?P<unit>hari|minggu|pekan|bulan|tahun)(?:an)? (?:yang )?"
        r"(?P<way>lagi|ke depan|mendatang|lalu|kemudian)\b",
        date_rules.distance,
    ),
    (rf"\bmalam (?P<weekday>{_WEEKDAY})\b(?P<way> (?:depan|lalu|kemarin|ini))?", date_rules.eve),
    (
        r"\b(?:(?P<part>awal|pertengahan|tengah|akhir) )?bulan (?P<way>ini|depan|lalu|kemarin)\b"
        r"|\b(?P<only>awal|pertengahan|akhir) bulan\b",
        date_rules.month_from_now,
    ),
    (r"\bhari (?P<weekday>minggu)\b(?: (?P<way>depan|lalu|kemarin|ini)\b)?", date_rules.weekday),
    (r"\bminggu (?:yang )?(?P<way>depan|lalu|kemarin|ini)\b", date_rules.week),
    (
        rf"\b(?P<weekday>{_WEEKDAY})(?: (?:yang )?(?P<way>depan|lalu|kemarin|ini|besok))?\b(?! sekali)",
        date_rules.weekday,
    ),
    (
        r"\b(?:kemarin dulu|kemarin lusa|kemarinnya lagi|lusa kemarin)\b",
        lambda m, c: date_rules.near(m, c, -2, "exact"),
    ),
    (r"\b(?:tadi malam|malam tadi|semalam)\b", lambda m, c: date_rules.near(m, c, -1, "exact")),
    (r"\bbesok lusa\b", lambda m, c: date_rules.near(m, c, 2, "doubtful")),
    (r"\blusa\b", lambda m, c: date_rules.near(m, c, 2, "exact")),
    (r"\btulat\b", lambda m, c: date_rules.near(m, c, 3, "exact")),
    (r"\bbesok\b(?!-besok)(?<!besok-besok)", lambda m, c: date_rules.near(m, c, 1, "exact")),
    (
        rf"\b(?:(?P<part>awal|pertengahan|tengah|akhir) )(?:bulan )?(?P<month>{_MONTH})\b(?: (?:tahun )?{_YEAR})?",
        date_rules.month,
    ),
    (rf"\b(?P<month>{_FULL_MONTH})\b(?: (?:tahun )?{_YEAR}| (?P<way>lalu|kemarin|depan|ini)\b)?", date_rules.month),
    (rf"\b(?P<month>{_MONTH})\b[ .-]{{0,2}}(?:tahun )?(?P<year>\d{{4}})(?!\d)", date_rules.month),
    (rf"\bbulan (?P<month>1[0-2]|0?[1-9]|{_MONTH})\b(?:(?: tahun)? {_YEAR})?", date_rules.month),
    (
        rf"\b(?P<side>sebelum|menjelang|setelah|sesudah|habis|selesai|usai|abis|lepas) (?P<feast>{_FEAST})\b",
        feasts.around_feast,
    ),
    (
        rf"\b(?:pas|waktu|saat|tepat|ketika|hari)(?: hari)? (?P<feast>{_FEAST})\b(?P<sign>)(?P<count>)",
        feasts.near_feast,
    ),
    (r"\bkemarin\b(?<!tahun kemarin)", lambda m, c: date_rules.near(m, c, -1, "doubtful")),
    (
        r"\b(?:hari ini|barusan|baru saja|sekarang|tadi|(?:nanti )?(?:pagi|siang|sore|malam) ini"
        r"|nanti (?:pagi|siang|sore|malam))\b",
        lambda m, c: date_rules.near(m, c, 0, "exact"),
    ),
    (
        r"(?<!buku )\btahun (?:(?P<way>lalu|kemarin|depan)|(?P<year>\d{4}|\d{2}))(?!\d| ?(?:buku|jam))",
        date_rules.year,
    ),
)
