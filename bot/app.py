"""The composition root: settings → engine, channel, inbox, sender, ticks, web; start, drain, stop."""

import asyncio
import contextlib
import gc
from collections.abc import Awaitable, Callable, Collection, Mapping
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web

from bot import texts
from bot.channels.telegram import Telegram
from bot.clock import Clock
from bot.errors import Misconfigured, Unreachable
from bot.inbox import Inbox
from bot.messages import Json
from bot.receiving import Poller
from bot.sender import Sender
from bot.settings import Settings
from bot.texts.looks import use_zone
from bot.web import build
from db import migrate
from db.locks import lead
from db.session import Database
from db.wakeup import listen
from handlers import ABILITIES
from handlers.router import router
from scheduler.calendar import guards
from scheduler.ticks import Ticks

PARTS = ("web", "sender", "ticks")
DRAIN_SECONDS = 25
PREPARE_AGAIN_SECONDS = 60
log = structlog.get_logger()


def _down(trouble: str) -> str:
    """Being throttled is a pause, not a failure."""
    return "" if trouble == "throttled" else trouble


class App:
    """One running Sapa, or the parts of one that `--only` names."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None, parts: Collection[str] = PARTS) -> None:
        if not settings.telegram_token:
            raise Misconfigured("SAPA_TELEGRAM_TOKEN is missing: ask BotFather for a bot and put its token there.")
        use_zone(settings.office_timezone)
        self.settings, self.parts = settings, parts
        self.clock = clock or Clock.parse(settings.clock)
        self.database = Database(settings.database_url)
        self.telegram = Telegram(settings.telegram_token, settings.telegram_api)
        self.inbox = Inbox(self.database, self.clock, settings.office, router(ABILITIES))
        self.sender = Sender(
            self.database,
            self.telegram,
            self.clock,
            guards(ZoneInfo(settings.office_timezone)),
            in_flight=settings.sends_in_flight,
        )
        self.poller = Poller(self.inbox, self.telegram, self.clock)
        self.ticks = Ticks(self.database, self.clock, settings.office)
        self.username = ""
        self._tasks: list[asyncio.Task[None]] = []
        self._sending: asyncio.Task[None] | None = None
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Open everything. Raises Misconfigured with one sentence when it can't work like this."""
        await migrate.require_head(self.database)
        try:
            await self._prepare()
        except Unreachable as error:
            log.warning("telegram_not_prepared", reason=str(error))
            self._keep("prepare", self._prepare_later)
        if "web" in self.parts:
            await self._listen()
            if not self.settings.telegram_webhook:
                self._keep("poller", self._poll)
        if "sender" in self.parts:
            self.database.on_commit(self.sender.wake)
            self._sending = self._keep("sender", self._send)
            self._keep("wakeup", lambda: listen(self.database, self.sender.wake))
        if "ticks" in self.parts:
            self._keep("ticks", self.ticks.run)
        gc.collect()
        gc.freeze()  # aiogram's thousand modules would otherwise stop the world at every full collection
        log.info("started", parts=sorted(self.parts), database="sqlite" if self.database.is_sqlite else "postgresql")

    def _keep(self, name: str, run: Callable[[], Awaitable[None]]) -> "asyncio.Task[None]":
        """A task that is started again when it breaks; cancelled by `stop`."""

        async def forever() -> None:
            while True:
                try:
                    await run()
                    return
                except Exception:
                    log.exception("part_broken", part=name)
                    await asyncio.sleep(1)

        task = asyncio.create_task(forever(), name=name)
        self._tasks.append(task)
        return task

    async def _prepare(self) -> None:
        """Commands, description and way of delivery at Telegram."""
        from bot.channels import telegram_admin

        listed = {
            language: [
                (name, texts.words(f"command.{name}", language))
                for name, command in ABILITIES.commands.items()
                if not command.staff
            ]
            for language in texts.LANGUAGES
        }
        about = {language: texts.words("command.about", language) for language in texts.LANGUAGES}
        office = self.settings.office
        self.username = await telegram_admin.prepare(
            self.settings.telegram_token,
            self.settings.telegram_api,
            commands=listed,
            descriptions={each: words.format(office=office.name, city=office.city) for each, words in about.items()},
            webhook=self.settings.telegram_webhook if "web" in self.parts else "",
            secret=self.settings.telegram_secret,
        )

    async def _prepare_later(self) -> None:
        while not self.username:
            await asyncio.sleep(PREPARE_AGAIN_SECONDS)
            with contextlib.suppress(Unreachable):
                await self._prepare()

    async def _poll(self) -> None:
        await lead(self.database, f"poller:{self.telegram.account}", self.poller.run)

    async def _send(self) -> None:
        await lead(self.database, f"sender:{self.telegram.account}", self.sender.run)

    async def _listen(self) -> None:
        app = build(
            self.inbox,
            self.telegram if self.settings.telegram_webhook else None,
            self.settings.telegram_secret,
            health=self.health,
            metrics=self.metrics,
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        host, port = self.settings.http_address
        try:
            await web.TCPSite(self._runner, host, port).start()
        except OSError as error:
            raise Misconfigured(
                f"SAPA_HTTP: can't listen on {host}:{port} ({error.strerror or error}); choose another port."
            ) from None

    async def health(self) -> Mapping[str, Json]:
        """What works and what does not, in words an operator understands."""
        troubles = {
            "database": await self.database.answers(),
            "sender": (self.sender.database_trouble or _down(self.sender.trouble)) if "sender" in self.parts else "",
            "receiving": self.poller.trouble if "web" in self.parts else "",
            "ticks": self.ticks.trouble if "ticks" in self.parts else "",
        }
        return {
            "ok": not any(troubles.values()),
            "troubles": {name: reason for name, reason in troubles.items() if reason},
            "parts": sorted(self.parts),
            "now": self.clock.now().isoformat(),
        }

    def metrics(self) -> str:
        """Counters in Prometheus' text form."""
        found = {
            "sapa_inbound_handled_total": self.inbox.handled,
            "sapa_inbound_duplicate_total": self.inbox.duplicates,
            "sapa_inbound_parked_total": self.inbox.parked,
            "sapa_outbound_sent_total": self.sender.sent,
        }
        return "".join(f"{name} {value}\n" for name, value in found.items())

    async def stop(self) -> None:
        """Take nothing more in, let what is in flight end, give everything back."""
        sending = self._sending
        for task in self._tasks:
            if task is not sending:
                task.cancel()
        if self._runner is not None:
            await self._runner.cleanup()
        await asyncio.gather(*(task for task in self._tasks if task is not sending), return_exceptions=True)
        if sending is not None:
            self.sender.stop()
            if not self.sender.is_running:  # a standby still waits for its turn
                sending.cancel()
            _, late = await asyncio.wait([sending], timeout=DRAIN_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(sending, return_exceptions=True)
        await self.telegram.close()
        await self.database.close()
        if self._tasks:
            log.info("stopped")
