"""Reports of the annual members' meeting: versions, disputes and checks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import and_, col, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from db.models import RatReport

FACTS = ("held", "held_on", "planned_on", "members", "attended", "reason")
DETAILS = (
    *("meeting", "ordinal", "place", "members_women", "new_officers"),
    *("assets", "own_capital", "outside_capital", "turnover", "income", "expenses", "surplus"),
)
"""What may be left open: a report that is silent about one contradicts nobody."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What somebody says about one book year. Money in rupiah.

    `is_full`: the details were gone through, so that one left open is unknown. In a short report it is only unsaid.
    """

    book_year: int
    held: str
    held_on: date | None = None
    planned_on: date | None = None
    members: int | None = None
    attended: int | None = None
    reason: str = ""
    meeting: str = ""
    ordinal: int | None = None
    place: str = ""
    members_women: int | None = None
    new_officers: bool | None = None
    assets: int | None = None
    own_capital: int | None = None
    outside_capital: int | None = None
    turnover: int | None = None
    income: int | None = None
    expenses: int | None = None
    surplus: int | None = None
    is_full: bool = False


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
    disputed = before is not None and before.reported_by != person_id and contradicts(before, facts)
    earlier = await _of_reporter(session, cooperative_id, facts.book_year, person_id)
    replaced = [*earlier, *([before] if before is not None and not disputed else [])]
    for each in replaced:
        each.status = "superseded"
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
        **_details(facts, replaced),
    )
    session.add(report)
    await session.flush()
    return report


def _details(facts: Facts, replaced: Sequence[RatReport]) -> dict[str, Any]:
    """The details of a report; a short one leaves standing what an earlier one has told of the same meeting."""
    told = {name: getattr(facts, name) for name in DETAILS}
    if not facts.is_full:
        for name, value in told.items():
            same = [each for each in replaced if each.held == facts.held == "yes"]
            known = [getattr(each, name) for each in same if getattr(each, name) not in (None, "")]
            told[name] = known[0] if known and value in (None, "") else value
    return told


async def _of_reporter(
    session: AsyncSession, cooperative_id: int, book_year: int, person_id: int
) -> Sequence[RatReport]:
    query = _standing(cooperative_id, book_year).where(RatReport.reported_by == person_id)
    return (await session.exec(query)).all()


async def replaced(session: AsyncSession, report: RatReport) -> Sequence[int]:
    """Ids of the year's reports that no longer stand."""
    query = select(RatReport.id).where(
        RatReport.cooperative_id == report.cooperative_id,
        RatReport.book_year == report.book_year,
        RatReport.status == "superseded",
    )
    return (await session.exec(query)).all()


async def years_held(session: AsyncSession, cooperative_id: int) -> set[int]:
    """Book years for which a meeting held is reported and counts."""
    query = select(RatReport.book_year).where(
        RatReport.cooperative_id == cooperative_id,
        RatReport.held == "yes",
        col(RatReport.officer_verified),
        col(RatReport.status).in_(("submitted", "verified", "returned")),
    )
    return set((await session.exec(query)).all())


async def own(session: AsyncSession, cooperative_id: int, book_year: int, person_id: int) -> RatReport | None:
    """What this person has last said of the year, if it still stands: a new report of theirs replaces it."""
    return next(iter(await _of_reporter(session, cooperative_id, book_year, person_id)), None)


async def _next_version(session: AsyncSession, cooperative_id: int, book_year: int) -> int:
    newest = select(func.max(RatReport.version)).where(
        RatReport.cooperative_id == cooperative_id, RatReport.book_year == book_year
    )
    return ((await session.exec(newest)).one() or 0) + 1


def says_the_same(report: RatReport, facts: Facts) -> bool:
    """Whether a report would only be repeated. One that was returned is to be handed in again, even unchanged."""
    if report.status == "returned" or any(getattr(report, name) != getattr(facts, name) for name in FACTS):
        return False
    told = {name: getattr(facts, name) for name in DETAILS}
    return all(
        getattr(report, name) == value for name, value in told.items() if facts.is_full or value not in (None, "")
    )


def contradicts(report: RatReport, facts: Facts | RatReport) -> bool:
    """Whether a later answer about the same year can't be true beside this one.

    A meeting held on or after the day on which it was said to be still ahead is news; so is a plan that is put off.
    A detail contradicts only where both tell it.
    """
    if facts.held == "yes" and report.held != "yes" and facts.held_on:
        return facts.held_on < report.reported_at.date()
    if (report.held, facts.held) == ("planned", "postponed"):
        return False
    if any(getattr(report, name) != getattr(facts, name) for name in FACTS):
        return True
    pairs = [(getattr(report, name), getattr(facts, name)) for name in DETAILS]
    return any(one != other for one, other in pairs if one not in (None, "") and other not in (None, ""))


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
        if before is not None and contradicts(before, report):
            report.status = "disputed"
        elif before is not None:
            before.status = "superseded"
        await session.flush()


async def leave_out(session: AsyncSession, person_id: int, cooperative_id: int) -> None:
    """The person is no officer: what they reported never counts."""
    for report in await _unconfirmed(session, person_id, cooperative_id):
        report.status = "superseded"


async def meetings(session: AsyncSession, officer_of: Collection[int], person_id: int) -> list[RatReport]:
    """The newest meeting held of each cooperative whose papers a person may bring, newest report first.

    Reports that count, where the person is a confirmed officer, and elsewhere only what they have said themselves.
    """
    known = and_(col(RatReport.cooperative_id).in_(officer_of), col(RatReport.officer_verified))
    query = select(RatReport).where(
        RatReport.held == "yes",
        col(RatReport.status).in_(("submitted", "verified", "returned", "disputed")),
        or_(known, col(RatReport.reported_by) == person_id),
    )
    found: dict[int, RatReport] = {}
    for report in (await session.exec(query.order_by(col(RatReport.book_year), col(RatReport.id)))).all():
        found[report.cooperative_id] = report
    return sorted(found.values(), key=lambda each: -each.id)


async def _unconfirmed(session: AsyncSession, person_id: int, cooperative_id: int) -> Sequence[RatReport]:
    query = select(RatReport).where(
        RatReport.reported_by == person_id,
        RatReport.cooperative_id == cooperative_id,
        RatReport.status == "submitted",
        col(RatReport.officer_verified).is_(False),
    )
    return (await session.exec(query)).all()
