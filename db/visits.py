"""Visits: the one definition of "unvisited", what happened in the field, and times agreed upon."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any, Literal

from sqlalchemy import exists, func, update
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import tasks
from db.models import Cooperative, Visit, VisitPlan

VisitState = Literal["visited", "overdue", "planned", "never", "unknown"]
MET = "met"
DISSOLVED = "bubar"
MOST_IDS = 10_000
"""Ids that go into one statement; beyond that the rows are picked here."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How a cooperative stands with visits. `overdue_since` is the first day on which it was overdue."""

    cooperative_id: int
    state: VisitState
    last_visit: date | None
    last_attempt: date | None
    overdue_since: date | None
    planned_at: datetime | None


async def coverage(
    session: AsyncSession,
    today: date,
    days: int,
    *,
    cooperative_ids: Collection[int] | None = None,
    district_ids: Collection[int] | None = None,
    states: Collection[VisitState] | None = None,
    zone: tzinfo = UTC,
) -> list[Coverage]:
    """How each cooperative stands today, by id.

    planned: a visit is confirmed for today or later · visited: met within the last `days` · overdue: met longer ago ·
    never: the registry says so and nobody was met since · unknown: nobody ever said. Only a visit that met somebody
    counts as coaching; absent, closed, moved and not_found show as `last_attempt`. Dissolved cooperatives are left out
    unless they are asked for by id. `states` picks rows; without visited and planned it is much the quicker question.
    """
    query = _standing(today, zone)
    if cooperative_ids is None:
        query = query.where(col(Cooperative.activity) != DISSOLVED)
    elif len(cooperative_ids) <= MOST_IDS:
        query = query.where(col(Cooperative.id).in_(cooperative_ids))
    if district_ids is not None:
        query = query.where(col(Cooperative.district_id).in_(district_ids))
    if states is not None and not {"visited", "planned"}.intersection(states):
        query = query.where(~_met_since(today - timedelta(days=days)))
    wanted = None if cooperative_ids is None else frozenset(cooperative_ids)
    found = (await session.exec(query)).all()
    judged = (_judge(*row, today=today, days=days) for row in found if wanted is None or row[0] in wanted)
    return [each for each in judged if states is None or each.state in states]


def _met_since(day: date) -> Any:
    """Whether somebody was met on this day or later; who was is neither overdue, never visited nor unknown."""
    return (
        exists()
        .where(col(Visit.cooperative_id) == col(Cooperative.id), col(Visit.visited_on) >= day, col(Visit.result) == MET)
        .correlate(Cooperative)
    )


def _standing(today: date, zone: tzinfo) -> Any:
    """Per cooperative: id, history, last visit, last attempt, next confirmed plan; each looked up by index."""
    own = col(Visit.cooperative_id) == col(Cooperative.id)
    latest = select(func.max(Visit.visited_on)).where(own)
    plan = select(func.min(VisitPlan.starts_at)).where(
        col(VisitPlan.cooperative_id) == col(Cooperative.id),
        VisitPlan.state == "confirmed",
        VisitPlan.starts_at >= _start_of(today, zone),
    )
    return columns(
        col(Cooperative.id),
        col(Cooperative.visit_history),
        latest.where(Visit.result == MET).correlate(Cooperative).scalar_subquery(),
        latest.correlate(Cooperative).scalar_subquery(),
        plan.correlate(Cooperative).scalar_subquery(),
    ).order_by(col(Cooperative.id))


def _judge(
    cooperative_id: int,
    history: str,
    last_visit: date | None,
    last_attempt: date | None,
    planned_at: datetime | None,
    *,
    today: date,
    days: int,
) -> Coverage:
    overdue_since = None
    if last_visit is not None and (today - last_visit).days > days:
        overdue_since = last_visit + timedelta(days=days + 1)
    state: VisitState
    if planned_at is not None:
        state = "planned"
    elif last_visit is not None:
        state = "visited" if overdue_since is None else "overdue"
    else:
        state = "never" if history == "never" else "unknown"
    return Coverage(cooperative_id, state, last_visit, last_attempt, overdue_since, planned_at)


async def log_visit(
    session: AsyncSession,
    cooperative_id: int,
    visited_on: date,
    *,
    result: str,
    note: str,
    staff_id: int | None,
    now: datetime,
    source: str = "staff",
    zone: tzinfo = UTC,
) -> Visit:
    """Record a visit; plans up to the end of that day are done, and so are the tasks that waited for it."""
    visit = Visit(
        cooperative_id=cooperative_id,
        visited_on=visited_on,
        result=result,
        note=note,
        source=source,
        staff_id=staff_id,
        recorded_at=now,
    )
    session.add(visit)
    if result == MET:
        await session.exec(
            update(Cooperative).where(col(Cooperative.id) == cooperative_id).values(visit_history="dated")
        )
    await _end_what_waited(session, cooperative_id, visited_on, staff_id, now, zone)
    await session.flush()
    return visit


