"""Every way of naming a day, the plainest first, with the rule that says which day it is. Used by `dates` only."""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from bot.understanding import calendar_words, date_rules, feasts, weekday_rules
from bot.understanding.date_rules import Context, day_of
from bot.understanding.phrases import one_of
from bot.understanding.values import Read

MONTH_NAMES = tuple(sorted(calendar_words.MONTHS, key=len, reverse=True))
Rule = Callable[[re.Match[str], Context], Read[date] | None]

MONTH = one_of(MONTH_NAMES)
WEEKDAY = one_of(calendar_words.WEEKDAYS)
FULL_MONTH = one_of(calendar_words.FULL_MONTHS)
_YEAR = r"(?P<year>(?:19|20)\d\d|'?\d{2})(?![\d]|[.:]\d| ?(?:an )?(?:orang|anggota|dari|hadir|peserta))"
_LED = rf"(?=[\dmsrkjt])(?:(?P<eve>\bmalam )?(?P<weekday>{WEEKDAY}),? )?(?:tanggal )?"
"""What may stand before a day. What a way of naming one may begin with is looked at first, here and below: it is tried
at every letter of a text."""
_HINT = r"(?P<hint>(?:,? tapi)? tahun (?:lalu|kemarin|depan|ini))?"
_FREE = r"(?=\d)(?<![\d.,/-])(?<!rp )(?<!rp\. )"
_FEAST = "|".join(feasts.FEASTS.values())
_FEAST_DAY = "|".join(said for feast, said in feasts.FEASTS.items() if feast != "puasa")
_NTH = r"(?:ke ?-? ?(?=[1-9]))?(?P<nth>pertama|kedua|ketiga|keempat|(?<=ke )[1-9]|(?<=ke-)[1-9])"
_AT_A_FEAST = (
    r"pas|waktu|saat|tepat|ketika|hari|bertepatan(?: dengan)?|(?:bersama|bareng)(?:an)?(?: dengan)?|sambil|libur(?:an)?"
    r"|tanggal merah|sekalian"
)


def _numeric(match: re.Match[str], context: Context) -> Read[date] | None:
    found = day_of(match["year"], match["month"], match["day"])
    return Read(found, "exact", match[0]) if found else None


def _run_of_digits(match: re.Match[str], context: Context) -> Read[date] | None:
    digits = match[0]
    found = day_of(digits[4:], digits[2:4], digits[:2]) or day_of(digits[:4], digits[4:6], digits[6:])
    return Read(found, "exact", digits) if found and 1950 <= found.year <= 2100 else None


class Way(NamedTuple):
    """A way of naming a day, with letters of which one stands in whatever it fits: without them none is looked for."""

    pattern: re.Pattern[str]
    rule: Rule
    letters: tuple[str, ...]

    def search(self, text: str) -> re.Match[str] | None:
        """Where a text names a day so."""
        if self.letters and not any(letters in text for letters in self.letters):
            return None
        return self.pattern.search(text)


def _table(*rows: tuple[str, Rule] | tuple[str, Rule, tuple[str, ...]]) -> list[Way]:
    return [Way(re.compile(pattern), rule, letters[0] if letters else ()) for pattern, rule, *letters in rows]


