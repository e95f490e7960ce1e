"""What the platform tells of messages after it took them: late, twice, disordered, before the answer, or never."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import progress
from bot.errors import (
    Rejected,
)
from bot.messages import Address, State, Status
from db import outbox, settling
from db.models import Outbox
from db.outbox import BULK, Result
from db.session import Database
from tests.machine.fake import ACCOUNT, NOW
from tests.machine.number import NUMBER, SITI, VISIT, count, counted, know

TO = Address(NUMBER, SITI)
NOBODY = "announcement:0:0:0"


@dataclass(frozen=True, slots=True)
class Told:
    """A status in a few words: of which request, what, and whether the row's key travelled along."""

    id: str
    state: State
    key: bool = True
    failure: Exception | None = None
    category: str = ""
    billable: bool | None = None


def status(told: Told, key: str) -> Status:
    opaque = key if told.key else ""
    return Status(NUMBER, f"{told.id}-{key}", told.state, NOW, opaque, told.failure, told.category, told.billable)


async def row_of(session: AsyncSession, key: str, state: str, lane: int = BULK) -> None:
    """A row that has come so far; `sent` was taken as request A."""
    await outbox.enqueue(session, TO, VISIT, key=key, now=NOW, lane=lane)
    (row,) = await outbox.reserve(session, NUMBER, NOW, 1, "a")
    await outbox.mark_sending(session, [row], NOW)
    results = {
        "sent": Result(row, "sent", external_id=f"A-{key}"),
        "undecided": Result(row, "undecided", "no answer"),
        "queued": Result(row, "retry", "no answer", at=NOW + timedelta(seconds=30)),
        "failed": Result(row, "failed", "no answer"),
    }
    await settling.settle(session, [results[state]] if state in results else [], NOW)


async def told(database: Database, *statuses: Status) -> None:
    async with database.transaction() as session:
        await progress.take(session, statuses, NOW + timedelta(minutes=1))


Way = tuple[str, Sequence[Sequence[Told]], tuple[str, str, str], str]
SENT, DELIVERED, READ, FAILED = (Told("A", each) for each in ("sent", "delivered", "read", "failed"))
B_SENT, B_DELIVERED = Told("B", "sent"), Told("B", "delivered")
LOST = Told("A", "failed", failure=Rejected("100: invalid parameter"))
WAYS: dict[str, Way] = {
    "in order": ("sent", [[SENT], [DELIVERED], [READ]], ("sent", "A", "read"), "reached"),
    "all in one post": ("sent", [[SENT, DELIVERED, READ]], ("sent", "A", "read"), "reached"),
    "one post, out of order": ("sent", [[READ, SENT, DELIVERED]], ("sent", "A", "read"), "reached"),
    "read before delivered": ("sent", [[READ], [DELIVERED]], ("sent", "A", "read"), "reached"),
    "delivered twice": ("sent", [[DELIVERED], [DELIVERED]], ("sent", "A", "delivered"), "reached"),
    "sent comes last": ("sent", [[DELIVERED], [SENT]], ("sent", "A", "delivered"), "reached"),
    "by external id alone": ("sent", [[Told("A", "delivered", key=False)]], ("sent", "A", "delivered"), "reached"),
    "neither id nor key is known": ("sent", [[Told("Z", "read", key=False)]], ("sent", "A", ""), "reached"),
    "of another request of a row that arrived": ("sent", [[Told("B", "read")]], ("sent", "A", ""), "reached"),
    "failed after it was delivered": ("sent", [[DELIVERED], [LOST]], ("failed", "A", "failed"), "failed"),
    "delivered after it had failed": ("sent", [[LOST], [DELIVERED]], ("failed", "A", "failed"), "failed"),
    "before the answer": ("sending", [[SENT]], ("sent", "A", "sent"), "reached"),
    "read before the answer": ("sending", [[READ, DELIVERED]], ("sent", "A", "read"), "reached"),
    "failed before the answer": ("sending", [[LOST]], ("failed", "A", "failed"), "failed"),
    "sent and failed in one post, before the answer": (
        "sending",
        [[SENT, LOST]],
        ("failed", "A", "failed"),
        "failed",
    ),
    "undecided, and now we know": ("undecided", [[SENT]], ("sent", "A", "sent"), "reached"),
    "undecided, and delivered first": ("undecided", [[DELIVERED, SENT]], ("sent", "A", "delivered"), "reached"),
    "undecided, told without its key": ("undecided", [[Told("A", "read", key=False)]], ("undecided", "", ""), "maybe"),
    "undecided, and it failed": ("undecided", [[LOST]], ("failed", "A", "failed"), "failed"),
    "a retry in the queue whose first request arrived": (
        "queued",
        [[B_DELIVERED]],
        ("sent", "B", "delivered"),
        "reached",
    ),
    "that one's other request, too": (
        "queued",
        [[B_SENT], [DELIVERED], [B_DELIVERED]],
        ("sent", "B", "delivered"),
        "reached",
    ),
    "of a row that has ended": ("failed", [[SENT]], ("failed", "", ""), "failed"),
}


