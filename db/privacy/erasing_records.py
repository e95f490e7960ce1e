"""Erasure in the office's records: positions, tasks, reports, papers and files. The records stay, the person goes."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import delete, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from db import tasks
from db.models import (
    Attachment,
    Cooperative,
    Ledger,
    Officer,
    Question,
    RatPaper,
    RatReport,
    Task,
    TraceStep,
    VisitPlan,
)
from db.privacy.mentions import Who, spellings
from db.statements import table_of

ATTACHMENT, LEDGER, OFFICER, PAPER, PLAN = (
    table_of(each) for each in (Attachment, Ledger, Officer, RatPaper, VisitPlan)
)
QUESTION, REPORT, STEP, TASK = (table_of(each) for each in (Question, RatReport, TraceStep, Task))
KIND = "contact_gone"
OTHER = "other"
"""The reason of a report that stands in the person's own words behind it."""
STANDS = ("rat", "papers", "rat_dispute", "rat_obstacle", "rat_gone", "rat_help", "visited", "dead_contact")
"""Tasks about the cooperative, which somebody else can be asked about; any other ends with its person."""


async def erase(session: AsyncSession, who: Who, now: datetime) -> list[str]:
    """Take the person out of every record; digests of the files that were only theirs."""
    digests = await _files(session, who)
    await _positions(session, who, now)
    await _tasks(session, who, now)
    own = REPORT.c.reported_by == who.person_id
    await session.execute(update(REPORT).where(own).values(words=""))
    await session.execute(update(REPORT).where(own, REPORT.c.reason.startswith(OTHER)).values(reason=OTHER))
    await session.execute(update(LEDGER).where(LEDGER.c.person_id == who.person_id).values(say={}))
    coming = PLAN.c.state.in_(("proposed", "offered", "confirmed")) & (PLAN.c.starts_at > now)
    await session.execute(update(PLAN).where(PLAN.c.person_id == who.person_id, coming).values(state="declined"))
    await _traces(session, who)
    return digests


async def _positions(session: AsyncSession, who: Who, now: datetime) -> None:
    """Their positions end, without name and number; where they were the only officer, staff look for another."""
    listed = OFFICER.c.person_id.is_(None) & OFFICER.c.phone.in_(who.phones)
    mine = or_(OFFICER.c.person_id == who.person_id, listed)
    held = select(OFFICER.c.cooperative_id).where(mine, OFFICER.c.status.in_(("verified", "registered"))).distinct()
    cooperatives = list((await session.execute(held)).scalars())
    ended = {"status": "ended", "ended_on": now.date()}
    await session.execute(update(OFFICER).where(mine, OFFICER.c.status != "ended").values(**ended))
    await session.execute(update(OFFICER).where(mine).values(name="", phone=None, person_id=None))
    for number in cooperatives:
        await _without_officer(session, number, now)


async def _without_officer(session: AsyncSession, cooperative_id: int, now: datetime) -> None:
    still = OFFICER.c.status.in_(("verified", "registered"))
    query = select(OFFICER.c.id).where(OFFICER.c.cooperative_id == cooperative_id, still).limit(1)
    if (await session.execute(query)).first() is None:
        cooperative = await session.get_one(Cooperative, cooperative_id)
        await tasks.open_task(session, KIND, f"{KIND}:{cooperative_id}", now=now, cooperative=cooperative)


async def _tasks(session: AsyncSession, who: Who, now: datetime) -> None:
    rows = (await session.execute(select(TASK).where(TASK.c.person_id == who.person_id))).all()
    for row in rows:
        new: dict[str, object] = {"key": f"{row.kind}:erased:{row.id}"} if _names_message(row.key, who) else {}
        if row.kind not in STANDS or row.state != "open":
            new |= {"data": {}}
        if row.state == "open" and row.kind not in STANDS:
            new |= {"state": "done", "done_at": now}
        if new:
            await session.execute(update(TASK).where(TASK.c.id == row.id).values(**new))


def _names_message(key: str, who: Who) -> bool:
    return any(number in key for _, number in who.message_ids) or any(each in key for each in who.needles)


async def _files(session: AsyncSession, who: Who) -> list[str]:
    """Files of theirs, made for them or sent to them go; papers of a meeting stay, without what leads to them."""
    official = select(PAPER.c.attachment_id).where(PAPER.c.attachment_id.is_not(None))
    mine = ATTACHMENT.c.person_id == who.person_id
    told = ATTACHMENT.c.subject.in_([f"question:{each}" for each in await _questions(session, who)])
    kept = {"external_id": "", "filename": "", "say": {}, "recipients": [], "subject": ""}
    await session.execute(update(ATTACHMENT).where(mine, ATTACHMENT.c.id.in_(official)).values(**kept))
    gone = or_(mine, told) & ATTACHMENT.c.id.not_in(official)
    digests = set((await session.execute(select(ATTACHMENT.c.digest).where(gone))).scalars()) - {""}
    await session.execute(delete(ATTACHMENT).where(gone))
    return await unreferenced(session, digests)


async def _questions(session: AsyncSession, who: Who) -> list[int]:
    return list((await session.execute(select(QUESTION.c.id).where(QUESTION.c.person_id == who.person_id))).scalars())


async def unreferenced(session: AsyncSession, digests: Collection[str]) -> list[str]:
    """Of these files those that no row names."""
    query = select(ATTACHMENT.c.digest).where(ATTACHMENT.c.digest.in_(digests))
    named = set((await session.execute(query)).scalars())
    return sorted(set(digests) - named)


async def _traces(session: AsyncSession, who: Who) -> None:
    """What they said of a neighbour, and tries of their number."""
    numbers = [spelt for each in who.phones for spelt in spellings(each)]
    mine = or_(STEP.c.person_id == who.person_id, (STEP.c.kind == "number") & STEP.c.target.in_(numbers))
    for row in (await session.execute(select(STEP.c.id, STEP.c.kind).where(mine))).all():
        new = {"words": ""} | ({"target": f"erased:{row.id}"} if row.kind == "number" else {})
        await session.execute(update(STEP).where(STEP.c.id == row.id).values(**new))
