"""A world with two people and a server that answers for it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest

from bot.simulator.limits import Limits
from bot.simulator.people import Person
from bot.simulator.server import Simulator
from bot.simulator.world import World

NOON = datetime(2027, 3, 1, 5, 0, tzinfo=UTC)
Ask = Callable[..., Awaitable[dict[str, Any]]]


class Ticker:
    """A monotonic clock that moves when told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


@pytest.fixture
def world(ticker: Ticker) -> World:
    return World(now=lambda: NOON, ids_from=0, monotonic=ticker)


@pytest.fixture
def budi(world: World) -> Person:
    """Has talked to the bot; nothing of it waits any more."""
    person = world.add_person("Budi Santoso", phone="0812-3456-7890")
    world.start(person.id)
    world.updates.clear()
    return person


@pytest.fixture
def siti(world: World) -> Person:
    """Never started the bot."""
    return world.add_person("Siti", role="staff")


@pytest.fixture
async def simulator(world: World) -> AsyncIterator[Simulator]:
    server = Simulator(world, limits=Limits(enabled=False), retry_scale=0.01)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


@pytest.fixture
def ask(simulator: Simulator, session: aiohttp.ClientSession) -> Ask:
    """Call a method with JSON parameters; the envelope, after checking that it fits the HTTP status."""

    async def call(method: str, params: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
        address = f"{simulator.url}/bot{simulator.world.token}/{method}"
        async with session.post(address, json={**(params or {}), **more}) as answer:
            envelope: dict[str, Any] = await answer.json()
            assert answer.status == envelope.get("error_code", 200)
            assert envelope["ok"] is (answer.status == 200)
            return envelope

    return call
