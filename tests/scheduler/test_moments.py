"""Moments that go wrong easily: weekends before an event, a stop in flight, an undo beside a tick, leaving office."""

from datetime import timedelta

import pytest

from bot.guards import Drop
from db import ledger, office_hours, people, tasks
from db.models import Announcement, Cooperative, Officer
from db.outbox import BULK, REMINDER, Row
from db.session import Database
from scheduler import announcements
from scheduler.calendar import guards
from tests.scheduler.test_queueing import EVENT, INVITATION, MAJU, NOW, Town, made
from tests.scheduler.town import ACCOUNT, JAYA, MEKAR, SRI, ZONE

DAYS = {
    "an event on Thursday: Wednesday": (3, 2),
    "an event on Monday: the Friday before": (7, 4),
    "an event on Tuesday: Monday": (8, 7),
}


@pytest.mark.parametrize(("event_in", "reminded_in"), DAYS.values(), ids=DAYS)
async def test_the_last_open_day_before_an_event_reminds(database: Database, event_in: int, reminded_in: int) -> None:
    town = await made(database)
    await town.announce(starts_at=NOW + timedelta(days=event_in, hours=1))
    await town.tick()
    await town.ends("sent")
    for day in range(1, event_in + 1):
        await town.tick(NOW + timedelta(days=day))
        reminded = [each for each in await town.queued(REMINDER) if each.guard == "tomorrow"]
        assert bool(reminded) is (day >= reminded_in), day


async def test_who_was_invited_today_is_not_reminded_today(database: Database) -> None:
    town = await made(database)
    await town.announce(starts_at=NOW + timedelta(days=1))
    await town.tick()
    await town.ends("sent")
    await town.tick(NOW + timedelta(minutes=5))
    assert not [each for each in await town.queued(REMINDER) if each.guard == "tomorrow"]


async def test_nothing_waits_for_ever_after_a_stop(database: Database) -> None:
    town = await made(database)
    await town.announce(numbers=(MAJU,))
    await town.tick()
    async with database.transaction() as session:
        event = await session.get(Announcement, EVENT)
        assert event is not None
        event.state = "stopped"
    await town.ends("failed", "blocked")
    await town.tick()
    assert await town.counted() == {MAJU: ("unreached", "blocked", 0)}


async def test_an_undo_that_came_first_wins_over_the_tick(database: Database) -> None:
    town = await made(database)
    await town.announce("approved", send_from=NOW)
    async with database.transaction() as session:
        event = await session.get(Announcement, EVENT)
        assert event is not None
        event.state = "undone"
        await ledger.drop_waiting(session, INVITATION, "undone", NOW)
    async with database.transaction() as session:
        assert await announcements.release(session, NOW) == 0
    await town.tick()
    assert await town.queued(BULK) == []


async def test_who_opts_out_leaves_the_other_officers_reachable(database: Database) -> None:
    town = await made(database)
    await town.announce(numbers=(MAJU,))
    await town.tick()
    await town.ends("dropped", "opted_out")
    async with database.transaction() as session:
        person, _ = await _sri(session)
        person.opted_out_at = NOW
    await town.tick()
    assert [each.key for each in await town.queued(BULK)] == ["announcement:1:1:0", "announcement:1:1:1"]


async def _sri(session):
    identity = await people.find_identity(session, SRI)
    return await session.get(people.Person, identity.person_id), identity


def waiting(purpose: str, guard: str) -> Row:
    """Sri's message about her three cooperatives."""
    return Row(1, "k", ACCOUNT, SRI.user, 5, {}, guard, f"{purpose}:{MAJU}", 0, None)


async def test_who_left_office_hears_nothing_more_of_it(database: Database) -> None:
    town = await made(database)
    await town.announce()
    async with database.transaction() as session:
        for number in (1, 2, 3):
            officer = await session.get(Officer, number)
            assert officer is not None
            officer.status = "ended"
    async with database.transaction() as session:
        verdict = await guards(ZONE)["announcement"](session, waiting(INVITATION, "announcement"), NOW)
    assert verdict == Drop("not_officer")


async def test_a_visit_that_is_being_arranged_silences_the_reminder(database: Database) -> None:
    town = await made(database)
    await town.tick()
    async with database.transaction() as session:
        for number in (MAJU, JAYA, MEKAR):
            cooperative = await session.get(Cooperative, number)
            await tasks.open_task(session, "visit_proposal", f"p{number}", now=NOW, cooperative=cooperative)
    async with database.transaction() as session:
        row = waiting("rule:unvisited:2027-01-11", "unvisited")
        assert await guards(ZONE)["unvisited"](session, row, NOW) == Drop("being_arranged")


async def test_a_retry_keeps_one_message_for_a_bookkeeper_of_three(database: Database) -> None:
    town = Town(database)
    town = await made(database)
    await town.announce(numbers=(MAJU, JAYA, MEKAR))
    await town.tick()
    await town.ends("undecided", "no answer")
    async with database.transaction() as session:
        assert await ledger.plan_again(session, INVITATION, ("maybe",), NOW) == 3
    await town.tick()
    assert len(await town.queued(BULK)) == 2


async def test_a_window_that_makes_no_sense_is_not_believed(database: Database) -> None:
    from db import parameters

    async with database.transaction() as session:
        await parameters.change(session, "send_windows", "half past nine", NOW)
        hours = await office_hours.load(session, NOW, ZONE)
    assert hours.rules.send_windows == parameters.Parameters().send_windows
