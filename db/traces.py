"""The search for a cooperative that can't be found: what was tried, and what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import exists
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import audience, ledger, tasks
from db.ledger import Recipient
from db.models import Cooperative, Identity, Ledger, Letter, Officer, Outbox, Task, Trace, TraceStep, Visit

OWN, AROUND = "rule:trace:", "rule:neighbour:"
"""Purposes of the ledger, each followed by the id of the trace: its own officers are asked, and the neighbours."""
MOST_NEIGHBOURS = 5
APART = timedelta(days=30)
"""A neighbour is asked at most one such question, and a number written to at most once, in this span."""
DISSOLVED, FOUND, LOST = "bubar", "terverifikasi", "tidak ditemukan"
TOLD_BY_VISIT, MET = ("not_found", "moved"), "met"
"""Visits of any time that tell of a search; officers count who were met since it began."""
ABSENT = "dinyatakan tidak ada"
"""What is known of a cooperative that the lurah states to be no more."""
TASKS = ("trace", "trace_told")
"""Tasks that wait for a search: over with it."""
Kind = Literal["number", "call", "neighbour", "letter", "visit", "lurah"]
AGAINST: dict[Kind, tuple[str, ...]] = {
    "number": ("linked", "answered_yes"),
    "call": ("officer",),
    "neighbour": ("known", "moved"),
    "letter": ("used",),
    "visit": ("moved", MET),
    "lurah": ("here", "moved"),
}
"""Outcomes that speak against a cooperative's being lost."""


@dataclass(frozen=True, slots=True)
class Tried:
    """One thing that was tried, in order of time. `outcome` is a word of its kind; empty while there is none."""

    kind: Kind
    target: str
    outcome: str
    words: str
    at: datetime
    answered_at: datetime | None = None

    @property
    def came(self) -> str:
        """The outcome with what was answered."""
        return f"{self.outcome}_{self.words}" if self.outcome == "answered" else self.outcome


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


async def number_step(session: AsyncSession, trace: Trace, phone: str, now: datetime) -> TraceStep:
    """The step of a number; one that became known since the search began is added."""
    found = await step_of(session, trace.id, "number", phone)
    return found or await add_step(session, trace, "number", phone, now)


async def note(
    session: AsyncSession, trace: Trace, kind: Kind, target: str, outcome: str, words: str, now: datetime
) -> None:
    """What staff found out; what is noted anew replaces what was."""
    step = await step_of(session, trace.id, kind, target) or await add_step(session, trace, kind, target, now)
    step.outcome, step.words, step.answered_at = outcome, words, now


async def against(session: AsyncSession, trace: Trace) -> list[Tried]:
    """What speaks for the cooperative's being there."""
    return [each for each in await tried(session, trace) if each.came in AGAINST[each.kind]]


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
    called = {each.target for each in steps if each.kind == "call"}
    steps = [each for each in steps if each.came != "by_phone" or each.target not in called]
    return [*steps, *await _letters(session, trace), *await _visits(session, trace)]


async def _as_tried(session: AsyncSession, trace: Trace, step: TraceStep) -> Tried:
    outcome = step.outcome
    if not outcome and step.kind == "number":
        outcome = await _delivery(session, key_of(step))
    if not outcome and step.kind == "neighbour":
        outcome = await _asking(session, f"{AROUND}{trace.id}", int(step.target))
    target = step.target
    if step.kind == "call":
        called = await session.get(TraceStep, int(step.target))
        target = called.target if called else ""
    kind = next(each for each in AGAINST if each == step.kind)
    return Tried(kind, target, outcome, step.words, step.at, step.answered_at)


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
    met = (col(Visit.result) == MET) & (col(Visit.visited_on) >= trace.opened_at.date())
    told = col(Visit.result).in_(TOLD_BY_VISIT) | met
    query = select(Visit).where(Visit.cooperative_id == trace.cooperative_id, told)
    found = (await session.exec(query.order_by(col(Visit.visited_on), col(Visit.id)))).all()
    return [Tried("visit", each.visited_on.isoformat(), each.result, "", each.recorded_at) for each in found]


async def close(session: AsyncSession, trace: Trace, state: str, staff_id: int | None, now: datetime) -> None:
    """The search is over: found and lost say so of the cooperative, closed says nothing. What waits is over with it."""
    trace.state, trace.closed_by, trace.closed_at = state, staff_id, now
    cooperative = await session.get_one(Cooperative, trace.cooperative_id)
    if state in ("found", "lost"):
        cooperative.existence = FOUND if state == "found" else await lost_as(session, trace)
        cooperative.updated_at = now
    waiting = (Task.cooperative_id == trace.cooperative_id, Task.state == "open", col(Task.kind).in_(TASKS))
    for task in (await session.exec(select(Task).where(*waiting).with_for_update())).all():
        tasks.close(task, staff_id, now)
    for purpose in (f"{OWN}{trace.id}", f"{AROUND}{trace.id}"):
        await ledger.drop_waiting(session, purpose, "answered", now)


async def lost_as(session: AsyncSession, trace: Trace) -> str:
    """What is known of a cooperative that was not found: with a statement of the lurah, or without one."""
    stated = await step_of(session, trace.id, "lurah", "")
    return ABSENT if stated is not None and stated.outcome == "gone" else LOST


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


async def asked_last(session: AsyncSession, cooperative_ids: Collection[int]) -> Ledger | None:
    """The newest question about a neighbour that went to one of these cooperatives."""
    query = select(Ledger).where(
        col(Ledger.purpose).startswith(AROUND), col(Ledger.cooperative_id).in_(cooperative_ids)
    )
    return (await session.exec(query.order_by(col(Ledger.id).desc()).limit(1))).first()
