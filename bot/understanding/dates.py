"""Dates as Indonesians type them. Order is always day, month, year; two-digit years are 20xx."""

import re
from collections.abc import Callable
from datetime import date

from bot.understanding import calendar_words, date_rules, numbers
from bot.understanding.date_rules import Context, Tense, day_of
from bot.understanding.values import Read
from bot.understanding.words import normalise

Rule = Callable[[re.Match[str], Context], Read[date] | None]

_MONTH = "|".join(sorted(calendar_words.MONTHS, key=len, reverse=True))
_WEEKDAY = "|".join(calendar_words.WEEKDAYS)
_FULL_MONTH = "|".join(calendar_words.FULL_MONTHS)
_YEAR = r"(?P<year>\d{4}|'?\d{2})(?![\d]|[.:]\d| ?(?:an )?(?:orang|anggota|dari|hadir|peserta))"
_LED = rf"(?:(?P<weekday>{_WEEKDAY}),? )?(?:tanggal )?"
_HINT = r"(?P<hint> tahun (?:lalu|kemarin|depan|ini))?"
_FREE = r"(?<![\d.,/-])"


def read_date(text: str, today: date, *, tense: Tense | None = None) -> Read[date] | None:
    """The date a text names, seen from `today`; None when it names none or one that does not exist.

    A tense that the words themselves show ("sudah", "rencana") wins over the argument; neither overrules a year.
    """
    text = numbers.to_digits(normalise(text))
    context = Context(today, _spoken_tense(text) or tense)
    for pattern, rule in _RULES:
        if match := pattern.search(text):
            return rule(match, context)
    return None


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
    (r"\b(?:kemarin dulu|kemarin lusa|kemarinnya lagi)\b", lambda m, c: date_rules.near(m, c, -2, "doubtful")),
    (r"\b(?:tadi malam|semalam)\b", lambda m, c: date_rules.near(m, c, -1, "exact")),
    (r"\bbesok lusa\b", lambda m, c: date_rules.near(m, c, 2, "doubtful")),
    (r"\blusa\b", lambda m, c: date_rules.near(m, c, 2, "exact")),
    (r"\btulat\b", lambda m, c: date_rules.near(m, c, 3, "exact")),
    (r"\bbesok\b", lambda m, c: date_rules.near(m, c, 1, "exact")),
    (
        rf"\b(?:(?P<part>awal|pertengahan|tengah|akhir) )(?:bulan )?(?P<month>{_MONTH})\b(?: (?:tahun )?{_YEAR})?",
        date_rules.month,
    ),
    (rf"\b(?P<month>{_FULL_MONTH})\b(?: (?:tahun )?{_YEAR}| (?P<way>lalu|kemarin|depan|ini)\b)?", date_rules.month),
    (rf"\b(?P<month>{_MONTH})\b[ .-]{{0,2}}(?:tahun )?(?P<year>\d{{4}})(?!\d)", date_rules.month),
    (rf"\bbulan (?P<month>1[0-2]|0?[1-9]|{_MONTH})\b(?:(?: tahun)? {_YEAR})?", date_rules.month),
    (
        rf"\b(?P<side>sebelum|menjelang|setelah|sesudah|habis|selesai|usai|abis) "
        rf"(?P<feast>{calendar_words.LEBARAN}|{calendar_words.RAMADAN})\b",
        date_rules.around_feast,
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
