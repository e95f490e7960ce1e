"""Answers to an invitation that say something besides: a question about it, a report of their own, another wish."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding import clauses, rsvp, said_beside
from bot.understanding.intents import find_intent
from bot.understanding.words import Typed as Words
from bot.understanding.words import normalise
from db import prompts, sessions
from db.models import Ledger, VisitPlan
from handlers import waiting
from handlers.abilities import Typed
from handlers.manager import asked, attend, attend_named, attend_noted, attend_reading, lately, papers, rat, visited
from handlers.manager import rat_reading as reading

OF_EVENT = ("place", "time", "when")
"""What is asked of an event and hardly of anything else; what we note of an answer says it."""
OF_PLACE = re.compile(r"\b(?:parkir\w*|toilet|musal\w*|mushol\w*|penginapan|menginap|angkot|bus|lantai berapa)\b")
"""What no invitation says of its place."""
WISHES = (None, "thanks", "greeting", "session_info", "cost", "online_meeting")
"""What the words of such a question may be taken for."""
WANTED: Mapping[str, asked.Answered] = {
    **asked.ANSWERS,
    "visit": visited.start,
    "papers": papers.start,
    "report_rat": rat.start,
}
"""Wishes that may stand behind an answer: "hadir bu. sekalian minta dikunjungi"."""
WITHDRAWS = re.compile(r"\b(?:tidak|batal) jadi\b|\bbatal (?:hadir|ikut|datang|berangkat)\b")
NAMES_COMING = re.compile(r"\b(?:hadir|ikut\w*)\b")
MAY_COME = re.compile(r"\b(?:bisa|datang|berangkat)\b")


def first(typed: Typed) -> Typed:
    """A reader of words under a prompt, after what answers an invitation and says something besides."""

    async def read(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
        says = await said(turn)
        return says if says is not None else await typed(turn, choices)

    return read


async def said(turn: Turn) -> Sequence[Say] | None:
    """ "Boleh pak, tempatnya di mana?", "hadir bu. oh ya rat kami sdh tgl 5 jan": both are answered."""
    if turn.staff is not None or turn.incoming.choice is not None:
        return None
    return await _and_asks(turn) or await _and_wants(turn)


async def _and_asks(turn: Turn) -> Sequence[Say] | None:
    text = turn.incoming.text
    answer, question = said_beside.answer_and_question(parts := clauses.split(text))
    about = rsvp.read_question(question) if answer and find_intent(text) in WISHES else ""
    if not about or attend_reading.is_of_own_meeting(text) or attend_reading.asks_to_send(text):
        return None
    shown = [above for above, _ in await prompts.recent(turn.session, turn.incoming.sender)]
    is_coming = attend_reading.COMES.search(parts[0]) is not None
    if shown and waiting.kind(shown[0][0]) in ("event.answer=yes", "event.all=yes"):
        _, subject, pressed = shown[0][0].id.split(".", 2)
    elif (row := await _only(turn)) is not None and (is_coming or about in OF_EVENT):
        subject, pressed = str(row.id), "answer"
    else:
        return None
    if not is_coming and await attend_noted.is_answered(turn, subject):
        return None
    if not is_coming and _is_for_another(shown, subject):
        return await attend.pressed(turn, subject, "pick", "1")
    noted = await _noted(turn, subject, pressed.partition("=")[0], answer, parts[0])
    return [*noted, *await _answered(turn, subject, about)]


def _is_for_another(shown: Sequence[Sequence[Choice]], subject: str) -> bool:
    """Whether a yes may answer a newer message than the invitation, or the invitation is out of sight."""
    for above in shown:
        if above[0].id.startswith(f"event.{subject}."):
            return False
        if waiting.kind(above[0]) in waiting.YES:
            return True
    return True


async def _noted(turn: Turn, subject: str, question: str, value: str, part: str) -> Sequence[Say]:
    """The answer, of which its own part alone says how many come and who."""
    whole, turn.incoming = turn.incoming, replace(turn.incoming, text=part)
    says = await attend.pressed(turn, subject, question, value)
    turn.incoming = whole
    return says


async def _answered(turn: Turn, subject: str, about: str) -> Sequence[Say]:
    """What we know of it; else staff are offered."""
    event = await attend_noted.event_of(turn, await turn.session.get(Ledger, int(subject)))
    if event is not None and OF_PLACE.search(normalise(turn.incoming.text)):
        return attend.ask_staff(turn, event)
    if about in OF_EVENT or event is None:
        return []
    if about == "other_time":
        return await attend.upcoming(turn)
    return await asked.ANSWERS["cost"](turn) if about == "cost" else attend.ask_staff(turn, event)


async def _and_wants(turn: Turn) -> Sequence[Say] | None:
    answer, rest = _in_two(turn.incoming.text)
    read = rsvp.read_rsvp(answer) if answer else None
    if read is None or read.value == "waitlist" or (read.people or 0) > attend.SURELY:
        return None
    reports = attend_reading.is_of_own_meeting(rest) and "held" in reading.sentence(turn, rest)
    wanted = rat.start if reports else WANTED.get(find_intent(rest) or "")
    row = await _only(turn) if wanted is not None and not attend_reading.is_of_own_meeting(answer) else None
    if wanted is None or row is None:
        return None
    noted = await _noted(turn, str(row.id), "answer", "yes" if read.value == "delegate" else read.value, answer)
    turn.incoming = replace(turn.incoming, text=rest)
    return [*noted, *await wanted(turn)]


def _in_two(text: str) -> tuple[str, str]:
    """The part in front or at the end that answers an invitation, and the rest; empty where there is none."""
    parts = clauses.split(text)
    if len(parts) < 2:
        return "", ""
    last = parts[-1]
    if said_beside.led(parts[0]) and attend_reading.COMES.search(parts[0]):
        answer, rest = parts[0], parts[1:]
    elif attend_named.NAMES.search(last) and attend_named.ANSWERS.search(last):
        answer, rest = last, parts[:-1]
    else:
        return "", ""
    return answer, Words(text).part(", ".join(rest))


async def _only(turn: Turn) -> Ledger | None:
    rows = await attend_noted.invited(turn)
    return rows[0] if len(rows) == 1 else None


async def withdrawn(turn: Turn) -> Sequence[Say] | None:
    """ "Eh ga jadi ikut pak", of the only invitation that they said yes to, whatever was done since."""
    text, words = turn.incoming.text, normalise(turn.incoming.text)
    is_named = NAMES_COMING.search(words) is not None
    if turn.staff is not None or turn.incoming.choice is not None or not WITHDRAWS.search(words):
        return None
    if not (is_named or MAY_COME.search(words)) or attend_reading.is_of_own_meeting(text):
        return None
    read = rsvp.read_rsvp(text)
    coming = [row for row in await attend_noted.invited(turn) if await _is_coming(turn, row)]
    if read is None or read.value != "no" or read.precision != "exact" or len(coming) != 1:
        return None
    newest = await lately.deed(turn)
    if not is_named and isinstance(newest, VisitPlan):
        return None
    return await attend.pressed(turn, str(coming[0].id), *(("answer", "no") if is_named else ("pick", "1")))


async def _is_coming(turn: Turn, row: Ledger) -> bool:
    event = await attend_noted.event_of(turn, row)
    answer = await sessions.answer_of(turn.session, event.id, row.cooperative_id) if event is not None else ""
    return answer in ("yes", "tentative")
