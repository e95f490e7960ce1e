"""Clock times as Indonesians type them. Hours 1 to 5 without a part of the day are afternoon: an office speaks."""

import re
from datetime import time
from itertools import islice

from bot.understanding import date_table, numbers, other_events, said, second_thoughts
from bot.understanding.spellings import ADDRESSES
from bot.understanding.values import Read
from bot.understanding.words import normalise

_PART = r"(?: ?(?:wib|tepat|teng))?(?: (?:di |hari |waktu )?(?P<part>pagi|subuh|siang|sore|petang|malam|am|pm))?\b"
_HOUR = r"(?P<hour>[01]?\d|2[0-4])"
_CLOCK = re.compile(
    rf"\b(?:(?P<before>pagi|siang|sore|petang|malam) )?(?:jam|pukul)(?: ?:)? ?(?P<half>setengah )?{_HOUR}(?:[.:]"
    rf"(?P<minute>[0-5]\d))?(?![\d]|[.:]\d|[./-]\d{{3}})"
    rf"(?: (?:(?P<way>lewat|lebih|kurang) )?(?P<off>(?<=lewat )[0-5]?\d|(?<=lebih )[0-5]?\d|(?<=kurang )[0-5]?\d"
    rf"|seperempat"
    rf"|(?<=lewat )setengah|(?<=lebih )setengah|(?<=kurang )setengah)(?: menit)?)?{_PART}"
)
_HALF = re.compile(
    rf"\b(?P<half>setengah) {_HOUR}(?!\d|[.,]\d| ?(?:ribu|juta|miliar|orang|jam|hari|bulan|tahun))(?P<way>)"
    rf"(?P<off>)(?P<minute>){_PART}"
)
_BARE = re.compile(
    rf"(?=\d)(?<![\d.,:/-])(?<!rp )(?<!rp\. )(?P<half>){_HOUR}(?P<by>[.:])(?P<minute>[0-5]\d)(?![\d]|[./,:]\d"
    r"|-\d+(?![.:\d])| ?"
    rf"(?:juta|ribu|miliar|persen|%))(?P<way>)(?P<off>){_PART}"
)
_WITH_PART = re.compile(
    rf"(?=\d)(?<![\d.,:/-])(?P<half>){_HOUR}(?P<minute>)(?P<way>)(?P<off>) (?:wib )?(?P<part>pagi|siang|sore|petang"
    rf"|malam|am|pm)\b"
)
_BARE_OFF = re.compile(
    rf"(?=\d)(?<![\d.,:/-])(?P<half>){_HOUR}(?P<minute>) (?P<way>lewat|lebih|kurang) "
    rf"(?P<off>seperempat|[1-5]?[05](?!\d|[.,:]\d| (?:orang|anggota|hari|ribu|juta|persen))"
    rf"|[0-5]?\d(?= menit\b|$))(?: menit)?{_PART}"
)
_BARE_WIB = re.compile(rf"(?=\d)(?<![\d.,:/-])(?P<half>){_HOUR}(?P<minute>)(?P<way>)(?P<off>) wib{_PART}")
_PATTERNS = (_CLOCK, _HALF, _BARE_OFF, _BARE, _BARE_WIB, _WITH_PART)

