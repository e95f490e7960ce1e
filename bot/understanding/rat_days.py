"""Whether and when: an outcome and a day that a sentence names, brought together."""

import re
from datetime import date, timedelta
from typing import Any

from bot.understanding import date_table
from bot.understanding.calendar_words import WEEKDAYS
from bot.understanding.rat_outcome import CLAUSE, EVENT, MEETING, PERHAPS, RAT
from bot.understanding.values import Read

_HEARSAY = re.compile(
    r"\b(?:sepertinya|kayaknya|kelihatannya|rasanya|(?<!tidak )mungkin|barangkali|setahu|seingat\w*"
    r"|kalau tidak salah|katanya|kata|dengar\w*|kurang tahu"
    r"|tidak tahu)\b"
)
_DATED = re.compile(rf"\b(?:{EVENT}|dilaksanakan|dilakukan|diadakan|diselenggarakan|digelar|{MEETING})(?:nya)?\b")
_NOT_ITS_DAY = re.compile(
    rf"\b(?:batas|surat|undangan|laporan|lpj|berita acara|persiapan|panitia|materi|foto|terakhir|lapor|melapor\w*"
    rf"|undang|sebelum"
    rf"|kalender|sejak) (?:\w+ )?{RAT}\b|\b{RAT} terakhir\b"
)
_PAST_WORDS = re.compile(r"\b(?:kemarin|tadi|lalu|barusan)\b")
_LABELLED = re.compile(
    r"\b(?:tanggal|hari)(?: rat| rapat| pelaksanaan| dilaksanakan)*(?:nya)? ?:|(?:^|,)\s*,?\s*tanggal \d"
    r"|^\W*\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b"
    rf"|^\W*\d{{1,2}} (?:{date_table.MONTH})(?: \d{{4}})?\W*$"
)
_CORRECTS = re.compile(r"\b(?:bukan|(?<!tidak )salah|(?<!tidak )keliru|mestinya|seharusnya|harusnya)\b")


def meeting(
    held: Read[str] | None, when: Read[date] | None, words: str, today: date, counted: bool
) -> dict[str, Read[Any]]:
    """Whether and when; `counted`: it says who came, too.

    A denial beside a coming date is a plan; a "sudah" beside a coming date contradicts itself.
    """
    if held and held.value in ("yes", "no") and _HEARSAY.search(words) and not _KNOWS_NOT.search(words):
        held = Read(held.value, "doubtful", held.words)
    if held and held.value in ("planned", "postponed") and when is not None:
        held, when = _ahead(held, when, today)
    if held and held.value == "no" and held.precision == "exact" and _is_a_plan(when, today, held.words, words):
        held = Read("planned", "exact", held.words)
    dated = (
        held is None
        and when is not None
        and (
            _is_its_day(when, words)
            or (_LABELLED.search(words) and not _CORRECTS.search(words))
            or _of_people(words, counted)
        )
    )
    if dated and when:
        held = _by_the_day(when, words, today)
        if PERHAPS.search(words):
            held = Read(held.value, "doubtful", held.words)
    if held is None:
        return {}
    contradicts = when is not None and held.value == "yes" and when.value > today
    facts: dict[str, Read[Any]] = {"held": Read(held.value, "doubtful" if contradicts else held.precision, held.words)}
    if when and held.value != "no":
        precision = "doubtful" if contradicts and when.precision == "exact" else when.precision
        if held.precision == "doubtful" and precision == "exact":
            precision = "doubtful"
        name = "held_on" if held.value == "yes" else "planned_on"
        facts[name] = Read(when.value, precision, when.words, when.candidates)
    return facts


def answer(when: Read[date], words: str, today: date) -> dict[str, Read[Any]]:
    """A day alone, where whether and when was asked: one gone by is that of the meeting, a coming one is planned.

    Beside many other words it is the day of something else.
    """
    if _CORRECTS.search(words) or _NOT_ITS_DAY.search(words) or when.words.startswith("tahun"):
        return {}
    others = _others(words, when)
    if _OF_MONEY.search(others) or (
        len(_CONTENT.findall(others)) > MOST_OTHER_WORDS and not _is_clause(when, words, today)
    ):
        return {}
    held = _by_the_day(when, words, today)
    if PERHAPS.search(words) or when.precision == "several" or when.words in WEEKDAYS:
        held = Read(held.value, "doubtful", held.words)
        when = Read(when.value, "doubtful", when.words, when.candidates)
    return {"held": held, "held_on" if held.value == "yes" else "planned_on": when}


def _others(words: str, when: Read[date]) -> str:
    return _ASIDE.sub(" ", words.replace(when.words, " "))


def _is_clause(when: Read[date], words: str, today: date) -> bool:
    """Whether the day alone is the first clause, or any where something is waited for; tomorrow may be of a call."""
    if timedelta(0) <= when.value - today <= timedelta(2) and when.precision == "exact":
        return False
    clauses = CLAUSE.split(words)
    alone = [at for at, each in enumerate(clauses) if when.words in each and not _CONTENT.search(_others(each, when))]
    return bool(alone) and (alone[0] == 0 or _WAITS.search(words) is not None)


