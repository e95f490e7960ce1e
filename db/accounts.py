"""Channel accounts: how far we have read, whether they may send."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from db.models import Account
from db.statements import insert_once

THROTTLED = "throttled"
"""The trouble of an account that only has to wait a little."""


FACTS = select(Account.facts).where(col(Account.account) == bindparam("account"))


async def facts(session: AsyncSession, account: str) -> Mapping[str, Json]:
    """What the platform last said of the account. Looked up once in a transaction."""
    key = ("facts", account)
    if key not in session.info:
        session.info[key] = (await session.exec(FACTS, params={"account": account})).first() or {}
    found: Mapping[str, Json] = session.info[key]
    return found


async def learn(session: AsyncSession, account: str, facts: Mapping[str, Json]) -> None:
    """Keep what the platform says; what it does not mention stays."""
    row = await ensure(session, account)
    row.facts = {**row.facts, **facts}
    session.info.pop(("facts", account), None)


async def ensure(session: AsyncSession, account: str) -> Account:
    """The account's row, made on first use."""
    await insert_once(session, Account, {"account": account, "offset": "", "reason": "", "facts": {}}, ["account"])
    row = await session.get(Account, account)
    assert row is not None
    return row


async def note(session: AsyncSession, account: str, trouble: str, pause_seconds: float, now: datetime) -> None:
    """Remember why an account rests and until when; empty trouble clears it."""
    row = await ensure(session, account)
    row.reason = trouble
    row.paused_until = now + timedelta(seconds=pause_seconds) if trouble else None
    row.down_since = (row.down_since or now) if trouble else None


async def opened(session: AsyncSession) -> list[Account]:
    """Accounts whose chat a link can open."""
    rows = (await session.exec(select(Account).order_by(col(Account.account)))).all()
    return [row for row in rows if row.facts.get("opens")]


async def down_since(session: AsyncSession, moment: datetime) -> list[Account]:
    """Accounts that have not been able to send since before a moment; being throttled is no failure."""
    query = select(Account).where(col(Account.down_since) <= moment, col(Account.reason).not_in(("", THROTTLED)))
    return list((await session.exec(query)).all())


async def paused_until(session: AsyncSession, account: str) -> datetime | None:
    """Until when the account rests."""
    return (await ensure(session, account)).paused_until