_AFTER = (
    r"\b(?:ba'?da|bakda|habis|abis|bis|setelah|sesudah|lepas|selepas|selesai|usai|sudah) (?:jam )?"
    r"(?:(?:sholat|shalat|salat|solat|sembahyang) )?"
)
_PRAYERS = [
    (re.compile(_AFTER + name), at)
    for name, at in (
        (r"(?:d?zuhur|d?zhuhur|dhuhur|duhur|lohor|luhur|dzuhur|zhuhur|makan siang|istirahat)\b", time(13)),
        (r"(?:jumatan|jumat)\b", time(13, 30)),
        (r"(?:ashar|asar|ashr|asyar)\b", time(16)),
        (r"(?:magh?rib|mahgrib)\b", time(18, 30)),
        (r"(?:isya|isa|isyak|tarawih|taraweh)\b", time(20)),
        (r"(?:subuh|shubuh)\b", time(5, 30)),
    )
]
_FRIDAY_PRAYER = re.compile(
    r"\bjumat\b.{0,20}\b(?:habis|setelah|sesudah|abis|usai|selesai|ba'?da) (?:sholat|shalat|salat|solat)\b"
)
_DAY_PARTS = {
    "tengah hari": time(12),
    "tengah malam": time(0),
    "pagi": time(8),
    "siang": time(11),
    "siangan": time(11),
    "sore": time(15),
    "petang": time(15),
    "malam": time(18, 30),
}
_DAY_PART = re.compile(
    r"(?<!selamat )(?<!met )\b(tengah hari|tengah malam|pagi|siangan|siang|sore|petang|malam)(?: ?-?an)?\b"
)
_FRACTIONS = {"seperempat": 15, "setengah": 30}
_ABOUT = re.compile(
    r"\b(?:paling (?:cepat|lambat|lama|telat)|setelah|sesudah|lewat|sebelum|habis|mulai di ?atas|jelang"
    r"|menjelang)(?: dari)? ?$"
)
_LOOSE = re.compile(r" ?-?(?:an\b|lebih\b|lewat\b|ke atas\b|ke bawah\b|setengah\b| ?paling (?:lambat|telat|cepat))")
_UNTIL = re.compile(r"(?: wib)?(?: pagi| siang| sore| malam)? ?(?:-|sampai|hingga|ke)(?: dengan)? ")
_UP_TO = re.compile(r"^(?!.*\b(?:di)?(?:undur|mundur|tunda|geser)).*\b(?:sampai|hingga)(?: dengan)? ?$")
"""What only ends then: "saya di kantor sampai jam 3"."""
_TO = re.compile(r"(?: wib)?(?: pagi| siang| sore| malam)? ?(?:-|–|sampai|hingga|sudah|ke)(?: dengan)? ?")
"""What leads from the first hour to the last; "sd" is read as "sudah"."""
_END = re.compile(
    rf"(?:jam |pukul )?{_HOUR}(?:[.:](?P<minute>[0-5]\d))?"
    rf"(?![\d]|[.:/-]\d| ?(?:orang|peserta|hari|{date_table.MONTH})\b){_PART}"
)
_OR_HOUR = re.compile(
    r"(?: ?/ ?|,? (?:atau|apa) |, ?(?=\d{1,2}(?:,| atau)))(?:jam |pukul )?([01]?\d|2[0-3])\b(?![.:]\d| ?(?:orang|hari))"
    r"(?: (pagi|siang|sore|petang|malam)\b)?"
)
_OR_ELSE = re.compile(
    r",? (?:atau|apa|kalau tidak)(?: iya)? (?=(?:jam |pukul )?(?:setengah|ba'?da|bakda|habis|setelah|pagi|siang"
    r"|sore|malam)\b)"
)
_HOUR_OR = re.compile(r"(?<![\d.,:/-])([01]?\d|2[0-3])(?: ?/ ?| (?:atau|apa) )$")
_THEN = re.compile(r"\b(?:habis|setelah|sesudah|selesai|lepas) (?:itu|dari itu)\b")
"""What was before is in the way of it: "antar anak dulu jam 7, habis itu jam 9 bisa"."""
_ENDS = re.compile(r"^(?: wib)? (?:selesai|bubar|pulang|tutup|berakhir)\b")
_GREETS = re.compile(rf"^(?:(?:pagi|siang|sore|malam)(?: (?:{'|'.join(sorted(ADDRESSES))})\b)+[ ,.!]*)+")
_LONELY_DIGITS = re.compile(
    r"(?:(?:jam|pukul) )?(0\d|1\d|2[0-3]|[1-9](?= (?:00|15|30|45)\b)) ?([0-5]\d)(?: (?:pak|bu|wib|pagi|siang|sore"
    r"|malam))*"
)
_MOVED = re.compile(
    r"^(?=.*\b(?:di)?(?:undur|mundur|maju|geser|pindah|ganti|ubah|rubah)\w*\b)[^;]*\d"
    r"(?: wib| pagi| siang| sore| malam)?[^\d;]{0,40}?\b(?:ke|jadi|menjadi|diundur|dimundurkan|dimajukan|digeser) "
    r"(?=(?:jam |pukul )?(?:setengah )?\d)"
)
"""The hour that is given up for another: "diundur dari jam 9 ke jam 11"."""
_SPACED = re.compile(
    r"\b((?:jam|pukul) (?:[01]?\d|2[0-3]))(?: |,)([0-5]\d)\b(?= ?(?:$|[,;.]|wib|pagi|siang|sore|malam|pak|bu))"
)
_LONELY_HOUR = re.compile(
    r"(?:sekitar |kira-kira |antara )?(\d{1,2})(?: ?an)?"
    r"(?: (?:sampai|hingga) \d{1,2}| ?- ?\d{1,2})?(?: (?:pak|bu|saja))*"
)
_ANY_PART = re.compile(r"\b(pagi|siang|sore|petang|malam)\b")
NIGHT = 4
"""Before this hour nobody meets; who says so is asked."""
_EITHER_HALF = (6, 7)
"""Hours of which an office knows both: "jam 7" may be the morning or the evening."""


