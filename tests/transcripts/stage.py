"""The whole product on a stage: the real bot over HTTP, the simulator, and a calendar that obeys the script."""

import re
import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.app import App
from bot.clock import Clock
from bot.settings import Settings
from bot.simulator.limits import Limits
from bot.simulator.server import Simulator
from bot.simulator.world import World
from db import letters, staff
from db.models import Cooperative, Inbound, Officer, OpenForm, Outbox, Person, Staff
from db.parameters import Parameters
from db.session import Database
from scheduler import upkeep
from tests.transcripts import looks, meta
from tests.transcripts.messengers import SIDES, TOKEN, Messenger, TelegramSide, WhatsAppSide
from tests.transcripts.phones import Phones
from tests.transcripts.quiet import Quiet
from tests.transcripts.script import NOBODY_ANSWERS, Step
from tests.transcripts.setting import Setting

START = datetime.fromisoformat("2027-01-11T08:25+07:00")
HURRY = 1e6
LINK = {"Telegram": re.compile(r"t\.me/\S+link_(\w+)"), "WhatsApp": re.compile(r"wa\.me/\S+SAMBUNG%20(\w+)")}


class StagedClock(Clock):
    """A calendar that stands still between lines; real seconds fly, so that pacing makes nobody wait."""

    def __init__(self) -> None:
        super().__init__(START, speed=0)

    def jump(self, to: datetime) -> None:
        """Time passes; nobody has moved the clock."""
        jumps = self.jumps
        super().jump(to)
        self.jumps = jumps

    @staticmethod
    def monotonic() -> float:
        return time.monotonic() * HURRY


