"""The office's own people: who they are, what they may see, how they are bound to a chat."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_
from sqlmodel import col, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import people
from db.models import District, Staff, StaffDistrict, StaffInvite

ROLES = ("admin", "head", "field_officer", "consultant", "viewer")
ANNOUNCERS = ("admin", "head")
EVERYTHING = frozenset({"announce", "tasks", "visits", "questions", "members"})
MAY = {
    "admin": EVERYTHING,
    "head": EVERYTHING,
    "field_officer": EVERYTHING - {"announce", "members"},
    "consultant": frozenset({"questions"}),
    "viewer": frozenset[str](),
}
"""What each role may do beside reading: menu, list of tasks, reports. Admins and heads in every district."""
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
    """Bind a person by an unused, unexpired code of an active member; None when it is none."""
    row = await session.get(StaffInvite, _digest(code), with_for_update=True)
    if row is None or row.used_at is not None or row.expires_at < now:
        return None
    staff = await session.get(Staff, row.staff_id, with_for_update=True, populate_existing=True)
    if staff is None or staff.suspended_at is not None or await of_person(session, person_id) is not None:
        return None
    await _leave_old_seats(session, person_id)
    row.used_at = now
    staff.person_id = person_id
    return staff


async def _leave_old_seats(session: AsyncSession, person_id: int) -> None:
    """Suspended rows let go of this person, who may come back as somebody new."""
    old = (col(Staff.person_id) == person_id, col(Staff.suspended_at).is_not(None))
    await session.exec(update(Staff).where(*old).values(person_id=None))


def _digest(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def roles_of(staff: Staff) -> tuple[str, ...]:
    """The member's own role and the one they hold in somebody's place. The second ends by itself."""
    return (staff.role, staff.acting_role) if staff.acting_role else (staff.role,)


def may(staff: Staff, deed: str) -> bool:
    """Whether a member's roles allow this: announce, tasks, visits, questions, members."""
    return any(deed in MAY.get(role, frozenset()) for role in roles_of(staff))


OF_PERSON = select(Staff).where(col(Staff.person_id) == bindparam("person"), col(Staff.suspended_at).is_(None))


async def of_person(session: AsyncSession, person_id: int, now: datetime | None = None) -> Staff | None:
    """The active staff member behind a person. With `now`, a role held in somebody's place ends in time."""
    member = (await session.exec(OF_PERSON, params={"person": person_id})).first()
    if member is not None and now is not None and member.acting_until is not None and member.acting_until <= now:
        member.acting_role, member.acting_until = "", None
    return member


async def is_suspended(session: AsyncSession, person_id: int) -> bool:
    """Whether a person is a member of the office whose access rests."""
    rests = select(Staff.id).where(col(Staff.person_id) == person_id, col(Staff.suspended_at).is_not(None))
    return (await session.exec(rests)).first() is not None


async def districts_of(session: AsyncSession, staff_id: int) -> list[int]:
    """Districts a staff member is limited to; empty means all."""
    query = select(StaffDistrict.district_id).where(StaffDistrict.staff_id == staff_id)
    return list((await session.exec(query)).all())


async def scope(session: AsyncSession, staff: Staff) -> list[int]:
    """Districts whose affairs a member sees; empty means all, as for every admin and head."""
    return [] if sees_all(staff) else await districts_of(session, staff.id)


def sees_all(staff: Staff) -> bool:
    """Whether every district is theirs by role."""
    return not set(ANNOUNCERS).isdisjoint(roles_of(staff))


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
    heads = or_(col(Staff.role).in_(ANNOUNCERS), col(Staff.acting_role).in_(ANNOUNCERS))
    query = active.where(heads).order_by(col(Staff.id))
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
    await _leave_old_seats(session, person.id)
    staff.person_id = person.id
