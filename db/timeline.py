"""What happened with a cooperative, from its rows, newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, tzinfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from db.models import Announcement, Attendance, Officer, Person, RatPaper, RatReport, Staff, Task, Trace, Visit


@dataclass(frozen=True, slots=True)
class Event:
    """One line: when, in which words (a text key of `timeline`), about what."""

    at: datetime
    key: str
    params: dict[str, Json]


async def of(session: AsyncSession, cooperative_id: int, zone: tzinfo) -> list[Event]:
    """Everything that has a row: reports, papers, visits, answers to announcements, tasks, officers."""
    events = [
        *await _reports(session, cooperative_id),
        *await _papers(session, cooperative_id),
        *await _visits(session, cooperative_id, zone),
        *await _answers(session, cooperative_id),
        *await _tasks(session, cooperative_id),
        *await _officers(session, cooperative_id, zone),
        *await _traces(session, cooperative_id),
    ]
    return sorted(events, key=lambda each: each.at, reverse=True)


async def _reports(session: AsyncSession, cooperative_id: int) -> Iterable[Event]:
    query = (
        select(RatReport, Person.name)
        .outerjoin(Person, col(Person.id) == col(RatReport.reported_by))
        .where(RatReport.cooperative_id == cooperative_id)
        .order_by(col(RatReport.id))
    )
    return [
        Event(
            report.reported_at,
            f"timeline.report_{report.held}",
            {
                "year": str(report.book_year),
                "held_on": report.held_on.isoformat() if report.held_on else None,
                "planned_on": report.planned_on.isoformat() if report.planned_on else None,
                "person": person or "",
                "state": {"key": f"timeline.status_{report.status}"},
            },
        )
        for report, person in (await session.exec(query)).all()
    ]


async def _papers(session: AsyncSession, cooperative_id: int) -> Iterable[Event]:
    query = select(RatPaper).where(RatPaper.cooperative_id == cooperative_id).order_by(col(RatPaper.id))
    return [
        Event(
            paper.at,
            f"timeline.paper_{paper.state}",
            {"kind": {"key": f"timeline.kind_{paper.kind}"}, "year": str(paper.book_year)},
        )
        for paper in (await session.exec(query)).all()
    ]


async def _visits(session: AsyncSession, cooperative_id: int, zone: tzinfo) -> Iterable[Event]:
    query = (
        select(Visit, Staff.name)
        .outerjoin(Staff, col(Staff.id) == col(Visit.staff_id))
        .where(Visit.cooperative_id == cooperative_id)
        .order_by(col(Visit.id))
    )
    return [
        Event(
            _noon(visit.visited_on, zone),
            "timeline.visit",
            {
                "result": {"key": f"visitlog.result={visit.result}"},
                "by": _by(staff),
                "note": {"key": "timeline.note", "params": {"note": visit.note}} if visit.note else None,
            },
        )
        for visit, staff in (await session.exec(query)).all()
    ]


async def _answers(session: AsyncSession, cooperative_id: int) -> Iterable[Event]:
    query = (
        select(Attendance, Announcement.title)
        .join(Announcement, col(Announcement.id) == col(Attendance.announcement_id))
        .where(Attendance.cooperative_id == cooperative_id)
    )
    return [
        Event(each.at, "timeline.answer", {"title": title, "answer": {"key": f"event.answer={each.answer}"}})
        for each, title in (await session.exec(query)).all()
    ]


async def _tasks(session: AsyncSession, cooperative_id: int) -> Iterable[Event]:
    query = (
        select(Task, Staff.name)
        .outerjoin(Staff, col(Staff.id) == col(Task.done_by))
        .where(Task.cooperative_id == cooperative_id)
        .order_by(col(Task.id))
    )
    events = []
    for task, staff in (await session.exec(query)).all():
        params: dict[str, Json] = {"kind": {"key": f"task.kind.{task.kind}"}, "by": _by(staff)}
        events.append(Event(task.created_at, "timeline.task_open", params))
        if task.done_at is not None:
            events.append(Event(task.done_at, "timeline.task_done", params))
    return events


async def _officers(session: AsyncSession, cooperative_id: int, zone: tzinfo) -> Iterable[Event]:
    """Terms that began on a day we know; a claim that was refused never did."""
    query = select(Officer).where(
        Officer.cooperative_id == cooperative_id, Officer.status != "claimed", col(Officer.since).is_not(None)
    )
    events = []
    for officer in (await session.exec(query.order_by(col(Officer.id)))).all():
        assert officer.since is not None
        params: dict[str, Json] = {"person": officer.name, "position": officer.position}
        events.append(Event(_noon(officer.since, zone), "timeline.officer_since", params))
        if officer.ended_on is not None:
            events.append(Event(_noon(officer.ended_on, zone), "timeline.officer_ended", params))
    return events


async def _traces(session: AsyncSession, cooperative_id: int) -> Iterable[Event]:
    """Searches for it: when they began, and how they ended."""
    query = (
        select(Trace, Staff.name)
        .outerjoin(Staff, col(Staff.id) == col(Trace.closed_by))
        .where(Trace.cooperative_id == cooperative_id)
        .order_by(col(Trace.id))
    )
    events = []
    for trace, staff in (await session.exec(query)).all():
        events.append(Event(trace.opened_at, "timeline.trace_open", {}))
        if trace.closed_at is not None:
            events.append(Event(trace.closed_at, f"timeline.trace_{trace.state}", {"by": _by(staff)}))
    return events


def _by(staff: str | None) -> Json:
    return {"key": "timeline.by", "params": {"staff": staff}} if staff else None


def _noon(day: date, zone: tzinfo) -> datetime:
    """Where a day stands among moments."""
    return datetime.combine(day, time(12), zone)
