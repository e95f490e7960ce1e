"""What people ask of us about their own data. The law gives 3 x 24 hours for each."""

from datetime import datetime, timedelta

from sqlalchemy import String, cast, literal
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import DataRequest, Person, Task

DEADLINE = timedelta(hours=72)
TAKE_BACK = timedelta(hours=24)
"""How long an erasure can be taken back."""


CORRECTION = "data_fix"
"""Kind of the task that a correction waits in; its key ends in the request's id."""


async def note(session: AsyncSession, person_id: int, kind: str, now: datetime, *, done: bool) -> DataRequest:
    """A request: access, correct, erase, restrict or release; one that is carried out at once is done."""
    row = DataRequest(person_id=person_id, kind=kind, at=now, due_at=now + DEADLINE)
    row.state, row.done_at = ("done", now) if done else ("open", None)
    session.add(row)
    await session.flush()
    return row


async def open_of(session: AsyncSession, person_id: int, kind: str) -> DataRequest | None:
    """The newest request of this kind that waits."""
    query = (
        select(DataRequest)
        .where(DataRequest.person_id == person_id, DataRequest.kind == kind, DataRequest.state == "open")
        .order_by(col(DataRequest.id).desc())
    )
    return (await session.exec(query)).first()


async def end_correction(session: AsyncSession, number: int, now: datetime) -> None:
    """Staff are done with a correction."""
    request = await session.get(DataRequest, number)
    if request is not None and request.state == "open":
        end(request, "done", now)


def end(request: DataRequest, state: str, now: datetime) -> None:
    """It is done, or withdrawn."""
    request.state, request.done_at = state, now


async def ask_erasure(session: AsyncSession, person: Person, now: datetime) -> datetime:
    """From when the person is erased unless they take it back; asked twice, the first time counts."""
    if person.erase_after is None:
        await note(session, person.id, "erase", now, done=False)
        person.erase_after = now + TAKE_BACK
    return person.erase_after


async def take_back(session: AsyncSession, person: Person, now: datetime) -> bool:
    """The person stays; False when nothing was asked, or when it is too late."""
    if person.erase_after is None or person.erase_after <= now:
        return False
    person.erase_after = None
    if (request := await open_of(session, person.id, "erase")) is not None:
        end(request, "withdrawn", now)
    return True


async def restrict(session: AsyncSession, person: Person, now: datetime) -> bool:
    """Their data rest from now on; False when they do already."""
    if person.restricted_at is not None:
        return False
    person.restricted_at = now
    await note(session, person.id, "restrict", now, done=True)
    return True


async def release(session: AsyncSession, person: Person, now: datetime) -> bool:
    """Their data rest no longer; False when they did not."""
    if person.restricted_at is None:
        return False
    person.restricted_at = None
    await note(session, person.id, "release", now, done=True)
    return True


async def to_erase(session: AsyncSession, now: datetime) -> list[int]:
    """People whose time to take it back is over."""
    query = select(Person.id).where(col(Person.erase_after) <= now, col(Person.erased_at).is_(None))
    return list((await session.exec(query.order_by(col(Person.erase_after)))).all())


async def corrections_due(session: AsyncSession, before: datetime) -> list[tuple[DataRequest, Task]]:
    """Corrections that staff have not decided about and whose deadline comes before this moment, the first first."""
    key = literal(f"{CORRECTION}:").concat(cast(col(DataRequest.id), String))
    query = (
        select(DataRequest, Task)
        .join(Task, col(Task.key) == key)
        .where(DataRequest.state == "open", DataRequest.due_at < before, Task.state == "open")
        .order_by(col(DataRequest.due_at), col(DataRequest.id))
    )
    return list((await session.exec(query)).all())


async def overdue(session: AsyncSession, now: datetime) -> int:
    """How many requests have waited beyond the law's deadline."""
    query = select(func.count()).select_from(DataRequest)
    return (await session.exec(query.where(DataRequest.state == "open", col(DataRequest.due_at) < now))).one()
