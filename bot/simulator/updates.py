"""The queue of updates that wait for the bot, as getUpdates and the webhook see it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from bot.simulator.people import Json

DAY = 86_400.0
LIFETIMES = {
    "callback_query": 150.0,
    "shipping_query": 150.0,
    "pre_checkout_query": 150.0,
    "inline_query": 30.0,
    "chosen_inline_result": 600.0,
}
ONLY_WHEN_ASKED = frozenset(("chat_member", "message_reaction", "message_reaction_count"))
MESSAGES = ("message", "edited_message", "channel_post", "edited_channel_post", "business_message")


@dataclass(frozen=True, slots=True)
class Pending:
    """One update that waits. Updates with the same key are delivered in order. `expires` is monotonic."""

    id: int
    update: Json
    key: int
    expires: float


class Updates:
    """Waiting updates, oldest first. Lifetimes run on real time."""

    def __init__(self, monotonic: Callable[[], float], first_id: int) -> None:
        self._monotonic = monotonic
        self._pending: dict[int, Pending] = {}
        self._next_id = first_id
        self.allowed: tuple[str, ...] = ()
        """Kinds that are queued; empty for the default."""
        self.watchers: list[Callable[[Pending], None]] = []

    def add(self, update: Json) -> Json:
        """Queue an update if its kind is allowed; `update_id` is filled in when missing."""
        kind = next((name for name in update if name != "update_id"), "")
        full = {"update_id": update.get("update_id", self._next_id), **update}
        if not self.is_allowed(kind):
            return full
        self._next_id = max(self._next_id, full["update_id"]) + 1
        expires = self._monotonic() + LIFETIMES.get(kind, DAY)
        pending = self._pending[full["update_id"]] = Pending(full["update_id"], full, _key(kind, update[kind]), expires)
        for watch in self.watchers:
            watch(pending)
        return full

    def is_allowed(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ONLY_WHEN_ASKED

    def allow(self, kinds: Iterable[str]) -> None:
        """Set the kinds that are queued from now on; what waits already stays."""
        self.allowed = tuple(kinds)

    def batch(self, limit: int) -> list[Json]:
        """The oldest updates that are still alive."""
        now = self._monotonic()
        chosen: list[Json] = []
        expired: list[Pending] = []
        for pending in self._pending.values():
            if len(chosen) == limit:
                break
            if pending.expires > now:
                chosen.append(pending.update)
            else:
                expired.append(pending)
        for pending in expired:
            self.remove(pending)
        return chosen

    def confirm(self, offset: int) -> None:
        """Forget what lies before `offset`; a negative one keeps only that many of the newest."""
        if offset < 0:
            offset = sorted(self._pending)[offset] if -offset <= len(self._pending) else 0
        while self._pending and (oldest := next(iter(self._pending))) < offset:
            del self._pending[oldest]

    def is_waiting(self, pending: Pending) -> bool:
        return pending.id in self._pending and pending.expires > self._monotonic()

    def remove(self, pending: Pending) -> None:
        self._pending.pop(pending.id, None)

    def clear(self) -> None:
        self._pending.clear()

    def waiting(self) -> list[Pending]:
        """Everything that is still alive, oldest first."""
        now = self._monotonic()
        for pending in [known for known in self._pending.values() if known.expires <= now]:
            self.remove(pending)
        return list(self._pending.values())


def _key(kind: str, body: Json) -> int:
    """Order is kept within a key: a chat's messages, a person's button presses, each other kind by itself."""
    if kind in MESSAGES:
        return int(body["chat"]["id"])
    subject: Json = body.get("from") or body.get("user") or body.get("chat") or {}
    offset = 3 if kind == "callback_query" else 4 + sum(kind.encode()) % 1000
    return int(subject.get("id", 0)) + (offset << 33)
