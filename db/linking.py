"""A person becomes an officer who is certain: the registry's own row, or a new one."""

from datetime import date, datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import rat, tasks
from db.models import Identity, Officer, Person


async def lock(session: AsyncSession, officer_id: int) -> Officer | None:
    """The registry's row of an officer whom nobody has turned out to be yet; None when somebody has."""
    row = await session.get(Officer, officer_id, with_for_update=True, populate_existing=True)
    return row if row is not None and row.status == "registered" and row.person_id is None else None


async def as_registered(session: AsyncSession, person: Person, seat: Identity, row: Officer) -> Officer:
    """They are whom the registry names. A claim of theirs goes on under that name, and the registry's row ends."""
    held = await _held(session, person.id, row.cooperative_id)
    if held is None:
        row.person_id, row.phone = person.id, seat.phone or row.phone
        return row
    held.name, held.position, held.phone = row.name, row.position, seat.phone or row.phone
    row.status = "ended"
    return held


async def as_new(
    session: AsyncSession, person: Person, seat: Identity, cooperative_id: int, name: str, position: str
) -> Officer:
    """They are an officer whom the registry doesn't name."""
    held = await _held(session, person.id, cooperative_id)
    if held is None:
        held = Officer(cooperative_id=cooperative_id, person_id=person.id)
        session.add(held)
    held.name, held.position, held.phone = name, position, seat.phone or held.phone
    return held


async def settle(session: AsyncSession, officer: Officer, now: datetime, today: date) -> None:
    """It is certain from now on: the person has that name, what they reported counts, a claim need not be decided."""
    assert officer.person_id is not None
    officer.status, officer.since = "verified", officer.since or today
    person = await session.get_one(Person, officer.person_id)
    person.name = officer.name
    await session.flush()
    await tasks.close_key(session, f"claim:{officer.id}", now)
    await rat.count_in(session, officer.person_id, officer.cooperative_id)


async def _held(session: AsyncSession, person_id: int, cooperative_id: int) -> Officer | None:
    query = select(Officer).where(
        Officer.person_id == person_id, Officer.cooperative_id == cooperative_id, Officer.status != "ended"
    )
    return (await session.exec(query)).first()
