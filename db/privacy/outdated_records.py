"""Files, tasks, codes and logs, when their period is over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, func, literal, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from db.attachments import PRESS
from db.models import (
    Attachment,
    Audit,
    Consent,
    ConsentNotice,
    DataRequest,
    Import,
    Letter,
    LinkCode,
    Question,
    RatPaper,
    StaffInvite,
    Task,
    Trace,
    TraceStep,
)
from db.privacy.outdated_words import EMPTY
from db.statements import table_of

ATTACHMENT, AUDIT, CODE, CONSENT = (table_of(each) for each in (Attachment, Audit, LinkCode, Consent))
IMPORT, INVITE, LETTER, NOTICE, PAPER = (
    table_of(each) for each in (Import, StaffInvite, Letter, ConsentNotice, RatPaper)
)
QUESTION, REQUEST, STEP, TASK, TRACE = (table_of(each) for each in (Question, DataRequest, TraceStep, Task, Trace))


async def _files(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    """The rows go, and what refers to them refers to nothing; digests of their files."""
    for table in (PAPER, IMPORT):
        await session.execute(update(table).where(table.c.attachment_id.in_(ids)).values(attachment_id=None))
    digests = set((await session.execute(select(ATTACHMENT.c.digest).where(ATTACHMENT.c.id.in_(ids)))).scalars())
    await session.execute(delete(ATTACHMENT).where(ATTACHMENT.c.id.in_(ids)))
    return sorted(digests - {""})


async def _tasks(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    """A done task keeps its kind and its day."""
    for number, kind in (await session.execute(select(TASK.c.id, TASK.c.kind).where(TASK.c.id.in_(ids)))).all():
        emptied: dict[str, Any] = {"data": {}, "person_id": None, "key": f"{kind}:over:{number}"}
        await session.execute(update(TASK).where(TASK.c.id == number).values(**emptied))
    return []


async def _steps(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    for number, kind in (await session.execute(select(STEP.c.id, STEP.c.kind).where(STEP.c.id.in_(ids)))).all():
        new = {"words": "", "person_id": None} | ({"target": f"over:{number}"} if kind == "number" else {})
        await session.execute(update(STEP).where(STEP.c.id == number).values(**new))
    return []


async def _audit(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(delete(AUDIT).where(AUDIT.c.id.in_(ids)))
    return []


async def _consents(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    """Old answers go, with the words that nobody answers to any more."""
    await session.execute(delete(CONSENT).where(CONSENT.c.id.in_(ids)))
    return []


async def _notices(session: AsyncSession, digests: Sequence[str], _now: datetime) -> list[str]:
    await session.execute(delete(NOTICE).where(NOTICE.c.digest.in_(digests)))
    return []


async def _requests(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(delete(REQUEST).where(REQUEST.c.id.in_(ids)))
    return []


async def _codes(session: AsyncSession, digests: Sequence[str], _now: datetime) -> list[str]:
    for table in (CODE, INVITE):
        await session.execute(delete(table).where(table.c.digest.in_(digests)))
    return []


async def _letters(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(delete(LETTER).where(LETTER.c.id.in_(ids)))
    return []


CHECKED = (
    select(func.min(PAPER.c.checked_at))
    .where(PAPER.c.attachment_id == ATTACHMENT.c.id, PAPER.c.state.in_(("confirmed", "refused")))
    .scalar_subquery()
)
"""When staff have looked at a paper: from then on it lies in the office's own archive."""
CLOSED = (
    select(QUESTION.c.closed_at)
    .where(ATTACHMENT.c.subject == literal("question:") + cast(QUESTION.c.id, String), QUESTION.c.state == "closed")
    .scalar_subquery()
)
READ = (
    select(func.max(func.coalesce(IMPORT.c.done_at, IMPORT.c.at)))
    .where(IMPORT.c.attachment_id == ATTACHMENT.c.id)
    .scalar_subquery()
)
PAPERS = select(PAPER.c.attachment_id).where(PAPER.c.attachment_id.is_not(None))
LISTS = select(IMPORT.c.attachment_id).where(IMPORT.c.attachment_id.is_not(None))
TALKED = select(literal("question:") + cast(QUESTION.c.id, String))
NEWEST = select(func.max(CONSENT.c.id)).group_by(CONSENT.c.person_id)
SHOWN = select(CONSENT.c.notice)
LATEST = select(func.max(LETTER.c.id)).group_by(LETTER.c.cooperative_id)
"""The newest letter of a cooperative stays, that it was invited."""
STRAY = (
    ATTACHMENT.c.account != PRESS,
    ATTACHMENT.c.id.not_in(PAPERS),
    ATTACHMENT.c.id.not_in(LISTS),
    ATTACHMENT.c.subject.not_in(TALKED),
)
"""Files that no paper, list or talk speaks of any more."""
MEDIA, CODES, PROOF = "keep_media_days", "keep_codes_days", "keep_consents_days"
KINDS: Sequence[tuple[Any, ...]] = (
    ("papers that were checked", MEDIA, ATTACHMENT.c.id, CHECKED, (), _files),
    ("files of talks", MEDIA, ATTACHMENT.c.id, CLOSED, (), _files),
    ("files of nothing", MEDIA, ATTACHMENT.c.id, ATTACHMENT.c.at, STRAY, _files),
    ("files we made", "keep_made_days", ATTACHMENT.c.id, ATTACHMENT.c.at, (ATTACHMENT.c.account == PRESS,), _files),
    ("lists that were read", "keep_lists_days", ATTACHMENT.c.id, READ, (), _files),
    (
        *("done tasks", "keep_tasks_days", TASK.c.id, TASK.c.done_at),
        *(
            (TASK.c.state == "done", or_(cast(TASK.c.data, String).not_in(EMPTY), TASK.c.person_id.is_not(None))),
            _tasks,
        ),
    ),
    (
        *("steps of searches", "keep_tasks_days", STEP.c.id, TRACE.c.closed_at),
        *((STEP.c.trace_id == TRACE.c.id, or_(STEP.c.words != "", STEP.c.target.startswith("+"))), _steps),
    ),
    ("audit entries", "keep_audit_days", AUDIT.c.id, AUDIT.c.at, (), _audit),
    ("answers about consent", PROOF, CONSENT.c.id, CONSENT.c.at, (CONSENT.c.id.not_in(NEWEST),), _consents),
    ("consent notices", PROOF, NOTICE.c.digest, NOTICE.c.first_at, (NOTICE.c.digest.not_in(SHOWN),), _notices),
    ("requests about data", PROOF, REQUEST.c.id, REQUEST.c.done_at, (REQUEST.c.state != "open",), _requests),
    ("codes that join channels", CODES, CODE.c.digest, CODE.c.expires_at, (), _codes),
    ("codes of staff", CODES, INVITE.c.digest, INVITE.c.expires_at, (), _codes),
    (
        *("letters nobody used", CODES, LETTER.c.id, LETTER.c.expires_at),
        *((LETTER.c.used_at.is_(None), LETTER.c.handed_at.is_(None), LETTER.c.id.not_in(LATEST)), _letters),
    ),
)
