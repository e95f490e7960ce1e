"""The two messengers on which the bot is killed: their servers, their phones, and what a bot is told of them."""

import asyncio
import itertools
import random
import socket
from collections import Counter
from datetime import timedelta
from typing import Protocol

from bot.clock import Clock
from bot.commands.template_plan import drafts
from bot.messages import Address
from bot.simulator.people import Json
from bot.simulator.server import Simulator
from bot.simulator.whatsapp.people import user_id_of
from bot.simulator.whatsapp.platform import FIRST_PERSON_ID as FIRST_ON_WHATSAPP
from bot.simulator.whatsapp.server import WhatsAppServer
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import FIRST_PERSON_ID, World
from tests.kill import office

Texts = Counter[tuple[str, str]]
"""How often a person got a text."""
TOKEN = "1:simulator"
RETRY_SCALE = 2e-4
"""A post that found no bot is tried again within 0.7 s at the latest."""
PORTS = itertools.count(20_000)
"""Below those that the system hands out: a webhook's port is still there after a restart."""


class Messenger(Protocol):
    """One platform for one kill."""

    speed: float
    """How fast the calendar runs."""
    patience: timedelta
    """How long a reply whose request had no answer waits before it goes again."""
    world: World | WhatsAppWorld

    @staticmethod
    def address(number: int) -> Address:
        """Under which the database knows the `number`-th person."""
        ...

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    def environment(self) -> dict[str, str]:
        """What a bot must know of it."""
        ...

    async def type_text(self, number: int, words: str) -> None:
        """Somebody types, when they would."""
        ...

    def is_quiet(self) -> bool:
        """Whether nothing waits for the bot to take it."""
        ...

    def release(self) -> None:
        """Statuses that were held back come now."""

    def forget(self) -> None:
        """They never come; later ones do."""


class OnTelegram:
    """The bot polls: what is typed while it is dead waits in order."""

    speed, patience = 1.0, timedelta(0)

    def __init__(self, clock: Clock) -> None:
        self.world = World(now=clock.now, token=TOKEN, ids_from=1000)
        for number in range(office.PEOPLE):
            self.world.open_chat(self.world.add_person(f"Orang {number}").id)
        self._simulator = Simulator(self.world)

    @staticmethod
    def address(number: int) -> Address:
        return Address("telegram:1", str(FIRST_PERSON_ID + number))

    async def start(self) -> None:
        await self._simulator.start()

    async def stop(self) -> None:
        await self._simulator.stop()

    def environment(self) -> dict[str, str]:
        return {"SAPA_TELEGRAM_TOKEN": TOKEN, "SAPA_TELEGRAM_API": self._simulator.url, "SAPA_HTTP": "127.0.0.1:0"}

    async def type_text(self, number: int, words: str) -> None:
        self.world.type_text(FIRST_PERSON_ID + number, words)

    def is_quiet(self) -> bool:
        return True  # whatever was typed is counted in the inbox

    def release(self) -> None:
        """There are none."""

    def forget(self) -> None:
        """There are none."""


class OnWhatsApp:
    """The bot is called: posts that find nobody come again, in any order, so that people wait for the answer."""

    speed, patience = 5.0, timedelta(seconds=30)

    def __init__(self, clock: Clock, dice: random.Random, *, holds: bool) -> None:
        self.world = WhatsAppWorld(now=clock.now, ids_from=1000)
        self.world.templates.auto_approve = True
        for draft in drafts().values():
            self.world.templates.create(draft)
        for number in range(office.PEOPLE):
            person = self.world.add_person(f"Orang {number}", phone=_phone(number))
            self.world.chats[person.id].heard_at = office.wrote_at(number)
        statuses = self.world.statuses
        statuses.mode, statuses.repeat = dice.choice(("in order", "shuffled")), dice.choice((1, 2))
        statuses.reads, statuses.batch, statuses.held = dice.choice((False, True)), dice.choice((1, 5)), holds
        self._simulator = Simulator(World(now=clock.now))
        WhatsAppServer(self.world, retry_scale=RETRY_SCALE).add_routes(self._simulator.app)
        self._port = _free_port()

    @staticmethod
    def address(number: int) -> Address:
        """Every other person is known by their number, the rest by the id that Meta made for us."""
        known = user_id_of(_phone(number)) if number % 2 else _phone(number).removeprefix("+")
        return Address("whatsapp:106540352242922", known)

    async def start(self) -> None:
        await self._simulator.start()
        self.world.webhook = f"http://127.0.0.1:{self._port}/whatsapp"

    async def stop(self) -> None:
        await self._simulator.stop()

    def environment(self) -> dict[str, str]:
        world = self.world
        return {
            "SAPA_WHATSAPP_TOKEN": world.token,
            "SAPA_WHATSAPP_NUMBER_ID": world.number_id,
            "SAPA_WHATSAPP_ACCOUNT_ID": world.account_id,
            "SAPA_WHATSAPP_API": f"{self._simulator.url}/v26.0",
            "SAPA_WHATSAPP_SECRET": world.secret,
            "SAPA_WHATSAPP_VERIFY": world.verify,
            "SAPA_HTTP": f"127.0.0.1:{self._port}",
        }

    async def type_text(self, number: int, words: str) -> None:
        """And reads on until there is something new: the answer."""
        person_id = FIRST_ON_WHATSAPP + number
        known = self._texts(person_id)
        self.world.type_text(person_id, words)
        while self._texts(person_id) <= known:
            await asyncio.sleep(0.02)

    def _texts(self, person_id: int) -> set[str]:
        return {each.get("text", "") for each in self.world.chat(person_id) if each["from"]["is_bot"]}

    def is_quiet(self) -> bool:
        return not self.world.waiting()

    def release(self) -> None:
        self.world.statuses.release()

    def forget(self) -> None:
        self.world.statuses.forget()
        self.world.statuses.release()


def chats(messenger: Messenger, people: range) -> dict[str, list[Json]]:
    """What the bot has written to these people, by the name that the database has for each, without bold marks."""
    world = messenger.world
    found: dict[str, list[Json]] = {}
    for number, person_id in zip(people, list(world.people)[people.start : people.stop], strict=True):
        said = [each for each in world.chat(person_id) if each["from"]["is_bot"]]
        found[messenger.address(number).user] = [{**each, "text": each["text"].replace("*", "")} for each in said]
    return found


def posted(messenger: Messenger) -> int:
    """How many messages of the bot the server has accepted."""
    return sum(each["from"]["is_bot"] for chat in messenger.world.chats.values() for each in chat.messages.values())


def _phone(number: int) -> str:
    return f"+62812{number:08d}"


def _free_port() -> int:
    for port in PORTS:
        with socket.socket() as tried:
            try:
                tried.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise AssertionError("no port is free")
