"""What people do on their phones, and what they see there."""

from bot.simulator.people import Json
from bot.simulator.world import World
from tests.transcripts import looks

FILES = {"voice": b"OggS", "photo": b"\xff\xd8\xff\xd9", "sticker": b"RIFF"}


class Phones:
    """Everybody's phone; people are called by their first names."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._changes = world.subscribe()

    def opens(self, who: str, payload: str = "") -> None:
        """START, or a link with a payload."""
        self._world.start(self._id(who), payload)

    def types(self, who: str, text: str) -> None:
        self._world.type_text(self._id(who), text)

    def quotes(self, who: str, words: str, text: str) -> None:
        self._world.type_text(self._id(who), text, reply_to=self._bubble(who, words)["message_id"])

    def edits(self, who: str, words: str, text: str) -> None:
        self._world.edit_text(self._id(who), self._bubble(who, words)["message_id"], text)

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

    def shares(self, who: str, other: str) -> None:
        person = self._world.people[self._id(other)]
        self._world.share_contact(self._id(who), phone=person.phone, name=person.name)

    def sends(self, who: str, kind: str) -> None:
        if kind == "location":
            self._world.send_location(self._id(who), 0.507, 101.447)
        else:
            self._world.send_file(self._id(who), kind, FILES[kind])

    def blocks(self, who: str) -> None:
        self._world.block(self._id(who), True)

    def unblocks(self, who: str) -> None:
        self._world.block(self._id(who), False)

    def _id(self, who: str) -> int:
        return next(number for number, person in self._world.people.items() if person.name.split()[0] == who)

    def _bubble(self, who: str, words: str) -> Json:
        """The newest bubble in somebody's chat that holds these words."""
        return next(each for each in reversed(self._world.chat(self._id(who))) if words in each.get("text", ""))

    def _button(self, who: str, label: str, words: str) -> tuple[Json, str]:
        """The newest button with this label, under a bubble that holds these words."""
        for bubble in reversed(self._world.chat(self._id(who))):
            for row in bubble.get("reply_markup", {}).get("inline_keyboard", ()):
                for button in row:
                    if button["text"] == label and words in bubble.get("text", ""):
                        return bubble, button["callback_data"]
        last = next((each.get("text", "") for each in reversed(self._world.chat(self._id(who)))), "")
        raise AssertionError(f"{who} sees no button [{label}] {words}; the last bubble is {last!r}")

    def seen(self) -> list[str]:
        """What the bot has said since the last line, chat by chat."""
        lines: dict[int, list[str]] = {person: [] for person in self._world.people}
        while not self._changes.empty():
            change = self._changes.get_nowait()
            name = self._world.people[change.person_id].name.split()[0]
            if change.kind in ("message", "edited") and change.data["from"]["is_bot"]:
                how = " (mengubah pesan)" if change.kind == "edited" else ""
                lines[change.person_id] += looks.message(name, change.data, how)
            elif change.kind == "keyboard":
                lines[change.person_id] += looks.keyboard(change.data["keyboard"])
        return [line for each in lines.values() for line in each]
