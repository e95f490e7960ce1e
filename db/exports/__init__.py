"""What the office hands out: one row per subject, English headers, ISO dates, numbers masked or for those who may."""

from collections.abc import Awaitable, Callable, Collection, Iterator
from datetime import date, datetime, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from db.exports import consents, cooperatives, districts, escalation, invitations, reports, tracing
from db.exports.asked import Asked
from db.exports.numbers import masked_within
from db.exports.table import Cell, Table, write_csv, write_xlsx

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
    "consents": consents.answers,
    "escalation": escalation.escalation,
    "traces": tracing.traced,
    "invitations": invitations.invited,
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
    reveals: bool = False,
) -> Table:
    """The export of this name; with `districts` only the rows of these; phone numbers in full only if it `reveals`.

    Raises KeyError for one that is not in EXPORTS, ValueError for a quarter that is none.
    """
    found = await EXPORTS[name](session, Asked(today, now, days, zone, quarter, reveals))
    if districts is not None:
        place = found.headers.index("district")
        found = Table(found.headers, (row for row in found.rows if row[place] in districts))
    return found if reveals else Table(found.headers, _without_numbers(found.rows))


def _without_numbers(rows: Iterator[tuple[Cell, ...]]) -> Iterator[tuple[Cell, ...]]:
    """No remark says in full what its column of numbers masks."""
    for row in rows:
        yield tuple(masked_within(each) if isinstance(each, str) else each for each in row)
