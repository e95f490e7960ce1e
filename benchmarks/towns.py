"""Telegram and WhatsApp with people whose chats are open, and without limits: what contests send to and hear from."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.commands.template_plan import drafts
from bot.messages import Address
from bot.simulator.limits import Limits
from bot.simulator.people import Json
from bot.simulator.server import Simulator
from bot.simulator.whatsapp.feed import Post
from bot.simulator.whatsapp.limits import WhatsAppLimits
from bot.simulator.whatsapp.platform import FIRST_PERSON_ID as FIRST_ON_WHATSAPP
from bot.simulator.whatsapp.server import WhatsAppServer
from bot.simulator.whatsapp.webhooks import SIGNATURE_HEADER
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import FIRST_PERSON_ID, World

START = datetime.fromisoformat("2027-01-12T09:00+07:00")
"""A Tuesday morning inside the sending hours."""
TOKEN = "1:simulator"
SECRET = "benchmark"
WA_TOKEN, WA_SECRET, NUMBER_ID, ACCOUNT_ID = "wa-token", "wa-secret", "106540352242922", "102290129340398"
KEEP = 10
Now = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class Typed:
    """A request to the bot's webhook."""

    body: bytes
    headers: dict[str, str]


class Town(Protocol):
    """One platform's server in this process."""

    hook: str
    """Where the bot is called."""
    api: str
    first_id: int
    world: World | WhatsAppWorld

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def typed(self, number: int, words: str) -> Typed:
        """Somebody types: the post that tells the bot."""
        ...

    def environment(self) -> dict[str, str]:
        """What a bot must know of this server."""
        ...


class TelegramTown:
    """A Bot API server; updates are posted by whoever asks for them."""

    hook, first_id = "/telegram", FIRST_PERSON_ID

    def __init__(self, people: int, now: Now) -> None:
        self.world = World(now=now, token=TOKEN, keep=KEEP)
        for number in range(people):
            self.world.open_chat(self.world.add_person(f"Orang {number}").id)
        self._simulator = Simulator(self.world, limits=Limits(enabled=False))
        self.world.updates.watchers.clear()
        self.api = ""

    async def start(self) -> None:
        await self._simulator.start()
        self.api = self._simulator.url

    async def stop(self) -> None:
        await self._simulator.stop()

    def typed(self, number: int, words: str) -> Typed:
        update = self.world.type_text(FIRST_PERSON_ID + number, words)
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        return Typed(json.dumps(update).encode(), headers)

    def environment(self) -> dict[str, str]:
        return {
            "SAPA_TELEGRAM_TOKEN": TOKEN,
            "SAPA_TELEGRAM_API": self.api,
            "SAPA_TELEGRAM_WEBHOOK": "http://127.0.0.1:9/telegram",
            "SAPA_TELEGRAM_SECRET": SECRET,
        }


class WhatsAppTown:
    """A Cloud API server with our templates approved; posts go to whoever asks for them, statuses to `on_status`."""

    hook, first_id = "/whatsapp", FIRST_ON_WHATSAPP

    def __init__(self, people: int, now: Now, *, silent: int = 0) -> None:
        """The last `silent` people have never written."""
        self.world = WhatsAppWorld(
            now=now, token=WA_TOKEN, secret=WA_SECRET, number_id=NUMBER_ID, account_id=ACCOUNT_ID, keep=KEEP
        )
        self.world.templates.auto_approve = True
        for draft in drafts().values():
            self.world.templates.create(draft)
        for number in range(people):
            person = self.world.add_person(f"Orang {number}", phone=_phone(number))
            self.world.chats[person.id].heard_at = now() if number < people - silent else None
        self.world.tier = "TIER_UNLIMITED"
        self.on_status: Callable[[Post], None] = lambda post: None
        self._said: list[Post] | None = None
        self._simulator = Simulator(World(now=now), limits=Limits(enabled=False))
        self._server = WhatsAppServer(self.world, limits=WhatsAppLimits(enabled=False))
        self._server.add_routes(self._simulator.app)
        self.world.feed.watcher = self._posted
        self.world.webhook = "http://127.0.0.1:9/whatsapp"
        self.api = ""

    async def start(self) -> None:
        await self._simulator.start()
        self.api = f"{self._simulator.url}/v26.0"

    async def stop(self) -> None:
        await self._simulator.stop()

    def typed(self, number: int, words: str) -> Typed:
        self._said = []
        self.world.type_text(FIRST_ON_WHATSAPP + number, words)
        (post,), self._said = self._said, None
        return post_of(post)

    def _posted(self, post: Post) -> None:
        self.world.feed.taken(post)
        if self._said is None:
            self.on_status(post)
        else:
            self._said.append(post)

    def environment(self) -> dict[str, str]:
        return {
            "SAPA_WHATSAPP_TOKEN": WA_TOKEN,
            "SAPA_WHATSAPP_NUMBER_ID": NUMBER_ID,
            "SAPA_WHATSAPP_ACCOUNT_ID": ACCOUNT_ID,
            "SAPA_WHATSAPP_API": self.api,
            "SAPA_WHATSAPP_SECRET": WA_SECRET,
            "SAPA_WHATSAPP_VERIFY": "wa-verify",
        }


def town(platform: str, people: int, now: Now, *, silent: int = 0) -> TelegramTown | WhatsAppTown:
    """A server of this platform, not started."""
    return WhatsAppTown(people, now, silent=silent) if platform == "whatsapp" else TelegramTown(people, now)


def post_of(post: Post) -> Typed:
    """A post as Meta makes it."""
    return Typed(post.body, {SIGNATURE_HEADER: post.signature, "Content-Type": "application/json"})


def address(platform: str, number: int) -> Address:
    """Where the `number`-th person is known."""
    if platform == "whatsapp":
        return Address(f"whatsapp:{NUMBER_ID}", _phone(number).removeprefix("+"))
    return Address("telegram:1", str(FIRST_PERSON_ID + number))


def announced(number: int) -> Json:
    """The announcement as an approved template: its variables, and what its buttons send."""
    values = (f"Koperasi {number}", "Dinas", "Klinik", "Selasa, 19 Januari 2027, pukul 09.00 WIB", "Balai")
    return {"name": "invite_clinic", "language": "id", "values": values, "buttons": tuple(each for each, _ in BUTTONS)}


TEXT = "Yth. Bapak/Ibu pengurus {number},\n\nDinas mengundang koperasi Saudara ke klinik bisnis, Kamis pukul 09.00."
BUTTONS = (("event.1.answer=yes", "Hadir"), ("event.1.answer=no", "Tidak hadir"))


def _phone(number: int) -> str:
    return f"+62812{number:08d}"
