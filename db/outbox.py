"""Everything that leaves. Hot paths go through core in batches; the ORM is never on them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import bindparam, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.messages import Address, Choice, Json, Outgoing, Say, Status
from bot.texts.wire import outgoing_to_json
from db.models import Ledger, Outbox
from db.session import WAKES
from db.statements import insert_once, table_of

REPLY, RELAY, REMINDER, BULK = 0, 2, 5, 9
"""Lanes: the next free token goes to the lowest number."""
RETRY_MINUTES = (1, 5, 15, 60)

OUTBOX = table_of(Outbox)
LEDGER = table_of(Ledger)
Outcome = Literal["sent", "again", "retry", "failed", "dropped", "undecided"]


@dataclass(frozen=True, slots=True)
class Row:
    """An outbox row on its way."""

    id: int
    key: str
    account: str
    user: str
    lane: int
    body: Mapping[str, Json]
    guard: str
    subject: str
    attempts: int
    useful_until: datetime | None

    @property
    def to(self) -> Address:
        """Whom it is for."""
        return Address(self.account, self.user)


ROW = [OUTBOX.c[name] for name in Row.__slots__]
MARK = (
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(bindparam("ids", expanding=True)), OUTBOX.c.state == "queued")
    .values(state="sending", sent_at=bindparam("at"))
    .returning(OUTBOX.c.id)
)
SENT = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row"))
    .values(state="sent", external_id=bindparam("external"), sent_at=bindparam("at"), lease="", reason="")
)
"""Built once: these run for every message, and building costs as much as running them."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one request. `at` is when to try again for a retry."""

    row: Row
    outcome: Outcome
    reason: str = ""
    external_id: str | None = None
    at: datetime | None = None


def draft(
    to: Address,
    message: Say | Sequence[Say] | Outgoing,
    *,
    key: str,
    now: datetime,
    language: str = texts.SOURCE,
    lane: int = REPLY,
    guard: str = "",
    subject: str = "",
    not_before: datetime | None = None,
    useful_until: datetime | None = None,
) -> dict[str, Any]:
    """One outbox row as values, rendered in the reader's language."""
    if isinstance(message, Say):
        message = (message,)
    outgoing = message if isinstance(message, Outgoing) else texts.render(list(message), language)
    return {
        "key": key,
        "account": to.account,
        "user": to.user,
        "lane": lane,
        "body": outgoing_to_json(outgoing),
        "guard": guard,
        "subject": subject,
        "not_before": not_before,
        "useful_until": useful_until,
        "state": "queued",
        "attempts": 0,
        "lease": "",
        "reason": "",
        "delivery": "",
        "created_at": now,
    }


async def enqueue(
    session: AsyncSession, to: Address, message: Say | Sequence[Say] | Outgoing, *, key: str, now: datetime, **more: Any
) -> bool:
    """Put one message in the queue. The same key twice: nothing happens, and the answer is False."""
    row = draft(to, message, key=key, now=now, **more)
    session.info[WAKES] = True
    return await insert_once(session, Outbox, row, ["key"]) == 1


async def enqueue_many(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> None:
    """Put drafts in the queue; keys that are there already are left alone."""
    if rows:
        session.info[WAKES] = True
        await insert_once(session, Outbox, rows, ["key"])


async def reserve(
    session: AsyncSession, account: str, now: datetime, limit: int, lease: str, *, below: int = 100
) -> list[Row]:
    """Lease the next rows in lanes under `below`, lowest first. Only the holder of the account's lock calls this."""
    due = (
        select(OUTBOX.c.id)
        .where(
            OUTBOX.c.account == account,
            OUTBOX.c.state == "queued",
            OUTBOX.c.lease == "",
            OUTBOX.c.lane < below,
            or_(OUTBOX.c.not_before.is_(None), OUTBOX.c.not_before <= now),
        )
        .order_by(OUTBOX.c.lane, OUTBOX.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("due")  # as a plain subquery PostgreSQL may run it again, past its limit
    )
    found = await session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(select(due.c.id)), OUTBOX.c.lease == "")
        .values(lease=lease)
        .returning(*ROW)
    )
    return sorted((Row(*each) for each in found), key=lambda row: (row.lane, row.id))


async def release(session: AsyncSession, ids: Collection[int]) -> None:
    """Give leased rows back to the queue untouched."""
    if ids:
        await session.execute(update(OUTBOX).where(OUTBOX.c.id.in_(ids), OUTBOX.c.state == "queued").values(lease=""))


async def mark_sending(session: AsyncSession, rows: Sequence[Row], now: datetime) -> set[int]:
    """From here on a crash leaves these rows undecided; ids of those that were still ours to mark.

    Must be committed before the requests leave.
    """
    if not rows:
        return set()
    connection = await session.connection()
    return set((await connection.execute(MARK, {"ids": [row.id for row in rows], "at": now})).scalars())


