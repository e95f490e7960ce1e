"""Phones over a real simulator: the page on one side, both messengers' APIs on the other, a calendar that moves."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import playwright.async_api
import pytest
import pytest_asyncio

from bot.simulator import page as phones
from bot.simulator.limits import Limits
from bot.simulator.people import Person
from bot.simulator.server import Simulator
from bot.simulator.whatsapp.limits import WhatsAppLimits
from bot.simulator.whatsapp.server import WhatsAppServer
from bot.simulator.whatsapp.world import WhatsAppPerson, WhatsAppWorld
from bot.simulator.world import World
from tests.patience import PATIENCE

CHROMIUM = Path(os.environ.get("CHROMIUM", "/usr/bin/chromium"))
QUIET = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
Bot = Callable[..., Awaitable[Any]]


class Calendar:
    """Monday morning, 11 January 2027, 08.30 WIB, until somebody moves it."""

    def __init__(self) -> None:
        self.now = datetime(2027, 1, 11, 1, 30, tzinfo=UTC)

    def move(self, to: datetime) -> None:
        self.now = to


@pytest.fixture
def calendar() -> Calendar:
    return Calendar()


@pytest.fixture
def world(calendar: Calendar) -> World:
    """Three managers and a member of staff; nobody has started the bot."""
    world = World(now=lambda: calendar.now)
    for name, note in (("Siti Rahmawati", "Ketua, KSP Melati"), ("Budi Santoso", "Bendahara, KUD Maju")):
        world.add_person(name, note=note)
    world.add_person("Rina Kartika", role="staff", note="Pembina")
    world.add_person("Dewi Lestari", note="Ketua, Kopwan Anggrek")
    return world


@pytest.fixture
def siti(world: World) -> Person:
    """The manager whose phone stands first."""
    return next(iter(world.people.values()))


@pytest.fixture
def whatsapp() -> WhatsAppWorld | None:
    """No second messenger, unless a file of tests brings it."""
    return None


@pytest.fixture
def whatsapp_world(calendar: Calendar) -> WhatsAppWorld:
    """Two managers and a member of staff with WhatsApp; nobody has written."""
    world = WhatsAppWorld(now=lambda: calendar.now)
    world.add_person("Yusuf Maulana", note="Ketua, KSU Sejahtera")
    world.add_person("Ani Wijaya", note="Bendahara, KPRI Bina", hides_number=True)
    world.add_person("Bambang Irawan", role="staff", note="Penyuluh")
    return world


@pytest.fixture
def yusuf(whatsapp_world: WhatsAppWorld) -> WhatsAppPerson:
    """The manager whose WhatsApp phone stands first."""
    return next(iter(whatsapp_world.people.values()))


@pytest_asyncio.fixture(loop_scope="session")
async def simulator(world: World, whatsapp: WhatsAppWorld | None, calendar: Calendar) -> AsyncIterator[Simulator]:
    server = Simulator(world, limits=Limits(enabled=False))
    hints = ["Ketik <lapor rat>."]
    phones.add_routes(server.app, world, whatsapp=whatsapp, move_clock=calendar.move, hints=hints)
    if whatsapp is not None:
        WhatsAppServer(whatsapp, limits=WhatsAppLimits(enabled=False)).add_routes(server.app)
    await server.start()
    yield server
    await server.stop()


@pytest_asyncio.fixture(loop_scope="session")
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as client:
        yield client


@pytest.fixture
def bot(simulator: Simulator, session: aiohttp.ClientSession) -> Bot:
    """What the bot does over the wire: call a method, get its result."""

    async def call(method: str, **params: Any) -> Any:
        async with session.post(f"{simulator.url}/bot{simulator.world.token}/{method}", json=params) as answer:
            envelope = await answer.json()
            assert envelope["ok"], envelope
            return envelope["result"]

    return call


@pytest.fixture
def graph(simulator: Simulator, session: aiohttp.ClientSession, whatsapp_world: WhatsAppWorld) -> Bot:
    """What the bot asks of WhatsApp's messages edge: a body, answered."""

    async def call(**body: Any) -> Any:
        url = f"{simulator.url}/v26.0/{whatsapp_world.number_id}/messages"
        headers = {"Authorization": f"Bearer {whatsapp_world.token}"}
        async with session.post(url, json={"messaging_product": "whatsapp", **body}, headers=headers) as answer:
            envelope = await answer.json()
            assert answer.status == 200, envelope
            return envelope

    return call


@pytest.fixture
def send(graph: Bot) -> Bot:
    """A message of the bot over WhatsApp: to whom, what kind, which content."""

    async def call(to: WhatsAppPerson, kind: str, content: Any) -> Any:
        return await graph(recipient=to.user_id, type=kind, **{kind: content})

    return call


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Where Chromium is; its absence is a reason to skip, except where CI promises it."""
    if CHROMIUM.exists():
        return CHROMIUM
    reason = f"no Chromium at {CHROMIUM}; the page's browser tests are skipped (set CHROMIUM to its path)"
    if os.environ.get("CI"):
        pytest.fail(f"CI requires Chromium: {reason}")
    pytest.skip(reason)


@pytest_asyncio.fixture(loop_scope="session", scope="session")
async def window(chromium: Path) -> AsyncIterator[playwright.async_api.BrowserContext]:
    """One Chromium without a window for all tests; each simulator has a port, so an origin, of its own."""
    async with playwright.async_api.async_playwright() as driver:
        browser = await driver.chromium.launch(executable_path=chromium, args=QUIET.split())
        window = await browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        window.set_default_timeout(PATIENCE * 1000)
        playwright.async_api.expect.set_options(timeout=PATIENCE * 1000)
        yield window
        await browser.close()


@pytest_asyncio.fixture(loop_scope="session")
async def screen(
    window: playwright.async_api.BrowserContext, simulator: Simulator
) -> AsyncIterator[playwright.async_api.Page]:
    """The page, opened and connected; anything that its scripts complain about fails the test."""
    page = await window.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if line.type == "error" else None)
    await page.goto(simulator.url, wait_until="commit")
    await playwright.async_api.expect(page.locator("#link")).to_have_text("tersambung")
    yield page
    await page.close()
    assert complaints == []
