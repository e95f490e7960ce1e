"""One row per purpose and cooperative: who was reached, on which rung, and why not."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, select, true, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Cooperative, Identity, Ledger, Outbox
from db.outbox import Result
from db.statements import insert_once, table_of

LEDGER = table_of(Ledger)
COOPERATIVE = table_of(Cooperative)
IDENTITY = table_of(Identity)
OUTBOX = table_of(Outbox)
PERSONAL = ("opted_out", "restricted", "no_consent", "blocked", "not_officer", "marketing_stopped", "held_back")
"""Reasons that concern one officer only: the next rung may still reach the cooperative."""
STATES = {
    "undecided": "maybe",
    "failed": "failed",
    "dropped": "dropped",
    "waiting": "parked",
    "again": "queued",
    "retry": "queued",
}


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


async def planned_for(session: AsyncSession, purpose: str) -> set[int]:
    """Cooperatives that a purpose has a row for, whatever became of it."""
    return set((await session.execute(select(LEDGER.c.cooperative_id).where(LEDGER.c.purpose == purpose))).scalars())


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


ARRIVED = select(OUTBOX.c.key).where(OUTBOX.c.key.in_(bindparam("keys", expanding=True)), OUTBOX.c.state == "sent")
REACHED = (
    update(LEDGER).where(LEDGER.c.outbox_key.in_(ARRIVED)).values(state="reached", reason="", at=bindparam("when"))
)


async def follow(session: AsyncSession, results: Sequence[Result], now: datetime) -> None:
    """Carry the outcomes of outbox rows over to the rows that count them.

    What is to go once more matters only where it was counted as reached already; what was sent counts unless the
    platform has said otherwise in the meantime.
    """
    counted = [each for each in results if each.row.key.startswith(("announcement:", "rule:"))]
    if sent := [each.row.key for each in counted if each.outcome == "sent"]:
        connection = await session.connection()
        await connection.execute(REACHED, {"keys": sent, "when": now})
    for outcome, usual in STATES.items():
        for reason in {each.reason for each in counted if each.outcome == outcome}:
            keys = [each.row.key for each in counted if (each.outcome, each.reason) == (outcome, reason)]
            moved = update(LEDGER).where(LEDGER.c.outbox_key.in_(keys))
            if usual == "queued":
                moved = moved.where(LEDGER.c.state.in_(("reached", "maybe", "parked")))
            state = "failed" if reason in PERSONAL and usual != "queued" else usual
            await session.execute(moved.values(state=state, reason="" if state == "queued" else reason, at=now))


def within(number: Any, districts: Collection[int]) -> Any:
    """A condition: the cooperative of this id lies in one of these districts; none named means all."""
    if not districts:
        return true()
    return number.in_(select(COOPERATIVE.c.id).where(COOPERATIVE.c.district_id.in_(districts)))


async def count(session: AsyncSession, purpose: str, districts: Collection[int] = ()) -> Counter[str]:
    """Cooperatives per state, with districts only theirs. The values add up to all these recipients."""
    here = (LEDGER.c.purpose == purpose, within(LEDGER.c.cooperative_id, districts))
    query = select(LEDGER.c.state, func.count()).where(*here).group_by(LEDGER.c.state)
    return Counter({state: number for state, number in await session.execute(query)})


async def of_cooperatives(session: AsyncSession, purpose: str, cooperative_ids: Sequence[int]) -> list[Ledger]:
    """The rows of these cooperatives for a purpose."""
    query = select(Ledger).where(col(Ledger.purpose) == purpose, col(Ledger.cooperative_id).in_(cooperative_ids))
    return list((await session.execute(query)).scalars())


async def reasons(session: AsyncSession, purpose: str, districts: Collection[int] = ()) -> Counter[str]:
    """Why cooperatives (of these districts) weren't reached: reason and how many."""
    query = (
        select(LEDGER.c.reason, func.count())
        .where(LEDGER.c.purpose == purpose, LEDGER.c.state.in_(("unreached", "dropped")), LEDGER.c.reason != "")
        .where(within(LEDGER.c.cooperative_id, districts))
        .group_by(LEDGER.c.reason)
    )
    return Counter({reason: number for reason, number in await session.execute(query)})


async def held(
    session: AsyncSession, purpose: str, reason: str, districts: Collection[int] = ()
) -> tuple[int, datetime | None]:
    """Cooperatives (of these districts) whose message is put off for this reason, and when the first may go."""
    query = (
        select(func.count(), func.min(OUTBOX.c.not_before))
        .select_from(LEDGER)
        .join(OUTBOX, OUTBOX.c.key == LEDGER.c.outbox_key)
        .where(LEDGER.c.purpose == purpose, OUTBOX.c.state == "queued", OUTBOX.c.reason == reason)
        .where(within(LEDGER.c.cooperative_id, districts))
    )
    count, first = (await session.execute(query)).one()
    return int(count), first


async def unreached(session: AsyncSession, purpose: str) -> list[Cooperative]:
    """Cooperatives that no rung has reached, by name."""
    query = (
        select(Cooperative)
        .join(Ledger, col(Ledger.cooperative_id) == col(Cooperative.id))
        .where(col(Ledger.purpose) == purpose, col(Ledger.state) == "unreached")
        .order_by(col(Cooperative.name))
    )
    return list((await session.execute(query)).scalars())


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
