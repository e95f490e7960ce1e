"""Channel accounts: how far we have read, whether they may send."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Account
from db.statements import insert_once


async def ensure(session: AsyncSession, account: str) -> Account:
    """The account's row, made on first use."""
    await insert_once(session, Account, {"account": account, "offset": "", "reason": ""}, ["account"])
    row = await session.get(Account, account)
    assert row is not None
    return row


async def note(session: AsyncSession, account: str, trouble: str, pause_seconds: float, now: datetime) -> None:
    """Remember why an account rests and until when; empty trouble clears it."""
    row = await ensure(session, account)
    row.reason = trouble
    row.paused_until = now + timedelta(seconds=pause_seconds) if trouble else None
    row.down_since = (row.down_since or now) if trouble else None


async def paused_until(session: AsyncSession, account: str) -> datetime | None:
    """Until when the account rests."""
    return (await ensure(session, account)).paused_until
