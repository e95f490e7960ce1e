"""One row per purpose and cooperative: who was reached, on which rung, and why not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Cooperative, Identity, Ledger, Outbox
from db.outbox import Result
from db.statements import insert_once, table_of

LEDGER = table_of(Ledger)
IDENTITY = table_of(Identity)
OUTBOX = table_of(Outbox)
PERSONAL = ("opted_out", "no_consent", "blocked", "not_officer")
"""Reasons that concern one officer only: the next rung may still reach the cooperative."""
STATES = {"sent": "reached", "undecided": "maybe", "failed": "failed", "dropped": "dropped"}


@dataclass(frozen=True, slots=True)
class Recipient:
    """A cooperative to be reached through a person; `lead_id` names the one whose message names it too."""

    cooperative_id: int
    lead_id: int
    person_id: int | None
    reason: str = ""


async def plan(
    session: AsyncSession, purpose: str, recipients: Sequence[Recipient], say: dict[str, Any], now: datetime
) -> None:
    """Freeze the recipients of a purpose. Where there is nobody to write to, they are unreached from the start."""
    rows = [
        {
            "purpose": purpose,
            "cooperative_id": each.cooperative_id,
            "lead_id": each.lead_id,
            "person_id": each.person_id,
            "rung": 0,
            "state": "planned" if each.person_id else "unreached",
            "reason": each.reason,
            "say": say,
            "outbox_key": "",
            "at": now,
        }
        for each in recipients
    ]
    if rows:
        await insert_once(session, Ledger, rows, ["purpose", "cooperative_id"])


async def planned(session: AsyncSession, purpose: str, limit: int) -> list[Ledger]:
    """The next leading rows of a purpose that no outbox row stands for yet."""
    query = (
        select(Ledger)
        .where(
            col(Ledger.purpose) == purpose,
            col(Ledger.state) == "planned",
            col(Ledger.lead_id) == col(Ledger.cooperative_id),
        )
        .order_by(col(Ledger.id))
        .limit(limit)
    )
    return list((await session.execute(query)).scalars())


async def purposes_with(session: AsyncSession, state: str) -> list[str]:
    """Purposes that have rows in this state."""
    query = select(LEDGER.c.purpose).where(LEDGER.c.state == state).distinct().order_by(LEDGER.c.purpose)
    return list((await session.execute(query)).scalars())


def key_of(purpose: str, lead_id: int, rung: int | str) -> str:
    """A rung's outbox key: `announcement:<id>:<cooperative>:<rung>`, `rule:<rule>:<cooperative>:<due>:0:<rung>`."""
    kind, _, rest = purpose.partition(":")
    if kind == "rule":
        rule, _, due = rest.partition(":")
        return f"rule:{rule}:{lead_id}:{due}:0:{rung}"
    return f"{purpose}:{lead_id}:{rung}"


async def group(session: AsyncSession, purpose: str, lead_id: int) -> list[tuple[Ledger, Cooperative]]:
    """All rows that one message stands for, with their cooperatives."""
    query = (
        select(Ledger, Cooperative)
        .join(Cooperative, col(Cooperative.id) == col(Ledger.cooperative_id))
        .where(col(Ledger.purpose) == purpose, col(Ledger.lead_id) == lead_id)
        .order_by(col(Cooperative.name))
    )
    return [(row, cooperative) for row, cooperative in await session.execute(query)]


async def step_onto(session: AsyncSession, purpose: str, lead_id: int, key: str, rung: int, now: datetime) -> None:
    """A rung's message is in the queue under `key`."""
    await session.execute(
        update(LEDGER)
        .where(LEDGER.c.purpose == purpose, LEDGER.c.lead_id == lead_id)
        .values(state="queued", outbox_key=key, rung=rung, at=now)
    )


async def follow(session: AsyncSession, results: Sequence[Result], now: datetime) -> None:
    """Carry the outcomes of outbox rows over to the rows that count them."""
    for outcome, usual in STATES.items():
        for reason in {r.reason for r in results if r.outcome == outcome and _is_counted(r.row.key)}:
            state = "failed" if reason in PERSONAL else usual
            keys = [r.row.key for r in results if (r.outcome, r.reason) == (outcome, reason) and _is_counted(r.row.key)]
            await session.execute(
                update(LEDGER).where(LEDGER.c.outbox_key.in_(keys)).values(state=state, reason=reason, at=now)
            )


def _is_counted(key: str) -> bool:
    return key.startswith(("announcement:", "rule:"))


async def failed(session: AsyncSession, limit: int) -> list[Ledger]:
    """Leading rows whose present rung has finally failed."""
    query = (
        select(Ledger)
        .where(col(Ledger.state) == "failed", col(Ledger.lead_id) == col(Ledger.cooperative_id))
        .order_by(col(Ledger.id))
        .limit(limit)
    )
    return list((await session.execute(query)).scalars())


async def end(session: AsyncSession, purpose: str, lead_id: int, state: str, reason: str, now: datetime) -> None:
    """No rung is left for this group."""
    await session.execute(
        update(LEDGER)
        .where(LEDGER.c.purpose == purpose, LEDGER.c.lead_id == lead_id)
        .values(state=state, reason=reason, at=now)
    )


