"""What people have before their eyes: the prompts of ours that they answer, quote or press."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address, Choice
from db.outbox import LEDGER, OUTBOX

LAST = (
    select(OUTBOX.c.body, OUTBOX.c.subject)
    .where(
        OUTBOX.c.account == bindparam("account"),
        OUTBOX.c.user == bindparam("user"),
        OUTBOX.c.state.in_(("sent", "sending", "undecided")),
    )
    .order_by(OUTBOX.c.sent_at.desc(), OUTBOX.c.id.desc())
    .limit(5)
)


async def last_prompt(session: AsyncSession, address: Address) -> tuple[list[Choice], str]:
    """Buttons and subject of the message with choices last delivered to this person, among the last five."""
    for body, subject in await session.execute(LAST, {"account": address.account, "user": address.user}):
        if choices := [Choice(*each) for each in body.get("choices", ())]:
            return choices, subject
    return [], ""


async def quoted(session: AsyncSession, address: Address, external_id: str) -> tuple[list[Choice], str] | None:
    """Buttons and subject of a message of ours that somebody quotes or presses; also proof that it arrived."""
    query = select(OUTBOX.c.id, OUTBOX.c.body, OUTBOX.c.subject).where(
        OUTBOX.c.account == address.account, OUTBOX.c.user == address.user, OUTBOX.c.external_id == external_id
    )
    found = (await session.execute(query)).first()
    return None if found is None else ([Choice(*each) for each in found.body.get("choices", ())], found.subject)


async def confirm(
    session: AsyncSession, address: Address, choice: str | None, reply_to: str | None, now: datetime
) -> None:
    """A tap or a quoted reply proves that a message arrived: an undecided row it names is settled as sent."""
    if choice is None and reply_to is None:
        return
    query = select(OUTBOX.c.id, OUTBOX.c.key, OUTBOX.c.body).where(
        OUTBOX.c.account == address.account, OUTBOX.c.user == address.user, OUTBOX.c.state == "undecided"
    )
    for row in (await session.execute(query)).all():
        if choice in [each[0] for each in row.body.get("choices", ())]:
            await session.execute(
                update(OUTBOX)
                .where(OUTBOX.c.id == row.id)
                .values(state="sent", external_id=reply_to, reason="", delivery="read")
            )
            await session.execute(
                update(LEDGER).where(LEDGER.c.outbox_key == row.key).values(state="reached", reason="", at=now)
            )
