"""Every kind of trouble, as a client on the other side meets it."""

import asyncio

import aiohttp
import pytest

from bot.simulator.world import Faults


def heard(world, person):
    return [message["text"] for message in world.chat(person.id) if message["from"]["is_bot"]]


@pytest.mark.parametrize(
    ("faults", "code", "description"),
    [
        (Faults("throttle", retry_after=7), 429, "Too Many Requests: retry after 7"),
        (Faults("error"), 500, "Internal Server Error: restart"),
        (Faults("revoked"), 401, "Unauthorized"),
    ],
)
async def test_refusals(ask, world, budi, faults, code, description):
    world.faults = faults
    envelope = await ask("sendMessage", chat_id=budi.id, text="a")
    assert (envelope["error_code"], envelope["description"]) == (code, description)
    assert (await ask("getMe"))["ok"] is (code != 401)
    assert heard(world, budi) == []


async def test_garbage_is_no_json(simulator, session, world, budi):
    world.faults = Faults("garbage")
    async with session.post(f"{simulator.url}/bot1:simulator/sendMessage", json={"chat_id": budi.id}) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
        assert b"Bad Gateway" in await answer.read()


async def test_slow_answers_come(ask, world, budi):
    world.faults = Faults("slow", seconds=0.1)
    sending = asyncio.create_task(ask("sendMessage", chat_id=budi.id, text="a"))
    await asyncio.sleep(0.03)
    assert heard(world, budi) == []
    assert (await sending)["ok"]
    assert heard(world, budi) == ["a"]


async def test_hanging_shows_the_message_but_never_answers(ask, world, budi):
    world.faults = Faults("hang", seconds=0.05)
    with pytest.raises(aiohttp.ServerDisconnectedError):
        await ask("sendMessage", chat_id=budi.id, text="a")
    assert heard(world, budi) == ["a"]


@pytest.mark.parametrize("mode", ["drop", "down"])
async def test_cut_before_it_is_accepted(ask, world, budi, mode):
    world.faults = Faults(mode)
    for method in ("sendMessage", "getUpdates"):
        with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
            await ask(method, chat_id=budi.id, text="a")
    assert heard(world, budi) == []


async def test_down_is_down_for_everything(simulator, session, ask, world):
    world.faults = Faults("down")
    for address in ("bot1:simulator/getMe", "file/bot1:simulator/documents/a.pdf"):
        with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
            await session.post(f"{simulator.url}/{address}") if "bot1:simulator/g" in address else await session.get(
                f"{simulator.url}/{address}"
            )


async def test_an_open_poll_does_not_survive(ask, world, budi):
    poll = asyncio.create_task(ask("getUpdates", timeout=50))
    await asyncio.sleep(0.05)
    world.faults = Faults("down")
    world.type_text(budi.id, "halo")
    with pytest.raises((aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)):
        await poll
    world.faults = Faults()
    assert len((await ask("getUpdates"))["result"]) == 1


async def test_trouble_that_is_counted_ends_by_itself(ask, world, budi):
    world.faults = Faults("error", count=2)
    assert (await ask("sendChatAction", chat_id=budi.id, action="typing"))["ok"]
    codes = [(await ask("sendMessage", chat_id=budi.id, text="a")).get("error_code") for _ in range(3)]
    assert codes == [500, 500, None]
    assert world.faults == Faults()
