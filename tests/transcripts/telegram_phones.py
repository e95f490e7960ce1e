"""Phones with Telegram."""

from bot.simulator.people import Json
from bot.simulator.world import World
from tests.transcripts import looks
from tests.transcripts.phones import Phones


class TelegramPhones(Phones):
    """Inline buttons, a keyboard below the chat, messages that edit themselves."""

    def __init__(self, world: World, tag: str) -> None:
        super().__init__(world, tag)
        self._world: World = world

    def redeems(self, who: str, code: str) -> None:
        """The link for staff."""
        self.opens(who, f"staff_{code}")

    def invited(self, who: str, code: str) -> None:
        """The link of a letter."""
        self.opens(who, f"surat_{code}")

    def follows(self, who: str, code: str) -> None:
        """A link from another messenger, with its code."""
        self.opens(who, f"link_{code}")

    def taps(self, who: str, label: str, words: str = "", twice: str = "") -> None:
        person = self._id(who)
        keys = [key for row in (self._world.reply_keyboard(person) or {}).get("keyboard", ()) for key in row]
        if not words and (key := next((key for key in keys if key["text"] == label), None)):
            if key.get("request_contact"):
                self._world.share_contact(person)
            else:
                self._world.type_text(person, label)
            return
        bubble, data = self._button(who, label, words)
        for _ in range(2 if twice else 1):
            self._world.press(person, bubble["message_id"], data)

    def shares_own(self, who: str) -> None:
        self._world.share_contact(self._id(who))

    def _button(self, who: str, label: str, words: str) -> tuple[Json, str]:
        """The newest button with this label, under a bubble that holds these words."""
        for bubble in self._bubbles(who, words):
            for row in bubble.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if button["text"] == label:
                        return bubble, button["callback_data"]
        raise self._no_button(who, label, words)

    def seen(self) -> list[str]:
        """What the bot has said since the last line, chat by chat."""
        lines: dict[int, list[str]] = {person: [] for person in self._world.people}
        while not self._changes.empty():
            change = self._changes.get_nowait()
            name = self._name(change.person_id)
            if change.kind in ("message", "edited") and change.data["from"]["is_bot"]:
                how = " (mengubah pesan)" if change.kind == "edited" else ""
                lines[change.person_id] += looks.message(name, change.data, how)
            elif change.kind == "keyboard":
                lines[change.person_id] += looks.keyboard(change.data["keyboard"])
        return [line for each in lines.values() for line in each]
