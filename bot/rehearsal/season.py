"""The season of the annual meeting from December to July: jump to the next moment, tick, drain, listen, repeat."""

import asyncio
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from datetime import time as clock_time
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import col, func, or_, select

from bot.clock import Clock
from bot.rehearsal import checks, town
from bot.rehearsal.channel import StubChannel
from bot.rehearsal.checks import Delivery
from bot.rehearsal.habits import Habits
from bot.sender import Sender
from bot.settings import Office
from db import migrate, office_hours, tasks
from db.models import Ledger, Outbox, Task
from db.session import Database
from scheduler.calendar import guards
from scheduler.ticks import Ticks

ZONE = ZoneInfo("Asia/Jakarta")
OFFICE = Office("Dinas Koperasi dan UKM", "Kota Latihan", "", "", "Asia/Jakarta")
FIRST, LAST = date(2026, 11, 30), date(2027, 7, 30)
OFF = (date(2027, 1, 28), date(2027, 2, 1))
"""The program does not run on these days: a stage begins in between."""
DOWN = (datetime(2027, 4, 7, 8, tzinfo=ZONE), datetime(2027, 4, 7, 14, tzinfo=ZONE))
"""The platform can't be reached, on the morning of a stage."""
EVENING = clock_time(20, 0)
CLOSED = clock_time(10, 0)
FRIDAY = 4
"""On Friday evenings the scheduler and the sender look too, and must find nothing to do."""
HELP_DAYS = 6
"""After how many days the office has helped whoever asked for it."""
HURRY = 1e3
LOOK_SECONDS = 0.01
IN_FLIGHT = 32
MOST_MOMENTS = 60


