"""How a parameter looks: dates, times, numbers and labels in the reader's language."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from itertools import count
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_decimal

from bot.messages import BOLD, Json, Say

LONG, FULL = 300, 3400
"""Characters of somebody's own words that a text shows; `full` is for relaying them."""
SLOT = re.compile(r"\{(?P<name>[a-z_]+)(?::(?P<look>[a-z]+))?\}")
STOP = re.compile(r"^(\*?)\.(?!\.)")
_office_zone = ZoneInfo("Asia/Jakarta")
DAYS = {"day": "EEEE, d MMMM y", "date": "d MMMM y", "short": "d MMM"}
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


def use_zone(name: str) -> None:
    """The office's zone, set once at start: what a printed clock time means."""
    global _office_zone  # noqa: PLW0603  one office, one zone, for the whole process
    _office_zone = ZoneInfo(name)


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)


def show(value: Json, look: str, language: str) -> str:
    """One JSON value as words. Looks: day, date, short, time, moment, number, rupiah, full, or none: as it is.

    A moment may have an end: two instants with a stroke between them, as ISO 8601 writes an interval.
    """
    if value is None or value == "":
        return "–"
    if look == "number":
        return str(format_decimal(value, locale=_locale(language)))
    if look == "rupiah":
        return f"{'-' if value < 0 else ''}Rp{format_decimal(abs(value), locale=_locale(language))}"
    if look in DAYS:
        return str(format_date(_day(value), DAYS[look], locale=_locale(language)))
    if look in ("moment", "time"):
        return _moment(value, look, language)
    most = FULL if look == "full" else LONG
    words = str(value).replace(BOLD, "")
    return words if len(words) <= most else words[: most - 1] + "…"


def _moment(value: str, look: str, language: str) -> str:
    start, _, end = value.partition("/")
    at = datetime.fromisoformat(start).astimezone(_office_zone)
    until = f"–{datetime.fromisoformat(end).astimezone(_office_zone):%H.%M}" if end else ""
    clock = f"{at:%H.%M}{until} {ZONES.get(_office_zone.key, at.tzname())}"
    if look == "time":
        return clock
    joint = {"id": "pukul", "en": "at"}[language]
    return f"{format_date(at.date(), 'EEEE, d MMMM y', locale=_locale(language))}, {joint} {clock}"


def _after(value: str, words: str) -> str:
    """Words of a template behind a value: one that ends with a full stop, such as "S.E.", gets no second."""
    return (STOP.sub(r"\1", words, count=1) if value.removesuffix(BOLD).endswith(".") else words).replace("*", BOLD)


def _day(value: str) -> date:
    """The office's calendar day of an ISO date or instant."""
    if len(value) == len("2027-01-11"):
        return date.fromisoformat(value)
    return datetime.fromisoformat(value.partition("/")[0]).astimezone(_office_zone).date()


class Template:
    """Fills templates of one language.

    `text` slots hold another Say, `lines` numbered ones (from `<name>_first` on, or by
    `<name>_numbers`), `list` ones with bullets, `names` the
    same in one line, `choice` a label.
    """

    def __init__(self, language: str, fill: Callable[[Say, str], str], label: Callable[[str, str], str]) -> None:
        self.language, self._fill, self._label = language, fill, label

    def fill(self, template: str, key: str, params: Mapping[str, Json]) -> str:
        """The template with its slots filled; asterisks in the template, never in a value, become bold marks."""
        pieces, end, value = list[str](), 0, ""
        for slot in SLOT.finditer(template):
            words, value = _after(value, template[end : slot.start()]), self._slot(slot, key, params)
            pieces += (words, value)
            end = slot.end()
        return "".join((*pieces, _after(value, template[end:])))

    def slot(self, words: str, key: str, params: Mapping[str, Json]) -> str:
        """One slot, written `name` or `name:look`, filled by itself."""
        found = SLOT.fullmatch(f"{{{words}}}")
        assert found is not None
        return self._slot(found, key, params)

    def _slot(self, slot: re.Match[str], key: str, params: Mapping[str, Json]) -> str:
        name, look = slot["name"], slot["look"] or ""
        value = params.get(name)
        if look == "choice":
            if shown := params.get(f"{name}_label"):
                return show(shown, "", self.language)
            return self._label(f"{key.partition('.')[0]}.{name}={value}", self.language) if value else "–"
        if look == "text":
            return self._nested(value) if value else ""
        if look == "lines":
            numbers = params.get(f"{name}_numbers") or count(params.get(f"{name}_first", 1))
            return "\n".join(f"{n}. {self._nested(each)}" for n, each in zip(numbers, value or (), strict=False))
        if look == "list":
            return "\n".join(f"• {self._nested(each)}" for each in value or ())
        if look == "names":
            return ", ".join(self._nested(each) for each in value or ())
        return show(value, look, self.language)

    def _nested(self, value: Json) -> str:
        if isinstance(value, str):
            return show(value, "", self.language)
        return self._fill(Say(value["key"], value.get("params", {})), self.language)
