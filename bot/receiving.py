"""From a platform's payload to the inbox: by polling here, by webhook in `web`."""

import asyncio
import traceback
from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Protocol

import structlog

from bot.channel import Channel, Event
from bot.clock import Clock
from bot.errors import SendError
from bot.inbox import DatabaseUnavailable, Inbox
from bot.messages import Incoming, Json, Notice, Status

MOST_SECONDS = 60.0
log = structlog.get_logger()


class Polled(Channel, Protocol):
    """A channel that is asked for news."""

    async def poll(self, offset: int, seconds: int = ...) -> list[dict[str, Any]]:
        """The next raw updates. Raises SendError."""
        ...


async def receive(inbox: Inbox, channel: Channel, payload: Json, *, key: str) -> None:
    """Read one payload and handle every event in it. Raises DatabaseUnavailable; what can't be read is parked."""
    try:
        events: Sequence[Event] = channel.parse(payload)
    except Exception:
        log.warning("payload_unreadable", account=channel.account, key=key)
        await inbox.park_raw(channel.account, key, payload, traceback.format_exc())
        return
    await inbox.progress([event for event in events if isinstance(event, Status)])
    for event in events:
        if isinstance(event, Incoming):
            await inbox.take(event, payload)
            await channel.acknowledge(event)
        elif isinstance(event, Notice):
            await inbox.note(event)


class Poller:
    """Asks for updates; moves on when the whole batch is settled."""

    def __init__(self, inbox: Inbox, channel: Polled, clock: Clock) -> None:
        self._inbox, self._channel, self._clock = inbox, channel, clock
        self.account = channel.account
        self._offset = 0
        self.trouble = ""

    async def run(self) -> None:
        """Poll until cancelled. Whatever fails is waited out; nothing is confirmed before it is committed."""
        delay = 1.0
        while True:
            try:
                updates = await self._channel.poll(self._offset)
                await self._batch(updates)
                self.trouble, delay = "", 1.0
            except* (SendError, DatabaseUnavailable) as errors:
                self.trouble = str(errors.exceptions[0]).partition("\n")[0]
                log.warning("poll_failed", account=self.account, reason=type(errors.exceptions[0]).__name__)
                await asyncio.sleep(delay)
                delay = min(delay * 2, MOST_SECONDS)

    async def _batch(self, updates: Sequence[dict[str, Any]]) -> None:
        """Different people side by side, one person's updates in order."""
        lanes: dict[Any, list[dict[str, Any]]] = defaultdict(list)
        for update in updates:
            lanes[_person(update)].append(update)
        async with asyncio.TaskGroup() as group:
            for lane in lanes.values():
                group.create_task(self._lane(lane))
        if updates:
            self._offset = updates[-1]["update_id"] + 1

    async def _lane(self, updates: Sequence[dict[str, Any]]) -> None:
        for update in updates:
            await receive(self._inbox, self._channel, update, key=str(update.get("update_id", "")))


def _person(update: dict[str, Any]) -> Any:
    """Whose update this is, as far as a raw dict tells."""
    for part in update.values():
        if isinstance(part, dict) and isinstance(sender := part.get("from"), dict):
            return sender.get("id")
    return None
