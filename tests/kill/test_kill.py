"""Hundreds of `kill -9` of the running bot: at every stage, on both databases and platforms, the promises hold.

`SAPA_KILLS=1 pytest tests/kill -s` has a quick look with one kill a stage.
"""

import asyncio
import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from tests.kill import office
from tests.kill.killing import ORDER, WAYS, Kill, Killing
from tests.kill.messengers import OnTelegram, OnWhatsApp
from tests.kill.running import Launcher

PLATFORMS = {"telegram": OnTelegram.address, "whatsapp": OnWhatsApp.address}
KILLS = {
    ("telegram", "sqlite"): 10,
    ("telegram", "postgresql"): 5,
    ("whatsapp", "sqlite"): 4,
    ("whatsapp", "postgresql"): 2,
}
"""Kills a stage: 147 in all."""
SIDE_BY_SIDE = {"sqlite": 8, "postgresql": 4}
"""Kills at a time: mostly they wait for the platform's pace. A server has only so many connections."""
FIGURES = ("on_their_way", "undecided", "arrived", "replies_twice", "replies_lost", "others_twice", "others_lost")


def _planned(platform: str, kind: str) -> list[Kill]:
    """Every kill of a table. Where there are statuses, the stages take turns in how those arrive."""
    count = int(os.environ.get("SAPA_KILLS", KILLS[platform, kind]))
    ways = WAYS if platform == "whatsapp" else ("",)
    return [
        Kill(platform, stage, number, ways[(number + place) % len(ways)])
        for number in range(count)
        for place, stage in enumerate(ORDER)
    ]


async def _all(platform: str, kind: str, copy: Callable[[int], Awaitable[str]], folder: Path) -> list[Kill]:
    """Every kill of the table, a few side by side, each on a fresh copy of the same office."""
    waiting = _planned(platform, kind)
    done: list[Kill] = []
    launcher = await Launcher.start()

    async def lane() -> None:
        while waiting:
            kill = waiting.pop()
            killing = Killing(kill, await copy(len(waiting)), launcher, folder)
            done.append(replace(kill, at=killing.at, verdict=await killing.run()))

    try:
        async with asyncio.TaskGroup() as group:
            for _ in range(SIDE_BY_SIDE[kind]):
                group.create_task(lane())
    finally:
        await launcher.close()
    return done


def _table(title: str, kills: Sequence[Kill]) -> str:
    """Figures by stage, and by the way of statuses where there are any."""
    lines = [f"\n{title:24}{'kills':>7}" + "".join(f"{figure.replace('_', ' '):>15}" for figure in FIGURES)]
    ways = [f"statuses {way}" for way in WAYS] if any(each.way for each in kills) else []
    for name in (*ORDER, *ways, "all"):
        found = [each.verdict for each in kills if name in (each.stage, f"statuses {each.way}", "all")]
        numbers = [[getattr(each, figure) for each in found] for figure in FIGURES]
        lines.append(f"{name:24}{len(found):>7}" + "".join(f"{sum(n):>9} (≤{max(n, default=0):>2})" for n in numbers))
    return "\n".join(lines)


def _check(title: str, kills: Sequence[Kill]) -> None:
    print(_table(title, kills))
    wrong = [
        f"{each.stage}, pass {each.at}, statuses {each.way or 'none'}: {trouble}"
        for each in kills
        if each.verdict is not None
        for trouble in each.verdict.wrong
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_killed_anywhere_on_sqlite(platform: str, tmp_path: Path) -> None:
    await office.furnish(f"sqlite:///{tmp_path}/office.db", PLATFORMS[platform])

    async def copy(serial: int) -> str:
        shutil.copy(tmp_path / "office.db", tmp_path / f"{serial}.db")
        return f"sqlite:///{tmp_path}/{serial}.db"

    _check(f"{platform}, sqlite", await _all(platform, "sqlite", copy, tmp_path))


@asynccontextmanager
async def _administrator(url: str) -> AsyncIterator[psycopg.AsyncConnection]:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        yield connection


@pytest.mark.slow
@pytest.mark.parametrize("platform", PLATFORMS)
async def test_killed_anywhere_on_postgresql(platform: str, postgres_url: str, tmp_path: Path) -> None:
    server, _, name = postgres_url.rpartition("/")
    made: list[str] = []
    async with _administrator(f"{server}/postgres") as connection:
        await connection.execute(f"CREATE DATABASE {name}_kill")
        await office.furnish(f"{server}/{name}_kill", PLATFORMS[platform])
        turn = asyncio.Lock()

        async def copy(serial: int) -> str:
            async with turn:
                await connection.execute(f"CREATE DATABASE {name}_kill_{serial} TEMPLATE {name}_kill")
                made.append(f"{name}_kill_{serial}")
            return f"{server}/{made[-1]}"

        try:
            kills = await _all(platform, "postgresql", copy, tmp_path)
        finally:
            for each in (*made, f"{name}_kill"):
                await connection.execute(f"DROP DATABASE {each} WITH (FORCE)")
    _check(f"{platform}, postgresql", kills)
