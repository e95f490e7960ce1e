"""The demo's office is believable, reaches nobody, and is the same every time."""

from collections import Counter
from datetime import UTC, datetime

from sqlmodel import select

from bot.understanding import phones
from db import cooperatives, districts, synthetic, visits
from db.models import Cooperative, Officer, RatReport
from db.session import Database

NOW = datetime(2026, 11, 24, 2, tzinfo=UTC)


async def test_an_office_with_something_to_do(database: Database) -> None:
    async with database.transaction() as session:
        office = await synthetic.fill(session, NOW)
    async with database.reading() as session:
        all_of_them = (await session.exec(select(Cooperative))).all()
        officers = (await session.exec(select(Officer))).all()
        reports = (await session.exec(select(RatReport))).all()
        states = Counter(each.state for each in await visits.coverage(session, NOW.date(), 180))
        own = {name: set(villages) for name, villages in districts.villages().items()}
        place = {row.id: row.name for row in await cooperatives.districts(session)}
    assert office.cooperatives == len(all_of_them) == synthetic.SIZE
    assert len({each.match_name for each in all_of_them}) == synthetic.SIZE
    assert all(each.village in own[place[each.district_id]] for each in all_of_them)
    assert {each.kind for each in all_of_them} == {"konsumen", "produsen", "jasa", "pemasaran", "simpan pinjam"}
    assert set(states) == {"visited", "overdue", "never", "unknown"}
    assert min(states.values()) > 20
    assert len({report.book_year for report in reports}) == 2
    told = {officer.phone for officer in officers if officer.phone}
    assert all(phone.startswith("+628120000") and phones.read_phone(phone) == phone for phone in told)


async def test_the_cast_plays_its_roles(database: Database) -> None:
    async with database.transaction() as session:
        office = await synthetic.fill(session, NOW)
        again = await synthetic.fill(session, NOW)
    assert again == office
    known: dict[str, list[str]] = {}
    async with database.reading() as session:
        for persona in office.personas:
            known[persona.name] = [c.name for _, c in await cooperatives.by_phone(session, persona.phone)]
        [chair] = await cooperatives.by_phone(session, synthetic.CHAIR.phone)
        [standing] = await visits.coverage(session, NOW.date(), 180, cooperative_ids=[chair[1].id])
    assert standing.state == "overdue"
    assert len(known[synthetic.BOOKKEEPER.name]) == 3
    assert known[synthetic.STRANGER.name] == []
    assert [(p.role, p.staff_id is not None) for p in office.personas] == [
        *[("manager", False)] * 3,
        ("stranger", False),
        ("admin", True),
        ("head", True),
        ("field_officer", True),
    ]
