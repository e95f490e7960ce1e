"""A number with two people, its server, and a webhook that listens."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.simulator.whatsapp.limits import WhatsAppLimits
from bot.simulator.whatsapp.people import WhatsAppPerson
from bot.simulator.whatsapp.server import WhatsAppServer
from bot.simulator.whatsapp.world import WhatsAppWorld
from tests.simulator.whatsapp.hook import Hook

NOON = datetime(2027, 3, 1, 5, 0, tzinfo=UTC)
Json = dict[str, Any]
Send = Callable[..., Awaitable[Json]]
Ask = Callable[..., Awaitable[tuple[int, Json]]]


class Calendar:
    """A wall clock that moves when told."""

    def __init__(self) -> None:
        self.at = NOON

    def __call__(self) -> datetime:
        return self.at

    def move(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def world(calendar: Calendar) -> WhatsAppWorld:
    return WhatsAppWorld(now=calendar, ids_from=0)


@pytest.fixture
def budi(world: WhatsAppWorld) -> WhatsAppPerson:
    """Wrote just now: the window is open."""
    person = world.add_person("Budi Santoso", phone="0812-3456-7890")
    world.type_text(person.id, "Halo")
    return person


@pytest.fixture
def siti(world: WhatsAppWorld) -> WhatsAppPerson:
    """Hides her number and never wrote."""
    return world.add_person("Siti", phone="+62 812 9999 0000", role="staff", hides_number=True)


@pytest.fixture
def limits() -> WhatsAppLimits:
    return WhatsAppLimits(enabled=False)


@pytest.fixture
async def address(world: WhatsAppWorld, limits: WhatsAppLimits) -> AsyncIterator[str]:
    """Base URL of a running server, with the version."""
    app = web.Application()
    WhatsAppServer(world, limits=limits, retry_scale=0.001).add_routes(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}/v26.0"
    await runner.cleanup()


@pytest.fixture
async def hook(world: WhatsAppWorld, address: str) -> AsyncIterator[Hook]:
    listening = Hook()
    await listening.start()
    world.webhook = listening.url
    yield listening
    await listening.stop()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(headers={"Authorization": "Bearer wa-token"}) as client:
        yield client


@pytest.fixture
def ask(address: str, session: aiohttp.ClientSession) -> Ask:
    """Any request: status and JSON."""

    async def call(method: str, path: str, **more: Any) -> tuple[int, Json]:
        async with session.request(method, f"{address}/{path}", **more) as answer:
            return answer.status, await answer.json()

    return call


@pytest.fixture
def send(ask: Ask, world: WhatsAppWorld) -> Send:
    """Post a message to a person (or any address); the answer, or the error object with its `status`."""

    async def call(to: WhatsAppPerson | Mapping[str, str], **body: Any) -> Json:
        address = {"to": to.wa_id} if isinstance(to, WhatsAppPerson) else dict(to)
        whole = {"messaging_product": "whatsapp", **address, **body}
        status, answer = await ask("POST", f"{world.number_id}/messages", json=whole)
        return answer if status == 200 else {"status": status, **answer["error"]}

    return call


def text(body: str) -> Json:
    return {"type": "text", "text": {"body": body}}


def buttons(*titles: str) -> Json:
    replies = [{"type": "reply", "reply": {"id": title.lower(), "title": title}} for title in titles]
    return {
        "type": "interactive",
        "interactive": {"type": "button", "body": {"text": "Sudah?"}, "action": {"buttons": replies}},
    }


def reminder(**more: Any) -> Json:
    """A template as it is handed in."""
    body = {
        "type": "BODY",
        "text": "Yth. {{1}}, laporan rapat {{2}} kami tunggu sampai akhir bulan ini.",
        "example": {"body_text": [["Budi", "2026"]]},
    }
    replies = [{"type": "QUICK_REPLY", "text": "Lapor"}, {"type": "QUICK_REPLY", "text": "Nanti"}]
    footer = {"type": "FOOTER", "text": "Dinas Koperasi"}
    parts = [body, footer, {"type": "BUTTONS", "buttons": replies}]
    return {"name": "rat_reminder", "language": "id", "category": "UTILITY", "components": parts, **more}


def filled(*values: str, name: str = "rat_reminder", **more: Any) -> Json:
    """A template as it is sent."""
    parameters = [{"type": "text", "text": value} for value in values]
    parts = [{"type": "body", "parameters": parameters}, *more.pop("components", [])]
    return {"type": "template", "template": {"name": name, "language": {"code": "id"}, "components": parts}, **more}