async def settle(session: AsyncSession, results: Iterable[Result], now: datetime) -> None:
    """Write down outcomes, in one statement for all that were sent and one for each that was not."""
    sent = [{"row": r.row.id, "external": r.external_id, "at": now} for r in results if r.outcome == "sent"]
    if sent:
        connection = await session.connection()
        await connection.execute(SENT, sent)
    for result in results:
        if result.outcome != "sent":
            await session.execute(update(OUTBOX).where(OUTBOX.c.id == result.row.id).values(**_ended(result)))


def _ended(result: Result) -> dict[str, Any]:
    if result.outcome == "again":  # trouble of the account: costs the row no attempt
        return {"state": "queued", "not_before": result.at, "lease": "", "reason": result.reason}
    if result.outcome == "retry":
        return {"state": "queued", "not_before": result.at, "lease": "", "reason": result.reason,
                "attempts": result.row.attempts + 1}  # fmt: skip
    return {"state": result.outcome, "reason": result.reason, "lease": ""}


def retry_at(attempts: int, now: datetime) -> datetime | None:
    """When a row that failed for the `attempts`-th time is tried again; None when it has had its tries."""
    if attempts > len(RETRY_MINUTES):
        return None
    return now + timedelta(minutes=RETRY_MINUTES[attempts - 1])


async def interrupted(session: AsyncSession, account: str) -> list[Row]:
    """Rows of a sender that died between mark and settle; also frees its leases."""
    await session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.account == account, OUTBOX.c.state == "queued", OUTBOX.c.lease != "")
        .values(lease="")
    )
    found = await session.execute(
        select(*ROW).where(OUTBOX.c.account == account, OUTBOX.c.state == "sending").order_by(OUTBOX.c.id)
    )
    return [Row(*each) for each in found]


async def forget_unsent(session: AsyncSession, account: str, lease: str, known: Collection[int]) -> None:
    """Rows this sender holds that have not left: back to the queue, even if a lost commit had marked them."""
    await session.execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.account == account,
            OUTBOX.c.lease == lease,
            OUTBOX.c.state.in_(("queued", "sending")),
            OUTBOX.c.id.not_in(list(known)),
        )
        .values(state="queued", lease="")
    )


async def last_prompt(session: AsyncSession, address: Address) -> tuple[list[Choice], str]:
    """Buttons and subject of the message with choices last delivered to this person, among the last five."""
    query = (
        select(OUTBOX.c.body, OUTBOX.c.subject)
        .where(
            OUTBOX.c.account == address.account,
            OUTBOX.c.user == address.user,
            OUTBOX.c.state.in_(("sent", "sending", "undecided")),
        )
        .order_by(OUTBOX.c.sent_at.desc(), OUTBOX.c.id.desc())
        .limit(5)
    )
    for body, subject in await session.execute(query):
        if choices := [Choice(*each) for each in body.get("choices", ())]:
            return choices, subject
    return [], ""


async def quoted(session: AsyncSession, address: Address, external_id: str) -> tuple[list[Choice], str] | None:
    """Buttons and subject of a message of ours that somebody quotes or presses; also proof that it arrived."""
    query = select(OUTBOX.c.id, OUTBOX.c.body, OUTBOX.c.subject).where(
        OUTBOX.c.account == address.account, OUTBOX.c.user == address.user, OUTBOX.c.external_id == external_id
    )
    found = (await session.execute(query)).first()
    return None if found is None else ([Choice(*each) for each in found.body.get("choices", ())], found.subject)


async def newest_external_id(session: AsyncSession, prefix: str) -> str | None:
    """Under which id the platform took the newest row whose key begins so."""
    query = (
        select(OUTBOX.c.external_id)
        .where(OUTBOX.c.key.startswith(prefix, autoescape=True), OUTBOX.c.external_id.is_not(None))
        .order_by(OUTBOX.c.id.desc())
        .limit(1)
    )
    return (await session.execute(query)).scalar()


async def confirm(
    session: AsyncSession, address: Address, choice: str | None, reply_to: str | None, now: datetime
) -> None:
    """A tap or a quoted reply proves that a message arrived: an undecided row it names is settled as sent."""
    if choice is None and reply_to is None:
        return
    query = select(OUTBOX.c.id, OUTBOX.c.key, OUTBOX.c.body).where(
        OUTBOX.c.account == address.account, OUTBOX.c.user == address.user, OUTBOX.c.state == "undecided"
    )
    for row in (await session.execute(query)).all():
        if choice in [each[0] for each in row.body.get("choices", ())]:
            await session.execute(
                update(OUTBOX)
                .where(OUTBOX.c.id == row.id)
                .values(state="sent", external_id=reply_to, reason="", delivery="read")
            )
            await session.execute(
                update(LEDGER).where(LEDGER.c.outbox_key == row.key).values(state="reached", reason="", at=now)
            )


RANK = {"": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 4}


async def delivery(session: AsyncSession, status: Status) -> None:
    """Raise what the platform says of a message; a late or repeated status never lowers it."""
    lower = [state for state, rank in RANK.items() if rank < RANK[status.state]]
    await session.execute(
        update(OUTBOX)
        .where(
            OUTBOX.c.account == status.account,
            OUTBOX.c.external_id == status.external_id,
            OUTBOX.c.delivery.in_(lower),
        )
        .values(delivery=status.state)
    )
