"""One person's chat with the number: messages of both directions, and when the person was last heard."""

import base64
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.simulator.people import Json
from bot.simulator.whatsapp.people import WhatsAppPerson

WINDOW = timedelta(hours=24)
LONG_AGO = timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Sent:
    """What statuses of a message repeat."""

    wamid: str
    recipient: Json
    opaque: str
    pricing: Json


class Chat:
    """What lies between one person and the number. Message ids count up within the chat."""

    __slots__ = ("_ids", "heard_at", "keep", "last_id", "messages", "person", "unread")

    def __init__(self, person: WhatsAppPerson, keep: int, last_id: int) -> None:
        self.person = person
        self.keep = keep
        self.last_id = last_id
        self.messages: dict[int, Json] = {}
        self.unread: dict[int, Sent] = {}
        """Messages of the number that reached the phone and have not been looked at."""
        self.heard_at: datetime | None = None
        self._ids: dict[str, int] = {}

    def add(self, is_bot: bool, wamid: str, date: int, content: Json) -> Json:
        """Append a message and let the oldest go when there are more than `keep`."""
        self.last_id += 1
        message = {"message_id": self.last_id, "wamid": wamid, "from": {"is_bot": is_bot}, "date": date, **content}
        self.messages[self.last_id] = message
        self._ids[wamid] = self.last_id
        if len(self.messages) > self.keep:
            oldest = next(iter(self.messages))
            del self._ids[self.messages.pop(oldest)["wamid"]]
            self.unread.pop(oldest, None)
        return message

    def find(self, wamid: str) -> Json | None:
        """The message that the platform knows by this id."""
        return self.messages.get(self._ids.get(wamid, 0))

    def at(self, message_id: int) -> Json:
        """Raises ValueError when there is no such message."""
        if message_id not in self.messages:
            raise ValueError(f"no message {message_id} in chat {self.person.id}")
        return self.messages[message_id]

    def mine(self, message_id: int) -> Json:
        """A message of the person. Raises ValueError."""
        message = self.at(message_id)
        if message["from"]["is_bot"]:
            raise ValueError(f"message {message_id} is not of {self.person.id}")
        return message

    def is_open(self, now: datetime) -> bool:
        """Whether the customer service window is open."""
        return self.heard_at is not None and now - self.heard_at < WINDOW


def quote(message: Json | None) -> Json:
    """`reply_to_message` for a reply, one level deep."""
    if message is None:
        return {}
    return {"reply_to_message": {name: value for name, value in message.items() if name != "reply_to_message"}}


def wamid_of(wa_id: str, is_bot: bool, number: int) -> str:
    """A message id in the platform's dress: base64 over the other side's number and a counter."""
    other = wa_id.encode()
    head = bytes((0x1C, 0x18, len(other))) + other + bytes((0x15, 0x02, 0x00, 0x11 if is_bot else 0x12, 0x18, 0x14))
    return f"wamid.{base64.b64encode(head + f'{number:020X}'.encode() + bytes(1)).decode()}"
