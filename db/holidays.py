"""Days on which the office doesn't speak first, as every installation starts with them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Holiday
from db.statements import insert_once

YEARS = range(2026, 2030)
CATEGORIES = {"public": "national", "government": "joint leave"}
FASTING = {
    2026: (date(2026, 2, 19), date(2026, 3, 20)),
    2027: (date(2027, 2, 8), date(2027, 3, 9)),
    2028: (date(2028, 1, 28), date(2028, 2, 26)),
    2029: (date(2029, 1, 16), date(2029, 2, 14)),
}
"""First and last day of Ramadan by the tabular calendar, a day more or less: the government decides on the eve."""


async def seed(session: AsyncSession, years: Iterable[int]) -> None:
    """Rows for each year and kind that has none yet; what the office changed since stays as it is."""
    days = (await session.exec(select(Holiday))).all()
    known = {(row.day.year, row.kind) for row in days}
    rows = [row for year in years for row in _year(year) if (year, row["kind"]) not in known]
    if rows:
        await insert_once(session, Holiday, rows, ["day", "kind"])


async def between(session: AsyncSession, first: date, last: date) -> list[Holiday]:
    """The days of this span, in their order."""
    query = select(Holiday).where(col(Holiday.day).between(first, last)).order_by(col(Holiday.day), col(Holiday.kind))
    return list((await session.exec(query)).all())


async def remove(session: AsyncSession, day: date) -> int:
    """The office speaks on this day after all; how many rows said otherwise."""
    rows = (await session.exec(select(Holiday).where(Holiday.day == day))).all()
    for row in rows:
        await session.delete(row)
    return len(rows)


def _year(year: int) -> Iterator[dict[str, Any]]:
    import holidays

    for category, kind in CATEGORIES.items():
        found = holidays.country_holidays("ID", years=year, language="id", categories=(category,))
        yield from ({"day": day, "kind": kind, "name": name} for day, name in sorted(found.items()))
    if year not in FASTING:
        return
    first, last = FASTING[year]
    for offset in range((last - first).days + 1):
        yield {"day": first + timedelta(days=offset), "kind": "ramadan", "name": "Ramadan (perkiraan)"}
    for offset in (1, 2):
        yield {"day": last + timedelta(days=offset), "kind": "eid", "name": "Idulfitri (perkiraan)"}
