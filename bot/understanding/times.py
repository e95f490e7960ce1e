"""Clock times as Indonesians type them. Hours 1 to 5 without a part of the day are afternoon: an office speaks."""

import re
from datetime import time

from bot.understanding import numbers
from bot.understanding.values import Read
from bot.understanding.words import normalise

_PART = r"(?: ?(?:wib|tepat|teng))?(?: (?:di |hari |waktu )?(?P<part>pagi|subuh|siang|sore|petang|malam))?\b"
_HOUR = r"(?P<hour>[01]?\d|2[0-4])"
_CLOCK = re.compile(
    rf"\b(?:(?P<before>pagi|siang|sore|petang|malam) )?(?:jam|pukul)(?: ?:)? ?(?P<half>setengah )?{_HOUR}(?:[.:]"
    rf"(?P<minute>[0-5]\d))?(?![\d]|[./:-]\d{{3}})"
    rf"(?: (?P<way>lewat|lebih|kurang) (?P<off>[0-5]?\d|seperempat|setengah)(?: menit)?)?{_PART}"
)
_HALF = re.compile(
    rf"\b(?P<half>setengah) {_HOUR}(?!\d|[.,]\d| ?(?:ribu|juta|miliar|orang|jam|hari|bulan|tahun))(?P<way>)"
    rf"(?P<off>)(?P<minute>){_PART}"
)
_BARE = re.compile(
    rf"(?<![\d.,:/-])(?<!rp )(?<!rp\. )(?P<half>){_HOUR}(?P<by>[.:])(?P<minute>[0-5]\d)(?![\d]|[./,:-]\d| ?"
    rf"(?:juta|ribu|miliar|persen|%))(?P<way>)(?P<off>){_PART}"
)
_WITH_PART = re.compile(
    rf"(?<![\d.,:/-])(?P<half>){_HOUR}(?P<minute>)(?P<way>)(?P<off>) (?:wib )?(?P<part>pagi|siang|sore|petang|malam)\b"
)
_BARE_WIB = re.compile(rf"(?<![\d.,:/-])(?P<half>){_HOUR}(?P<minute>)(?P<way>)(?P<off>) wib{_PART}")

_AFTER = r"\b(?:ba'?da|bakda|habis|abis|setelah|sesudah|lepas|selesai|usai) (?:sholat |shalat |salat |solat )?"
_PRAYERS = [
    (re.compile(_AFTER + name), at)
    for name, at in (
        (r"(?:d?zuhur|d?zhuhur|dhuhur|duhur|lohor|luhur|dzuhur|makan siang|istirahat)\b", time(13)),
        (r"(?:jumatan|jumat)\b", time(13, 30)),
        (r"(?:ashar|asar|ashr)\b", time(16)),
        (r"(?:magh?rib)\b", time(18, 30)),
        (r"(?:isya|isa|isyak)\b", time(20)),
        (r"(?:subuh)\b", time(5, 30)),
    )
]
_DAY_PARTS = {
    "tengah hari": time(12),
    "pagi": time(8),
    "siang": time(11),
    "sore": time(15),
    "petang": time(15),
    "malam": time(18, 30),
}
_DAY_PART = re.compile(r"(?<!selamat )\b(tengah hari|pagi|siang|sore|petang|malam)\b")
_FRACTIONS = {"seperempat": 15, "setengah": 30}


def read_time(text: str) -> Read[time] | None:
    """The time of day a text names; a part of the day or a prayer alone is doubtful (its usual beginning)."""
    text = numbers.to_digits(normalise(text))
    for pattern in (_CLOCK, _HALF, _BARE, _BARE_WIB, _WITH_PART):
        if match := pattern.search(text):
            return _clock(match)
    for pattern, at in _PRAYERS:
        if match := pattern.search(text):
            return Read(at, "doubtful", match[0])
    if match := _DAY_PART.search(text):
        return Read(_DAY_PARTS[match[1]], "doubtful", match[0])
    return None


def _clock(match: re.Match[str]) -> Read[time] | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    part = match["part"] or match.groupdict().get("before")
    precision = "exact"
    if match["hour"].startswith("0") and 0 < hour < 6 and not part:
        precision = "doubtful"  # 02.00 by the clock of 24 hours is night
    total = _on_day(hour, part) * 60 + minute
    if match["half"]:
        total -= 30
    if match["off"]:
        offset = _FRACTIONS.get(match["off"]) or int(match["off"])
        total += -offset if match["way"] == "kurang" else offset
    total %= 24 * 60
    return Read(time(total // 60, total % 60), precision, match[0].strip())


def _on_day(hour: int, part: str | None) -> int:
    """The hour of 0 to 23 that "jam 2" with this part of the day means."""
    if hour >= 13:
        return hour % 24
    if part in ("pagi", "subuh") or (part == "malam" and (hour == 12 or hour < 5)):
        return hour % 12
    if part == "siang":
        return hour + 12 if 0 < hour < 6 else hour
    if part in ("sore", "petang", "malam"):
        return hour + 12 if hour < 12 else hour
    return hour + 12 if 0 < hour < 6 else hour
