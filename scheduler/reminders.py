"""Due rules → ledger rows. The keys are deterministic: a second look on the same day adds nothing."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import and_, col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import audience, ledger, office_hours, sessions, visits
from db.models import Attendance, Cooperative, Ledger, Task, VisitPlan
from scheduler import rules, season, season_words
from scheduler.due import Due

LOOK_AHEAD = timedelta(days=21)
"""Longer than the longest row of closed days (those around Idulfitri)."""
APART_DAYS = 7
"""How long the reminder of a visit keeps away from one of the annual meeting."""
ARRANGING = ("visit_proposal", "visit_any_time", "visit_missed", "visited", "visited_undated", "rat_gone")
"""Open tasks that mean a manager has answered, or said that all has ended, and the office's move is next."""


async def find_due(session: AsyncSession, now: datetime, zone: ZoneInfo) -> list[Due]:
    """What is due now, inside the office's hours. Only reads."""
    hours = await office_hours.load(session, now, zone, ahead=season_words.AHEAD_DAYS)
    if hours.next_open(now) != now:
        return []
    meetings = await season.find(session, now, hours)
    written_to = {each.cooperative_id for due in meetings for each in due.recipients}
    visiting = await _unvisited(session, now, hours, written_to)
    return [*meetings, *visiting, *await _events(session, now, hours)]


async def plan(session: AsyncSession, due: Sequence[Due], now: datetime) -> int:
    """Write it into the ledger; how many cooperatives. A second look on the same day adds nothing."""
    for each in due:
        say = {"key": each.text, "planned_at": now.isoformat()}
        await ledger.plan(session, each.purpose, each.recipients, say, now)
    return sum(len(each.recipients) for each in due)


async def _unvisited(
    session: AsyncSession, now: datetime, hours: office_hours.Hours, written_to: Collection[int]
) -> list[Due]:
    """Once a day: the day's share of cooperatives that have waited longest. A word on the meeting goes first."""
    today = now.astimezone(hours.zone).date()
    purpose = f"rule:{rules.UNVISITED.name}:{today}"
    if await ledger.count(session, purpose):
        return []
    waiting = await visits.coverage(
        session, today, hours.rules.unvisited_days, states=rules.UNVISITED_STATES, zone=hours.zone
    )
    reachable = {
        each.cooperative_id: each
        for each in await audience.recipients(session, [each.cooperative_id for each in waiting])
        if each.person_id is not None
    }
    since = now - timedelta(days=hours.rules.unvisited_repeat_days + 1)
    reminded = await ledger.last_planned(session, f"rule:{rules.UNVISITED.name}:", since)
    districts = dict((await session.exec(select(Cooperative.id, Cooperative.district_id))).all())
    arranged = await being_arranged(session, now)
    apart = now - timedelta(days=APART_DAYS)
    meeting = {*written_to, *await ledger.last_planned(session, "rule:rat_", apart)}
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
        if each.cooperative_id in reachable and each.cooperative_id not in meeting
    ]
    due = rules.due_unvisited(facts, today, hours.rules.unvisited_repeat_days, hours.rules.unvisited_daily)
    return [Due(purpose, rules.UNVISITED.text, await audience.recipients(session, due))] if due else []


async def being_arranged(session: AsyncSession, now: datetime) -> set[int]:
    """Cooperatives with a proposed time, an offered one still to come, or an answer that waits for staff."""
    is_offered = and_(col(VisitPlan.state) == "offered", col(VisitPlan.starts_at) > now)
    plans = select(VisitPlan.cooperative_id).where(or_(col(VisitPlan.state) == "proposed", is_offered))
    tasks = select(Task.cooperative_id).where(col(Task.state) == "open", col(Task.kind).in_(ARRANGING))
    found = [*(await session.exec(plans)).all(), *(await session.exec(tasks)).all()]
    return {number for number in found if number is not None}


async def _events(session: AsyncSession, now: datetime, hours: office_hours.Hours) -> list[Due]:
    """On the last open day before an event: who comes, and who was reached earlier and has not answered."""
    today = now.astimezone(hours.zone).date()
    midnight = datetime.combine(today, time(), hours.zone)
    due: list[Due] = []
    for event in await sessions.starting_between(session, midnight + timedelta(days=1), midnight + LOOK_AHEAD):
        if _last_open_day(event.starts_at.astimezone(hours.zone).date(), hours) != today:
            continue
        purpose = f"rule:{rules.TOMORROW.name}:{event.id}"
        if await ledger.count(session, purpose):
            continue
        declined = select(Attendance.cooperative_id).where(
            col(Attendance.announcement_id) == event.id, col(Attendance.answer) == "no"
        )
        rows = select(Ledger).where(
            col(Ledger.purpose) == sessions.purpose(event.id),
            col(Ledger.state).in_(("reached", "maybe")),
            col(Ledger.at) < midnight,
            col(Ledger.cooperative_id).not_in(declined),
        )
        numbers = [row.cooperative_id for row in (await session.exec(rows)).all()]
        if numbers:
            due.append(Due(purpose, rules.TOMORROW.text, await audience.recipients(session, numbers)))
    return due


def _last_open_day(day: date, hours: office_hours.Hours) -> date | None:
    """The last day before this one on which the office may speak first."""
    before = (day - timedelta(days=back) for back in range(1, LOOK_AHEAD.days))
    return next((each for each in before if any(hours.windows(each))), None)
