"""The world behind the wire: what a page looks at, and what people do with their phones."""

from dataclasses import asdict

from bot.simulator.faults import Faults
from bot.simulator.files import content_of
from bot.simulator.people import Change, Json, digits, names
from bot.simulator.whatsapp import arrivals
from bot.simulator.whatsapp.chats import LONG_AGO, quote
from bot.simulator.whatsapp.people import WhatsAppPerson
from bot.simulator.whatsapp.platform import Platform
from bot.simulator.whatsapp.reports import report
from bot.simulator.whatsapp.statuses import Statuses

__all__ = ["Change", "Faults", "Statuses", "WhatsAppPerson", "WhatsAppWorld"]

GREETING = "Halo"


class WhatsAppWorld(Platform):
    """A Platform with hands and eyes."""

    def chat(self, person_id: int) -> list[Json]:
        """Messages of both directions, oldest first."""
        return list(self.chats[person_id].messages.values())

    def reply_keyboard(self, person_id: int) -> None:
        """WhatsApp has none."""

    def file(self, file_id: str) -> tuple[bytes, str]:
        """Bytes and MIME type. Raises KeyError."""
        stored = self.files.get(file_id)
        if stored is None:
            raise KeyError(file_id)
        return stored.data, stored.mime

    def window_open(self, person_id: int) -> bool:
        """Whether free-form messages may go to this person."""
        return self.chats[person_id].is_open(self.now())

    def waiting(self) -> int:
        """Webhook posts that were not taken yet, those held back included."""
        return self.feed.waiting()

    def type_text(self, person_id: int, text: str, *, reply_to: int | None = None) -> Json:
        """A typed message. Raises ValueError for an empty text."""
        text = text.strip()
        if not text:
            raise ValueError("nobody can send an empty message")
        quoted = None if reply_to is None else self.chats[person_id].at(reply_to)
        return self._say(person_id, {"text": text}, arrivals.text(text), quoted)

    def start(self, person_id: int, payload: str = "") -> Json:
        """What a wa.me link has prefilled, sent."""
        return self.type_text(person_id, payload or GREETING)

    def press(self, person_id: int, message_id: int, data: str) -> None:
        """A reply button, a list's row or a template's quick reply. Raises ValueError when there is none."""
        message = self.chats[person_id].at(message_id)
        title, part = arrivals.pressed(message, data)
        self._say(person_id, {"text": title}, part, message)

    def share_contact(self, person_id: int, *, phone: str = "", name: str = "") -> Json:
        """The own card without a phone, else somebody's. The own number is known to the portfolio from then on."""
        person = self.people[person_id]
        asked = None if phone else next((each for each in reversed(self.chat(person_id)) if _asks_contact(each)), None)
        number = phone or person.phone
        label = name or (f"+{digits(number)}" if phone else person.name)
        has_account = self.owner(digits(number)) is not None
        card = arrivals.contact_card(label, number, has_account=has_account, is_answer=asked is not None)
        content = {"contact": {"phone_number": digits(number), **names(label)}}
        said = self._say(person_id, content, card, asked)
        if asked is not None:
            asked["wa"] = {key: value for key, value in asked["wa"].items() if key != "request"}
            self.announce("edited", person_id, asked)
        if digits(number) == person.wa_id:
            self.contact_book.add(person_id)
        return said

    def send_file(
        self, person_id: int, kind: str, data: bytes, *, filename: str = "", mime: str = "", caption: str = ""
    ) -> Json:
        """A photo, document, voice, video, audio or sticker."""
        stored = self.files.add(kind, data, filename=filename, mime=mime)
        content = {**content_of(kind, stored), **({"caption": caption} if caption else {})}
        return self._say(person_id, content, arrivals.file(kind, self.media.receive(stored), caption))

    def send_location(self, person_id: int, latitude: float, longitude: float) -> Json:
        content = {"location": {"latitude": latitude, "longitude": longitude}}
        return self._say(person_id, content, arrivals.location(latitude, longitude))

    def react(self, person_id: int, message_id: int, emoji: str) -> None:
        """An emoji on a message; an empty one takes it away."""
        message = self.chats[person_id].at(message_id)
        message["reaction"] = emoji
        if not emoji:
            del message["reaction"]
        self.announce("edited", person_id, message)
        self._tell(person_id, arrivals.reaction(message["wamid"], emoji))

    def edit_text(self, person_id: int, message_id: int, text: str) -> None:
        """Mend one's own text message. Raises ValueError when it is not one."""
        message, text = self.chats[person_id].mine(message_id), text.strip()
        if "text" not in message or not text:
            raise ValueError(f"message {message_id} is no text of {person_id}")
        message["text"] = text
        self.announce("edited", person_id, message)
        self._tell(person_id, arrivals.edit(message["wamid"], text))

    def revoke(self, person_id: int, message_id: int) -> None:
        """Delete one's own message for everybody. Raises ValueError."""
        message = self.chats[person_id].mine(message_id)
        for part in message.keys() - {"message_id", "wamid", "from", "date"}:
            del message[part]
        message["wa"] = {"revoked": True}
        self.announce("edited", person_id, message)
        self._tell(person_id, arrivals.revoke(message["wamid"]))

    def block(self, person_id: int, blocked: bool) -> None:
        """Block or unblock the number; no webhook tells of it."""
        person = self.people[person_id]
        if person.blocked != blocked:
            person.blocked = blocked
            self.announce("person", person_id, asdict(person))

    def open_chat(self, person_id: int) -> None:
        """As if this person had written long ago: the window is closed."""
        self.chats[person_id].heard_at = self.now() - LONG_AGO

    def stop_marketing(self, person_id: int, stopped: bool) -> None:
        """WhatsApp's own choice not to get (or to get again) marketing of this business."""
        (self.stopped_marketing.add if stopped else self.stopped_marketing.discard)(person_id)
        person = self.people[person_id]
        preference = {
            **({"wa_id": person.wa_id} if self.shows_number(person) else {}),
            "user_id": person.user_id,
            "detail": f"User requested to {'stop' if stopped else 'resume'} marketing messages",
            "category": "marketing_messages",
            "value": "stop" if stopped else "resume",
            "timestamp": self.seconds(),
        }
        self.feed.preference(preference, self.contact(person))

    def change_number(self, person_id: int, phone: str) -> None:
        """Move to another number, which changes the business-scoped id too. Raises ValueError for one that is taken."""
        person = self.people[person_id]
        number, user_id, sender = person.wa_id, person.user_id, self.sender(person)
        self.own(person, phone)
        if self.shows_number(person):
            changed = {"wa_id": person.wa_id, "user_id": person.user_id}
            self._system(sender, arrivals.system("user_changed_number", person.name, number, person.wa_id, changed))
        changed = {"user_id": person.user_id}
        self._system(sender, arrivals.system("user_changed_user_id", person.name, user_id, person.user_id, changed))
        self.announce("person", person_id, asdict(person))

    def read_chat(self, person_id: int) -> None:
        """Look at the chat: what was delivered is read."""
        chat = self.chats[person_id]
        unread, chat.unread = chat.unread, {}
        for message_id, sent in unread.items():
            message = chat.messages[message_id]
            message["wa"]["state"] = "read"
            self.announce("edited", person_id, message)
            self.feed.ladder([report(sent, "read", self.seconds())], self.contact(chat.person))

    def raw_post(self, payload: Json, *, signature: str | None = None) -> None:
        """Post any payload to the webhook as it is, signed unless a signature is given."""
        self.feed.raw(payload, signature)

    def _say(self, person_id: int, content: Json, part: Json, quoted: Json | None = None) -> Json:
        """A message of the person; it opens the window."""
        self.block(person_id, False)
        person, chat = self.people[person_id], self.chats[person_id]
        chat.heard_at = self.now()
        wamid = self.next_wamid(person.wa_id, is_bot=False)
        shown = {**quote(quoted), **content, "wa": {"ticks": "delivered"}}
        message = chat.add(False, wamid, self.seconds(), shown)
        self.announce("message", person_id, message)
        self._tell(person_id, {**self._context(person, quoted), **part}, wamid)
        return message

    def _tell(self, person_id: int, part: Json, wamid: str = "") -> None:
        """The webhook for what a person did."""
        person = self.people[person_id]
        wamid = wamid or self.next_wamid(person.wa_id, is_bot=False)
        head = {**self.sender(person), "id": wamid, "timestamp": str(self.seconds())}
        self.feed.message({**head, **part}, self.contact(person))

    def _system(self, sender: Json, part: Json) -> None:
        """A system message: it names no contact."""
        wamid = self.next_wamid(sender["from_user_id"], is_bot=False)
        self.feed.message({**sender, "id": wamid, "timestamp": str(self.seconds()), **part}, None)

    def _context(self, person: WhatsAppPerson, quoted: Json | None) -> Json:
        if quoted is None:
            return {}
        author = {"from": digits(self.display_number)} if quoted["from"]["is_bot"] else self.sender(person)
        return {"context": {**{key: value for key, value in author.items() if key == "from"}, "id": quoted["wamid"]}}


def _asks_contact(message: Json) -> bool:
    return bool(message.get("wa", {}).get("request") == "contact")
