"""Reports of the annual members' meeting: versions, disputes and checks."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from db.models import RatReport

FACTS = ("held", "held_on", "planned_on", "members", "attended", "reason")


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody says about one book year."""

    book_year: int
    held: str
    held_on: date | None = None
    planned_on: date | None = None
    members: int | None = None
    attended: int | None = None
    reason: str = ""


async def current(session: AsyncSession, cooperative_id: int, book_year: int) -> RatReport | None:
    """The version that counts: the newest that a confirmed officer filed and that nobody superseded or disputes."""
    query = _standing(cooperative_id, book_year).where(RatReport.officer_verified)
    return (await session.exec(query)).first()


def _standing(cooperative_id: int, book_year: int) -> SelectOfScalar[RatReport]:
    return (
        select(RatReport)
        .where(
            RatReport.cooperative_id == cooperative_id,
            RatReport.book_year == book_year,
            col(RatReport.status).in_(("submitted", "verified", "returned")),
        )
        .order_by(col(RatReport.version).desc())
    )


async def file(
    session: AsyncSession,
    cooperative_id: int,
    facts: Facts,
    *,
    person_id: int,
    officer_verified: bool,
    account: str,
    words: str,
    now: datetime,
) -> RatReport:
    """File a report as the next version.

    Another officer's different answer is kept beside the first as disputed. What an unconfirmed person says supersedes
    nothing but their own earlier words. Two reports of the same moment can't both take a version: the unique key
    decides, and the loser's turn is run once more.
    """
    version = await _next_version(session, cooperative_id, facts.book_year)
    before = await current(session, cooperative_id, facts.book_year) if officer_verified else None
    disputed = before is not None and before.reported_by != person_id and differs(before, facts)
    if before is not None and not disputed:
        before.status = "superseded"
    mine = _standing(cooperative_id, facts.book_year).where(RatReport.reported_by == person_id)
    for earlier in (await session.exec(mine)).all():
        earlier.status = "superseded"
    report = RatReport(
        receipt=receipt_number(cooperative_id, facts.book_year, version),
        cooperative_id=cooperative_id,
        version=version,
        status="disputed" if disputed else "submitted",
        reported_by=person_id,
        officer_verified=officer_verified,
        account=account,
        words=words,
        reported_at=now,
        **{name: getattr(facts, name) for name in ("book_year", *FACTS)},
    )
    session.add(report)
    await session.flush()
    return report


async def _next_version(session: AsyncSession, cooperative_id: int, book_year: int) -> int:
    newest = select(func.max(RatReport.version)).where(
        RatReport.cooperative_id == cooperative_id, RatReport.book_year == book_year
    )
    return ((await session.exec(newest)).one() or 0) + 1


def differs(report: RatReport, facts: Facts) -> bool:
    """Whether two answers about the same year say different things."""
    return any(getattr(report, name) != getattr(facts, name) for name in FACTS)


def receipt_number(cooperative_id: int, book_year: int, version: int) -> str:
    """A number to quote: `RAT-2026-00012-1`."""
    return f"RAT-{book_year}-{cooperative_id:05d}-{version}"


async def check(
    session: AsyncSession, report: RatReport, *, status: str, staff_id: int, remark: str, now: datetime
) -> None:
    """Staff verify a report or return it with a remark. A disputed one that is verified takes the other's place."""
    if status == "verified":
        before = await current(session, report.cooperative_id, report.book_year)
        if before is not None and before.id != report.id:
            before.status = "superseded"
    report.status, report.checked_by, report.remark, report.checked_at = status, staff_id, remark, now


async def of_person(session: AsyncSession, person_id: int, limit: int = 5) -> list[RatReport]:
    """What a person has reported, newest first."""
    query = select(RatReport).where(RatReport.reported_by == person_id).order_by(col(RatReport.id).desc()).limit(limit)
    return list((await session.exec(query)).all())


async def count_in(session: AsyncSession, person_id: int, cooperative_id: int) -> None:
    """The person turned out to be an officer: what they reported counts, or is disputed where others differ."""
    for report in await _unconfirmed(session, person_id, cooperative_id):
        before = await current(session, cooperative_id, report.book_year)
        report.officer_verified = True
        if before is not None and any(getattr(before, name) != getattr(report, name) for name in FACTS):
            report.status = "disputed"
        elif before is not None:
            before.status = "superseded"
        await session.flush()


async def leave_out(session: AsyncSession, person_id: int, cooperative_id: int) -> None:
    """The person is no officer: what they reported never counts."""
    for report in await _unconfirmed(session, person_id, cooperative_id):
        report.status = "superseded"


async def _unconfirmed(session: AsyncSession, person_id: int, cooperative_id: int) -> Sequence[RatReport]:
    query = select(RatReport).where(
        RatReport.reported_by == person_id,
        RatReport.cooperative_id == cooperative_id,
        RatReport.status == "submitted",
        col(RatReport.officer_verified).is_(False),
    )
    return (await session.exec(query)).all()
