"""`sapa run` as a service: starts, answers, refuses a twin, and ends politely."""

import asyncio
import json
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import AsyncIterator

import pytest

from bot.simulator.limits import Limits
from bot.simulator.server import Simulator
from bot.simulator.world import World

TOKEN = "7:running"


@pytest.fixture
async def simulator() -> AsyncIterator[Simulator]:
    """Telegram's servers, with one manager."""
    from datetime import UTC, datetime

    world = World(now=lambda: datetime.now(UTC), token=TOKEN)
    world.add_person("Rahmat", phone="+628120000001")
    played = Simulator(world, limits=Limits(enabled=False))
    await played.start()
    yield played
    await played.stop()


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def get(port: int, path: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=3) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


async def until(condition, seconds: float = 20) -> None:
    """Wait for something to become true. Fails when it does not."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return
        await asyncio.sleep(0.1)
    pytest.fail("it did not happen")


def answered(simulator: Simulator, count: int = 1) -> bool:
    (person,) = simulator.world.people
    return sum(message["from"]["is_bot"] for message in simulator.world.chat(person)) >= count


@pytest.mark.slow
async def test_it_polls_answers_refuses_a_twin_and_ends_when_told(simulator, sapa, start) -> None:
    port = free_port()
    settings = {"telegram_token": TOKEN, "telegram_api": simulator.url, "http": f"127.0.0.1:{port}"}
    await asyncio.to_thread(sapa, "migrate")
    running = start("run", **settings)
    (person,) = simulator.world.people
    simulator.world.start(person)
    await until(lambda: answered(simulator))
    status, body = await asyncio.to_thread(get, port, "/health")
    assert (status, json.loads(body)["ok"]) == (200, True)
    assert "sapa_inbound_handled_total 1" in (await asyncio.to_thread(get, port, "/metrics"))[1]
    assert {each["command"] for each in simulator.world.commands} >= {"menu", "lapor", "petugas"}
    assert not {each["command"] for each in simulator.world.commands} & {"umumkan", "tugas"}
    twin = await asyncio.to_thread(sapa, "run", **settings)
    assert (twin.returncode, "in use by another sapa" in twin.stderr) == (1, True)

    simulator.world.faults.mode = "revoked"
    simulator.world.type_text(person, "menu")
    await until(lambda: get_ok(port) is False)
    status, body = await asyncio.to_thread(get, port, "/health")
    assert (status, "token was refused" in body) == (503, True)
    simulator.world.faults.mode = "none"
    await until(lambda: answered(simulator, 2), 40)

    running.send_signal(signal.SIGTERM)
    _, errors = await asyncio.to_thread(running.communicate, timeout=30)
    assert (running.returncode, '"event": "stopped"' in errors) == (0, True), errors
    assert TOKEN not in errors and "8120000001" not in errors


def get_ok(port: int) -> bool:
    return bool(json.loads(get(port, "/health")[1])["ok"])


@pytest.mark.slow
async def test_a_webhook_is_set_and_answered(simulator, sapa, start) -> None:
    port = free_port()
    await asyncio.to_thread(sapa, "migrate")
    start(
        "run",
        telegram_token=TOKEN,
        telegram_api=simulator.url,
        telegram_webhook=f"http://127.0.0.1:{port}/telegram",
        telegram_secret="s3cret",
        http=f"127.0.0.1:{port}",
    )
    (person,) = simulator.world.people
    simulator.world.start(person)
    await until(lambda: answered(simulator))
