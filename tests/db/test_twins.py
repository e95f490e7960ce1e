"""Which rows of the registry are proposed as one cooperative, and which never."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.understanding.names import match_key
from db import tasks, twins
from db.models import Cooperative, District, FormerName, Officer, Task
from db.session import Database

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Jakarta")
NIK, OTHER_NIK = "1471000000077", "1471000000088"
PHONE = "+628127770001"


def row(name: str, **more: Any) -> Cooperative:
    given: dict[str, Any] = {"village": "Delima", "district_id": 1, "updated_at": NOW, **more}
    return Cooperative(name=name, match_name=match_key(name), **given)


PAIRS = {
    "a slip of the pen in one village": ([row("KSU Tunas Mekar"), row("Koperasi Tunas Mekkar")], "name"),
    "the same name, one without a village": ([row("KSU Mekar Jaya"), row("Mekar Jaya", village="")], "name"),
    "the same name and no place at all": (
        [row("KSU Mekar Jaya", village="", district_id=None), row("Mekar Jaya", village="", district_id=None)],
        "name",
    ),
    "one badan hukum written in two ways, with two NIK": (
        [
            row("Maju", nik=NIK, legal_number="123/BH/IV/1999"),
            row("Jaya", nik=OTHER_NIK, legal_number="123 BH.IV-1999"),
        ],
        "number",
    ),
    "another village": ([row("KSU Tunas Mekar"), row("KSU Tunas Mekar", village="Tuah Karya")], ""),
    "two NIK": ([row("KSU Tunas Mekar", nik=NIK), row("KSU Tunas Mekar", nik=OTHER_NIK)], ""),
    "two badan hukum": (
        [row("Tunas Mekar", legal_number="12/BH/1999"), row("Tunas Mekar", legal_number="98/BH/2004")],
        "",
    ),
    "a number in the name": ([row("Mawar 1"), row("Mawar 2")], ""),
    "a longer name": ([row("Tunas Mekar"), row("Tunas Mekar Jaya")], ""),
    "one is dissolved": ([row("Tunas Mekar"), row("Tunas Mekar", activity="bubar")], ""),
}


@pytest.mark.parametrize(("rows", "why"), PAIRS.values(), ids=PAIRS)
async def test_pairs(database: Database, rows: list[Cooperative], why: str) -> None:
    async with database.transaction() as session:
        await settle(session, *rows)
        found = await twins.find(session)
    assert [(each.one, each.other, each.why) for each in found] == ([(1, 2, why)] if why else [])


async def settle(session: AsyncSession, *rows: Cooperative) -> None:
    session.add(District(name="Binawidya"))
    await session.flush()
    for each in rows:
        session.add(Cooperative(**each.model_dump(exclude={"id"})))
        await session.flush()


async def test_a_shared_telephone_says_something_beside_a_name_that_is_alike(database: Database) -> None:
    async with database.transaction() as session:
        villages = ("Delima", "Tuah Karya", "Simpang Baru")
        names = ("Serba Usaha Bertuah", "Serba Usaha Bertuan", "Sumber Rezeki")
        await settle(session, *(row(name, village=village) for name, village in zip(names, villages, strict=True)))
        session.add_all(Officer(cooperative_id=number, position="bendahara", phone=PHONE) for number in (1, 2, 3))
        await session.flush()
        found = await twins.find(session)
    assert [(each.one, each.other, each.why) for each in found] == [(1, 2, "phone")]


async def test_one_is_called_as_the_other_was_before(database: Database) -> None:
    async with database.transaction() as session:
        await settle(session, row("Cahaya"), row("Mawar", village="Tuah Karya"))
        day = NOW.date()
        session.add(FormerName(cooperative_id=1, name="Mawar", match_name="mawar", until=day))
        await session.flush()
        found = await twins.find(session)
    assert [(each.one, each.other, each.why) for each in found] == [(1, 2, "former")]


async def test_an_answer_holds_for_ever(database: Database) -> None:
    async with database.transaction() as session:
        await settle(session, row("Tunas Mekar"), row("Tunas Mekar"))
        assert await twins.propose(session, 2, 1, why="name", now=NOW)
        assert not await twins.propose(session, 1, 2, why="phone", now=NOW)
        task = (await session.exec(select(Task))).one()
        assert (task.cooperative_id, task.district_id, task.data) == (2, 1, {"other_id": 1, "why": "name"})
        tasks.close(task, None, NOW)
        await session.flush()
        assert not await twins.propose(session, 1, 2, why="name", now=NOW + timedelta(days=900))
        assert await twins.find(session) == []


async def test_a_district_is_asked_a_few_a_day(database: Database) -> None:
    async with database.transaction() as session:
        await settle(session, *(row("Tunas Mekar") for _ in range(4)))
        counts = []
        for hours in (0, 1, 24):
            pairs = await twins.find(session)
            now = NOW + timedelta(hours=hours)
            counts.append(await twins.propose_found(session, pairs, daily=4, now=now, zone=ZONE))
    assert counts == [4, 0, 2]
