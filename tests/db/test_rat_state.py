"""The one definition of where a cooperative stands with its annual meeting, as a table of reports and days."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from db import rat, rat_state
from db.models import Cooperative, District, RatPaper, RatReport
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
TODAY = date(2027, 3, 1)
HELD, LATE, NEXT = date(2027, 2, 14), date(2027, 4, 11), date(2027, 3, 20)
YES: dict[str, Any] = {"held": "yes", "held_on": HELD}

REPORTS: dict[str, tuple[list[dict[str, Any]], tuple[Any, ...]]] = {
    "nothing said": ([], ("", None, None, None, "")),
    "held": ([YES], ("held", HELD, True, None, "")),
    "held on the target day": ([YES | {"held_on": date(2027, 3, 31)}], ("held", date(2027, 3, 31), True, None, "")),
    "held late": ([YES | {"held_on": LATE}], ("held", LATE, False, None, "")),
    "planned": ([{"held": "planned", "planned_on": NEXT}], ("planned", None, None, NEXT, "")),
    "postponed": (
        [{"held": "postponed", "planned_on": NEXT, "reason": "members"}],
        ("postponed", None, None, NEXT, "members"),
    ),
    "not held": ([{"held": "no", "reason": "books"}], ("not_held", None, None, None, "books")),
    "the newest version counts": (
        [{"held": "no", "reason": "books", "status": "superseded"}, YES],
        ("held", HELD, True, None, ""),
    ),
    "returned still says it was held": ([YES | {"status": "returned"}], ("held", HELD, True, None, "")),
    "verified": ([YES | {"status": "verified"}], ("held", HELD, True, None, "")),
    "another's different answer waits": (
        [YES, {"held": "no", "reason": "books", "status": "disputed"}],
        ("held", HELD, True, None, ""),
    ),
    "a stranger's word doesn't count": ([YES | {"officer_verified": False}], ("", None, None, None, "")),
    "another year's report doesn't count": ([YES | {"book_year": 2025}], ("", None, None, None, "")),
}


async def test_outcomes(database: Database) -> None:
    names: dict[int, str] = {}
    async with database.transaction() as session:
        for name, (reports, _) in REPORTS.items():
            made = Cooperative(name=name, match_name=name, updated_at=NOW)
            session.add(made)
            await session.flush()
            names[made.id] = name
            for version, report in enumerate(reports, 1):
                facts = {"book_year": 2026, "officer_verified": True, "version": version, **report}
                session.add(RatReport(receipt=f"{name} {version}", cooperative_id=made.id, reported_at=NOW, **facts))
    async with database.reading() as session:
        found = {names[each.cooperative_id]: each for each in await rat_state.states(session, 2026, TODAY)}
        for each in found.values():
            current = await rat.current(session, each.cooperative_id, 2026)
            assert each.report_id == (current.id if current else None)
    assert {
        name: (each.outcome, each.held_on, each.on_time, each.planned_on, each.reason) for name, each in found.items()
    } == {name: case[1] for name, case in REPORTS.items()}


CLOCKS = [
    ("12-31", date(2026, 12, 31), "not_due"),
    ("12-31", date(2027, 1, 1), "due"),
    ("12-31", date(2027, 3, 31), "due"),
    ("12-31", date(2027, 4, 1), "overdue"),
    ("12-31", date(2029, 1, 1), "overdue"),
    ("06-30", date(2026, 6, 30), "not_due"),
    ("06-30", date(2026, 7, 1), "due"),
    ("06-30", date(2026, 10, 1), "overdue"),
]


@pytest.mark.parametrize(("end", "today", "clock"), CLOCKS)
async def test_clock(database: Database, end: str, today: date, clock: str) -> None:
    async with database.transaction() as session:
        session.add(Cooperative(name="Maju", match_name="maju", book_year_end=end, updated_at=NOW))
    async with database.reading() as session:
        (found,) = await rat_state.states(session, 2026, today)
    assert found.clock == clock


async def test_papers_count_once_a_kind_and_not_when_refused(database: Database) -> None:
    papers = [
        ("minutes", "sent", 2026),
        ("minutes", "confirmed", 2026),
        ("attendance", "office", 2026),
        ("accountability", "refused", 2026),
        ("ods", "sent", 2025),
        ("other", "sent", 2026),
    ]
    async with database.transaction() as session:
        session.add(Cooperative(id=1, name="Maju", match_name="maju", updated_at=NOW))
        await session.flush()
        facts = {"book_year": 2026, "officer_verified": True, "reported_at": NOW, **YES}
        session.add(RatReport(receipt="R", cooperative_id=1, **facts))
        for kind, state, year in papers:
            session.add(RatPaper(cooperative_id=1, book_year=year, kind=kind, state=state, at=NOW))
    async with database.reading() as session:
        (found,) = await rat_state.states(session, 2026, TODAY)
    assert found.papers == 2


async def test_scope(database: Database) -> None:
    async with database.transaction() as session:
        session.add_all([District(id=1, name="Sail"), District(id=2, name="Kulim")])
        await session.flush()
        for number, district, activity in ((1, 1, ""), (2, 2, "tidak aktif"), (3, 2, "bubar")):
            made = Cooperative(
                id=number, name="M", match_name="m", district_id=district, activity=activity, updated_at=NOW
            )
            session.add(made)
    async with database.reading() as session:

        async def ids(**scope: object) -> list[int]:
            return [each.cooperative_id for each in await rat_state.states(session, 2026, TODAY, **scope)]

        assert await ids() == [1, 2]
        assert await ids(district_ids=[2]) == [2]
        assert await ids(district_ids=[]) == []
        assert await ids(cooperative_ids=[1, 3]) == [1, 3]
        assert await ids(cooperative_ids=[1, 3], district_ids=[2]) == [3]
        assert await ids(cooperative_ids=range(20_000)) == [1, 2, 3]
