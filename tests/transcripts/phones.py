"""What people do on their phones, and what they see there: what both messengers have in common."""

from collections.abc import Iterator
from pathlib import Path

from bot.simulator.people import Json
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.simulator.world import World

FILES = {"voice": b"OggS", "photo": b"\xff\xd8\xff\xd9", "sticker": b"RIFF", "document": b"%PDF-1.7"}
NAMES = {"document": "berita-acara.pdf"}
LISTS = Path(__file__).parent / "lists"
"""Files that are sent as they lie there, by their names."""


class Phones:
    """Everybody's phone on one messenger; people are called by their first names.

    A deed may return what a transcript says where nothing is seen after it. `tag` stands behind names.
    """

    def __init__(self, world: World | WhatsAppWorld, tag: str) -> None:
        self._world, self._tag = world, tag
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

    def shares(self, who: str, other: str) -> None:
        person = self._world.people[self._id(other)]
        self._world.share_contact(self._id(who), phone=person.phone, name=person.name)

    def sends(self, who: str, kind: str, megabytes: str = "0", filename: str = "", caption: str = "") -> None:
        """A place or a file; what has another name or caption has other bytes."""
        if kind == "location":
            self._world.send_location(self._id(who), 0.507, 101.447)
            return
        data = FILES[kind] + (filename or caption).encode() + bytes(int(megabytes) << 20)
        if filename and (LISTS / filename).exists():
            data = (LISTS / filename).read_bytes()
        filename = filename or NAMES.get(kind, "")
        self._world.send_file(self._id(who), kind, data, filename=filename, caption=caption)

    def blocks(self, who: str) -> None:
        self._world.block(self._id(who), True)

    def unblocks(self, who: str) -> None:
        self._world.block(self._id(who), False)

    def texts(self, who: str) -> Iterator[str]:
        """Everything in somebody's chat, the newest first, bold or not."""
        yield from (_plain(each) for each in reversed(self._world.chat(self._id(who))))

    def _id(self, who: str) -> int:
        return next(number for number, person in self._world.people.items() if person.name.split()[0] == who)

    def _name(self, person_id: int) -> str:
        return self._world.people[person_id].name.split()[0] + self._tag

    def _bubble(self, who: str, words: str) -> Json:
        """The newest bubble in somebody's chat that holds these words."""
        return next(self._bubbles(who, words))

    def _bubbles(self, who: str, words: str) -> Iterator[Json]:
        yield from (each for each in reversed(self._world.chat(self._id(who))) if words in _plain(each))

    def _no_button(self, who: str, label: str, words: str) -> AssertionError:
        last = next(self.texts(who), "")
        return AssertionError(f"{who} sees no button [{label}] {words}; the last bubble is {last!r}")


def _plain(message: Json) -> str:
    return str(message.get("text", message.get("caption", ""))).replace("*", "")
