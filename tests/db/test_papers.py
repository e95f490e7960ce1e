"""Papers of a meeting: how many of the four are there, and the same file once."""

from datetime import UTC, datetime

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.understanding.names import match_key
from db import papers
from db.models import Attachment, Cooperative, Officer, Person, Staff
from db.session import Database

NOW = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
YEAR = 2026


async def _sent(session: AsyncSession, kind: str, digest: str, *, person_id: int = 1, state: str = "stored") -> None:
    file = Attachment(
        person_id=person_id,
        account="telegram:1",
        external_id=digest,
        kind="photo",
        digest=digest,
        state=state,
        due_at=NOW,
        at=NOW,
    )
    session.add(file)
    await session.flush()
    await papers.add(session, 1, YEAR, kind, person_id=person_id, attachment_id=file.id, now=NOW)


@pytest.fixture
async def office(database: Database) -> Database:
    """A cooperative, its chair (1), somebody who claims a position (2), and staff."""
    async with database.transaction() as session:
        session.add(Cooperative(name="KSU Maju", match_name=match_key("KSU Maju"), updated_at=NOW))
        session.add_all([Person(name="Rahmat", created_at=NOW), Person(name="Joko", created_at=NOW)])
        session.add(Staff(name="Yandri", role="admin", created_at=NOW))
        await session.flush()
        session.add_all(
            [
                Officer(cooperative_id=1, person_id=1, status="verified"),
                Officer(cooperative_id=1, person_id=2, status="claimed"),
            ]
        )
    return database


async def test_the_same_file_ten_times_is_one(office: Database) -> None:
    async with office.transaction() as session:
        for _ in range(10):
            await _sent(session, "minutes", "d1")
        await _sent(session, "attendance", "d1")
        await papers.tidy(session, 1, YEAR)
        kept = await papers.of_year(session, 1, YEAR)
        assert [(paper.kind, paper.id) for paper, _ in kept] == [("minutes", 1), ("attendance", 11)]


async def test_which_of_the_four_are_there(office: Database) -> None:
    async with office.transaction() as session:
        await _sent(session, "minutes", "d1")
        await _sent(session, "attendance", "d2", state="waiting")
        await _sent(session, "accountability", "", state="failed")
        await _sent(session, "other", "d3")
        await _sent(session, "ods", "d4", person_id=2)
        assert await papers.complete_kinds(session, [1, 2], YEAR) == {1: {"minutes", "attendance"}, 2: set()}
        assert set(await papers.states(session, 1, YEAR)) == {"minutes", "attendance", "ods"}
        assert set(await papers.states(session, 1, YEAR, of_person=2)) == {"ods"}


async def test_what_staff_refuse_is_needed_again_until_a_new_one_comes(office: Database) -> None:
    async with office.transaction() as session:
        await _sent(session, "minutes", "d1")
        await papers.add(session, 1, YEAR, "ods", person_id=1, now=NOW)
        decided = await papers.check(session, 1, YEAR, "refused", kinds=("minutes",), staff_id=1, now=NOW)
        assert [paper.checked_by for paper in decided] == [1]
        assert await papers.states(session, 1, YEAR) == {"minutes": "refused", "ods": "office"}
        assert await papers.complete_kinds(session, [1], YEAR) == {1: {"ods"}}
        await _sent(session, "minutes", "d2")
        await papers.check(session, 1, YEAR, "confirmed", kinds=papers.KINDS, staff_id=1, now=NOW)
        assert await papers.states(session, 1, YEAR) == {"minutes": "confirmed", "ods": "confirmed"}


async def test_papers_of_somebody_who_is_no_officer_count_for_nothing(office: Database) -> None:
    async with office.transaction() as session:
        await _sent(session, "ods", "d4", person_id=2)
        await papers.leave_out(session, 2, 1, NOW)
        assert await papers.states(session, 1, YEAR) == {"ods": "refused"}
