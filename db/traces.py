"""The search for a cooperative that can't be found: what was tried, and what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import exists
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import audience, ledger
from db.ledger import Recipient
from db.models import Cooperative, Identity, Ledger, Letter, Officer, Outbox, Trace, TraceStep, Visit
from db.outbox import REMINDER

OWN, AROUND = "rule:trace:", "rule:neighbour:"
"""Purposes of the ledger, each followed by the id of the trace: its own officers are asked, and the neighbours."""
MOST_NEIGHBOURS = 5
APART = timedelta(days=30)
"""A neighbour is asked at most one such question, and a number written to at most once, in this span."""
DISSOLVED, FOUND, LOST = "bubar", "terverifikasi", "tidak ditemukan"
TOLD_BY_VISIT = ("not_found", "moved")
Kind = Literal["number", "neighbour", "letter", "visit"]


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was tried, in order of time. `outcome` is a word of its kind; empty while there is none."""

    kind: Kind
    target: str
    outcome: str
    words: str
    at: datetime
    answered_at: datetime | None = None


async def begin(session: AsyncSession, cooperative: Cooperative, staff_id: int, now: datetime) -> Trace | None:
    """A new search; None while one is going on."""
    await session.get_one(Cooperative, cooperative.id, with_for_update=True)
    if await open_of(session, cooperative.id) is not None:
        return None
    trace = Trace(cooperative_id=cooperative.id, opened_by=staff_id, opened_at=now)
    session.add(trace)
    await session.flush()
    return trace


async def open_of(session: AsyncSession, cooperative_id: int) -> Trace | None:
    """The search for this cooperative that is going on."""
    query = select(Trace).where(Trace.cooperative_id == cooperative_id, Trace.state == "open")
    return (await session.exec(query)).first()


async def locked(session: AsyncSession, trace_id: int) -> Trace | None:
    """A search as it is now; nobody else closes it in this moment."""
    return await session.get(Trace, trace_id, with_for_update=True, populate_existing=True)


def trace_of(purpose: str) -> int:
    """The trace's id in a purpose of the ledger."""
    return int(purpose.rpartition(":")[2])


def key_of(step: TraceStep) -> str:
    """Under which key a number is written to, once in a search. Keys are logged: the number is not in it."""
    return f"trace:{step.trace_id}:{step.id}"


async def add_step(
    session: AsyncSession, trace: Trace, kind: Kind, target: str, now: datetime, person_id: int | None = None
) -> TraceStep:
    """One more thing to try."""
    step = TraceStep(trace_id=trace.id, kind=kind, target=target, person_id=person_id, at=now)
    session.add(step)
    await session.flush()
    return step


async def step_of(session: AsyncSession, trace_id: int, kind: Kind, target: str) -> TraceStep | None:
    """The step of this target."""
    query = select(TraceStep).where(TraceStep.trace_id == trace_id, TraceStep.kind == kind, TraceStep.target == target)
    return (await session.exec(query.with_for_update())).first()


async def neighbours(session: AsyncSession, cooperative: Cooperative, now: datetime) -> list[Recipient]:
    """Whom to ask: consenting officers of up to five other cooperatives of the kelurahan, else of the kecamatan.

    Nobody who serves the one that is sought, and nobody who was asked such a question in the last 30 days.
    """
    own = select(Officer.person_id).where(Officer.cooperative_id == cooperative.id, col(Officer.person_id).is_not(None))
    asked = select(TraceStep.person_id).where(TraceStep.kind == "neighbour", col(TraceStep.at) > now - APART)
    spared = {each for query in (own, asked) for each in (await session.exec(query)).all() if each is not None}
    for near in await _near(session, cooperative):
        found = await audience.recipients(session, near, without=spared)
        picked: dict[int, Recipient] = {}
        for each in found:
            if each.person_id is not None and len(picked) < MOST_NEIGHBOURS:
                picked.setdefault(each.person_id, each)
        if picked:
            return list(picked.values())
    return []


async def _near(session: AsyncSession, cooperative: Cooperative) -> list[list[int]]:
    """Other cooperatives of the kelurahan, and of the kecamatan."""
    others = (
        select(Cooperative.id)
        .where(Cooperative.id != cooperative.id, Cooperative.activity != DISSOLVED)
        .where(col(Cooperative.district_id) == cooperative.district_id)
        .order_by(col(Cooperative.id))
    )
    if cooperative.district_id is None:
        return []
    village = func.lower(col(Cooperative.village)) == cooperative.village.lower()
    near = [list((await session.exec(others.where(village))).all())] if cooperative.village else []
    return [*near, list((await session.exec(others)).all())]


async def tried(session: AsyncSession, trace: Trace) -> list[Tried]:
    """Everything that was tried, with the letters that went out and the visits that found nobody."""
    query = select(TraceStep).where(TraceStep.trace_id == trace.id).order_by(col(TraceStep.id))
    steps = [await _as_tried(session, trace, each) for each in (await session.exec(query)).all()]
    return [*steps, *await _letters(session, trace), *await _visits(session, trace)]


async def _as_tried(session: AsyncSession, trace: Trace, step: TraceStep) -> Tried:
    outcome = step.outcome
    if not outcome and step.kind == "number":
        outcome = await _delivery(session, key_of(step))
    if not outcome and step.kind == "neighbour":
        outcome = await _asking(session, f"{AROUND}{trace.id}", int(step.target))
    kind: Kind = "number" if step.kind == "number" else "neighbour"
    return Tried(kind, step.target, outcome, step.words, step.at, step.answered_at)


