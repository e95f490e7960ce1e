"""Everything that leaves. Hot paths go through core in batches; the ORM is never on them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from sqlalchemy import bindparam, case, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.channel import capabilities_of
from bot.messages import Address, Json, Outgoing, Say
from bot.texts.wire import outgoing_to_json
from db.models import Ledger, Outbox
from db.session import WAKES
from db.statements import insert_once, table_of

REPLY, RELAY, REMINDER, BULK = 0, 2, 5, 9
"""Lanes: the next free token goes to the lowest number."""
RETRY_MINUTES = (1, 5, 15, 60)

OUTBOX = table_of(Outbox)
LEDGER = table_of(Ledger)
Outcome = Literal["sent", "again", "retry", "failed", "dropped", "undecided", "waiting"]


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
    .where(OUTBOX.c.id == bindparam("row"), OUTBOX.c.lease != "")
    .values(
        state="sent",
        external_id=bindparam("external"),
        delivery=case((OUTBOX.c.external_id == bindparam("external"), OUTBOX.c.delivery), else_=""),
        sent_at=bindparam("at"),
        lease="",
        reason="",
    )
)
AS_TEMPLATE = update(OUTBOX).where(OUTBOX.c.id == bindparam("row")).values(template=bindparam("name"))
"""Built once: these run for every message, and building costs as much as running them. A row whose status came before
the answer has given up its lease: what the status said stands."""


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
    if not isinstance(message, Outgoing):
        may_need_template = capabilities_of(to.account).window is not None
        message = texts.render(list(message), language, with_template=may_need_template)
    return {
        "key": key,
        "account": to.account,
        "user": to.user,
        "lane": lane,
        "body": outgoing_to_json(message),
        "guard": guard,
        "subject": subject,
        "not_before": not_before,
        "useful_until": useful_until,
        "state": "queued",
        "attempts": 0,
        "lease": "",
        "reason": "",
        "delivery": "",
        "template": "",
        "category": "",
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


DUE = (
    select(OUTBOX.c.id)
    .where(
        OUTBOX.c.account == bindparam("from_account"),
        OUTBOX.c.state == "queued",
        OUTBOX.c.lease == "",
        OUTBOX.c.lane < bindparam("below"),
        or_(OUTBOX.c.not_before.is_(None), OUTBOX.c.not_before <= bindparam("now")),
    )
    .order_by(OUTBOX.c.lane, OUTBOX.c.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
    .cte("due")  # as a plain subquery PostgreSQL may run it again, past its limit
)
RESERVE = (
    update(OUTBOX)
    .where(OUTBOX.c.id.in_(select(DUE.c.id)), OUTBOX.c.lease == "")
    .values(lease=bindparam("for_lease"))
    .returning(*ROW)
)


async def reserve(
    session: AsyncSession, account: str, now: datetime, limit: int, lease: str, *, below: int = 100
) -> list[Row]:
    """Lease the next rows in lanes under `below`, lowest first. Only the holder of the account's lock calls this."""
    asked = {"from_account": account, "below": below, "now": now, "most": limit, "for_lease": lease}
    connection = await session.connection()
    found = await connection.execute(RESERVE, asked)
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
    marked = set((await connection.execute(MARK, {"ids": [row.id for row in rows], "at": now})).scalars())
    names = [(row.id, (row.body.get("template") or {}).get("name", "")) for row in rows]
    if shaped := [{"row": number, "name": name} for number, name in names if name]:
        await connection.execute(AS_TEMPLATE, shaped)
    return marked


async def still_held(session: AsyncSession, results: Sequence[Result]) -> list[Result]:
    """The outcomes that a sender may still write down: where a status came before the answer, what it said stands."""
    doubtful = [each.row.id for each in results if each.outcome != "sent"]
    if not doubtful:
        return list(results)
    query = select(OUTBOX.c.id).where(OUTBOX.c.id.in_(doubtful), OUTBOX.c.lease != "").order_by(OUTBOX.c.id)
    held = set((await session.execute(query.with_for_update())).scalars())
    return [each for each in results if each.outcome == "sent" or each.row.id in held]


async def settle(session: AsyncSession, results: Iterable[Result], now: datetime) -> None:
    """Write down outcomes, in one statement for all that were sent and one for each that was not.

    In order of their ids, as statuses lock them: of two that settle the same rows neither waits for the other for ever.
    """
    results = sorted(results, key=lambda result: result.row.id)
    sent = [{"row": r.row.id, "external": r.external_id, "at": now} for r in results if r.outcome == "sent"]
    if sent:
        connection = await session.connection()
        await connection.execute(SENT, sent)
    for result in results:
        if result.outcome != "sent":
            await session.execute(update(OUTBOX).where(OUTBOX.c.id == result.row.id).values(**_ended(result)))


def _ended(result: Result) -> dict[str, Any]:
    ended = {"state": result.outcome, "reason": result.reason, "lease": ""}
    if result.outcome not in ("again", "retry"):
        return ended
    tried = 1 if result.outcome == "retry" else 0  # trouble of the account costs the row no attempt
    again = {"state": "queued", "not_before": result.at, "template": "", "attempts": result.row.attempts + tried}
    return {**ended, **again}


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


async def newest_external_id(session: AsyncSession, prefix: str, account: str | None = None) -> str | None:
    """Under which id the platform (or only this account) took the newest row whose key begins so."""
    here = OUTBOX.c.account == account if account else OUTBOX.c.account.is_not(None)
    query = (
        select(OUTBOX.c.external_id)
        .where(OUTBOX.c.key.startswith(prefix, autoescape=True), OUTBOX.c.external_id.is_not(None), here)
        .order_by(OUTBOX.c.id.desc())
        .limit(1)
    )
    return (await session.execute(query)).scalar()
