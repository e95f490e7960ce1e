"""What the office hands out: one row per subject, English headers, ISO dates, masked numbers."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from db.exports import cooperatives, reports
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
    "audit": reports.audit,
}


async def rows(session: AsyncSession, name: str, *, today: date, now: datetime, days: int, zone: tzinfo) -> Table:
    """The export of this name. Raises KeyError for one that is not in EXPORTS."""
    return await EXPORTS[name](session, Asked(today, now, days, zone))
