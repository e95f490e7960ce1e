"""Flood limits: the account's second, the chat's bucket, and what a 429 says."""

import pytest

from bot.simulator.limits import Limits
from bot.simulator.server import Simulator


@pytest.fixture
def limits(ticker):
    return Limits(monotonic=ticker)


def test_a_chat_takes_three_at_once_and_then_one_a_second(limits, ticker):
    assert [limits.wait(1) for _ in range(5)] == [0, 0, 0, 1, 1]
    ticker.seconds += 1
    assert [limits.wait(1) for _ in range(2)] == [0, 1]
    ticker.seconds += 60
    assert [limits.wait(1) for _ in range(4)] == [0, 0, 0, 1]


def test_the_account_takes_thirty_in_any_second(limits, ticker):
    for chat in range(15):
        assert limits.wait(chat) == 0
    ticker.seconds += 0.5
    for chat in range(15, 30):
        assert limits.wait(chat) == 0
    assert limits.wait(99) == 1
    ticker.seconds += 0.5
    assert [limits.wait(chat) for chat in range(100, 116)] == [0] * 15 + [1]


def test_quiet_chats_are_forgotten(limits, ticker, monkeypatch):
    monkeypatch.setattr("bot.simulator.limits.REMEMBERED_CHATS", 10)
    for chat in range(50):
        ticker.seconds += 2
        assert limits.wait(chat) == 0
    assert len(limits._full_at) <= 11


def test_switched_off_they_take_everything():
    limits = Limits(enabled=False)
    assert {limits.wait(1) for _ in range(1000)} == {0}


@pytest.fixture
async def simulator(world, limits):
    server = Simulator(world, limits=limits)
    await server.start()
    yield server
    await server.stop()


async def test_a_429_names_its_seconds_and_sends_nothing(ask, world, ticker, budi):
    for _ in range(3):
        assert (await ask("sendMessage", chat_id=budi.id, text="a"))["ok"]
    assert await ask("sendMessage", chat_id=budi.id, text="b") == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    edit = await ask("editMessageText", chat_id=budi.id, message_id=2, text="c")
    assert edit["error_code"] == 429
    assert len(world.chat(budi.id)) == 4
    assert (await ask("sendChatAction", chat_id=budi.id, action="typing"))["ok"]
    ticker.seconds += 1
    assert (await ask("sendMessage", chat_id=budi.id, text="b"))["ok"]


async def test_what_is_refused_costs_nothing(ask, budi):
    for _ in range(5):
        assert (await ask("sendMessage", chat_id=budi.id, text=""))["error_code"] == 400
    assert (await ask("sendMessage", chat_id=budi.id, text="a"))["ok"]


async def test_a_webhook_is_set_once_a_second(ask):
    assert (await ask("setWebhook", url="http://127.0.0.1:9/a"))["ok"]
    again = await ask("setWebhook", url="http://127.0.0.1:9/b")
    assert (again["error_code"], again["parameters"]) == (429, {"retry_after": 1})
