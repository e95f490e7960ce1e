"""The webhook: order within a key, concurrency across keys, retries, secret, answers that carry a method."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.simulator.delivery import pause
from tests.patience import PATIENCE


class Bot:
    """A bot's side of the webhook: remembers what comes and answers as told."""

    def __init__(self) -> None:
        self.url = ""
        self.seen: list[dict] = []
        self.secrets: list[str | None] = []
        self.answers: list[web.Response] = []
        self.held: dict[str, asyncio.Event] = {}
        self.arrived = asyncio.Condition()

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        async with self.arrived:
            self.seen.append(update)
            self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
            self.arrived.notify_all()
        answer = self.answers.pop(0) if self.answers else web.Response()
        if (text := update.get("message", {}).get("text")) in self.held:
            await self.held[text].wait()
        return answer

    async def until(self, count: int) -> None:
        async with asyncio.timeout(PATIENCE), self.arrived:
            await self.arrived.wait_for(lambda: len(self.seen) >= count)

    def texts(self) -> list[str]:
        return [update["message"]["text"] for update in self.seen]


@pytest.fixture
async def bot() -> AsyncIterator[Bot]:
    taker = Bot()
    app = web.Application()
    app.router.add_post("/telegram", taker.take)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    taker.url = f"http://127.0.0.1:{runner.addresses[0][1]}/telegram"
    yield taker
    await runner.cleanup()


async def emptied(ask) -> dict:
    """What getWebhookInfo says once nothing waits."""
    for _ in range(200):
        info = (await ask("getWebhookInfo"))["result"]
        if not info["pending_update_count"]:
            return info
        await asyncio.sleep(0.01)
    raise AssertionError(info)


async def test_what_waited_comes_first_with_the_secret(ask, world, budi, bot):
    world.type_text(budi.id, "satu")
    await ask("setWebhook", url=bot.url, secret_token="s3_cret-")
    world.type_text(budi.id, "dua")
    await bot.until(2)
    assert bot.texts() == ["satu", "dua"]
    assert bot.secrets == ["s3_cret-"] * 2
    assert (await emptied(ask))["url"] == bot.url


async def test_a_stuck_chat_holds_back_itself_only(ask, world, budi, siti, bot):
    bot.held["satu"] = asyncio.Event()
    await ask("setWebhook", url=bot.url)
    world.type_text(budi.id, "satu")
    world.type_text(budi.id, "dua")
    world.type_text(siti.id, "tiga")
    await bot.until(2)
    assert sorted(bot.texts()) == ["satu", "tiga"]
    bot.held["satu"].set()
    await bot.until(3)
    assert bot.texts()[2] == "dua"


async def test_a_press_does_not_wait_for_the_chat(ask, world, budi, bot):
    bot.held["satu"] = asyncio.Event()
    buttons = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    sent = await ask("sendMessage", chat_id=budi.id, text="Sudah?", reply_markup=buttons)
    await ask("setWebhook", url=bot.url)
    world.type_text(budi.id, "satu")
    world.press(budi.id, sent["result"]["message_id"], "ya")
    await bot.until(2)
    assert {list(update)[1] for update in bot.seen} == {"message", "callback_query"}
    bot.held["satu"].set()


async def test_connections_are_limited(ask, world, budi, siti, bot):
    bot.held["satu"] = asyncio.Event()
    await ask("setWebhook", url=bot.url, max_connections=1)
    world.type_text(budi.id, "satu")
    world.type_text(siti.id, "dua")
    await bot.until(1)
    await asyncio.sleep(0.05)
    assert bot.texts() == ["satu"]
    bot.held["satu"].set()
    await bot.until(2)


async def test_any_refusal_is_tried_again_in_order(ask, world, budi, bot):
    bot.answers = [web.Response(status=500), web.Response(status=404), web.Response(status=302)]
    await ask("setWebhook", url=bot.url)
    world.type_text(budi.id, "satu")
    world.type_text(budi.id, "dua")
    await bot.until(5)
    assert bot.texts() == ["satu"] * 4 + ["dua"]
    info = await emptied(ask)
    assert info["last_error_message"] == "Wrong response from the webhook: 302 Found"
    assert info["last_error_date"] == world.seconds()


