"""Who may be whom among the officers of a cooperative, and how somebody whom the office names is recognised."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import cooperatives, people
from db.models import Cooperative, Officer
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
TODAY = date(2027, 3, 1)
HERE, THERE = 1, 2
OLD, NEW = "+628120000001", "+628120000009"


async def one(session: AsyncSession, user: str, name: str) -> int:
    person, _ = await people.heard(session, Address("telegram:1", user), name, NOW)
    return person.id


async def two_cooperatives(session: AsyncSession) -> None:
    session.add_all(Cooperative(id=each, name=name, match_name=name, updated_at=NOW) for each, name in NAMES.items())
    await session.flush()


NAMES = {HERE: "Maju", THERE: "Jaya"}
KNOWN: dict[str, tuple[str, str, int, bool]] = {
    "the same name": ("Rahmat Darwis", "verified", HERE, True),
    "a part of the name": ("Rahmat", "verified", HERE, True),
    "another name": ("Siti Rahmah", "verified", HERE, False),
    "in another cooperative": ("Rahmat Darwis", "verified", THERE, False),
    "only claimed": ("Rahmat Darwis", "claimed", HERE, False),
    "not in office any more": ("Rahmat Darwis", "ended", HERE, False),
}


@pytest.mark.parametrize(("name", "status", "where", "is_found"), KNOWN.values(), ids=KNOWN)
async def test_whose_new_number_it_may_be(
    database: Database, name: str, status: str, where: int, is_found: bool
) -> None:
    async with database.transaction() as session:
        await two_cooperatives(session)
        old, new = await one(session, "71", name), await one(session, "72", "Rahmat")
        session.add(Officer(cooperative_id=where, person_id=old, name=name, status=status))
        claimed = Officer(cooperative_id=HERE, person_id=new, name="rahmat darwis", status="claimed")
        session.add(claimed)
        await session.flush()
        found = await cooperatives.namesakes(session, claimed)
        assert [each.person_id for each in found] == ([old] if is_found else [])


async def test_whom_the_office_names_is_recognised_by_number(database: Database) -> None:
    async with database.transaction() as session:
        await two_cooperatives(session)
        until = date(2030, 12, 31)
        named = await cooperatives.register(session, HERE, name="Sri Utami", position="ketua", phone=NEW, until=until)
        sri = await one(session, "71", "Sri")
        bound = await cooperatives.verify_by_phone(session, sri, NEW, TODAY)
        assert [each.id for each in bound] == [HERE]
        assert (named.status, named.person_id, named.term_until) == ("verified", sri, until)


async def test_a_new_number_stands_in_every_position_in_office(database: Database) -> None:
    async with database.transaction() as session:
        await two_cooperatives(session)
        sri = await one(session, "71", "Sri")
        posts = [
            Officer(cooperative_id=HERE, person_id=sri, phone=OLD, status="verified"),
            Officer(cooperative_id=THERE, person_id=sri, phone=OLD, status="verified"),
            Officer(cooperative_id=THERE, person_id=sri, phone=OLD, status="ended"),
        ]
        session.add_all(posts)
        await session.flush()
        await cooperatives.renumber(session, sri, NEW)
        assert [each.phone for each in posts] == [NEW, NEW, OLD]


async def test_the_new_seat_is_written_to_before_the_old_one(database: Database) -> None:
    async with database.transaction() as session:
        person, new = await people.heard(session, Address("telegram:1", "72"), "Sri", NOW)
        _, old = await people.heard(session, Address("telegram:1", "71"), "Sri", NOW + timedelta(hours=1))
        old.person_id = person.id
        await session.flush()
        assert [each.user for each in await people.seats_of(session, person.id)] == ["71", "72"]
        people.hear_first(new, [old])
        await session.flush()
        assert [each.user for each in await people.seats_of(session, person.id)] == ["72", "71"]