async def test_the_rank_only_rises_and_rows_are_settled(database: Database) -> None:
    await know(database, SITI, "Siti", None)
    wrong = {}
    for number, (case, (state, posts, *expected)) in enumerate(WAYS.items(), 1):
        key = f"announcement:{number}:1:0"
        await count(database, key)
        async with database.transaction() as session:
            await row_of(session, key, state)
        for post in posts:
            await told(database, *(status(each, key) for each in post))
        async with database.reading() as session:
            row = await find(session, key)
            external = (row.external_id or "").partition("-")[0]
            found = [(row.state, external, row.delivery), (await counted(database, key))[0]]
        if found != expected:
            wrong[case] = found
    assert wrong == {}


async def find(session: AsyncSession, key: str) -> Outbox:
    found: Outbox = (await session.execute(select(Outbox).where(Outbox.key == key))).scalar_one()  # type: ignore[arg-type]
    return found


async def test_statuses_of_many_rows_share_a_post(database: Database) -> None:
    await know(database, SITI, "Siti", None)
    keys = [f"announcement:{number}:1:0" for number in (1, 2, 3)]
    for key, state in zip(keys, ("sent", "sending", "undecided"), strict=True):
        await count(database, key)
        async with database.transaction() as session:
            await row_of(session, key, state)
    posts = [status(each, key) for each in (DELIVERED, SENT) for key in keys]
    await told(database, *posts, status(LOST, NOBODY), status(LOST, keys[2]), status(SENT, NOBODY))
    async with database.reading() as session:
        rows = [await find(session, key) for key in keys]
    assert [(row.state, row.delivery) for row in rows] == [
        ("sent", "delivered"),
        ("sent", "delivered"),
        ("failed", "failed"),
    ]
    assert [(await counted(database, key))[0] for key in keys] == ["reached", "reached", "failed"]


async def test_of_another_account_nothing_is_believed(database: Database) -> None:
    async with database.transaction() as session:
        await row_of(session, "k", "sent")
        foreign = Status(ACCOUNT, "A-k", "read", NOW, "k")
        await progress.take(session, [foreign], NOW)
    async with database.reading() as session:
        assert (await find(session, "k")).delivery == ""


PRICES: list[tuple[list[Told], tuple[str, bool | None]]] = [
    ([Told("A", "sent", category="utility", billable=True), DELIVERED], ("utility", True)),
    ([Told("A", "sent", category="service", billable=False), DELIVERED], ("service", False)),
    ([SENT, Told("A", "delivered", category="marketing", billable=True)], ("marketing", True)),
    ([Told("A", "sent", category="utility"), Told("A", "read", billable=True)], ("utility", True)),
    ([SENT, DELIVERED], ("", None)),
]


async def test_what_it_is_counted_as_is_kept(database: Database) -> None:
    for number, (statuses, expected) in enumerate(PRICES):
        async with database.transaction() as session:
            await row_of(session, f"k{number}", "sent")
        for each in statuses:
            await told(database, status(each, f"k{number}"))
        async with database.reading() as session:
            row = await find(session, f"k{number}")
            assert (row.category, row.billable) == expected, statuses
