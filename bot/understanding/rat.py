"""Several facts about an annual meeting in one sentence: "sdh rat tgl 12 feb kmrn pak, hadir 75 dari 120"."""

import re
from datetime import date
from typing import Any

from bot.understanding import counts, dates, finance, numbers, rat_words
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
_PUT_OFF = re.compile(r"\b(?:ditunda|tunda|menunda|tertunda|diundur|undur|mundur|dimundurkan)\b|\btidak kuorum\b")
_PLAN = re.compile(
    r"\b(?:rencana\w*|direncanakan|dijadwalkan|jadwal\w*|akan|bakal|insya allah|dijadwal|menunggu jadwal)\b"
    r"|\bmau (?:rat|rapat|adakan|mengadakan|laksanakan)\b"
)
_DENIED = re.compile(
    rf"\bbelum\b(?! (?:lapor|dilaporkan|kirim|dikirim|diserahkan|lengkap|selesai laporan))"
    rf"|\btidak (?:ada |jadi |pernah |bisa |sempat |mengadakan |melaksanakan |adakan )?(?:{_MEETING}|kuorum"
    rf"|jadi)\b|\bbatal\b"
)
_DONE = re.compile(rf"\b(?:sudah|selesai|barusan|baru saja|telah)\b|\b{_MEETING} (?:kemarin|tadi)\b")
_HELD = re.compile(rf"\b(?:sudah|telah) {_MEETING}\b")
_DATED = re.compile(
    r"\brat(?: kami| nya)?(?: pada)?(?: tanggal| hari)? ?(?:\d|senin|selasa|rabu|kamis|jumat|sabtu|minggu"
    r"|kemarin|tadi|besok|lusa)"
)
_TENSES: dict[str, Tense] = {"yes": "past", "planned": "future", "postponed": "future"}
_SUBMITTING = re.compile(r"\bsudah (?:di ?)?(?:kirim|serahkan|lapor|antar|kantor|penuh)\w*")
_ALREADY_ASKED = re.compile(
    r"\?|\bboleh (?:tidak|kah)\b|\b(?:boleh|apa)kah\b|\bsudah (?:atau )?belum\b|\b(?:tidak|bukan) ada yang belum\b"
)


def read_rat(text: str, today: date) -> dict[str, Read[Any]]:
    """What the sentence says, by name.

    book_year · held ("yes", "planned", "postponed", "no"), held_on, planned_on, reason, standing ("inactive",
    "dissolved": the cooperative itself) · meeting, ordinal, members, women, attended · the figures of `finance`.
    """
    facts: dict[str, Read[Any]] = {}
    facts |= (read := finance.read_figures(normalise(text)))[0]
    words = numbers.to_digits(read[1])
    if year := _book_year(words, today):
        facts["book_year"] = year
        words = words.replace(year.words, " ", 1)
    asks = bool(_ALREADY_ASKED.search(words))
    if (ordinal := rat_words.read_ordinal(words)) is not None:
        facts["ordinal"] = Read(ordinal)
    if (meeting := rat_words.read_meeting(words)) and not asks:
        facts["meeting"] = Read(meeting)
    words = _ORDINAL.sub(" ", words)
    people = _people(words)
    for count in people.values():
        words = words.replace(count.words, " ", 1)
    if not asks:
        facts |= _outcome(words, today)
    return facts | people


def _outcome(words: str, today: date) -> dict[str, Read[Any]]:
    """Whether, when and why not. Who says that the cooperative is no more has held no meeting."""
    if standing := rat_words.read_standing(words):
        return {"held": Read("no", "exact", words.strip()), "standing": Read(standing)}
    held = _held(words)
    facts = _meeting(held, dates.read_date(words, today, tense=_TENSES.get(held or "")), words, today)
    if "held" in facts and facts["held"].value in ("no", "postponed") and (why := rat_words.read_reason(words)):
        facts["reason"] = Read(why)
    return facts


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
    if _PUT_OFF.search(words) and not _HELD.search(words):
        return "postponed"
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
    found: dict[str, Read[Any]] = {}
    if (split := counts.read_split(words)) and "anggota" in words[: words.find(split.words)]:
        men, women = split.value
        found = {"members": Read(men + women, "exact", split.words), "women": Read(women, "exact", split.words)}
        words = words.replace(split.words, " ", 1)
    if pair := counts.read_pair(words):
        return {**found, "attended": pair[0], "members": pair[1]}
    counted = {"attended": _ATTENDED.search(words), "members": _MEMBERS.search(words)}
    return found | {
        name: Read(int((match[1] or match[2]).replace(".", "").replace(",", "")), "exact", match[0])
        for name, match in counted.items()
        if match
    }
