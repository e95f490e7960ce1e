"""What keeps the house in order: forms nobody came back to, messages past their use, what was missed."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.channel import capabilities_of
from bot.messages import Choice, Json, Say
from db import accounts, outbox, parameters, people, settling, talks
from db.models import Person, Question, Staff
from db.outbox import Result, Row
from db.telling import tell_heads

FORM_DAYS = 14
MISSED = timedelta(minutes=15)
HEARTBEAT = "ticks"
TROUBLE = timedelta(minutes=1)
TROUBLE_USEFUL = timedelta(hours=12)


async def expire(session: AsyncSession, now: datetime) -> int:
    """Forms untouched for two weeks end; how many."""
    return await talks.expire(session, now, timedelta(days=FORM_DAYS))


async def expire_waiting(session: AsyncSession, now: datetime) -> int:
    """What waited in vain for its reader to write ends, visibly; how many rows."""
    days = (await parameters.load(session)).waiting_days
    rows = await outbox.waiting_in_vain(session, now, now - timedelta(days=days))
    await settling.settle(session, [Result(row, "dropped", "expired") for row in rows], now)
    for row in rows:
        if row.subject.startswith("question:"):
            await _tell_unheard(session, row, now)
    return len(rows)


async def _tell_unheard(session: AsyncSession, row: Row, now: datetime) -> None:
    """Whoever answered a question learns that the answer has not arrived."""
    question = await session.get(Question, int(row.subject.partition(":")[2]))
    member = await session.get(Staff, question.staff_id) if question and question.staff_id else None
    seat = await people.seat(session, member.person_id) if member and member.person_id else None
    if question is None or seat is None or people.address(seat) == row.to:
        return
    reader, person = await session.get(Person, seat.person_id), await session.get(Person, question.person_id)
    say = Say("question.expired", {"person": person.name if person else ""}, (Choice(f"ask.{question.id}.do=answer"),))
    language = reader.language if reader else texts.SOURCE
    key = f"unheard:{row.id}"
    await outbox.enqueue(session, people.address(seat), say, key=key, now=now, lane=outbox.RELAY, language=language)


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
