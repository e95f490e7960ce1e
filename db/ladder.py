"""The ladder of a purpose: which rungs have failed or stayed silent, and what the next one is."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import func, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db.ledger import IDENTITY, LEDGER, OUTBOX, Recipient
from db.models import Ledger

SILENT = "silent"


async def failed(session: AsyncSession, limit: int) -> list[Ledger]:
    """Leading rows whose present rung has finally failed."""
    query = (
        select(Ledger)
        .where(col(Ledger.state) == "failed", col(Ledger.lead_id) == col(Ledger.cooperative_id))
        .order_by(col(Ledger.id))
        .limit(limit)
    )
    return list((await session.execute(query)).scalars())


async def silent(session: AsyncSession, since: datetime, now: datetime, limit: int) -> list[Ledger]:
    """Leading rows whose present rung left before `since`, is still of use, and has been answered by nobody.

    Silence is that of the person on every channel. What waits for them to write is silence too.
    """
    heard = select(IDENTITY.c.id).where(
        IDENTITY.c.person_id == LEDGER.c.person_id, IDENTITY.c.last_heard_at > OUTBOX.c.created_at
    )
    query = (
        select(Ledger)
        .join(OUTBOX, OUTBOX.c.key == LEDGER.c.outbox_key)
        .where(
            LEDGER.c.state.in_(("reached", "parked")),
            LEDGER.c.reason != SILENT,
            LEDGER.c.lead_id == LEDGER.c.cooperative_id,
            OUTBOX.c.state.in_(("sent", "waiting")),
            OUTBOX.c.delivery != "read",
            func.coalesce(OUTBOX.c.sent_at, OUTBOX.c.created_at) < since,
            OUTBOX.c.useful_until > now,
            ~heard.exists(),
        )
        .order_by(LEDGER.c.id)
        .limit(limit)
    )
    return list((await session.execute(query)).scalars())


async def tried_seats(session: AsyncSession, purpose: str, lead_id: int) -> set[Address]:
    """Where earlier rungs of this group wrote to."""
    query = select(OUTBOX.c.account, OUTBOX.c.user).where(OUTBOX.c.subject == f"{purpose}:{lead_id}")
    return {Address(account, user) for account, user in await session.execute(query)}


async def tried_persons(session: AsyncSession, purpose: str, lead_id: int) -> set[int]:
    """People whom earlier rungs of this group wrote to."""
    query = (
        select(IDENTITY.c.person_id)
        .join(OUTBOX, (OUTBOX.c.account == IDENTITY.c.account) & (OUTBOX.c.user == IDENTITY.c.user))
        .where(OUTBOX.c.subject == f"{purpose}:{lead_id}")
    )
    return set((await session.execute(query)).scalars())


async def was_reached(session: AsyncSession, purpose: str, lead_id: int) -> bool:
    """Whether any rung has arrived, as far as the platform has told."""
    query = select(OUTBOX.c.id).where(
        OUTBOX.c.subject == f"{purpose}:{lead_id}", OUTBOX.c.state == "sent", OUTBOX.c.delivery != "failed"
    )
    return (await session.execute(query.limit(1))).first() is not None


async def regroup(
    session: AsyncSession, purpose: str, recipients: Sequence[Recipient], rung: int, now: datetime
) -> None:
    """The next rung: these people for these cooperatives."""
    for each in recipients:
        await session.execute(
            update(LEDGER)
            .where(LEDGER.c.purpose == purpose, LEDGER.c.cooperative_id == each.cooperative_id)
            .values(lead_id=each.lead_id, person_id=each.person_id, rung=rung, state="planned", reason="", at=now)
        )


async def split_off(session: AsyncSession, group: Sequence[Ledger], wanted: Collection[int], now: datetime) -> None:
    """Of the rows of one message these cooperatives are planned again, in a message that names only them."""
    rest = [each for each in group if each.cooperative_id in wanted]
    others = [each.id for each in group if each.cooperative_id not in wanted]
    await session.execute(update(LEDGER).where(LEDGER.c.id.in_(others)).values(lead_id=LEDGER.c.cooperative_id))
    lead, rung = rest[0].cooperative_id, rest[0].rung + 1
    await session.execute(
        update(LEDGER)
        .where(LEDGER.c.id.in_([each.id for each in rest]))
        .values(lead_id=lead, rung=rung, state="planned", reason="", outbox_key="", at=now)
    )


async def end(
    session: AsyncSession, purpose: str, cooperative_ids: Sequence[int], state: str, reason: str, now: datetime
) -> None:
    """No rung is left for these: each stands for itself."""
    await session.execute(
        update(LEDGER)
        .where(LEDGER.c.purpose == purpose, LEDGER.c.cooperative_id.in_(cooperative_ids))
        .values(lead_id=LEDGER.c.cooperative_id, state=state, reason=reason, at=now)
    )


async def keep_silent(session: AsyncSession, purpose: str, lead_id: int) -> None:
    """There is nobody else: the row stays as it is and is not looked at again."""
    await session.execute(
        update(LEDGER).where(LEDGER.c.purpose == purpose, LEDGER.c.lead_id == lead_id).values(reason=SILENT)
    )


async def leave(session: AsyncSession, key: str) -> None:
    """What waits on a rung that is left behind does not go any more."""
    await session.execute(
        update(OUTBOX).where(OUTBOX.c.key == key, OUTBOX.c.state == "waiting").values(state="dropped", reason=SILENT)
    )
