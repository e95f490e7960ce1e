"""How each cooperative stands with the annual meeting of a book year: one definition for all that asks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, Literal

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import clocks, papers, parameters
from db.models import Cooperative, RatReport

Clock = Literal["not_due", "due", "overdue"]
Outcome = Literal["", "planned", "postponed", "held", "not_held"]
OUTCOMES: Final[dict[str, Outcome]] = {"yes": "held", "planned": "planned", "postponed": "postponed", "no": "not_held"}
NEEDED: Final = papers.KINDS
COUNTS: Final = ("submitted", "verified", "returned")
DISSOLVED = "bubar"
MOST_IDS = 10_000
"""Ids that go into one statement; beyond that the rows are picked here."""


@dataclass(frozen=True, slots=True)
class RatState:
    """The clock and the outcome are two axes. `papers` of 4 are sent, said to be in the office, or confirmed.

    `reason` and `reported_at` are those of the report that counts.
    """

    cooperative_id: int
    name: str
    district_id: int | None
    form: str
    target_on: date
    limit_on: date
    clock: Clock
    outcome: Outcome
    held_on: date | None
    on_time: bool | None
    papers: int
    reason: str
    report_id: int | None
    planned_on: date | None = None
    reported_at: datetime | None = None


async def states(
    session: AsyncSession,
    book_year: int,
    today: date,
    *,
    district_ids: Collection[int] | None = None,
    cooperative_ids: Collection[int] | None = None,
) -> list[RatState]:
    """Where each cooperative stands, by id.

    not_due: the book year isn't over · due: up to the target · overdue: after it. What counts is the newest report by a
    confirmed officer that isn't refused. Dissolved cooperatives are left out unless they are asked for by id.
    """
    query = _within(select(Cooperative).order_by(col(Cooperative.id)), district_ids, cooperative_ids)
    if cooperative_ids is None:
        query = query.where(col(Cooperative.activity) != DISSOLVED)
    wanted = None if cooperative_ids is None else frozenset(cooperative_ids)
    found = (await session.exec(query)).all()
    reports = await _reports(session, book_year, district_ids, cooperative_ids)
    held = [number for number, report in reports.items() if report.held == "yes"]
    here: dict[int, set[str]] = {}
    for start in range(0, len(held), MOST_IDS):
        here |= await papers.complete_kinds(session, held[start : start + MOST_IDS], book_year)
    rows = await clocks.rows(session, book_year)
    days = (await parameters.load(session)).rat_report_days
    return [
        _judge(
            each,
            book_year,
            clocks.reckon(each, book_year, rows.get(clocks.form_of(each.form)), days),
            reports.get(each.id),
            len(here.get(each.id, ())),
            today,
        )
        for each in found
        if wanted is None or each.id in wanted
    ]


def _within(query: Any, district_ids: Collection[int] | None, cooperative_ids: Collection[int] | None) -> Any:
    if cooperative_ids is not None and len(cooperative_ids) <= MOST_IDS:
        query = query.where(col(Cooperative.id).in_(cooperative_ids))
    return query if district_ids is None else query.where(col(Cooperative.district_id).in_(district_ids))


async def _reports(
    session: AsyncSession,
    book_year: int,
    district_ids: Collection[int] | None,
    cooperative_ids: Collection[int] | None,
) -> dict[int, RatReport]:
    """The report that counts for each cooperative: the same choice as `db.rat.current`."""
    query = (
        select(RatReport)
        .join(Cooperative, col(Cooperative.id) == col(RatReport.cooperative_id))
        .where(
            RatReport.book_year == book_year,
            col(RatReport.status).in_(COUNTS),
            col(RatReport.officer_verified).is_(True),
        )
        .order_by(col(RatReport.version))
    )
    found = (await session.exec(_within(query, district_ids, cooperative_ids))).all()
    return {row.cooperative_id: row for row in found}


def _judge(
    cooperative: Cooperative,
    book_year: int,
    dates: clocks.Clocks,
    report: RatReport | None,
    count: int,
    today: date,
) -> RatState:
    clock: Clock = "overdue" if today > dates.target_on else "due"
    if today <= clocks.year_end(cooperative.book_year_end, book_year):
        clock = "not_due"
    outcome = OUTCOMES[report.held] if report else ""
    held_on = report.held_on if report and outcome == "held" else None
    return RatState(
        cooperative.id,
        cooperative.name,
        cooperative.district_id,
        cooperative.form,
        dates.target_on,
        dates.limit_on,
        clock,
        outcome,
        held_on,
        None if held_on is None else held_on <= dates.target_on,
        count,
        report.reason if report else "",
        report.id if report else None,
        report.planned_on if report and outcome in ("planned", "postponed") else None,
        report.reported_at if report else None,
    )
