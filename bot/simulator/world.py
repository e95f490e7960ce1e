"""The world behind the wire: people, their chats with the bot, and the updates that what they do brings about."""

import asyncio
import re
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from bot.simulator.chats import Chat
from bot.simulator.faults import Faults
from bot.simulator.files import Files, content_of
from bot.simulator.people import Change, Json, Person, digits, handle, names
from bot.simulator.updates import Updates

__all__ = ["Change", "Faults", "Person", "World"]

FIRST_PERSON_ID = 7_310_000_001
IDS_SINCE = 1_790_000_000
UPDATES_PER_SECOND = 10
PRESSES_PER_SECOND = 1000
FIRST_PRESS = 4_000_000_000_000
CALLBACK_SECONDS = 150.0
CHANGES_KEPT = 10_000
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}(@[A-Za-z0-9_]+)?(?!\S)")


class World:
    """One bot and everybody who has a phone.

    Dates of messages come from `now`, expiry runs on `monotonic`. A chat keeps its last `keep` messages. Ids of
    updates and messages count up from `ids_from`, by default from the present second.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        token: str = "1:simulator",
        username: str = "sapa_bot",
        title: str = "Sapa",
        keep: int = 500,
        ids_from: int | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        # A bot that remembers ids must not meet them again when the world is restarted: they go on with real time.
        ids_from = int(time.time()) - IDS_SINCE if ids_from is None else ids_from
        self.now = now
        self.token = token
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": title,
            "username": username,
        }
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.faults = Faults()
        self.files = Files()
        self.updates = Updates(monotonic, UPDATES_PER_SECOND * ids_from + 1)
        self.commands: list[Json] = []
        self._monotonic = monotonic
        self._keep = keep
        self._queries: dict[str, tuple[int, float]] = {}
        self._ids_from = ids_from
        self._presses = FIRST_PRESS + PRESSES_PER_SECOND * ids_from
        self._owners: dict[str, int] = {}
        self._subscribers: list[asyncio.Queue[Change]] = []

    # What a page looks at.

    def chat(self, person_id: int) -> list[Json]:
        """Messages of both directions, oldest first."""
        return list(self.chats[person_id].messages.values())

    def reply_keyboard(self, person_id: int) -> Json | None:
        """The reply keyboard or force_reply that lies under the text field."""
        return self.chats[person_id].keyboard

    def file(self, file_id: str) -> tuple[bytes, str]:
        """Bytes and MIME type. Raises KeyError."""
        stored = self.files.get(file_id)
        if stored is None:
            raise KeyError(file_id)
        return stored.data, stored.mime

    def subscribe(self) -> asyncio.Queue[Change]:
        """A queue of what changes from now on. One that nobody reads loses its oldest entries."""
        queue: asyncio.Queue[Change] = asyncio.Queue(CHANGES_KEPT)
        self._subscribers.append(queue)
        return queue

    def unsubscribe(self, queue: asyncio.Queue[Change]) -> None:
        if queue in self._subscribers:
            self._subscribers.remove(queue)

    # What people do.

    def add_person(self, name: str, *, phone: str = "", role: str = "manager", note: str = "") -> Person:
        """Somebody new with a phone; a number is made up when none is given, for every account has one."""
        if not name.strip():
            raise ValueError("a person needs a name")
        person_id = FIRST_PERSON_ID + len(self.people)
        phone = phone or f"+62811{person_id % 10_000_000:07d}"
        person = Person(person_id, name.strip(), phone, role, note, False, handle(name) or f"user_{person_id}")
        self.people[person_id] = person
        self.chats[person_id] = Chat(person, self._keep, self._ids_from)
        self._owners[digits(phone)] = person_id
        self.announce("person", person_id, asdict(person))
        return person

    def type_text(self, person_id: int, text: str, *, reply_to: int | None = None) -> Json:
        """A typed message; a leading command gets its entity. Raises ValueError for an empty text."""
        text = text.strip()
        if not text:
            raise ValueError("nobody can send an empty message")
        quoted = self.chats[person_id].quoted(reply_to)
        return self._say(person_id, {**quoted, "text": text, **_command(text)}, label=text)

    def start(self, person_id: int, payload: str = "") -> Json:
        """START, or a link with a payload. Whoever had blocked the bot lets it in again."""
        return self.type_text(person_id, f"/start {payload}".strip())

    def press(self, person_id: int, message_id: int, data: str) -> str:
        """An inline button; returns the callback query's id. Raises ValueError when the message has no such button."""
        chat = self.chats[person_id]
        message = chat.messages.get(message_id, {})
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        if not any(button.get("callback_data") == data for row in rows for button in row):
            raise ValueError(f"message {message_id} has no button {data!r}")
        self._presses += 1
        query_id = str(self._presses)
        self._remember(query_id, person_id)
        query = {"id": query_id, "from": chat.user, "message": dict(message), "chat_instance": str(chat.id << 20)}
        self.updates.add({"callback_query": {**query, "data": data}})
        return query_id

    def share_contact(self, person_id: int, *, phone: str = "", name: str = "") -> Json:
        """The own contact without a phone, else somebody's: with `user_id` only when the number is an account's."""
        person = self.people[person_id]
        number = digits(phone or person.phone)
        contact: Json = {"phone_number": number, **names(name or (person.name if not phone else number))}
        owner = self._owners.get(number) if phone else person_id
        if owner is not None:
            contact["user_id"] = owner
        return self._say(person_id, {"contact": contact})

    def send_file(
        self, person_id: int, kind: str, data: bytes, *, filename: str = "", mime: str = "", caption: str = ""
    ) -> Json:
        """A photo, document, voice, video, audio or sticker."""
        content = content_of(kind, self.files.add(kind, data, filename=filename, mime=mime))
        return self._say(person_id, {**content, "caption": caption} if caption else content)

    def send_location(self, person_id: int, latitude: float, longitude: float) -> Json:
        return self._say(person_id, {"location": {"latitude": latitude, "longitude": longitude}})

    def edit_text(self, person_id: int, message_id: int, text: str) -> Json:
        """Mend one's own text message. Raises ValueError when it is not one."""
        chat = self.chats[person_id]
        message = chat.messages.get(message_id)
        if message is None or message["from"] is not chat.user or "text" not in message or not text.strip():
            raise ValueError(f"message {message_id} is no text of {person_id}")
        message.pop("entities", None)
        message |= {"text": text.strip(), "edit_date": self.seconds(), **_command(text.strip())}
        self.announce("edited", person_id, message)
        return self.updates.add({"edited_message": dict(message)})

    def block(self, person_id: int, blocked: bool) -> None:
        """Block or unblock the bot; it is told by `my_chat_member` if it ever had a chat."""
        chat, person = self.chats[person_id], self.people[person_id]
        if person.blocked == blocked:
            return
        person.blocked = blocked
        self.announce("person", person_id, asdict(person))
        if not chat.is_started:
            return
        states: list[Json] = [
            {"user": self.bot, "status": "member"},
            {"user": self.bot, "status": "kicked", "until_date": 0},
        ]
        before, after = states if blocked else reversed(states)
        change = {"chat": chat.shape, "from": chat.user, "date": self.seconds()}
        self.updates.add({"my_chat_member": {**change, "old_chat_member": before, "new_chat_member": after}})

    def open_chat(self, person_id: int) -> None:
        """As if this person had pressed START long ago: the bot may write, and no update tells of it."""
        self.chats[person_id].is_started = True

    def raw_update(self, update: Json) -> None:
        """Queue any update as it is; `update_id` is filled in when missing."""
        self.updates.add(update)

    # What the bot does; the Bot API has checked it.

    def post(self, chat: Chat, content: Json, *, keyboard: Json | None = None, clears: bool = False) -> Json:
        """A message of the bot, with a reply keyboard or the order to put it away."""
        message = chat.add(self.bot, self.seconds(), content)
        if keyboard is not None or clears:
            chat.sealed.add(message["message_id"])
            chat.keyboard = keyboard
        if self._subscribers:
            self.announce("message", chat.id, message)
            if keyboard is not None or clears:
                self.announce("keyboard", chat.id, {"keyboard": keyboard})
        return message

    def asker(self, query_id: str) -> int | None:
        """Who pressed, as long as the press may be answered."""
        person_id, expires = self._queries.get(query_id, (None, 0.0))
        return person_id if expires > self._monotonic() else None

    def seconds(self) -> int:
        """Calendar time as the Bot API writes it."""
        return int(self.now().timestamp())

    def announce(self, kind: str, person_id: int, data: Json) -> None:
        """Tell every page."""
        for queue in self._subscribers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(Change(kind, person_id, data))

    def _say(self, person_id: int, content: Json, *, label: str | None = None) -> Json:
        self.block(person_id, False)
        chat = self.chats[person_id]
        chat.is_started = True
        message = chat.add(chat.user, self.seconds(), content)
        self.announce("message", person_id, message)
        if chat.used(label):
            self.announce("keyboard", person_id, {"keyboard": None})
        return self.updates.add({"message": dict(message)})

    def _remember(self, query_id: str, person_id: int) -> None:
        now = self._monotonic()
        while self._queries and next(iter(self._queries.values()))[1] <= now:
            del self._queries[next(iter(self._queries))]
        self._queries[query_id] = person_id, now + CALLBACK_SECONDS


def _command(text: str) -> Json:
    """The `entities` of a text that begins with a command."""
    found = COMMAND.match(text)
    return {"entities": [{"type": "bot_command", "offset": 0, "length": found.end()}]} if found else {}
