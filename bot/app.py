"""The composition root: settings → engine, channels, inbox, senders, ticks, web; start, drain, stop."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import structlog
from aiohttp import web

from bot import prepare
from bot.channel import Channel
from bot.clock import Clock
from bot.errors import Misconfigured, SendError
from bot.fetching import Fetcher, Source
from bot.inbox import Inbox
from bot.messages import Json
from bot.press import Press
from bot.receiving import Poller
from bot.sender import Sender
from bot.settings import Settings
from bot.texts.looks import use_zone
from bot.understanding import readiness
from bot.web import Hook, build
from db import migrate
from db.accounts import THROTTLED
from db.locks import lead
from db.session import Database
from db.wakeup import listen
from handlers import ABILITIES
from handlers.notices import noticed
from handlers.press import MAKERS
from handlers.router import router
from scheduler.calendar import guards
from scheduler.ticks import Ticks

if TYPE_CHECKING:
    from bot.channels.telegram import Telegram
    from bot.channels.whatsapp import WhatsApp

PARTS = ("web", "sender", "ticks")
DRAIN_SECONDS = 25
PREPARE_AGAIN_SECONDS = 60
log = structlog.get_logger()


def _telegram(settings: Settings) -> "Telegram | None":
    """aiogram costs seconds and 170 MB to import: only who uses it pays."""
    if not settings.telegram_token:
        return None
    from bot.channels.telegram import Telegram

    return Telegram(settings.telegram_token, settings.telegram_api)


def _whatsapp(settings: Settings) -> "WhatsApp | None":
    if not settings.whatsapp_token:
        return None
    from bot.channels.whatsapp import WhatsApp, paced

    limits = paced(settings.whatsapp_rate)
    wanted = (settings.whatsapp_token, settings.whatsapp_number_id, settings.whatsapp_account_id, settings.whatsapp_api)
    return WhatsApp(*wanted, limits)


class App:
    """One running Sapa, or the parts of one that `--only` names."""

    def __init__(self, settings: Settings, *, clock: Clock | None = None, parts: Collection[str] = PARTS) -> None:
        self.telegram, self.whatsapp = _telegram(settings), _whatsapp(settings)
        self.channels: list[Channel] = [each for each in (self.telegram, self.whatsapp) if each is not None]
        if not self.channels:
            raise Misconfigured(
                "SAPA_TELEGRAM_TOKEN is missing (ask BotFather for a bot), and no SAPA_WHATSAPP_TOKEN is there either: "
                "Sapa needs one of the two."
            )
        use_zone(settings.office_timezone)
        self.settings, self.parts = settings, parts
        self.clock = clock or Clock.parse(settings.clock)
        self.database = Database(settings.database_url)
        self.inbox = Inbox(self.database, self.clock, settings.office, router(ABILITIES), noticed)
        checks = guards(ZoneInfo(settings.office_timezone))
        width = settings.sends_in_flight
        self.senders = [
            Sender(self.database, each, self.clock, checks, in_flight=width, office=settings.office)
            for each in self.channels
        ]
        polls = self.telegram is not None and not settings.telegram_webhook
        self.poller = Poller(self.inbox, self.telegram, self.clock) if self.telegram and polls else None
        press = Press(self.database, self.clock, settings.office, MAKERS)
        sources: list[Source] = [*self.channels, press]
        self.fetchers = [Fetcher(self.database, each, self.clock, settings.files) for each in sources]
        self.ticks = Ticks(self.database, self.clock, settings.office, settings.files)
        self.port = 0
        self._tasks: list[asyncio.Task[None]] = []
        self._sending: list[asyncio.Task[None]] = []
        self._runner: web.AppRunner | None = None

    async def start(self) -> None:
        """Open everything. Raises Misconfigured with one sentence when it can't work like this."""
        await migrate.require_head(self.database)
        readiness.prepare()
        for name, work in self._preparations().items():
            try:
                await work()
            except SendError as error:
                log.warning("not_prepared", platform=name, reason=str(error))
                self._keep(f"prepare {name}", lambda work=work: self._prepare_later(work))  # type: ignore[misc]
        if "web" in self.parts:
            await self._listen()
            if self.poller is not None:
                self._keep("poller", self._poll)
        if "sender" in self.parts:
            for sender in self.senders:
                self._send(sender)
            for fetcher in self.fetchers:
                self._fetch(fetcher)
            self._keep("wakeup", lambda: listen(self.database, self._wake))
        if "ticks" in self.parts:
            self._keep("ticks", self.ticks.run)
        gc.collect()
        gc.freeze()  # aiogram's thousand modules would otherwise stop the world at every full collection
        accounts = [each.account.partition(":")[0] for each in self.channels]
        kind = "sqlite" if self.database.is_sqlite else "postgresql"
        log.info("started", parts=sorted(self.parts), database=kind, channels=accounts)

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

    def _preparations(self) -> dict[str, Callable[[], Awaitable[object]]]:
        """What each platform is asked or told at a start."""
        found: dict[str, Callable[[], Awaitable[object]]] = {}
        settings, database = self.settings, self.database
        if telegram := self.telegram:
            takes = "web" in self.parts
            found["telegram"] = lambda: prepare.telegram(settings, database, telegram.account, takes_posts=takes)
        if whatsapp := self.whatsapp:
            found["whatsapp"] = lambda: prepare.whatsapp(settings, database, self.clock, whatsapp.account)
        return found

    async def _prepare_later(self, work: Callable[[], Awaitable[object]]) -> None:
        while True:
            await asyncio.sleep(PREPARE_AGAIN_SECONDS)
            try:
                await work()
                return
            except SendError as error:
                log.info("still_not_prepared", reason=str(error))

    async def _poll(self) -> None:
        assert self.poller is not None
        await lead(self.database, f"poller:{self.poller.account}", self.poller.run)

    def _send(self, sender: Sender) -> None:
        """Start one account's sender; of several processes one sends."""
        self.database.on_commit(sender.wake)
        run = lambda: lead(self.database, f"sender:{sender.account}", sender.run)  # noqa: E731
        self._sending.append(self._keep(f"sender {sender.account}", run))

    def _fetch(self, fetcher: Fetcher) -> None:
        run = lambda: lead(self.database, f"fetcher:{fetcher.account}", fetcher.run)  # noqa: E731
        self._keep(f"fetcher {fetcher.account}", run)

    def _wake(self) -> None:
        for sender in self.senders:
            sender.wake()

    async def _listen(self) -> None:
        settings = self.settings
        called = self.telegram if settings.telegram_webhook else None
        app = build(
            self.inbox,
            telegram=Hook(called, settings.telegram_secret) if called else None,
            whatsapp=Hook(self.whatsapp, settings.whatsapp_secret, settings.whatsapp_verify) if self.whatsapp else None,
            health=self.health,
            metrics=self.metrics,
        )
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        host, port = self.settings.http_address
        try:
            await web.TCPSite(self._runner, host, port).start()
            self.port = self._runner.addresses[0][1]
        except OSError as error:
            raise Misconfigured(
                f"SAPA_HTTP: can't listen on {host}:{port} ({error.strerror or error}); choose another port."
            ) from None

    async def health(self) -> Mapping[str, Json]:
        """What works and what does not, in words an operator understands."""
        troubles = {
            "database": await self.database.answers(),
            "sender": self._sending_trouble() if "sender" in self.parts else "",
            "receiving": self.poller.trouble if self.poller and "web" in self.parts else "",
            "ticks": self.ticks.trouble if "ticks" in self.parts else "",
        }
        return {
            "ok": not any(troubles.values()),
            "troubles": {name: reason for name, reason in troubles.items() if reason},
            "parts": sorted(self.parts),
            "now": self.clock.now().isoformat(),
        }

    def _sending_trouble(self) -> str:
        """What keeps accounts from sending; being throttled is a pause, not a failure."""
        found = [
            (each.account, each.database_trouble or ("" if each.trouble == THROTTLED else each.trouble))
            for each in self.senders
        ]
        return "; ".join(f"{account}: {trouble}" for account, trouble in found if trouble)

    def metrics(self) -> str:
        """Counters in Prometheus' text form."""
        found = {
            "sapa_inbound_handled_total": self.inbox.handled,
            "sapa_inbound_duplicate_total": self.inbox.duplicates,
            "sapa_inbound_parked_total": self.inbox.parked,
        }
        lines = [f"{name} {value}\n" for name, value in found.items()]
        lines += [
            f'sapa_outbound_sent_total{{channel="{each.account.partition(":")[0]}"}} {each.sent}\n'
            for each in self.senders
        ]
        return "".join(lines)

    async def stop(self) -> None:
        """Take nothing more in, let what is in flight end, give everything back."""
        others = [task for task in self._tasks if task not in self._sending]
        for task in others:
            task.cancel()
        if self._runner is not None:
            await self._runner.cleanup()
        await asyncio.gather(*others, return_exceptions=True)
        if self._sending:
            await self._drain()
        for channel in self.channels:
            await channel.close()
        await self.database.close()
        if self._tasks:
            log.info("stopped")

    async def _drain(self) -> None:
        """What is in flight ends; a standby that still waits for its turn need not."""
        for sender, task in zip(self.senders, self._sending, strict=True):
            sender.stop()
            if not sender.is_running:
                task.cancel()
        _, late = await asyncio.wait(self._sending, timeout=DRAIN_SECONDS)
        for task in late:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)
