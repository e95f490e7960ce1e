"""The ladder across channels: the same person elsewhere, another officer, at last a call; on failure and on silence."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import ladder, outbox, parameters, people, settling, waiting
from db.models import Announcement, Identity, Officer, Outbox, Person
from db.outbox import BULK, Result
from db.session import Database
from tests.scheduler.test_queueing import Town, made
from tests.scheduler.town import ACCOUNT, EVENT, JAYA, MAJU, MEKAR, NOW, RAHMAT, SRI

NUMBER = "whatsapp:106540352242922"
SRI_WA, RAHMAT_WA = Address(NUMBER, "628171"), Address(NUMBER, "628172")
HOUR, SECOND, DAY = timedelta(hours=1), timedelta(seconds=1), timedelta(days=1)
RUNG = 48 * HOUR
LONG = NOW + 30 * DAY
"""An event so far off that everything before is of use."""


async def two_channels(database: Database, *seats: tuple[int, Address], preferred: str = ACCOUNT) -> Town:
    """The town, where Sri has WhatsApp too, and whoever else; those prefer Telegram unless said otherwise."""
    town = await made(database)
    async with database.transaction() as session:
        for person_id, address in seats or ((1, SRI_WA),):
            session.add(Identity(person_id=person_id, account=address.account, user=address.user))
            (await session.get_one(Person, person_id)).preferred = preferred
    return town


async def ends(town: Town, outcome: Any, reason: str = "", to: Address = SRI) -> None:
    """What the office has announced and waits for this seat is tried, and ends like this with all that follows."""
    async with town.database.transaction() as session:
        rows = await outbox.reserve(session, to.account, town.clock.now(), 100, "a", below=BULK + 1)
        ours = [row for row in rows if row.to == to and row.lane == BULK]
        assert ours, f"nothing waits for {to}"
        results = [Result(row, outcome, reason, external_id=f"m{row.id}") for row in ours]
        await outbox.mark_sending(session, ours, town.clock.now())
        await settling.settle(session, results, town.clock.now())
        await outbox.release(session, [row.id for row in rows])


async def invited(town: Town) -> list[tuple[str, str]]:
    """Whom each invitation went to, with the end of its key (cooperative and rung)."""
    rows = await town.queued(BULK)
    return [(each.user, each.key.removeprefix("announcement:1:")) for each in rows]


async def test_the_other_seat_first_then_the_other_officer_then_nobody(database: Database) -> None:
    town = await two_channels(database)
    await town.announce(numbers=(MAJU,), starts_at=LONG)
    await town.tick()
    await ends(town, "failed", "blocked")
    await town.tick()
    assert await invited(town) == [(SRI.user, "1:0"), (SRI_WA.user, "1:1")]
    assert await town.counted() == {MAJU: ("queued", "", 1)}
    await ends(town, "failed", "held_back", SRI_WA)
    await town.tick()
    assert (await invited(town))[2:] == [(RAHMAT.user, "1:2")]
    await ends(town, "failed", "blocked", RAHMAT)
    for _ in range(2):
        await town.tick()
    assert len(await invited(town)) == 3
    assert await town.counted() == {MAJU: ("unreached", "blocked", 2)}


OF_A_SEAT = ("blocked", "marketing_stopped", "held_back", "100: invalid parameter")
OF_THE_PERSON = ("opted_out", "no_consent", "not_officer")


@pytest.mark.parametrize("reason", [*OF_A_SEAT, *OF_THE_PERSON])
async def test_what_holds_for_a_person_holds_on_every_channel(database: Database, reason: str) -> None:
    town = await two_channels(database)
    await town.announce(numbers=(MAJU,))
    await town.tick()
    await ends(town, "dropped" if reason in OF_THE_PERSON else "failed", reason)
    await town.tick()
    expected = RAHMAT if reason in OF_THE_PERSON else SRI_WA
    assert await invited(town) == [(SRI.user, "1:0"), (expected.user, "1:1")]


async def test_a_message_for_three_moves_to_the_other_seat_as_one(database: Database) -> None:
    town = await two_channels(database)
    await town.announce(numbers=(MAJU, JAYA, MEKAR))
    await town.tick()
    await ends(town, "failed", "blocked")
    await town.tick()
    assert await invited(town) == [(SRI.user, "1:0"), (SRI_WA.user, "1:1")]
    assert await town.counted() == dict.fromkeys((MAJU, JAYA, MEKAR), ("queued", "", 1))
    await ends(town, "sent", "", SRI_WA)
    assert await town.counted() == dict.fromkeys((MAJU, JAYA, MEKAR), ("reached", "", 1))


async def test_what_may_have_arrived_never_climbs_to_another_channel(database: Database) -> None:
    town = await two_channels(database)
    await town.announce(numbers=(MAJU,), starts_at=LONG)
    await town.tick()
    await ends(town, "undecided", "no answer")
    await town.tick(NOW + 3 * DAY)
    assert await invited(town) == [(SRI.user, "1:0")]
    assert await town.counted() == {MAJU: ("maybe", "no answer", 0)}


Change = Callable[[AsyncSession], Awaitable[object]]


def says(address: Address, ago: timedelta = HOUR) -> Change:
    """Somebody has been heard, so long before the two days were over."""

    async def change(session: AsyncSession) -> None:
        identity = await people.find_identity(session, address)
        assert identity is not None
        identity.last_heard_at = NOW + RUNG - ago

    return change


def it_was(delivery: str) -> Change:
    async def change(session: AsyncSession) -> None:
        await session.exec(update(Outbox).where(Outbox.lane == BULK).values(delivery=delivery))  # type: ignore[arg-type]

    return change


def its_event(**facts: Any) -> Change:
    async def change(session: AsyncSession) -> None:
        event = await session.get_one(Announcement, EVENT)
        for name, value in facts.items():
            setattr(event, name, value)

    return change


def it_is_of_use_until(at: datetime) -> Change:
    async def change(session: AsyncSession) -> None:
        await session.exec(update(Outbox).where(Outbox.lane == BULK).values(useful_until=at))  # type: ignore[arg-type]

    return change


async def a_day_is_enough(session: AsyncSession) -> None:
    await parameters.change(session, "rung_hours", "24", NOW)


NEXT, SAME = [(SRI.user, "1:0"), (SRI_WA.user, "1:1")], [(SRI.user, "1:0")]
Case = tuple[str, Change | None, timedelta, list[tuple[str, str]]]
SILENCES: dict[str, Case] = {
    "two days, to the second": ("sent", None, RUNG, SAME),
    "a second longer": ("sent", None, RUNG + SECOND, NEXT),
    "the office thinks a day enough": ("sent", a_day_is_enough, 24 * HOUR + SECOND, NEXT),
    "it was delivered, no more": ("sent", it_was("delivered"), RUNG + SECOND, NEXT),
    "it was read": ("sent", it_was("read"), RUNG + SECOND, SAME),
    "they have written since": ("sent", says(SRI), RUNG + SECOND, SAME),
    "they have written since, on the other channel": ("sent", says(SRI_WA), RUNG + SECOND, SAME),
    "they had written before": ("sent", says(SRI_WA, RUNG + HOUR), RUNG + SECOND, NEXT),
    "another officer has written": ("sent", says(RAHMAT), RUNG + SECOND, NEXT),
    "it waits for them to write": ("waiting", None, RUNG + SECOND, NEXT),
    "it waits, not so long": ("waiting", None, RUNG - SECOND, SAME),
    "it is of no use any more": ("sent", it_is_of_use_until(NOW + RUNG), RUNG + SECOND, SAME),
    "it was stopped": ("sent", its_event(state="stopped"), RUNG + SECOND, SAME),
    "it was cancelled": ("waiting", its_event(state="cancelled"), RUNG + SECOND, SAME),
}


@pytest.mark.parametrize(("outcome", "change", "after", "expected"), SILENCES.values(), ids=SILENCES)
async def test_silence(
    database: Database, outcome: str, change: Change | None, after: timedelta, expected: list[tuple[str, str]]
) -> None:
    town = await two_channels(database)
    await town.announce(numbers=(MAJU,), starts_at=LONG)
    await town.tick()
    await ends(town, outcome, "window_closed" if outcome == "waiting" else "")
    if change is not None:
        async with database.transaction() as session:
            await change(session)
    for _ in range(2):
        await town.tick(NOW + after)
    assert await invited(town) == expected


async def test_what_waited_is_left_with_its_rung(database: Database) -> None:
    town = await two_channels(database)
    await town.announce(numbers=(MAJU,), starts_at=LONG)
    await town.tick()
    await ends(town, "waiting", "window_closed")
    assert await town.counted() == {MAJU: ("parked", "window_closed", 0)}
    await town.tick(NOW + RUNG + SECOND)
    first, second = await town.queued(BULK)
    assert (first.state, first.reason, second.state) == ("dropped", ladder.SILENT, "queued")
    async with database.transaction() as session:
        assert await waiting.open_window(session, SRI) == 0, "they write, and get one message, not two"


async def test_silence_climbs_to_the_other_officer_and_what_arrived_stays_reached(database: Database) -> None:
    town = await made(database)
    await town.announce(numbers=(MAJU,), starts_at=LONG)
    await town.tick()
    await ends(town, "sent")
    await town.tick(NOW + RUNG + SECOND)
    assert await invited(town) == [(SRI.user, "1:0"), (RAHMAT.user, "1:1")]
    await ends(town, "failed", "blocked", RAHMAT)
    for days in (2, 6, 10):
        await town.tick(NOW + RUNG + days * DAY)
    assert len(await invited(town)) == 2
    assert await town.counted() == {MAJU: ("reached", ladder.SILENT, 1)}, "the first one did arrive"


async def test_a_rung_that_waited_in_vain_and_the_last_one_that_failed_are_unreached(database: Database) -> None:
    town = await made(database)
    await town.announce(numbers=(MAJU,), starts_at=LONG)
    await town.tick()
    await ends(town, "waiting", "window_closed")
    await town.tick(NOW + RUNG + SECOND)
    await ends(town, "failed", "blocked", RAHMAT)
    await town.tick()
    assert await town.counted() == {MAJU: ("unreached", "blocked", 1)}


async def test_a_group_is_not_taken_apart_by_silence(database: Database) -> None:
    town = await made(database)
    await town.announce(numbers=(MAJU, JAYA, MEKAR), starts_at=LONG)
    await town.tick()
    await ends(town, "sent")
    for days in (3, 6):
        await town.tick(NOW + days * DAY)
    assert await invited(town) == [(SRI.user, "1:0")]
    assert await town.counted() == dict.fromkeys((MAJU, JAYA, MEKAR), ("reached", ladder.SILENT, 0))


async def test_not_even_where_another_serves_all_of_them(database: Database) -> None:
    town = await made(database)
    async with database.transaction() as session:
        session.add_all(
            Officer(cooperative_id=each, person_id=2, position="pengawas", status="verified") for each in (JAYA, MEKAR)
        )
    await town.announce(numbers=(MAJU, JAYA, MEKAR), starts_at=LONG)
    await town.tick()
    await ends(town, "sent")
    await town.tick(NOW + 3 * DAY)
    assert await invited(town) == [(SRI.user, "1:0")]


async def test_but_it_moves_to_the_other_seat_of_who_is_silent(database: Database) -> None:
    town = await two_channels(database)
    await town.announce(numbers=(MAJU, JAYA, MEKAR), starts_at=LONG)
    await town.tick()
    await ends(town, "sent")
    await town.tick(NOW + RUNG + SECOND)
    assert await invited(town) == [(SRI.user, "1:0"), (SRI_WA.user, "1:1")]
    await ends(town, "sent", "", SRI_WA)
    await town.tick(NOW + 3 * RUNG)
    assert len(await invited(town)) == 2
    assert await town.counted() == dict.fromkeys((MAJU, JAYA, MEKAR), ("reached", ladder.SILENT, 1))
