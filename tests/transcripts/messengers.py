"""One messenger on the stage: its world, its phones, and what the bot has to know of it."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from aiohttp import web

from bot.clock import Clock
from bot.simulator.people import digits
from bot.simulator.whatsapp.limits import WhatsAppLimits
from bot.simulator.whatsapp.people import WhatsAppPerson
from bot.simulator.whatsapp.server import WhatsAppServer
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import Person, World
from tests.transcripts import meta
from tests.transcripts.telegram_phones import TelegramPhones
from tests.transcripts.whatsapp_phones import WhatsAppPhones

TOKEN = "1:simulator"
HURRY = 1e-3
"""Meta's pauses between two tries of a webhook are shortened by this."""
Somebody = Person | WhatsAppPerson


class Messenger(Protocol):
    """What the stage asks of each."""

    name: str
    account: str
    world: World | WhatsAppWorld
    phones: TelegramPhones | WhatsAppPhones

    def set_up(self, app: web.Application, given: Iterable[str]) -> None:
        """Serve it, with what was decided there before the first message."""

    def settings(self, url: str) -> Mapping[str, str]:
        """What the bot is told to find it."""

    def listen(self, port: int) -> None:
        """The bot takes posts at this port."""

    def is_busy(self) -> bool:
        """Whether the bot has not taken everything yet."""

    def ids(self, person: Somebody) -> tuple[str, str]:
        """Address and alias of somebody's seat."""


class TelegramSide:
    """The Bot API, polled; the simulator itself serves it."""

    name = "Telegram"
    account = f"telegram:{TOKEN.partition(':')[0]}"

    def __init__(self, clock: Clock, tag: str) -> None:
        self.world = World(now=clock.now, token=TOKEN, ids_from=0)
        self.phones = TelegramPhones(self.world, tag)

    def set_up(self, app: web.Application, given: Iterable[str]) -> None: ...

    def settings(self, url: str) -> Mapping[str, str]:
        return {"telegram_token": TOKEN, "telegram_api": url}

    def listen(self, port: int) -> None: ...

    def is_busy(self) -> bool:
        return bool(self.world.updates.waiting())

    def ids(self, person: Somebody) -> tuple[str, str]:
        return str(person.id), ""


class WhatsAppSide:
    """The Cloud API and its webhook."""

    name = "WhatsApp"

    def __init__(self, clock: Clock, tag: str) -> None:
        self.world = WhatsAppWorld(now=clock.now, ids_from=0)
        self.phones = WhatsAppPhones(self.world, tag)
        self.account = f"whatsapp:{self.world.number_id}"

    def set_up(self, app: web.Application, given: Iterable[str]) -> None:
        WhatsAppServer(self.world, limits=WhatsAppLimits(enabled=False), retry_scale=HURRY).add_routes(app)
        meta.set_up(self.world, given)

    def settings(self, url: str) -> Mapping[str, str]:
        world = self.world
        return {
            "whatsapp_token": world.token,
            "whatsapp_number_id": world.number_id,
            "whatsapp_account_id": world.account_id,
            "whatsapp_api": f"{url}/v26.0",
            "whatsapp_secret": world.secret,
            "whatsapp_verify": world.verify,
        }

    def listen(self, port: int) -> None:
        self.world.webhook = f"http://127.0.0.1:{port}/whatsapp"

    def is_busy(self) -> bool:
        return bool(self.world.waiting())

    def ids(self, person: Somebody) -> tuple[str, str]:
        """Who hides the number is known by the scoped id alone."""
        assert isinstance(person, WhatsAppPerson)
        return person.user_id, digits(person.phone) if self.world.shows_number(person) else ""


SIDES = {each.name: each for each in (TelegramSide, WhatsAppSide)}
