"""The consent log, as proof: one row per answer, without names and numbers."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db.exports.asked import Asked, columns
from db.exports.cooperatives import WHO, who
from db.exports.table import Table, Value, table
from db.models import Consent, Officer

HEADERS = (
    *("answer_id", "person_id", "granted", "version", "at", "channel"),
    *("notice_sha256", "message_sha256", "seat_sha256"),
)
"""`person_id` of somebody who was erased leads to an empty row; the seat's digest still tells whose answer it was."""


async def answers(session: AsyncSession, asked: Asked) -> Table:
    """One row per answer, oldest first, with the first cooperative of who gave it."""
    names = await who(session)
    posts: Any = columns(Officer.person_id, Officer.cooperative_id).where(col(Officer.person_id).is_not(None))
    first = dict((await session.exec(posts.order_by(col(Officer.id).desc()))).all())
    found: Any = (await session.exec(columns(Consent).order_by(col(Consent.id)))).scalars().all()

    def rows() -> Iterator[Sequence[Value]]:
        for each in found:
            about = names.get(first.get(each.person_id, 0), ("", "", "", ""))
            channel = each.account.partition(":")[0]
            proof = (each.notice, each.message_id, each.seat)
            yield [*about, each.id, each.person_id, each.granted, each.text_version, each.at, channel, *proof]

    return table((*WHO, *HEADERS), rows(), asked.zone)
