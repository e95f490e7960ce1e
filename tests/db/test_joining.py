"""Two people or two seats that are one: nothing that named the one that goes is lost, and nothing is doubled."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import joining, people, talks
from db import staff as office
from db.models import (
    Announcement,
    Attachment,
    Attendance,
    Audit,
    Consent,
    Cooperative,
    DataRequest,
    Ledger,
    Letter,
    LinkCode,
    Officer,
    OpenForm,
    Person,
    Question,
    RatPaper,
    RatReport,
    Staff,
    Talk,
    Task,
    Trace,
    TraceStep,
    VisitPlan,
)
from db.session import Database

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
        RatPaper(cooperative_id=1, book_year=2026, kind="minutes", state="office", person_id=person, at=NOW),
        VisitPlan(cooperative_id=1, starts_at=NOW, person_id=person, created_at=NOW),
        Attendance(announcement_id=1, cooperative_id=1, answer="yes", person_id=person, at=NOW),
        Ledger(purpose="announcement:1", cooperative_id=1, lead_id=1, person_id=person, at=NOW),
        Attachment(person_id=person, account=HERE, external_id="f", kind="photo", due_at=NOW, at=NOW),
        Staff(name="Siti", role="consultant", person_id=person, created_at=NOW),
        DataRequest(person_id=person, kind="access", at=NOW, due_at=NOW),
        Letter(cooperative_id=1, digest="l", printed_at=NOW, expires_at=NOW, person_id=person),
        Trace(id=1, cooperative_id=1, opened_at=NOW),
        TraceStep(trace_id=1, kind="neighbour", target="1", person_id=person, at=NOW),
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