def read_time(text: str) -> Read[time] | None:
    """The time of day a text names; a part of the day or a prayer alone is doubtful (its usual beginning).

    Two times are `several`, unless the second is when it ends.
    """
    text = _prepared(text)
    if (then := _THEN.search(text)) and _CLOCK.search(text, then.end()):
        text = text[then.end() :]
    if match := _LONELY_DIGITS.fullmatch(text.strip(" .")):
        text = text.replace(match[0], f"jam {match[1]}.{match[2]}")
    for pattern in _PATTERNS:
        found = [match for match in islice(pattern.finditer(text), _MOST)]
        if len(found) == 1 and _UP_TO.search(text[: found[0].start()]):
            return None
        if found:
            return _of_several(found, text)
    if (match := _LONELY_HOUR.fullmatch(text.strip(" ."))) and EARLIEST <= int(match[1]) <= LATEST:
        return Read(time(int(match[1])), "doubtful", match[0])
    return _of_the_day(text)


def read_end(text: str) -> Read[time] | None:
    """When what begins at the first time that a text names is over: "jam 9-12", "pukul 09.00 s.d. 12.00"."""
    text = _prepared(text)
    begun = next((match for pattern in _PATTERNS if (match := pattern.search(text))), None)
    until = _TO.match(text, begun.end()) if begun is not None else None
    match = _END.match(text, until.end()) if until is not None else None
    if begun is None or match is None:
        return None
    start = _clock(begun, None).value
    hour, minute = _on_day(int(match["hour"]), match["part"]) % 24, int(match["minute"] or 0)
    if time(hour, minute) <= start and hour < NOON and not match["part"]:
        hour += NOON
    return Read(time(hour, minute), "exact", match[0].strip()) if time(hour, minute) > start else None


def _prepared(text: str) -> str:
    text = second_thoughts.settled(numbers.to_digits(normalise(text))).replace("1/2 ", "setengah ")
    text = _SPACED.sub(r"\1.\2", said.settled(_MOVED.sub(" ", _GREETS.sub("", text))))
    return other_events.without_hours(text)


EARLIEST, LATEST = 6, 17
"""Hours that a bare number is taken for."""


def _of_the_day(text: str) -> Read[time] | None:
    if match := _FRIDAY_PRAYER.search(text):
        return Read(time(13, 30), "doubtful", match[0])
    for prayer, at in _PRAYERS:
        if match := prayer.search(text):
            return Read(at, "doubtful", match[0])
    if match := _DAY_PART.search(text):
        return Read(_DAY_PARTS[match[1]], "doubtful", match[0])
    return None


_MOST = 3


