"""Members of the office as they change: roles, districts, acting heads, suspension, the end, and who takes over."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, delete, func, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from db import staff, tasks
from db.models import Cooperative, Question, Staff, StaffDistrict, StaffInvite, VisitPlan

ADMIN = "admin"
HEAD = "head"


async def present(session: AsyncSession) -> list[Staff]:
    """Everybody but those whose access has ended: the active first, by name."""
    rows = (await session.exec(select(Staff).order_by(col(Staff.name), col(Staff.id)))).all()
    return sorted((each for each in rows if not has_ended(each)), key=lambda each: each.suspended_at is not None)


def has_ended(member: Staff) -> bool:
    """Suspended, and no chat is bound to them any more."""
    return member.suspended_at is not None and member.person_id is None


def is_active(member: Staff) -> bool:
    """Whether what they tap has an effect."""
    return member.suspended_at is None and member.person_id is not None


async def is_last_admin(session: AsyncSession, member: Staff) -> bool:
    """Whether nobody else could add members; holds until the transaction ends."""
    query = select(Staff).where(Staff.role == ADMIN).order_by(col(Staff.id)).with_for_update()
    admins = (await session.exec(query.execution_options(populate_existing=True))).all()
    return member.role == ADMIN and not any(is_active(each) for each in admins if each.id != member.id)


async def set_districts(session: AsyncSession, staff_id: int, district_ids: Collection[int]) -> None:
    """The districts a member is limited to from now on; none means all."""
    await session.exec(delete(StaffDistrict).where(col(StaffDistrict.staff_id) == staff_id))
    session.add_all(StaffDistrict(staff_id=staff_id, district_id=each) for each in sorted(set(district_ids)))
    await session.flush()


async def end(session: AsyncSession, member: Staff, now: datetime) -> None:
    """Access ends for good: the chat is let go and unused links are void."""
    member.suspended_at, member.person_id = member.suspended_at or now, None
    stop_acting(member)
    unused = (col(StaffInvite.staff_id) == member.id, col(StaffInvite.used_at).is_(None))
    await session.exec(delete(StaffInvite).where(*unused))
    await session.flush()


def act_as_head(member: Staff, until: datetime) -> None:
    """They hold the head's role until then, beside their own."""
    member.acting_role, member.acting_until = HEAD, until


def stop_acting(member: Staff) -> None:
    """They hold their own role only."""
    member.acting_role, member.acting_until = "", None


async def acting_over(session: AsyncSession, now: datetime) -> list[Staff]:
    """Members whose time in somebody's place is over; it ends with this look."""
    query = select(Staff).where(col(Staff.acting_role) != "", col(Staff.acting_until) <= now)
    found = list((await session.exec(query)).all())
    for each in found:
        stop_acting(each)
    return found


@dataclass(frozen=True, slots=True)
class Load:
    """What a member has in hand: open tasks that they see, open questions that they answer."""

    tasks: int
    questions: int


async def load(session: AsyncSession, member: Staff) -> Load:
    """What a member has in hand."""
    asked = select(func.count(col(Question.id))).where(Question.staff_id == member.id, Question.state == "open")
    return Load(await tasks.count_for(session, member), (await session.exec(asked)).one())


async def takers(session: AsyncSession, giver: Staff) -> list[Staff]:
    """Who may take over from a member: active, and allowed to decide on tasks."""
    return [
        each for each in await present(session) if is_active(each) and each.id != giver.id and staff.may(each, "tasks")
    ]


async def districts_after(session: AsyncSession, giver: Staff, taker: Staff) -> list[int]:
    """The districts of the taker once they have the giver's as well; empty means all."""
    own = await staff.districts_of(session, taker.id)
    if giver.role in staff.ANNOUNCERS:
        return own
    added = await staff.districts_of(session, giver.id)
    return sorted({*own, *added}) if own and added else []


async def hand_over(session: AsyncSession, giver: Staff, taker: Staff, now: datetime) -> list[tuple[VisitPlan, str]]:
    """The taker answers the giver's questions, makes their visits, and sees their districts' tasks.

    Returns the visits agreed upon for later, with the cooperatives' names.
    """
    await set_districts(session, taker.id, await districts_after(session, giver, taker))
    theirs = (col(Question.staff_id) == giver.id, col(Question.state) == "open")
    await session.exec(update(Question).where(*theirs).values(staff_id=taker.id))
    query = (
        select(VisitPlan, Cooperative.name)
        .join(Cooperative, col(Cooperative.id) == col(VisitPlan.cooperative_id))
        .where(VisitPlan.staff_id == giver.id, VisitPlan.state == "confirmed", VisitPlan.starts_at >= now)
        .order_by(col(VisitPlan.starts_at))
    )
    plans = list((await session.exec(query)).all())
    for plan, _ in plans:
        plan.staff_id = taker.id
    await session.flush()
    return plans
