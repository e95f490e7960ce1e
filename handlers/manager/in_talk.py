"""A line of a talk with staff is passed on, unless it is a whole report; an answer to an invitation counts as well."""

from collections.abc import Sequence

from bot.messages import Say
from bot.turn import Turn
from bot.understanding.words import normalise
from handlers.manager import attend_named, questions, rat
from handlers.manager import rat_reading as reading

WHO_CAME = frozenset({"attended", "members"})
"""What makes a day on which they met a report."""


async def line(turn: Turn, question_id: int) -> Sequence[Say]:
    """What to say to one line from either side."""
    if turn.staff is not None or turn.incoming.choice is not None:
        return await questions.line(turn, question_id)
    if (says := await _reported(turn)) is not None:
        return says
    named = await attend_named.in_talk(turn) or ()
    return [*named, *await questions.line(turn, question_id)]


async def _reported(turn: Turn) -> Sequence[Say] | None:
    """ "RAT kami sdh tgl 9 jan, hadir 58 dari 80 anggota": a report, whoever they were talking to."""
    text = turn.incoming.text
    known = {} if "?" in text else reading.sentence(turn, text)
    is_whole = "held" in known and "held_on" in known and not WHO_CAME.isdisjoint(known)
    return await rat.start(turn) if is_whole and rat.MEETING.search(normalise(text)) else None
