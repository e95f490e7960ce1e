"""How often the office has started to write to somebody lately, and when it may again."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Identity, Outbox
from db.outbox import BULK, REMINDER
from db.parameters import Parameters
from db.statements import table_of

OUTBOX, IDENTITY = table_of(Outbox), table_of(Identity)
SPAN = timedelta(days=30)
"""Older messages have no weight."""
STARTED = (OUTBOX.c.lane.in_((REMINDER, BULK)), OUTBOX.c.state.in_(("sent", "sending", "undecided")))
"""What counts: messages that the office began, and that have left or may have."""
CHUNK = 5000


def opens_at(sent: Sequence[datetime], now: datetime, rules: Parameters) -> datetime | None:
    """When one more may go, given when the last ones went (newest first); None for now."""
    waits = [
        sent[most - 1] + timedelta(days=days)
        for days, most in ((7, rules.cap_week), (30, rules.cap_month))
        if len(sent) >= most and sent[most - 1] > now - timedelta(days=days)
    ]
    return max(waits, default=None)


async def held(
    session: AsyncSession, person_ids: Collection[int], now: datetime, rules: Parameters
) -> dict[int, datetime]:
    """Those of these people who have had their share, and from when on they may be written to again."""
    sent: dict[int, list[datetime]] = {}
    persons = sorted(person_ids)
    for start in range(0, len(persons), CHUNK):
        query = (
            select(IDENTITY.c.person_id, OUTBOX.c.sent_at)
            .join(OUTBOX, (OUTBOX.c.account == IDENTITY.c.account) & (OUTBOX.c.user == IDENTITY.c.user))
            .where(IDENTITY.c.person_id.in_(persons[start : start + CHUNK]), *STARTED, OUTBOX.c.sent_at > now - SPAN)
            .order_by(OUTBOX.c.sent_at.desc())
        )
        for person_id, at in await session.execute(query):
            sent.setdefault(person_id, []).append(at)
    found = {person_id: opens_at(times, now, rules) for person_id, times in sent.items()}
    return {person_id: at for person_id, at in found.items() if at is not None}
