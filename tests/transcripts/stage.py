"""The whole product on a stage: the real bot over HTTP, the simulator, and a calendar that obeys the script."""

import asyncio
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import col, func, or_, select

from bot.app import App
from bot.clock import Clock
from bot.settings import Settings
from bot.simulator.limits import Limits
from bot.simulator.server import Simulator
from bot.simulator.world import World
from db import staff
from db.models import Inbound, Outbox, Staff
from db.session import Database
from scheduler import upkeep
from tests.transcripts import looks
from tests.transcripts.phones import Phones
from tests.transcripts.script import NOBODY_ANSWERS, Step
from tests.transcripts.setting import Setting

START = datetime.fromisoformat("2027-01-11T08:25+07:00")
TOKEN = "1:simulator"
HURRY = 1e6
SETTLED_SECONDS = 15


class StagedClock(Clock):
    """A calendar that stands still between lines; real seconds fly, so that pacing makes nobody wait."""

    def __init__(self) -> None:
        super().__init__(START, speed=0)

    @staticmethod
    def monotonic() -> float:
        return time.monotonic() * HURRY


class Stage:
    """Plays the steps of one transcript. `play` fills in what was seen."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self.clock = StagedClock()
        self.world = World(now=self.clock.now, token=TOKEN, ids_from=0)
        self._simulator = Simulator(self.world, limits=Limits(enabled=False))
        self._phones = Phones(self.world)
        self._app: App | None = None
        self._given: list[Step] = []
        self._has_begun = False
        self._members: dict[str, int] = {}
        self._parked = 0

    async def play(self, steps: Sequence[Step]) -> None:
        """Every step in turn; afterwards nothing may be parked, and nothing may have been refused by the platform."""
        await self._simulator.start()
        try:
            for step in steps:
                await self._take(step)
            await self._check()
        finally:
            if self._app is not None:
                await self._app.stop()
            await self._simulator.stop()

    async def _take(self, step: Step) -> None:
        if step.verb == "given":
            self._given.append(step)
            return
        if not self._has_begun and step.verb not in ("comment", "jump"):
            await self._begin()
        if step.verb not in ("comment", "rows"):
            self.clock.advance(timedelta(seconds=1))
        if step.verb == "rows":
            step.seen = await self._rows(step)
        elif step.verb != "comment":
            await self._do(step)
            await self._settle()
            step.seen = self._phones.seen() or ([] if step.verb in NOBODY_ANSWERS else [looks.SILENCE])

    async def _do(self, step: Step) -> None:
        if (own := getattr(self, f"_{step.verb}", None)) is not None:
            await own(**step.parts)
        else:
            getattr(self._phones, step.verb)(**step.parts)

    async def _begin(self) -> None:
        """The office as given, and the bot."""
        self._has_begun = True
        database = Database(self._url)
        async with database.transaction() as session:
            setting = Setting(session, self.world, f"telegram:{TOKEN.partition(':')[0]}", self.clock.now())
            for step in self._given:
                await setting.add(step.parts["kind"], step.parts["text"])
            self._members = setting.members
        await database.close()
        await self._start()

    # What the lines do.

    async def _start(self) -> None:
        settings = Settings(
            database_url=self._url,
            files=self._folder,
            telegram_token=TOKEN,
            telegram_api=self._simulator.url,
            http="127.0.0.1:0",
            office_address="Jalan Teratai Nomor 1",
            office_phone="0761-000000",
        )
        self._app = App(settings, clock=self.clock, parts=("web", "sender"))
        await self._app.start()

    async def _stop(self) -> None:
        assert self._app is not None
        await self._app.stop()
        self._app = None

    async def _jump(self, to: str) -> None:
        self.clock.jump(datetime.fromisoformat(f"{to}+07:00"))
        await self._beat()

    async def _advance(self, count: str, unit: str) -> None:
        self.clock.advance(timedelta(**{f"{unit}s": int(count)}))
        await self._beat()

    async def _beat(self) -> None:
        """While the bot runs, time passes with ticks in which nothing was due: nobody missed anything."""
        if self._app is not None:
            async with self._app.database.transaction() as session:
                await upkeep.heartbeat(session, self.clock.now())

    async def _tick(self) -> None:
        assert self._app is not None
        await self._app.ticks.speak()
        await self._app.ticks.upkeep()

    async def _suspend(self, who: str) -> None:
        assert self._app is not None
        async with self._app.database.transaction() as session:
            await staff.suspend(session, self._members[who], self.clock.now())

    async def _promote(self, who: str, role: str) -> None:
        assert self._app is not None
        async with self._app.database.transaction() as session:
            (await session.get_one(Staff, self._members[who])).role = role

    async def _expect_parked(self) -> None:
        self._parked += 1

    async def _redeems(self, who: str, member: str) -> None:
        assert self._app is not None
        async with self._app.database.transaction() as session:
            code = await staff.invite(session, self._members[member], self.clock.now())
        self._phones.opens(who, f"staff_{code}")

    async def _settle(self) -> None:
        """Until the bot is quiet: every update is handled, and nothing that may leave now waits in the outbox."""
        if self._app is None:
            return
        async with asyncio.timeout(SETTLED_SECONDS):
            while self.world.updates.waiting() or await self._is_sending():
                await asyncio.sleep(0.005)

    async def _is_sending(self) -> bool:
        assert self._app is not None
        due = or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= self.clock.now())
        query = select(Outbox.id).where(or_(col(Outbox.state) == "sending", (col(Outbox.state) == "queued") & due))
        async with self._app.database.reading() as session:
            return (await session.exec(query.limit(1))).first() is not None

    async def _rows(self, step: Step) -> list[str]:
        assert self._app is not None
        async with self._app.database.reading() as session:
            return await looks.rows(session, step.parts["table"], step.parts["columns"].split(", "))

    async def _check(self) -> None:
        assert self._app is not None, "the script ends with the bot stopped"
        async with self._app.database.reading() as session:
            parked = (await session.exec(select(Inbound.trace).where(Inbound.state == "parked"))).all()
            refused = select(func.count()).where(Outbox.state == "failed", col(Outbox.reason) != "blocked")
            assert len(parked) == self._parked, "\n".join(parked) or "nothing was parked"
            assert (await session.exec(refused)).one() == 0, "the platform refused a message"
