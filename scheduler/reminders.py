"""Due rules → ledger rows. The keys are deterministic: a second look on the same day adds nothing."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import audience, ledger, office_hours, sessions, visits
from db.ledger import Recipient
from db.models import Attendance, Cooperative, Ledger, Task, VisitPlan
from scheduler import rules

ARRANGING = ("visit_proposal", "visited")
"""Open tasks that mean a manager has answered and the office's move is next."""


async def plan_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> int:
    """Plan what is due now, inside the office's hours; how many cooperatives."""
    hours = await office_hours.load(session, now, zone)
    if hours.next_open(now) != now:
        return 0
    return await _unvisited(session, now, hours) + await _tomorrow(session, now, zone)


async def _unvisited(session: AsyncSession, now: datetime, hours: office_hours.Hours) -> int:
    today = now.astimezone(hours.zone).date()
    waiting = await visits.coverage(
        session, today, hours.rules.unvisited_days, states=rules.UNVISITED_STATES, zone=hours.zone
    )
    reachable = {
        each.cooperative_id: each
        for each in await audience.recipients(session, [each.cooperative_id for each in waiting])
        if each.person_id is not None
    }
    reminded = await ledger.last_planned(session, "rule:unvisited:")
    districts = dict((await session.exec(select(Cooperative.id, Cooperative.district_id))).all())
    arranged = await _being_arranged(session)
    facts = [
        rules.Unvisited(
            each.cooperative_id,
            districts[each.cooperative_id],
            each.state,
            each.overdue_since,
            at.astimezone(hours.zone).date() if (at := reminded.get(each.cooperative_id)) else None,
            each.cooperative_id in arranged,
        )
        for each in waiting
        if each.cooperative_id in reachable
    ]
    due = rules.due_unvisited(facts, today, hours.rules.unvisited_repeat_days, hours.rules.unvisited_daily)
    recipients = await audience.recipients(session, due)
    await ledger.plan(session, f"rule:unvisited:{today}", recipients, {"key": rules.UNVISITED.text}, now)
    return len(due)


async def _being_arranged(session: AsyncSession) -> set[int]:
    """Cooperatives with a proposed time or an answer that waits for staff."""
    plans = select(VisitPlan.cooperative_id).where(col(VisitPlan.state) == "proposed")
    tasks = select(Task.cooperative_id).where(col(Task.state) == "open", col(Task.kind).in_(ARRANGING))
    found = [*(await session.exec(plans)).all(), *(await session.exec(tasks)).all()]
    return {number for number in found if number is not None}


async def _tomorrow(session: AsyncSession, now: datetime, zone: ZoneInfo) -> int:
    """The day before an event: those who come, and those who were reached and have not answered."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    start = datetime.combine(tomorrow, time(), zone)
    count = 0
    for event in await sessions.starting_between(session, start, start + timedelta(days=1)):
        purpose = f"rule:{rules.TOMORROW.name}:{event.id}"
        if await ledger.count(session, purpose):
            continue
        declined = select(Attendance.cooperative_id).where(
            col(Attendance.announcement_id) == event.id, col(Attendance.answer) == "no"
        )
        rows = select(Ledger).where(
            col(Ledger.purpose) == sessions.purpose(event.id),
            col(Ledger.state).in_(("reached", "maybe")),
            col(Ledger.cooperative_id).not_in(declined),
        )
        numbers = [row.cooperative_id for row in (await session.exec(rows)).all()]
        recipients: list[Recipient] = await audience.recipients(session, numbers)
        await ledger.plan(session, purpose, recipients, {"key": rules.TOMORROW.text}, now)
        count += len(numbers)
    return count
