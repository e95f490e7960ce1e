"""`sapa staff suspend` and `resume`: the office is never left without an admin unasked."""

from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.commands import people
from bot.errors import SapaError
from bot.messages import Address
from db import staff
from db.models import Audit, Staff
from db.session import Database
from tests.cli.platforms import Platforms, add_admin


async def begin(office: Platforms) -> Database:
    """Nurhayati, number 1, is an active admin; Yandri, number 2, has never opened the link."""
    database = Database(office.settings["database_url"])
    await add_admin(database)
    await people.add("Yandri", "admin", [])
    return database


async def test_the_only_admin_stays(office: Platforms) -> None:
    database = await begin(office)
    with pytest.raises(SapaError, match="Nurhayati is the only active admin; add another first: `sapa staff add"):
        await people.suspend(1)
    async with database.reading() as session:
        assert (await session.get_one(Staff, 1)).suspended_at is None
    await database.close()


async def test_who_was_suspended_comes_back(office: Platforms) -> None:
    database = await begin(office)
    async with database.transaction() as session:
        now = datetime.now(UTC)
        await staff.bind(
            session, await staff.add(session, "Ratna", "head", (), now), Address("telegram:77", "101"), now
        )
    await people.suspend(3)
    await people.resume(3)
    async with database.reading() as session:
        assert (await session.get_one(Staff, 3)).suspended_at is None
        deeds: Sequence[str] = (await session.exec(select(Audit.action).where(Audit.subject == "staff:3"))).all()
    assert deeds == ["staff.suspended", "staff.resumed"]
    await database.close()


@pytest.mark.parametrize(
    ("number", "says"), [(1, "is not suspended"), (2, "no chat is bound to Yandri"), (9, "no member number 9")]
)
async def test_nothing_to_give_back(office: Platforms, number: int, says: str) -> None:
    database = await begin(office)
    await database.close()
    await people.suspend(2)
    with pytest.raises(SapaError, match=says):
        await people.resume(number)
