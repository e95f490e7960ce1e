"""Guards: what was true when a message was planned is looked at again when it leaves."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.guards import Drop, Guards, Keep, Later, Verdict
from db import frequency, ledger, office_hours, people, sessions, visits
from db.models import Announcement, Identity, Ledger, Officer, Outbox
from db.outbox import Row
from db.statements import table_of
from scheduler import rules, season_guards, traces
from scheduler.reminders import being_arranged

OUTBOX, OFFICER, IDENTITY, LEDGER = (table_of(each) for each in (Outbox, Officer, Identity, Ledger))
BUSY = timedelta(minutes=10)
"""Somebody in the middle of a form is not interrupted."""


def guards(zone: ZoneInfo) -> Guards:
    """Every guard by the name that outbox rows carry."""

    async def announcement(session: AsyncSession, row: Row, now: datetime) -> Verdict:
        event = await _event(session, int(row.subject.split(":")[1]))
        if event is None or event.state not in ("sending", "sent"):
            return Drop(event.state if event else "gone")
        return await _person(session, row, now, zone, capped=True)

    async def unvisited(session: AsyncSession, row: Row, now: datetime) -> Verdict:
        purpose, _, lead = row.subject.rpartition(":")
        numbers = [each.cooperative_id for each, _ in await ledger.group(session, purpose, int(lead))]
        hours = await _hours(session, now, zone)
        today = now.astimezone(zone).date()
        standing = await visits.coverage(session, today, hours.rules.unvisited_days, cooperative_ids=numbers, zone=zone)
        if not any(each.state in rules.UNVISITED_STATES for each in standing):
            return Drop("visited")
        if set(numbers) <= await being_arranged(session, now):
            return Drop("being_arranged")
        return await _person(session, row, now, zone, capped=rules.UNVISITED.capped)

    async def tomorrow(session: AsyncSession, row: Row, now: datetime) -> Verdict:
        purpose, _, lead = row.subject.rpartition(":")
        event = await _event(session, int(purpose.rpartition(":")[2]))
        if event is None or event.state in ("undone", "cancelled"):
            return Drop("cancelled")
        group = [each.cooperative_id for each, _ in await ledger.group(session, purpose, int(lead))]
        if all([await sessions.answer_of(session, event.id, each) == "no" for each in group]):
            return Drop("declined")
        return await _person(session, row, now, zone, capped=rules.TOMORROW.capped)

    async def meeting(session: AsyncSession, row: Row, now: datetime) -> Verdict:
        if (drop := await season_guards.answered(session, row, now, zone)) is not None:
            return drop
        return await _person(session, row, now, zone, capped=True)

    async def tracing(session: AsyncSession, row: Row, now: datetime) -> Verdict:
        purpose, _, _ = row.subject.rpartition(":")
        if (drop := await traces.over(session, traces.trace_of(purpose))) is not None:
            return drop
        return await _person(session, row, now, zone, capped=True)

    async def number(session: AsyncSession, row: Row, now: datetime) -> Verdict:
        if (drop := await traces.not_to_number(session, row, now)) is not None:
            return drop
        at = (await _hours(session, now, zone)).next_open(now)
        return Later(at, "outside_hours") if at > now else Keep()

    asked = {traces.NUMBER: number, **dict.fromkeys((each.name for each in rules.TRACING), tracing)}
    own = {"announcement": announcement, rules.UNVISITED.name: unvisited, rules.TOMORROW.name: tomorrow}
    return own | asked | {each.name: meeting for each in rules.SEASON}


async def _person(session: AsyncSession, row: Row, now: datetime, zone: ZoneInfo, *, capped: bool) -> Verdict:
    """Consent, opt-out, an open form, the office's hours, how often this person was written to."""
    person = await people.standing(session, row.to)
    if person is None or person.is_blocked:
        return Drop("blocked")
    if person.has_opted_out:
        return Drop("opted_out")
    if person.is_restricted:
        return Drop("restricted")
    if not await _still_serves(session, row):
        return Drop("not_officer")
    if not person.has_consented:
        return Drop("no_consent")
    if person.touched_at is not None and person.touched_at > now - BUSY:
        return Later(person.touched_at + BUSY, "in_a_form")
    hours = await _hours(session, now, zone)
    if capped and (at := await _cap(session, row, now, hours)) is not None:
        return Drop("frequency_cap") if row.useful_until and at > row.useful_until else Later(at, "frequency_cap")
    if (at := hours.next_open(now)) > now:
        return Later(at, "outside_hours")
    return Keep()


async def _hours(session: AsyncSession, now: datetime, zone: ZoneInfo) -> office_hours.Hours:
    """The office's calendar, read once in a transaction."""
    key = ("hours", now.astimezone(zone).date())
    found: office_hours.Hours | None = session.info.get(key)
    if found is None:
        found = session.info[key] = await office_hours.load(session, now, zone)
    return found


async def _event(session: AsyncSession, number: int) -> Announcement | None:
    """An announced event, read once in a transaction."""
    key = ("event", number)
    if key not in session.info:
        session.info[key] = await session.get(Announcement, number, populate_existing=True)
    event: Announcement | None = session.info[key]
    return event


SERVES = (
    select(OFFICER.c.id)
    .join(IDENTITY, IDENTITY.c.person_id == OFFICER.c.person_id)
    .join(LEDGER, LEDGER.c.cooperative_id == OFFICER.c.cooperative_id)
    .where(
        IDENTITY.c.account == bindparam("account"),
        IDENTITY.c.user == bindparam("user"),
        OFFICER.c.status == "verified",
        LEDGER.c.purpose == bindparam("purpose"),
        LEDGER.c.lead_id == bindparam("lead"),
    )
    .limit(1)
)
HERE = IDENTITY.alias()
LATELY = (
    select(OUTBOX.c.sent_at)
    .join(IDENTITY, (IDENTITY.c.account == OUTBOX.c.account) & (IDENTITY.c.user == OUTBOX.c.user))
    .join(HERE, HERE.c.person_id == IDENTITY.c.person_id)
    .where(
        HERE.c.account == bindparam("account"),
        HERE.c.user == bindparam("user"),
        *frequency.STARTED,
        OUTBOX.c.sent_at > bindparam("since"),
    )
    .order_by(OUTBOX.c.sent_at.desc())
)


async def _still_serves(session: AsyncSession, row: Row) -> bool:
    """Whether the person is an officer of any cooperative that the message is about."""
    purpose, _, lead = row.subject.rpartition(":")
    asked = {"account": row.account, "user": row.user, "purpose": purpose, "lead": int(lead)}
    return (await session.execute(SERVES, asked)).first() is not None


async def _cap(session: AsyncSession, row: Row, now: datetime, hours: office_hours.Hours) -> datetime | None:
    """When this person may be written to again by us, on whichever channel; None for now."""
    asked = {"account": row.account, "user": row.user, "since": now - frequency.SPAN}
    sent = list((await session.execute(LATELY, asked)).scalars())
    return frequency.opens_at(sent, now, hours.rules)
