"""People answering a form through the webhook: how long the platform waits, how long the person waits, what it costs.

The simulator, the posts and the clocks are in this process; the bot that is measured is a `sapa run` of its own.
"""

import asyncio
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import durable, processes, town_hall
from benchmarks.load import Load
from benchmarks.towns import START, address, town
from bot.clock import Clock
from db import migrate
from db.session import Database

SPARE_SECONDS = 15
"""For so long there is more to send than is measured."""


async def main(
    platform: str,
    url: str,
    persons: int,
    seconds: int,
    command: list[str],
    folder: str,
    port: int,
    every: float = 1.0,
    rate: int = 0,
) -> None:
    """Measure and print as JSON. With a `rate` an announcement is sent meanwhile, so many a second, with statuses."""
    bulk = round(rate * (seconds + SPARE_SECONDS))
    setting = f"{START.isoformat()}@{datetime.now(UTC).isoformat()}*1"
    server = town(platform, persons + bulk, Clock.parse(setting).now, silent=bulk // 2)
    if url:
        await _furnish(platform, url, persons, bulk)
    await server.start()
    env = {
        "SAPA_DATABASE_URL": url,
        "SAPA_HTTP": f"127.0.0.1:{port}",
        "SAPA_FILES": f"{folder}/files",
        "SAPA_CLOCK": setting,
        **server.environment(),
        **({"SAPA_WHATSAPP_RATE": str(rate)} if rate else {}),
    }
    found = await asyncio.to_thread(_start, env, Path(folder) / "server.log", command)
    try:
        load = Load(server, f"http://{env['SAPA_HTTP']}{server.hook}", found.pid, tells=bool(rate))
        print(json.dumps(await load.run(persons, seconds, every)))
    finally:
        await asyncio.to_thread(found.end)
    await server.stop()


def _start(env: dict[str, str], log: Path, command: list[str]) -> processes.Running:
    return processes.Running(env, log, *command)


async def _furnish(platform: str, url: str, persons: int, bulk: int) -> None:
    """Chairs of one cooperative each, known to the bot, and an announcement in the queue to those who say nothing."""
    database = Database(url)
    await migrate.upgrade(database)
    heard, quiet = range(persons + bulk - bulk // 2), range(persons + bulk - bulk // 2, persons + bulk)
    async with database.transaction() as session:
        await town_hall.settle(session, platform, heard, wrote_at=START)
        if bulk:
            await town_hall.settle(session, platform, quiet, wrote_at=None)
            await town_hall.approve(session, address(platform, 0).account)
    if bulk:
        numbers = range(persons, persons + bulk)
        await durable.queue(database, platform, numbers, persons + bulk, guarded=True)
    await database.close()


if __name__ == "__main__":
    asyncio.run(main(**json.loads(sys.argv[1])))
