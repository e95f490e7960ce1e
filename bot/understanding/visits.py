"""What people answer to a visit: "boleh pak silakan datang kamis", "lusa jam 10", "saya cuma karyawan"."""

import re
from datetime import date
from typing import Any

from bot.understanding import asking, clauses, courtesies, dates, said_beside, second_thoughts, visit_moments
from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.calendar_words import WEEKDAYS
from bot.understanding.date_table import MONTH
from bot.understanding.likely import judge
from bot.understanding.values import Read
from bot.understanding.words import strip_politeness


def read_visit(text: str, today: date, *, is_asked: bool = False) -> dict[str, Read[Any]]:
    """What the words say, by name; a time alone proposes it where a visit was asked about (`is_asked`).

    answer   "accept", "later" (another time, not said which), "refuse", "visited" already, "moved" (the office is
             elsewhere), "wrong_person", "never_visited", "gone" (the cooperative is no more)
    day, at  the moment they name for the visit, or of the one that was; never one they decline
    asks     "who", "cost", "purpose", "when", "bring", "attendees", "evening", "duration", "mode"
    """
    text = second_thoughts.settled(text)
    parts = [each for part in clauses.split(text[:MOST_SIGNS])[:MOST_PARTS] for each in _VOCATIVE.split(part)]
    said = " , ".join(parts)
    if not strip_politeness(said) or said.isdecimal() or courtesies.is_courtesy(text):
        return {}
    if plain := _plainly(said):
        return plain
    lead, question = said_beside.answer_and_question(parts)
    facts = _asked(_NO_FEAR.sub(" ", said) if _NO_FEAR.search(said) else text, question)
    asks = [asking.is_asking(part) for part in parts]
    if _OF_THEIRS.search(said):
        return facts
    moment = visit_moments.moment(parts, today)
    answer = _answer(text, said, moment)
    if answer is None and is_asked and "day" in moment and not any(asks) and _PROPOSES.search(said):
        answer = Read(_ruled(said, moment) or "accept", "exact", text)
    if lead == "yes" and facts and (answer is None or answer.precision != "exact"):
        answer = Read("accept", "exact", text)
    if answer is None and not facts and _is_vague(moment) and _VISIT.search(said):
        return {"answer": Read("later", "doubtful", said), **moment}
    if answer is None or (facts and all(asks) and "day" not in moment):
        several = "day" in moment and moment["day"].precision == "several"
        return facts | (moment if several and not facts else {})
    if not any(asks):
        facts = {}
    if answer.value == "visited":
        then = dates.read_date(_SURELY.sub(" ", said), today, tense="past")
        return {**facts, "answer": answer} | ({"day": then} if then is not None else {})
    if answer.value not in _TO_COME:
        return {**facts, "answer": answer}
    if "day" in moment and moment["day"].precision == "several":
        return facts | moment
    if answer.value == "later" and "day" in moment and _is_no_proposal(moment["day"], today):
        return {**facts, "answer": answer}
    return {**facts, "answer": answer, **moment}


def _plainly(said: str) -> dict[str, Read[Any]]:
    """What a few words say that others like them don't."""
    if _BY_PHONE.match(said):
        return {"asks": Read("mode", "exact", said)}
    return {"answer": Read("visited", "doubtful", said)} if _VISITED_OR_YES.fullmatch(strip_politeness(said)) else {}


def _asked(text: str, question: str) -> dict[str, Read[Any]]:
    """What a message asks; where the whole doesn't tell, what the question does that stands behind a plain answer."""
    tried = (judge("visits.asks", each, None) for each in (text, question) if each)
    return next(({"asks": asked} for asked in tried if asked is not None and asked.precision == "exact"), {})


def _is_no_proposal(day: Read[date], today: date) -> bool:
    """Whether a day beside "later" is unsure, or the week in which they are busy."""
    return day.precision == "doubtful" or (day.precision == "week" and day.value <= today)


def _is_vague(moment: dict[str, Read[Any]]) -> bool:
    """Whether a month or a time of some days is named."""
    return "day" in moment and moment["day"].precision in ("month", "range")


def _answer(text: str, said: str, moment: dict[str, Read[Any]]) -> Read[str] | None:
    """The answer that leads; where none does, the one that the rules give too."""
    ruled = _ruled(said, moment)
    read = judge("visits.answer", text, ruled)
    if read is not None and read.value == "accept" and _is_vague(moment) and visit_moments.REFUSES.search(said):
        return Read("later", read.precision, text)
    if (read is None or read.value == "accept") and "day" not in moment and visit_moments.AWAY.search(said):
        return Read("later", "exact", text)
    if read is not None and read.value == "moved" and _STAYS.search(said):
        return None
    if read is not None and read.precision == "exact":
        return read
    if ruled is not None and (
        visit_moments.PUT_OFF.search(said) or ("day" in moment and _MOMENT_ALONE.fullmatch(strip_politeness(said)))
    ):
        return Read(ruled, "exact", text)
    if read is None or ruled is None or ruled not in (read.value, *read.candidates):
        return None
    return Read(ruled, "exact" if "day" in moment else "doubtful", text)


