"""getUpdates: one poller at a time, confirmed by offset, woken at once.

Left out of the real server's behaviour: the same offset twice within three seconds neither lengthens the timeout nor
shortens the batch, and a conflict is answered at once instead of three seconds later.
"""

import asyncio
from collections.abc import Callable

from bot.simulator.parameters import Call, Params, number, structure
from bot.simulator.people import Json
from bot.simulator.refusals import bad_request, conflict
from bot.simulator.updates import Pending, Updates

LONGEST = 50
OTHER_POLLER = "terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"


class Polling:
    """The one long poll that may be open."""

    def __init__(self, updates: Updates, is_webhook_set: Callable[[], bool]) -> None:
        self._updates = updates
        self._is_webhook_set = is_webhook_set
        self._open: asyncio.Future[None] | None = None
        updates.watchers.append(self._wake)

    async def get_updates(self, call: Call) -> list[Json]:
        """The next batch. Raises Refused: a webhook is set, or another poll or setWebhook ended this one."""
        if self._is_webhook_set():
            raise conflict(WEBHOOK_ACTIVE)
        params = call.params
        offset, limit = number(params, "offset"), min(max(number(params, "limit", 100), 1), 100)
        timeout = min(max(number(params, "timeout"), 0), LONGEST)
        allow(self._updates, params)
        self.end(OTHER_POLLER)
        self._updates.confirm(offset)
        batch = self._updates.batch(limit)
        if batch or not timeout:
            return batch
        await self._wait(timeout)
        return self._updates.batch(limit)

    def end(self, why: str) -> None:
        """End the open poll with a 409."""
        if self._open is not None and not self._open.done():
            self._open.set_exception(conflict(why))

    async def _wait(self, seconds: float) -> None:
        waiter = self._open = asyncio.get_running_loop().create_future()
        timer = asyncio.get_running_loop().call_later(seconds, self._ring, waiter)
        try:
            await waiter
        finally:
            timer.cancel()
            if self._open is waiter:
                self._open = None

    def _wake(self, pending: Pending) -> None:
        if self._open is not None:
            self._ring(self._open)

    @staticmethod
    def _ring(waiter: asyncio.Future[None]) -> None:
        if not waiter.done():
            waiter.set_result(None)


def allow(updates: Updates, params: Params) -> None:
    """Obey `allowed_updates` when it is given; it persists. An empty list means the default."""
    kinds = structure(params, "allowed_updates", "allowed_updates")
    if kinds is None:
        return
    if not isinstance(kinds, list) or not all(isinstance(kind, str) for kind in kinds):
        raise bad_request("can't parse allowed_updates JSON array")
    updates.allow(kinds)