async def test_retry_after_is_honoured(ask, world, budi, bot):
    bot.answers = [web.Response(status=503, headers={"Retry-After": "20"})]
    await ask("setWebhook", url=bot.url)
    world.type_text(budi.id, "satu")
    await bot.until(1)
    await asyncio.sleep(0.1)
    assert len(bot.seen) == 1
    await bot.until(2)


async def test_nobody_there(ask, world, budi):
    await ask("setWebhook", url="http://127.0.0.1:9/telegram")
    world.type_text(budi.id, "satu")
    await asyncio.sleep(0.05)
    info = (await ask("getWebhookInfo"))["result"]
    assert (info["pending_update_count"], info["last_error_message"]) == (1, "Connection refused")


async def test_an_expired_update_makes_way(ask, world, ticker, budi, bot):
    bot.answers = [web.Response(status=500, headers={"Retry-After": "10"})]
    await ask("setWebhook", url=bot.url)
    world.raw_update({"inline_query": {"id": "1", "from": {"id": budi.id}}})
    await bot.until(1)
    ticker.seconds += 31
    await emptied(ask)
    assert len(bot.seen) == 1


async def test_an_answer_may_carry_a_method(ask, world, budi, bot):
    bot.answers = [
        web.json_response({"method": "sendMessage", "chat_id": budi.id, "text": "Terima kasih"}),
        web.json_response({"method": "sendMessage", "chat_id": 5, "text": "kepada siapa"}),
        web.json_response({"method": "deleteWebhook"}),
        web.Response(
            text=f"method=sendMessage&chat_id={budi.id}&text=Dua", content_type="application/x-www-form-urlencoded"
        ),
        web.Response(text="ok"),
    ]
    await ask("setWebhook", url=bot.url)
    for word in "abcde":
        world.type_text(budi.id, word)
    await bot.until(5)
    assert (await emptied(ask))["url"] == bot.url
    assert [message["text"] for message in world.chat(budi.id) if message["from"]["is_bot"]] == ["Terima kasih", "Dua"]


async def test_dropping_what_waits(ask, world, budi, bot):
    world.type_text(budi.id, "satu")
    await ask("setWebhook", url=bot.url, drop_pending_updates=True)
    world.type_text(budi.id, "dua")
    await bot.until(1)
    assert bot.texts() == ["dua"]
    await ask("deleteWebhook")
    world.type_text(budi.id, "tiga")
    assert (await ask("getWebhookInfo"))["result"]["pending_update_count"] >= 1
    await ask("deleteWebhook", drop_pending_updates=True)
    assert (await ask("getWebhookInfo"))["result"]["pending_update_count"] == 0


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"url": "nowhere"}, "invalid webhook URL specified"),
        ({"url": "ftp://example.org/"}, "invalid webhook URL specified"),
        ({"url": "http://h:99999/"}, "invalid webhook URL specified"),
        ({"url": "http://h/", "secret_token": "a b"}, "secret token contains unallowed characters"),
        ({"url": "http://h/", "secret_token": "x" * 257}, "secret token is too long"),
    ],
)
async def test_refuses(ask, params, why):
    assert (await ask("setWebhook", params))["description"] == f"Bad Request: {why}"


async def test_what_the_settings_say(ask, bot):
    hook = {"url": bot.url, "max_connections": 500, "allowed_updates": ["message"]}
    assert (await ask("setWebhook", hook))["description"] == "Webhook was set"
    assert (await ask("setWebhook", hook))["description"] == "Webhook is already set"
    info = (await ask("getWebhookInfo"))["result"]
    assert (info["max_connections"], info["allowed_updates"]) == (100, ["message"])
    assert (await ask("setWebhook", url=""))["description"] == "Webhook was deleted"
    assert (await ask("deleteWebhook"))["description"] == "Webhook is already deleted"
    assert (await ask("getWebhookInfo"))["result"]["url"] == ""


def test_pauses_double_and_end_between_one_and_two_minutes():
    assert [pause(failures) for failures in range(1, 8)] == [0, 2, 4, 8, 16, 32, 64]
    assert 60 <= pause(8) <= 120
