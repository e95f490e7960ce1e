"""What counts as an answer to a reminder of the annual meeting, and how long it holds."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Task
from db.rat_state import RatState

REST = timedelta(days=7)
"""A stage that begins sooner than this after an answer or a planned day is left out."""
NO_MORE = ("inactive", "dissolved")
"""Reasons after which nobody is reminded: the office talks to these itself."""
HELPED = ("rat_help", "rat_gone")
"""Open tasks that mean the office's move is next."""


def is_waiting(state: RatState, since: date, zone: ZoneInfo) -> bool:
    """Whether a stage that begins on `since` still has something to ask.

    A meeting held ends it; a planned day holds until that day, a reason until the next stage.
    """
    if state.outcome == "":
        return True
    if state.outcome == "held" or is_gone(state) or state.reported_at is None:
        return False
    return since > (state.planned_on or state.reported_at.astimezone(zone).date()) + REST


def is_answered(state: RatState, today: date, asked_at: datetime) -> bool:
    """Whether something has been said since `asked_at` that makes the reminder needless."""
    if state.outcome == "" or state.reported_at is None:
        return False
    is_coming = state.planned_on is not None and state.planned_on >= today
    return state.outcome == "held" or is_gone(state) or is_coming or state.reported_at >= asked_at


def is_gone(state: RatState) -> bool:
    """Whether the cooperative has said that it is no more."""
    return state.reason.partition(":")[0] in NO_MORE


async def being_helped(session: AsyncSession) -> set[int]:
    """Cooperatives that have asked for help and wait for the office."""
    query = select(col(Task.cooperative_id)).where(col(Task.state) == "open", col(Task.kind).in_(HELPED))
    return {number for number in (await session.execute(query)).scalars() if number is not None}
