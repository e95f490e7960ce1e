"""What waits for a human in the office."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from db import staff as staff_table
from db.models import Cooperative, Person, Staff, Task
from db.statements import dialect_insert, table_of

TASK = table_of(Task)
AGAIN = ("state", "data", "created_at", "person_id", "urgent")
"""What a task that is opened again takes from what was said anew."""


async def open_task(
    session: AsyncSession,
    kind: str,
    key: str,
    *,
    now: datetime,
    cooperative: Cooperative | None = None,
    district_id: int | None = None,
    person_id: int | None = None,
    urgent: bool = False,
    data: dict[str, Json] | None = None,
) -> Task | None:
    """A new task under its key, or a done one opened again for what is said anew; None when it is open already."""
    row: dict[str, Any] = {
        "key": key,
        "kind": kind,
        "cooperative_id": cooperative.id if cooperative else None,
        "district_id": cooperative.district_id if cooperative else district_id,
        "person_id": person_id,
        "urgent": urgent,
        "data": data or {},
        "state": "open",
        "created_at": now,
    }
    await session.flush()
    again = {name: row[name] for name in AGAIN} | {"done_at": None, "done_by": None}
    statement = (
        dialect_insert(session, Task)
        .values(**row)
        .on_conflict_do_update(index_elements=["key"], set_=again, where=TASK.c.state == "done")
        .returning(TASK.c.id)
    )
    number = (await session.execute(statement)).scalar()
    return None if number is None else await session.get(Task, number, populate_existing=True)


async def waiting_for(session: AsyncSession, staff: Staff, limit: int, offset: int = 0) -> list[Task]:
    """Open tasks this staff member may see: urgent first, then who proposed a day for a visit, then oldest."""
    proposed_first = (col(Task.kind) == "visit_proposal").desc()
    order = (col(Task.urgent).desc(), proposed_first, col(Task.created_at), col(Task.id))
    query = select(Task).where(*await _seen_by(session, staff)).order_by(*order).limit(limit).offset(offset)
    return list((await session.exec(query)).all())


async def count_for(session: AsyncSession, staff: Staff) -> int:
    """How many open tasks this staff member may see."""
    return (await session.exec(select(func.count(col(Task.id))).where(*await _seen_by(session, staff)))).one()


async def _seen_by(session: AsyncSession, staff: Staff) -> list[ColumnElement[bool]]:
    seen: list[ColumnElement[bool]] = [col(Task.state) == "open"]
    if districts := await staff_table.scope(session, staff):
        nobodys = col(Task.district_id).is_(None) & col(Task.cooperative_id).is_(None)
        seen.append(or_(col(Task.district_id).in_(districts), nobodys))
    return seen


async def may_see(session: AsyncSession, staff: Staff, district_id: int | None) -> bool:
    """Whether a staff member's districts include this one. What stands in no district is for those who see all."""
    districts = await staff_table.scope(session, staff)
    return not districts or district_id in districts


async def may_take(session: AsyncSession, staff: Staff, task: Task) -> bool:
    """Whether a task is a staff member's to see: of their districts, or of no cooperative at all."""
    is_nobodys = task.district_id is None and task.cooperative_id is None
    return is_nobodys or await may_see(session, staff, task.district_id)


async def claim_open(session: AsyncSession, task_id: int) -> Task | None:
    """An open task, locked: the second of two people who tap at once finds None."""
    query = select(Task).where(Task.id == task_id, Task.state == "open").with_for_update()
    return (await session.exec(query)).first()


def close(task: Task, staff_id: int | None, now: datetime) -> None:
    """The task is done."""
    task.state, task.done_at, task.done_by = "done", now, staff_id


async def close_key(session: AsyncSession, key: str, now: datetime) -> None:
    """Close the task with this key if it is open."""
    query = select(Task).where(Task.key == key, Task.state == "open").with_for_update()
    task = (await session.exec(query)).first()
    if task is not None:
        close(task, None, now)


async def visit_logged(
    session: AsyncSession,
    cooperative_id: int,
    visited_on: date,
    plans: Collection[int],
    staff_id: int | None,
    now: datetime,
) -> None:
    """A visit answers what waited for it: statements of visits up to its day, and proposals it has overtaken."""
    query = select(Task).where(
        Task.cooperative_id == cooperative_id,
        Task.state == "open",
        col(Task.kind).in_(("visited", "visit_proposal")),
    )
    for task in (await session.exec(query.with_for_update())).all():
        stated = task.kind == "visited" and date.fromisoformat(task.data["day"]) <= visited_on
        if stated or task.data.get("plan_id") in plans:
            close(task, staff_id, now)


async def names(session: AsyncSession, tasks: Collection[Task]) -> dict[int, tuple[str, str]]:
    """Cooperative's and person's name by task id."""
    query = (
        select(col(Task.id), col(Cooperative.name), col(Person.name))
        .outerjoin(Cooperative, col(Cooperative.id) == col(Task.cooperative_id))
        .outerjoin(Person, col(Person.id) == col(Task.person_id))
        .where(col(Task.id).in_([each.id for each in tasks]))
    )
    return {number: (cooperative or "", person or "") for number, cooperative, person in await session.exec(query)}


async def by_key(session: AsyncSession, key: str) -> Task | None:
    """The task with this key."""
    return (await session.exec(select(Task).where(Task.key == key))).first()
