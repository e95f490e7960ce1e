"""Exports that look at the registry: the registry itself, coverage by visits, visits, people."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db import visits
from db.exports.asked import Asked, columns
from db.exports.numbers import phone, resting
from db.exports.table import Table, Value, table
from db.models import Consent, Cooperative, District, Identity, Officer, Person, Staff, Visit

WHO = ("cooperative_id", "nik", "name", "district")
"""The first columns of every export that has cooperatives."""
WHO_COLUMNS = (col(Cooperative.id), col(Cooperative.nik), col(Cooperative.name), col(District.name))
CHAIRS = {"ketua": "chair", "sekretaris": "secretary", "bendahara": "treasurer"}
RANK = {"verified": 0, "registered": 1, "claimed": 2}


async def who(session: AsyncSession) -> dict[int, tuple[Value, ...]]:
    """The first columns by cooperative."""
    return {row[0]: tuple(row) for row in (await session.exec(from_registry(*WHO_COLUMNS))).all()}


def from_registry(*wanted: Any) -> Any:
    """These columns of cooperatives, with their districts, in order of id."""
    query = columns(*wanted).select_from(Cooperative)
    return query.outerjoin(District, col(District.id) == col(Cooperative.district_id)).order_by(col(Cooperative.id))


FACTS = (
    *("village", "rt_rw", "address", "legal_number", "amendment_number", "amendment_on", "form", "kind", "group_name"),
    *("sector", "pattern", "scale", "program", "founded_on", "founded_year", "activity", "existence", "warning"),
    *("certificate", "certificate_until", "grade", "business_number", "savings_licence", "tax_number"),
    *("book_year_end", "visit_history", "listed_at"),
)
"""What the registry knows of a cooperative itself."""


async def registry(session: AsyncSession, asked: Asked) -> Table:
    """One row per cooperative, as the registry knows it, with its officers."""
    query = from_registry(*WHO_COLUMNS, *(getattr(Cooperative, name) for name in FACTS), col(Cooperative.updated_at))
    found = (await session.exec(query)).all()
    officers = await _officers(session)

    def rows() -> Iterator[Sequence[Value]]:
        for *values, updated_at in found:
            own = officers.get(values[0], [])
            people: list[Value] = []
            for position in CHAIRS:
                officer = next((each for each in own if each.position == position), None)
                people += [officer.name, phone(officer.phone, asked)] if officer else ["", ""]
            yield [*values, *people, updated_at]

    chairs = [header for chair in CHAIRS.values() for header in (chair, f"{chair}_phone")]
    return table((*WHO, *FACTS, *chairs, "updated_at"), rows(), asked.zone)


async def coverage(session: AsyncSession, asked: Asked) -> Table:
    """One row per cooperative that is not dissolved: how it stands with visits, and whether anybody can be reached."""
    names = await who(session)
    officers = await _officers(session)
    found = await visits.coverage(session, asked.today, asked.days, zone=asked.zone)

    def rows() -> Iterator[Sequence[Value]]:
        for each in found:
            own = officers.get(each.cooperative_id, [])
            linked = any(officer.status == "verified" and officer.person_id is not None for officer in own)
            dates = (each.last_visit, each.last_attempt, each.overdue_since, each.planned_at)
            yield [*names[each.cooperative_id], each.state, *dates, len(own), linked]

    headers = ("state", "last_visit", "last_attempt", "overdue_since", "planned_at", "officers", "linked")
    return table((*WHO, *headers), rows(), asked.zone)


async def visited(session: AsyncSession, asked: Asked) -> Table:
    """One row per visit, newest first within a cooperative."""
    facts = (Visit.visited_on, Visit.result, Visit.note, Visit.source)
    query = (
        from_registry(*WHO_COLUMNS, col(Visit.id), *facts, col(Staff.name), col(Visit.recorded_at))
        .join(Visit, col(Visit.cooperative_id) == col(Cooperative.id))
        .outerjoin(Staff, col(Staff.id) == col(Visit.staff_id))
        .order_by(col(Visit.visited_on).desc(), col(Visit.id))
    )
    headers = ("visit_id", "visited_on", "result", "note", "source", "staff", "recorded_at")
    return table((*WHO, *headers), (await session.exec(query)).all(), asked.zone)


async def people(session: AsyncSession, asked: Asked) -> Table:
    """One row per position of a person; a person without one has a row that names no cooperative.

    Whose data rest or are erased is not in it.
    """
    names, hidden = await who(session), await resting(session)
    offices = columns(Person, Officer).outerjoin(Officer, col(Officer.person_id) == col(Person.id))
    found: Any = (await session.exec(offices.order_by(col(Person.id), col(Officer.id)))).all()
    seats: dict[int, list[Identity]] = {}
    for seat in (await session.exec(columns(Identity).order_by(col(Identity.id)))).scalars():
        seats.setdefault(seat.person_id, []).append(seat)
    consents: dict[int, Consent] = {
        row.person_id: row for row in (await session.exec(columns(Consent).order_by(col(Consent.id)))).scalars()
    }

    def rows() -> Iterator[Sequence[Value]]:
        for person, officer in found:
            if person.id in hidden.people:
                continue
            own, consent = seats.get(person.id, []), consents.get(person.id)
            office: list[Value] = ["", "", ""]
            if officer is not None:
                office = [officer.position, officer.status, phone(officer.phone, asked)]
            channels = " ".join(sorted({seat.account.partition(":")[0] for seat in own if seat.blocked_at is None}))
            heard = max((seat.last_heard_at for seat in own if seat.last_heard_at), default=None)
            first: Sequence[Value] = names[officer.cooperative_id] if officer is not None else ("", "", "", "")
            given: list[Value] = [consent.granted, consent.text_version, consent.at] if consent else ["", "", ""]
            yield [
                *first,
                person.id,
                person.name,
                *office,
                person.language,
                channels,
                heard,
                *given,
                person.opted_out_at,
            ]

    headers = (
        *("person_id", "person", "position", "status", "phone", "language", "channels", "last_heard_at"),
        *("consented", "consent_version", "consented_at", "opted_out_at"),
    )
    return table((*WHO, *headers), rows(), asked.zone)


async def _officers(session: AsyncSession) -> dict[int, list[Officer]]:
    """Open officers by cooperative, the surest first; without those whose data rest."""
    hidden = await resting(session)
    query: Any = columns(Officer).where(col(Officer.status) != "ended").order_by(col(Officer.id))
    found: dict[int, list[Officer]] = {}
    for officer in sorted((await session.exec(query)).scalars(), key=lambda each: RANK.get(each.status, 9)):
        if not hidden.holds(officer):
            found.setdefault(officer.cooperative_id, []).append(officer)
    return found