async def _delivery(session: AsyncSession, key: str) -> str:
    """How far a message to a number has come: by_phone where there is none, waiting, sent, delivered, failed, held."""
    row = (await session.exec(select(Outbox).where(Outbox.key == key))).first()
    if row is None:
        return "by_phone"
    if row.delivery in ("delivered", "read"):
        return "delivered"
    if "failed" in (row.delivery, row.state):
        return "failed"
    return {"sent": "sent", "undecided": "sent", "dropped": "held"}.get(row.state, "waiting")


async def _asking(session: AsyncSession, purpose: str, cooperative_id: int) -> str:
    """How far the question to a neighbour has come."""
    query = select(Ledger.state).where(Ledger.purpose == purpose, Ledger.cooperative_id == cooperative_id)
    state = (await session.exec(query)).first()
    return {"reached": "asked", "maybe": "asked", "dropped": "held", "unreached": "held"}.get(state or "", "waiting")


async def _letters(session: AsyncSession, trace: Trace) -> list[Tried]:
    query = select(Letter).where(Letter.cooperative_id == trace.cooperative_id).order_by(col(Letter.id))
    return [
        Tried(
            "letter",
            "",
            "used" if each.used_at else "handed" if each.handed_at else "printed",
            "",
            each.printed_at,
            each.used_at,
        )
        for each in (await session.exec(query)).all()
    ]


async def _visits(session: AsyncSession, trace: Trace) -> list[Tried]:
    query = select(Visit).where(Visit.cooperative_id == trace.cooperative_id, col(Visit.result).in_(TOLD_BY_VISIT))
    found = (await session.exec(query.order_by(col(Visit.visited_on), col(Visit.id)))).all()
    return [Tried("visit", each.visited_on.isoformat(), each.result, "", each.recorded_at) for each in found]


async def close(session: AsyncSession, trace: Trace, state: str, staff_id: int | None, now: datetime) -> None:
    """The search is over: found and lost say so of the cooperative, closed says nothing. What waits goes no more."""
    trace.state, trace.closed_by, trace.closed_at = state, staff_id, now
    cooperative = await session.get_one(Cooperative, trace.cooperative_id)
    if existence := {"found": FOUND, "lost": LOST}.get(state):
        cooperative.existence, cooperative.updated_at = existence, now
    for purpose in (f"{OWN}{trace.id}", f"{AROUND}{trace.id}"):
        await ledger.drop_waiting(session, purpose, "answered", now)


async def drop_number(session: AsyncSession, cooperative_id: int, phone: str) -> int:
    """A number is no officer's of this cooperative any more; of how many rows. Linked officers keep theirs."""
    query = select(Officer).where(
        Officer.cooperative_id == cooperative_id, Officer.phone == phone, col(Officer.person_id).is_(None)
    )
    rows = (await session.exec(query.with_for_update())).all()
    for each in rows:
        each.phone = None
    return len(rows)


async def found_meanwhile(session: AsyncSession) -> list[Trace]:
    """Open searches for cooperatives of which an officer has written to us since they began."""
    heard = exists().where(
        col(Officer.cooperative_id) == col(Trace.cooperative_id),
        col(Officer.status) == "verified",
        col(Officer.person_id) == col(Identity.person_id),
        col(Identity.blocked_at).is_(None),
        col(Identity.last_heard_at) > col(Trace.opened_at),
    )
    query = select(Trace).where(Trace.state == "open", heard).order_by(col(Trace.id))
    return list((await session.exec(query.with_for_update())).all())


async def without_outcome(session: AsyncSession, before: datetime) -> list[Trace]:
    """Searches that began before a moment and are still open."""
    query = select(Trace).where(Trace.state == "open", col(Trace.opened_at) <= before).order_by(col(Trace.id))
    return list((await session.exec(query)).all())


async def written_lately(session: AsyncSession, user: str, now: datetime, *, besides: str) -> bool:
    """Whether the office began to write to this address in the last 30 days, with another message than `besides`."""
    query = select(Outbox.id).where(
        Outbox.user == user,
        Outbox.lane >= REMINDER,
        Outbox.key != besides,
        col(Outbox.state).in_(("sent", "sending", "undecided")),
        col(Outbox.sent_at) > now - APART,
    )
    return (await session.exec(query.limit(1))).first() is not None


async def asked_phones(session: AsyncSession, phones: Collection[str], since: datetime) -> set[str]:
    """Those of these numbers that said that they are not, or not any more, an officer's; or were asked since then."""
    found = await _earlier(session, phones)
    silent = {each.target for each in found if each.outcome == "answered" and each.words in ("no", "stop")}
    keys = {key_of(each): each.target for each in found if each.at > since}
    sent = (await session.exec(select(Outbox.key).where(col(Outbox.key).in_(list(keys))))).all()
    return silent | {keys[each] for each in sent}


async def undelivered(session: AsyncSession, phones: Collection[str]) -> set[str]:
    """Those of these numbers that an earlier message of a search did not reach."""
    keys = {key_of(each): each.target for each in await _earlier(session, phones)}
    failed = (col(Outbox.state) == "failed") | (col(Outbox.delivery) == "failed")
    found = await session.exec(select(Outbox.key).where(col(Outbox.key).in_(list(keys)), failed))
    return {keys[each] for each in found.all()}


async def _earlier(session: AsyncSession, phones: Collection[str]) -> Sequence[TraceStep]:
    """Steps of any search that tried one of these numbers."""
    query = select(TraceStep).where(TraceStep.kind == "number", col(TraceStep.target).in_(phones))
    return (await session.exec(query)).all()
