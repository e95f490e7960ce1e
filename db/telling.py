"""News for staff that nobody asked for: about the office as a whole, and about words that have not arrived."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Choice, Say
from db import outbox, people, staff
from db.models import Person, Question, Staff
from db.outbox import Result

EXPIRED = "expired"
"""Why a row ends that waited in vain for its reader to write."""


async def tell_heads(
    session: AsyncSession, say: Say, key: str, now: datetime, *, useful: timedelta | None = None, without: str = ""
) -> None:
    """Tell every admin and head once; not through the account `without`, where they have another seat."""
    for member in await staff.responsible(session, None):
        person = await session.get(Person, member.person_id)
        seats = await people.seats_of(session, member.person_id or 0)
        if person is None or not seats:
            continue
        seat = next((each for each in seats if each.account != without), seats[0])
        await outbox.enqueue(
            session,
            people.address(seat),
            say,
            key=f"{key}:{member.id}",
            now=now,
            lane=outbox.RELAY,
            language=person.language,
            useful_until=now + useful if useful else None,
        )


async def tell_member(session: AsyncSession, member: Staff, say: Say, key: str, now: datetime) -> None:
    """Tell one member of the office once, where a chat is bound to them."""
    if member.person_id is not None:
        await _tell(session, member.person_id, say, key, now)


async def _tell(session: AsyncSession, person_id: int, say: Say, key: str, now: datetime) -> None:
    if (seat := await people.seat(session, person_id)) is not None:
        person = await session.get_one(Person, person_id)
        where = people.address(seat)
        await outbox.enqueue(session, where, say, key=key, now=now, lane=outbox.RELAY, language=person.language)


async def tell_unheard(session: AsyncSession, result: Result, now: datetime) -> None:
    """A line of a PETUGAS talk has not arrived: staff who wrote it, or who should have got a file, learn of it."""
    row = result.row
    question = await session.get(Question, int(row.subject.partition(":")[2]))
    reader = await people.find_identity(session, row.to)
    if question is None or reader is None:
        return
    person = await session.get(Person, question.person_id)
    about = {"person": person.name if person else ""}
    if reader.person_id == question.person_id:
        member = await session.get(Staff, question.staff_id) if question.staff_id else None
        key = "question.expired" if result.reason == EXPIRED else "question.not_delivered"
        say = Say(key, about, (Choice(f"ask.{question.id}.do=answer"),))
        to = member.person_id if member is not None else None
    elif row.key.startswith("file:"):
        say, to = Say("question.file_not_shown", about), reader.person_id
    else:
        return
    if to is not None:
        await _tell(session, to, say, f"unheard:{row.id}", now)
