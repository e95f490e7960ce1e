""" "Batal", "nggak jadi", with nothing open: what was done just now is asked about, changed or kept."""

from collections.abc import Sequence

from bot.messages import Choice, Say
from bot.turn import Turn
from db import cooperatives
from db.models import Attendance, RatReport
from handlers.manager import appointment, attend, attend_beside, lately, optout, wanted


async def last(turn: Turn) -> Sequence[Say] | None:
    """The newest deed of the last hour; None where there was none. What they wanted before we knew them is dropped."""
    wanted.take_words(turn)
    if (back := await optout.taken_back(turn)) is not None:
        return back
    if (says := await attend_beside.withdrawn(turn)) is not None:
        return says
    done = await lately.deed(turn) if turn.staff is None else None
    match done:
        case None:
            return None
        case RatReport():
            return await _report(turn, done)
        case Attendance():
            return await attend.not_coming(turn, done)
    return await appointment.ask(turn, done)


async def _report(turn: Turn, report: RatReport) -> Sequence[Say]:
    """What was sent stays with its history: it can be changed."""
    cooperative = await cooperatives.get(turn.session, report.cooperative_id)
    about = {"name": cooperative.name if cooperative else "", "year": str(report.book_year), "receipt": report.receipt}
    return [Say("change.sent_already", about, (Choice(f"refile.{report.id}.do=1"), Choice("menu.-.go=human")))]