_PROPOSES = re.compile(r"\b(?:bisa|boleh|silakan|saja|(?:meng)?usul\w*|bagaimana kalau)\b")
MOST_SIGNS, MOST_PARTS = 1200, 12
"""What is looked at: nobody answers a visit with more."""
_TO_COME = ("accept", "later")
_VISIT = re.compile(r"\b(?:kunjungan|dikunjungi|pembinaan|dibina|didatangi)(?:nya)?\b")
_BY_PHONE = re.compile(
    r"(?:tidak )?(?:bisa|boleh)(?:kah)? (?:lewat|via|pakai) (?:wa|whatsapp|telepon|vc|video|zoom|online|daring)\b"
    r"(?!.*\b(?:maaf|harus|tetap)\b)"
)
""" "Ndak bisa lewat wa saja kunjungannya?" asks, with a sign or without."""
_NO_FEAR = re.compile(r"\bsiapa takut\b|\bkapan(?:-kapan| saja| pun)\b")
_STAYS = re.compile(
    r"\b(?:tidak|belum|bukan) (?:ada |pernah |akan |jadi )*pindah\b(?! ke mana)"
    r"|\b(?:tetap|masih) (?:\w+ )?di (?:situ|sana|alamat|tempat|jalan|lokasi|kantor) ?(?:juga|itu|situ|yang|lama)\b"
)
"""Who hasn't moved."""
_SURELY = re.compile(r"\bbukan(?:kah|nya)\b")
"""What asks whether it isn't so, and means that it is."""
_VISITED_OR_YES = re.compile(r"(?:iya )?sudah(?: kok)?")
_VOCATIVE = re.compile(
    r" (?:pak|bapak|bu|ibu|bang|kak) (?=(?:minggu|hari|kami|saya|bulan|tanggal|besok|lusa|senin|selasa|rabu|kamis"
    r"|jumat|sabtu"
    r"|tidak|belum|bisa|boleh|silakan|datang (?:saja|lah)|jangan|nanti|soalnya|karena|sebab|ada|lagi|sedang|masih"
    r"|terima kasih|(?:ketua|bendahara|sekretaris|pengurus)(?:nya)? (?:lagi|sedang|masih|ada))\b)"
)
"""Who is addressed in the middle of a sentence ends a part of it."""


def _ruled(said: str, moment: dict[str, Read[Any]]) -> str | None:
    """The answer that goes with the moment that is named, else a plain yes or no."""
    if visit_moments.PUT_OFF.search(said):
        return "later"
    if (day := moment.get("day")) is not None:
        if _SUITS.search(said) and _MOMENT_ALONE.fullmatch(strip_politeness(said)):
            return "accept"
        return "later" if day.precision in ("month", "range") or _FEAST.search(day.words) else "accept"
    if "at" in moment:
        return "accept"
    return _BY_ANSWER.get(answer) if (answer := read_answer(said, Asked.COME)) is not None else None


_MOMENT_ALONE = re.compile(
    rf"(?:(?:{'|'.join(WEEKDAYS)}|{MONTH}|\d{{1,4}}|hari|tanggal|jam|pukul|pagi|siang|sore|besok|lusa|bulan|minggu|pekan"
    r"|awal|akhir|pertengahan|depan|ini|saja|iya|bisa|boleh|kalau|mau|kami|saya|usul|usulkan|kira kira|sekitar|wib"
    r"|insya allah|ada|di (?:kantor|rumah|tempat))(?: |$))+"
)
_SUITS = re.compile(r"\b(?:bisa|boleh)\b")
_BY_ANSWER = {Answer.YES: "accept", Answer.NO: "refuse", Answer.POLITE_NO: "refuse"}
_FEAST = re.compile(
    r"\b(?:lebaran|puasa|ramadhan|ramadan|idul\w*|natal|tahun baru|imlek|haji|hari raya|nyepi|maulid)\b"
)


_OF_THEIRS = re.compile(
    r"\b(?:kami|saya|ketua|pengurus|bendahara|sekretaris)(?: saja)?(?: yang| akan| mau| bisa| harus)* (?:datang "
    r"|pergi |berkunjung )?ke (?:kantor )?dinas\b"
    r"|\b(?:saya|kami) (?:akan |mau )?(?:kirim|antar|setor)\w* (?:data|laporan|foto|berkas)\w*"
    r"|\b(?:sampai|hingga) (?:\w+ ){1,3}buka\b"
    rf"|\bbuka (?:tiap |setiap |hari )*(?:{'|'.join(WEEKDAYS)}) ?(?:sampai|hingga|-)"
)
"""What they do themselves: come to the office, send something, be open."""
