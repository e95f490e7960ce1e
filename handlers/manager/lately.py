"""What somebody has done with us last: a report, a visit proposed, an invitation answered. What follows is about it."""

from datetime import datetime, timedelta

from bot.turn import Turn
from db import sessions, visits
from db.models import Attendance, RatReport, VisitPlan
from handlers.manager import change

JUST_NOW = timedelta(hours=1)
"""How long words that name nothing are about it."""
Deed = RatReport | VisitPlan | Attendance


async def report(turn: Turn) -> RatReport | None:
    """The report that they have sent last."""
    key = await change.newest_report(turn)
    return await turn.session.get(RatReport, key) if key else None


async def visit(turn: Turn) -> VisitPlan | None:
    """The visit that they have asked for last, and that is to come."""
    return await visits.of_person(turn.session, turn.person.id, turn.now)


async def deed(turn: Turn) -> Deed | None:
    """The newest of all, if it was just now."""
    answered = await sessions.answered_by(turn.session, turn.person.id, turn.now)
    done = [each for each in (answered, await visit(turn), await report(turn)) if each is not None]
    newest = max(done, key=at, default=None)
    return newest if newest is not None and turn.now - at(newest) <= JUST_NOW else None


def at(done: Deed) -> datetime:
    """When it was done."""
    match done:
        case RatReport():
            return done.reported_at
        case VisitPlan():
            return done.created_at
    return done.at
