"""The consent log: every answer with what proves it. Rows are only ever added, but for the end of their period."""

import hashlib
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db.models import Consent, ConsentNotice, DataRequest
from db.statements import insert_once

SHORT = 12
"""Signs of a digest that a button carries."""
RENEWAL = "renew"
AGAIN = timedelta(days=7)
"""How long somebody is left alone who was told of a new notice."""


def digest(words: str) -> str:
    """SHA-256, as hex."""
    return hashlib.sha256(words.encode()).hexdigest()


def seat_digest(seat: Address) -> str:
    """Tells whose answer it was, to who asks from that seat, also after an erasure."""
    return digest(f"{seat.account}:{seat.user}")


async def keep_notice(session: AsyncSession, words: str, version: str, language: str, now: datetime) -> str:
    """The words under which consent is asked are kept once; their digest."""
    found = digest(words)
    if await session.get(ConsentNotice, found) is None:
        row = {"digest": found, "version": version, "language": language, "words": words, "first_at": now}
        await insert_once(session, ConsentNotice, row, ["digest"])
    return found


async def find_notice(session: AsyncSession, begins: str) -> str:
    """The digest of the notice whose digest begins so; empty for none."""
    if len(begins) != SHORT:
        return ""
    query = select(ConsentNotice.digest).where(col(ConsentNotice.digest).startswith(begins, autoescape=True))
    return (await session.exec(query)).first() or ""


def record(
    session: AsyncSession,
    person_id: int,
    granted: bool,
    version: str,
    seat: Address,
    now: datetime,
    *,
    notice: str,
    message_id: str,
) -> None:
    """Append one answer; a seat or message that is not known stays empty.

    The platform's id of the message is kept as a digest: on some channels it has the number in it.
    """
    session.add(
        Consent(
            person_id=person_id,
            granted=granted,
            text_version=version,
            account=seat.account,
            notice=notice,
            message_id=digest(message_id) if message_id else "",
            seat=seat_digest(seat) if seat.user else "",
            at=now,
        )
    )


async def may_tell_of_new_notice(session: AsyncSession, person_id: int, now: datetime) -> bool:
    """Whether to tell somebody now that the notice has changed: once a week. Asking notes it."""
    query = select(DataRequest).where(DataRequest.person_id == person_id, DataRequest.kind == RENEWAL)
    row = (await session.exec(query)).first()
    if row is not None and row.due_at > now:
        return False
    if row is None:
        row = DataRequest(person_id=person_id, kind=RENEWAL, at=now, due_at=now)
        session.add(row)
    row.state, row.done_at, row.due_at = "done", now, now + AGAIN
    return True
