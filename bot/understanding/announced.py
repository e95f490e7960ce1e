"""An event that staff announce, in one sentence: "Pelatihan akuntansi kamis 18 maret jam 9-12 di aula, 40 peserta"."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from bot.understanding import counts, dates, places, times
from bot.understanding.calendar_words import MONTHS
from bot.understanding.values import Read
from bot.understanding.words import normalise

LONGEST = 600
"""Characters looked at: an announcement is one sentence."""
KINDS = {
    "clinic": frozenset({"klinik", "kkb", "konsultasi"}),
    "session": frozenset(
        {"pelatihan", "sosialisasi", "bimtek", "bimbingan", "pembinaan", "penyuluhan", "workshop", "lokakarya"}
        | {"seminar", "webinar", "rapat", "temu", "pertemuan", "diskusi", "kursus", "diklat", "forum", "fgd"}
        | {"kelas", "coaching", "pendampingan", "evaluasi", "sarasehan", "bazar", "pameran", "lomba", "orientasi"}
    ),
}
"""Words with which the title of an event begins, by what is announced."""


def read_event(text: str, today: date) -> dict[str, Read[Any]]:
    """What the words say, by name: kind, title, day, at, end, place, seats, and `everybody` where all are invited."""
    text = " ".join(text[:LONGEST].split())
    everybody, text = _cut(_EVERYBODY, text)
    seats, told = _seats(text)
    found = _moment(told, today)
    if everybody:
        found["everybody"] = Read(True, "exact", everybody)
    if seats is not None:
        found["seats"] = seats
    words = told.split()
    begin = next((at for at, word in enumerate(words) if _kind(word) and not _is_of_place(words, at)), None)
    end = _end_of_title(words, begin, today) if begin is not None else 0
    rest = " ".join([*words[end:], ";", *words[: _without_lead(words, -1, begin or 0, with_digits=False)]])
    if begin is not None and (aside := _place_aside(words, begin, end)):
        end, rest = aside, " ".join(words[aside:])
    if not (place := _place(rest)) and begin is not None and (place := places.read_place(" ".join(words[begin:end]))):
        end = min(end, _before(words, begin, place))
    if place:
        found["place"] = Read(place, "exact", place)
    if begin is not None and len(title := _title(words[begin:end])) > 1:
        found["title"] = Read(" ".join(title), "exact", " ".join(title))
    if begin is not None:
        found["kind"] = Read(_kind(words[begin]), "exact", words[begin])
    return found


def read_seats(text: str) -> Read[int] | None:
    """How many people there is room for: "40 peserta", "kuota 40", "maks. 40 orang"."""
    return _seats(text[:LONGEST])[0]


def _moment(told: str, today: date) -> dict[str, Read[Any]]:
    found: dict[str, Read[Any]] = {}
    if (day := _day(told, today)) is not None:
        found["day"] = day
    if (at := times.read_time(told)) is not None and _HOUR.search(normalise(told)):
        found["at"] = at
        if (until := times.read_end(told)) is not None:
            found["end"] = until
    return found


def _day(told: str, today: date) -> Read[date] | None:
    """The day; a number of the title before a weekday hides it: "angkatan 2 kamis"."""
    words = told.split()
    numbered = (at for at, word in enumerate(words[:-1]) if word.strip(".,").isdecimal())
    starts = [0, *(at + 1 for at in numbered if words[at + 1].casefold().strip(".,") not in MONTHS)]
    tried = (dates.read_date(" ".join(words[at:]), today, tense="future") for at in starts)
    return next((day for day in tried if day is not None and not day.words.startswith("tahun")), None)


def _seats(text: str) -> tuple[Read[int] | None, str]:
    """The number of places, and the text without them."""
    for match in _SEATS.finditer(text):
        read = counts.read_count(match["many"] or match["counted"])
        if read is not None and 0 < read.value <= MOST:
            return Read(read.value, "exact", match[0].strip()), f"{text[: match.start()]} ; {text[match.end() :]}"
    return None, text


MOST = 5000
"""More people than come to anything that an office announces."""


def _kind(word: str) -> str:
    bare = re.sub(r"\W", "", word).casefold()
    return next((kind for kind, words in KINDS.items() if bare in words), "")


def _end_of_title(words: Sequence[str], begin: int, today: date) -> int:
    """Before the first word that tells when, or a sign that ends the sentence's part with nothing of the title left."""
    for at in range(begin + 1, len(words) + 1):
        if at < len(words) and words[at] == ";":
            return at
        is_day = words[at - 1].casefold().strip(".,") in MONTHS and words[at - 2].isdecimal()
        if is_day or _moment(" ".join(words[begin:at]), today):
            alone = (
                bool(_moment(words[at - 1], today).keys() & {"day", "at"}) and words[at - 1].casefold() not in MONTHS
            )
            return _without_lead(words, begin, at - 1, with_digits=not alone)
    return len(words)


