"""What columns mean that the table of header variants doesn't know: said once by hand, remembered for the next list."""

from datetime import datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import ColumnMeaning
from db.registry_import.fields import FIELDS, IGNORED, YEARLY, header_key
from db.registry_import.likely import lacks_year, meant, offered, year_of

__all__ = [
    "FIELDS",
    "IGNORED",
    "YEARLY",
    "forget",
    "header_key",
    "lacks_year",
    "learn",
    "load",
    "meant",
    "offered",
    "year_of",
]


async def load(session: AsyncSession) -> dict[str, str]:
    """Field by compared header."""
    return {row.header: row.field for row in (await session.exec(select(ColumnMeaning))).all() if row.field in FIELDS}


async def learn(session: AsyncSession, title: str, field: str, *, staff_id: int | None, now: datetime) -> None:
    """From now on a column of this title means that. Raises KeyError for a field that doesn't exist."""
    if field not in FIELDS or not header_key(title):
        raise KeyError(field)
    await session.merge(
        ColumnMeaning(header=header_key(title), title=title.strip(), field=field, staff_id=staff_id, at=now)
    )


async def forget(session: AsyncSession, title: str) -> None:
    """A column of this title means what the table of variants says."""
    found = await session.get(ColumnMeaning, header_key(title))
    if found is not None:
        await session.delete(found)
