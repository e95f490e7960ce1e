"""How far invitations got: letter printed → handed over → linked → consented, by cooperative, district and officer."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import contacts
from db.contacts import Contact
from db.models import Consent, Cooperative, District, Letter, Person, Staff, StaffDistrict
from db.statements import table_of

CONSENT, COOPERATIVE, DISTRICT, LETTER, PERSON, STAFF, PLACE = (
    table_of(each) for each in (Consent, Cooperative, District, Letter, Person, Staff, StaffDistrict)
)
DISSOLVED = "bubar"


@dataclass(frozen=True, slots=True)
class Invitation:
    """One cooperative. Whose letter was used has been given it, whether or not anybody noted that.

    `linked_at`: when its letter was used, else when the first of its linked officers first wrote. `consented_at`:
    since when one of them agrees to be written to, and still does.
    """

    cooperative_id: int
    district: str
    officers: tuple[str, ...]
    """Field officers of the district."""
    printed_at: datetime | None
    handed_at: datetime | None
    handed_by: str
    linked_at: datetime | None
    consented_at: datetime | None
    works_until: datetime | None
    """When the last of its letters ends to work; None when one was used."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """Cooperatives; each step counts only those of the step before."""

    printed: int = 0
    handed: int = 0
    linked: int = 0
    consented: int = 0


STEPS = tuple(each.name for each in fields(Funnel))


async def of(session: AsyncSession, district_ids: Collection[int] | None = None) -> list[Invitation]:
    """Every cooperative that is not dissolved, by id."""
    query = (
        select(COOPERATIVE.c.id, COOPERATIVE.c.district_id, DISTRICT.c.name)
        .outerjoin(DISTRICT, DISTRICT.c.id == COOPERATIVE.c.district_id)
        .where(COOPERATIVE.c.activity != DISSOLVED)
        .order_by(COOPERATIVE.c.id)
    )
    if district_ids is not None:
        query = query.where(COOPERATIVE.c.district_id.in_(district_ids))
    letters, responsible = await _letters(session), await field_officers(session)
    known = await _linked(session)
    found = []
    for number, place, district in (await session.execute(query)).all():
        own, (linked_at, consented_at) = letters.get(number), known.get(number, (None, None))
        used_at = own.used_at if own else None
        found.append(
            Invitation(
                cooperative_id=number,
                district=district or "",
                officers=responsible.get(place, ()),
                printed_at=own.printed_at if own else None,
                handed_at=(own.handed_at or used_at) if own else None,
                handed_by=(own.handed_by or "") if own else "",
                linked_at=(used_at or linked_at) if linked_at else None,
                consented_at=consented_at,
                works_until=own.works_until if own and used_at is None else None,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class _Letters:
    printed_at: datetime
    handed_at: datetime | None
    handed_by: str | None
    used_at: datetime | None
    works_until: datetime


async def _letters(session: AsyncSession) -> dict[int, _Letters]:
    """Of several letters of a cooperative: when the first was printed, given and used."""
    query = (
        select(
            *(LETTER.c.cooperative_id, LETTER.c.printed_at, LETTER.c.handed_at, STAFF.c.name, LETTER.c.used_at),
            LETTER.c.expires_at,
        )
        .outerjoin(STAFF, STAFF.c.id == LETTER.c.handed_by)
        .order_by(LETTER.c.id)
    )
    found: dict[int, _Letters] = {}
    for number, *facts in await session.execute(query):
        own = _Letters(*facts)
        found[number] = _joined(found[number], own) if number in found else own
    return found


def _joined(old: _Letters, new: _Letters) -> _Letters:
    given = old if old.handed_at else new
    until = max(old.works_until, new.works_until)
    return _Letters(old.printed_at, given.handed_at, given.handed_by, old.used_at or new.used_at, until)


async def handed(session: AsyncSession) -> set[int]:
    """Cooperatives that were given a letter."""
    query = select(LETTER.c.cooperative_id).where(LETTER.c.handed_at.is_not(None) | LETTER.c.used_at.is_not(None))
    return set((await session.execute(query.distinct())).scalars())


async def field_officers(session: AsyncSession) -> dict[int, tuple[str, ...]]:
    """Names of the field officers by district."""
    query = (
        select(PLACE.c.district_id, STAFF.c.name)
        .join(STAFF, STAFF.c.id == PLACE.c.staff_id)
        .where(STAFF.c.role == "field_officer", STAFF.c.suspended_at.is_(None))
        .order_by(STAFF.c.id)
    )
    found: dict[int, tuple[str, ...]] = {}
    for place, name in await session.execute(query):
        found[place] = (*found.get(place, ()), name)
    return found


async def _linked(session: AsyncSession) -> dict[int, tuple[datetime, datetime | None]]:
    """Cooperatives with a linked officer: when the first of them first wrote, and since when one of them agrees."""
    first = {number: at for number, at in await session.execute(select(PERSON.c.id, PERSON.c.created_at))}
    granted = select(CONSENT.c.person_id, func.max(CONSENT.c.at)).where(CONSENT.c.granted).group_by(CONSENT.c.person_id)
    agreed = {number: at for number, at in await session.execute(granted)}
    by_cooperative: dict[int, list[Contact]] = defaultdict(list)
    for each in await contacts.of_cooperatives(session):
        if each.is_linked:
            by_cooperative[each.cooperative_id].append(each)
    found = {}
    for number, own in by_cooperative.items():
        people = [each.person_id or 0 for each in own]
        willing = [each.person_id or 0 for each in own if each.has_consented and each.reach != "opted_out"]
        since = min((agreed[each] for each in willing), default=None)
        found[number] = (min(first[each] for each in people), since)
    return found


def funnel(rows: Iterable[Invitation]) -> Funnel:
    """How many got how far."""
    given = [each for each in rows if each.printed_at is not None]
    handed_over = [each for each in given if each.handed_at is not None]
    linked = [each for each in handed_over if each.linked_at is not None]
    return Funnel(len(given), len(handed_over), len(linked), sum(each.consented_at is not None for each in linked))


def expired(rows: Iterable[Invitation], now: datetime) -> int:
    """Of how many nobody is linked and no letter works any more. They stay counted as far as they got."""
    return sum(each.linked_at is None and each.works_until is not None and each.works_until <= now for each in rows)


def by(rows: Iterable[Invitation], group: Callable[[Invitation], str]) -> list[tuple[str, Funnel]]:
    """The same for each group, by name; an empty name stands last."""
    grouped: dict[str, list[Invitation]] = defaultdict(list)
    for each in rows:
        grouped[group(each)].append(each)
    return [(name, funnel(grouped[name])) for name in sorted(grouped, key=lambda each: (not each, each))]
