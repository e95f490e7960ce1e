"""The office in which the bot is killed: a full queue, people who answer a form, an announcement that is due."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Iterator, Sequence
from datetime import datetime, timedelta

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.messages import Address
from bot.settings import Office
from db import audience, clocks, ledger, migrate, people, sessions, staff
from db.models import Announcement, Cooperative, District, Officer, Visit
from db.session import Database
from scheduler.ticks import Ticks

START = datetime.fromisoformat("2027-01-12T09:00+07:00")
"""A Tuesday morning inside the sending hours."""
OFFICE = Office("Dinas", "Pekanbaru", "", "", "Asia/Jakarta")
REPORTING, INVITED, REMINDED, LATER = 6, 30, 6, 4
"""Cooperatives whose chair reports a meeting; of the announcement in the queue; unvisited; of the one still due."""
SHARED = 3
"""How many of the invited have the same chair, who gets one message for all."""
CHAIRS = REPORTING + INVITED - SHARED + 1 + REMINDED + LATER
PEOPLE = CHAIRS + REPORTING + 1
"""Chairs, then a field officer for each district that reports, then the head of the office."""


def wrote_at(number: int) -> datetime | None:
    """When this person last wrote to us; of those who only get our messages every third never has."""
    is_silent = REPORTING <= number < CHAIRS and number % 3 == 0
    return None if is_silent else START - timedelta(hours=1)


async def furnish(url: str, address: Callable[[int], Address]) -> None:
    """Fill an empty database with people who have these addresses, and let one tick queue what is due."""
    database = Database(url)
    await migrate.upgrade(database)
    async with database.transaction() as session:
        await _out_of_season(session)
        seats = (address(number) for number in range(PEOPLE))
        districts = list((await session.exec(select(District).order_by(col(District.id)))).all())
        await _chaired(session, "reporting", REPORTING, seats, districts)
        invited = await _chaired(session, "invited", INVITED, seats, districts, shared=SHARED)
        await _chaired(session, "reminded", REMINDED, seats, districts)
        later = await _chaired(session, "later", LATER, seats, districts)
        for district in districts[:REPORTING]:
            officer = await staff.add(session, f"Petugas {district.name}", "field_officer", [district], START)
            await staff.bind(session, officer, next(seats), START)
        head = await staff.add(session, "Kepala", "admin", (), START)
        await staff.bind(session, head, next(seats), START)
        await _announce(session, head.id, invited, START - timedelta(minutes=1))
        await _announce(session, head.id, later, START + timedelta(seconds=2))
        for number in range(PEOPLE):
            identity = await people.find_identity(session, address(number))
            assert identity is not None
            identity.wrote_at = wrote_at(number)
    await Ticks(database, Clock(START), OFFICE).speak()
    await database.close()


async def _out_of_season(session: AsyncSession) -> None:
    """The annual meeting is far off: the season's reminders are no part of these tables."""
    await clocks.change(session, "primer", 2026, 6, 6, 30, None, START)


async def _chaired(
    session: AsyncSession,
    group: str,
    size: int,
    seats: Iterator[Address],
    districts: Sequence[District],
    shared: int = 1,
) -> list[int]:
    """Cooperatives with a chair each; the first `shared` have the same. Only the reminded ones were never visited."""
    numbers: list[int] = []
    person_id = 0
    for number in range(size):
        if not 0 < number < shared:
            seat = next(seats)
            person, _ = await people.heard(session, seat, f"Ketua {group} {number}", START)
            people.record_consent(session, person.id, True, "1", seat.account, START)
            person_id = person.id
        name, district = f"{group} {number}", districts[number % len(districts)]
        history = "never" if group == "reminded" else "visited"
        row = Cooperative(name=name, match_name=name, district_id=district.id, visit_history=history, updated_at=START)
        session.add(row)
        await session.flush()
        session.add(Officer(cooperative_id=row.id, person_id=person_id, position="ketua", status="verified"))
        if group != "reminded":
            session.add(Visit(cooperative_id=row.id, visited_on=START.date() - timedelta(days=8), recorded_at=START))
        numbers.append(row.id)
    return numbers


async def _announce(session: AsyncSession, staff_id: int, numbers: Sequence[int], send_from: datetime) -> None:
    """An approved announcement with its frozen recipients."""
    event = Announcement(
        kind="clinic",
        title=f"Klinik {send_from:%H:%M}",
        starts_at=START + timedelta(days=7),
        place="Balai",
        send_from=send_from,
        created_by=staff_id,
        created_at=START,
    )
    session.add(event)
    await session.flush()
    found = await audience.recipients(session, numbers)
    await ledger.plan(session, sessions.purpose(event.id), found, {"key": "event.invite_clinic"}, START)


def script(number: int) -> tuple[str, ...]:
    """What one chair types; the answers differ, so that no two reports are alike."""
    return (
        "LAPOR",
        "2026",
        f"sudah rat tgl {number + 2} januari 2027, hadir {number + 50} dari {number + 100}",
        "langsung",
        "cukup",
        "benar",
    )


async def reporters(type_text: Callable[[int, str], Awaitable[None]], dice: random.Random, late: float) -> int:
    """Chairs type their reports side by side, each message whenever they like; returns how many messages."""
    await asyncio.sleep(late)

    async def one(number: int) -> int:
        for words in script(number):
            await asyncio.sleep(dice.uniform(0.02, 0.25))
            await type_text(number, words)
        return len(script(number))

    return sum(await asyncio.gather(*(one(number) for number in range(REPORTING))))