class SteppedClock(Clock):
    """A calendar that stands still between moments; real seconds fly, so that pacing makes nobody wait."""

    def __init__(self, start: datetime) -> None:
        super().__init__(start, speed=0)

    @staticmethod
    def monotonic() -> float:
        return time.monotonic() * HURRY


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a rehearsal came to: the table by district with its total, the digest, and what went wrong."""

    headers: tuple[str, ...]
    rows: list[tuple[str | int, ...]]
    messages: int
    refused: int
    digest: str
    problems: list[str]


async def play(folder: Path, *, size: int, seed: int, progress: Callable[[int, int], None]) -> Outcome:
    """A whole season in a database of its own in `folder`. The same size and seed give the same outcome."""
    database = Database(f"sqlite:///{folder}/rehearsal.db")
    try:
        await migrate.upgrade(database)
        clock = SteppedClock(datetime.combine(FIRST, clock_time(7), ZONE))
        async with database.transaction() as session:
            people = await town.build(session, size, random.Random(seed), clock.now())
        habits = Habits(seed, people.persons, people.staff_id)
        channel = StubChannel(clock.now, lambda at: DOWN[0] <= at < DOWN[1], habits.blocking)
        season = _Season(database, clock, channel, habits)
        async with season.sending():
            for day in range((LAST - FIRST).days + 1):
                await season.live(FIRST + timedelta(days=day))
                progress(day + 1, (LAST - FIRST).days + 1)
        return await _outcome(database, season)
    finally:
        await database.close()


async def _outcome(database: Database, season: "_Season") -> Outcome:
    today = LAST + timedelta(days=1)
    async with database.reading() as session:
        headers, rows = await checks.table(session, town.YEAR, today)
        problems = [
            *await checks.hours(session, season.deliveries, ZONE),
            *await checks.caps(session, season.deliveries),
            *checks.answered(season.deliveries, season.habits.given),
            *checks.twice(season.deliveries),
            *checks.adds_up(rows, season.habits.given, town.YEAR),
        ]
    digest = checks.digest(season.deliveries, rows)
    return Outcome(headers, rows, len(season.deliveries), season.channel.refused, digest, problems)


class _Season:
    def __init__(self, database: Database, clock: SteppedClock, channel: StubChannel, habits: Habits) -> None:
        self.database, self.clock, self.channel, self.habits = database, clock, channel, habits
        self.ticks = Ticks(database, clock, OFFICE)
        self.sender = Sender(database, channel, clock, guards(ZONE), in_flight=IN_FLIGHT, office=OFFICE)
        self.deliveries: list[Delivery] = []
        self._seen = 0

    @asynccontextmanager
    async def sending(self) -> AsyncIterator[None]:
        """The sender runs meanwhile, woken by every commit as in production."""
        self.database.on_commit(self.sender.wake)
        running = asyncio.create_task(self.sender.run())
        try:
            yield
        finally:
            self.sender.stop()
            await running

    async def live(self, day: date) -> None:
        """One day: the office's windows, or one look where it is closed; in the evening people answer."""
        is_running = not OFF[0] <= day < OFF[1]
        if is_running:
            async with self.database.reading() as session:
                hours = await office_hours.load(session, datetime.combine(day, CLOSED, ZONE), ZONE)
            windows = list(hours.windows(day)) or [(datetime.combine(day, CLOSED, ZONE),) * 2]
            for start, end in windows:
                await self._work(start, end)
            await self.ticks.upkeep()
        evening = datetime.combine(day, EVENING, ZONE)
        self.clock.jump(evening)
        async with self.database.transaction(wake=False) as session:
            await self.habits.evening(session, evening)
            helped = select(Task).where(Task.state == "open", Task.created_at < evening - timedelta(days=HELP_DAYS))
            for task in (await session.exec(helped)).all():
                tasks.close(task, self.habits.staff_id, evening)
        if is_running and day.weekday() == FRIDAY:
            await self._work(evening, evening)

    async def _work(self, start: datetime, end: datetime) -> None:
        """Tick and drain at the start, and at each moment before the end to which something was put off."""
        self.clock.jump(start)
        await self.ticks.speak()
        await self._drain()
        for _ in range(MOST_MOMENTS):
            async with self.database.reading() as session:
                query = select(func.min(Outbox.not_before)).where(
                    Outbox.state == "queued", col(Outbox.not_before) > self.clock.now(), col(Outbox.not_before) < end
                )
                following = (await session.exec(query)).one()
            if following is None:
                return
            self.clock.jump(following)
            await self._drain()

    async def _drain(self) -> None:
        """Until nothing may leave now, or the platform is down; then whoever got something hears it."""
        self.sender.wake()
        while await self._is_busy():
            await asyncio.sleep(LOOK_SECONDS)
        new = self.channel.sent[self._seen :]
        self._seen += len(new)
        about = await self._about([each.key for each in new])
        for sent in new:
            rows = about[sent.key]
            numbers = sorted(number for number, _ in rows)
            due = rows[0][1].rpartition(":")[2].partition(".")[0]
            year = int(due) if due.isdecimal() else 0
            self.deliveries.append(Delivery(sent, tuple(numbers), year))
            if sent.rule.startswith("rat_"):
                evening = datetime.combine(sent.at.astimezone(ZONE).date(), EVENING, ZONE)
                self.habits.hears(sent, numbers, evening, year)

    async def _about(self, keys: list[str]) -> dict[str, list[tuple[int, str]]]:
        """The cooperatives and the purpose behind each message."""
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        async with self.database.reading() as session:
            query = select(Ledger.outbox_key, Ledger.cooperative_id, Ledger.purpose).where(
                col(Ledger.outbox_key).in_(keys)
            )
            for key, number, purpose in (await session.exec(query)).all():
                found[key].append((number, purpose))
        return found

    async def _is_busy(self) -> bool:
        async with self.database.reading() as session:
            flying = select(Outbox.id).where(Outbox.state == "sending").limit(1)
            if (await session.exec(flying)).first() is not None:
                return True
            if self.channel.down(self.clock.now()) and self.sender.trouble:
                return False
            may_go = or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= self.clock.now())
            waiting = select(Outbox.id).where(Outbox.state == "queued", may_go).limit(1)
            return (await session.exec(waiting)).first() is not None
