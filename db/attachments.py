"""Files that people send, and files that we make for them: noted in the turn, fetched afterwards, kept by digest."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import messages
from bot.messages import Address, Json, Say
from bot.texts.wire import say_to_json
from db.models import Attachment, Person

RETRY_MINUTES = (1, 5, 15, 60, 360, 1440)
"""WhatsApp keeps a file for seven days under the id that its webhook gave."""
BATCH = 10
PRESS = "press"
"""Stands for a channel where the files lie that we make ourselves."""

LIST = "list"
"""Subject of a file that is a list of cooperatives."""


@dataclass(frozen=True, slots=True)
class Noted:
    """A file that is only good together with what `note` writes: both are kept in one transaction, or neither."""

    data: bytes
    note: Callable[[AsyncSession], Awaitable[None]]


async def note(
    session: AsyncSession,
    person_id: int,
    sender: Address,
    found: messages.Attachment,
    *,
    say: Mapping[str, Json],
    recipients: Collection[int],
    subject: str,
    now: datetime,
) -> Attachment:
    """A file to be fetched and passed on to these people under these words (a Say as JSON).

    One that nobody is sent is only kept; if it can't be fetched its sender learns of it.
    """
    row = Attachment(
        person_id=person_id,
        account=sender.account,
        external_id=found.id,
        kind=found.kind,
        mime=found.mime,
        filename=found.filename,
        size=found.size,
        due_at=now,
        say=dict(say),
        recipients=list(recipients),
        subject=subject,
        at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def send_again(session: AsyncSession, kept: Attachment, person_id: int, *, say: Say, now: datetime) -> None:
    """A file that is kept already goes to one more person."""
    found = messages.Attachment(kept.external_id, kept.kind, kept.mime, kept.filename, kept.size)
    sender, words = Address(kept.account, ""), say_to_json(say)
    row = await note(
        session, kept.person_id, sender, found, say=words, recipients=[person_id], subject=kept.subject, now=now
    )
    row.digest = kept.digest


async def order(
    session: AsyncSession, person: Person, kind: str, subject: str, *, filename: str, mime: str, say: Say, now: datetime
) -> None:
    """A file of this kind about this subject, to be made and sent to the person under these words; once at a time."""
    wanted = messages.Attachment(f"{person.language}:{subject}", kind, mime, filename)
    if await _is_waiting(session, person.id, wanted):
        return
    to, words = Address(PRESS, ""), say_to_json(say)
    await note(session, person.id, to, wanted, say=words, recipients=[person.id], subject="", now=now)


async def _is_waiting(session: AsyncSession, person_id: int, wanted: messages.Attachment) -> bool:
    """Whether the same file was ordered a moment ago: the second tap on a button is the first one's."""
    query = select(Attachment.id).where(
        Attachment.person_id == person_id,
        Attachment.account == PRESS,
        Attachment.state == "waiting",
        Attachment.kind == wanted.kind,
        Attachment.external_id == wanted.id,
    )
    return (await session.exec(query.limit(1))).first() is not None


async def due(session: AsyncSession, account: str, now: datetime) -> list[Attachment]:
    """The next files of an account to fetch."""
    query = (
        select(Attachment)
        .where(Attachment.account == account, Attachment.state == "waiting", col(Attachment.due_at) <= now)
        .order_by(col(Attachment.id))
        .limit(BATCH)
    )
    return list((await session.exec(query)).all())


def later(row: Attachment, reason: str, now: datetime) -> None:
    """It could not be fetched now: again after a while, until the platform has forgotten it."""
    row.reason = reason
    if row.attempts >= len(RETRY_MINUTES):
        row.state = "failed"
        return
    row.due_at = now + timedelta(minutes=RETRY_MINUTES[row.attempts])
    row.attempts += 1
