"""One kill: a bot dies under load, is started again without trouble, and left alone until nothing moves any more."""

import asyncio
import random
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import Clock
from db.session import Database
from tests.kill import office, verdict
from tests.kill.launch import STAGES
from tests.kill.messengers import Messenger, OnTelegram, OnWhatsApp, posted
from tests.kill.running import Launcher, Life, Plain, put_down
from tests.kill.verdict import AFTER, BEFORE, FLOWING, NEVER, Death, Verdict

WIDTH = 8
LEFT = "request has left"
ORDER = (*list(STAGES)[:4], LEFT, *list(STAGES)[4:])
WAYS = (BEFORE, AFTER, NEVER, FLOWING)
LAST_PASS = {"before inbound commit": 20, "after inbound commit": 20, "before mark": 12, "after settle": 12}
"""The latest pass at which a stage kills; a pass of the others is one request, and about sixty are made."""
SECONDS = 90
ARRIVAL_SECONDS = 0.1
"""In which requests of the dead that lie at the server's door are taken in."""


@dataclass(frozen=True, slots=True)
class Kill:
    """What is killed, and what came of it."""

    platform: str
    stage: str
    number: int
    way: str = ""
    """How statuses of what was on its way reach the bot; nothing where the platform has none."""
    at: int = 0
    verdict: Verdict | None = None


class Killing:
    """One kill on a database of its own."""

    def __init__(self, kill: Kill, url: str, launcher: Launcher, folder: Path) -> None:
        self._kill, self._launcher = kill, launcher
        self._dice = random.Random(f"{kill.stage} {kill.number}")
        self.at = self._dice.randint(2, LAST_PASS.get(kill.stage, WIDTH if kill.stage == LEFT else 40))
        speed = OnWhatsApp.speed if kill.way else OnTelegram.speed
        setting = f"{office.START.isoformat()}@{datetime.now(UTC).isoformat()}*{speed}"
        self._clock = Clock.parse(setting)
        self._messenger: Messenger = (
            OnWhatsApp(self._clock, self._dice, holds=kill.way != FLOWING) if kill.way else OnTelegram(self._clock)
        )
        self._database = Database(url)
        self._log = folder / f"{kill.platform} {kill.stage} {kill.number}.log"
        self._env = {"SAPA_DATABASE_URL": url, "SAPA_CLOCK": setting, "SAPA_FILES": f"{folder}/files"}
        self._lives: list[Life] = []

    def __str__(self) -> str:
        return f"{self._kill.platform}, {self._kill.stage}, pass {self.at}, statuses {self._kill.way or 'none'}"

    async def run(self) -> Verdict:
        """Kill, start again, judge."""
        await self._messenger.start()
        self._env |= self._messenger.environment()
        late = 0.0 if "inbound" in self._kill.stage else self._dice.choice((0.0, 1.5))  # late: announcements in flight
        typing = asyncio.create_task(office.reporters(self._messenger.type_text, self._dice, late))
        try:
            death = await self._die()
            await self._revive(death)
            messages = await typing
            await _until(
                lambda: verdict.is_drained(self._database, self._messenger, messages),
                f"{self} does not drain: see {self._log}",
                0.25,
            )
            found = await verdict.judge(self._database, self._messenger, messages, WIDTH, self._clock.now(), death)
            await put_down(self._lives[-1])
            return found
        finally:
            for life in self._lives:
                life.signal(signal.SIGKILL)
            typing.cancel()
            with suppress(asyncio.CancelledError):
                await typing
            await self._database.close()
            await self._messenger.stop()

    async def _begin(self, **more: str | int) -> Life:
        """A bot, alive."""
        self._lives.append(await self._launcher.begin(self._env, self._log, **more))  # type: ignore[arg-type]
        return self._lives[-1]

    async def _die(self) -> Death:
        """The first life, to its end; what it had on its way."""
        if self._kill.stage == LEFT and self._kill.number == 0:
            first: Life = await Plain.begin(self._env, self._log)
            self._lives.append(first)
        else:
            first = await self._begin(stage=self._kill.stage, at=self.at)
        if self._kill.stage == LEFT:
            await self._kill_when_left(first, skipped=self._dice.randint(0, 20))
        async with asyncio.timeout(SECONDS):
            assert await first.ended() == -signal.SIGKILL, f"{self}: see {self._log}"
        return Death(self._kill.way, await verdict.on_their_way(self._database), self._clock.now())

    async def _kill_when_left(self, life: Life, *, skipped: int) -> None:
        """From some message on the server takes requests and answers none; after the `at`-th of those it is killed."""
        faults = self._messenger.world.faults

        async def more_than(count: int) -> bool:
            return posted(self._messenger) >= count

        await _until(lambda: more_than(skipped), "nothing is sent", 0.003)
        faults.mode, faults.seconds = "hang", SECONDS
        begun = posted(self._messenger)
        await _until(lambda: more_than(begun + self.at), "no request hangs", 0.003)
        life.signal(signal.SIGKILL)
        faults.mode = "none"

    async def _revive(self, death: Death) -> None:
        """The second life. Statuses of what was on its way come before it, in it, or not at all."""
        match death.way:
            case verdict.BEFORE:
                web = await self._begin(only="web")
                self._messenger.release()
                await _until(self._is_quiet, f"{self}: statuses are not taken", 0.05)
                await put_down(web)
            case verdict.NEVER:
                self._messenger.forget()
        await asyncio.sleep(ARRIVAL_SECONDS)
        death.revived_at, death.seen = self._clock.now(), verdict.seen(self._messenger)
        await self._begin()
        if death.way in (AFTER, NEVER):
            await _until(lambda: verdict.is_recovered(self._database, death), f"{self}: no recovery", 0.02)
            death.unlisted = await verdict.unlisted(self._database, death)
        if death.way == AFTER:
            self._messenger.release()

    async def _is_quiet(self) -> bool:
        return self._messenger.is_quiet()


async def _until(is_true: Callable[[], Awaitable[bool]], trouble: str, pause: float) -> None:
    end = time.monotonic() + SECONDS
    while not await is_true():
        assert time.monotonic() < end, trouble
        await asyncio.sleep(pause)
