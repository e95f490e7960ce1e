"""getUpdates: what is queued, confirmed, forgotten, and who may poll."""

import asyncio
import json

import aiohttp
import pytest

from tests.patience import PATIENCE

OTHER_POLLER = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
)


@pytest.fixture
def texts(ask):
    """The texts that a getUpdates with these parameters brings, with the id of the last update."""

    async def poll(**params):
        batch = (await ask("getUpdates", params))["result"]
        return [update["message"]["text"] for update in batch], batch[-1]["update_id"] if batch else 0

    return poll


async def test_only_an_offset_confirms(world, budi, texts):
    for word in ("satu", "dua", "tiga"):
        world.type_text(budi.id, word)
    seen, last = await texts()
    assert seen == ["satu", "dua", "tiga"]
    assert await texts() == (seen, last)
    assert (await texts(offset=last))[0] == ["tiga"]
    assert (await texts(offset=last + 1))[0] == []


async def test_a_negative_offset_keeps_the_newest(world, budi, texts):
    for word in ("satu", "dua", "tiga"):
        world.type_text(budi.id, word)
    assert (await texts(offset=-5))[0] == ["satu", "dua", "tiga"]
    assert (await texts(offset=-2))[0] == ["dua", "tiga"]
    assert (await texts())[0] == ["dua", "tiga"]


@pytest.mark.parametrize(("limit", "count"), [(2, 2), (0, 1), (1000, 100), ("x", 100)])
async def test_a_batch_has_at_most(world, budi, texts, limit, count):
    for number in range(110):
        world.type_text(budi.id, str(number))
    assert len((await texts(limit=limit))[0]) == count


async def test_ids_increase(ask, world, budi):
    for word in ("satu", "dua"):
        world.type_text(budi.id, word)
    world.block(budi.id, True)
    ids = [update["update_id"] for update in (await ask("getUpdates"))["result"]]
    assert ids == sorted(set(ids))


async def test_a_long_poll_wakes_at_once(world, budi, texts):
    poll = asyncio.create_task(texts(timeout=50))
    await asyncio.sleep(0.05)
    assert not poll.done()
    world.type_text(budi.id, "halo")
    world.type_text(budi.id, "pak")
    async with asyncio.timeout(PATIENCE):
        assert (await poll)[0] == ["halo", "pak"]


async def test_a_second_poller_ends_the_first(ask, world, budi, texts):
    first = asyncio.create_task(ask("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(texts(timeout=50))
    ended = await first
    assert (ended["error_code"], ended["description"]) == (409, OTHER_POLLER)
    world.type_text(budi.id, "halo")
    assert (await second)[0] == ["halo"]


async def test_a_webhook_ends_polling(ask):
    poll = asyncio.create_task(ask("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    assert (await ask("setWebhook", url="http://127.0.0.1:9/telegram"))["description"] == "Webhook was set"
    assert (await poll)["description"] == "Conflict: terminated by setWebhook request"
    refused = await ask("getUpdates")
    assert (refused["error_code"], refused["description"]) == (409, WEBHOOK_ACTIVE)
    assert (await ask("deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await ask("getUpdates"))["result"] == []


async def test_kinds_that_must_be_asked_for(ask, world):
    reaction = {"message_reaction": {"chat": {"id": 1}, "user": {"id": 1}}}
    world.raw_update(reaction)
    assert (await ask("getUpdates", allowed_updates=json.dumps(["message_reaction"])))["result"] == []
    world.raw_update(reaction)
    world.raw_update({"poll": {"id": "1"}})
    assert [list(update)[1] for update in (await ask("getUpdates"))["result"]] == ["message_reaction"]
    await ask("getUpdates", offset=-1, allowed_updates=[])
    world.raw_update({"poll": {"id": "1"}})
    world.raw_update(reaction)
    assert [list(update)[1] for update in (await ask("getUpdates"))["result"]] == ["message_reaction", "poll"]


async def test_kinds_must_be_a_list(ask):
    for kinds in ("{", {"a": 1}, [1]):
        assert (await ask("getUpdates", allowed_updates=kinds))["error_code"] == 400


async def test_a_raw_update_may_bring_its_id(ask, world, budi):
    world.raw_update({"update_id": 2_000_000_000, "poll": {"id": "1"}})
    world.type_text(budi.id, "halo")
    assert [update["update_id"] for update in (await ask("getUpdates"))["result"]] == [2_000_000_000, 2_000_000_001]


@pytest.mark.parametrize(("kind", "seconds"), [("message", 86_400), ("callback_query", 150), ("inline_query", 30)])
async def test_an_update_that_nobody_fetches_expires(ask, world, ticker, kind, seconds):
    world.raw_update({kind: {"from": {"id": 1}, "chat": {"id": 1}}})
    ticker.seconds += seconds - 1
    assert len((await ask("getUpdates"))["result"]) == 1
    ticker.seconds += 1
    assert (await ask("getUpdates"))["result"] == []


async def test_stopping_ends_the_poll(simulator, ask):
    poll = asyncio.create_task(ask("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    async with asyncio.timeout(PATIENCE):
        await simulator.stop()
        with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
            await poll
