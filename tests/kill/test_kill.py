"""A hundred `kill -9` of the running bot: at every stage, on both databases, the promises hold to the letter.

`SAPA_KILLS=1 pytest tests/kill -s` has a quick look with one kill a stage.
"""

import asyncio
import os
import random
import shutil
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from bot.simulator.server import Simulator
from bot.simulator.world import World
from db.session import Database
from tests.kill import office
from tests.kill.launch import STAGES
from tests.kill.running import Launcher, Life, Plain, put_down
from tests.kill.verdict import Verdict, is_drained, judge

WIDTH = 8
LEFT = "request has left"
ORDER = (*list(STAGES)[:4], LEFT, *list(STAGES)[4:])
KILLS = {"sqlite": 10, "postgresql": 5}
"""Kills a stage: 105 in all."""
SIDE_BY_SIDE = {"sqlite": 8, "postgresql": 4}
"""Kills at a time: mostly they wait for Telegram's pace. A server has only so many connections."""
LAST_PASS = {"before inbound commit": 20, "after inbound commit": 20, "before mark": 12, "after settle": 12}
"""The latest pass at which a stage kills; a pass of the others is one request, and about sixty are made."""
SECONDS = 40


@dataclass(frozen=True, slots=True)
class Kill:
    """One kill and what came of it."""

    stage: str
    at: int
    verdict: Verdict


async def _one(number: int, stage: str, url: str, launcher: Launcher, folder: Path) -> Kill:
    """A bot is killed under load, started again without trouble, and left alone until nothing moves any more."""
    dice = random.Random(f"{stage} {number}")
    at = dice.randint(2, LAST_PASS.get(stage, WIDTH if stage == LEFT else 40))
    world = World(now=office.CLOCK.now, token=office.TOKEN, ids_from=1000)
    office.phones(world)
    simulator = Simulator(world)
    await simulator.start()
    env = office.environment(url, simulator.url, f"{folder}/files")
    log = folder / f"{stage} {number}.log"
    database = Database(url)
    late = 0.0 if "inbound" in stage else dice.choice((0.0, 1.5))  # late: the queue in flight is announcements
    typing = asyncio.create_task(office.reporters(world, dice, late))
    lives: list[Life] = []
    try:
        is_plain = stage == LEFT and number == 0
        first: Life = await (Plain.begin(env, log) if is_plain else launcher.begin(env, log, stage, at))
        lives.append(first)
        if stage == LEFT:
            await _kill_when_left(first, world, skipped=dice.randint(0, 20), at=at)
        async with asyncio.timeout(SECONDS):
            assert await first.ended() == -signal.SIGKILL, f"{stage} {at}: see {log}"
        lives.append(await launcher.begin(env, log))
        messages = await typing
        await _until(lambda: is_drained(database, messages), f"{stage} {at} does not drain: see {log}", 0.25)
        verdict = await judge(database, world, messages, WIDTH, office.CLOCK.now())
        await put_down(lives[-1])
        return Kill(stage, at, verdict)
    finally:
        for life in lives:
            life.signal(signal.SIGKILL)
        typing.cancel()
        await database.close()
        await simulator.stop()


async def _kill_when_left(life: Life, world: World, *, skipped: int, at: int) -> None:
    """From some message on the server takes requests and answers none; after the `at`-th of those the bot is killed."""

    def posted() -> int:
        return sum(message["from"]["is_bot"] for chat in world.chats.values() for message in chat.messages.values())

    async def more_than(count: int) -> bool:
        return posted() >= count

    await _until(lambda: more_than(skipped), "nothing is sent", 0.003)
    world.faults.mode, world.faults.seconds = "hang", SECONDS
    begun = posted()
    await _until(lambda: more_than(begun + at), "no request hangs", 0.003)
    life.signal(signal.SIGKILL)
    world.faults.mode = "none"


async def _until(is_true: Callable[[], Awaitable[bool]], trouble: str, pause: float) -> None:
    end = time.monotonic() + SECONDS
    while not await is_true():
        assert time.monotonic() < end, trouble
        await asyncio.sleep(pause)


async def _all(kind: str, copy: Callable[[int], Awaitable[str]], folder: Path) -> list[Kill]:
    """Every kill of the table, a few side by side, each on a fresh copy of the same office."""
    count = int(os.environ.get("SAPA_KILLS", KILLS[kind]))
    waiting = [(number, stage) for number in range(count) for stage in ORDER]
    done: list[Kill] = []
    launcher = await Launcher.start()

    async def lane() -> None:
        while waiting:
            number, stage = waiting.pop()
            done.append(await _one(number, stage, await copy(len(waiting)), launcher, folder))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(SIDE_BY_SIDE[kind]):
                group.create_task(lane())
    finally:
        await launcher.close()
    return done


def _table(kind: str, kills: list[Kill]) -> str:
    """Figures a stage."""
    figures = ("undecided", "arrived", "replies_twice", "replies_lost", "others_twice", "others_lost")
    lines = [f"\n{kind:24}{'kills':>7}" + "".join(f"{figure.replace('_', ' '):>15}" for figure in figures)]
    for stage in (*ORDER, "all"):
        found = [each.verdict for each in kills if stage in (each.stage, "all")]
        numbers = [[getattr(each, figure) for each in found] for figure in figures]
        lines.append(f"{stage:24}{len(found):>7}" + "".join(f"{sum(n):>9} (≤{max(n, default=0):>2})" for n in numbers))
    return "\n".join(lines)


def _check(kind: str, kills: list[Kill]) -> None:
    print(_table(kind, kills))
    wrong = [f"{each.stage}, pass {each.at}: {trouble}" for each in kills for trouble in each.verdict.wrong]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
async def test_killed_anywhere_on_sqlite(tmp_path: Path) -> None:
    await office.furnish(f"sqlite:///{tmp_path}/office.db")

    async def copy(serial: int) -> str:
        shutil.copy(tmp_path / "office.db", tmp_path / f"{serial}.db")
        return f"sqlite:///{tmp_path}/{serial}.db"

    _check("sqlite", await _all("sqlite", copy, tmp_path))


@asynccontextmanager
async def _administrator(url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        yield connection


@pytest.mark.slow
async def test_killed_anywhere_on_postgresql(postgres_url: str, tmp_path: Path) -> None:
    server, _, name = postgres_url.rpartition("/")
    made: list[str] = []
    async with _administrator(f"{server}/postgres") as connection:
        await connection.execute(f"CREATE DATABASE {name}_kill")
        await office.furnish(f"{server}/{name}_kill")
        turn = asyncio.Lock()

        async def copy(serial: int) -> str:
            async with turn:
                await connection.execute(f"CREATE DATABASE {name}_kill_{serial} TEMPLATE {name}_kill")
                made.append(f"{name}_kill_{serial}")
            return f"{server}/{made[-1]}"

        try:
            kills = await _all("postgresql", copy, tmp_path)
        finally:
            for each in (*made, f"{name}_kill"):
                await connection.execute(f"DROP DATABASE {each} WITH (FORCE)")
    _check("postgresql", kills)
