"""What keeps the house in order: forms nobody came back to, messages past their use, what was missed."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.channel import capabilities_of
from bot.messages import Json, Say
from db import accounts, audit, contacts, imports, members, parameters, settling, talks, twins, waiting
from db.models import Account
from db.outbox import Result
from db.telling import EXPIRED, tell_heads, tell_member
from db.twins import Pair
from scheduler import list_messages

FORM_DAYS = 14
MISSED = timedelta(minutes=15)
HEARTBEAT = "ticks"
TWINS = "twins"
SMALL_HOURS = 2
"""From when the registry is searched, by the office's clock."""
TROUBLE = timedelta(minutes=1)
TROUBLE_USEFUL = timedelta(hours=12)


async def expire(session: AsyncSession, now: datetime) -> int:
    """Forms untouched for two weeks end; how many."""
    return await talks.expire(session, now, timedelta(days=FORM_DAYS))


async def expire_waiting(session: AsyncSession, now: datetime) -> int:
    """What waited in vain for its reader to write ends, visibly; how many rows."""
    days = (await parameters.load(session)).waiting_days
    rows = await waiting.waiting_in_vain(session, now, now - timedelta(days=days))
    await settling.settle(session, [Result(row, "dropped", EXPIRED) for row in rows], now)
    return len(rows)


async def expire_lists(session: AsyncSession, now: datetime) -> int:
    """Lists of cooperatives that were checked a week ago and never decided about are cancelled; how many."""
    rows = await imports.overdue(session, now)
    for row in rows:
        row.state, row.reason, row.done_at = "cancelled", EXPIRED, now
        await list_messages.expired(session, row, now)
    return len(rows)


async def end_acting(session: AsyncSession, now: datetime) -> int:
    """Who acted for a head until now is told that it is over; how many."""
    over = await members.acting_over(session, now)
    for member in over:
        audit.note(session, "sapa", "staff.acting_ended", f"staff:{member.id}", now)
        say = Say("member.told_acting_over", {"name": member.name})
        await tell_member(session, member, say, f"acting_over:{member.id}:{now.isoformat()}", now)
    return len(over)


async def find_dead_contacts(session: AsyncSession, now: datetime) -> dict[int, datetime | None]:
    """Cooperatives whose officers have all fallen away, by the office's own threshold."""
    return await contacts.find_dead(session, now, (await parameters.load(session)).silent_days)


async def find_twins(session: AsyncSession, now: datetime, zone: tzinfo) -> list[Pair] | None:
    """Pairs that may be one cooperative, once a night or when a list has come in; None when it is not time."""
    row = await session.get(Account, TWINS)
    local = now.astimezone(zone)
    is_due = row is None or not row.offset or (row.offset < local.date().isoformat() and local.hour >= SMALL_HOURS)
    return await twins.find(session) if is_due else None


async def propose_twins(session: AsyncSession, pairs: Sequence[Pair], now: datetime, zone: tzinfo) -> int:
    """Ask staff about them, and look again tomorrow; how many new ones."""
    row = await accounts.ensure(session, TWINS)
    row.offset = now.astimezone(zone).date().isoformat()
    daily = (await parameters.load(session)).twins_daily
    return await twins.propose_found(session, pairs, daily=daily, now=now, zone=zone)


async def look_for_twins_soon(session: AsyncSession) -> None:
    """A list has come in: what it brought is compared at the next tick."""
    (await accounts.ensure(session, TWINS)).offset = ""


async def heartbeat(session: AsyncSession, now: datetime, allowed: timedelta = MISSED) -> timedelta | None:
    """Note that the scheduler lives; the gap when it was silent for over 15 minutes, or longer where time runs fast."""
    row = await accounts.ensure(session, HEARTBEAT)
    before = datetime.fromisoformat(row.offset) if row.offset else None
    row.offset = now.isoformat()
    return now - before if before is not None and now - before > max(MISSED, allowed) else None


async def tell_caught_up(session: AsyncSession, since: datetime, now: datetime, planned: int) -> None:
    """Those who answer for the office are told what a silence of the program delayed."""
    say = Say("staff.caught_up", {"since": since.isoformat(), "until": now.isoformat(), "planned": planned})
    await tell_heads(session, say, f"caught_up:{since.isoformat()}", now)


async def tell_troubles(session: AsyncSession, now: datetime) -> None:
    """An account that can't send for a minute is told of, once, through another channel where there is one."""
    for account in await accounts.down_since(session, now - TROUBLE):
        assert account.down_since is not None
        since = account.down_since.isoformat()
        params: dict[str, Json] = {
            "platform": capabilities_of(account.account).name,
            "since": since,
            "reason": account.reason,
        }
        key, say = f"trouble:{account.account}:{since}", Say("notices.trouble", params)
        await tell_heads(session, say, key, now, useful=TROUBLE_USEFUL, without=account.account)
