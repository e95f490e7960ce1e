"""Erasure of what was said: messages of both sides, talks with staff, and what others were told of the person."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from db import settling
from db.models import Inbound, OpenForm, Outbox, Question, QuestionLine
from db.outbox import RELAY, ROW, Result, Row
from db.privacy import mentions
from db.privacy.mentions import Who
from db.statements import table_of

FORM, INBOUND, LINE, OUTBOX, QUESTION = (table_of(each) for each in (OpenForm, Inbound, QuestionLine, Outbox, Question))
ENDED = "not_officer"
"""Reason of a reminder that finds nobody: another officer may be reached instead."""
MOST_NOTES = 60
"""Messages to others that one message of theirs may have led to."""
CHUNK = 500


async def erase(session: AsyncSession, who: Who, now: datetime) -> None:
    """Everything that they said and that was said to them or of them."""
    await _drop_planned(session, who, now)
    await _empty_own(session, who)
    asked = list((await session.execute(select(QUESTION.c.id).where(QUESTION.c.person_id == who.person_id))).scalars())
    await _empty_others(session, who, asked)
    await _close_answers(session, asked)
    await session.execute(delete(LINE).where(LINE.c.question_id.in_(asked)))
    await session.execute(delete(QUESTION).where(QUESTION.c.id.in_(asked)))
    for account, user in _places(who):
        await session.execute(delete(INBOUND).where(INBOUND.c.account == account, INBOUND.c.user == user))


def _places(who: Who) -> list[tuple[str, str]]:
    return [(each.account, each.user) for each in who.seats]


def _theirs(who: Who) -> Any:
    """Rows to any of their seats."""
    places = [(OUTBOX.c.account == account) & (OUTBOX.c.user == user) for account, user in _places(who)]
    return or_(*places) if places else OUTBOX.c.id < 0


async def _drop_planned(session: AsyncSession, who: Who, now: datetime) -> None:
    """What has not left yet never does; a cooperative that it was for is reached another way, if there is one."""
    waits = OUTBOX.c.state.in_(("queued", "waiting")) & (OUTBOX.c.lane > RELAY)
    rows = [Row(*each) for each in await session.execute(select(*ROW).where(_theirs(who), waits))]
    await settling.settle(session, [Result(row, "dropped", ENDED) for row in rows], now)


async def _empty_own(session: AsyncSession, who: Who) -> None:
    """Answers go; of what we began it stays that it went."""
    await session.execute(delete(OUTBOX).where(_theirs(who), OUTBOX.c.lane <= RELAY))
    await session.execute(update(OUTBOX).where(_theirs(who)).values(user="", body={}, external_id=None))


async def _empty_others(session: AsyncSession, who: Who, asked: Sequence[int]) -> None:
    """What others were told of them: the words go, the buttons stay, so that an answer still finds its way."""
    about = OUTBOX.c.subject.in_([f"question:{each}" for each in asked])
    keys = _relayed(who)
    conditions = [about | mentions.named_in(OUTBOX.c.body, who), *(OUTBOX.c.key.in_(some) for some in _some(keys))]
    seen: set[int] = set()
    shape = who.shape
    for condition in conditions:
        for row in (await session.execute(select(OUTBOX.c.id, OUTBOX.c.body, OUTBOX.c.state).where(condition))).all():
            if row.id in seen:
                continue
            seen.add(row.id)
            state = {"state": "dropped", "reason": "erased"} if row.state in ("queued", "waiting") else {}
            body = hollow(mentions.taken_out(row.body, shape) if shape else row.body)
            await session.execute(update(OUTBOX).where(OUTBOX.c.id == row.id).values(body=body, **state))
    for some in _some(keys):
        for number in (await session.execute(select(OUTBOX.c.id).where(OUTBOX.c.key.in_(some)))).scalars().all():
            await session.execute(update(OUTBOX).where(OUTBOX.c.id == number).values(key=f"relay:erased:{number}"))


def _some(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    """As many keys as fit into one statement."""
    return (keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK))


def _relayed(who: Who) -> list[str]:
    """The keys that messages to others may have, which each message of theirs led to."""
    return [f"relay:{account}:{name}:{note}" for account, name in who.message_ids for note in range(1, MOST_NOTES)]


def hollow(body: Json) -> Json:
    """A message without words: only its buttons."""
    choices = body.get("choices") if isinstance(body, dict) else None
    return {"text": "", "choices": choices} if choices else {}


async def _close_answers(session: AsyncSession, asked: Sequence[int]) -> None:
    """Answers that staff were writing have nobody to go to."""
    rows = (await session.execute(select(FORM.c.id, FORM.c.context).where(FORM.c.form == "answer"))).all()
    gone = [row.id for row in rows if row.context.get("question_id") in asked]
    await session.execute(delete(FORM).where(FORM.c.id.in_(gone)))
