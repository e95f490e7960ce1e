"""Exports with one row per district: progress of the running book year, and the recap that is reported upward."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db import progress
from db.exports.asked import Asked, columns
from db.exports.table import Table, Value, table
from db.models import Cooperative, District, RatReport, RegistryFigures
from db.rat_state import COUNTS

QUARTER = re.compile(r"(?P<year>20\d\d)[Qq](?P<number>[1-4])")
TOTAL = "TOTAL"
ACTIVE, DISSOLVED = "aktif", "bubar"
SUMMED = ("assets", "own_capital", "outside_capital", "turnover", "surplus")
LISTED = {
    "candidate_members": "candidates",
    **{each: each for each in ("employees_women", "employees_men", "managers_women", "managers_men")},
}
"""Columns of the recap that the office's newest list tells, by the figure of the registry."""
UNASKED = (
    *("equity_participation", "deposits_received", "loans_given"),
    *("healthy", "fairly_healthy", "less_healthy", "unhealthy", "very_unhealthy", "not_assessable"),
)
"""Columns of the recap that nobody tells us: they stay empty, to be filled in by the office."""


async def progressed(session: AsyncSession, asked: Asked) -> Table:
    """One row per district and their sum, for the running book year."""
    year = progress.book_year(asked.today)
    found = await progress.of(session, year, asked.today)

    def rows() -> Iterator[Sequence[Value]]:
        for each in (*found, progress.total(found, TOTAL)):
            yield [each.district, year, *(getattr(each, name) for name in progress.COUNTS)]

    return table(("district", "book_year", *progress.COUNTS), rows(), asked.zone)


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter of a calendar year, 1 to 4."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """As it is written: 2027Q1."""
        return f"{self.year}Q{self.number}"

    @property
    def begin(self) -> date:
        """Its first day."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def after(self) -> date:
        """The first day that is not in it."""
        return date(self.year + self.number // 4, self.number % 4 * 3 + 1, 1)


def quarter(text: str, today: date) -> Quarter:
    """The quarter that is meant; for an empty text the last one that is over. Raises ValueError."""
    if not text:
        before = date(today.year, (today.month - 1) // 3 * 3 + 1, 1) - timedelta(days=1)
        return Quarter(before.year, (before.month - 1) // 3 + 1)
    if (found := QUARTER.fullmatch(text)) is None:
        raise ValueError(text)
    return Quarter(int(found["year"]), int(found["number"]))


UPWARD = (
    *("district", "quarter", "book_year", "cooperatives", "active", "held_meeting"),
    *("members_women", "members_men", "members", *SUMMED, "licensed", *LISTED, *UNASKED),
)


async def upward(session: AsyncSession, asked: Asked) -> Table:
    """The recap of a quarter: one row per district and their sum, in the columns a kabupaten reports upward.

    Members and money are of the book year before the quarter's year, as reported by its end; a correction that came
    later counts. Empty where nobody reported the figure, never 0.
    """
    wanted = quarter(asked.quarter, asked.today)
    year = wanted.year - 1
    living: Any = (
        await session.exec(
            columns(Cooperative, District.name, RegistryFigures)
            .outerjoin(District, col(District.id) == col(Cooperative.district_id))
            .outerjoin(RegistryFigures, col(RegistryFigures.cooperative_id) == col(Cooperative.id))
            .where(col(Cooperative.activity) != DISSOLVED)
        )
    ).all()
    reports = await _reported(session, year, datetime.combine(wanted.after, time(), asked.zone))
    by_district: dict[str, list[Counted]] = defaultdict(list)
    for cooperative, district, figures in living:
        by_district[district or ""].append(Counted(cooperative, reports.get(cooperative.id), figures))

    def rows() -> Iterator[Sequence[Value]]:
        for district in sorted(by_district, key=lambda each: (not each, each)):
            yield [district, wanted.name, year, *_recap(by_district[district])]
        yield [TOTAL, wanted.name, year, *_recap([each for rows in by_district.values() for each in rows])]

    return table(UPWARD, rows(), asked.zone)


async def _reported(session: AsyncSession, year: int, before: datetime) -> dict[int, RatReport]:
    """The report that counts of each cooperative that had told of its meeting before this moment."""
    query = columns(RatReport).where(RatReport.book_year == year, RatReport.held == "yes", RatReport.officer_verified)
    found: Any = (await session.exec(query.order_by(col(RatReport.version)))).scalars().all()
    told = {each.cooperative_id for each in found if each.reported_at < before}
    return {each.cooperative_id: each for each in found if each.status in COUNTS and each.cooperative_id in told}


@dataclass(frozen=True, slots=True)
class Counted:
    """A cooperative in the recap, with what it reported and what the newest list says of it."""

    cooperative: Cooperative
    report: RatReport | None
    listed: RegistryFigures | None

    @property
    def is_licensed(self) -> bool:
        """Whether the registry knows a licence of its business."""
        return bool(self.cooperative.business_number or self.cooperative.savings_licence)


def _recap(rows: Sequence[Counted]) -> list[Value]:
    reports = [each.report for each in rows if each.report is not None]
    men = [
        each.members - each.members_women
        for each in reports
        if each.members is not None and each.members_women is not None
    ]
    return [
        *(len(rows), sum(each.cooperative.activity == ACTIVE for each in rows), len(reports) or ""),
        *(_sum(each.members_women for each in reports), _sum(men), _sum(each.members for each in reports)),
        *(_sum(getattr(each, name) for each in reports) for name in SUMMED),
        sum(each.is_licensed for each in rows) or "",
        *(_sum(getattr(each.listed, name) for each in rows if each.listed) for name in LISTED.values()),
        *("" for _ in UNASKED),
    ]


def _sum(values: Any) -> Value:
    told = [each for each in values if each is not None]
    return sum(told) if told else ""
