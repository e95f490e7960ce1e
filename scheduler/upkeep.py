"""What keeps the house in order: the next rung of the ladder, forms nobody came back to, what was missed."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.messages import Say
from db import accounts, audience, ledger, outbox, people, talks
from db import staff as staff_table
from db.models import Person
from scheduler import queueing

BATCH = 100
FORM_DAYS = 14
MISSED = timedelta(minutes=15)
HEARTBEAT = "ticks"


async def climb(session: AsyncSession, now: datetime) -> int:
    """Where a rung has finally failed, the next officer is tried; where nobody is left, it says so. How many rows."""
    rows = await ledger.failed(session, BATCH)
    for row in rows:
        if not await queueing.can_go(session, row.purpose):
            await ledger.end(session, row.purpose, row.lead_id, "unreached", row.reason, now)
            continue
        tried = await ledger.tried_persons(session, row.purpose, row.lead_id)
        tried |= {row.person_id} if row.person_id else set()
        group = [each.cooperative_id for each, _ in await ledger.group(session, row.purpose, row.lead_id)]
        next_up = await audience.recipients(session, group, without=tried)
        await ledger.regroup(session, row.purpose, next_up, row.rung + 1, now)
    return len(rows)


async def expire(session: AsyncSession, now: datetime) -> int:
    """Forms untouched for two weeks end; how many."""
    return await talks.expire(session, now, timedelta(days=FORM_DAYS))


async def heartbeat(session: AsyncSession, now: datetime, allowed: timedelta = MISSED) -> timedelta | None:
    """Note that the scheduler lives; the gap when it was silent for over 15 minutes, or longer where time runs fast."""
    row = await accounts.ensure(session, HEARTBEAT)
    before = datetime.fromisoformat(row.offset) if row.offset else None
    row.offset = now.isoformat()
    return now - before if before is not None and now - before > max(MISSED, allowed) else None


async def tell_caught_up(session: AsyncSession, since: datetime, now: datetime, planned: int) -> None:
    """Staff are told what a silence of the program delayed."""
    for member in await staff_table.responsible(session, None):
        seat = await people.seat(session, member.person_id) if member.person_id else None
        if seat is not None:
            say = Say("staff.caught_up", {"since": since.isoformat(), "until": now.isoformat(), "planned": planned})
            key = f"caught_up:{since.isoformat()}:{member.id}"
            person = await session.get(Person, seat.person_id)
            language = person.language if person else texts.SOURCE
            await outbox.enqueue(
                session, people.address(seat), say, key=key, now=now, lane=outbox.RELAY, language=language
            )
