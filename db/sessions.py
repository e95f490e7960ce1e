"""Announced coaching sessions and clinic days."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import exists
from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from db.ledger import within
from db.models import Announcement, Attendance, Cooperative, Ledger
from db.statements import dialect_insert


@dataclass(frozen=True, slots=True)
class Coming:
    """A cooperative that comes or may come: how many, and who in the manager's place, as `Attendance` has them."""

    name: str
    answer: str
    people: int | None
    delegate: str | None


def purpose(announcement_id: int) -> str:
    """The ledger's name for an announcement."""
    return f"announcement:{announcement_id}"


def about(event: Announcement) -> dict[str, Json]:
    """An event as text parameters; its day is an interval where its end is known."""
    return {
        "title": event.title,
        "day": when(event.starts_at, event.ends_at),
        "place": event.place,
        "seats": room(event.seats),
        "kind": {"key": f"announce.kind={event.kind}"},
    }


def when(starts_at: datetime, ends_at: datetime | None) -> str:
    """An instant, or an interval as ISO 8601 writes it."""
    return "/".join(each.isoformat() for each in (starts_at, ends_at) if each is not None)


def room(seats: int | None) -> Json:
    """For how many people there is room, where that is known."""
    return {"key": "event.seats", "params": {"count": seats}} if seats else None


async def in_state(session: AsyncSession, *states: str) -> list[Announcement]:
    """Announcements in any of these states, oldest first."""
    query = select(Announcement).where(col(Announcement.state).in_(states)).order_by(col(Announcement.id))
    return list((await session.exec(query)).all())


async def recent(session: AsyncSession, districts: Collection[int] = (), limit: int = 5) -> list[Announcement]:
    """The newest announcements; with districts, those for the whole city and for these."""
    query = select(Announcement).order_by(col(Announcement.id).desc()).limit(limit)
    if districts:
        mine = col(Announcement.district_id).in_(districts)
        query = query.where(or_(mine, col(Announcement.district_id).is_(None)))
    return list((await session.exec(query)).all())


async def locked(session: AsyncSession, announcement_id: int) -> Announcement:
    """An announcement as it is now; nobody else changes it in this moment."""
    return await session.get_one(Announcement, announcement_id, with_for_update=True, populate_existing=True)


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
    people: int | None = None,
    delegate: str | None = None,
    in_person: bool = False,
) -> Attendance | None:
    """Note a cooperative's answer, and how many come and who in the manager's place where they say so.

    Returns the earlier, different answer when another officer had given it. Who only says yes once more leaves the
    number and the name as they were; `in_person` takes the name out.
    """
    query = select(Attendance).where(
        Attendance.announcement_id == announcement_id, Attendance.cooperative_id == cooperative_id
    )
    before = (await session.exec(query)).first()
    if before is not None and before.person_id != person_id and before.answer != value:
        return before
    if before is not None and "no" not in (before.answer, value):
        people = before.people if people is None else people
        is_kept = not delegate and not in_person and before.delegate is not None
        delegate = before.delegate if is_kept else delegate
    values = {
        "answer": value,
        "people": people,
        "delegate": delegate,
        "person_id": person_id,
        "account": account,
        "at": now,
    }
    statement = dialect_insert(session, Attendance).values(
        announcement_id=announcement_id, cooperative_id=cooperative_id, **values
    )
    await session.execute(
        statement.on_conflict_do_update(index_elements=["announcement_id", "cooperative_id"], set_=values)
    )
    return None


async def answers(session: AsyncSession, announcement_id: int, districts: Collection[int] = ()) -> Counter[str]:
    """Cooperatives (of these districts) per answer."""
    query = (
        select(Attendance.answer, func.count())
        .where(Attendance.announcement_id == announcement_id, within(col(Attendance.cooperative_id), districts))
        .group_by(Attendance.answer)
    )
    return Counter(dict((await session.exec(query)).all()))


async def expected(session: AsyncSession, announcement_id: int, districts: Collection[int] = ()) -> tuple[int, int]:
    """People whom cooperatives (of these districts) that come have announced, and how many cooperatives did."""
    query = select(func.coalesce(func.sum(Attendance.people), 0), func.count(col(Attendance.people))).where(
        Attendance.announcement_id == announcement_id,
        Attendance.answer == "yes",
        within(col(Attendance.cooperative_id), districts),
    )
    people, said = (await session.exec(query)).one()
    return people or 0, said


async def coming(session: AsyncSession, announcement_id: int, districts: Collection[int] = ()) -> list[Coming]:
    """Cooperatives (of these districts) that come or may come, those that do first, by name."""
    query = (
        select(Attendance, Cooperative.name)
        .join(Cooperative, col(Cooperative.id) == col(Attendance.cooperative_id))
        .where(
            Attendance.announcement_id == announcement_id,
            col(Attendance.answer).in_(("yes", "tentative")),
            within(col(Attendance.cooperative_id), districts),
        )
        .order_by(col(Attendance.answer).desc(), col(Cooperative.name), col(Cooperative.id))
    )
    return [Coming(name, each.answer, each.people, each.delegate) for each, name in (await session.exec(query)).all()]


async def silent(session: AsyncSession, announcement_id: int, districts: Collection[int] = ()) -> int:
    """Cooperatives (of these districts) that were or may have been reached and have not answered."""
    answered = exists().where(
        col(Attendance.announcement_id) == announcement_id,
        col(Attendance.cooperative_id) == col(Ledger.cooperative_id),
    )
    query = select(func.count(col(Ledger.id))).where(
        Ledger.purpose == purpose(announcement_id),
        col(Ledger.state).in_(("reached", "maybe")),
        within(col(Ledger.cooperative_id), districts),
        ~answered,
    )
    return (await session.exec(query)).one()


async def answer_of(session: AsyncSession, announcement_id: int, cooperative_id: int) -> str:
    """A cooperative's answer, or empty."""
    query = select(Attendance.answer).where(
        Attendance.announcement_id == announcement_id, Attendance.cooperative_id == cooperative_id
    )
    return (await session.exec(query)).first() or ""


async def answered_by(session: AsyncSession, person_id: int, now: datetime) -> Attendance | None:
    """The answer that a person has given last, as far as its event is still to come."""
    query = (
        select(Attendance)
        .join(Announcement, col(Announcement.id) == col(Attendance.announcement_id))
        .where(Attendance.person_id == person_id, Announcement.starts_at > now)
        .order_by(col(Attendance.at).desc(), col(Attendance.id).desc())
    )
    return (await session.exec(query)).first()


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
