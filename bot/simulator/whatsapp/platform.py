"""One business account with its number, and everybody who has WhatsApp: what both sides of the wire share."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from bot.simulator.faults import Faults
from bot.simulator.files import Files
from bot.simulator.people import Change, Json, digits, handle
from bot.simulator.whatsapp.chats import Chat, wamid_of
from bot.simulator.whatsapp.feed import Feed
from bot.simulator.whatsapp.media import Media
from bot.simulator.whatsapp.people import WhatsAppPerson, contact_shape, sender_shape, user_id_of
from bot.simulator.whatsapp.statuses import Statuses
from bot.simulator.whatsapp.templates import Templates

FIRST_PERSON_ID = 8_100_000_001
IDS_SINCE = 1_790_000_000
MESSAGES_PER_SECOND = 10_000
CHANGES_KEPT = 10_000


class Platform:
    """State, and the few deeds that people and the API share.

    Dates, windows and lives of media come from `now`. A chat keeps its last `keep` messages. Ids count up from
    `ids_from`, by default from the present second. While `webhook` is empty, or the app is not subscribed, nobody is
    told anything.
    """

    def __init__(
        self,
        *,
        now: Callable[[], datetime],
        token: str = "wa-token",
        secret: str = "wa-secret",
        verify: str = "wa-verify",
        number_id: str = "106540352242922",
        account_id: str = "102290129340398",
        display_number: str = "+62 761 000 000",
        title: str = "Sapa",
        keep: int = 500,
        ids_from: int | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        # A bot that remembers ids must not meet them again when the world is restarted: they go on with real time.
        ids_from = int(time.time()) - IDS_SINCE if ids_from is None else ids_from
        self.now, self.monotonic = now, monotonic
        self.token, self.secret, self.verify = token, secret, verify
        self.number_id, self.account_id = number_id, account_id
        self.display_number, self.title = display_number, title
        self.webhook = ""
        self.subscribed = True
        self.quality = "GREEN"
        self.tier = "TIER_250"
        self.number_status = "CONNECTED"
        self.late_window_errors = False
        self.faults = Faults()
        self.statuses = Statuses()
        self.people: dict[int, WhatsAppPerson] = {}
        self.chats: dict[int, Chat] = {}
        self.stopped_marketing: set[int] = set()
        self.contact_book: set[int] = set()
        """People whose number the portfolio knows, whether they hide it or not."""
        self.feed = Feed(
            account_id=account_id,
            metadata={"display_phone_number": digits(display_number), "phone_number_id": number_id},
            secret=secret,
            now=now,
            statuses=lambda: self.statuses,
            is_open=lambda: bool(self.webhook) and self.subscribed,
        )
        self.files = Files()
        self.media = Media(self.files, now, secret, ids_from)
        self.templates = Templates(self.feed, ids_from)
        self._owners: dict[str, WhatsAppPerson] = {}
        self._keep, self._ids_from = keep, ids_from
        self._messages = MESSAGES_PER_SECOND * ids_from
        self._subscribers: list[asyncio.Queue[Change]] = []

    def add_person(
        self, name: str, *, phone: str = "", role: str = "manager", note: str = "", hides_number: bool = False
    ) -> WhatsAppPerson:
        """Somebody new; a number is made up when none is given. Raises ValueError for a number that is taken."""
        name = name.strip()
        if not name:
            raise ValueError("a person needs a name")
        person_id = FIRST_PERSON_ID + len(self.people)
        phone = phone or f"+62813{person_id % 10_000_000:07d}"
        username = (handle(name) or f"user_{person_id}") if hides_number else ""
        person = WhatsAppPerson(person_id, name, phone, role, note, False, username, user_id_of(phone), hides_number)
        self.own(person, phone)
        self.people[person_id] = person
        self.chats[person_id] = Chat(person, self._keep, self._ids_from)
        self.announce("person", person_id, asdict(person))
        return person

    def own(self, person: WhatsAppPerson, phone: str) -> None:
        """Give this person the account of a number. Raises ValueError when somebody else has it."""
        if digits(phone) in self._owners or not digits(phone):
            raise ValueError(f"{phone} is no free number")
        self._owners.pop(person.wa_id, None)
        self._owners.pop(person.user_id, None)
        person.phone, person.user_id = phone, user_id_of(phone)
        self._owners |= {person.wa_id: person, person.user_id: person}

    def owner(self, address: str) -> WhatsAppPerson | None:
        """Whose account has this WhatsApp id or business-scoped id."""
        return self._owners.get(address)

    def shows_number(self, person: WhatsAppPerson) -> bool:
        """Whether webhooks carry this person's number."""
        return not person.hides_number or person.id in self.contact_book

    def contact(self, person: WhatsAppPerson) -> Json:
        """How `contacts` of a webhook names this person."""
        return contact_shape(person, self.shows_number(person))

    def sender(self, person: WhatsAppPerson) -> Json:
        """How a message of this person says who sent it."""
        return sender_shape(person, self.shows_number(person))

    def next_wamid(self, wa_id: str, *, is_bot: bool) -> str:
        self._messages += 1
        return wamid_of(wa_id, is_bot, self._messages)

    def seconds(self) -> int:
        """Calendar time as webhooks write it."""
        return int(self.now().timestamp())

    def subscribe(self) -> asyncio.Queue[Change]:
        """A queue of what changes from now on. One that nobody reads loses its oldest entries."""
        queue: asyncio.Queue[Change] = asyncio.Queue(CHANGES_KEPT)
        self._subscribers.append(queue)
        return queue

    def unsubscribe(self, queue: asyncio.Queue[Change]) -> None:
        if queue in self._subscribers:
            self._subscribers.remove(queue)

    def announce(self, kind: str, person_id: int, data: Json) -> None:
        """Tell every page."""
        for queue in self._subscribers:
            if queue.full():
                queue.get_nowait()
            queue.put_nowait(Change(kind, person_id, data))
