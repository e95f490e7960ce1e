"""Lists that came by chat: how far each is, and the files that belong to it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from db.attachments import PRESS
from db.models import Attachment, Import

DAYS = 7
"""How long a checked list waits for a decision."""
REPORT = "import_report"
"""Kind of the attachments that are reports on a list."""
REPORT_KEPT = timedelta(days=1)
"""How long after a list's end its report lies here, in case the message is still on its way."""
ENDED = ("done", "cancelled", "failed")
MARK = 8
"""Characters of a plan's digest that a button carries."""


async def begin(session: AsyncSession, filename: str, attachment_id: int, staff_id: int, now: datetime) -> Import:
    """A list that is on its way."""
    row = Import(filename=filename, attachment_id=attachment_id, staff_id=staff_id, at=now)
    session.add(row)
    await session.flush()
    return row


async def locked(session: AsyncSession, number: int) -> Import | None:
    """The row as it stands now, to be changed."""
    return await session.get(Import, number, with_for_update=True, populate_existing=True)


async def arrived(session: AsyncSession) -> Sequence[tuple[Import, Attachment]]:
    """Lists to be checked, with their file: it lies here, or could not be fetched."""
    return await _with_file(session, "fetching", ("stored", "failed"))


async def confirmed(session: AsyncSession) -> Sequence[tuple[Import, Attachment]]:
    """Lists to be carried out, one after the other."""
    return await _with_file(session, "confirmed", ("stored",))


async def _with_file(session: AsyncSession, state: str, files: Sequence[str]) -> Sequence[tuple[Import, Attachment]]:
    query = (
        select(Import, Attachment)
        .join(Attachment, col(Attachment.id) == col(Import.attachment_id))
        .where(Import.state == state, col(Attachment.state).in_(files))
        .order_by(col(Import.id))
    )
    return (await session.exec(query)).all()


async def untold(session: AsyncSession) -> list[Import]:
    """Lists that are carried out, of which nobody has been told."""
    query = select(Import).where(Import.state == "done", col(Import.attachment_id) > 0).order_by(col(Import.id))
    return [each for each in (await session.exec(query)).all() if not each.counts.get("told")]


async def is_another_waiting(session: AsyncSession, number: int) -> bool:
    """Whether other lists are to be carried out before this one."""
    query = select(Import.id).where(Import.state == "confirmed", Import.id != number, col(Import.attachment_id) > 0)
    return (await session.exec(query.limit(1))).first() is not None


async def overdue(session: AsyncSession, now: datetime) -> Sequence[Import]:
    """Lists that were checked and that nobody decided about."""
    query = select(Import).where(Import.state == "checked", Import.at < now - timedelta(days=DAYS))
    return (await session.exec(query)).all()


def note(row: Import, **facts: Json) -> None:
    """Remember something of a list beside its counts."""
    row.counts = {**row.counts, **facts}


def mark(row: Import) -> str:
    """Of the plan, as buttons carry it."""
    return row.plan[:MARK]


def subject(number: int) -> str:
    """Under which a list's messages and reports are found."""
    return f"import:{number}"


async def keep_report(session: AsyncSession, row: Import, person_id: int, digest: str, size: int, now: datetime) -> str:
    """A report that lies here under its digest; its file name."""
    name = f"laporan-{row.filename.rpartition('.')[0] or row.filename}.xlsx"
    session.add(
        Attachment(
            person_id=person_id,
            account=PRESS,
            external_id=subject(row.id),
            kind=REPORT,
            filename=name,
            size=size,
            digest=digest,
            state="stored",
            due_at=now,
            subject=subject(row.id),
            at=now,
        )
    )
    return name


async def report(session: AsyncSession, number: int) -> Attachment | None:
    """The newest report on a list."""
    query = select(Attachment).where(Attachment.kind == REPORT, Attachment.subject == subject(number))
    return (await session.exec(query.order_by(col(Attachment.id).desc()).limit(1))).first()


async def to_be_thrown_away(session: AsyncSession, now: datetime) -> tuple[list[int], list[str]]:
    """Files that an ended list needs no more: ids of their rows, and the digests that nothing else needs."""
    ended = select(Import).where(col(Import.state).in_(ENDED), col(Import.attachment_id) > 0)
    lists = (await session.exec(ended)).all()
    ids = [each.attachment_id for each in lists if each.attachment_id and _is_over(each)]
    long_ended = select(Import.id).where(col(Import.state).in_(ENDED), col(Import.done_at) < now - REPORT_KEPT)
    old = [subject(number) for number in (await session.exec(long_ended)).all()]
    query = select(Attachment.id).where(Attachment.kind == REPORT, col(Attachment.subject).in_(old))
    ids += (await session.exec(query)).all()
    going = (await session.exec(select(Attachment.digest).where(col(Attachment.id).in_(ids)))).all()
    others = select(Attachment.digest).where(col(Attachment.digest).in_(going), col(Attachment.id).not_in(ids))
    needed = set((await session.exec(others)).all())
    return ids, sorted({each for each in going if each} - needed)


def _is_over(row: Import) -> bool:
    return row.state != "done" or bool(row.counts.get("told"))


async def forget_files(session: AsyncSession, ids: Sequence[int]) -> None:
    """These files are gone."""
    for each in (await session.exec(select(Import).where(col(Import.attachment_id).in_(ids)))).all():
        each.attachment_id = None
    await session.flush()
    for file in (await session.exec(select(Attachment).where(col(Attachment.id).in_(ids)))).all():
        await session.delete(file)
