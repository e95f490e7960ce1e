"""What has left through an account: for the limits that a restart must know, and for the bill."""

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.pace import Allowance
from db.models import Outbox
from db.statements import table_of

OUTBOX = table_of(Outbox)
LEFT = ("sent", "sending", "undecided", "failed")
"""States of a row whose request left, or may have left."""


async def sent_since(session: AsyncSession, account: str, since: datetime) -> list[tuple[str, datetime]]:
    """To whom something left, and when, oldest first."""
    query = (
        select(OUTBOX.c.user, OUTBOX.c.sent_at)
        .where(OUTBOX.c.account == account, OUTBOX.c.sent_at > since, OUTBOX.c.state.in_(LEFT))
        .order_by(OUTBOX.c.sent_at)
    )
    return [(user, at) for user, at in await session.execute(query)]


async def written_to_first(session: AsyncSession, account: str, since: datetime) -> dict[str, datetime]:
    """Who got a template, and when first."""
    query = (
        select(OUTBOX.c.user, func.min(OUTBOX.c.sent_at))
        .where(OUTBOX.c.account == account, OUTBOX.c.sent_at > since, OUTBOX.c.state.in_(LEFT))
        .where(OUTBOX.c.template != "")
        .group_by(OUTBOX.c.user)
    )
    return {user: at for user, at in await session.execute(query)}


async def used(session: AsyncSession, account: str, since: datetime) -> Allowance:
    """What the platform has counted since the beginning of the month."""
    query = (
        select(OUTBOX.c.category, OUTBOX.c.billable, func.count())
        .where(OUTBOX.c.account == account, OUTBOX.c.sent_at >= since, OUTBOX.c.category != "")
        .group_by(OUTBOX.c.category, OUTBOX.c.billable)
    )
    billable: Counter[str] = Counter()
    services = 0
    for category, costs, count in await session.execute(query):
        services += count if category == "service" else 0
        billable[category] += count if costs else 0
    return Allowance(dict(billable), services)
