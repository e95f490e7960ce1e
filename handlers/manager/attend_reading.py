"""What words under an invitation say beyond yes and no: a meeting of their own, a doubt, whether others may come."""

import re
from datetime import date

from bot import texts
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import asking, delegates
from bot.understanding.dates import read_date
from bot.understanding.rsvp import Rsvp, read_rsvp
from bot.understanding.standing_in import stands_in
from bot.understanding.words import normalise, strip_politeness

COMES = re.compile(r"\b(?:hadir|ikut|datang)\b")
NAMES_IT = re.compile(
    r"\b(?:\w*hadir\w*|ikut\w*|datang|berangkat|absen|undangan\w*|acara\w*|kegiatan\w*|pelatihan\w*|sosialisasi\w*"
    r"|bimtek\w*|klinik\w*|mengutus|utus\w*|\w*wakil\w*|batal|jadi|bisa|halangan|berhalangan|orang)\b"
)
"""Words of coming, or of what one comes to: nothing else changes an answer that was given."""
FOR_INVITATION = re.compile(
    r"\bundangan\w*|\b(?:jadi|tetap|bisa|akan|mau|saya|kami|besok)(?: \w+)? ikut\b"
    r"|\b(?:saya|kami)(?: (?:akan|bisa|siap|jadi|tetap|tidak bisa|tidak jadi))? hadir\b"
)
"""Coming, said so that it answers an invitation also in the middle of a report."""
_OF_MEMBERS = re.compile(r"\b(?:rapat\w*|rat\w*|anggota\w*|pengurus\w*|yang hadir|kuorum)\b")
MANY = 10
"""More people than one cooperative sends without being asked again."""
_RECOUNTED = re.compile(
    r"(?:(?:eh|jadi|jadinya|ralat|maaf|salah|ternyata|cuma|hanya|kami|yang datang|yang ikut) )*(?P<people>\d{1,3})"
    r"(?: (?:orang|saja|jadinya))*"
)
"""Nothing but how many come, said anew."""
_OWN_MEETING = re.compile(
    r"\b(?:laporan|lapor\w*|rat|ratnya|rapatnya|rapat anggota|jumlah anggota|anggotanya|shu|kuorum)\b"
    r"|\banggota \d|\bdari \d+ (?:orang )?anggota\b"
)
_BUT = re.compile(r"\b(?:tapi|tetapi|namun)\b.*\b(?:belum|salah)\b|\bbesok besok\b|^bukan\b")
_SENDS = re.compile(r"\b(?:diwakil\w*|mewakil\w*|perwakilan|utusan)\b")
_THUMB = re.compile(r"[👍👌🙏✅]+")


def is_of_own_meeting(text: str) -> bool:
    """Whether words speak of the cooperative's own meeting and its figures, which answers no invitation."""
    return _OWN_MEETING.search(normalise(text)) is not None


def is_for_invitation(text: str) -> bool:
    """Whether words in the middle of a report are about an invitation: "maaf ga jadi ikut", not "kami hadir semua"."""
    said = normalise(text)
    return COMES.search(said) is not None and bool(FOR_INVITATION.search(said)) and not _OF_MEMBERS.search(said)


def asks_to_send(text: str) -> bool:
    """ "Bisa diwakilkan bendahara ga?" """
    said = normalise(text)
    return _SENDS.search(said) is not None and ("?" in said or asking.is_asking(said))


def is_thumb(text: str) -> bool:
    """Signs alone, which may be meant for any message above."""
    return _THUMB.fullmatch(normalise(text).replace(" ", "")) is not None


def recount(text: str) -> int | None:
    """How many come, where a message says nothing else: "eh 2 saja", "jadinya 3 org pak"."""
    found = _RECOUNTED.fullmatch(strip_politeness(text))
    return int(found["people"]) if found and 0 < int(found["people"]) <= MANY else None


def how_many(turn: Turn, ledger_id: int) -> list[Say]:
    """Asked back where words leave it open: "3 atau 4 orang"."""
    read = read_rsvp(turn.incoming.text) if turn.incoming.choice is None else None
    if read is None or not read.between or max(read.between) > MANY:
        return []
    labels = {each: texts.fill(Say("event.people", {"count": each}), turn.language) for each in read.between}
    choices = tuple(Choice(f"event.{ledger_id}.people={each}", label) for each, label in labels.items())
    return [Say("event.how_many", {}, choices)]


def instead(turn: Turn) -> tuple[str | None, bool]:
    """Who comes in the writer's place (empty where nobody is named), and whether they come themselves after all."""
    text = turn.incoming.text if turn.incoming.choice is None else ""
    named = delegates.who(text) if text else ""
    if named or not text:
        return named or None, False
    said, read = normalise(text), read_rsvp(text)
    if delegates.in_person(said):
        return None, True
    is_sent = stands_in(said) or (read is not None and read.value == "delegate")
    return ("" if is_sent else None), False


def who_come(people: int | None, delegate: str | None) -> Json:
    """How many come and who in the manager's place, as far as it was said: ", 2 orang, diwakili bendahara,"."""
    told = told_of(people, delegate)
    return {"key": "event.who_come", "params": {"told": told}} if told else None


def told_of(people: int | None, delegate: str | None) -> list[Json]:
    """The same, piece by piece."""
    return [
        *([{"key": "event.people", "params": {"count": people}}] if people else []),
        *([{"key": "event.delegate", "params": {"who": delegate}}] if delegate else []),
        *([{"key": "event.delegated"}] if delegate == "" else []),
    ]


def is_doubtful(read: Rsvp, text: str) -> bool:
    """Whether an answer has to be asked about: hedged, or for too many people."""
    said = strip_politeness(text)
    return read.precision != "exact" or (read.people or 0) > MANY or bool(_BUT.search(said) and not COMES.search(said))


def is_other_day(read: Rsvp, text: str, day: date, today: date) -> bool:
    """ "Perhaps" on a day that the invitation doesn't name."""
    other = read_date(text, today) if read.value == "tentative" else None
    return other is not None and other.value != day
