"""What people have before their eyes: the prompts of ours that they answer, quote or press."""

from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address, Choice
from db.outbox import LEDGER, OUTBOX, REPLY

LAST = (
    select(OUTBOX.c.body, OUTBOX.c.subject, OUTBOX.c.lane)
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
    return next(iter(await recent(session, address)), ([], ""))


async def recent(session: AsyncSession, address: Address) -> list[tuple[list[Choice], str]]:
    """The same of every message with choices among the last five, last delivered first."""
    found = await session.execute(LAST, {"account": address.account, "user": address.user})
    return [([Choice(*each) for each in body["choices"]], subject) for body, subject, _ in found if body.get("choices")]


async def waiting(session: AsyncSession, address: Address) -> list[list[Choice]]:
    """Buttons of what came unasked since our last reply, and of that reply: nothing has answered them yet."""
    found: list[list[Choice]] = []
    for body, _, lane in await session.execute(LAST, {"account": address.account, "user": address.user}):
        if body.get("choices"):
            found.append([Choice(*each) for each in body["choices"]])
        if lane == REPLY:
            break
    return found


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
