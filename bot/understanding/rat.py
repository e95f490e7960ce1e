"""Several facts about an annual meeting in one sentence: "sdh rat tgl 12 feb kmrn pak, hadir 75 dari 120"."""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.understanding import (
    counts,
    date_rules,
    date_table,
    dates,
    finance,
    numbers,
    papers,
    places,
    rat_beside,
    rat_days,
    rat_others,
    rat_outcome,
    rat_people,
    rat_reasons,
    rat_words,
    second_thoughts,
    times,
    ways,
)
from bot.understanding.date_rules import Tense
from bot.understanding.likely import surest
from bot.understanding.rat_outcome import TENSES
from bot.understanding.values import Read
from bot.understanding.words import Typed, normalise, strip_politeness

_YEAR = r"(?P<year>20\d\d|(?<!\d)\d\d)(?!\d|[.,/]\d)"
_FIGURE = r"(?:shu|sisa hasil usaha|laba|rugi|aset|omzet|omset|pendapatan)(?:nya)?(?: bersih)?(?: untuk)?"
_BOOK_YEAR = re.compile(
    r"\b(?:tahun buku|tb|(?:tahun )?tutup buku(?: ?nya)?(?: tahun)?|buku tahun|buku(?= 20\d\d)"
    rf"|{_FIGURE} tahun(?= 20\d\d))"
    rf"\.? ?:? ?(?:{_YEAR}(?P<also>,? (?:dan|&|\+|sampai) ?20\d\d)?"
    r"|(?P<way>lalu|kemarin|ini))"
)
_RAT_YEAR = re.compile(
    r"\b(?P<report>laporan )?rat(?: untuk)?(?: tahun)? ?(?P<year>20\d\d)(?!\d|[.,/]\d| ?(?:orang|anggota|dari))"
)
_OF_THE_YEAR = ("laporan rat", "rat")
_LAST_TIME = re.compile(r"\b(?:rat|rapat)\w* terakhir\b|\bterakhir (?:kali )?(?:kami )?(?:rat|rapat)\b")
"""Of the last meeting it may be told that it is long ago."""
_NONE_THIS_YEAR = re.compile(r"\btahun (?:ini|sekarang) (?:\w+ )?(?:belum|tidak)\b")
_ORDINAL = re.compile(
    rf"(?<!undur )(?<!geser )(?<!tunda )(?<!pindah )(?<!maju )(?<!kan )\b(rat |)(?:yang )?ke[ -]?(?:\d{{1,3}}"
    rf"|[ivxl]{{1,6}})\b(?! ?(?:{date_table.MONTH})\b|[/.-]\d)"
)
_IF_NOTHING_HINDERS = re.compile(
    r"\b(?:kalau|jika|apabila|bila) (?:tidak (?:ada )?(?:halangan|aral|hambatan|rintangan|hujan|berubah"
    r"|ada perubahan)\w*(?: melintang)?"
    r"|(?:di ?)?(?:izinkan|berkenan)|umur panjang|diberi umur|semua lancar)\b"
)
LONGEST = 2000
"""Characters looked at: a whole letter is longer, but says it before."""
_NOT_SAID = Read("")
_SHARE = re.compile(r"\bkuorum (?:minimal |di atas )?\d ?/ ?\d\b")
"""Of the members, and no day: "kuorum 2/3"."""
_TOLD_OF = {"yes": ("yes",), "no": ("yes", "")}
"""Who was elected counts where a meeting was held, that nobody new was wherever no other outcome is told."""
_NEEDS_WHY = ("no", "postponed", "planned")
_CLOCK = re.compile(
    r"\b(?:jam|pukul|setengah|ba'?da|bakda|habis (?:zuhur|dzuhur|ashar|isya|magrib|jumatan))\b|\d[.:]\d\d ?wib\b"
)
_AT_A_PLACE = re.compile(
    r"\W*(?:(?:rat|rapat|acara|dilaksanakan|diadakan|digelar|diselenggarakan)(?:nya)?(?: kami)? )?"
    r"(?:di|tempat\w*|lokasi\w*|jam|pukul|mulai)\b"
)
"""Begins an answer that only says where or at what time."""
_ONE, _OTHER = r"(?:pertama|ke ?-?1|1)\b", r"(?:kedua|ke ?-?2|2|(?:di ?)?ulang\w*)\b"
_TWICE = re.compile(rf"\b(?:rat|rapat|yang) (?:yang )?{_ONE}.*?(?=\b(?:rat|rapat|yang|jadi) (?:yang )?{_OTHER})")
_SECOND = re.compile(rf"\b(?:rat|rapat|yang) (?:yang )?{_OTHER}")
_WEEKDAY_COMMA = re.compile(rf"\b({date_table.WEEKDAY}) ?, ?(?=(?:tanggal )?\d)")
_RAPAT_ANGGOTA = re.compile(r"\brapat anggota(?: tahunan)?(?! (?:tahunan|luar))(?:nya)?\b")
"""Its members are not counted by the number that follows."""
_ECHO = re.compile(
    r"^(?:rat|rapat)(?: ?nya)?(?: (?:iya|kami|pak|bu|kak|anggota|tahunan|kapan|tanggal berapa|hari apa|di mana"
    r"|sudah|belum))*"
    r" ?\?[ ,]*(?=\w)"
)
"""Our question, said again before it is answered."""
_INVITED_FOR = re.compile(
    r"\bundangan(?:nya)?(?: rat(?:nya)?)?(?: (?!belum|tidak)\w+){1,3} (?:untuk|buat) (?=(?:tanggal|hari|besok"
    r"|lusa)\b|\d)"
)
"""Who has been invited for a day is told of a plan."""
_NOT_THIS_YEARS = re.compile(r"\btahun (?:lalu|kemarin)\b.*?(?=\btahun (?:ini|sekarang)\b.*\b(?:belum|tidak)\b)")
"""Last year's meeting, told before that there was none this year."""
_STILL_OPEN = re.compile(r"\b(?:belum|akan|rencana\w*|jadwal\w*|nanti|besok|mau)\b(?! (?:pagi|siang|sore|malam))")
"""Beside a meeting that was held: what is still to be done."""
_ALREADY = re.compile(r"\b(?:sudah|telah)\b")
"""Beside a meeting that was not held: what else has been done."""
_NOT_YET = re.compile(r"^(?!.*\brat tetap\b).*\b(?:belum|tunggu|menunggu)\b")
_YEAR_BEFORE_PEOPLE = re.compile(rf"(?<=\d)( (?:{date_table.MONTH}) 20\d\d) +(?=(?:di)?hadir)")
_GIVES_WAY = re.compile(
    r"^\W*(?:i?ya+) (?:udah|sudah|uda|dah)\b(?=.*\b(?:deh|lah|aja|saja)\b)(?!.*\b(?:rat|rapat)\b)", re.I
)
"""Resignation says nothing of a meeting held: "ya udah 7 maret deh"."""
_GOD_WILLING = re.compile(r"(?:iya )?insya'? ?allah(?: (?:bisa|jadi|siap))?")
"""An answer to whatever was asked last."""
_NOW = re.compile(r"(?<!rat )\bsekarang\b")
_LAST_YEAR = re.compile(r"(?<!buku )\btahun (?:lalu|kemarin)\b")
_DAY_AND_MONTH = re.compile(rf"\b\d{{1,2}} ?(?:(?:{date_table.MONTH})\b|(?:[/-] ?|,? bulan )\d{{1,2}}\b)")


