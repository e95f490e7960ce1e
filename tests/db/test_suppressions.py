"""Numbers and seats of people whose data were erased."""

from datetime import UTC, datetime

from sqlmodel import select

from bot.messages import Address
from db import suppressions
from db.models import Account, Suppression
from db.session import Database

NOW = datetime(2027, 3, 1, 3, tzinfo=UTC)
PHONE, SEAT = "+6281234567890", Address("whatsapp:1", "6281234567890")


async def test_what_was_added_is_known_and_nothing_else(database: Database) -> None:
    async with database.transaction() as session:
        await suppressions.add(session, [PHONE], [SEAT], NOW)
        await suppressions.add(session, [PHONE], [SEAT], NOW)
    async with database.reading() as session:
        found = await suppressions.load(session)
    assert found.has_phone(PHONE)
    assert found.has_seat(SEAT)
    assert not found.has_phone("+6281234567891")
    assert not found.has_seat(Address("telegram:1", SEAT.user))


async def test_nothing_readable_is_kept_and_the_key_stays_the_same(database: Database) -> None:
    keys = []
    for phone in (PHONE, "+6281111111111"):
        async with database.transaction() as session:
            await suppressions.add(session, [phone], [], NOW)
        async with database.reading() as session:
            keys.append((await session.get_one(Account, suppressions.KEYRING)).facts["key"])
            assert not [each for each in await session.exec(select(Suppression)) if "812345" in each.digest]
    assert keys[0] == keys[1]


async def test_a_number_that_is_lifted_may_come_back(database: Database) -> None:
    async with database.transaction() as session:
        await suppressions.add(session, [PHONE], [SEAT], NOW)
        await suppressions.lift(session, [PHONE], [])
    async with database.reading() as session:
        found = await suppressions.load(session)
    assert not found.has_phone(PHONE)
    assert found.has_seat(SEAT)


async def test_an_empty_office_suppresses_nothing(database: Database) -> None:
    async with database.transaction() as session:
        await suppressions.lift(session, [PHONE], [SEAT])
    async with database.reading() as session:
        assert not (await suppressions.load(session)).has_phone(PHONE)
