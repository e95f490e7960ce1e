"""The office's own people: who they are, what they may see, how they are bound to a chat."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import people
from db.models import District, Staff, StaffDistrict, StaffInvite

ROLES = ("admin", "head", "field_officer", "consultant", "viewer")
ANNOUNCERS = ("admin", "head")
INVITE_DAYS = 7


async def add(session: AsyncSession, name: str, role: str, districts: Collection[District], now: datetime) -> Staff:
    """A new member of the office. Raises ValueError for a role that doesn't exist."""
    if role not in ROLES:
        raise ValueError(f"role must be one of {', '.join(ROLES)}")
    staff = Staff(name=name, role=role, created_at=now)
    session.add(staff)
    await session.flush()
    session.add_all(StaffDistrict(staff_id=staff.id, district_id=each.id) for each in districts)
    return staff


async def invite(session: AsyncSession, staff_id: int, now: datetime) -> str:
    """A one-time code, good for a week, that binds whoever opens it."""
    code = secrets.token_hex(8)
    session.add(StaffInvite(digest=_digest(code), staff_id=staff_id, expires_at=now + timedelta(days=INVITE_DAYS)))
    return code


async def redeem(session: AsyncSession, code: str, person_id: int, now: datetime) -> Staff | None:
    """Bind a person by an unused, unexpired code; None when it is neither."""
    row = await session.get(StaffInvite, _digest(code), with_for_update=True)
    if row is None or row.used_at is not None or row.expires_at < now:
        return None
    if await of_person(session, person_id) is not None:
        return None
    row.used_at = now
    staff = await session.get(Staff, row.staff_id)
    if staff is not None:
        staff.person_id = person_id
    return staff


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


async def of_person(session: AsyncSession, person_id: int) -> Staff | None:
    """The active staff member behind a person."""
    query = select(Staff).where(Staff.person_id == person_id, col(Staff.suspended_at).is_(None))
    return (await session.exec(query)).first()


async def districts_of(session: AsyncSession, staff_id: int) -> list[int]:
    """Districts a staff member is limited to; empty means all."""
    query = select(StaffDistrict.district_id).where(StaffDistrict.staff_id == staff_id)
    return list((await session.exec(query)).all())


async def responsible(session: AsyncSession, district_id: int | None, *, fallback: bool = True) -> list[Staff]:
    """Active, linked staff for a district: its field officers, else admins and heads."""
    active = select(Staff).where(col(Staff.suspended_at).is_(None), col(Staff.person_id).is_not(None))
    if district_id is not None:
        query = (
            active.join(StaffDistrict, col(StaffDistrict.staff_id) == col(Staff.id))
            .where(StaffDistrict.district_id == district_id, Staff.role == "field_officer")
            .order_by(col(Staff.id))
        )
        if found := list((await session.exec(query)).all()):
            return found
    if not fallback:
        return []
    query = active.where(col(Staff.role).in_(ANNOUNCERS)).order_by(col(Staff.id))
    return list((await session.exec(query)).all())


async def everyone(session: AsyncSession) -> list[tuple[Staff, bool]]:
    """All staff with whether a chat is bound to them."""
    rows = (await session.exec(select(Staff).order_by(col(Staff.id)))).all()
    return [(each, each.person_id is not None) for each in rows]


async def suspend(session: AsyncSession, staff_id: int, now: datetime) -> bool:
    """End somebody's access at once; False when there is no such member."""
    staff = await session.get(Staff, staff_id)
    if staff is None:
        return False
    staff.suspended_at = now
    return True


async def bind(session: AsyncSession, staff: Staff, address: Address, now: datetime) -> None:
    """Bind a staff member to a platform id at once; they must still open the chat before the bot can write."""
    person, _ = await people.heard(session, address, staff.name, now)
    staff.person_id = person.id