def read_rat(text: str, today: date, *, is_asked: bool = False) -> dict[str, Read[Any]]:
    """What the sentence says, by name; a day or place alone is the meeting's where that was asked about (`is_asked`).

    book_year · held ("yes", "planned", "postponed", "no"), held_on, planned_on, at (clock time), place · reason
    ("other" keeps the person's words), standing ("inactive", "dissolved": the cooperative itself) · meeting, ordinal,
    members, women, men, attended, new_officers ("yes", "no") · papers at the office · the figures of `finance`.
    Questions, conditions and corrections say nothing.
    """
    text = second_thoughts.settled(_GIVES_WAY.sub("", text[:LONGEST]))
    if not is_asked and _GOD_WILLING.fullmatch(strip_politeness(text)):
        return {}
    if (way := ways.read_way(numbers.to_digits(normalise(text)), strip_politeness(text))) and way.way != "later":
        return {}
    lines = " , ".join(line for line in text.splitlines() if line.strip())
    figures, words = finance.read_figures(normalise(lines))
    facts: dict[str, Read[Any]] = {**figures}
    if "surplus" not in figures and (unknown := finance.unknown_surplus(words)):
        facts["surplus"] = Read(None, "exact", unknown)
        words = words.replace(unknown, " , ", 1)
    words = _IF_NOTHING_HINDERS.sub(" ", rat_words.spell_ordinals(numbers.to_digits(words)))
    words = _SHARE.sub("kuorum", words)
    words = _INVITED_FOR.sub("rencana rat ", _ECHO.sub("", _NOT_THIS_YEARS.sub(" ", words)))
    words = _WEEKDAY_COMMA.sub(r"\1 ", words)
    words = _RAPAT_ANGGOTA.sub("rat", counts.without_repeated(words))
    ours = rat_others.of_ours(words)
    if ours != words and ((end := _end(words)) or not ours):
        return end
    words = ours
    if twice := _TWICE.search(words):
        words = _SECOND.sub("rat ", words[: twice.start()] + words[twice.end() :], count=1)
    asks, in_two = rat_outcome.asks(words), rat_outcome.tells_of_two(words)
    if in_two:
        words = rat_outcome.of_the_year_held(words)
    named, words = _named(words, today, asks)
    people, words = rat_people.read_people(words, is_asked=is_asked)
    facts |= named | people
    if there := papers.said_to_be_there(text):
        facts["papers"] = Read(list(there), "exact", normalise(text))
    if asks:
        facts |= rat_outcome.wishes(words)
    else:
        facts |= _outcome(words, text, today, bool(people.keys() | named.keys() & {"meeting"}), is_asked)
    unsure = (
        ("held_on",)
        if twice and not rat_beside.came_true(words)
        else ("held", "book_year", "held_on")
        if in_two or _is_of_last_time(words)
        else ()
    )
    facts |= {name: replace(facts[name], precision="doubtful") for name in unsure if name in facts}
    typed = Typed(text)
    return {name: replace(read, words=typed.part(read.words)) for name, read in facts.items()}


