"""Files that people send for somebody else to see: noted with the message, fetched afterwards, kept by digest."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import messages
from bot.messages import Address, Json
from db.models import Attachment

RETRY_MINUTES = (1, 5, 15, 60, 360, 1440)
"""WhatsApp keeps a file for seven days under the id that its webhook gave."""
BATCH = 10


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
) -> None:
    """A file to be fetched and passed on to these people under these words (a Say as JSON)."""
    session.add(
        Attachment(
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
    )


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
