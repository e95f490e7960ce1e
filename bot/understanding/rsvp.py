"""Who comes to an event we invited to, and what is asked about it: "hadir", "2 org", "diwakilkan", "bayar?"."""

import re
from dataclasses import dataclass

from bot.understanding import asking, clauses, courtesies, delegates, how_many_come, said_beside, second_thoughts
from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.likely import judge
from bot.understanding.values import Read
from bot.understanding.words import normalise


@dataclass(frozen=True, slots=True)
class Rsvp(Read[str]):
    """ "yes", "no", "delegate", "tentative" or "waitlist"; `people` is how many come, where it was said.

    `between` are two numbers where they leave it open which: "3 atau 4 orang".
    """

    people: int | None = None
    between: tuple[int, ...] = ()


def read_rsvp(text: str) -> Rsvp | None:
    """The answer to an invitation; None for questions, thanks and anything else."""
    if courtesies.is_courtesy(text) or _OF_THE_OFFICE.search(normalise(text)):
        return None
    parts = clauses.split(text)
    said = " , ".join(part for part in parts if not asking.is_asking(part))
    if alone := next((value for value, signs in _MAY_MEAN.items() if signs.fullmatch(text.strip())), ""):
        return Rsvp(alone, "doubtful", text.strip())
    if not said and judge("sessions.asks", text, None) is not None:
        return None
    between = how_many_come.between(said)
    people = None if between else how_many_come.count(second_thoughts.settled(said))
    is_only_people = bool(people or between) and how_many_come.says_only(said)
    answer = read_answer(said, Asked.COME)
    if _ELSEWHERE.search(said) and not _TOLD.search(said):
        return Rsvp("no", "doubtful", said)
    read = judge("sessions.answer", text, "yes" if is_only_people else _BY_ANSWER.get(answer) if answer else None)
    lead, _ = said_beside.answer_and_question(parts)
    if _EITHER_WAY.search(said):
        return Rsvp("tentative", "exact", said, people=people, between=between)
    if lead and (read is None or read.precision != "exact"):
        read = Read(lead, "exact", text)
    if read is None and _REPLACED.search(said) and delegates.who(text):
        return Rsvp("delegate", "exact", said)
    if read is None and is_only_people:
        return Rsvp("yes", "exact", said, people=people, between=between)
    if read is None:
        is_hedged = answer in (Answer.NO, Answer.POLITE_NO) and _UNSURE["no"].search(said) is not None
        is_known = is_hedged or (answer in (Answer.YES, Answer.NO) and _PLAIN.fullmatch(said) is not None)
        return Rsvp(_BY_ANSWER[answer], "doubtful", said) if answer and is_known else None
    if read.value == "no" and not _TOLD.search(said) and _asked(text, parts) == "other_time":
        return None
    counts = read.value in ("yes", "tentative") or (read.value == "delegate" and people != 1)
    if not counts:
        people, between = None, ()
    unsure = next((value for value, words in _UNSURE.items() if words.search(f"{said} {text}")), "")
    if unsure and read.value in ("yes", "no", "tentative"):
        return Rsvp(unsure, "doubtful", said, people=people, between=between)
    return Rsvp(read.value, read.precision, said, read.candidates, people, between)


_OF_THE_OFFICE = re.compile(
    r"^(?:(?:pak|bu|bapak|ibu) (?!saya|kami|iya|siap|insya|ketua|sekretaris|bendahara)\w+|petugas\w*) "
    r"(?:bisa|dapat|akan|jadi|mau) (?:datang|hadir|ke sini|berkunjung)\b[^,.]*\?"
)
""" "Pak Andi bisa datang?" asks about somebody of the office."""


def read_question(text: str) -> str:
    """What a text asks about the event; empty when it asks nothing.

    place, time, when, duration, other_time, evening · cost, bring, certificate · topic, speaker, mode · seat, guests,
    attendees, delegate
    """
    parts = clauses.split(text)
    asked = "" if courtesies.is_courtesy(text) else _asked(text, parts)
    if asked and not any(map(asking.is_asking, parts)) and (answer := read_rsvp(text)) is not None:
        return "" if answer.precision == "exact" else asked
    return asked


def _asked(text: str, parts: list[str]) -> str:
    """What the whole asks; where it doesn't tell, what the question does that stands behind a plain answer."""
    _, question = said_beside.answer_and_question(parts)
    tried = (judge("sessions.asks", each, None) for each in (text, question) if each)
    return next((read.value for read in tried if read is not None and read.precision == "exact"), "")


_REPLACED = re.compile(r"\b(?:tidak|belum)(?: \w+)? (?:bisa|dapat|sempat)\b.*\bdiganti(?:kan)?\b")
"""Who can't come, and is replaced."""
_PLAIN = re.compile(r"(?:oke|iya|siap|baik|bukan|tidak)\b(?:[ ,]+[a-z]+){0,4}")
"""A yes or no of few words, worth a question where nobody taught what it means."""
_ELSEWHERE = re.compile(
    r"\b(?:18|maret|kamis|hari|tanggal)(?: itu| ini)? (?:saya|kami|ketua|bendahara|sekretaris)"
    r"(?: lagi| sedang| masih| sudah| akan)* (?:dinas luar\b|(?:ada |berada )?di (?!pekanbaru|sana|sini|tempat|lokasi"
    r"|aula|acara|kantor)\w+)"
)
_TOLD = re.compile(r"\b(?:tidak|belum|bisa|hadir|datang|ikut|maaf|absen|berhalangan|siap|kalau)\b")
"""Who will be elsewhere on the day most likely doesn't come, unless they say more."""
_MAY_MEAN = {"yes": re.compile(r"[✋🙋🖐☝🏻-🏿\s]+"), "no": re.compile(r"2")}
"""A hand that is raised or waves; the second button or two people."""
_BY_ANSWER = {
    Answer.YES: "yes",
    Answer.NO: "no",
    Answer.POLITE_NO: "no",
    Answer.TENTATIVE: "tentative",
    Answer.DELEGATE: "delegate",
}
_EITHER_WAY = re.compile(
    r"\b(?:antara|entah|mungkin) (?:iya|bisa|hadir|datang|ikut)(?: (?:dan|atau|entah|mungkin))+ (?:tidak|bukan)\b"
    r"|\b(?:iya|bisa|hadir|datang|ikut)(?: atau|,)? tidak(?:nya)?,? (?:belum|tidak|entah|nanti|lihat|tergantung)\b"
    r"|^(?:iya )?bisa jadi$|\b(?:jadi|makanya|jadinya) entah\b"
)
"""Who leaves it open whether they come."""
_DAYS = "senin|selasa|rabu|kamis|jumat|sabtu|minggu|pagi|siang|sore|malam"
_UNSURE = {
    "no": re.compile(
        rf"\bkalau (?:hari )?(?:{_DAYS})\b.{{0,16}}\bbisa\b"
        r"|(?<!bisa )\b(?:mungkin|kayaknya|sepertinya|kemungkinan) (?:saya |kami )?(?:tidak|belum)\b"
    ),
    "delegate": re.compile(r"\b(?:utusan|perwakilan|delegasi)(?: \w+){0,2} \d"),
    "yes": re.compile(r"[❓🤔]|\bmaunya\b.*\btapi\b|\bhadir kalau boleh\b"),
}
"""What may mean what it stands under, and has to be asked."""