def _is_of_last_time(words: str) -> bool:
    """Whether it is told only when the last meeting was, and not that there was none this year."""
    return _LAST_TIME.search(words) is not None and _NONE_THIS_YEAR.search(words) is None


def _named(words: str, today: date, asks: bool) -> tuple[dict[str, Read[Any]], str]:
    """Which meeting it is: its year, its number, its form; and the words without the first two."""
    facts: dict[str, Read[Any]] = {}
    if year := _book_year(words, today):
        facts["book_year"] = year
        kept = next((each for each in _OF_THE_YEAR if year.words.startswith(each)), "")
        words = " ".join(words.replace(year.words, f" {kept} ", 1).split())
    if (ordinal := rat_words.read_ordinal(words)) is not None:
        facts["ordinal"] = Read(ordinal)
    if not asks and (meeting := rat_words.meeting_in(words) or surest("rat.meeting", words, SURE)):
        facts["meeting"] = Read(meeting)
    return facts, _ORDINAL.sub(r"\1 ", words)


def _outcome(all_words: str, text: str, today: date, is_counted: bool, is_asked: bool) -> dict[str, Read[Any]]:
    """Whether, when, where and why not. Who says that the cooperative is no more has held no meeting."""
    words = papers.without(all_words) if papers.are_named(text) else all_words
    if end := _end(words):
        return end
    of_it = rat_outcome.about_the_meeting(words)
    held = rat_outcome.read_held(of_it, text)
    tense: Tense | None = TENSES.get(held.value) if held else None
    facts = rat_days.meeting(held, _when(of_it, today, tense), of_it, today, is_counted)
    if not facts and (held := rat_outcome.likely_held(text)):
        facts = rat_days.meeting(held, _when(of_it, today, TENSES.get(held.value)), of_it, today, is_counted)
    if not facts and is_asked and not papers.are_named(text) and (when := _when(of_it, today, None)):
        facts = rat_days.answer(when, words, today)
    if not facts and is_asked and (could_not := _COULD_NOT.match(words)):
        facts = {"held": Read("no", "exact", could_not[0])}
    held = facts.get("held", _NOT_SAID)
    if held.value in _NEEDS_WHY and (why := rat_reasons.told_in(text)) and _may_say_why(held.value, why, text):
        facts["reason"] = why
        if rat_outcome.laments(of_it):
            facts["held"] = replace(held, precision="exact")
    if facts.get("held", _NOT_SAID).value != "no" and (facts or is_counted or (is_asked and _AT_A_PLACE.match(words))):
        if place := places.read_place(text):
            facts["place"] = Read(place, "exact", place)
        if _CLOCK.search(words) and (at := times.read_time(words)) is not None:
            facts["at"] = at
    new = rat_words.read_new_officers(words)
    outcome = facts.get("held", _NOT_SAID).value
    is_told = is_asked and not outcome and rat_words.is_election_told(words)
    if new and (outcome in _TOLD_OF[new] or is_told or (outcome == "no" and rat_words.were_elected(words))):
        facts["new_officers"] = Read(new)
    return facts


