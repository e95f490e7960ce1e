"""One private chat: its messages, bounded, and the keyboard that lies under the text field."""

from bot.simulator.people import Json, Person, chat_shape, user_shape


class Chat:
    """What lies between one person and the bot. Message ids count up within the chat."""

    __slots__ = ("id", "is_started", "keep", "keyboard", "last_id", "messages", "person", "sealed", "shape", "user")

    def __init__(self, person: Person, keep: int, last_id: int) -> None:
        self.id = person.id
        self.person = person
        self.keep = keep
        self.user = user_shape(person)
        self.shape = chat_shape(person)
        self.messages: dict[int, Json] = {}
        self.sealed: set[int] = set()
        """Messages sent with a reply keyboard: Telegram lets nobody edit them."""
        self.keyboard: Json | None = None
        self.last_id = last_id
        self.is_started = False

    def add(self, sender: Json, date: int, content: Json) -> Json:
        """Append a message and let the oldest go when there are more than `keep`."""
        self.last_id += 1
        message = {"message_id": self.last_id, "from": sender, "chat": self.shape, "date": date, **content}
        self.messages[self.last_id] = message
        if len(self.messages) > self.keep:
            oldest = next(iter(self.messages))
            del self.messages[oldest]
            self.sealed.discard(oldest)
        return message

    def quoted(self, message_id: int | None) -> Json:
        """`reply_to_message` for a reply, one level deep. Raises ValueError when there is no such message."""
        if message_id is None:
            return {}
        if message_id not in self.messages:
            raise ValueError(f"no message {message_id} in chat {self.id}")
        original = self.messages[message_id]
        return {"reply_to_message": {name: value for name, value in original.items() if name != "reply_to_message"}}

    def used(self, label: str | None) -> bool:
        """Whether this answer puts the keyboard away: a force_reply, or a one-time keyboard whose button it was."""
        if self.keyboard is None:
            return False
        if "keyboard" in self.keyboard:
            labels = [button["text"] for row in self.keyboard["keyboard"] for button in row]
            if not self.keyboard.get("one_time_keyboard") or (label is not None and label not in labels):
                return False
        self.keyboard = None
        return True
