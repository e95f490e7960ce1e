"""An invented city for the rehearsal: cooperatives, the officers who can be reached, and what they reported before."""

import random
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from bot.rehearsal.channel import ACCOUNT
from db import districts, holidays, people, rat
from db.models import Cooperative, District, Officer, RatReport, Staff, Visit

YEAR = 2026
"""The book year whose season is rehearsed."""
ACTIVITY = {"aktif": 40, "tidak aktif": 28, "": 20, "dalam proses pembubaran": 9, "bubar": 3}
REACHED, SECOND, SHARED = 0.6, 0.35, 0.08
"""Shares of cooperatives with an officer who can be written to, with a second one, and with a shared bookkeeper."""
BOOKKEEPERS = 0.02
KKMP, SEKUNDER, OTHER_YEAR, KARYAWAN = 0.06, 0.03, 0.03, 0.02
REPORTED_BEFORE = 0.35
"""`domain` 0: about a third report."""


@dataclass(frozen=True, slots=True)
class Town:
    """Who can be written to, by address; the one member of staff, who has no phone."""

    persons: dict[str, int]
    staff_id: int


async def build(session: AsyncSession, size: int, draw: random.Random, now: datetime) -> Town:
    """Fill an empty database. Everything is drawn in one fixed order."""
    await districts.seed(session)
    await holidays.seed(session, (now.year, now.year + 1))
    places = sorted((await session.exec(select(District.id))).all())
    made = [_cooperative(number, draw, places, now) for number in range(1, size + 1)]
    session.add_all(made)
    await session.flush()
    shared = [await _person(session, f"Pembuku {n}", now) for n in range(max(1, int(size * BOOKKEEPERS)))]
    users = dict(shared)
    for each in made:
        people_of = [await _person(session, f"Pengurus {each.id}.{n}", now) for n in range(_officers(draw))]
        users |= dict(people_of)
        people_of += [draw.choice(shared)] if draw.random() < SHARED else []
        for place, (person_id, _) in enumerate(people_of):
            session.add(_officer(each.id, person_id, ("ketua", "sekretaris", "bendahara")[place]))
        _history(session, each, draw, now)
    await session.flush()
    staff = Staff(name="Petugas", role="head", created_at=now)
    session.add(staff)
    await session.flush()
    return Town({user: person_id for person_id, user in users.items()}, staff.id)


def _cooperative(number: int, draw: random.Random, places: list[int], now: datetime) -> Cooperative:
    is_kkmp = draw.random() < KKMP
    return Cooperative(
        name=f"{'KKMP' if is_kkmp else 'Koperasi'} Latihan {number:04d}",
        match_name=f"latihan {number}",
        form="sekunder" if draw.random() < SEKUNDER else "primer",
        district_id=draw.choice(places),
        activity=draw.choices(list(ACTIVITY), list(ACTIVITY.values()))[0],
        book_year_end="06-30" if draw.random() < OTHER_YEAR else "12-31",
        tolerated_until=date(YEAR + 1, 5, 31) if draw.random() < KARYAWAN else None,
        program="KKMP" if is_kkmp else "",
        founded_on=date(YEAR - 1, 7, 18) if is_kkmp else date(draw.randrange(1996, 2023), 3, 1),
        visit_history="dated",
        updated_at=now,
    )


def _officers(draw: random.Random) -> int:
    return (draw.random() < REACHED) * (1 + (draw.random() < SECOND))


async def _person(session: AsyncSession, name: str, now: datetime) -> tuple[int, str]:
    """Somebody who has consented, and their address."""
    user = name.replace(" ", "-")
    person, _ = await people.heard(session, Address(ACCOUNT, user), name, now)
    await session.flush()
    people.record_consent(session, person.id, True, "1", ACCOUNT, now)
    return person.id, user


def _officer(cooperative_id: int, person_id: int, position: str) -> Officer:
    return Officer(cooperative_id=cooperative_id, person_id=person_id, position=position, status="verified")


def _history(session: AsyncSession, cooperative: Cooperative, draw: random.Random, now: datetime) -> None:
    """Earlier meetings, and when somebody from the office was last there."""
    visited_on = date(YEAR, draw.randrange(1, 12), draw.randrange(1, 28))
    session.add(Visit(cooperative_id=cooperative.id, visited_on=visited_on, source="registry", recorded_at=now))
    for year in (YEAR - 3, YEAR - 2, YEAR - 1):
        held_on = date(year + 1, 3, draw.randrange(1, 28))
        if draw.random() < REPORTED_BEFORE and held_on < now.date() and not cooperative.program:
            session.add(
                RatReport(
                    receipt=rat.receipt_number(cooperative.id, year, 1),
                    cooperative_id=cooperative.id,
                    book_year=year,
                    held="yes",
                    held_on=held_on,
                    status="verified",
                    officer_verified=True,
                    reported_at=datetime(held_on.year, held_on.month, held_on.day, 3, tzinfo=now.tzinfo),
                )
            )
