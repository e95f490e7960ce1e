"""Finding cooperatives, and how a person becomes a verified officer."""

from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from bot.understanding.names import match_key
from db import cooperatives
from db.models import Cooperative, District, Officer, Person
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
TODAY = date(2027, 3, 1)
PHONE, OTHER = "+628120000001", "+628120000002"
REGISTRY = [
    ("1471000000001", "Koperasi Karyawan Maju Bersama", 1, ""),
    ("1471000000002", "KSU Melati Sejahtera", 1, "aktif"),
    ("1471000000003", "Koperasi Wanita Melati", 2, "aktif"),
    (None, "KUD Tani Makmur", 2, "bubar"),
]


@pytest.fixture
async def ids(database: Database) -> list[int]:
    async with database.transaction() as session:
        session.add_all([District(id=1, name="Sail"), District(id=2, name="Kulim")])
        await session.flush()
        rows = [
            Cooperative(
                nik=nik, name=name, match_name=match_key(name), district_id=d, activity=activity, updated_at=NOW
            )
            for nik, name, d, activity in REGISTRY
        ]
        session.add_all(rows)
        await session.flush()
        return [row.id for row in rows]


async def person(session: object, name: str = "Budi") -> int:
    made = Person(name=name, created_at=NOW)
    session.add(made)
    await session.flush()
    return made.id


SEARCHES = {
    "by NIK": ("1471000000002", None, [2]),
    "by NIK with spaces": ("1471 0000 00003", None, [3]),
    "by full name": ("KSU Melati Sejahtera", None, [2]),
    "a slip of the pen": ("maju bersma", None, [1]),
    "without the kind": ("tani makmur", None, [4]),
    "only in my districts": ("melati", [2], [3]),
    "nothing alike": ("zzz qqq", None, []),
    "an unknown number": ("1471999999999", None, []),
    "nothing said": ("", None, []),
}


async def test_search(database: Database, ids: list[int]) -> None:
    for label, (text, scope, meant) in SEARCHES.items():
        async with database.reading() as session:
            found = await cooperatives.search(session, text, district_ids=scope)
        assert [ids.index(each.id) + 1 for each, _ in found][: max(1, len(meant))] == meant, label


@pytest.mark.parametrize(("text", "first"), [("koperasi melati", "Koperasi Melati"), ("melati", "KSU Melati")])
async def test_the_very_name_comes_first(database: Database, text: str, first: str) -> None:
    known = ["KSU Melati Jaya", "KSU Melati", "Koperasi Wanita Melati", "Koperasi Melati Putih", "Koperasi Melati"]
    async with database.transaction() as session:
        session.add_all(Cooperative(name=each, match_name=match_key(each), updated_at=NOW) for each in known)
    async with database.reading() as session:
        assert (await cooperatives.search(session, text))[0][0].name == first


MEANT = {
    "ksu melati sejahtera": True,
    "melati": False,
    "ksp melati": False,
    "maju bersma": True,
    "zzz qqq": False,
    "1471000000002": True,
}


async def test_whether_the_first_is_meant(database: Database, ids: list[int]) -> None:
    async with database.reading() as session:
        for text, is_meant in MEANT.items():
            assert cooperatives.is_meant(await cooperatives.search(session, text)) == is_meant, text


async def test_scope_leaves_out_the_dissolved(database: Database, ids: list[int]) -> None:
    async with database.reading() as session:
        assert await cooperatives.in_scope(session, None) == ids[:3]
        assert await cooperatives.in_scope(session, 2) == [ids[2]]
        assert [d.name for d in await cooperatives.districts(session)] == ["Kulim", "Sail"]
        assert (await cooperatives.get(session, ids[0])).name == REGISTRY[0][1]


async def test_a_proven_phone_verifies_every_office_it_stands_for(database: Database, ids: list[int]) -> None:
    async with database.transaction() as session:
        me = await person(session)
        for cid, position, phone, status in [
            (ids[0], "bendahara", PHONE, "registered"),
            (ids[0], "ketua", PHONE, "registered"),
            (ids[1], "bendahara", PHONE, "registered"),
            (ids[1], "ketua", OTHER, "registered"),
            (ids[2], "ketua", PHONE, "ended"),
        ]:
            session.add(Officer(cooperative_id=cid, name="Budi", position=position, phone=phone, status=status))
        await session.flush()
        known = await cooperatives.by_phone(session, PHONE)
        assert sorted(((o.position, c.id) for o, c in known), key=lambda pair: pair[1]) == [
            ("ketua", ids[0]),
            ("bendahara", ids[0]),
            ("bendahara", ids[1]),
        ]
        bound = await cooperatives.verify_by_phone(session, me, PHONE, TODAY)
        assert sorted(c.id for c in bound) == ids[:2]
    async with database.reading() as session:
        mine = await cooperatives.of_person(session, me)
        assert {(o.position, o.since, c.id) for o, c in mine} == {
            ("ketua", TODAY, ids[0]),
            ("bendahara", TODAY, ids[1]),
        }


async def test_a_claim_is_made_once_and_the_registry_upgrades_it(database: Database, ids: list[int]) -> None:
    async with database.transaction() as session:
        me = await person(session)
        session.add(Officer(cooperative_id=ids[0], name="Budi Santoso", position="ketua", phone=PHONE))
        first = await cooperatives.claim(session, me, ids[0], name="Budi", position="anggota", phone=None)
        again = await cooperatives.claim(session, me, ids[0], name="B", position="ketua", phone=None)
        assert again.id == first.id
        assert [c.id for c in await cooperatives.verify_by_phone(session, me, PHONE, TODAY)] == [ids[0]]
        assert await cooperatives.verify_by_phone(session, me, PHONE, TODAY) == []
    async with database.reading() as session:
        [(officer, _)] = await cooperatives.of_person(session, me)
        assert (officer.id, officer.name, officer.position, officer.phone) == (first.id, "Budi Santoso", "ketua", PHONE)
        assert len(await cooperatives.by_phone(session, PHONE)) == 1


async def test_staff_decide_a_claim_once(database: Database, ids: list[int]) -> None:
    async with database.transaction() as session:
        me, other = await person(session), await person(session, "Siti")
        good = await cooperatives.claim(session, me, ids[0], name="Budi", position="ketua", phone=OTHER)
        bad = await cooperatives.claim(session, other, ids[0], name="Siti", position="ketua", phone=OTHER)
        assert await cooperatives.of_person(session, me) == []
        assert await cooperatives.by_phone(session, OTHER) == []
        assert (await cooperatives.approve(session, good.id, TODAY)).since == TODAY
        assert (await cooperatives.refuse(session, bad.id, TODAY)).ended_on == TODAY
        assert await cooperatives.refuse(session, good.id, TODAY) is None
        assert await cooperatives.approve(session, bad.id, TODAY) is None
        assert len(await cooperatives.of_person(session, me)) == 1
        assert (await cooperatives.end_office(session, good.id, TODAY)).status == "ended"
        assert await cooperatives.end_office(session, good.id, TODAY) is None
        assert (await cooperatives.claim(session, me, ids[0], name="B", position="ketua", phone=None)).id != good.id


async def test_names_are_compared_as_this_version_does(database: Database) -> None:
    async with database.transaction() as session:
        session.add(Cooperative(name="Koperasi Serba Usaha Maju", match_name="serba usaha maju", updated_at=NOW))
    async with database.transaction() as session:
        await cooperatives.compare_anew(session)
    async with database.reading() as session:
        assert [each.match_name for each in (await session.exec(select(Cooperative))).all()] == ["maju"]
