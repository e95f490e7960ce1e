"""Phones with WhatsApp."""

import re
from collections.abc import Iterator

from bot import texts
from bot.simulator.people import Json
from bot.simulator.whatsapp.world import WhatsAppWorld
from bot.texts.templates import KNOCK
from tests.transcripts import looks
from tests.transcripts.phones import Phones

NUMBERED = re.compile(r"^\*(?P<number>\d+)\.\* (?P<label>.+)$", re.MULTILINE)
WAY = re.compile(r"\*(?P<word>[^*\n]+)\*")
SHARE, BY_NAME, READ = (texts.words(key) for key in ("register.share", "register.how=name", "knock.read=1"))
BY_WORD = texts.words("channel.by_word").partition("{")[0]
KNOWN = "  (nomornya sudah diketahui)"


class WhatsAppPhones(Phones):
    """Reply buttons, lists, numbers to type; the number that Telegram has to ask for is known from the start."""

    def __init__(self, world: WhatsAppWorld, tag: str) -> None:
        super().__init__(world, tag)
        self._world: WhatsAppWorld = world
        self._read: set[tuple[int, int]] = set()

    def redeems(self, who: str, code: str) -> None:
        """A link can't carry the code of staff silently: its words are sent."""
        self.opens(who, f"STAF {code}")

    def invited(self, who: str, code: str) -> None:
        """The link of a letter has prefilled this."""
        self.opens(who, f"SURAT {code}")

    def follows(self, who: str, code: str) -> None:
        """A link from another messenger has prefilled this."""
        self.opens(who, f"SAMBUNG {code}")

    def taps(self, who: str, label: str, words: str = "", twice: str = "") -> str:
        if label in (SHARE, BY_NAME) and self._knows_number(who):
            return KNOWN
        if label == SHARE:
            return self.shares_own(who)
        for bubble in self._bubbles(who, words):
            if data := next((data for each, data in pressable(bubble) if each == label), ""):
                for _ in range(2 if twice else 1):
                    self._world.press(self._id(who), bubble["message_id"], data)
                return ""
            if typed := next((typed for each, typed in typable(bubble) if each == label.strip("‹› ").casefold()), ""):
                self._world.type_text(self._id(who), typed, reply_to=bubble["message_id"] if words else None)
                return ""
        raise self._no_button(who, label, words)

    def shares_own(self, who: str) -> str:
        if self._knows_number(who):
            return KNOWN
        self._world.share_contact(self._id(who))
        return ""

    def _knows_number(self, who: str) -> bool:
        return self._world.shows_number(self._world.people[self._id(who)])

    def reacts(self, who: str, words: str, emoji: str) -> None:
        self._world.react(self._id(who), self._bubble(who, words)["message_id"], emoji)

    def deletes(self, who: str, words: str) -> None:
        self._world.revoke(self._id(who), self._bubble(who, words)["message_id"])

    def moves(self, who: str, phone: str) -> None:
        self._world.change_number(self._id(who), phone)

    def promotion(self, who: str, deed: str) -> None:
        """Meta's own switch, which no message of ours is needed for."""
        self._world.stop_marketing(self._id(who), deed == "refuses")

    def reads_knocks(self) -> list[str]:
        """Everybody who was told that there is news looks at once; returns who did."""
        lines: list[str] = []
        for person_id in self._world.people:
            for bubble in self._world.chat(person_id):
                key = person_id, bubble["message_id"]
                if is_knock(bubble) and key not in self._read:
                    self._read.add(key)
                    self._world.press(person_id, bubble["message_id"], bubble["wa"]["buttons"][0]["id"])
                    lines.append(f"{self._name(person_id)} taps [{READ}]")
        return lines

    def seen(self) -> list[str]:
        """What the bot has said since the last line, chat by chat."""
        lines: dict[int, list[str]] = {person: [] for person in self._world.people}
        while not self._changes.empty():
            change = self._changes.get_nowait()
            if change.kind == "message" and change.data["from"]["is_bot"]:
                lines[change.person_id] += looks.whatsapp(self._name(change.person_id), change.data)
        return [line for each in lines.values() for line in each]


def is_knock(bubble: Json) -> bool:
    """Whether it arrived and says only that there is news."""
    return bubble["from"]["is_bot"] and bubble["wa"].get("template") == KNOCK and bubble["wa"]["state"] != "failed"


def pressable(bubble: Json) -> Iterator[tuple[str, str]]:
    """Labels in full and what pressing them says."""
    marks = bubble.get("wa", {})
    yield from ((button["title"], button["id"]) for button in marks.get("buttons", ()))
    for section in marks.get("list", {}).get("sections", ()):
        yield from ((row.get("description", row["title"]), row["id"]) for row in section["rows"])


def typable(bubble: Json) -> Iterator[tuple[str, str]]:
    """Labels in small letters and what to type instead, where a bubble has no buttons but numbers and words."""
    text = bubble.get("text", "") if bubble["from"]["is_bot"] else ""
    yield from ((found["label"].casefold(), found["number"]) for found in NUMBERED.finditer(text))
    _, said, words = text.rpartition(BY_WORD)
    if said:
        yield from ((found["word"].casefold(), found["word"]) for found in WAY.finditer(words))
