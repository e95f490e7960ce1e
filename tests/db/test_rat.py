"""Reports of a meeting: what contradicts what, and what a later report leaves standing."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.understanding.names import match_key
from db import rat
from db.models import Cooperative, Person, RatReport
from db.rat import Facts
from db.session import Database

SAID = datetime(2027, 1, 11, 2, 0, tzinfo=UTC)
HELD = Facts(2026, "yes", held_on=date(2027, 1, 9), members=120, attended=75, meeting="langsung")
PLAN = Facts(2026, "planned", planned_on=date(2027, 2, 20))

PAIRS = {
    "the same": (HELD, HELD, False),
    "other figures": (HELD, replace(HELD, attended=70), True),
    "only one tells the assets": (replace(HELD, assets=10**9), HELD, False),
    "both tell the assets, differently": (replace(HELD, assets=10**9), replace(HELD, assets=10**8), True),
    "a plan, and later the meeting": (PLAN, replace(HELD, held_on=date(2027, 2, 20)), False),
    "a plan, and a meeting that was over when it was told": (PLAN, HELD, True),
    "a plan put off": (PLAN, Facts(2026, "postponed", reason="members"), False),
    "another plan": (PLAN, replace(PLAN, planned_on=date(2027, 2, 21)), True),
    "held, and not held": (HELD, Facts(2026, "no", reason="books"), True),
    "other reasons": (Facts(2026, "no", reason="books"), Facts(2026, "no", reason="idle"), True),
}


@pytest.mark.parametrize(("first", "second", "wanted"), PAIRS.values(), ids=PAIRS)
def test_what_contradicts(first: Facts, second: Facts, wanted: bool) -> None:
    told = {name: getattr(first, name) for name in (*rat.FACTS, *rat.DETAILS)}
    report = RatReport(receipt="", cooperative_id=1, book_year=2026, reported_at=SAID, **told)
    assert rat.contradicts(report, second) is wanted


async def _file(database: Database, facts: Facts, person_id: int = 1, *, verified: bool = True) -> RatReport:
    async with database.transaction() as session:
        return await rat.file(
            session,
            1,
            facts,
            person_id=person_id,
            officer_verified=verified,
            account="telegram:1",
            words="",
            now=SAID,
        )


@pytest.fixture
async def office(database: Database) -> Database:
    """One cooperative and two people."""
    async with database.transaction() as session:
        session.add(Cooperative(name="KSU Maju", match_name=match_key("KSU Maju"), updated_at=SAID))
        session.add(Person(name="Rahmat", created_at=SAID))
        session.add(Person(name="Sri", created_at=SAID))
    return database


async def test_a_short_report_leaves_told_details_standing(office: Database) -> None:
    await _file(office, replace(HELD, assets=10**9, place="Aula", is_full=True))
    second = await _file(office, replace(HELD, attended=80), person_id=1)
    assert (second.assets, second.place, second.attended, second.version) == (10**9, "Aula", 80, 2)


async def test_a_full_report_takes_back_what_it_leaves_open(office: Database) -> None:
    await _file(office, replace(HELD, assets=10**9))
    second = await _file(office, replace(HELD, is_full=True))
    assert second.assets is None


async def test_another_officer_adds_without_a_dispute(office: Database) -> None:
    await _file(office, replace(HELD, assets=10**9))
    second = await _file(office, replace(HELD, surplus=-3_000_000), person_id=2)
    assert (second.status, second.assets, second.surplus) == ("submitted", 10**9, -3_000_000)


async def test_what_somebody_unconfirmed_says_replaces_only_their_own(office: Database) -> None:
    first = await _file(office, HELD)
    own = await _file(office, replace(HELD, attended=70), person_id=2, verified=False)
    again = await _file(office, replace(HELD, attended=71), person_id=2, verified=False)
    async with office.reading() as session:
        current = await rat.current(session, 1, 2026)
        assert current is not None and current.id == first.id
        mine = await rat.own(session, 1, 2026, 2)
        assert mine is not None and mine.id == again.id
        assert await rat.replaced(session, again) == [own.id]
