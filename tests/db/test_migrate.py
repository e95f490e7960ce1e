"""The revisions lead to what the models say, on both databases, and every installation starts with its seeds."""

from collections.abc import AsyncIterator
from datetime import date

import pytest
from sqlmodel import col, func, select

from db import holidays, migrate
from db.models import District, Holiday
from db.session import Database


@pytest.fixture
async def empty(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    yield opened
    await opened.close()


async def test_upgrade_leads_to_the_models(empty: Database) -> None:
    assert await migrate.revision(empty) is None
    await migrate.upgrade(empty)
    assert await migrate.revision(empty) == migrate.head()
    assert await migrate.differences(empty) == []


async def test_upgrading_again_changes_nothing_and_keeps_what_the_office_changed(empty: Database) -> None:
    await migrate.upgrade(empty)
    async with empty.transaction() as session:
        for day in (
            await session.exec(select(Holiday).where(Holiday.kind == "eid", Holiday.day < date(2027, 4, 1)))
        ).all():
            if day.day.year == 2027:
                await session.delete(day)
        session.add(Holiday(day=date(2027, 3, 9), kind="eid", name="Idulfitri"))
    await migrate.upgrade(empty)
    async with empty.reading() as session:
        eid = (
            await session.exec(select(Holiday).where(Holiday.kind == "eid", col(Holiday.day) < date(2028, 1, 1)))
        ).all()
        assert [row.day for row in eid if row.day.year == 2027] == [date(2027, 3, 9)]
        assert (await session.exec(select(func.count()).select_from(District))).one() == 15


async def test_holidays_of_a_year_by_kind(database: Database) -> None:
    async with database.transaction() as session:
        await holidays.seed(session, [2027])
    async with database.reading() as session:
        rows = (await session.exec(select(Holiday))).all()
    of = {kind: sorted(row.day for row in rows if row.kind == kind) for kind in {row.kind for row in rows}}
    assert date(2027, 8, 17) in of["national"]
    assert date(2027, 3, 12) in of["joint leave"]
    assert (of["ramadan"][0], of["ramadan"][-1], len(of["ramadan"])) == (date(2027, 2, 8), date(2027, 3, 9), 30)
    assert of["eid"] == [date(2027, 3, 10), date(2027, 3, 11)]
