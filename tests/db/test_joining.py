"""Two people or two seats that are one: nothing that named the one that goes is lost, and nothing is doubled."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address, Outgoing
from db import joining, outbox, people, talks
from db import staff as office
from db.models import (
    Announcement,
    Attachment,
    Attendance,
    Audit,
    Consent,
    Cooperative,
    Identity,
    Ledger,
    LinkCode,
    Officer,
    OpenForm,
    Outbox,
    Person,
    Question,
    RatReport,
    Staff,
    Talk,
    Task,
    VisitPlan,
)
from db.session import Database
from tests.machine.emptied import database_url, own_postgres

__all__ = ["database_url", "own_postgres"]
NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
HERE, THERE = "whatsapp:1", "telegram:1"
PHONE, NEW_PHONE, ID, NEW_ID = "6281200000101", "6281200000909", "ID.1502000000000101", "ID.1502000000000909"
HOUR = timedelta(hours=1)
KEEP, GONE = 1, 2


async def two_people(session: AsyncSession) -> None:
    """The elder on Telegram, the younger on WhatsApp; both have talked with us."""
    for account, user, name in ((THERE, "71", "Siti"), (HERE, PHONE, "Siti R.")):
        person, _ = await people.heard(session, Address(account, user), name, NOW)
        await people.lock_talk(session, person.id, NOW)
    session.add_all(Cooperative(name=name, match_name=name, updated_at=NOW) for name in ("Maju", "Jaya"))
    session.add(Staff(name="Nur", role="admin", created_at=NOW))
    await session.flush()
    event: dict[str, Any] = {"kind": "session", "title": "RAT", "starts_at": NOW, "place": "Aula", "created_by": 1}
    session.add(Announcement(**event, send_from=NOW, created_at=NOW))
    await session.flush()


def one_of_each(person: int) -> list[SQLModel]:
    """A row of every table that names a person, beside people, identities and talks."""
    return [
        Officer(cooperative_id=1, person_id=person, status="verified"),
        Consent(person_id=person, granted=True, text_version="1", account=HERE, at=NOW),
        OpenForm(person_id=person, form="rat", run="k3f", opened_at=NOW, touched_at=NOW),
        LinkCode(digest="d", person_id=person, expires_at=NOW),
        Task(key="t", kind="claim", person_id=person, created_at=NOW),
        Question(person_id=person, opened_at=NOW),
        RatReport(receipt="r", cooperative_id=1, book_year=2026, held="yes", reported_by=person, reported_at=NOW),
        VisitPlan(cooperative_id=1, starts_at=NOW, person_id=person, created_at=NOW),
        Attendance(announcement_id=1, cooperative_id=1, answer="yes", person_id=person, at=NOW),
        Ledger(purpose="announcement:1", cooperative_id=1, lead_id=1, person_id=person, at=NOW),
        Attachment(person_id=person, account=HERE, external_id="f", kind="photo", due_at=NOW, at=NOW),
        Staff(name="Siti", role="consultant", person_id=person, created_at=NOW),
    ]


def naming() -> set[tuple[str, str]]:
    """Every column of the schema that names a person."""
    return {
        (table.name, column.name)
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        for key in column.foreign_keys
        if key.column.table.name == "people"
    }


async def named(session: AsyncSession, person: int) -> set[tuple[str, str]]:
    """The columns in which somebody is named."""
    tables = SQLModel.metadata.tables
    found = set()
    for table, column in naming():
        query = select(tables[table]).where(tables[table].c[column] == person)
        if (await session.execute(query)).first():
            found.add((table, column))
    return found


async def test_every_table_that_named_the_one_names_the_other(database: Database) -> None:
    async with database.transaction() as session:
        await two_people(session)
        session.add_all(one_of_each(GONE))
        await session.flush()
        assert await named(session, GONE) == naming(), "a new table that names a person belongs into `one_of_each`"
        await joining.join_people(session, KEEP, GONE, NOW)
    async with database.reading() as session:
        assert await named(session, GONE) == set()
        assert await named(session, KEEP) == naming()
        assert await session.get(Person, GONE) is None
        noted = (await session.execute(select(Audit).where(Audit.action == "person.joined"))).scalar_one()  # type: ignore[arg-type]
        assert (noted.actor, noted.subject, noted.data) == ("person:1", "person:1", {"gone": GONE})


OFFICES: dict[str, tuple[list[tuple[int, str]], list[tuple[int, str]]]] = {
    "both verified: the kept one's": ([(KEEP, "verified"), (GONE, "verified")], [(KEEP, "verified"), (KEEP, "ended")]),
    "the surer one: it was the other's": (
        [(KEEP, "claimed"), (GONE, "verified")],
        [(KEEP, "ended"), (KEEP, "verified")],
    ),
    "the surer one: it was the kept one's": (
        [(GONE, "claimed"), (KEEP, "verified")],
        [(KEEP, "ended"), (KEEP, "verified")],
    ),
    "a claim before a registration": (
        [(KEEP, "registered"), (GONE, "claimed")],
        [(KEEP, "ended"), (KEEP, "claimed")],
    ),
    "only the other was an officer": ([(GONE, "claimed")], [(KEEP, "claimed")]),
    "what had ended stays ended": (
        [(GONE, "ended"), (KEEP, "verified"), (GONE, "ended")],
        [(KEEP, "ended"), (KEEP, "verified"), (KEEP, "ended")],
    ),
}


@pytest.mark.parametrize(("before", "after"), OFFICES.values(), ids=OFFICES)
async def test_officers_of_one_cooperative(
    database: Database, before: list[tuple[int, str]], after: list[tuple[int, str]]
) -> None:
    async with database.transaction() as session:
        await two_people(session)
        for person, status in before:
            session.add(Officer(cooperative_id=1, person_id=person, status=status))
            await session.flush()
        session.add(Officer(cooperative_id=2, person_id=GONE, status="claimed"))
        await session.flush()
        await joining.join_people(session, KEEP, GONE, NOW)
    async with database.reading() as session:
        rows = list((await session.execute(select(Officer).order_by(Officer.id))).scalars())  # type: ignore[arg-type]
    assert [(row.person_id, row.status) for row in rows[:-1]] == after
    assert (rows[-1].person_id, rows[-1].status) == (KEEP, "claimed"), "another cooperative is none of it"
    assert all(row.ended_on is not None for row, (_, was) in zip(rows, before, strict=False) if row.status != was)


Members = list[tuple[int, bool]]
STAFF: dict[str, tuple[Members, list[int | None]]] = {
    "only the other is staff": ([(GONE, True)], [KEEP]),
    "only the kept one is": ([(KEEP, True)], [KEEP]),
    "both are: the kept one's seat": ([(KEEP, True), (GONE, True)], [KEEP, None]),
    "the kept one was suspended": ([(KEEP, False), (GONE, True)], [None, KEEP]),
    "the other was suspended": ([(KEEP, True), (GONE, False)], [KEEP, None]),
    "both were": ([(KEEP, False), (GONE, False)], [KEEP, None]),
}
"""Whose seats there are and whether they are active; who is bound to each afterwards."""


@pytest.mark.parametrize(("members", "bound"), STAFF.values(), ids=STAFF)
async def test_two_seats_in_the_office(database: Database, members: Members, bound: list[int | None]) -> None:
    async with database.transaction() as session:
        await two_people(session)
        for person, is_active in members:
            suspended = None if is_active else NOW
            session.add(Staff(name="S", role="head", person_id=person, suspended_at=suspended, created_at=NOW))
            await session.flush()
        await joining.join_people(session, KEEP, GONE, NOW)
    async with database.reading() as session:
        rows = (await session.execute(select(Staff).where(Staff.name == "S").order_by(Staff.id))).scalars()  # type: ignore[arg-type]
        assert [row.person_id for row in rows] == bound
        found = await office.of_person(session, KEEP)
        assert (found is not None) == any(is_active for _, is_active in members), "an active member stays one"


Facts = dict[str, Any]
WISHES: dict[str, tuple[Facts, Facts, Facts]] = {
    "who stopped us on either is not written to": ({}, {"opted_out_at": NOW}, {"opted_out_at": NOW}),
    "who stopped us as the kept one": ({"opted_out_at": NOW}, {}, {"opted_out_at": NOW}),
    "a wish of the other is kept": ({}, {"preferred": HERE}, {"preferred": HERE}),
    "the kept one's wish goes first": ({"preferred": THERE}, {"preferred": HERE}, {"preferred": THERE}),
    "a name is kept": ({"name": ""}, {"name": "Siti Rahmah"}, {"name": "Siti Rahmah"}),
    "the kept one's language": ({"language": "en"}, {"language": "id"}, {"language": "en"}),
}


@pytest.mark.parametrize(("kept", "gone", "expected"), WISHES.values(), ids=WISHES)
async def test_what_they_wished(database: Database, kept: Facts, gone: Facts, expected: Facts) -> None:
    async with database.transaction() as session:
        await two_people(session)
        for number, facts in ((KEEP, kept), (GONE, gone)):
            person = await session.get_one(Person, number)
            for name, value in facts.items():
                setattr(person, name, value)
        await session.flush()
        await joining.join_people(session, KEEP, GONE, NOW)
    async with database.reading() as session:
        person = await session.get_one(Person, KEEP)
        assert {name: getattr(person, name) for name in expected} == expected


async def test_the_last_answer_to_the_consent_notice_holds(database: Database) -> None:
    async with database.transaction() as session:
        await two_people(session)
        for person, granted in ((GONE, True), (KEEP, True), (GONE, False)):
            people.record_consent(session, person, granted, "1", HERE, NOW)
            await session.flush()
        await joining.join_people(session, KEEP, GONE, NOW)
    async with database.reading() as session:
        found = await people.consent(session, KEEP)
        assert found is not None and not found.granted
        assert len(list((await session.execute(select(Consent))).scalars())) == 3, "none is lost"


async def test_open_forms_talk_and_seats_go_on(database: Database) -> None:
    async with database.transaction() as session:
        await two_people(session)
        await talks.begin(session, KEEP, "propose", {}, (), NOW - HOUR)
        await talks.begin(session, GONE, "rat", {"cooperative_id": 1}, (), NOW)
        await joining.join_people(session, KEEP, GONE, NOW)
    async with database.reading() as session:
        assert [each.form for each in await talks.open_forms(session, KEEP)] == ["rat", "propose"]
        assert {each.account for each in await people.seats_of(session, KEEP)} == {HERE, THERE}
        assert [each.person_id for each in (await session.execute(select(Talk))).scalars()] == [KEEP]


async def test_a_file_on_its_way_to_the_one_goes_to_the_other(database: Database) -> None:
    async with database.transaction() as session:
        await two_people(session)
        file: Facts = {
            "account": HERE,
            "external_id": "f",
            "kind": "photo",
            "due_at": NOW,
            "at": NOW,
            "person_id": KEEP,
        }
        for state, recipients in (
            ("waiting", [GONE, 7]),
            ("waiting", [KEEP, GONE]),
            ("waiting", [9]),
            ("stored", [GONE]),
        ):
            session.add(Attachment(**file, state=state, recipients=recipients))
            await session.flush()
        await joining.join_people(session, KEEP, GONE, NOW)
    async with database.reading() as session:
        rows = (await session.execute(select(Attachment).order_by(Attachment.id))).scalars()  # type: ignore[arg-type]
        assert [row.recipients for row in rows][:3] == [[KEEP, 7], [KEEP], [9]]


Meets = list[tuple[str, str]]
MEETINGS: dict[str, tuple[Meets, str, str]] = {
    "only ever a number": ([(PHONE, ""), (PHONE, "")], PHONE, ""),
    "only ever an id": ([(ID, ""), (ID, "")], ID, ""),
    "the number first, then both": ([(PHONE, ""), (ID, PHONE)], PHONE, ID),
    "the id first, then both": ([(ID, ""), (ID, PHONE)], ID, PHONE),
    "both at once": ([(ID, PHONE)], ID, PHONE),
    "both, then the number alone": ([(ID, PHONE), (PHONE, "")], ID, PHONE),
    "both, then the id alone": ([(PHONE, ""), (ID, PHONE), (ID, "")], PHONE, ID),
    "each alone, then they meet": ([(PHONE, ""), (ID, ""), (ID, PHONE)], PHONE, ID),
    "each alone the other way, then they meet": ([(ID, ""), (PHONE, ""), (ID, PHONE)], ID, PHONE),
}
"""Under which ids somebody was heard (address, alias); their address and its other id in the end."""


async def test_id_and_number_of_one_person_meet(database: Database) -> None:
    for case, (heard, user, alias) in MEETINGS.items():
        async with database.transaction() as session:
            for table in (Outbox, Talk, Identity, Person, Audit):
                for row in (await session.execute(select(table))).scalars():
                    await session.delete(row)
                await session.flush()
        for number, (address, other) in enumerate(heard):
            async with database.transaction() as session:
                person, seat = await people.heard(session, Address(HERE, address), "Siti", NOW, other)
                await people.lock_talk(session, person.id, NOW)
                await outbox.enqueue(session, people.address(seat), Outgoing("x"), key=f"{case}{number}", now=NOW)
        async with database.reading() as session:
            (seat,) = (await session.execute(select(Identity))).scalars()
            (person,) = (await session.execute(select(Person))).scalars()
            assert (seat.user, seat.alias, seat.person_id) == (user, alias, person.id), case
            found = [await people.find_identity(session, Address(HERE, each)) for each in (user, alias) if each]
            assert {each.id for each in found if each} == {seat.id}, case
            assert set((await session.execute(select(Outbox.user))).scalars()) == {user}, case  # type: ignore[call-overload]


async def test_when_two_seats_meet_everything_of_the_younger_comes_along(database: Database) -> None:
    async with database.transaction() as session:
        await two_people(session)
        elder = await people.find_identity(session, Address(HERE, PHONE))
        _, younger = await people.heard(session, Address(HERE, ID), "Siti", NOW)
        assert elder is not None
        elder.phone, elder.wrote_at, elder.last_heard_at = None, NOW - HOUR, NOW - HOUR
        younger.phone, younger.wrote_at, younger.marketing_stopped_at = f"+{PHONE}", NOW, NOW
        people.record_consent(session, younger.person_id, True, "1", HERE, NOW)
        for key, user in (("a", PHONE), ("b", ID), ("c", "6281999")):
            await outbox.enqueue(session, Address(HERE, user), Outgoing("x"), key=key, now=NOW)
        await outbox.enqueue(session, Address(THERE, ID), Outgoing("x"), key="d", now=NOW)
    async with database.transaction() as session:
        person, seat = await people.heard(session, Address(HERE, ID), "Siti", NOW, PHONE)
        assert (person.id, seat.user) == (GONE, PHONE)
    async with database.reading() as session:
        seat = await people.find_identity(session, Address(HERE, ID))  # type: ignore[assignment]
        assert (seat.phone, seat.wrote_at, seat.marketing_stopped_at, seat.alias) == (f"+{PHONE}", NOW, NOW, ID)
        assert await people.consent(session, GONE) is not None
        assert await session.get(Person, 3) is None
        rows = (await session.execute(select(Outbox).order_by(Outbox.key))).scalars()
        assert [(row.key, row.user) for row in rows] == [("a", PHONE), ("b", PHONE), ("c", "6281999"), ("d", ID)]


Move = tuple[tuple[str, str], list[str], str, str, tuple[str, str, str | None] | None]
MOVES: dict[str, Move] = {
    "a new number": ((PHONE, ""), [PHONE], "", NEW_PHONE, (NEW_PHONE, "", f"+{NEW_PHONE}")),
    "a new id": ((ID, ""), [ID], NEW_ID, "", (NEW_ID, "", f"+{PHONE}")),
    "both": ((ID, PHONE), [ID, PHONE], NEW_ID, NEW_PHONE, (NEW_ID, NEW_PHONE, f"+{NEW_PHONE}")),
    "both, known by number": ((PHONE, ID), [PHONE], NEW_ID, NEW_PHONE, (NEW_ID, NEW_PHONE, f"+{NEW_PHONE}")),
    "both, known by id": ((PHONE, ID), [ID], NEW_ID, NEW_PHONE, (NEW_ID, NEW_PHONE, f"+{NEW_PHONE}")),
    "a new id, the number stays": ((PHONE, ID), [ID, PHONE], NEW_ID, PHONE, (NEW_ID, PHONE, f"+{PHONE}")),
    "somebody nobody knows": ((PHONE, ""), ["6281999", ""], NEW_ID, NEW_PHONE, None),
}
"""The seat as it was, what the news calls it, the new id and number; the seat as it goes on."""


@pytest.mark.parametrize(("seat", "before", "user", "phone", "after"), MOVES.values(), ids=MOVES)
async def test_a_seat_moves(
    database: Database,
    seat: tuple[str, str],
    before: list[str],
    user: str,
    phone: str,
    after: tuple[str, str, str | None] | None,
) -> None:
    async with database.transaction() as session:
        person, identity = await people.heard(session, Address(HERE, seat[0]), "Siti", NOW, seat[1])
        identity.phone = f"+{PHONE}"
        await outbox.enqueue(session, people.address(identity), Outgoing("x"), key="k", now=NOW)
        await people.heard(session, Address(THERE, PHONE), "Budi", NOW)
    for _ in range(2):  # Meta says it once for the number and once for the id
        async with database.transaction() as session:
            await joining.move_seat(session, HERE, before, user, phone, NOW)
    async with database.reading() as session:
        found = await session.get_one(Identity, identity.id)
        written = (await session.execute(select(Outbox.user))).scalar_one()  # type: ignore[call-overload]
        assert (found.person_id, written) == (person.id, found.user)
        expected = after or (seat[0], seat[1], f"+{PHONE}")
        assert (found.user, found.alias, found.phone) == expected
        assert len(list((await session.execute(select(Identity))).scalars())) == 2
        moved = (await session.execute(select(Audit).where(Audit.action == "person.moved"))).scalars()  # type: ignore[arg-type]
        assert bool(list(moved)) == (after is not None)


THERE_ALREADY: dict[str, Callable[[], tuple[str, str]]] = {
    "by number": lambda: (NEW_PHONE, ""),
    "by id": lambda: (NEW_ID, ""),
    "by both": lambda: (NEW_ID, NEW_PHONE),
}


@pytest.mark.parametrize("already", THERE_ALREADY.values(), ids=THERE_ALREADY)
async def test_they_have_written_from_the_new_number_before_the_news_of_it_came(
    database: Database, already: Callable[[], tuple[str, str]]
) -> None:
    user, alias = already()
    async with database.transaction() as session:
        _, old = await people.heard(session, Address(HERE, PHONE), "Siti", NOW)
        _, new = await people.heard(session, Address(HERE, user), "Siti", NOW, alias)
        for key, seat in (("a", old), ("b", new)):
            await outbox.enqueue(session, people.address(seat), Outgoing("x"), key=key, now=NOW)
        people.record_consent(session, new.person_id, True, "1", HERE, NOW)
    async with database.transaction() as session:
        found = await joining.move_seat(session, HERE, [PHONE], NEW_ID, NEW_PHONE, NOW)
        assert found is not None and (found.user, found.alias) == (NEW_ID, NEW_PHONE)
    async with database.reading() as session:
        (person,) = (await session.execute(select(Person))).scalars()
        assert (await people.consent(session, person.id)) is not None
        assert len(list((await session.execute(select(Identity))).scalars())) == 1
        assert set((await session.execute(select(Outbox.user))).scalars()) == {NEW_ID}  # type: ignore[call-overload]


async def test_a_code_is_good_once_for_a_quarter_of_an_hour(database: Database) -> None:
    async with database.transaction() as session:
        person, _ = await people.heard(session, Address(THERE, "71"), "Siti", NOW)
        code = await joining.code(session, person.id, NOW)
        other = await joining.code(session, person.id, NOW)
    assert code != other and len(code) == joining.CODE_LENGTH and code[-1].isdigit()
    tries = {
        code: True,
        code.lower(): True,
        f"  {code} ": True,
        code[:-1]: False,
        "": False,
        "HALO23": False,
        f"{code[:-1]}{'2' if code[-1] != '2' else '3'}": False,
    }
    async with database.transaction() as session:
        for typed, is_good in tries.items():
            assert (await joining.whose(session, typed, NOW) is not None) == is_good, typed
        until = NOW + timedelta(minutes=joining.CODE_MINUTES)
        assert await joining.whose(session, code, until) is not None
        assert await joining.whose(session, code, until + timedelta(seconds=1)) is None
        row = await joining.whose(session, code, NOW)
        assert row is not None and row.person_id == person.id and code not in row.digest
        row.used_at = NOW
    async with database.transaction() as session:
        assert await joining.whose(session, code, NOW) is None, "once"
        assert await joining.whose(session, other, NOW) is not None
