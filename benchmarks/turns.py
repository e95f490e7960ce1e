"""People answering a form through the webhook: how long Telegram waits, how long the person waits, what it costs.

The simulator, the posts and the clocks are in this process; the bot that is measured is a `sapa run` of its own.
"""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import aiohttp

from benchmarks import processes
from benchmarks.server import TOKEN
from bot.clock import Clock
from bot.messages import Address
from bot.simulator.limits import Limits
from bot.simulator.server import Simulator
from bot.simulator.world import FIRST_PERSON_ID, World
from db import migrate, people
from db.models import Cooperative, Officer
from db.session import Database

SECRET = "benchmark"
START = datetime.fromisoformat("2027-01-12T09:00+07:00")
SCRIPT = ("LAPOR", "2026", "sudah", "5 januari 2027", "120", "75", "benar", "menu")
"""One report of a meeting, question by question, and back to the menu; then again. Everybody is at another question."""


async def main(url: str, persons: int, seconds: int, command: list[str], folder: str, port: int) -> None:
    """Measure and print as JSON."""
    if url:
        await _furnish(url, persons)
    world = World(now=Clock(START).now, token=TOKEN, keep=10)
    for number in range(persons):
        world.open_chat(world.add_person(f"Orang {number}").id)
    simulator = Simulator(world, limits=Limits(enabled=False))
    world.updates.watchers.clear()  # updates are posted, and timed, here
    await simulator.start()
    env = {
        "SAPA_DATABASE_URL": url,
        "SAPA_TELEGRAM_TOKEN": TOKEN,
        "SAPA_TELEGRAM_API": simulator.url,
        "SAPA_TELEGRAM_WEBHOOK": "http://127.0.0.1:9/telegram",
        "SAPA_TELEGRAM_SECRET": SECRET,
        "SAPA_HTTP": f"127.0.0.1:{port}",
        "SAPA_FILES": f"{folder}/files",
        "SAPA_CLOCK": f"{START.isoformat()}@{datetime.now(UTC).isoformat()}*1",
    }
    server = processes.running(env, Path(folder) / "server.log", *command)
    pid = await asyncio.to_thread(server.__enter__)
    try:
        found = await Load(world, f"http://{env['SAPA_HTTP']}/telegram", pid).run(persons, seconds)
    finally:
        await asyncio.to_thread(server.__exit__, None, None, None)
    await simulator.stop()
    print(json.dumps(found))


class Load:
    """Everybody types once a second; each post and each reply is timed."""

    def __init__(self, world: World, hook: str, pid: int) -> None:
        self._world, self._hook, self._pid = world, hook, pid
        self._typed: dict[int, float] = {}
        self._posts: list[float] = []
        self._replies: list[float] = []

    async def run(self, persons: int, seconds: int) -> dict[str, float]:
        """Warm up with one round of the script, then measure; milliseconds and MB."""
        watching = asyncio.create_task(self._watch())
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET, "Content-Type": "application/json"}
        async with aiohttp.ClientSession(headers=headers, connector=aiohttp.TCPConnector(limit=0)) as session:
            await self._everybody(session, persons, len(SCRIPT))
            self._posts.clear()
            self._replies.clear()
            before, waited = processes.cpu_seconds(self._pid), processes.waiting_seconds(self._pid)
            await self._everybody(session, persons, seconds)
            cpu = processes.cpu_seconds(self._pid) - before
            waited = processes.waiting_seconds(self._pid) - waited
        watching.cancel()
        posts, replies = sorted(self._posts), sorted(self._replies)
        return {
            "post50": posts[len(posts) // 2],
            "post99": posts[len(posts) * 99 // 100],
            "reply50": replies[len(replies) // 2] if replies else 0.0,
            "reply99": replies[len(replies) * 99 // 100] if replies else 0.0,
            "replied": len(replies) / len(posts),
            "cpu": cpu / len(posts) * 1000,
            "waited": waited / len(posts) * 1000,
            "peak": processes.memory(self._pid)["peak"],
        }

    async def _everybody(self, session: aiohttp.ClientSession, persons: int, seconds: int) -> None:
        await asyncio.gather(*(self._one(session, number, persons, seconds) for number in range(persons)))
        await asyncio.sleep(2)

    async def _one(self, session: aiohttp.ClientSession, number: int, persons: int, seconds: int) -> None:
        """One person, at their own moment of each second."""
        start = time.perf_counter() + number / persons
        for second in range(seconds):
            await asyncio.sleep(max(0.0, start + second - time.perf_counter()))
            said = self._world.type_text(FIRST_PERSON_ID + number, SCRIPT[(second - number) % len(SCRIPT)])
            begun = self._typed[FIRST_PERSON_ID + number] = time.perf_counter()
            async with session.post(self._hook, data=json.dumps(said)) as answer:
                assert answer.status == 200, answer.status
            self._posts.append((time.perf_counter() - begun) * 1000)

    async def _watch(self) -> None:
        """Note when the first message of the bot after each typed one is on the phone."""
        changes = self._world.subscribe()
        while True:
            change = await changes.get()
            if change.kind == "message" and change.data["from"]["is_bot"]:
                begun = self._typed.pop(change.person_id, None)
                if begun is not None:
                    self._replies.append((time.perf_counter() - begun) * 1000)


async def _furnish(url: str, persons: int) -> None:
    """Chairs of one cooperative each, known to the bot."""
    database = Database(url)
    await migrate.upgrade(database)
    async with database.transaction() as session:
        for number in range(persons):
            address = Address("telegram:1", str(FIRST_PERSON_ID + number))
            person, _ = await people.heard(session, address, f"Orang {number}", START)
            people.record_consent(session, person.id, True, "1", address.account, START)
            row = Cooperative(name=f"Koperasi {number}", match_name=f"koperasi {number}", updated_at=START)
            session.add(row)
            await session.flush()
            session.add(Officer(cooperative_id=row.id, person_id=person.id, position="ketua", status="verified"))
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(**json.loads(sys.argv[1])))
