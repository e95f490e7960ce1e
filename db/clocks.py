"""The three clocks of the annual meeting: when the office hopes for it, when the law ends it, when it is reported."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final, Protocol

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import parameters
from db.models import Cooperative, RatClock

PRIMER, SEKUNDER = "primer", "sekunder"
TARGET_MONTHS: Final = {PRIMER: 3, SEKUNDER: 6}
LIMIT_MONTHS: Final = 6
"""Months after the book year's end (`domain` 1.2), where the office has no row of its own in `rat_clocks`."""
REPORT_BY: Final = {PRIMER: (4, 30), SEKUNDER: (6, 30)}
"""Month and day in the year after the book year by which the ministry has wanted reports (its letter of 2025)."""
YEAR_END: Final = (12, 31)
DAY = re.compile(r"(\d\d)-(\d\d)")


@dataclass(frozen=True, slots=True)
class Clocks:
    """The dates of one cooperative for one book year. `report_days` count from the meeting."""

    target_on: date
    limit_on: date
    report_days: int
    report_by: date | None


class Registered(Protocol):
    """What the registry says of a cooperative that its clocks depend on."""

    @property
    def form(self) -> str: ...
    @property
    def book_year_end(self) -> str: ...
    @property
    def tolerated_until(self) -> date | None: ...


async def of(session: AsyncSession, cooperative: Cooperative, book_year: int) -> Clocks:
    """The clocks of a cooperative for a book year, by the office's row for its form where there is one."""
    days = (await parameters.load(session)).rat_report_days
    return reckon(cooperative, book_year, (await rows(session, book_year)).get(form_of(cooperative.form)), days)


async def rows(session: AsyncSession, book_year: int) -> dict[str, RatClock]:
    """What the office has set for a book year, by form."""
    query = select(RatClock).where(col(RatClock.book_year) == book_year)
    return {row.form: row for row in (await session.exec(query)).all()}


async def tolerated(session: AsyncSession, today: date) -> list[Cooperative]:
    """Cooperatives whose meeting may wait today, the first to end first."""
    ends = col(Cooperative.tolerated_until)
    query = select(Cooperative).where(ends >= today).order_by(ends, col(Cooperative.id))
    return list((await session.exec(query)).all())


async def change(
    session: AsyncSession,
    form: str,
    book_year: int,
    target_months: int,
    limit_months: int,
    report_days: int,
    report_by: date | None,
    now: datetime,
) -> None:
    """Set the row of a form for a book year."""
    months = {"target_months": target_months, "limit_months": limit_months}
    row = RatClock(
        form=form, book_year=book_year, report_days=report_days, report_by=report_by, changed_at=now, **months
    )
    await session.merge(row)


def reckon(cooperative: Registered, book_year: int, row: RatClock | None, report_days: int) -> Clocks:
    """Pure: the clocks from the registry's facts, the office's row and the usual days for a report.

    A tolerance that ends within a year of the book year moves the target, never past the limit.
    """
    form = form_of(cooperative.form)
    end = cooperative.book_year_end
    target = month_end(end, book_year, row.target_months if row else TARGET_MONTHS[form])
    limit = month_end(end, book_year, row.limit_months if row else LIMIT_MONTHS)
    until = cooperative.tolerated_until
    if until is not None and target < until <= month_end(end, book_year, 12):
        target = max(target, min(until, limit))
    if row is not None:
        return Clocks(target, limit, row.report_days, row.report_by)
    month, day = REPORT_BY[form]
    return Clocks(target, limit, report_days, date(book_year + 1, month, day))


def form_of(form: str) -> str:
    """primer or sekunder; what the registry doesn't know is taken for primer, the earlier target."""
    return SEKUNDER if form.casefold().startswith(SEKUNDER) else PRIMER


def year_end(book_year_end: str, book_year: int) -> date:
    """The last day of a book year, which is named after the year it ends in. `12-31` for what is no day of a year."""
    found = DAY.fullmatch(book_year_end)
    month, day = (int(found[1]), int(found[2])) if found else YEAR_END
    if not (1 <= month <= 12 and 1 <= day <= calendar.monthrange(2000, month)[1]):
        month, day = YEAR_END
    return date(book_year, month, min(day, calendar.monthrange(book_year, month)[1]))


def month_end(book_year_end: str, book_year: int, months: int) -> date:
    """The last day of the month that many months after the book year's end."""
    end = year_end(book_year_end, book_year)
    years, month = divmod(end.month - 1 + months, 12)
    year = end.year + years
    return date(year, month + 1, calendar.monthrange(year, month + 1)[1])
