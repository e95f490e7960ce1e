"""Announced coaching sessions and clinic days."""

from collections import Counter
from datetime import datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Announcement, Attendance
from db.statements import dialect_insert


def purpose(announcement_id: int) -> str:
    """The ledger's name for an announcement."""
    return f"announcement:{announcement_id}"


async def in_state(session: AsyncSession, *states: str) -> list[Announcement]:
    """Announcements in any of these states, oldest first."""
    query = select(Announcement).where(col(Announcement.state).in_(states)).order_by(col(Announcement.id))
    return list((await session.exec(query)).all())


async def recent(session: AsyncSession, limit: int = 5) -> list[Announcement]:
    """The newest announcements."""
    return list((await session.exec(select(Announcement).order_by(col(Announcement.id).desc()).limit(limit))).all())


async def starting_between(session: AsyncSession, start: datetime, end: datetime) -> list[Announcement]:
    """Announced events that begin in this span and weren't withdrawn."""
    query = select(Announcement).where(
        col(Announcement.starts_at) >= start,
        col(Announcement.starts_at) < end,
        col(Announcement.state).in_(("sending", "sent", "stopped")),
    )
    return list((await session.exec(query)).all())


async def answer(
    session: AsyncSession,
    announcement_id: int,
    cooperative_id: int,
    value: str,
    *,
    person_id: int,
    account: str,
    now: datetime,
) -> Attendance | None:
    """Note a cooperative's answer. Returns the earlier, different one when another officer had given it."""
    query = select(Attendance).where(
        Attendance.announcement_id == announcement_id, Attendance.cooperative_id == cooperative_id
    )
    before = (await session.exec(query)).first()
    if before is not None and before.person_id != person_id and before.answer != value:
        return before
    values = {"answer": value, "person_id": person_id, "account": account, "at": now}
    statement = dialect_insert(session, Attendance).values(
        announcement_id=announcement_id, cooperative_id=cooperative_id, **values
    )
    await session.execute(
        statement.on_conflict_do_update(index_elements=["announcement_id", "cooperative_id"], set_=values)
    )
    return None


async def answers(session: AsyncSession, announcement_id: int) -> Counter[str]:
    """Cooperatives per answer."""
    query = (
        select(Attendance.answer, func.count())
        .where(Attendance.announcement_id == announcement_id)
        .group_by(Attendance.answer)
    )
    return Counter(dict((await session.exec(query)).all()))


async def answer_of(session: AsyncSession, announcement_id: int, cooperative_id: int) -> str:
    """A cooperative's answer, or empty."""
    query = select(Attendance.answer).where(
        Attendance.announcement_id == announcement_id, Attendance.cooperative_id == cooperative_id
    )
    return (await session.exec(query)).first() or ""


async def decide(
    session: AsyncSession, announcement_id: int, cooperative_id: int, value: str, person_id: int, now: datetime
) -> None:
    """Staff settle what a cooperative answers, whatever officers said before."""
    query = select(Attendance).where(
        Attendance.announcement_id == announcement_id, Attendance.cooperative_id == cooperative_id
    )
    row = (await session.exec(query)).first()
    if row is not None:
        row.answer, row.person_id, row.at = value, person_id, now
