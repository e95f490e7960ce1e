"""The next officer, the minute to undo, the day before, and what a silence delayed."""

from datetime import datetime, timedelta

from db import people
from db.models import Account, Attendance
from db.outbox import BULK, RELAY, REMINDER
from db.session import Database
from tests.scheduler.test_queueing import made
from tests.scheduler.town import (
    EVENT,
    JAYA,
    MAJU,
    MEKAR,
    NAMES,
    NOW,
    NUR,
    RAHMAT,
    SEPI,
    SRI,
)


async def test_the_next_officer_is_tried_and_then_it_says_so(database: Database) -> None:
    town = await made(database)
    await town.announce()
    await town.tick()
    await town.ends("failed", "blocked")
    await town.tick()
    first, second = await town.queued(BULK)
    assert (first.user, second.user, second.key) == (SRI.user, RAHMAT.user, "announcement:1:1:1")
    assert [name in second.body["text"] for name in NAMES.values()] == [True, False, False, False]
    assert await town.counted() == {
        MAJU: ("queued", "", 1),
        JAYA: ("unreached", "blocked", 0),
        MEKAR: ("unreached", "blocked", 0),
        SEPI: ("unreached", "no_contact", 0),
    }
    await town.ends("failed", "blocked")
    for _ in range(2):
        await town.tick()
    assert len(await town.queued(BULK)) == 2
    assert (await town.counted())[MAJU] == ("unreached", "blocked", 1)


async def test_what_may_have_arrived_never_climbs(database: Database) -> None:
    town = await made(database)
    await town.announce(numbers=(MAJU,))
    await town.tick()
    await town.ends("undecided", "no answer")
    await town.tick()
    assert len(await town.queued(BULK)) == 1
    assert await town.counted() == {MAJU: ("maybe", "no answer", 0)}


async def test_a_seat_lost_before_queueing_climbs_too(database: Database) -> None:
    town = await made(database)
    await town.announce(numbers=(MAJU,))
    async with database.transaction() as session:
        await people.block(session, SRI, NOW)
    for _ in range(2):
        await town.tick()
    assert [each.user for each in await town.queued(BULK)] == [RAHMAT.user]


async def test_nothing_leaves_in_the_minute_to_undo(database: Database) -> None:
    town = await made(database)
    await town.announce("approved", send_from=NOW + timedelta(seconds=60))
    await town.tick(NOW + timedelta(seconds=59))
    assert await town.queued(BULK) == []
    await town.tick(NOW + timedelta(seconds=60))
    assert len(await town.queued(BULK)) == 1


async def test_what_was_undone_is_never_queued(database: Database) -> None:
    town = await made(database)
    for state in ("undone", "stopped", "cancelled", "approved"):
        await town.announce(state, send_from=NOW + timedelta(days=1))
        await town.tick()
    assert await town.queued(BULK) == []


async def test_the_day_before_those_who_come_or_are_silent_are_reminded_once(database: Database) -> None:
    town = await made(database)
    await town.announce()
    await town.tick()
    await town.ends("sent")
    async with database.transaction() as session:
        for number, answer in {MAJU: "yes", JAYA: "no"}.items():
            session.add(Attendance(announcement_id=EVENT, cooperative_id=number, answer=answer, at=NOW))
    for hours in (47, 48, 49):
        await town.tick(NOW + timedelta(hours=hours))
    (message,) = [each for each in await town.queued(REMINDER) if each.guard == "tomorrow"]
    assert [name in message.body["text"] for name in NAMES.values()] == [True, False, True, False]
    assert message.useful_until == NOW + timedelta(days=3, hours=1)
    assert set(await town.counted(f"rule:tomorrow:{EVENT}")) == {MAJU, MEKAR}


SILENCES = {"a tick late": (2, 0), "fourteen minutes": (14, 0), "sixteen minutes": (16, 1), "a night": (16 * 60, 1)}


async def test_staff_are_told_what_a_silence_delayed(database: Database) -> None:
    town = await made(database)
    await town.tick()
    told = 0
    for case, (minutes, more) in SILENCES.items():
        await town.tick(town.clock.now() + timedelta(minutes=minutes))
        await town.tick()
        messages = [each for each in await town.queued(RELAY) if each.key.startswith("caught_up:")]
        told += more
        assert [each.user for each in messages] == [NUR.user] * told, case
    async with database.reading() as session:
        row = await session.get(Account, "ticks")
        assert row and datetime.fromisoformat(row.offset) == town.clock.now()