_OF_MONTHS = tuple(dict.fromkeys(name[:3] for name in MONTH_NAMES))
RULES = _table(
    # explicit
    (rf"{_FREE}(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}})(?![\d/-])", _numeric, (".", "-", "/")),
    (
        rf"{_FREE}(?P<day>\d{{1,2}})(?P<by> ?[./-] ?)(?P<month>\d{{1,2}})(?P=by)(?P<year>\d{{4}}|\d{{2}})"
        rf"(?![\d/-]|[.,]\d)",
        _numeric,
        (".", "-", "/"),
    ),
    (r"^(?P<day>\d{1,2}) (?P<month>0[1-9]|1[0-2]) (?P<year>[23]\d)$", _numeric),
    (r"^tanggal (?P<day>\d{1,2}) (?P<month>1[0-2]|0?[1-9])$", date_rules.month_and_day),
    (rf"{_FREE}(?P<day>\d{{1,2}}) (?P<month>0?[1-9]|1[0-2]) (?P<year>20\d\d)(?![\d/-]|[.,]\d)", _numeric),
    (
        rf"\b(?<!hari )(?!minggu \d (?:{MONTH}) 20\d\d)(?:minggu|pekan) (?:ke ?-? ?)?"
        rf"(?P<nth>pertama|kedua|ketiga|keempat|terakhir|[1-4])(?: di)?(?: bulan)? (?:(?P<month>{MONTH})\b"
        r"|(?P<way>depan|ini))",
        date_rules.week_of_month,
        ("minggu", "pekan"),
    ),
    (
        rf"\b(?P<weekday>{WEEKDAY}) (?:ke ?-? ?(?=[1-4]))?(?P<nth>pertama|kedua|ketiga|keempat|terakhir"
        r"|paling (?:akhir|terakhir|belakang)|(?<=ke )[1-4])(?: di)?(?: bulan)? "
        rf"(?:(?P<month>{MONTH})\b|(?P<way>depan|ini))",
        weekday_rules.nth_weekday,
    ),
    (
        rf"\bh ?(?P<sign>[+-]) ?(?P<count>\d{{1,2}}) (?:setelah |sesudah |sebelum )?(?P<feast>{_FEAST})\b",
        feasts.near_feast,
        ("h+", "h-", "h +", "h -"),
    ),
    (rf"{_FREE}(?:(?:[0-3]\d)(?:[01]\d)(?:19|20)\d\d|(?:19|20)\d\d[01]\d[0-3]\d)(?![\d/-]|[.,]\d)", _run_of_digits),
    (
        rf"{_LED}{_FREE}(?P<day>\d{{1,2}})(?P<until> ?(?:-|sampai|hingga|dan|&|\+"
        rf"|sama) ?(?:tanggal )?\d{{1,2}})?(?: ?[-/.,] ?| )?"
        rf"(?:bulan )?(?P<month>{MONTH})\b(?:[ .,/'-]{{0,2}}(?:tahun )?{_YEAR}|{_HINT})",
        date_rules.day_and_month,
        _OF_MONTHS,
    ),
    (rf"\b(?P<month>{MONTH})\.? (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})(?!\d)", date_rules.day_and_month),
    (
        rf"\b(?P<month>{MONTH}|(?<=bulan )(?:1[0-2]|0?[1-9]))(?:,| pak,?| bu,?)? tanggal (?P<day>\d{{1,2}})(?![\d]"
        rf"|[.,/:]\d)(?: tahun (?P<year>20\d\d))?",
        date_rules.day_and_month,
        ("tanggal",),
    ),
    (
        rf"\b(?P<month>{FULL_MONTH})\b(?: (?P<year>20\d\d))?(?: ?,)?(?: [a-z]+(?: ?,)?){{0,6}} tanggal "
        r"(?P<day>\d{1,2})(?![\d]|[.,/:]\d)",
        date_rules.day_and_month,
    ),
    (rf"\b(?P<month>{MONTH}) (?P<day>[0-2]?\d|3[01])(?= ?(?:$|[,;]|(?:hari|pak|bu|jam)\b))", date_rules.month_and_day),
    (
        rf"{_LED}{_FREE}(?P<day>\d{{1,2}}) ?/ ?(?P<month>1[0-2]|0?[1-9])(?![\d/]| ?(?:anggota|orang)|[.,]\d){_HINT}",
        date_rules.day_and_month,
        ("/",),
    ),
    (
        r"tanggal (?P<day>\d{1,2})(?P<until> ?(?:-|sampai) ?\d{1,2})(?![\d/.]"
        r"|[.,-]\d)(?P<weekday>)(?P<way>)(?P<month_way>)",
        date_rules.days_of_month,
    ),
    (
        rf"(?=[msrkjt])(?:(?P<eve>\bmalam )?\b(?P<weekday>{WEEKDAY}),? (?=1[3-9]|[23]\d)|tanggal )"
        rf"{_FREE}(?P<day>\d{{1,2}})[.-](?P<month>1[0-2]|0?[1-9])(?![\d/]|[.,-]\d){_HINT}",
        date_rules.day_and_month,
        (".", "-"),
    ),
    (
        rf"(?=[t\d])(?:tanggal )?{_FREE}(?P<day>\d{{1,2}}),? bulan (?P<month>1[0-2]|0?[1-9])(?!\d)"
        rf"(?:(?: tahun|,)? {_YEAR}|{_HINT})",
        date_rules.day_and_month,
        ("bulan",),
    ),
    (
        r"(?=[bmsrkjt])(?:bulan (?P<month_way>lalu|kemarin|depan|ini),? )?"
        rf"(?:(?P<eve>\bmalam )?(?P<weekday>{WEEKDAY}),? )?"
        r"tanggal (?P<day>\d{1,2})(?![\d]|[.,/:]\d)(?: bulan (?P<way>lalu|kemarin|depan|ini))?",
        date_rules.day_of_month,
        ("tanggal",),
    ),
    (
        rf"(?=[msrkj])(?P<month_way>)\b(?P<eve>malam )?(?P<weekday>{WEEKDAY}),? (?P<day>\d{{1,2}})(?P<way>)"
        r"(?= ?(?:$|[,;]|pak\b|bu\b|jam\b|kemarin\b|ini\b))",
        date_rules.day_of_month,
    ),
    (rf"{_FREE}(?P<day>[0-3]\d)(?P<month>[01]\d)(?P<year>\d\d)(?![\d/-]|[.,]\d)$", date_rules.six_digits),
    # counted from today
    (rf"\b(?P<near>besok|lusa) (?:hari )?(?P<weekday>{WEEKDAY})\b", date_rules.coming_weekday),
    (
        rf"\b(?P<month>{MONTH}) (?:minggu|pekan) (?:ke ?-? ?)?(?P<nth>pertama|kedua|ketiga|keempat|terakhir"
        rf"|[1-4])\b(?P<way>)",
        date_rules.week_of_month,
    ),
    (rf"{_FREE}(?P<month>1[0-2]|0?[1-9]) ?[/-] ?(?P<year>20\d\d)(?![\d/-])", date_rules.month, ("/", "-")),
    (
        rf"\b(?:(?P<count>\d{{1,2}}) |se)?(?:minggu|pekan) (?:yang )?"
        rf"(?P<way>depan|lalu|kemarin|lagi)(?: dari (?:hari ini|sekarang)| persis| pas)?(?: (?:pak|bu|kak))?,? "
        rf"(?:pas |tepat )?(?:hari )?(?P<weekday>{WEEKDAY})\b",
        date_rules.weekday_of_week,
        ("minggu", "pekan"),
    ),
    (
        rf"(?=[hmsrkj])(?:hari )?\b(?P<weekday>{WEEKDAY})(?:,| pada)? (?P<count>\d{{1,2}} )?"
        r"(?:se)?(?:minggu|pekan) (?:yang )?(?P<way>depan|lalu|kemarin|ini|lagi)\b",
        date_rules.weekday_of_week,
    ),
    (
        r"\b(?P<count>\d{1,3}|se) ?(?P<unit>hari|minggu|pekan|bulan|tahun)(?:an)? (?:yang )?"
        r"(?P<way>lagi|ke depan|mendatang|dari sekarang|lalu|kemudian|sebelumnya"
        r"|(?<!seminggu )(?<!sebulan )kemarin)\b",
        date_rules.distance,
    ),
    (
        rf"(?:\b(?P<count>\d{{1,2}}|se) ?(?P<unit>hari|minggu|pekan) )?"
        rf"\b(?P<side>sebelum|menjelang|jelang|setelah|sesudah|habis|selesai|usai|abis|lepas|selepas|pasca|ba'?da"
        rf"|bakda) "
        rf"(?:hari raya )?(?P<feast>{_FEAST})\b",
        feasts.around_feast,
        (
            "sebelum",
            "jelang",
            "setelah",
            "sesudah",
            "abis",
            "selesai",
            "usai",
            "lepas",
            "pasca",
            "bada",
            "ba'da",
            "bakda",
        ),
    ),
    (rf"\bhari {_NTH} (?P<feast>{_FEAST})\b", feasts.near_feast),
    (rf"\b(?P<feast>{_FEAST}) (?:hari )?(?:yang )?{_NTH}\b", feasts.near_feast),
    (rf"\b(?P<eve>malam )(?P<feast>{_FEAST})\b", feasts.near_feast),
    (
        rf"\b(?:{_AT_A_FEAST}) (?:hari )?(?P<feast>{_FEAST})\b|^(?P<alone>{_FEAST_DAY})\b"
        rf"|\b(?P<gone>{_FEAST}) (?:yang )?(?:kemarin|lalu)\b",
        feasts.near_feast,
    ),
    (rf"\bmalam (?P<weekday>{WEEKDAY})\b(?P<way> (?:depan|lalu|kemarin|ini))?", date_rules.eve, ("malam",)),
    (
        r"\b(?:(?P<part>awal|pertengahan|tengah|akhir) )?bulan (?P<way>ini|depan|lalu|kemarin)\b"
        rf"|\b(?P<only>awal|pertengahan|tengah|akhir) bulan\b(?! (?:{MONTH}|\d))",
        date_rules.month_from_now,
        ("bulan",),
    ),
    (
        r"(?=[ap])(?<!rapat )(?<!rat )(?<!buku )\b(?P<part>awal|pertengahan|akhir) (?:tahun(?: (?P<way>ini|depan|lalu"
        r"|kemarin))?\b"
        r"|(?:tahun )?(?P<year>20\d\d)(?!\d))(?! buku)",
        date_rules.part_of_year,
        ("awal", "tengah", "akhir"),
    ),
    (rf"\bkemarin (?:hari )?(?P<weekday>{WEEKDAY})\b(?! (?:depan|lalu|ini)| ?ke ?-?\d)", weekday_rules.gone_weekday),
    (r"\bhari (?P<weekday>minggu)\b(?: (?P<way>depan|lalu|kemarin|ini)\b)?", date_rules.weekday, ("minggu",)),
    (r"\b(?:minggu|pekan) (?:yang )?(?P<way>depan|lalu|kemarin|ini)(?:nya)?\b", date_rules.week, ("minggu", "pekan")),
    (
        r"\b(?:akhir (?:pekan|minggu)|weekend)\b",
        lambda m, c: date_rules.near(m, c, (5 - c.today.weekday()) % 7, "doubtful"),
        ("akhir", "weekend"),
    ),
    (
        rf"(?<!\d )\b(?P<weekday>{WEEKDAY})(?:(?<!minggu)nya\b)?(?! ?ke ?-?\d)(?: (?:yang )?"
        rf"(?P<way>depan|lalu|kemarin|ini|besok)(?:nya)?)?\b(?! sekali)",
        date_rules.weekday,
    ),
    (
        r"\b(?:kemarin dulu|kemarin lusa|kemarinnya lagi|lusa kemarin)\b",
        lambda m, c: date_rules.near(m, c, -2, "exact"),
        ("kemarin",),
    ),
    (r"\b(?:tadi malam|malam tadi|semalam)\b", lambda m, c: date_rules.near(m, c, -1, "exact"), ("malam",)),
    (r"\bbesok lusa\b", lambda m, c: date_rules.near(m, c, 2, "doubtful"), ("lusa",)),
    (r"\blusa\b", lambda m, c: date_rules.near(m, c, 2, "exact"), ("lusa",)),
    (r"\btulat\b", lambda m, c: date_rules.near(m, c, 3, "exact"), ("tulat",)),
    (r"\bbesok\b(?!-besok)(?<!besok-besok)", lambda m, c: date_rules.near(m, c, 1, "exact"), ("besok",)),
    (
        rf"\b(?:(?P<part>awal|pertengahan|tengah|akhir) )(?:bulan (?=\d))?(?:bulan (?!\d))?"
        rf"(?P<month>{MONTH}|(?<=bulan )(?:1[0-2]|0?[1-9]))\b(?: (?:tahun )?{_YEAR})?",
        date_rules.month,
    ),
    (
        rf"\b(?P<month>{FULL_MONTH})\b(?: (?:tahun )?{_YEAR}| (?P<way>lalu|kemarin|depan|ini)\b)?",
        date_rules.month,
    ),
    (rf"\b(?P<month>{MONTH}) (?P<way>lalu|kemarin|depan|ini)\b", date_rules.month),
    (rf"\b(?P<month>{MONTH})\b[ .-]{{0,2}}(?:tahun )?(?P<year>\d{{4}})(?!\d)", date_rules.month),
    (rf"\bbulan (?P<month>1[0-2]|0?[1-9]|{MONTH})\b(?:(?: tahun)? {_YEAR})?", date_rules.month, ("bulan",)),
    (r"\bkemarin\b(?<!tahun kemarin)", lambda m, c: date_rules.near(m, c, -1, "doubtful"), ("kemarin",)),
    (
        r"\b(?:hari ini|barusan|baru saja|sekarang|tadi|(?:nanti )?(?:pagi|siang|sore|malam) ini"
        r"|nanti (?:pagi|siang|sore|malam))\b",
        lambda m, c: date_rules.near(m, c, 0, "exact"),
        ("hari", "baru", "sekarang", "tadi", "pagi", "siang", "sore", "malam"),
    ),
    (
        r"(?<!buku )\btahun (?:(?P<way>lalu|kemarin|depan)|(?P<year>\d{4}|\d{2}))(?!\d| ?(?:buku|jam))",
        date_rules.year,
        ("tahun",),
    ),
)
OUTRIGHT = next(place for place, way in enumerate(RULES) if way.rule is date_rules.coming_weekday)
"""So many of the rules name a day outright."""
NARROWER = [
    *RULES[:OUTRIGHT],
    *(way for way in RULES if way.rule in (date_rules.month, date_rules.month_from_now)),
]
"""Rules that name a narrower time than a feast does: "habis lebaran, pertengahan april"."""
