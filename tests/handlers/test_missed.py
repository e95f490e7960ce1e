"""Who waited for an officer in vain is told from who waits for anything else, and the visit is found that was due."""

from datetime import timedelta

import pytest

from bot.understanding.words import normalise
from db import visits
from db.models import Cooperative
from db.session import Database
from handlers.manager import missed
from tests.handlers import town


@pytest.mark.parametrize(
    "said",
    [
        "kemarin ditunggu kok tidak datang",
        "sudah kami tunggu dari pagi pak yandri tidak datang",
        "katanya petugas mau berkunjung, ga jadi datang",
        "kenapa orang dinas gak datang kemarin",
    ],
)
def test_a_visit_that_did_not_come(said: str) -> None:
    assert missed.is_told(normalise(said))


@pytest.mark.parametrize(
    "said",
    [
        "kenapa kode verifikasinya kok tidak datang",
        "katanya bantuan modal tidak jadi datang ya pak",
        "ditunggu-tunggu balasannya tidak datang",
        "kok anggota tidak datang ya",
        "kenapa tidak datang",
    ],
)
def test_anything_else_that_did_not_come(said: str) -> None:
    assert not missed.is_told(normalise(said))


async def test_the_visit_that_was_due_last(database: Database) -> None:
    async with database.transaction() as session:
        numbers = []
        for place in range(3):
            one = Cooperative(name=f"KSU {place}", match_name=str(place), updated_at=town.NOW)
            session.add(one)
            await session.flush()
            numbers.append(one.id)
        for number, days in zip(numbers, (-9, -1, 2), strict=True):
            at = town.NOW + timedelta(days)
            await visits.propose(session, number, at, person_id=None, now=town.NOW - timedelta(20))
        last = await visits.last_due(session, numbers, town.NOW)
        assert last is not None and last.cooperative_id == numbers[1]
        assert await visits.last_due(session, numbers[2:], town.NOW) is None
