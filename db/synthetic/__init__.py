"""An invented office for the demo: the same cooperatives, officers and histories every time."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import districts
from db.models import Cooperative, District, Staff, StaffDistrict
from db.synthetic.cast import BOOKKEEPER, CHAIR, HOME, NEWCOMER, OFFICE, STRANGER, Persona
from db.synthetic.invention import SIZE, Invention

__all__ = ["BOOKKEEPER", "CHAIR", "HOME", "NEWCOMER", "SIZE", "STRANGER", "Persona", "SyntheticOffice", "fill"]


@dataclass(frozen=True, slots=True)
class SyntheticOffice:
    """Who there is to play."""

    personas: tuple[Persona, ...]
    cooperatives: int


async def fill(session: AsyncSession, now: datetime) -> SyntheticOffice:
    """Fill an empty registry and return whom to play; a registry that holds cooperatives stays as it is.

    Nobody real is reached: nothing sends in a demo but to the simulator, and every number is written 0812-0000-xxxx.
    """
    await districts.seed(session)
    here = {row.name: row.id for row in (await session.exec(select(District))).all()}
    staff = await _staff(session, here, now)
    size = len((await session.exec(select(Cooperative.id))).all())
    if not size:
        invention = Invention(now, here, staff["head"])
        session.add_all(invention.cooperatives)
        await session.flush()
        session.add_all(list(invention.histories()))
        await session.flush()
        size = len(invention.cooperatives)
    office = (Persona(each.name, each.phone, each.role, each.note, staff[each.role]) for each in OFFICE)
    return SyntheticOffice((CHAIR, BOOKKEEPER, NEWCOMER, STRANGER, *office), size)


async def _staff(session: AsyncSession, here: dict[str, int], now: datetime) -> dict[str, int]:
    """Staff ids by role; made where they are missing."""
    query = select(Staff).where(col(Staff.name).in_([each.name for each in OFFICE]))
    found = {row.role: row.id for row in (await session.exec(query)).all()}
    for persona in OFFICE:
        if persona.role not in found:
            row = Staff(name=persona.name, role=persona.role, created_at=now)
            session.add(row)
            await session.flush()
            found[persona.role] = row.id
            if persona.role == "field_officer":
                session.add(StaffDistrict(staff_id=row.id, district_id=here[HOME]))
    return found
