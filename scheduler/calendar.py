"""Guards: what was true when a message was planned is looked at again when it leaves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.guards import Drop, Guards, Keep, Later, Verdict
from db import ledger, office_hours, people, sessions, talks, visits
from db.models import Announcement, Outbox, Person
from db.outbox import BULK, REMINDER, Row
from db.statements import table_of
from scheduler import rules

OUTBOX = table_of(Outbox)
BUSY = timedelta(minutes=10)
"""Somebody in the middle of a form is not interrupted."""


def guards(zone: ZoneInfo) -> Guards:
    """Every guard by the name that outbox rows carry."""

    async def announcement(session: AsyncSession, row: Row, now: datetime) -> Verdict:
        event = await session.get(Announcement, int(row.subject.split(":")[1]), populate_existing=True)
        if event is None or event.state not in ("sending", "sent"):
            return Drop(event.state if event else "gone")
        return await _person(session, row, now, zone, capped=True)

    async def unvisited(session: AsyncSession, row: Row, now: datetime) -> Verdict:
        purpose, _, lead = row.subject.rpartition(":")
        numbers = [each.cooperative_id for each, _ in await ledger.group(session, purpose, int(lead))]
        hours = await office_hours.load(session, now, zone)
        today = now.astimezone(zone).date()
        standing = await visits.coverage(session, today, hours.rules.unvisited_days, cooperative_ids=numbers, zone=zone)
        if not any(each.state in rules.UNVISITED_STATES for each in standing):
            return Drop("visited")
        return await _person(session, row, now, zone, capped=rules.UNVISITED.capped)

    async def tomorrow(session: AsyncSession, row: Row, now: datetime) -> Verdict:
        purpose, _, lead = row.subject.rpartition(":")
        event = await session.get(Announcement, int(purpose.rpartition(":")[2]), populate_existing=True)
        if event is None or event.state in ("undone", "cancelled"):
            return Drop("cancelled")
        group = [each.cooperative_id for each, _ in await ledger.group(session, purpose, int(lead))]
        if all([await sessions.answer_of(session, event.id, each) == "no" for each in group]):
            return Drop("declined")
        return await _person(session, row, now, zone, capped=rules.TOMORROW.capped)

    return {"announcement": announcement, rules.UNVISITED.name: unvisited, rules.TOMORROW.name: tomorrow}


async def _person(session: AsyncSession, row: Row, now: datetime, zone: ZoneInfo, *, capped: bool) -> Verdict:
    """Consent, opt-out, an open form, the office's hours, how often this person was written to."""
    identity = await people.find_identity(session, row.to)
    person = await session.get(Person, identity.person_id, populate_existing=True) if identity else None
    if identity is None or person is None or identity.blocked_at is not None:
        return Drop("blocked")
    if person.opted_out_at is not None:
        return Drop("opted_out")
    if not await people.is_reachable(session, person):
        return Drop("no_consent")
    busy = [form.touched_at for form in await talks.open_forms(session, person.id) if form.touched_at > now - BUSY]
    if busy:
        return Later(max(busy) + BUSY, "in_a_form")
    hours = await office_hours.load(session, now, zone)
    if capped and (at := await _cap(session, row, now, hours)) is not None:
        return Drop("frequency_cap") if row.useful_until and at > row.useful_until else Later(at, "frequency_cap")
    if (at := hours.next_open(now)) > now:
        return Later(at, "outside_hours")
    return Keep()


async def _cap(session: AsyncSession, row: Row, now: datetime, hours: office_hours.Hours) -> datetime | None:
    """When this person may be written to again by us; None for now."""
    query = (
        select(OUTBOX.c.sent_at)
        .where(
            OUTBOX.c.account == row.account,
            OUTBOX.c.user == row.user,
            OUTBOX.c.lane.in_((REMINDER, BULK)),
            OUTBOX.c.state.in_(("sent", "sending", "undecided")),
            OUTBOX.c.sent_at > now - timedelta(days=30),
        )
        .order_by(OUTBOX.c.sent_at.desc())
    )
    sent = list((await session.execute(query)).scalars())
    waits = [
        sent[most - 1] + timedelta(days=days)
        for days, most in ((7, hours.rules.cap_week), (30, hours.rules.cap_month))
        if len(sent) >= most and sent[most - 1] > now - timedelta(days=days)
    ]
    return max(waits, default=None)
