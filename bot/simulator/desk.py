"""What the phones' page sees of the worlds behind it."""

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.simulator.people import Change
from bot.simulator.whatsapp.templates import Template
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World

PHONES_AT_FIRST = {"manager": 2, "staff": 1}
PHONES_OF_BOTH = {"manager": 1, "staff": 1}

Json = dict[str, Any]


class Refused(Exception):
    """What the page asked for can't be done; the words are shown to whoever asked."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The worlds as the page sees them, in JSON. Without `move_clock` time only passes."""

    world: World
    move_clock: Callable[[datetime], None] | None
    zone: ZoneInfo
    whatsapp: WhatsAppWorld | None = None

    def now(self) -> datetime:
        return self.world.now().astimezone(self.zone)

    def worlds(self) -> dict[str, World | WhatsAppWorld]:
        """By messenger."""
        whatsapp: dict[str, World | WhatsAppWorld] = {} if self.whatsapp is None else {"whatsapp": self.whatsapp}
        return {"telegram": self.world, **whatsapp}

    def world_of(self, person_id: int) -> World | WhatsAppWorld:
        """Raises Refused for somebody who lives in none."""
        for world in self.worlds().values():
            if person_id in world.people:
                return world
        raise Refused("Orang ini tidak ada lagi di simulator. Mohon muat ulang halaman.")

    def file(self, file_id: str) -> tuple[bytes, str]:
        """Bytes and MIME type of a file in any chat. Raises KeyError."""
        for world in self.worlds().values():
            with contextlib.suppress(KeyError):
                return world.file(file_id)
        raise KeyError(file_id)

    def person(self, person_id: int) -> Json:
        """One line of the chooser: who it is, how many messages of the bot there are, and the last message."""
        world = self.world_of(person_id)
        chat = world.chat(person_id)
        heard = sum(1 for message in chat if message["from"]["is_bot"])
        about: Json = {"channel": "telegram", **asdict(world.people[person_id])}
        if self.whatsapp is not None and world is self.whatsapp:
            about["marketing_stopped"] = person_id in self.whatsapp.stopped_marketing
        return {**about, "heard": heard, "last": chat[-1] if chat else None}

    def chat(self, person_id: int) -> Json:
        world = self.world_of(person_id)
        keyboard = world.reply_keyboard(person_id)
        return {"type": "chat", "person": person_id, "messages": world.chat(person_id), "keyboard": keyboard}

    def state(self) -> Json:
        """What a page needs when it (re)connects; chats of other phones follow when they are opened."""
        people = [self.person(person_id) for world in self.worlds().values() for person_id in world.people]
        first = first_phones(people)
        whatsapp = {} if self.whatsapp is None else {"whatsapp": self.whatsapp.title}
        return {
            **self.tick(),
            "type": "state",
            "bots": {"telegram": self.world.bot["first_name"], **whatsapp},
            "people": people,
            "first": first,
            "chats": [self.chat(person_id) for person_id in first],
            "commands": self.world.commands,
            "zone": self.zone.key,
            "movable": self.move_clock is not None,
        }

    def moment(self) -> Json:
        faults = {channel: asdict(world.faults) for channel, world in self.worlds().items()}
        return {"type": "tick", "now": self.now().isoformat(), "faults": faults}

    def tick(self) -> Json:
        """The clock and what changes with it: troubles, open windows, templates under review."""
        whatsapp = self.whatsapp
        if whatsapp is None:
            return self.moment()
        windows = [person_id for person_id in whatsapp.people if whatsapp.window_open(person_id)]
        return {
            **self.moment(),
            "windows": windows,
            "templates": [reviewed(template) for template in whatsapp.templates],
        }

    def news(self, change: Change) -> Json:
        """A change of a world as the page hears it."""
        about = self.person(change.person_id)
        keyboard = self.world_of(change.person_id).reply_keyboard(change.person_id)
        note = {"kind": change.kind, "person": change.person_id, "data": change.data, "about": about}
        return {**self.moment(), **note, "type": "change", "keyboard": keyboard, "commands": self.world.commands}


def first_phones(people: Sequence[Json]) -> list[int]:
    """Managers, then staff, as far as they exist, of every messenger: the phones a newcomer sees."""
    channels = dict.fromkeys(person["channel"] for person in people)
    quota = PHONES_OF_BOTH if len(channels) > 1 else PHONES_AT_FIRST
    chosen: list[int] = []
    for role, count in quota.items():
        for channel in channels:
            members = [person["id"] for person in people if (person["role"], person["channel"]) == (role, channel)]
            chosen += members[:count]
    return chosen


def reviewed(template: Template) -> Json:
    """What the reviewer sees of a template."""
    text = template.part("BODY").get("text", "")
    return {**{name: getattr(template, name) for name in ("name", "language", "category", "status")}, "text": text}
