"""The webhook: each update posted until it is taken, in order within a key, side by side across keys."""

import asyncio
import contextlib
import json
import random
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

import aiohttp

from bot.simulator.bodies import parameters
from bot.simulator.parameters import Params
from bot.simulator.refusals import Refused
from bot.simulator.updates import Pending, Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
REQUEST_SECONDS = 60.0
ANSWER_BYTES = 1 << 16
LONGEST_RETRY_AFTER = 3600.0
LAST_DOUBLING = 7

Execute = Callable[[str, Params], None]


@dataclass(frozen=True, slots=True)
class Hook:
    """Where updates go."""

    url: str
    secret: str
    max_connections: int


class Delivery:
    """Posts what waits. `scale` shortens the pauses between tries, for tests."""

    def __init__(self, updates: Updates, execute: Execute, *, now: Callable[[], int], scale: float = 1.0) -> None:
        self.hook: Hook | None = None
        self.last_error = ""
        self.last_error_at = 0
        self._now = now
        self._updates = updates
        self._execute = execute
        self._scale = scale
        self._lanes: dict[int, deque[Pending]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._slots = asyncio.Semaphore(1)
        self._session: aiohttp.ClientSession | None = None
        updates.watchers.append(self._arrived)

    def open(self, hook: Hook) -> None:
        """Deliver to this hook from now on, beginning with what waits already."""
        self.close()
        self.hook = hook
        self._slots = asyncio.Semaphore(hook.max_connections)
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=0)
            timeout = aiohttp.ClientTimeout(total=REQUEST_SECONDS)
            self._session = aiohttp.ClientSession(connector=connector, timeout=timeout)
        for pending in self._updates.waiting():
            self._arrived(pending)

    def close(self) -> None:
        """Stop delivering; what was not taken keeps waiting."""
        self.hook, self.last_error = None, ""
        self._lanes.clear()
        for task in self._tasks:
            task.cancel()

    async def stop(self) -> None:
        """Close and wait until nothing is on its way."""
        self.close()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()
            self._session = None

    def _arrived(self, pending: Pending) -> None:
        if self.hook is None:
            return
        lane = self._lanes.get(pending.key)
        if lane is not None:
            lane.append(pending)
            return
        lane = self._lanes[pending.key] = deque((pending,))
        task = asyncio.get_running_loop().create_task(self._drain(self.hook, pending.key, lane))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _drain(self, hook: Hook, key: int, lane: deque[Pending]) -> None:
        """One key's updates, the next only after the head was taken or has expired."""
        failures = 0
        while lane:
            pending = lane[0]
            if not self._updates.is_waiting(pending):
                self._updates.remove(pending)
                lane.popleft()
                continue
            async with self._slots:
                asked = await self._post(hook, pending)
            if asked is None:
                self._updates.remove(pending)
                lane.popleft()
                failures = 0
                continue
            failures += 1
            self.last_error_at = self._now()
            await asyncio.sleep(self._scale * max(asked, pause(failures)))
        del self._lanes[key]

    async def _post(self, hook: Hook, pending: Pending) -> float | None:
        """None when taken, else the seconds that the answer asks to wait."""
        assert self._session is not None
        headers = {"Content-Type": "application/json", **({SECRET_HEADER: hook.secret} if hook.secret else {})}
        body = json.dumps(pending.update)
        try:
            async with self._session.post(hook.url, data=body, headers=headers, allow_redirects=False) as answer:
                if not 200 <= answer.status < 300:
                    self.last_error = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                    return _seconds(answer.headers.get("Retry-After", ""))
                reply = await answer.content.read(ANSWER_BYTES)
                self._obey(reply, answer.headers.get("Content-Type", ""))
                return None
        except TimeoutError:
            self.last_error = "Read timeout expired"
        except aiohttp.ClientConnectorError:
            self.last_error = "Connection refused"
        except (aiohttp.ClientError, OSError):
            self.last_error = "Connection closed"
        return 0.0

    def _obey(self, reply: bytes, content_type: str) -> None:
        """Execute the method that an answer carries; nobody learns the result."""
        with contextlib.suppress(Refused):
            params, _ = parameters(b"", reply, content_type)
            method = str(params.pop("method", "")).lower()
            if method and not method.startswith(("get", "setwebhook", "deletewebhook", "close", "logout")):
                self._execute(method, params)


def pause(failures: int) -> float:
    """Seconds before the next try: none at first, then 2, 4, 8 … 64, then a random 60 to 120."""
    if failures <= 1:
        return 0.0
    return 2.0 ** (failures - 1) if failures <= LAST_DOUBLING else random.uniform(60, 120)


def _seconds(header: str) -> float:
    return min(float(header), LONGEST_RETRY_AFTER) if header.strip().isdigit() else 0.0
