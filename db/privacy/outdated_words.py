"""What was written in chats, when its period is over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Identity, Inbound, Ledger, Outbox, Question, QuestionLine, RatReport, Talk
from db.outbox import RELAY
from db.statements import table_of

IDENTITY, INBOUND, LEDGER, LINE = (table_of(each) for each in (Identity, Inbound, Ledger, QuestionLine))
OUTBOX, QUESTION, REPORT, TALK = (table_of(each) for each in (Outbox, Question, RatReport, Talk))
UNDER_WAY = ("queued", "sending", "waiting")
EMPTY = ("{}", "null", "")


async def _answers(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(ids)))
    return []


async def _begun(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    """Reminders and announcements: that one went stays, to whom and in which words goes."""
    await session.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(user="", body={}, external_id=None))
    return []


async def _inbound(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(delete(INBOUND).where(INBOUND.c.id.in_(ids)))
    return []


async def _parked(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(update(INBOUND).where(INBOUND.c.id.in_(ids)).values(payload=None, trace=""))
    return []


async def _questions(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(delete(LINE).where(LINE.c.question_id.in_(ids)))
    await session.execute(delete(QUESTION).where(QUESTION.c.id.in_(ids)))
    return []


async def _ledger(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(update(LEDGER).where(LEDGER.c.id.in_(ids)).values(say={}))
    return []


async def _reports(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(update(REPORT).where(REPORT.c.id.in_(ids)).values(words=""))
    return []


async def _talks(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(update(TALK).where(TALK.c.person_id.in_(ids)).values(pending="", unanswered="", beside=""))
    return []


LAST_WORD = select(func.max(IDENTITY.c.last_heard_at)).where(IDENTITY.c.person_id == TALK.c.person_id).scalar_subquery()
TALKS = "keep_talks_days"
KINDS: Sequence[tuple[Any, ...]] = (
    (
        *("answers", TALKS, OUTBOX.c.id, OUTBOX.c.created_at),
        *((OUTBOX.c.lane <= RELAY, OUTBOX.c.state.not_in(UNDER_WAY)), _answers),
    ),
    (
        *("messages we began", TALKS, OUTBOX.c.id, OUTBOX.c.created_at),
        *((OUTBOX.c.lane > RELAY, OUTBOX.c.state.not_in(UNDER_WAY), OUTBOX.c.user != ""), _begun),
    ),
    ("messages that came", TALKS, INBOUND.c.id, INBOUND.c.at, (), _inbound),
    (
        *("parked messages", "keep_parked_days", INBOUND.c.id, INBOUND.c.at),
        *((or_(INBOUND.c.trace != "", cast(INBOUND.c.payload, String).not_in(EMPTY)),), _parked),
    ),
    (
        *("talks with staff", TALKS, QUESTION.c.id, QUESTION.c.closed_at),
        *((QUESTION.c.state == "closed",), _questions),
    ),
    (
        *("words of reminders", TALKS, LEDGER.c.id, LEDGER.c.at),
        *((LEDGER.c.state.not_in(("planned", "queued", "parked")), cast(LEDGER.c.say, String).not_in(EMPTY)), _ledger),
    ),
    ("words of reports", TALKS, REPORT.c.id, REPORT.c.reported_at, (REPORT.c.words != "",), _reports),
    (
        *("words nobody understood", TALKS, TALK.c.person_id, LAST_WORD),
        *((or_(TALK.c.pending != "", TALK.c.unanswered != "", TALK.c.beside != ""),), _talks),
    ),
)
