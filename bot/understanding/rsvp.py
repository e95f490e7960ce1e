"""Who comes to an event we invited to, and what is asked about it: "hadir", "2 org", "diwakilkan", "bayar?"."""

import re
from dataclasses import dataclass

from bot.understanding import asking, clauses, how_many_come, second_thoughts
from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.likely import judge
from bot.understanding.values import Read


@dataclass(frozen=True, slots=True)
class Rsvp(Read[str]):
    """ "yes", "no", "delegate", "tentative" or "waitlist"; `people` is how many come, where it was said."""

    people: int | None = None


def read_rsvp(text: str) -> Rsvp | None:
    """The answer to an invitation; None for questions, thanks and anything else."""
    parts = clauses.split(text)
    said = " , ".join(part for part in parts if not asking.is_asking(part))
    if alone := next((value for value, signs in _MAY_MEAN.items() if signs.fullmatch(text.strip())), ""):
        return Rsvp(alone, "doubtful", text.strip())
    if not said and judge("sessions.asks", text, None) is not None:
        return None
    people = how_many_come.count(second_thoughts.settled(said))
    is_only_people = people is not None and how_many_come.says_only(said)
    answer = read_answer(said, Asked.COME)
    if _ELSEWHERE.search(said) and not _TOLD.search(said):
        return Rsvp("no", "doubtful", said)
    read = judge("sessions.answer", text, "yes" if is_only_people else _BY_ANSWER.get(answer) if answer else None)
    if read is None:
        is_known = answer in (Answer.YES, Answer.NO) and _PLAIN.fullmatch(said) is not None
        return Rsvp(_BY_ANSWER[answer], "doubtful", said) if answer and is_known else None
    counts = read.value in ("yes", "tentative") or (read.value == "delegate" and people != 1)
    unsure = next((value for value, words in _UNSURE.items() if words.search(f"{said} {text}")), "")
    if unsure and read.value in ("yes", "no", "tentative"):
        return Rsvp(unsure, "doubtful", said, people=people if counts else None)
    return Rsvp(read.value, read.precision, said, read.candidates, people if counts else None)


def read_question(text: str) -> str:
    """What a text asks about the event; empty when it asks nothing.

    place, time, when, duration, other_time, evening · cost, bring, certificate · topic, speaker, mode · seat, guests,
    attendees, delegate
    """
    read = judge("sessions.asks", text, None)
    if read is None or read.precision != "exact":
        return ""
    if not any(map(asking.is_asking, clauses.split(text))) and (answer := read_rsvp(text)) is not None:
        return "" if answer.precision == "exact" else read.value
    return read.value


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
