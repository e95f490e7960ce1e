"""Telegram's and Meta's servers on one local port, and an office whose settings lead there."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot import prepare
from bot.commands.template_plan import drafts
from bot.messages import Address
from bot.settings import Settings
from bot.simulator.limits import Limits
from bot.simulator.server import Simulator
from bot.simulator.whatsapp.limits import WhatsAppLimits
from bot.simulator.whatsapp.server import WhatsAppServer
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World
from db import migrate, staff
from db.session import Database

TELEGRAM_TOKEN = "77:telegram-token-of-the-office"
WHATSAPP_TOKEN = "whatsapp-token-of-the-office"
APP_SECRET = "app-secret-of-the-office"
CALLBACK = "https://sapa.example/whatsapp"


@dataclass(slots=True)
class Platforms:
    """Both worlds, and the settings (by their names without SAPA_) of an office that uses them."""

    telegram: World
    whatsapp: WhatsAppWorld
    settings: dict[str, str]

    def read(self, **changed: str) -> Settings:
        """The settings as the program has them."""
        return Settings(**{**self.settings, **changed})  # type: ignore[arg-type]

    def environment(self, **changed: str) -> dict[str, str]:
        """The settings as a shell has them."""
        return {f"SAPA_{name.upper()}": value for name, value in {**self.settings, **changed}.items()}

    async def begin(self) -> None:
        """As after a first start: profile at Telegram, an admin, templates approved, Meta knows where to post."""
        settings = self.read()
        database = Database(settings.database_url)
        await prepare.telegram(settings, database, "telegram:77", takes_posts=True)
        await add_admin(database)
        await database.close()
        self.whatsapp.templates.auto_approve = True
        for draft in drafts().values():
            self.whatsapp.templates.create(draft)
        self.whatsapp.webhook = CALLBACK


async def add_admin(database: Database) -> None:
    """An admin who has opened the chat: number 1 of an office without staff."""
    now = datetime.now(UTC)
    async with database.transaction() as session:
        member = await staff.add(session, "Nurhayati", "admin", (), now)
        await staff.bind(session, member, Address("telegram:77", "100"), now)


@asynccontextmanager
async def playing(folder: Path, migrated: Path | None = None) -> AsyncIterator[Platforms]:
    """Servers for one test, and a copy of a migrated SQLite database."""
    telegram = World(now=lambda: datetime.now(UTC), token=TELEGRAM_TOKEN)
    whatsapp = WhatsAppWorld(now=lambda: datetime.now(UTC), token=WHATSAPP_TOKEN, secret=APP_SECRET, ids_from=0)
    simulator = Simulator(telegram, limits=Limits(enabled=False))
    server = WhatsAppServer(whatsapp, limits=WhatsAppLimits(enabled=False), retry_scale=0.01)
    server.add_routes(simulator.app)
    await simulator.start()
    if migrated is not None:
        shutil.copy(migrated, folder / "sapa.db")
    settings = {
        "database_url": f"sqlite:///{folder}/sapa.db",
        "files": f"{folder}/files",
        "telegram_token": TELEGRAM_TOKEN,
        "telegram_api": simulator.url,
        "whatsapp_token": WHATSAPP_TOKEN,
        "whatsapp_number_id": whatsapp.number_id,
        "whatsapp_account_id": whatsapp.account_id,
        "whatsapp_api": f"{simulator.url}/v26.0",
        "whatsapp_secret": APP_SECRET,
        "whatsapp_verify": "wa-verify",
    }
    yield Platforms(telegram, whatsapp, settings)
    await simulator.stop()


def migrated_file(folder: Path) -> Path:
    """An empty SQLite database at this version's schema, to be copied."""
    import asyncio

    async def make() -> None:
        database = Database(f"sqlite:///{folder}/migrated.db")
        await migrate.upgrade(database)
        await database.close()

    asyncio.run(make())
    return folder / "migrated.db"
