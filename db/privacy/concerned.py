"""Whom a failure to protect data concerns: everybody whose data lay here at that time, with full contacts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.exports.table import Table, Value, table
from db.models import Cooperative, District, Identity, Officer, Person
from db.statements import table_of

COOPERATIVE, DISTRICT, IDENTITY, OFFICER, PERSON = (
    table_of(each) for each in (Cooperative, District, Identity, Officer, Person)
)
HEADERS = ("cooperative_id", "nik", "name", "district", "person_id", "person", "position", "phone", "seats")

NAMED = (
    *(COOPERATIVE.c.id, COOPERATIVE.c.nik, COOPERATIVE.c.name, DISTRICT.c.name, PERSON.c.id, PERSON.c.name),
    *(OFFICER.c.name, OFFICER.c.position, OFFICER.c.phone),
)


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who it is, and of how many cooperatives; a person with two positions stands in two rows."""

    rows: Sequence[Sequence[Value]]
    people: int
    cooperatives: int

    def table(self, zone: tzinfo) -> Table:
        """As a list to work through."""
        return table(HEADERS, iter(self.rows), zone)


async def find(
    session: AsyncSession, since: datetime, until: datetime, *, channel: str = "", district_id: int | None = None
) -> Concerned:
    """People known before `until` and not erased before `since`, and officers the registry names."""
    seats = await _seats(session, channel)
    here = (PERSON.c.created_at < until, or_(PERSON.c.erased_at.is_(None), PERSON.c.erased_at >= since))
    linked = select(*NAMED).select_from(PERSON).outerjoin(OFFICER, OFFICER.c.person_id == PERSON.c.id).where(*here)
    listed = select(*NAMED).select_from(OFFICER).outerjoin(PERSON, PERSON.c.id == OFFICER.c.person_id)
    rows: list[Sequence[Value]] = []
    for query in (linked, listed.where(OFFICER.c.person_id.is_(None))):
        placed = query.outerjoin(COOPERATIVE, COOPERATIVE.c.id == OFFICER.c.cooperative_id)
        placed = placed.outerjoin(DISTRICT, DISTRICT.c.id == COOPERATIVE.c.district_id)
        if district_id is not None:
            placed = placed.where(COOPERATIVE.c.district_id == district_id)
        found = list(await session.execute(placed.order_by(COOPERATIVE.c.id, PERSON.c.id, OFFICER.c.id)))
        rows += _rows(found, seats, only_seated=bool(channel))
    who = {row[4] or (row[5], row[7]) for row in rows}
    return Concerned(rows, len(who), len({row[0] for row in rows if row[0]}))


def _rows(found: Sequence[Sequence[Value]], seats: dict[int, str], *, only_seated: bool) -> Iterator[Sequence[Value]]:
    for number, nik, cooperative, district, person_id, person, officer, position, phone in found:
        seat = seats.get(int(str(person_id)), "") if person_id else ""
        name = person or officer
        if (only_seated and not seat) or not (name or phone or seat):
            continue
        yield [number, nik, cooperative, district, person_id, name, position, phone, seat]


async def _seats(session: AsyncSession, channel: str) -> dict[int, str]:
    """The seats of everybody, as one cell."""
    query = select(IDENTITY.c.person_id, IDENTITY.c.account, IDENTITY.c.user, IDENTITY.c.phone).order_by(IDENTITY.c.id)
    found: dict[int, list[str]] = {}
    for person_id, account, user, phone in await session.execute(query):
        kind = account.partition(":")[0]
        if channel in ("", kind):
            found.setdefault(person_id, []).append(f"{kind} {phone or user}")
    return {person_id: ", ".join(each) for person_id, each in found.items()}
