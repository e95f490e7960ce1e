"""The Bot API as a table of methods: token, faults, envelope. Knows nothing of sockets."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from bot.simulator.delivery import Delivery
from bot.simulator.editing import Editing
from bot.simulator.faults import Mode
from bot.simulator.hooks import Hooks
from bot.simulator.limits import Limits
from bot.simulator.parameters import Call, Params
from bot.simulator.polling import Polling
from bot.simulator.profile import Profile
from bot.simulator.refusals import Refused, too_many
from bot.simulator.replies import Reply, accepted, cut, refused
from bot.simulator.sending import Sending
from bot.simulator.world import World

BAD_GATEWAY = (
    b"<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body><center>nginx</center></body>\r\n</html>\r\n"
)
UNAUTHORIZED = Refused(401, "Unauthorized")
UNKNOWN_METHOD = Refused(404, "Not Found: method not found")
BROKEN = Refused(500, "Internal Server Error: restart")

Later = Coroutine[Any, Any, Reply]


class TelegramApi:
    """Answers requests for one World. What can be answered at once is; only polls and some faults take time."""

    def __init__(self, world: World, limits: Limits, *, retry_scale: float = 1.0) -> None:
        self._world = world
        self.delivery = Delivery(world.updates, self._execute, now=world.seconds, scale=retry_scale)
        self._polling = Polling(world.updates, lambda: self.delivery.hook is not None)
        self._methods: dict[str, Callable[[Call], Any]] = {
            **Sending(world, limits).methods(),
            **Editing(world, limits).methods(),
            **Profile(world).methods(),
            **Hooks(world, limits, self.delivery, self._polling).methods(),
        }

    def answer(self, token: str, call: Call) -> Reply | Later:
        """The answer, or a coroutine that returns it when it takes time."""
        if token != self._world.token:
            return refused(UNAUTHORIZED)
        if self._world.faults.mode != "none":
            mode = self._world.faults.claim(call.method)
            if mode != "none":
                return self._trouble(mode, call)
        return self._poll(call) if call.method == "getupdates" else self._run(call)

    def methods(self) -> list[str]:
        """The names of all methods, in lower case."""
        return [*self._methods, "getupdates"]

    async def stop(self) -> None:
        """End the open poll and the deliveries."""
        self._polling.end("terminated by other getUpdates request; make sure that only one bot instance is running")
        await self.delivery.stop()

    def _run(self, call: Call) -> Reply:
        method = self._methods.get(call.method)
        if method is None:
            return refused(UNKNOWN_METHOD)
        try:
            return accepted(method(call))
        except Refused as refusal:
            return refused(refusal)

    async def _poll(self, call: Call) -> Reply:
        try:
            batch = await self._polling.get_updates(call)
        except Refused as refusal:
            return refused(refusal)
        # The trouble may have begun while the poll was open.
        return cut() if self._world.faults.mode in ("down", "drop") else accepted(batch)

    def _trouble(self, mode: Mode, call: Call) -> Reply | Later:
        faults = self._world.faults
        match mode:
            case "slow":
                return self._slowly(call, faults.seconds)
            case "hang":
                self._run(call)
                return _silence(faults.seconds)
            case "throttle":
                return refused(too_many(max(1, faults.retry_after)))
            case "error":
                return refused(BROKEN)
            case "garbage":
                return Reply(502, BAD_GATEWAY, "text/html")
            case "revoked":
                return refused(UNAUTHORIZED)
            case _:
                return cut()

    async def _slowly(self, call: Call, seconds: float) -> Reply:
        await asyncio.sleep(seconds)
        return self._run(call)

    def _execute(self, method: str, params: Params) -> None:
        """A method that a webhook's answer carries: no request of its own, so no fault of the wire hits it."""
        self._run(Call(method, params))


async def _silence(seconds: float) -> Reply:
    await asyncio.sleep(seconds)
    return cut()
