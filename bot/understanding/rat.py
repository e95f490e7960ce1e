"""Several facts about an annual meeting in one sentence: "sdh rat tgl 12 feb kmrn pak, hadir 75 dari 120"."""

import re
from datetime import date
from typing import Any

from bot.understanding import counts, dates, numbers
from bot.understanding.date_rules import Tense
from bot.understanding.values import Read
from bot.understanding.words import normalise

_YEAR = r"(?P<year>20\d\d|(?<!\d)\d\d)(?!\d|[.,/]\d)"
_BOOK_YEAR = re.compile(
    rf"\b(?:tahun buku|tb|tutup buku(?: tahun)?|buku tahun)\.? ?(?:{_YEAR}|(?P<way>lalu|kemarin|ini))"
)
_RAT_YEAR = re.compile(r"\brat(?: untuk)?(?: tahun)? ?(?P<year>20\d\d)(?!\d|[.,/]\d| ?(?:orang|anggota|dari))")
_ORDINAL = re.compile(r"\b(?:rat |yang )?ke[ -]?\d{1,3}\b")
_N = r"(?<![\d.,/-])(\d{1,3}(?:[.,]\d{3})+|\d{1,6})(?![\d/:]|[.,]\d| ?(?:%|persen))"
_MEMBERS = re.compile(
    rf"\banggota(?: kami| nya|nya)?(?: ada| sebanyak| jumlahnya|:| :)? ?{_N}"
    rf"|{_N} (?:orang )?anggota(?! (?:yang )?(?:hadir|datang))"
)
_ATTENDED = re.compile(
    rf"\b(?:hadir|dihadiri|peserta|yang datang)(?:nya)?(?: ada| oleh| sebanyak| cuma| hanya|:| :)? ?{_N}"
    rf"|{_N} (?:orang )?(?:anggota )?(?:yang )?(?:hadir|datang)\b(?! \d)"
)

_MEETING = (
    r"(?:rat|rata|rapat|dilaksanakan|laksanakan|melaksanakan|diadakan|adakan|mengadakan|selesai|dilakukan"
    r"|terlaksana|jalan)"
)
_PLAN = re.compile(
    r"\b(?:rencana\w*|direncanakan|dijadwalkan|jadwal\w*|akan|bakal|insya allah|ditunda|tunda|diundur|mundur"
    r"|undur|dijadwal|menunggu jadwal)\b"
    r"|\bmau (?:rat|rapat|adakan|mengadakan|laksanakan)\b"
)
_DENIED = re.compile(
    rf"\bbelum\b(?! (?:lapor|dilaporkan|kirim|dikirim|diserahkan|lengkap|selesai laporan))"
    rf"|\btidak (?:ada |jadi |pernah |bisa |sempat |mengadakan |melaksanakan |adakan )?(?:{_MEETING}|kuorum"
    rf"|jadi)\b|\bbatal\b"
)
_DONE = re.compile(rf"\b(?:sudah|selesai|barusan|baru saja|telah)\b|\b{_MEETING} (?:kemarin|tadi)\b")
_DATED = re.compile(
    r"\brat(?: kami| nya)?(?: pada)?(?: tanggal| hari)? ?(?:\d|senin|selasa|rabu|kamis|jumat|sabtu|minggu"
    r"|kemarin|tadi|besok|lusa)"
)
_TENSES: dict[str, Tense] = {"yes": "past", "planned": "future"}
_SUBMITTING = re.compile(r"\bsudah (?:di ?)?(?:kirim|serahkan|lapor|antar|kantor|penuh)\w*")
_ALREADY_ASKED = re.compile(r"\?|\bsudah (?:atau )?belum\b|\b(?:tidak|bukan) ada yang belum\b")


def read_rat(text: str, today: date) -> dict[str, Read[Any]]:
    """What the sentence says of: book_year, held ("yes", "planned", "no"), held_on, planned_on, members, attended."""
    words = numbers.to_digits(normalise(text))
    facts: dict[str, Read[Any]] = {}
    if year := _book_year(words, today):
        facts["book_year"] = year
        words = words.replace(year.words, " ", 1)
    words = _ORDINAL.sub(" ", words)
    people = _people(words)
    for count in people.values():
        words = words.replace(count.words, " ", 1)
    asks = bool(_ALREADY_ASKED.search(words))
    held = None if asks else _held(words)
    when = dates.read_date(words, today, tense=_TENSES.get(held or ""))
    if not asks:
        facts |= _meeting(held, when, words, today)
    return facts | people


def _meeting(held: str | None, when: Read[date] | None, words: str, today: date) -> dict[str, Read[Any]]:
    """Whether and when. A denial beside a coming date is a plan; a "sudah" beside a coming date contradicts itself."""
    if held == "no" and when and when.value > today and "tahun" not in when.words:
        held = "planned"
    dated = held is None and when is not None and _DATED.search(words) is not None
    if dated and when:
        held = "planned" if when.value > today else "yes"
    if held is None:
        return {}
    contradicts = when is not None and held == "yes" and when.value > today
    facts: dict[str, Read[Any]] = {"held": Read(held, "doubtful" if contradicts or dated else "exact", words.strip())}
    if when and held != "no":
        precision = "doubtful" if contradicts and when.precision == "exact" else when.precision
        facts["held_on" if held == "yes" else "planned_on"] = Read(when.value, precision, when.words)
    return facts


def _held(words: str) -> str | None:
    if _PLAN.search(words):
        return "planned"
    if _DENIED.search(words):
        return "no"
    return "yes" if _DONE.search(_SUBMITTING.sub(" ", words)) else None


def _book_year(words: str, today: date) -> Read[int] | None:
    if match := _BOOK_YEAR.search(words):
        if match["year"]:
            return Read(int(match["year"][-2:]) + 2000, "exact", match[0])
        return Read(today.year - (match["way"] != "ini"), "exact", match[0])
    if match := _RAT_YEAR.search(words):
        return Read(int(match["year"][-2:]) + 2000, "doubtful", match[0])
    return None


def _people(words: str) -> dict[str, Read[Any]]:
    if pair := counts.read_pair(words):
        return {"attended": pair[0], "members": pair[1]}
    found = {"attended": _ATTENDED.search(words), "members": _MEMBERS.search(words)}
    return {
        name: Read(int((match[1] or match[2]).replace(".", "").replace(",", "")), "exact", match[0])
        for name, match in found.items()
        if match
    }
