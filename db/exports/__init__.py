"""What the office hands out: one row per subject, English headers, ISO dates, masked numbers."""

from collections.abc import Awaitable, Callable, Collection
from datetime import date, datetime, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from db.exports import cooperatives, districts, escalation, reports
from db.exports.asked import Asked
from db.exports.table import Table, write_csv, write_xlsx

__all__ = ["EXPORTS", "Table", "rows", "write_csv", "write_xlsx"]

EXPORTS: dict[str, Callable[[AsyncSession, Asked], Awaitable[Table]]] = {
    "registry": cooperatives.registry,
    "rat": reports.rat,
    "visits": cooperatives.visited,
    "deliveries": reports.deliveries,
    "coverage": cooperatives.coverage,
    "people": cooperatives.people,
    "progress": districts.progressed,
    "upward": districts.upward,
    "audit": reports.audit,
    "escalation": escalation.escalation,
}


async def rows(
    session: AsyncSession,
    name: str,
    *,
    today: date,
    now: datetime,
    days: int,
    zone: tzinfo,
    quarter: str = "",
    districts: Collection[str] | None = None,
) -> Table:
    """The export of this name; with `districts` only the rows of these.

    Raises KeyError for one that is not in EXPORTS, ValueError for a quarter that is none.
    """
    found = await EXPORTS[name](session, Asked(today, now, days, zone, quarter))
    if districts is None:
        return found
    place = found.headers.index("district")
    return Table(found.headers, (row for row in found.rows if row[place] in districts))