async def count(session: AsyncSession, purpose: str) -> Counter[str]:
    """Cooperatives per state. The values add up to all recipients."""
    query = select(LEDGER.c.state, func.count()).where(LEDGER.c.purpose == purpose).group_by(LEDGER.c.state)
    return Counter({state: number for state, number in await session.execute(query)})


async def tried_persons(session: AsyncSession, purpose: str, lead_id: int) -> set[int]:
    """People whom earlier rungs of this group wrote to."""
    query = (
        select(IDENTITY.c.person_id)
        .join(OUTBOX, (OUTBOX.c.account == IDENTITY.c.account) & (OUTBOX.c.user == IDENTITY.c.user))
        .where(OUTBOX.c.subject == f"{purpose}:{lead_id}")
    )
    return set((await session.execute(query)).scalars())


async def of_cooperatives(session: AsyncSession, purpose: str, cooperative_ids: Sequence[int]) -> list[Ledger]:
    """The rows of these cooperatives for a purpose."""
    query = select(Ledger).where(col(Ledger.purpose) == purpose, col(Ledger.cooperative_id).in_(cooperative_ids))
    return list((await session.execute(query)).scalars())


async def reasons(session: AsyncSession, purpose: str) -> Counter[str]:
    """Why cooperatives weren't reached: reason and how many."""
    query = (
        select(LEDGER.c.reason, func.count())
        .where(LEDGER.c.purpose == purpose, LEDGER.c.state.in_(("unreached", "dropped")), LEDGER.c.reason != "")
        .group_by(LEDGER.c.reason)
    )
    return Counter({reason: number for reason, number in await session.execute(query)})


async def drop_waiting(session: AsyncSession, purpose: str, reason: str, now: datetime) -> None:
    """Nothing more leaves for this purpose; a row that a sender holds this very moment is dropped by its guard."""
    held = (OUTBOX.c.state == "queued") & (OUTBOX.c.lease == "") & OUTBOX.c.key.like(f"{purpose}:%")
    dropped = await session.execute(
        update(OUTBOX).where(held).values(state="dropped", reason=reason).returning(OUTBOX.c.key)
    )
    await session.execute(
        update(LEDGER)
        .where(LEDGER.c.purpose == purpose, LEDGER.c.outbox_key.in_(list(dropped.scalars())))
        .values(state="dropped", reason=reason, at=now)
    )
    await session.execute(
        update(LEDGER)
        .where(LEDGER.c.purpose == purpose, LEDGER.c.state.in_(("planned", "failed")))
        .values(state="dropped", reason=reason, at=now)
    )


async def plan_again(session: AsyncSession, purpose: str, states: Sequence[str], now: datetime) -> int:
    """Rows in these states that had somebody to write to are planned once more; how many cooperatives.

    Cooperatives of one person share a message again, whatever became of the first one.
    """
    result = await session.execute(
        update(LEDGER)
        .where(*_retried(purpose, states))
        .values(state="planned", rung=LEDGER.c.rung + 1, at=now)
        .returning(LEDGER.c.id, LEDGER.c.person_id, LEDGER.c.cooperative_id)
    )
    leads: dict[int, int] = {}
    rows = sorted(result.all(), key=lambda row: row.cooperative_id)
    for number, person_id, cooperative_id in rows:
        lead = leads.setdefault(person_id, cooperative_id)
        await session.execute(update(LEDGER).where(LEDGER.c.id == number).values(lead_id=lead))
    return len(rows)


async def regroup(
    session: AsyncSession, purpose: str, recipients: Sequence[Recipient], rung: int, now: datetime
) -> None:
    """The next rung: other people for these cooperatives, or the end of the ladder where nobody is left."""
    for each in recipients:
        await session.execute(
            update(LEDGER)
            .where(LEDGER.c.purpose == purpose, LEDGER.c.cooperative_id == each.cooperative_id)
            .values(
                lead_id=each.lead_id,
                person_id=each.person_id or LEDGER.c.person_id,
                rung=rung if each.person_id else LEDGER.c.rung,
                state="planned" if each.person_id else "unreached",
                reason="" if each.person_id else LEDGER.c.reason,
                at=now,
            )
        )


async def last_planned(session: AsyncSession, prefix: str, since: datetime) -> dict[int, datetime]:
    """When each cooperative last had a row under purposes that begin so, looking back to `since`."""
    query = (
        select(LEDGER.c.cooperative_id, func.max(LEDGER.c.at))
        .where(LEDGER.c.at > since, LEDGER.c.purpose.startswith(prefix, autoescape=True))
        .group_by(LEDGER.c.cooperative_id)
    )
    return {number: at for number, at in await session.execute(query)}


async def addressed(session: AsyncSession, purpose: str) -> int:
    """Cooperatives for which there was somebody to write to."""
    query = select(func.count()).where(LEDGER.c.purpose == purpose, LEDGER.c.person_id.is_not(None))
    return int((await session.execute(query)).scalar_one())


async def can_retry(session: AsyncSession, purpose: str, states: Sequence[str]) -> bool:
    """Whether a retry could reach anybody."""
    query = select(LEDGER.c.id).where(*_retried(purpose, states)).limit(1)
    return (await session.execute(query)).first() is not None


def _retried(purpose: str, states: Sequence[str]) -> tuple[Any, ...]:
    return (
        LEDGER.c.purpose == purpose,
        LEDGER.c.state.in_(states),
        LEDGER.c.person_id.is_not(None),
        LEDGER.c.reason != "blocked",
    )
