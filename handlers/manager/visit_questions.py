"""What somebody asks before they agree to a visit: who comes, what for, what it costs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.messages import Say
from bot.turn import Turn
from bot.understanding.visits import read_visit
from handlers.manager import asked
from handlers.manager.asked import Answered


async def answered(turn: Turn) -> Sequence[Say] | None:
    """The answer, with no button of its own: the question that was open comes again below it."""
    read = read_visit(turn.incoming.text, turn.today) if turn.incoming.choice is None else {}
    answer = ANSWERS.get(read["asks"].value) if "asks" in read and "answer" not in read else None
    return [replace(each, choices=()) for each in await answer(turn)] if answer is not None else None


def _simple(key: str) -> Answered:
    async def said(turn: Turn) -> Sequence[Say]:
        return [Say(key, {"office": turn.office.name})]

    return said


ANSWERS: Mapping[str, Answered] = {
    "who": asked.officer,
    "cost": asked.ANSWERS["cost"],
    "purpose": _simple("unvisited.purpose"),
    "bring": _simple("unvisited.bring"),
    "attendees": _simple("unvisited.attendees"),
    "duration": _simple("unvisited.duration"),
}
"""By what is asked about the visit."""
