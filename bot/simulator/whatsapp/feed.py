"""News for the webhook: items wrapped into signed posts, alone or in batches."""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby

from bot.simulator.people import Json
from bot.simulator.whatsapp.statuses import Statuses

LINGER_SECONDS = 0.02
"""How long a batch that is not full waits for company."""
ITEMS_PER_ENTRY = 3
MESSAGES = "messages"
PREFERENCES = "user_preferences"


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of news. With a `part` it is an element of that array, else it is the whole value of a change."""

    field: str
    part: str
    value: Json
    contact: Json | None = None
    lane: str = ""
    """Items of one lane leave in order."""


@dataclass(slots=True, eq=False)
class Post:
    """One request to the webhook, until it is taken."""

    body: bytes
    signature: str
    since: datetime
    delay: float = 0.0
    lanes: frozenset[str] = frozenset()
    after: "tuple[Post, ...]" = ()
    tried: asyncio.Event = field(default_factory=asyncio.Event)


class Feed:
    """Makes posts and remembers those that were not taken. `watcher` hears of each new one."""

    def __init__(
        self,
        *,
        account_id: str,
        metadata: Json,
        secret: str,
        now: Callable[[], datetime],
        statuses: Callable[[], Statuses],
        is_open: Callable[[], bool],
    ) -> None:
        self.now = now
        self.watcher: Callable[[Post], None] | None = None
        self._account_id = account_id
        self._metadata = metadata
        self._secret = secret.encode()
        self._statuses = statuses
        self._is_open = is_open
        self._posts: set[Post] = set()
        self._buffer: list[Item] = []
        self._linger: asyncio.TimerHandle | None = None
        self._tails: dict[str, Post] = {}

    def message(self, message: Json, contact: Json | None) -> None:
        """Something a person did. System messages name no contact."""
        self._add([Item(MESSAGES, "messages", message, contact)])

    def ladder(self, statuses: list[Json], contact: Json | None) -> None:
        """Statuses of one message, lowest first."""
        policy = self._statuses()
        lane = "" if policy.mode == "shuffled" else statuses[0]["id"]
        items = [Item(MESSAGES, "statuses", status, contact, lane) for status in policy.arranged(statuses)]
        if policy.held:
            policy.kept.append(lambda: self._add(items))
        else:
            self._add(items)

    def change(self, name: str, value: Json) -> None:
        """News of any other field."""
        self._add([Item(name, "", value)])

    def preference(self, preference: Json, contact: Json) -> None:
        """What a person wants to get from the business."""
        self._add([Item(PREFERENCES, PREFERENCES, preference, contact)])

    def raw(self, payload: Json, signature: str | None) -> None:
        """Any payload as it is, signed unless a signature is given."""
        body = encode(payload)
        self._put(Post(body, self._sign(body) if signature is None else signature, self.now()))

    def waiting(self) -> int:
        return len(self._posts) + len(self._buffer) + len(self._statuses().kept)

    def taken(self, post: Post) -> None:
        """The webhook has this one, or never will."""
        self._posts.discard(post)

    def tried(self, post: Post) -> None:
        """The first attempt is over: what leaves after it may go."""
        post.tried.set()
        for lane in post.lanes:
            if self._tails.get(lane) is post:
                del self._tails[lane]

    def _add(self, items: list[Item]) -> None:
        if not self._is_open():
            return
        size = self._statuses().batch
        if size <= 1:
            for item in items:
                self._pack([item])
            return
        self._buffer += items
        while len(self._buffer) >= size:
            full, self._buffer = self._buffer[:size], self._buffer[size:]
            self._pack(full)
        if self._buffer and self._linger is None:
            self._linger = asyncio.get_running_loop().call_later(LINGER_SECONDS, self._flush)

    def _flush(self) -> None:
        self._linger = None
        rest, self._buffer = self._buffer, []
        if rest:
            self._pack(rest)

    def _pack(self, items: list[Item]) -> None:
        policy = self._statuses()
        has_statuses = any(item.part == "statuses" for item in items)
        delay = policy.delay if policy.mode == "late" and has_statuses else 0.0
        body = encode({"object": "whatsapp_business_account", "entry": list(self._entries(items))})
        lanes = frozenset(item.lane for item in items if item.lane)
        after = tuple({self._tails[lane] for lane in lanes if lane in self._tails})
        for _ in range(policy.repeat):
            post = Post(body, self._sign(body), self.now(), delay, lanes, after)
            self._tails |= dict.fromkeys(lanes, post)
            self._put(post)

    def _entries(self, items: list[Item]) -> Iterator[Json]:
        for start in range(0, len(items), ITEMS_PER_ENTRY):
            some = items[start : start + ITEMS_PER_ENTRY]
            entry: Json = {"id": self._account_id, "changes": list(self._changes(some))}
            if any(not item.part for item in some):
                entry["time"] = int(self.now().timestamp())
            yield entry

    def _changes(self, items: list[Item]) -> Iterator[Json]:
        """Neighbours of one kind share a change; whole values stand alone."""
        for (name, part), group in groupby(items, lambda item: (item.field, item.part)):
            if part:
                yield {"value": self._value(part, list(group)), "field": name}
            else:
                yield from ({"value": item.value, "field": name} for item in group)

    def _value(self, part: str, items: list[Item]) -> Json:
        contacts = _distinct(item.contact for item in items if item.contact is not None)
        return {
            "messaging_product": "whatsapp",
            "metadata": self._metadata,
            **({"contacts": contacts} if contacts else {}),
            part: [item.value for item in items],
        }

    def _put(self, post: Post) -> None:
        self._posts.add(post)
        if self.watcher is not None:
            self.watcher(post)

    def _sign(self, body: bytes) -> str:
        return f"sha256={hmac.new(self._secret, body, hashlib.sha256).hexdigest()}"


def encode(payload: Json) -> bytes:
    """JSON as Meta's servers write it: ASCII only, slashes escaped. The signature covers these bytes."""
    return json.dumps(payload, separators=(",", ":")).replace("/", "\\/").encode()


def _distinct(contacts: Iterable[Json]) -> list[Json]:
    return list({contact["user_id"]: contact for contact in contacts}.values())
