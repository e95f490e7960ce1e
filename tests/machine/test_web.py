"""Webhooks, health and metrics over real HTTP."""

import io
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.clock import Clock
from bot.inbox import Inbox
from bot.messages import Json
from bot.settings import Office
from bot.web import BODY_LIMIT, Hook, build
from db.session import Database
from handlers.notices import noticed
from tests.machine.fake import NOW, Fake
from tests.machine.test_inbox import answers, opened

SECRET, VERIFY = "s3cret", "v3rify"
NOWHERE = "postgresql://postgres@127.0.0.1:1/sapa"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
OFFICE = Office("Dinas Koperasi", "Kota Pekanbaru", "", "", "Asia/Jakarta")


class House:
    """The HTTP side with a database of its own."""

    def __init__(self, database: Database, channel: Fake | None, secret: str = SECRET) -> None:
        self.inbox = Inbox(database, Clock(NOW, speed=0), OFFICE, answers, noticed)
        self.found: dict[str, Json] = {"ok": True, "troubles": {}}
        self.runner = web.AppRunner(
            build(
                self.inbox,
                telegram=Hook(channel, secret) if channel else None,
                whatsapp=Hook(channel, SECRET, VERIFY) if channel else None,
                health=self.health,
                metrics=lambda: "sapa_x_total 1\n",
            ),
            access_log=None,
        )
        self.address = ""

    async def health(self) -> Mapping[str, Json]:
        return self.found

    async def open(self) -> "House":
        await self.runner.setup()
        site = web.TCPSite(self.runner, "127.0.0.1", 0)
        await site.start()
        self.address = f"http://127.0.0.1:{self.runner.addresses[0][1]}"
        return self

    async def ask(self, method: str, path: str, **more: Any) -> tuple[int, str, Mapping[str, str]]:
        async with ClientSession() as session, session.request(method, self.address + path, **more) as answer:
            return answer.status, await answer.text(), answer.headers


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    database = await opened(f"sqlite:///{tmp_path}/sapa.db")
    opened_house = await House(database, Fake()).open()
    yield opened_house
    await opened_house.runner.cleanup()
    await database.close()


UPDATE = b'{"update_id": 5}'
POSTS: dict[str, tuple[dict[str, str], bytes, int, int, int]] = {
    "an update": (HEADERS, UPDATE, 200, 1, 0),
    "without the secret": ({}, UPDATE, 401, 0, 0),
    "with a wrong one": ({"X-Telegram-Bot-Api-Secret-Token": "s3cre"}, UPDATE, 401, 0, 0),
    "with one that is no ASCII": ({"X-Telegram-Bot-Api-Secret-Token": "s3crét"}, UPDATE, 401, 0, 0),
    "no JSON": (HEADERS, b"{", 200, 0, 0),
    "no UTF-8": (HEADERS, b"\xff\xfe", 200, 0, 0),
    "nothing": (HEADERS, b"", 200, 0, 0),
    "a list": (HEADERS, b"[]", 200, 0, 0),
    "no number": (HEADERS, b"{}", 200, 0, 0),
    "nested beyond reason": (HEADERS, b"[" * 100_000, 200, 0, 0),
    "what the channel can't read": (HEADERS, b'{"update_id": 5, "broken": 1}', 200, 0, 1),
    "more than anybody needs": (HEADERS, b" " * (BODY_LIMIT + 1), 413, 0, 0),
}


@pytest.mark.parametrize(("headers", "body", "status", "handled", "parked"), POSTS.values(), ids=POSTS)
async def test_posts(
    house: House, headers: dict[str, str], body: bytes, status: int, handled: int, parked: int
) -> None:
    assert (await house.ask("POST", "/telegram", data=io.BytesIO(body), headers=headers))[0] == status
    assert (house.inbox.handled, house.inbox.parked) == (handled, parked)


async def test_the_same_update_twice(house: House) -> None:
    for _ in range(2):
        assert (await house.ask("POST", "/telegram", data=UPDATE, headers=HEADERS))[0] == 200
    assert (house.inbox.handled, house.inbox.duplicates) == (1, 1)


async def test_without_a_database_the_platform_keeps_the_update() -> None:
    house = await House(Database(NOWHERE), Fake()).open()
    for body in (UPDATE, b'{"update_id": 5, "broken": 1}'):
        status, _, headers = await house.ask("POST", "/telegram", data=body, headers=HEADERS)
        assert (status, headers["Retry-After"]) == (503, "5")
    await house.runner.cleanup()


@pytest.mark.parametrize(("channel", "secret"), [(None, SECRET), (Fake(), "")], ids=["polling", "no secret set"])
async def test_a_webhook_nobody_set_up_takes_nothing(channel: Fake | None, secret: str) -> None:
    house = await House(Database(NOWHERE), channel, secret).open()
    for headers in ({}, HEADERS, {"X-Telegram-Bot-Api-Secret-Token": ""}):
        assert (await house.ask("POST", "/telegram", data=UPDATE, headers=headers))[0] == 401
    await house.runner.cleanup()


async def test_health(house: House) -> None:
    assert (await house.ask("GET", "/health"))[0] == 200
    house.found = {"ok": False, "troubles": {"database": "the database does not answer"}}
    status, body, _ = await house.ask("GET", "/health")
    assert (status, "the database does not answer" in body) == (503, True)


async def test_metrics_count_who_was_refused(house: House) -> None:
    await house.ask("POST", "/telegram", data=UPDATE)
    status, body, headers = await house.ask("GET", "/metrics")
    assert (status, headers["Content-Type"].split(";")[0]) == (200, "text/plain")
    refused = "sapa_webhook_refused_total"
    lines = ["sapa_x_total 1", f'{refused}{{channel="telegram"}} 1', f'{refused}{{channel="whatsapp"}} 0']
    assert body.splitlines() == lines


async def test_anything_else_is_not_there(house: House) -> None:
    assert [(await house.ask("GET", path))[0] for path in ("/", "/telegram", "/whatsapp")] == [404, 405, 403]