class Stage:
    """Plays the steps of one transcript on one messenger or on both. `play` fills in what was seen.

    With `is_replay` people on WhatsApp look at once when they are told that there is news.
    """

    def __init__(self, url: str, folder: Path, messengers: Sequence[str], *, is_replay: bool = False) -> None:
        self._url, self._folder, self._is_replay = url, folder, is_replay
        self.clock = StagedClock()
        tags = [f" on {name}" if len(messengers) > 1 else "" for name in messengers]
        self._sides: list[Messenger] = [
            SIDES[name](self.clock, tag) for name, tag in zip(messengers, tags, strict=True)
        ]
        telegram = next((each.world for each in self._sides if isinstance(each, TelegramSide)), None)
        world = telegram or World(now=self.clock.now, token=TOKEN)
        self._simulator = Simulator(world, limits=Limits(enabled=False))
        self._quiet = Quiet(url, self.clock, self._sides)
        self._app: App | None = None
        self._given: list[Step] = []
        self._has_begun = False
        self._members: dict[str, int] = {}
        self._parked = 0
        self._letter = ""

    async def play(self, steps: Sequence[Step]) -> None:
        """Every step in turn; afterwards nothing may be parked, and nothing may have been refused by the platform."""
        given = [step.parts["text"] for step in steps if step.verb == "given" and step.parts["kind"] == "Meta"]
        for each in self._sides:
            each.set_up(self._simulator.app, given)
        await self._simulator.start()
        try:
            for step in steps:
                await self._take(step)
            await self._check()
        finally:
            if self._app is not None:
                await self._app.stop()
            await self._simulator.stop()
            self._quiet.close()

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
            instead = await self._do(step)
            step.seen = await self._watch()
            step.seen = step.seen or ([] if step.verb in NOBODY_ANSWERS else [instead or looks.SILENCE])

    async def _do(self, step: Step) -> str:
        """Returns what stands in the transcript when nothing is seen, where that isn't silence."""
        if (own := getattr(self, f"_{step.verb}", None)) is not None:
            await own(**step.parts)
            return ""
        parts = dict(step.parts)
        return getattr(self._phones(parts.pop("messenger", "")), step.verb)(**parts) or ""

    def _phones(self, messenger: str) -> Phones:
        return next(each.phones for each in self._sides if messenger in ("", each.name))

    async def _watch(self) -> list[str]:
        """What is seen until nothing moves any more."""
        seen: list[str] = []
        while True:
            if self._app is not None:
                await self._quiet.comes(self._app.fetchers)
            seen += [line for each in self._sides for line in each.phones.seen()]
            looked = [line for each in self._sides for line in self._looks(each)]
            if not looked:
                return seen
            seen += looked

    def _looks(self, side: Messenger) -> list[str]:
        """Whoever was told that there is news reads it, where that is not the script's own matter."""
        return side.phones.reads_knocks() if self._is_replay and isinstance(side, WhatsAppSide) else []

    async def _begin(self) -> None:
        """The office as given, and the bot."""
        self._has_begun = True
        database = Database(self._url)
        async with database.transaction() as session:
            setting = Setting(session, self._sides, self.clock.now())
            for step in self._given:
                if step.parts["kind"] != "Meta":
                    await setting.add(step.parts["kind"], step.parts["text"])
            await setting.end()
            self._members = setting.members
        await database.close()
        await self._start()

    # What the lines do.

    async def _start(self) -> None:
        found: dict[str, str] = {}
        for each in self._sides:
            found.update(each.settings(self._simulator.url))
        settings = Settings(
            database_url=self._url,
            files=self._folder,
            http="127.0.0.1:0",
            office_address="Jalan Teratai Nomor 1",
            office_phone="0761-000000",
            **found,
        )
        self._app = App(settings, clock=self.clock, parts=("web", "sender"))
        await self._app.start()
        for each in self._sides:
            each.listen(self._app.port)

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

    async def _meta(self, text: str) -> None:
        meta.decide(next(each.world for each in self._sides if isinstance(each, WhatsAppSide)), text)

    async def _suspend(self, who: str) -> None:
        assert self._app is not None
        async with self._app.database.transaction() as session:
            await staff.suspend(session, self._members[who], self.clock.now())

    async def _promote(self, who: str, role: str) -> None:
        assert self._app is not None
        async with self._app.database.transaction() as session:
            (await session.get_one(Staff, self._members[who])).role = role

    async def _remove(self, who: str) -> None:
        """Every position of somebody ends."""
        assert self._app is not None
        async with self._app.database.transaction() as session:
            query = select(Officer).join(Person, col(Person.id) == col(Officer.person_id))
            for officer in (await session.exec(query.where(col(Person.name).startswith(who)))).all():
                officer.status, officer.ended_on = "ended", self.clock.now().date()

    async def _deploy(self, taken: str, added: str) -> None:
        """Half-filled forms as an older version left them: it asked one question more, and did not ask another."""
        database = Database(self._url)
        async with database.transaction() as session:
            for row in (await session.exec(select(OpenForm))).all():
                log = [[i, words, {k: v for k, v in said.items() if k != added}] for i, words, said in row.log]
                row.log = [*log, ["0", "ya", {taken: ["yes", "exact", ""]}]]
        await database.close()

    async def _expect_parked(self) -> None:
        self._parked += 1

    async def _print(self, name: str) -> None:
        """A letter to this cooperative, as the command line prints it; the newest is the one that is opened."""
        assert self._app is not None
        now = self.clock.now()
        async with self._app.database.transaction() as session:
            query = select(Cooperative.id).where(Cooperative.name == name)
            (draft,) = letters.draw([(await session.exec(query)).one()])
            until = letters.expiry(now, Parameters().letter_days, looks.ZONE)
            await letters.keep(session, [draft], staff_id=None, now=now, expires_at=until)
        self._letter = draft.code

    async def _invited(self, who: str, messenger: str = "") -> None:
        self._phones(messenger).invited(who, self._letter)

    async def _redeems(self, who: str, member: str, messenger: str = "") -> None:
        assert self._app is not None
        async with self._app.database.transaction() as session:
            code = await staff.invite(session, await self._member(session, member), self.clock.now())
        self._phones(messenger).redeems(who, code)

    async def _member(self, session: AsyncSession, name: str) -> int:
        """A member who was given, or who was added in the chat."""
        if name in self._members:
            return self._members[name]
        return (await session.exec(select(Staff.id).where(col(Staff.name).startswith(name)))).one()

    async def _follows(self, who: str, messenger: str) -> None:
        """The newest link to this messenger among what somebody has on the other one."""
        self._phones(messenger).follows(who, self._code(who, LINK[messenger]))

    async def _types(self, who: str, text: str, messenger: str = "") -> None:
        """Words; a code that stands hidden in the transcript is typed as it was."""
        if looks.HIDDEN in text:
            text = text.replace(looks.HIDDEN, self._code(who, looks.CODE))
        for how, shown in looks.LETTERS.items():
            text = text.replace(how, shown(self._letter))
        self._phones(messenger).types(who, text)

    def _code(self, who: str, shape: re.Pattern[str]) -> str:
        """The newest code that somebody was shown anywhere."""
        shown = (text for each in self._sides for text in each.phones.texts(who))
        return next(found[shape.groups] for text in shown if (found := shape.search(text)))

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
