"""Exports by district: progress, and the recap of a quarter, empty where nobody reported."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from db import exports
from db.exports.districts import SUMMED, UNASKED, Quarter, quarter
from db.models import Cooperative, District, RatReport
from db.session import Database

WIB = timezone(timedelta(hours=7))
TODAY = date(2027, 4, 20)
NOW = datetime(2027, 4, 20, 2, tzinfo=UTC)
LAST_SECOND = datetime(2027, 3, 31, 16, 59, 59, tzinfo=UTC)
"""Of the first quarter, in the office's zone."""

QUARTERS = {
    "as it is written": ("2027Q1", Quarter(2027, 1), date(2027, 4, 1)),
    "in small letters": ("2026q4", Quarter(2026, 4), date(2027, 1, 1)),
    "the last that is over": ("", Quarter(2027, 1), date(2027, 4, 1)),
}


@pytest.mark.parametrize(("text", "want", "after"), QUARTERS.values(), ids=QUARTERS)
def test_quarters(text: str, want: Quarter, after: date) -> None:
    assert (quarter(text, TODAY), want.after) == (want, after)


@pytest.mark.parametrize("text", ["2027", "2027Q5", "Q1 2027", "2027-Q1", "1999Q1"])
def test_what_is_no_quarter(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        quarter(text, TODAY)


def test_in_january_the_last_quarter_is_of_the_year_before() -> None:
    assert quarter("", date(2027, 1, 5)) == Quarter(2026, 4)


@pytest.fixture
async def office(database: Database) -> Database:
    async with database.transaction() as session:
        session.add_all(District(id=n, name=name) for n, name in ((1, "Sail"), (2, "Kulim")))
        await session.flush()
        for number, place, activity in [
            (1, 1, "aktif"),
            (2, 1, ""),
            (3, 2, "aktif"),
            (4, 2, "bubar"),
            (5, None, "aktif"),
        ]:
            fields = {"name": "K", "match_name": "k", "activity": activity, "updated_at": NOW}
            session.add(Cooperative(id=number, district_id=place, **fields))
    return database


async def report(database: Database, cooperative_id: int, version: int = 1, **fields: object) -> None:
    usual = {"book_year": 2026, "held": "yes", "officer_verified": True, "reported_at": LAST_SECOND}
    async with database.transaction() as session:
        receipt = f"R{cooperative_id}-{version}"
        session.add(RatReport(cooperative_id=cooperative_id, version=version, receipt=receipt, **(usual | fields)))


async def recap(database: Database, **asked: object) -> dict[str, dict[str, object]]:
    async with database.reading() as session:
        found = await exports.rows(session, "upward", today=TODAY, now=NOW, days=180, zone=WIB, **asked)
        return {str(row[0]): dict(zip(found.headers, row, strict=True)) for row in found.rows}


async def test_the_recap_sums_what_was_reported(office: Database) -> None:
    await report(office, 1, members=120, members_women=70, assets=900, surplus=-5)
    await report(office, 2, members=30, assets=100)
    rows = await recap(office)
    assert list(rows) == ["Kulim", "Sail", "", "TOTAL"]
    sail = rows["Sail"]
    assert [sail[name] for name in ("quarter", "book_year", "cooperatives", "active", "held_meeting")] == [
        *("2027Q1", 2026, 2, 1, 2)
    ]
    assert [sail[name] for name in ("members", "members_women", "members_men")] == [150, 70, 50]
    assert [sail[name] for name in SUMMED] == [1000, "", "", "", -5]
    assert [sail[name] for name in UNASKED] == [""] * len(UNASKED)


async def test_nothing_reported_is_empty_and_never_nought(office: Database) -> None:
    await report(office, 3, members=None)
    row = (await recap(office))["Kulim"]
    assert (row["cooperatives"], row["held_meeting"]) == (1, 1)
    assert {row[name] for name in ("members", "members_women", "members_men", *SUMMED)} == {""}
    assert (await recap(office))["Sail"]["held_meeting"] == ""


async def test_the_total_is_the_sum_of_the_districts(office: Database) -> None:
    await report(office, 1, members=120, members_women=70, assets=900)
    await report(office, 3, members=10, members_women=4, assets=50)
    await report(office, 5, members=5)
    rows = await recap(office)
    total = rows.pop("TOTAL")
    for name in ("cooperatives", "active", "held_meeting", "members", "members_women", "members_men", "assets"):
        assert total[name] == sum(int(row[name] or 0) for row in rows.values()), name


COUNTED = {
    "reported in the last second": ({}, 1),
    "reported after it": ({"reported_at": LAST_SECOND + timedelta(seconds=1)}, 0),
    "planned only": ({"held": "planned"}, 0),
    "of another book year": ({"book_year": 2025}, 0),
    "by somebody whom nobody knows": ({"officer_verified": False}, 0),
    "disputed": ({"status": "disputed"}, 0),
    "returned to be mended": ({"status": "returned"}, 1),
}


@pytest.mark.parametrize(("fields", "want"), COUNTED.values(), ids=COUNTED)
async def test_which_reports_count(office: Database, fields: dict[str, object], want: int) -> None:
    await report(office, 1, **fields)
    assert (await recap(office, quarter="2027Q1"))["TOTAL"]["held_meeting"] == (want or "")


async def test_a_correction_that_came_later_counts(office: Database) -> None:
    await report(office, 1, members=120, status="superseded")
    await report(office, 1, 2, members=12, reported_at=LAST_SECOND + timedelta(days=5))
    assert (await recap(office))["Sail"]["members"] == 12


async def test_whoever_has_districts_gets_their_rows_only(office: Database) -> None:
    async with office.reading() as session:
        asked = {"today": TODAY, "now": NOW, "days": 180, "zone": WIB}
        found = await exports.rows(session, "registry", **asked, districts={"Kulim"})
        assert [row[0] for row in found.rows] == [3, 4]
