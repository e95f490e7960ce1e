"""Officers of the invented office who are linked already, so that an announcement has somebody to reach."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import cooperatives, people
from db.models import Cooperative, Officer
from db.synthetic.cast import BOOKKEEPER, CHAIR, NEWCOMER

COUNT = 40


@dataclass(frozen=True, slots=True)
class Linked:
    """An officer with a phone in the simulator. `note` names the cooperative."""

    name: str
    phone: str
    note: str


async def candidates(session: AsyncSession) -> list[Linked]:
    """The first chairs in the registry who have a phone and are nobody's persona."""
    played = {each.phone for each in (CHAIR, BOOKKEEPER, NEWCOMER)}
    query = (
        select(Officer, Cooperative.name)
        .join(Cooperative, col(Cooperative.id) == col(Officer.cooperative_id))
        .where(Officer.position == "ketua", col(Officer.phone).is_not(None), col(Officer.person_id).is_(None))
        .order_by(col(Officer.id))
        .limit(COUNT + len(played))
    )
    rows = (await session.exec(query)).all()
    found = [Linked(each.name, each.phone or "", f"Ketua {name}") for each, name in rows if each.phone not in played]
    return found[:COUNT]


async def link(session: AsyncSession, officer: Linked, address: Address, now: datetime, alias: str = "") -> None:
    """As if this officer had opened the chat, consented and shared their number."""
    person, identity = await people.heard(session, address, officer.name, now, alias)
    identity.phone = officer.phone
    people.record_consent(session, person.id, True, "1", address.account, now)
    await cooperatives.verify_by_phone(session, person.id, officer.phone, now.date())