def _of_several(found: list[re.Match[str]], text: str) -> Read[time] | None:
    part = _part_of_all(found, text)
    first, end = _clock(found[0], part), found[0].end()
    if (match := _HOUR_OR.search(text[: found[0].start()])) and len(found) == 1:
        other = time(_on_day(int(match[1]), found[0].groupdict().get("part")) % 24)
        return Read(other, "several", first.words, (other, first.value))
    if (match := _OR_HOUR.match(text, end)) and len(found) == 1:
        both = [time(_on_day(hour, match[2] or part) % 24) for hour in (int(found[0]["hour"]), int(match[1]))]
        one = first.value if first.precision == "exact" and not match[2] else both[0]
        return Read(one, "several", first.words, (one, both[1]))
    if len(found) == 1 and (match := _OR_ELSE.match(text, end)) and (later := read_time(text[match.end() :])):
        return Read(first.value, "several", first.words, (first.value, later.value))
    others = [_clock(match, part) for match in found[1:] if not _is_end(text, end, match)]
    values = {read.value: None for read in (first, *others)}
    if len(values) > 1 and len(found) > 1 and not _UNTIL.match(text[end:]):
        return Read(first.value, "several", first.words, tuple(values))
    before, after = text[max(0, found[0].start() - 40) : found[0].start()], text[end : end + 24]
    if _ABOUT.search(before) or _LOOSE.match(after) or said.is_guess(before.rpartition(",")[2], after.replace("?", "")):
        return Read(first.value, "doubtful", first.words)
    return first


def _part_of_all(found: list[re.Match[str]], text: str) -> str | None:
    """The one part of the day that is named apart from the hours: "nanti malam sekitar jam 8"."""
    for match in found:
        text = text[: match.start()] + " " * len(match[0]) + text[match.end() :]
    parts = {match[1] for match in _ANY_PART.finditer(re.split(r"\b(?:sampai|hingga)\b", text)[0])}
    return parts.pop() if len(parts) == 1 else None


def _is_end(text: str, begun: int, match: re.Match[str]) -> bool:
    """Whether this is only when it ends."""
    between = text[begun : match.start()] + " "
    return bool(
        _UNTIL.match(between)
        or _ENDS.search(text[match.end() :])
        or re.search(r"\b(?:selesai|tutup|pulang) +$", between)
    )


def _clock(match: re.Match[str], part_said: str | None) -> Read[time]:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    fits = part_said is not None and hour in _HOURS_OF.get(part_said, ())
    part = match["part"] or match.groupdict().get("before") or (part_said if fits else None)
    precision = "exact"
    if match["hour"].startswith("0") and 0 < hour < 6 and not part:
        precision = "doubtful"  # 02.00 by the clock of 24 hours is night
    if hour in _EITHER_HALF and not (part or match["minute"] or match["half"] or match["off"]):
        late = time(hour + 12)
        return Read(time(hour), "several", match[0].strip(), (time(hour), late))
    total = _on_day(hour, part) * 60 + minute
    if match["half"]:
        total -= 30
    if match["off"]:
        offset = _FRACTIONS.get(match["off"]) or int(match["off"])
        total += -offset if match["way"] == "kurang" else offset
    total %= 24 * 60
    if total < NIGHT * 60 and part != "subuh":
        precision = "doubtful"
    return Read(time(total // 60, total % 60), precision, match[0].strip())


NOON = 12
_HOURS_OF = {
    "pagi": range(4, 12),
    "siang": (10, 11, 12, 1, 2, 3),
    "sore": range(2, 8),
    "petang": range(2, 8),
    "malam": range(6, 13),
}
"""The hours to which a part of the day that is named apart may belong: "jam 10 saja, sore saya pergi"."""


def _on_day(hour: int, part: str | None) -> int:
    """The hour of 0 to 23 that "jam 2" with this part of the day means."""
    if hour >= 13:
        return hour % 24
    if part in ("pagi", "subuh", "am") or (part == "malam" and (hour == 12 or hour < 5)):
        return hour % 12
    if part == "siang":
        return hour + 12 if 0 < hour < 6 else hour
    if part in ("sore", "petang", "malam", "pm"):
        return hour + 12 if hour < 12 else hour
    return hour + 12 if 0 < hour < 6 else hour
