"""Whose data rest is neither written to first nor named in a list; the cooperative stays."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.guards import Drop
from bot.messages import Outgoing
from db import audience, contacts, exports, ledger, outbox
from db.ledger import Recipient
from db.models import DataRequest, Officer, Outbox, Person, RatReport
from db.outbox import BULK, ROW, Row
from db.privacy import erasure, requests
from db.session import Database
from scheduler.calendar import guards
from tests.scheduler.town import EVENT, JAYA, MAJU, NOW, SRI, ZONE, settle_town, sri

WISHES = ("restricted", "to be erased")


async def wishes(database: Database, wish: str) -> None:
    await settle_town(database)
    async with database.transaction() as session:
        person, _ = await sri(session)
        for officer in await session.exec(select(Officer).where(Officer.person_id == person.id)):
            officer.name, officer.phone = "Sri Wahyuni", "+6281234567890"
        if wish == "restricted":
            assert await requests.restrict(session, person, NOW)
            assert not await requests.restrict(session, person, NOW)
        else:
            await requests.ask_erasure(session, person, NOW)


@pytest.mark.parametrize("wish", WISHES)
async def test_nothing_is_begun(database: Database, wish: str) -> None:
    await wishes(database, wish)
    async with database.transaction() as session:
        purpose = f"announcement:{EVENT}"
        await ledger.plan(session, purpose, [Recipient(MAJU, MAJU, 1)], {}, NOW)
        key, subject = f"{purpose}:{MAJU}:0", f"{purpose}:{MAJU}"
        more = {"guard": "announcement", "subject": subject, "lane": BULK}
        await outbox.enqueue(session, SRI, Outgoing("x"), key=key, now=NOW, **more)
        row = Row(*(await session.execute(select(*ROW).where(Outbox.key == key))).one())  # type: ignore[call-overload]
        assert await guards(ZONE)["announcement"](session, row, NOW) == Drop("restricted")


@pytest.mark.parametrize("wish", WISHES)
async def test_another_officer_is_chosen_or_the_reason_is_said(database: Database, wish: str) -> None:
    await wishes(database, wish)
    async with database.reading() as session:
        found = await audience.recipients(session, [MAJU, JAYA])
    assert [(each.person_id, each.reason) for each in found] == [(2, ""), (None, "restricted")]


@pytest.mark.parametrize("wish", WISHES)
async def test_contacts_show_no_name_and_no_number(database: Database, wish: str) -> None:
    await wishes(database, wish)
    async with database.reading() as session:
        (known,) = await contacts.of_cooperatives(session, [JAYA])
        assert (known.name, known.phone, known.reach) == ("", None, "restricted")
        assert await contacts.find_dead(session, NOW + timedelta(days=400), 180) == {}, "they have answered"


@pytest.mark.parametrize("wish", WISHES)
@pytest.mark.parametrize("name", ["registry", "people", "rat", "escalation", "coverage"])
async def test_no_export_names_them(database: Database, wish: str, name: str) -> None:
    await wishes(database, wish)
    async with database.transaction() as session:
        session.add(
            RatReport(
                receipt="R1",
                cooperative_id=MAJU,
                book_year=2026,
                held="yes",
                reported_by=1,
                reported_at=NOW,
            )
        )
        (await sri(session))[0].name = "Sri Wahyuni"
    async with database.reading() as session:
        table = await exports.rows(session, name, today=NOW.date(), now=NOW, days=180, zone=ZONE)
        assert "Wahyuni" not in str(list(table.rows))


async def test_it_ends_when_they_say_so(database: Database) -> None:
    await wishes(database, "restricted")
    async with database.transaction() as session:
        person, _ = await sri(session)
        assert await requests.release(session, person, NOW)
        assert not await requests.release(session, person, NOW)
    async with database.reading() as session:
        assert (await audience.recipients(session, [JAYA]))[0].person_id == 1
        kinds = [each.kind for each in await session.exec(select(DataRequest).order_by(DataRequest.id))]  # type: ignore[arg-type]
    assert kinds == ["restrict", "release"]


async def test_what_waited_for_staff_ends_with_the_person(database: Database) -> None:
    await wishes(database, "restricted")
    async with database.transaction() as session:
        await requests.note(session, 1, "correct", NOW, done=False)
        await erasure.erase(session, 1, NOW, asked=True)
    async with database.reading() as session:
        assert await requests.overdue(session, NOW + timedelta(days=9)) == 0
        assert (await session.get_one(Person, 1)).restricted_at is None
