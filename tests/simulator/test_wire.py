"""Every way to write a request down, on both lanes, and clients that misbehave."""

import asyncio
import json
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from bot.simulator.server import Simulator
from bot.simulator.world import Faults
from tests.patience import PATIENCE

WORDS = "Yth. Bapak & Ibu + keluarga: 100% 😀"


@pytest.fixture
def post(simulator, session):
    async def call(method="sendMessage", token="1:simulator", verb="POST", **more):
        async with session.request(verb, f"{simulator.url}/bot{token}/{method}", **more) as answer:
            return await answer.json()

    return call


async def test_all_encodings_say_the_same(post, budi):
    fields = {"chat_id": str(budi.id), "text": WORDS}
    multipart = aiohttp.FormData(fields, default_to_multipart=True)
    for more in (
        {"data": fields},
        {"data": multipart},
        {"json": fields},
        {"params": fields},
        {"params": {"chat_id": str(budi.id)}, "data": {"text": WORDS}},
        {"params": {"text": "kalah"}, "json": fields},
        {"json": fields, "chunked": True, "headers": {"Expect": "100-continue"}},
        {"params": fields, "verb": "GET"},
        {"data": fields, "method": "SENDMESSAGE"},
    ):
        assert (await post(**more))["result"]["text"] == WORDS


async def test_nested_objects_may_be_json_text(post, budi):
    markup = {"inline_keyboard": [[{"text": "Ya", "callback_data": "ya"}]]}
    fields = {"chat_id": str(budi.id), "text": "a", "reply_markup": json.dumps(markup)}
    assert (await post(data=fields))["result"]["reply_markup"] == markup


@pytest.mark.parametrize(
    ("more", "code", "description"),
    [
        ({"token": "2:other"}, 401, "Unauthorized"),
        ({"token": "2:other", "chunked": True, "data": b"a"}, 401, "Unauthorized"),
        ({"method": "sendPigeon"}, 404, "Not Found: method not found"),
        ({"method": "a/b"}, 404, "Not Found: method not found"),
        (
            {"data": b"{", "headers": {"Content-Type": "application/json"}},
            400,
            "Bad Request: can't parse JSON request body",
        ),
        ({"json": [1]}, 400, "Bad Request: object expected as JSON request body"),
        (
            {"data": b"text=%FF", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
            400,
            "Bad Request: strings must be encoded in UTF-8",
        ),
        (
            {"data": b"a", "headers": {"Content-Type": "multipart/form-data"}},
            400,
            "Bad Request: can't find boundary in the multipart request",
        ),
    ],
)
async def test_refuses(post, more, code, description):
    envelope = await post(**more)
    assert (envelope["error_code"], envelope["description"]) == (code, description)


@pytest.fixture
async def line(simulator):
    """A bare connection."""
    host, port = simulator.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    yield reader, writer
    writer.close()


def written(method, body=b"", headers=b""):
    head = b"POST /bot1:simulator/%b HTTP/1.1\r\nHost: x\r\ncontent-LENGTH: %d\r\n%b\r\n"
    return head % (method, len(body), headers) + body


async def answered(reader):
    head = await reader.readuntil(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    return json.loads(await reader.readexactly(length))


async def test_requests_in_a_row_and_in_pieces(line, budi):
    reader, writer = line
    texts = [urlencode({"chat_id": budi.id, "text": word}).encode() for word in ("satu", "dua", "tiga")]
    whole = b"".join(written(b"sendMessage", text) for text in texts)
    for start in range(0, len(whole), 37):
        writer.write(whole[start : start + 37])
        await asyncio.sleep(0)
    assert [(await answered(reader))["result"]["text"] for _ in texts] == ["satu", "dua", "tiga"]


async def test_what_follows_a_poll_waits_for_it(line, world, budi):
    reader, writer = line
    writer.write(written(b"getUpdates?timeout=50") + written(b"getMe"))
    await asyncio.sleep(0.05)
    world.type_text(budi.id, "halo")
    assert (await answered(reader))["result"][0]["message"]["text"] == "halo"
    assert (await answered(reader))["result"]["username"] == "sapa_bot"


async def test_close_is_obeyed(line):
    reader, writer = line
    writer.write(written(b"getMe", headers=b"Connection: close\r\n"))
    assert (await answered(reader))["ok"]
    assert await reader.read() == b""


@pytest.mark.parametrize(
    "junk",
    [
        b"\0" * 70_000,
        b"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
        b"POST /bot1:simulator/getMe HTTP/0.7\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
)
async def test_what_is_no_api_call_gets_an_http_error(line, junk):
    reader, writer = line
    writer.write(junk)
    async with asyncio.timeout(PATIENCE):
        assert (await reader.readline()).split()[1] in (b"400", b"404")


async def test_pages_live_beside_the_api(world, session):
    async def echo(request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(await socket.receive_str())
        await socket.close()
        return socket

    simulator = Simulator(world)
    simulator.app.router.add_get("/bottle", echo)
    await simulator.start()
    async with session.ws_connect(f"{simulator.url}/bottle") as socket:
        await socket.send_str("halo")
        assert await socket.receive_str() == "halo"
    world.faults = Faults("down")
    async with session.get(f"{simulator.url}/nothing") as answer:
        assert answer.status == 404
    await simulator.stop()


async def test_a_client_that_leaves_takes_nothing_along(simulator, world, budi, ask):
    host, port = simulator.url.removeprefix("http://").split(":")
    _, writer = await asyncio.open_connection(host, int(port))
    writer.write(written(b"getUpdates?timeout=50"))
    await asyncio.sleep(0.05)
    writer.close()
    world.type_text(budi.id, "halo")
    assert len((await ask("getUpdates"))["result"]) == 1
