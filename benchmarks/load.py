"""What a webhook has to bear: people who type, and what the platform tells of each message it took."""

import asyncio
import time
from collections.abc import Sequence

import aiohttp

from benchmarks import processes
from benchmarks.towns import TelegramTown, Typed, WhatsAppTown, post_of
from bot.simulator.whatsapp.feed import Post

SCRIPT = ("LAPOR", "2026", "sudah", "5 januari 2027", "120", "75", "langsung", "cukup", "benar", "menu")
"""One report of a meeting, question by question, and back to the menu; then again. Everybody is at another question."""
READING_SECONDS = 0.5
"""After which a message is read."""
QUIET_SECONDS = 2


class Load:
    """Everybody types once in `every` seconds; each post and each reply is timed. `tells`: statuses are posted too."""

    def __init__(self, town: TelegramTown | WhatsAppTown, hook: str, pid: int, *, tells: bool) -> None:
        self._town, self._hook, self._pid, self._tells = town, hook, pid, tells
        self._typed: dict[int, float] = {}
        self._posts: list[float] = []
        self._replies: list[float] = []
        self._statuses: list[float] = []
        self._sent = 0
        self._telling: set[asyncio.Task[None]] = set()
        self._session: aiohttp.ClientSession | None = None

    async def run(self, persons: int, seconds: int, every: float) -> dict[str, float]:
        """Warm up with one round of the script, then measure; milliseconds, MB, and rates a second."""
        watching = asyncio.create_task(self._watch())
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as self._session:
            if self._tells and isinstance(self._town, WhatsAppTown):
                self._town.on_status = self._tell
            await self._everybody(persons, len(SCRIPT), every)
            if not self._tells:
                await asyncio.sleep(QUIET_SECONDS)
            for found in (self._posts, self._replies, self._statuses):
                found.clear()
            before, waited = processes.cpu_seconds(self._pid), processes.waiting_seconds(self._pid)
            sent, begun = self._sent, time.perf_counter()
            await self._everybody(persons, round(seconds / every), every)
            if not self._tells:
                await asyncio.sleep(QUIET_SECONDS)
            cpu, took = processes.cpu_seconds(self._pid) - before, time.perf_counter() - begun
            waited = processes.waiting_seconds(self._pid) - waited
            result = {
                **_spread("post", self._posts),
                **_spread("reply", self._replies),
                **_spread("status", self._statuses),
                "replied": len(self._replies) / len(self._posts),
                "cpu": cpu / len(self._posts) * 1000,
                "busy": cpu / took,
                "waited": waited / len(self._posts) * 1000,
                "peak": processes.memory(self._pid)["peak"],
                "posts": len(self._posts) / took,
                "sends": (self._sent - sent) / took,
                "statuses": len(self._statuses) / took,
            }
            self._tells = False
            await asyncio.gather(*self._telling)
        watching.cancel()
        return result

    async def _everybody(self, persons: int, rounds: int, every: float) -> None:
        await asyncio.gather(*(self._one(number, persons, rounds, every) for number in range(persons)))

    async def _one(self, number: int, persons: int, rounds: int, every: float) -> None:
        """One person, at their own moment of each round."""
        start = time.perf_counter() + number * every / persons
        for turn in range(rounds):
            await asyncio.sleep(max(0.0, start + turn * every - time.perf_counter()))
            said = self._town.typed(number, SCRIPT[(turn - number) % len(SCRIPT)])
            self._typed[self._town.first_id + number] = time.perf_counter()
            self._posts.append(await self._post(said))

    async def _post(self, said: Typed) -> float:
        assert self._session is not None
        begun = time.perf_counter()
        async with self._session.post(self._hook, data=said.body, headers=said.headers) as answer:
            assert answer.status == 200, answer.status
        return (time.perf_counter() - begun) * 1000

    def _tell(self, post: Post) -> None:
        """A status leaves as soon as there is one; they don't wait for each other."""
        if not self._tells:
            return

        async def one() -> None:
            self._statuses.append(await self._post(post_of(post)))

        task = asyncio.create_task(one())
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _watch(self) -> None:
        """Note when the first message of the bot after each typed one is on the phone."""
        changes = self._town.world.subscribe()
        while True:
            change = await changes.get()
            if change.kind != "message" or not change.data["from"]["is_bot"]:
                continue
            self._sent += 1
            if begun := self._typed.pop(change.person_id, None):
                self._replies.append((time.perf_counter() - begun) * 1000)
            if self._tells and isinstance(self._town, WhatsAppTown):
                asyncio.get_running_loop().call_later(READING_SECONDS, self._town.world.read_chat, change.person_id)


def _spread(name: str, found: Sequence[float]) -> dict[str, float]:
    """Median, p95 and p99."""
    ordered = sorted(found) or [0.0]
    return {f"{name}{part}": ordered[len(ordered) * part // 100] for part in (50, 95, 99)}
