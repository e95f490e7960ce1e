"""Roles, acting heads, the last admin, and who takes over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import members, staff
from db.models import District, Person, Question, Staff, StaffInvite
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
DEEDS = ("announce", "tasks", "visits", "questions", "members")
MAY = {
    "admin": DEEDS,
    "head": DEEDS,
    "field_officer": ("tasks", "visits", "questions"),
    "consultant": ("questions",),
    "viewer": (),
}


@pytest.mark.parametrize("role", staff.ROLES)
@pytest.mark.parametrize("acting", [False, True])
def test_what_each_role_may(role: str, acting: bool) -> None:
    member = Staff(name="Yandri", role=role, created_at=NOW, acting_role="head" if acting else "")
    assert tuple(each for each in DEEDS if staff.may(member, each)) == (DEEDS if acting else MAY[role])
    assert staff.sees_all(member) == (acting or role in staff.ANNOUNCERS)


async def member(session: AsyncSession, role: str, *places: int, linked: bool = True) -> Staff:
    found = [await session.get_one(District, each) for each in places]
    made = await staff.add(session, f"{role} {places}", role, found, NOW)
    if linked:
        person = Person(name=made.name, created_at=NOW)
        session.add(person)
        await session.flush()
        made.person_id = person.id
    await session.flush()
    return made


@pytest.fixture
async def office(database: Database) -> Database:
    async with database.transaction() as session:
        session.add_all(District(id=n, name=name) for n, name in ((1, "Sail"), (2, "Kulim"), (3, "Rumbai")))
    return database


async def test_acting_counts_for_who_is_responsible_and_ends_by_itself(office: Database) -> None:
    async with office.transaction() as session:
        yandri = await member(session, "field_officer", 1)
        members.act_as_head(yandri, NOW + timedelta(days=3))
        assert [each.id for each in await staff.responsible(session, None)] == [yandri.id]
        assert await staff.scope(session, yandri) == []
        assert await members.acting_over(session, NOW + timedelta(days=2)) == []
        found = await staff.of_person(session, yandri.person_id or 0, NOW + timedelta(days=2))
        assert found is not None and found.acting_role == "head"
        found = await staff.of_person(session, yandri.person_id or 0, NOW + timedelta(days=3))
        assert found is not None and (found.acting_role, found.acting_until) == ("", None)
        assert await staff.scope(session, yandri) == [1]


async def test_whose_time_is_over_is_found_once(office: Database) -> None:
    async with office.transaction() as session:
        yandri = await member(session, "field_officer", 1)
        members.act_as_head(yandri, NOW)
        assert [each.id for each in await members.acting_over(session, NOW)] == [yandri.id]
        await session.flush()
        assert await members.acting_over(session, NOW) == []


LAST_ADMIN = {
    "the only one": ([], True),
    "another admin": ([("admin", True, False)], False),
    "another admin who is suspended": ([("admin", True, True)], True),
    "another admin who never opened the link": ([("admin", False, False)], True),
    "a head is no admin": ([("head", True, False)], True),
}


@pytest.mark.parametrize(("others", "want"), LAST_ADMIN.values(), ids=LAST_ADMIN)
async def test_the_last_admin(office: Database, others: list[tuple[str, bool, bool]], want: bool) -> None:
    async with office.transaction() as session:
        nurhayati = await member(session, "admin")
        for role, linked, suspended in others:
            (await member(session, role, linked=linked)).suspended_at = NOW if suspended else None
        await session.flush()
        assert await members.is_last_admin(session, nurhayati) == want


async def test_an_end_lets_the_chat_go_and_voids_links(office: Database) -> None:
    async with office.transaction() as session:
        yandri = await member(session, "field_officer", 1)
        person_id = yandri.person_id or 0
        await staff.invite(session, yandri.id, NOW)
        await members.end(session, yandri, NOW)
        assert await staff.of_person(session, person_id) is None
        assert (await session.exec(select(StaffInvite))).all() == []
        assert [each.id for each in await members.present(session)] == []


AFTER = {
    "both are limited": ("field_officer", (1, 2), (3,), [1, 2, 3]),
    "the taker sees all already": ("field_officer", (1,), (), []),
    "the giver saw all by districts": ("field_officer", (), (3,), []),
    "a head's tasks widen nobody's districts": ("head", (), (3,), [3]),
}


@pytest.mark.parametrize(("role", "given", "own", "after"), AFTER.values(), ids=AFTER)
async def test_districts_after_handing_over(
    office: Database, role: str, given: tuple[int, ...], own: tuple[int, ...], after: list[int]
) -> None:
    async with office.transaction() as session:
        giver, taker = await member(session, role, *given), await member(session, "field_officer", *own)
        asker = Person(name="Rahmat", created_at=NOW)
        session.add(asker)
        await session.flush()
        for state in ("open", "closed"):
            session.add(Question(person_id=asker.id, staff_id=giver.id, state=state, opened_at=NOW))
        await session.flush()
        await members.hand_over(session, giver, taker, NOW)
        assert await staff.districts_of(session, taker.id) == after
        mine = await session.exec(select(Question.state).where(Question.staff_id == taker.id))
        assert list(mine.all()) == ["open"]


async def test_who_may_take_over(office: Database) -> None:
    async with office.transaction() as session:
        giver = await member(session, "field_officer", 1)
        bela = await member(session, "field_officer", 2)
        await member(session, "viewer")
        await member(session, "consultant")
        await member(session, "head", linked=False)
        assert [each.id for each in await members.takers(session, giver)] == [bela.id]