_WAITS = re.compile(r"\b(?:tunggu|menunggu|baru bisa|rencana\w*|kayaknya|mungkin|insya)\b")
MOST_OTHER_WORDS = 3
_OF_MONEY = re.compile(r"\b(?:juta|ribu|miliar|rupiah|rugi|laba|untung|shu|undangan|buku|kuorum)\b")
_ASIDE = re.compile(
    r"\b(?:di|tempat\w*|lokasi\w*|bertempat|jam|pukul|mulai|pagi|siang|sore|malam|sehabis|habis|ba'?da)\b[^,]*"
    r"|\b(?:waktu|pas|saat|sekalian|langsung) tutup buku\b|\b(?:kalau|jika|semoga|doakan|insya)\b.*"
    r"|\b(?:sudah|waktu itu|itu|yang|kami|bulan|kira-kira|lah|baru|saja|nanti|iya|oh|bisa|deh|pokoknya|kayaknya|sih"
    rf"|juga|kak|min|bang|mas|mbak|buk|pak|bu|ini|tu|ni|(?:pas )?hari (?:{'|'.join(WEEKDAYS)}))\b"
)
"""Where, when, on what condition: what is said beside a day of the meeting."""


AGAIN_WITHIN = timedelta(days=270)


def _ahead(held: Read[str], when: Read[date], today: date) -> tuple[Read[str], Read[date] | None]:
    """A plan with a coming day. A day gone by is the one on which it was put off; a plan for it may have come true."""
    is_gone = when.value < today.replace(day=1) or (when.precision == "doubtful" and when.value - today > AGAIN_WITHIN)
    if held.value == "postponed":
        return held, None if is_gone or when.value - today > AGAIN_WITHIN else when
    return (Read(held.value, "doubtful", held.words) if is_gone else held), when


_KNOWS_NOT = re.compile(
    r"\b(?:belum|tidak) (?:tahu|paham|mengerti) (?:\w+ ){0,2}(?:cara|kapan|kalau|bagaimana|bahwa|urutan"
    r"|langkah|susunan|aturan)"
)


def _is_a_plan(when: Read[date] | None, today: date, denial: str, words: str) -> bool:
    """Whether a denial goes on to a coming day; one before it is of something else ("ketua wafat bulan november")."""
    if when is None or when.value <= today or "tahun" in when.words or when.words in denial:
        return False
    if when.precision == "month" and when.value - today > AGAIN_WITHIN:
        return False
    if _UNTIL_THEN.search(words[: words.find(when.words)]):
        return False
    return words.find(when.words) > words.find(denial) or not _BEFORE_IT.search(words[: words.find(denial)])


_UNTIL_THEN = re.compile(
    r"\b(?:balik|pulang|kembali|sampai|hingga|sembuh|(?:perkiraan|baru|rencana) selesai|selesai(?:nya)?)"
    r"(?: (?:nanti|sekitar|kira-kira|pertengahan|awal|akhir|di|pada|bulan|tanggal))* $"
)
"""Before the day on which only what hinders it is over: "ketua umroh, pulang tgl 15"."""
_BEFORE_IT = re.compile(r"\b(?:meninggal|wafat|sejak|sudah|telah|pindah|sakit|mundur|berhenti)\b")


def _by_the_day(when: Read[date], words: str, today: date) -> Read[str]:
    """A day alone tells whether the meeting was or will be; today's needs a word for either."""
    if when.value > today or (when.value == today and _LATER_TODAY.search(words)) or _goes_on(when, words, today):
        is_clear = when.precision != "doubtful" or _TO_COME.search(when.words)
        return Read("planned", "exact" if is_clear else "doubtful", when.words)
    return Read("yes", "exact" if when.precision != "doubtful" or _PAST_WORDS.search(words) else "doubtful", when.words)


def _goes_on(when: Read[date], words: str, today: date) -> bool:
    """Whether a month or week is this one, of which nothing is told as gone by."""
    ends = {"month": when.value.replace(day=28), "week": when.value + timedelta(6)}
    last = ends.get(when.precision)
    return last is not None and last >= today and not _OVER.search(words)


_LATER_TODAY = re.compile(r"\bnanti\b|(?<!sudah )(?<!tadi )\b(?:malam|sore|petang) ini\b")
_OVER = re.compile(r"\b(?:sudah|telah|kemarin|tadi|lalu|barusan|hadir|dihadiri|selesai)\b")
_TO_COME = re.compile(r"\b(?:depan|besok|lusa|nanti)\b")


def _is_its_day(when: Read[date], words: str) -> bool:
    """Whether the clause with the day speaks of the meeting and of nothing else that has a day."""
    clause = next((each for each in CLAUSE.split(words) if when.words.split(" atau ")[0] in each), words)
    if not _CONTENT.search(clause.replace(when.words, " ")):
        clause = words
    return _DATED.search(clause) is not None and _NOT_ITS_DAY.search(clause) is None


_CONTENT = re.compile(r"\b(?!(?:tanggal|hari|jam|pukul|wib|pagi|siang|sore|malam|pak|bu|kemarin)\b)[a-z]{2,}")
"""A word beside a day, by which it is told what the day is of."""


def _of_people(words: str, counted: bool) -> bool:
    """Whether who came is told beside a day: "Hadir 75, Tgl 12-02-2027"."""
    return counted and _OF_MANY.search(words) is not None


_OF_MANY = re.compile(
    r"\b(?:(?:rat|rapat|hadir|dihadiri|peserta|utusan)(?:nya)?|online|zoom|daring|hibrid\w*|hybrid|tertulis"
    r"|luring|tatap muka)\b"
)
