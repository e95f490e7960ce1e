"""What waits for a human in the office."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from db import staff as staff_table
from db.models import Cooperative, Person, Staff, Task
from db.statements import insert_once


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
    """A new task under its key; None when that key has one already."""
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
    if await insert_once(session, Task, row, ["key"]) != 1:
        return None
    return (await session.exec(select(Task).where(Task.key == key))).one()


async def waiting_for(session: AsyncSession, staff: Staff, limit: int = 50) -> list[Task]:
    """Open tasks this staff member may see: urgent first, then oldest."""
    query = select(Task).where(Task.state == "open")
    districts = await staff_table.districts_of(session, staff.id)
    if districts:
        query = query.where(or_(col(Task.district_id).in_(districts), col(Task.district_id).is_(None)))
    query = query.order_by(col(Task.urgent).desc(), col(Task.created_at), col(Task.id)).limit(limit)
    return list((await session.exec(query)).all())


async def may_see(session: AsyncSession, staff: Staff, district_id: int | None) -> bool:
    """Whether a staff member's districts include this one."""
    districts = await staff_table.districts_of(session, staff.id)
    return not districts or district_id is None or district_id in districts


async def claim_open(session: AsyncSession, task_id: int) -> Task | None:
    """An open task, locked: the second of two people who tap at once finds None."""
    query = select(Task).where(Task.id == task_id, Task.state == "open").with_for_update()
    return (await session.exec(query)).first()


def close(task: Task, staff_id: int | None, now: datetime) -> None:
    """The task is done."""
    task.state, task.done_at, task.done_by = "done", now, staff_id


async def close_key(session: AsyncSession, key: str, now: datetime) -> None:
    """Close the task with this key if it is open."""
    task = (await session.exec(select(Task).where(Task.key == key, Task.state == "open"))).first()
    if task is not None:
        close(task, None, now)


async def names(session: AsyncSession, tasks: Collection[Task]) -> dict[int, tuple[str, str]]:
    """Cooperative's and person's name by task id."""
    found = {}
    for task in tasks:
        cooperative = await session.get(Cooperative, task.cooperative_id) if task.cooperative_id else None
        person = await session.get(Person, task.person_id) if task.person_id else None
        found[task.id] = (cooperative.name if cooperative else "", person.name if person else "")
    return found


async def by_key(session: AsyncSession, key: str) -> Task | None:
    """The task with this key."""
    return (await session.exec(select(Task).where(Task.key == key))).first()
