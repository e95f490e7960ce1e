"""News for those who answer for the whole office, as something nobody asked for."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Say
from db import outbox, people, staff
from db.models import Person


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
