"""Which channel comes first, and what holds for a person on all of them: the cap and a stop."""

from datetime import timedelta

import pytest
from sqlmodel import update

from bot.guards import Drop, Keep, Later, Verdict
from bot.messages import Address, Outgoing
from db import ledger, outbox, people
from db.ledger import Recipient
from db.models import Outbox, Person
from db.outbox import BULK, Row
from db.session import Database
from scheduler.calendar import guards
from tests.scheduler.test_ladder_channels import DAY, HOUR, NUMBER, RAHMAT_WA, SRI_WA, two_channels
from tests.scheduler.test_queueing import INVITATION
from tests.scheduler.town import ACCOUNT, MAJU, NOW, RAHMAT, SRI, ZONE

CHOSEN: dict[str, tuple[str, timedelta | None, timedelta | None, Address]] = {
    "they chose Telegram": (ACCOUNT, HOUR, DAY, SRI),
    "they chose WhatsApp": (NUMBER, DAY, HOUR, SRI_WA),
    "they chose nothing: where they were last heard": ("", HOUR, DAY, SRI),
    "last heard on WhatsApp": ("", DAY, HOUR, SRI_WA),
    "never heard on one of them": ("", DAY, None, SRI),
    "they chose one that is blocked": (NUMBER, DAY, HOUR, SRI),
}


@pytest.mark.parametrize(("preferred", "telegram", "whatsapp", "expected"), CHOSEN.values(), ids=CHOSEN)
async def test_the_channel_they_prefer_comes_first(
    database: Database,
    preferred: str,
    telegram: timedelta | None,
    whatsapp: timedelta | None,
    expected: Address,
) -> None:
    town = await two_channels(database, preferred=preferred)
    async with database.transaction() as session:
        for address, ago in ((SRI, telegram), (SRI_WA, whatsapp)):
            identity = await people.find_identity(session, address)
            assert identity is not None
            identity.last_heard_at = NOW - ago if ago else None
        if preferred and expected.account != preferred:
            await people.block(session, SRI_WA, NOW)
    await town.announce(numbers=(MAJU,))
    await town.tick()
    (message,) = await town.queued(BULK)
    assert (message.account, message.user) == (expected.account, expected.user)


SENT: dict[str, tuple[list[tuple[Address, float]], Verdict]] = {
    "one on each channel": ([(SRI, 1), (SRI_WA, 3)], Later(NOW + 4 * DAY, "frequency_cap")),
    "both on the other": ([(SRI_WA, 1), (SRI_WA, 2)], Later(NOW + 5 * DAY, "frequency_cap")),
    "one on the other": ([(SRI_WA, 1)], Keep()),
    "somebody else's do not count": ([(RAHMAT, 1), (RAHMAT_WA, 1), (SRI, 2)], Keep()),
    "six a month on two channels": (
        [(SRI, 8), (SRI_WA, 9), (SRI, 10), (SRI_WA, 11), (SRI, 12), (SRI_WA, 20)],
        Later(NOW + 10 * DAY, "frequency_cap"),
    ),
}


async def test_the_cap_counts_what_a_person_got_on_every_channel(database: Database) -> None:
    await two_channels(database, (1, SRI_WA), (2, RAHMAT_WA))
    look = guards(ZONE)["announcement"]
    async with database.transaction() as session:
        await ledger.plan(session, INVITATION, [Recipient(MAJU, MAJU, 1)], {}, NOW)
    for number, (case, (sent, expected)) in enumerate(SENT.items()):
        async with database.transaction() as session:
            await session.exec(update(Outbox).values(sent_at=None))
            for place, (to, days) in enumerate(sent):
                key = f"earlier:{number}:{place}"
                await outbox.enqueue(session, to, Outgoing("x"), key=key, now=NOW, lane=BULK)
                at = NOW - days * DAY
                await session.exec(update(Outbox).where(Outbox.key == key).values(state="sent", sent_at=at))  # type: ignore[arg-type]
        async with database.reading() as session:
            for seat in (SRI, SRI_WA):
                row = Row(
                    1, "k", seat.account, seat.user, BULK, {}, "announcement", f"{INVITATION}:{MAJU}", 0, NOW + 30 * DAY
                )
                assert await look(session, row, NOW) == expected, case


async def test_a_stop_holds_on_every_channel_at_the_door(database: Database) -> None:
    await two_channels(database)
    look = guards(ZONE)["announcement"]
    async with database.transaction() as session:
        await ledger.plan(session, INVITATION, [Recipient(MAJU, MAJU, 1)], {}, NOW)
        (await session.get_one(Person, 1)).opted_out_at = NOW
    async with database.reading() as session:
        for seat in (SRI, SRI_WA):
            row = Row(1, "k", seat.account, seat.user, BULK, {}, "announcement", f"{INVITATION}:{MAJU}", 0, None)
            assert await look(session, row, NOW) == Drop("opted_out")
