"""The ticks: intervals only, each run asks the database what is due and is one transaction (or one a batch)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.settings import Office
from db import contacts, ledger
from db.locks import lead
from db.session import Database
from scheduler import announcements, deadlines, erasing, ladder, queueing, reminders, traces, upkeep
from scheduler.lists import Lists
from scheduler.retention import Retention

log = structlog.get_logger()
SECONDS = {"plan": 10, "deliver": 2, "upkeep": 60, "lists": 2}


class Ticks:
    """Runs while it leads; on a server with several processes one of them does."""

    def __init__(self, database: Database, clock: Clock, office: Office, files: Path | None = None) -> None:
        self._database, self._clock, self._office, self._files = database, clock, office, files
        self._retention = Retention(database, files)
        self._zone = ZoneInfo(office.timezone)
        self._lists = Lists(database, clock, self._zone, files or Path())
        self._troubles: dict[str, str] = {}
        self._jumps = clock.jumps

    @property
    def trouble(self) -> str:
        """Which ticks failed when they last ran; empty when none did."""
        return ", ".join(self._troubles.values())

    async def run(self) -> None:
        """Tick until cancelled; of several processes one does."""
        await lead(self._database, "ticks", self._tick)

    async def _tick(self) -> None:
        scheduler = AsyncIOScheduler(timezone=self._zone)
        for name, job in {"plan": self.plan, "deliver": self.deliver, "upkeep": self.upkeep}.items():
            scheduler.add_job(
                self._safely(name, job),
                "interval",
                seconds=SECONDS[name],
                misfire_grace_time=None,
                coalesce=True,
                max_instances=1,
            )
        scheduler.start()
        try:
            while True:
                await self._safely("lists", self.lists)()
                await asyncio.sleep(SECONDS["lists"])
        finally:
            scheduler.shutdown(wait=False)

    def _safely(self, name: str, job: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        async def run() -> None:
            try:
                await job()
                self._troubles.pop(name, None)
            except Exception as error:  # the next tick asks the database again
                self._troubles[name] = f"{name}: {type(error).__name__}"
                log.exception("tick_failed", tick=name)

        return run

    async def speak(self) -> None:
        """One whole round: what is due is planned and put in the queue."""
        await self.plan()
        await self.deliver()
        await self.lists()

    async def lists(self) -> None:
        """Lists that came by chat are checked and carried out; that may take a while, and holds up no other tick."""
        await self._lists.round()

    async def plan(self) -> None:
        """Due rules become ledger rows; after a silence of the program staff are told what was caught up."""
        now = self._clock.now()
        async with self._database.reading() as session:  # the long look holds up nobody who writes
            due = await reminders.find_due(session, now, self._zone)
        async with self._database.transaction() as session:
            allowed = timedelta(seconds=3 * SECONDS["plan"] * self._clock.speed)
            gap = await upkeep.heartbeat(session, now, allowed)
            planned = await reminders.plan(session, due, now)
            is_moved = self._jumps != self._clock.jumps
            self._jumps = self._clock.jumps
            if gap is not None and not is_moved:
                log.warning("ticks_caught_up", gap=str(gap), planned=planned)
                await upkeep.tell_caught_up(session, now - gap, now, planned)

    async def deliver(self) -> None:
        """Approved announcements begin, failed rungs climb, planned rows are queued in batches, progress is shown."""
        now = self._clock.now()
        async with self._database.transaction() as session:
            await announcements.release(session, now)
            await ladder.climb(session, now)
            await ladder.break_silence(session, now)
            waiting = await ledger.purposes_with(session, "planned")
        for purpose in waiting:
            await self._queue(purpose)
        async with self._database.transaction() as session:
            await announcements.watch(session, now, self._zone)

    async def _queue(self, purpose: str) -> None:
        """Batch after batch, each with its ledger rows in one commit."""
        while True:
            async with self._database.transaction() as session:
                if not await queueing.can_go(session, purpose):
                    return
                if await queueing.queue_batch(session, purpose, self._clock.now(), self._office) == 0:
                    return

    async def upkeep(self) -> None:
        """What has run out, contacts that have died, accounts that can't send, what may not be kept any longer."""
        now = self._clock.now()
        async with self._database.reading() as session:
            dead = await upkeep.find_dead_contacts(session, now)
            pairs = await upkeep.find_twins(session, now, self._zone)
        async with self._database.transaction() as session:
            await upkeep.expire(session, now)
            await upkeep.expire_waiting(session, now)
            await upkeep.end_acting(session, now)
            await contacts.note_dead(session, dead, now)
            await traces.end_found(session, now)
            await traces.follow_up(session, now)
            await upkeep.tell_troubles(session, now)
            await upkeep.expire_lists(session, now)
            await deadlines.remind(session, now, self._zone)
            if pairs is not None:
                await upkeep.propose_twins(session, pairs, now, self._zone)
        await erasing.erase_due(self._database, now, self._office, self._files)
        await self._retention.run(now)
