"""The three clocks of the annual meeting, as tables of forms, book years and the office's own rows."""

from datetime import UTC, date, datetime

import pytest

from db import clocks, parameters
from db.clocks import Clocks
from db.models import Cooperative, RatClock
from db.session import Database

NOW = datetime(2027, 1, 4, 2, tzinfo=UTC)

MONTH_ENDS = {
    "primer's target of a calendar year": ("12-31", 2026, 3, date(2027, 3, 31)),
    "the legal limit of a calendar year": ("12-31", 2026, 6, date(2027, 6, 30)),
    "no months: the book year's last day": ("12-31", 2026, 0, date(2026, 12, 31)),
    "a year later": ("12-31", 2026, 12, date(2027, 12, 31)),
    "the end of February": ("11-30", 2026, 3, date(2027, 2, 28)),
    "the end of February in a leap year": ("11-30", 2027, 3, date(2028, 2, 29)),
    "a book year that ends in June": ("06-30", 2026, 3, date(2026, 9, 30)),
    "June over the turn of the year": ("06-30", 2026, 6, date(2026, 12, 31)),
    "a book year that ends in March": ("03-31", 2027, 3, date(2027, 6, 30)),
    "September passes into the next year": ("09-30", 2026, 6, date(2027, 3, 31)),
    "a month of 31 days after one of 30": ("04-30", 2026, 3, date(2026, 7, 31)),
    "in the middle of a month": ("06-15", 2026, 3, date(2026, 9, 30)),
    "29 February in a leap year": ("02-29", 2028, 0, date(2028, 2, 29)),
    "29 February and six months": ("02-29", 2028, 6, date(2028, 8, 31)),
    "no day of a year is a calendar year": ("31-12", 2026, 3, date(2027, 3, 31)),
    "an empty field is a calendar year": ("", 2026, 3, date(2027, 3, 31)),
    "a month that isn't": ("13-01", 2026, 3, date(2027, 3, 31)),
    "a day that isn't": ("04-31", 2026, 3, date(2027, 3, 31)),
}


@pytest.mark.parametrize(("end", "year", "months", "day"), MONTH_ENDS.values(), ids=MONTH_ENDS)
def test_month_end(end: str, year: int, months: int, day: date) -> None:
    assert clocks.month_end(end, year, months) == day


YEAR_ENDS = [
    ("12-31", 2026, date(2026, 12, 31)),
    ("02-29", 2027, date(2027, 2, 28)),
    ("02-28", 2028, date(2028, 2, 28)),
    ("06-30", 2026, date(2026, 6, 30)),
]


@pytest.mark.parametrize(("end", "year", "day"), YEAR_ENDS)
def test_year_end(end: str, year: int, day: date) -> None:
    assert clocks.year_end(end, year) == day


MARCH, APRIL, MAY, JUNE = date(2027, 3, 31), date(2027, 4, 30), date(2027, 5, 31), date(2027, 6, 30)
ROW = {"target_months": 2, "limit_months": 5, "report_days": 21, "report_by": date(2027, 4, 15)}
FACTS = {
    "primer": ({"form": "primer"}, None, Clocks(MARCH, JUNE, 30, APRIL)),
    "sekunder": ({"form": "sekunder"}, None, Clocks(JUNE, JUNE, 30, JUNE)),
    "with its level behind": ({"form": "Sekunder Provinsi"}, None, Clocks(JUNE, JUNE, 30, JUNE)),
    "a form nobody knows": ({"form": ""}, None, Clocks(MARCH, JUNE, 30, APRIL)),
    "a book year to June": (
        {"form": "primer", "book_year_end": "06-30"},
        None,
        Clocks(date(2026, 9, 30), date(2026, 12, 31), 30, APRIL),
    ),
    "waiting for the parent company": ({"tolerated_until": MAY}, None, Clocks(MAY, JUNE, 30, APRIL)),
    "a tolerance never passes the law": ({"tolerated_until": date(2027, 8, 31)}, None, Clocks(JUNE, JUNE, 30, APRIL)),
    "a tolerance before the target": ({"tolerated_until": date(2027, 2, 1)}, None, Clocks(MARCH, JUNE, 30, APRIL)),
    "a tolerance of another year": ({"tolerated_until": date(2028, 5, 31)}, None, Clocks(MARCH, JUNE, 30, APRIL)),
    "the office's own row": ({"form": "primer"}, ROW, Clocks(date(2027, 2, 28), MAY, 21, date(2027, 4, 15))),
    "a row without the ministry's date": ({}, ROW | {"report_by": None}, Clocks(date(2027, 2, 28), MAY, 21, None)),
    "a row of another form": ({"form": "sekunder"}, ROW, Clocks(JUNE, JUNE, 30, JUNE)),
    "a row and a tolerance": ({"tolerated_until": APRIL}, ROW, Clocks(APRIL, MAY, 21, date(2027, 4, 15))),
    "a target that the office set after the limit stands": (
        {"tolerated_until": date(2027, 9, 1)},
        ROW | {"target_months": 7},
        Clocks(date(2027, 7, 31), MAY, 21, date(2027, 4, 15)),
    ),
}


@pytest.mark.parametrize(("facts", "row", "wanted"), FACTS.values(), ids=FACTS)
async def test_clocks(database: Database, facts: dict, row: dict | None, wanted: Clocks) -> None:
    async with database.transaction() as session:
        made = Cooperative(name="Maju", match_name="maju", updated_at=NOW, **facts)
        session.add(made)
        if row is not None:
            session.add(RatClock(form="primer", book_year=2026, changed_at=NOW, **row))
            session.add(RatClock(form="primer", book_year=2025, changed_at=NOW, **row | {"report_days": 1}))
        await session.flush()
        assert await clocks.of(session, made, 2026) == wanted


async def test_the_days_for_a_report_are_the_office_s_parameter(database: Database) -> None:
    async with database.transaction() as session:
        await parameters.change(session, "rat_report_days", "45", NOW)
        made = Cooperative(name="Maju", match_name="maju", updated_at=NOW)
        assert (await clocks.of(session, made, 2026)).report_days == 45