def _without_lead(words: Sequence[str], begin: int, end: int, *, with_digits: bool) -> int:
    """Without what leads to what follows: "pada hari", "tanggal 18"."""
    while end > begin + 1 and (
        words[end - 1].casefold().strip(".,:") in _LEADS or (with_digits and _NUMBER.fullmatch(words[end - 1]))
    ):
        end -= 1
    return end


def _before(words: Sequence[str], begin: int, place: str) -> int:
    """Where the words of a place begin that stands within the title."""
    first = place.split()
    for at in range(begin + 1, len(words)):
        if [word.strip(".,;") for word in words[at : at + len(first)]] == [word.strip(".,;") for word in first]:
            return _without_lead(words, begin, at, with_digits=False)
    return len(words)


def _place(rest: str) -> str:
    """The place behind "di", or a part that begins with what places are called by: "…, ruang rapat lantai 2"."""
    if place := places.read_place(rest, of_office=True):
        return place
    parts = (part.strip() for part in re.split(r"[,;]", rest))
    named = (part for part in parts if part.partition(" ")[0].casefold().strip(".") in _ROOMS)
    return next((place for part in named if (place := places.read_place(f"di {part}", of_office=True))), "")


def _place_aside(words: Sequence[str], begin: int, end: int) -> int | None:
    """Where a place begins behind a comma that stands with the title: "Temu usaha, Hotel Furaya"."""
    asides = (at for at in range(begin + 1, end) if words[at - 1].endswith(","))
    return next((at for at in asides if words[at].casefold().strip(".,") in _ROOMS), None)


def _title(words: Sequence[str]) -> list[str]:
    """Its words; one alone says only what is announced."""
    title = " ".join(words).strip(" .,;:-–!?").split()
    while title and title[-1].casefold().strip(".,!?") in _AFTER:
        title.pop()
    return [title[0][:1].upper() + title[0][1:], *title[1:]] if title else []


def _is_of_place(words: Sequence[str], at: int) -> bool:
    """Whether a word belongs to the name of a place: "Gedung Pertemuan Wanita"."""
    return at > 0 and words[at - 1].casefold() in _ROOMS


def _cut(pattern: re.Pattern[str], text: str) -> tuple[str, str]:
    match = pattern.search(text)
    return (match[0], f"{text[: match.start()]} ; {text[match.end() :]}") if match else ("", text)


_ROOMS = frozenset(
    {
        "aula",
        "gedung",
        "kantor",
        "hotel",
        "balai",
        "ruang",
        "ruangan",
        "masjid",
        "kampus",
        "pendopo",
        "lapangan",
        "wisma",
    }
    | {"graha", "ballroom", "auditorium", "jalan", "jl", "jln", "sekretariat", "lantai", "rumah"}
)
"""What a place begins with where no "di" stands before it."""
_EVERYBODY = re.compile(r"\b(?:untuk|utk|buat|bagi|kepada|ke) (?:semua|seluruh)(?: koperasi)?\b", re.IGNORECASE)
_SEATS = re.compile(
    r"(?:\b(?:untuk|utk|sebanyak|terbatas|hanya) )?"
    r"(?:\b(?:kuota|kapasitas|maks(?:imal)?\.?|max\.?|paling banyak|peserta)(?:nya)?(?: peserta| orang)? ?:? ?"
    r"(?P<many>\d{1,4})(?: ?(?:peserta|orang|org|kursi))?\b"
    r"|(?<![\d.,:/-])(?P<counted>\d{1,4}) ?(?:peserta|kursi|orang|org)\b)"
    r"(?!(?: orang)? (?:per|dari|tiap|setiap)\b| ?/)",
    re.IGNORECASE,
)
_HOUR = re.compile(r"\b(?:jam|pukul|setengah|pagi|siang|sore|malam|wib)\b|\b\d{1,2}[.:]\d\d\b")
_LEADS = frozenset(
    {"pada", "pd", "hari", "tanggal", "tgl", "jam", "pukul", "pkl", "jm", "mulai", "di", "bertempat", "dari", "bulan"}
    | {"akan", "diadakan", "dilaksanakan", "untuk", "utk", "ada", "nanti", "-", "–", ";", ""}
)
_AFTER = frozenset({"ya", "iya", "yah", "dong", "pak", "bu", "bapak", "ibu", "saja", "aja", "baru", "nih"})
_NUMBER = re.compile(r"\d{1,2}(?:[.:/-]\d{1,2}){0,2}[,.]?|setengah", re.IGNORECASE)