def _may_say_why(held: str, why: Read[str], text: str) -> bool:
    """Whether a reason is one why no meeting was held, and not of something told beside one that was."""
    return held in ("no", "postponed") or (
        held == "planned" and why.value != "other" and _NOT_YET.search(normalise(text)) is not None
    )


_COULD_NOT = re.compile(r"\W*(?:tidak|belum) (?:sempat|bisa|sanggup)\b(?! \w+ \?)")
SURE = 0.8
"""Of 1: how likely the form of a meeting or the end of a cooperative must be that no rule sees."""


_OVER = re.compile(r"\W*(?:kami )?(?:rat|rapat)(?:nya)? (?:sudah|telah) bubar\W*")
"""Of a meeting, not of the cooperative."""


def _end(words: str) -> dict[str, Read[Any]]:
    """That the cooperative is no more, or does nothing any more, and so holds no meeting."""
    standing = rat_words.read_standing(words) or ("" if _OVER.fullmatch(words) else surest("rat.standing", words, SURE))
    return {"held": Read("no", "exact", words.strip()), "standing": Read(standing)} if standing else {}


def _when(words: str, today: date, tense: Tense | None) -> Read[date] | None:
    """The day that is named."""
    words = _YEAR_BEFORE_PEOPLE.sub(r"\1 , ", _NOW.sub(" ", words)).replace("kami rapat", "kami rat")
    for rest in rat_outcome.behind_put_off(words) if tense == "future" else ():
        if rest.strip(" ,") and (when := _again(rest, today)):
            return when
    words = (_STILL_OPEN if tense == "past" else _ALREADY).sub(" ", words)
    if _LAST_YEAR.search(words):  # dates read "tahun lalu" beside a day only behind it
        when = dates.read_date(_LAST_YEAR.sub(" ", words), today, tense="past")
        if when is not None and _DAY_AND_MONTH.fullmatch(when.words.removeprefix("tanggal ")):
            day = date_rules.day_of(today.year - 1, when.value.month, when.value.day)
            return Read(day, "exact", when.words) if day else None
        if when is not None and when.precision == "month":
            return Read(when.value.replace(year=today.year - 1), "month", when.words)
    when = dates.read_date(words, today, tense=tense)
    return _settled(when, words, today, tense)


def _again(words: str, today: date) -> Read[date] | None:
    """The new day: that of the first clause, unless it leaves a narrower one to the next."""
    first = dates.read_date(rat_outcome.CLAUSE.split(words)[0], today, tense="future")
    return first if first and first.precision != "range" else dates.read_date(words, today, tense="future")


CLEAR = timedelta(days=60)
"""A day without year, tense or word for either is that near one, if the other is far."""


def _settled(when: Read[date] | None, words: str, today: date, tense: Tense | None) -> Read[date] | None:
    """ "rat tgl 20 feb" on the first of March: last month's, for next year's is far."""
    if when is None or when.precision != "doubtful" or tense is not None or not _DAY_AND_MONTH.search(when.words):
        return when
    past, future = (dates.read_date(words, today, tense=way) for way in ("past", "future"))
    if past is None or future is None or past.value == future.value:
        return when
    near, far = sorted((past, future), key=lambda each: abs(each.value - today))
    clear = abs(near.value - today) <= CLEAR and abs(far.value - today) > 3 * CLEAR
    return near if clear and dates.agrees_with_weekday(near) else when


def _book_year(words: str, today: date) -> Read[int] | None:
    if match := _BOOK_YEAR.search(words):
        if match["year"]:
            return Read(int(match["year"][-2:]) + 2000, "doubtful" if match["also"] else "exact", match[0])
        return Read(today.year - (match["way"] != "ini"), "exact", match[0])
    if match := _RAT_YEAR.search(words):
        return Read(int(match["year"][-2:]) + 2000, "exact" if match["report"] else "doubtful", match[0])
    return None