async def _end_what_waited(
    session: AsyncSession, cooperative_id: int, visited_on: date, staff_id: int | None, now: datetime, zone: tzinfo
) -> None:
    query = select(VisitPlan).where(
        col(VisitPlan.cooperative_id) == cooperative_id,
        col(VisitPlan.state).in_(("proposed", "offered", "confirmed")),
        col(VisitPlan.starts_at) < _start_of(visited_on + timedelta(days=1), zone),
    )
    plans = (await session.exec(query)).all()
    await tasks.visit_logged(session, cooperative_id, visited_on, {each.id for each in plans}, staff_id, now)
    for plan in plans:
        plan.state = "done"


async def propose(
    session: AsyncSession, cooperative_id: int, starts_at: datetime, *, person_id: int | None, now: datetime
) -> VisitPlan:
    """A time for a visit that waits for the office's yes."""
    plan = VisitPlan(cooperative_id=cooperative_id, starts_at=starts_at, person_id=person_id, created_at=now)
    session.add(plan)
    await session.flush()
    return plan


async def offer(
    session: AsyncSession, refused: VisitPlan, starts_at: datetime, *, staff_id: int, now: datetime
) -> VisitPlan:
    """Another time, of the office's choosing, that waits for the yes of whoever proposed the one refused."""
    plan = VisitPlan(
        cooperative_id=refused.cooperative_id,
        starts_at=starts_at,
        state="offered",
        person_id=refused.person_id,
        staff_id=staff_id,
        created_at=now,
    )
    session.add(plan)
    await session.flush()
    return plan


async def accept(session: AsyncSession, plan_id: int) -> VisitPlan | None:
    """Agree to a time that the office offers; None when it no longer waits for an answer."""
    return await _settle(session, plan_id, "offered", "confirmed")


async def turn_down(session: AsyncSession, plan_id: int) -> VisitPlan | None:
    """Refuse it; None when it no longer waits for an answer."""
    return await _settle(session, plan_id, "offered", "declined")


async def last_turned_down(session: AsyncSession, person_id: int) -> VisitPlan | None:
    """The time proposed by a person last, where the office could not come then."""
    query = select(VisitPlan).where(VisitPlan.person_id == person_id).order_by(col(VisitPlan.id).desc())
    plan = (await session.exec(query)).first()
    return plan if plan is not None and plan.state == "declined" else None


async def of_person(session: AsyncSession, person_id: int, now: datetime) -> VisitPlan | None:
    """The time that a person has proposed last, agreed on or not, as far as it is still to come."""
    mine = (VisitPlan.person_id == person_id, VisitPlan.starts_at > now)
    query = select(VisitPlan).where(*mine, col(VisitPlan.state).in_(("proposed", "confirmed")))
    return (await session.exec(query.order_by(col(VisitPlan.id).desc()))).first()


async def last_due(session: AsyncSession, cooperative_ids: Collection[int], now: datetime) -> VisitPlan | None:
    """The time proposed or agreed on for one of these that was the last to pass."""
    theirs = (col(VisitPlan.cooperative_id).in_(cooperative_ids), VisitPlan.starts_at <= now)
    query = select(VisitPlan).where(*theirs, col(VisitPlan.state).in_(("proposed", "confirmed")))
    return (await session.exec(query.order_by(col(VisitPlan.starts_at).desc(), col(VisitPlan.id)))).first()


async def withdraw(session: AsyncSession, plan_id: int, now: datetime) -> VisitPlan | None:
    """Whoever proposed a time can't then; None when it doesn't stand any more. Staff need not answer it."""
    query = select(VisitPlan).where(VisitPlan.id == plan_id).with_for_update()
    plan = (await session.exec(query.execution_options(populate_existing=True))).first()
    if plan is None or plan.state not in ("proposed", "confirmed") or plan.starts_at <= now:
        return None
    plan.state = "withdrawn"
    await tasks.close_key(session, f"visit_plan:{plan.id}", now)
    return plan


async def confirm(session: AsyncSession, plan_id: int, staff_id: int) -> VisitPlan | None:
    """Agree to a proposed time; None when it no longer waits for an answer."""
    return await _answer(session, plan_id, staff_id, "confirmed")


async def decline(session: AsyncSession, plan_id: int, staff_id: int) -> VisitPlan | None:
    """Refuse a proposed time; None when it no longer waits for an answer."""
    return await _answer(session, plan_id, staff_id, "declined")


async def _answer(session: AsyncSession, plan_id: int, staff_id: int, state: str) -> VisitPlan | None:
    plan = await _settle(session, plan_id, "proposed", state)
    if plan is not None:
        plan.staff_id = staff_id
        await session.flush()
    return plan


async def _settle(session: AsyncSession, plan_id: int, waiting: str, state: str) -> VisitPlan | None:
    query = select(VisitPlan).where(VisitPlan.id == plan_id).with_for_update()
    plan = (await session.exec(query.execution_options(populate_existing=True))).first()
    if plan is None or plan.state != waiting:
        return None
    plan.state = state
    await session.flush()
    return plan


def _start_of(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
