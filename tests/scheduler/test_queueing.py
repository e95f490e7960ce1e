"""From what is due to rows in the outbox: one message for each person, nothing twice, and the ladder."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.clock import Clock
from db import audience, ledger, outbox, people, sessions
from db.models import Announcement, Ledger, Outbox
from db.outbox import BULK, REMINDER, Result, Row
from db.session import Database
from scheduler.ticks import Ticks
from tests.scheduler.town import (
    ACCOUNT,
    EVENT,
    JAYA,
    MAJU,
    MEKAR,
    NAMES,
    NOW,
    OFFICE,
    SEPI,
    SRI,
    settle_town,
)

ALL = (MAJU, JAYA, MEKAR, SEPI)
INVITATION = sessions.purpose(EVENT)


class Town:
    """The town with its ticks, stepped by hand."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.clock = Clock(NOW, speed=0)

    async def tick(self, at: datetime | None = None) -> None:
        """One whole round of a scheduler that knows nothing of earlier ones."""
        self.clock.jump(at or self.clock.now())
        await Ticks(self.database, self.clock, OFFICE).speak()

    async def announce(self, state: str = "sending", numbers: tuple[int, ...] = ALL, **more: Any) -> None:
        async with self.database.transaction() as session:
            event = await session.get(Announcement, EVENT)
            assert event is not None
            event.state = state
            for name, value in more.items():
                setattr(event, name, value)
            found = await audience.recipients(session, numbers)
            await ledger.plan(session, INVITATION, found, {"key": "event.invite_session"}, NOW)

    async def queued(self, lane: int) -> list[Outbox]:
        async with self.database.reading() as session:
            query = select(Outbox).where(Outbox.lane == lane).order_by(Outbox.id)  # type: ignore[arg-type]
            return list((await session.execute(query)).scalars())

    async def counted(self, purpose: str = INVITATION) -> dict[int, tuple[str, str, int]]:
        async with self.database.reading() as session:
            rows = (await session.execute(select(Ledger).where(Ledger.purpose == purpose))).scalars()  # type: ignore[arg-type]
            return {row.cooperative_id: (row.state, row.reason, row.rung) for row in rows}

    async def ends(self, outcome: Any, reason: str = "") -> None:
        """Every row that waits is tried and ends like this."""
        async with self.database.transaction() as session:
            rows: list[Row] = await outbox.reserve(session, ACCOUNT, self.clock.now(), 100, "a", below=BULK + 1)
            results = [Result(row, outcome, reason, external_id=f"m{row.id}") for row in rows]
            await outbox.settle(session, results, self.clock.now())
            await ledger.follow(session, results, self.clock.now())
            for row in rows if reason == "blocked" else ():
                await people.block(session, row.to, self.clock.now())


async def made(database: Database) -> Town:
    await settle_town(database)
    return Town(database)


async def test_a_bookkeeper_of_three_gets_one_reminder_naming_all(database: Database) -> None:
    town = await made(database)
    for _ in range(3):
        await town.tick()
    (message,) = await town.queued(REMINDER)
    assert (message.key, message.user, message.guard) == ("rule:unvisited:1:2027-01-11:0:0", SRI.user, "unvisited")
    assert [name in message.body["text"] for name in NAMES.values()] == [True, True, True, False]
    assert [choice[0].split(".", 2)[2] for choice in message.body["choices"]] == [
        "act=propose",
        "act=visited",
        "act=not_officer",
    ]
    counted = await town.counted("rule:unvisited:2027-01-11")
    assert {number: state for number, (state, *_) in counted.items()} == {
        MAJU: "queued", JAYA: "queued", MEKAR: "queued",
    }  # fmt: skip


async def test_a_reminder_rests_thirty_days(database: Database) -> None:
    town = await made(database)
    await town.tick()
    await town.ends("sent")
    await town.tick(NOW + timedelta(days=29))
    assert len(await town.queued(REMINDER)) == 1
    await town.tick(NOW + timedelta(days=30))
    assert [each.key for each in await town.queued(REMINDER)][1:] == ["rule:unvisited:1:2027-02-10:0:0"]


async def test_outside_hours_nothing_is_planned(database: Database) -> None:
    town = await made(database)
    for hours in (3, 12, 24 * 5):
        await town.tick(NOW + timedelta(hours=hours))
    assert await town.queued(REMINDER) == []
    await town.tick(NOW + timedelta(days=7))
    assert len(await town.queued(REMINDER)) == 1, "a missed hour is caught up"


async def test_an_announcement_is_queued_once_for_each_person(database: Database) -> None:
    town = await made(database)
    await town.announce()
    for _ in range(3):
        await town.tick()
    (message,) = await town.queued(BULK)
    assert (message.key, message.user, message.guard) == ("announcement:1:1:0", SRI.user, "announcement")
    assert [choice[0].split(".", 2)[2] for choice in message.body["choices"]] == ["all=yes", "all=no", "all=each"]
    assert message.useful_until == NOW + timedelta(days=3, hours=1)
    assert await town.counted() == {
        **dict.fromkeys((MAJU, JAYA, MEKAR), ("queued", "", 0)),
        SEPI: ("unreached", "no_contact", 0),
    }


async def test_one_cooperative_has_its_own_two_buttons(database: Database) -> None:
    town = await made(database)
    await town.announce(numbers=(JAYA,))
    await town.tick()
    (message,) = await town.queued(BULK)
    assert [choice[0].split(".", 2)[2] for choice in message.body["choices"]] == ["answer=yes", "answer=no"]
