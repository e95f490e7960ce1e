"""Rows of the outbox that wait until somebody writes: what lets them go, and which have waited in vain."""

from datetime import datetime

from sqlalchemy import bindparam, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db.outbox import LEDGER, OUTBOX, ROW, Row
from db.session import WAKES

MAY_GO = (
    update(OUTBOX)
    .where(OUTBOX.c.account == bindparam("to_account"), OUTBOX.c.user == bindparam("to_user"))
    .where(OUTBOX.c.state == "waiting")
    .values(state="queued", reason="", not_before=None)
    .returning(OUTBOX.c.key)
)
"""Built once: it runs for every message that comes in."""


async def open_window(session: AsyncSession, address: Address) -> int:
    """The person has written: what waited for that may go now; how many rows."""
    connection = await session.connection()
    waited = await connection.execute(MAY_GO, {"to_account": address.account, "to_user": address.user})
    keys = list(waited.scalars())
    if keys:
        session.info[WAKES] = True
        await session.execute(update(LEDGER).where(LEDGER.c.outbox_key.in_(keys)).values(state="queued", reason=""))
    return len(keys)


async def look_again(session: AsyncSession, account: str) -> None:
    """Another way may be open now, such as a template: what waits is looked at once more."""
    waits = (OUTBOX.c.account == account, OUTBOX.c.state == "waiting")
    await session.execute(update(OUTBOX).where(*waits).values(state="queued", reason=""))
    session.info[WAKES] = True


async def waiting_in_vain(session: AsyncSession, now: datetime, since: datetime) -> list[Row]:
    """Rows that wait for somebody to write and are of no use any more, or have waited since before `since`."""
    past = or_(OUTBOX.c.useful_until < now, (OUTBOX.c.useful_until.is_(None)) & (OUTBOX.c.created_at < since))
    found = await session.execute(select(*ROW).where(OUTBOX.c.state == "waiting", past).order_by(OUTBOX.c.id))
    return [Row(*each) for each in found]
