"""The papers of a meeting: what came as a file, what is said to lie in the office, and what staff found."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement
from sqlmodel import and_, col, delete, exists, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Attachment, Officer, RatPaper

KINDS = ("minutes", "attendance", "accountability", "ods")
"""The office's four; a file of any other kind is kept as `other` and counts for none."""
OTHER = "other"
COMPLETE = ("sent", "office", "confirmed")


async def add(
    session: AsyncSession,
    cooperative_id: int,
    book_year: int,
    kind: str,
    *,
    person_id: int,
    attachment_id: int | None = None,
    now: datetime,
) -> RatPaper:
    """A paper that came as a file, or without one is said to lie in the office."""
    paper = RatPaper(
        cooperative_id=cooperative_id,
        book_year=book_year,
        kind=kind,
        state="office" if attachment_id is None else "sent",
        attachment_id=attachment_id,
        person_id=person_id,
        at=now,
    )
    session.add(paper)
    await session.flush()
    return paper


async def of_year(session: AsyncSession, cooperative_id: int, book_year: int) -> Sequence[tuple[RatPaper, Attachment]]:
    """Everything of one book year by time, each with its file, if it has one; what could not be fetched is left out."""
    query = (
        select(RatPaper, Attachment)
        .outerjoin(Attachment, col(Attachment.id) == col(RatPaper.attachment_id))
        .where(RatPaper.cooperative_id == cooperative_id, RatPaper.book_year == book_year, _is_there())
        .order_by(col(RatPaper.id))
    )
    return (await session.exec(query)).all()


def _is_there() -> ColumnElement[bool]:
    return or_(col(RatPaper.attachment_id).is_(None), col(Attachment.state) != "failed")


async def states(
    session: AsyncSession, cooperative_id: int, book_year: int, *, of_person: int | None = None
) -> dict[str, str]:
    """How each of the four stands: confirmed, sent, office, refused, or missing from the result.

    `of_person`: only as far as this person brought them.
    """
    rank = {state: place for place, state in enumerate(("refused", "office", "sent", "confirmed"))}
    found: dict[str, str] = {}
    for paper, _ in await of_year(session, cooperative_id, book_year):
        is_theirs = of_person in (None, paper.person_id)
        if paper.kind in KINDS and is_theirs and rank[paper.state] >= rank.get(found.get(paper.kind, ""), -1):
            found[paper.kind] = paper.state
    return found


async def complete_kinds(
    session: AsyncSession, cooperative_ids: Collection[int], book_year: int
) -> dict[int, set[str]]:
    """Which of the four each cooperative has sent, is said to have handed in, or has had confirmed.

    What somebody brought whom staff have not confirmed as an officer yet is held out, as their report is.
    """
    waits = exists().where(
        and_(
            col(Officer.person_id) == col(RatPaper.person_id),
            col(Officer.cooperative_id) == col(RatPaper.cooperative_id),
            col(Officer.status) == "claimed",
        )
    )
    query = (
        select(RatPaper.cooperative_id, RatPaper.kind)
        .outerjoin(Attachment, col(Attachment.id) == col(RatPaper.attachment_id))
        .where(
            col(RatPaper.cooperative_id).in_(cooperative_ids),
            RatPaper.book_year == book_year,
            col(RatPaper.kind).in_(KINDS),
            col(RatPaper.state).in_(COMPLETE),
            _is_there(),
            or_(col(RatPaper.state) == "confirmed", ~waits),
        )
    )
    found: dict[int, set[str]] = {number: set() for number in cooperative_ids}
    for number, kind in await session.exec(query):
        found[number].add(kind)
    return found


async def tidy(session: AsyncSession, cooperative_id: int, book_year: int) -> None:
    """The same file of the same kind once, however often it was sent."""
    seen: set[tuple[str, str]] = set()
    again: list[int] = []
    for paper, file in await of_year(session, cooperative_id, book_year):
        if file is not None and file.digest and paper.state == "sent":
            if (paper.kind, file.digest) in seen:
                again.append(paper.id)
            seen.add((paper.kind, file.digest))
    if again:
        await session.exec(delete(RatPaper).where(col(RatPaper.id).in_(again)))


async def check(
    session: AsyncSession,
    cooperative_id: int,
    book_year: int,
    state: str,
    *,
    kinds: Collection[str],
    staff_id: int,
    now: datetime,
) -> list[RatPaper]:
    """Staff have looked: what waits of these kinds is confirmed or refused. The papers that were decided on."""
    decided = [
        paper
        for paper, _ in await of_year(session, cooperative_id, book_year)
        if paper.kind in kinds and paper.state in ("sent", "office")
    ]
    for paper in decided:
        paper.state, paper.checked_by, paper.checked_at = state, staff_id, now
    return decided


async def leave_out(session: AsyncSession, person_id: int, cooperative_id: int, now: datetime) -> None:
    """The person turned out to be no officer: what they brought counts for nothing."""
    query = select(RatPaper).where(RatPaper.person_id == person_id, RatPaper.cooperative_id == cooperative_id)
    for paper in (await session.exec(query)).all():
        if paper.state != "confirmed":
            paper.state, paper.checked_at = "refused", now
