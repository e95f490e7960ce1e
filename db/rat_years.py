"""For which book years a meeting has been reported, and since when none has."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db import clocks, rat_state
from db.models import Cooperative, RatReport

MOST_YEARS = 60


async def reported(session: AsyncSession) -> dict[int, set[int]]:
    """Book years by cooperative of which a meeting that was held has been reported and counts."""
    query = select(col(RatReport.cooperative_id), col(RatReport.book_year)).where(
        col(RatReport.held) == "yes",
        col(RatReport.status).in_(rat_state.COUNTS),
        col(RatReport.officer_verified).is_(True),
    )
    found: dict[int, set[int]] = defaultdict(set)
    for number, year in (await session.execute(query)).all():
        found[number].add(year)
    return found


async def missing(session: AsyncSession, cooperative_ids: Collection[int], book_year: int) -> dict[int, int]:
    """For how many book years in a row, this one the last, no meeting has been reported.

    Only years of which the office has any report at all count, and only those in which the cooperative existed.
    """
    told = await reported(session)
    covered = {book_year}.union(*told.values())
    living = select(col(Cooperative.id), col(Cooperative.founded_on), col(Cooperative.book_year_end))
    found: dict[int, int] = dict.fromkeys(cooperative_ids, 0)
    for number, founded_on, book_year_end in (await session.execute(living)).all():
        if number not in found:
            continue
        for year in range(book_year, book_year - MOST_YEARS, -1):
            is_older = founded_on is not None and founded_on > clocks.year_end(book_year_end, year)
            if year not in covered or year in told.get(number, ()) or is_older:
                break
            found[number] += 1
    return found
