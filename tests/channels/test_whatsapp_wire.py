"""Each way in which an answer of the Cloud API can come or fail to come, and what it means for row and account."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData

from bot.channels.whatsapp import WhatsApp
from bot.channels.whatsapp_graph import Graph
from bot.errors import Closed, Oversize, Rejected, SendError, Throttled, Uncertain, Unreachable
from bot.messages import Address, Attachment, File, Incoming, Outgoing


def refusal(code: Any, **more: Any) -> str:
    """An error as the Graph API writes it."""
    return json.dumps(
        {"error": {"message": "(#1) x", "type": "OAuthException", "code": code, "fbtrace_id": "A", **more}}
    )


ANSWERS: dict[str, tuple[str | bytes, type[SendError]]] = {
    "400 with a code": (f"400 {refusal(131047)}", Closed),
    "400 with a code that is text": (f"400 {refusal('131047')}", Closed),
    "400 with a code nobody knows": (f"400 {refusal(987654)}", Rejected),
    "400 with details": (f"400 {refusal(100, error_subcode=33, error_data={'details': 'x'})}", Rejected),
    "401 with a spent token": (f"401 {refusal(190, error_subcode=463)}", Unreachable),
    "403 without permission": (f"403 {refusal(200)}", Unreachable),
    "404 with a code": (f"404 {refusal(100)}", Rejected),
    "429 with a code": (f"429 {refusal(130429)}", Throttled),
    "429 with a code nobody knows": (f"429 {refusal(987654)}", Throttled),
    "500 with a code": (f"500 {refusal(131000)}", SendError),
    "503 with a code nobody knows": (f"503 {refusal(987654)}", SendError),
    "400 with an endless code": ('400 {"error": {"code": Infinity}}', Uncertain),
    "400 with a code that is null": (f"400 {refusal(None)}", Uncertain),
    "400 with a code in words": (f"400 {refusal('many')}", Uncertain),
    "400 with an error in words": ('400 {"error": "no"}', Uncertain),
    "400 with a list": ("400 []", Uncertain),
    "400 nested past all sense": ("400 " + "[" * 90000, Uncertain),
    "502 as a page": ("502 <html>Bad Gateway</html>", Uncertain),
    "500 and nothing": ("500 ", Uncertain),
    "201 is no yes": ('201 {"messages": [{"id": "wamid.1"}]}', Uncertain),
    "a page with 200": ("200 <html>hotel wifi</html>", Uncertain),
    "200 and nothing": ("200 ", Uncertain),
    "200 and bytes": (b"200 \xff\xfe\x00", Uncertain),
    "200 nested past all sense": ("200 " + "[" * 90000, Uncertain),
    "no answer in time": ("hang", Uncertain),
    "the line was cut": ("drop", Uncertain),
    "half an answer": ("half", Uncertain),
}


@asynccontextmanager
async def playing(*answers: str | bytes) -> AsyncIterator[tuple[str, list[bytes]]]:
    """A server that gives these answers, one a connection, the last for ever; its address and what it was asked."""
    asked: list[bytes] = []
    left = list(answers)
    serving: set[asyncio.Task[Any]] = set()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if task := asyncio.current_task():
            serving.add(task)
        head = await reader.readuntil(b"\r\n\r\n")
        length = [int(line.split(b":")[1]) for line in head.splitlines() if line.lower().startswith(b"content-len")]
        asked.append(head + await reader.readexactly(length[0] if length else 0))
        answer = left.pop(0) if len(left) > 1 else left[0]
        await _answer(answer.encode() if isinstance(answer, str) else answer, reader, writer)

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", asked
    finally:
        server.close()
        await asyncio.gather(*serving)


async def _answer(answer: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    status, _, body = answer.partition(b" ")
    if answer == b"hang":
        await reader.read()  # until the client gives up
    elif answer == b"half":
        writer.write(b"HTTP/1.1 200 X\r\nContent-Length: 100\r\n\r\n{")
    elif answer != b"drop":
        writer.write(b"HTTP/1.1 %s X\r\nContent-Length: %d\r\nConnection: close\r\n\r\n" % (status, len(body)) + body)
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


@pytest.mark.parametrize(("answer", "kind"), ANSWERS.values(), ids=ANSWERS)
async def test_answers_over_the_wire(answer: str | bytes, kind: type[SendError]) -> None:
    async with playing(answer) as (url, _):
        graph = Graph(url, "secret")
        try:
            with pytest.raises(SendError) as found:
                await graph.post("7/messages", {}, seconds=0.3 if answer == "hang" else 10)
        finally:
            await graph.close()
    assert type(found.value) is kind
    assert "secret" not in str(found.value), "a token must never stand in a reason"


async def test_a_yes_is_what_the_answer_says() -> None:
    async with playing('200 {"messages": [{"id": "wamid.1"}]}') as (url, asked):
        graph = Graph(f"{url}/v26.0/", "secret")
        assert await graph.post("7/messages", {"text": "é"}) == {"messages": [{"id": "wamid.1"}]}
        assert await graph.get("7", {"fields": "status"}) == {"messages": [{"id": "wamid.1"}]}
        await graph.close()
    assert asked[0].startswith(b"POST /v26.0/7/messages ")
    assert b"\r\nAuthorization: Bearer secret\r\n" in asked[0]
    assert asked[0].endswith(b'{"text": "\\u00e9"}')
    assert asked[1].startswith(b"GET /v26.0/7?fields=status ")


async def _closed_port() -> int:
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port: int = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return port


@pytest.mark.parametrize("host", ["127.0.0.1", "nowhere.invalid"], ids=["a refused connection", "no such address"])
async def test_a_request_that_never_left_is_no_uncertain_one(host: str) -> None:
    graph = Graph(f"http://{host}:{await _closed_port()}", "secret")
    try:
        with pytest.raises(Unreachable):
            await graph.post("7/messages", {})
        with pytest.raises(Unreachable):
            await graph.upload("7/media", FormData({"x": "y"}))
        with pytest.raises(Unreachable):
            await graph.download(f"http://{host}:{await _closed_port()}/x", 10)
    finally:
        await graph.close()


def channel(url: str) -> WhatsApp:
    """The whole channel at a server of ours."""
    return WhatsApp("secret", "7", "8", url)


NOW = datetime(2027, 1, 11, tzinfo=UTC)
TO = Address("whatsapp:7", "6281200000101")


async def test_a_message_that_was_taken() -> None:
    async with playing('200 {"messages": [{"id": "wamid.1"}]}') as (url, asked):
        sender = channel(url)
        assert (await sender.send(TO, Outgoing("halo"), key="reply:1:0")).external_id == "wamid.1"
        await sender.close()
    body = json.loads(asked[0].partition(b"\r\n\r\n")[2])
    assert body["biz_opaque_callback_data"] == "reply:1:0", "every status of it comes back with our key"
    assert (body["messaging_product"], body["to"], body["text"]["body"]) == ("whatsapp", "6281200000101", "halo")


@pytest.mark.parametrize("answer", ["{}", "[]", "null", '{"messages": []}', '{"messages": [{"id": null}]}', "5"])
async def test_a_yes_without_an_id_is_uncertain(answer: str) -> None:
    async with playing(f"200 {answer}") as (url, _):
        sender = channel(url)
        with pytest.raises(Uncertain):
            await sender.send(TO, Outgoing("halo"), key="k")
        await sender.close()


UPLOADS: dict[str, tuple[str, type[SendError]]] = {
    "no answer to an upload has sent nobody anything": ("drop", SendError),
    "an upload's answer without an id": ("200 {}", SendError),
    "an upload's answer with no id": ('200 {"id": null}', SendError),
    "an upload's answer that is a list": ("200 []", SendError),
    "a page for an upload": ("502 <html>", SendError),
    "a file that Meta refuses": (f"400 {refusal(100)}", Rejected),
    "a spent token at an upload": (f"401 {refusal(190)}", Unreachable),
}


@pytest.mark.parametrize(("answer", "kind"), UPLOADS.values(), ids=UPLOADS)
async def test_uploads(answer: str, kind: type[SendError], tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    message = Outgoing("Undangan", document=File(str(tmp_path / "a.pdf"), "Undangan.pdf", "application/pdf"))
    async with playing(answer) as (url, _):
        sender = channel(url)
        with pytest.raises(SendError) as found:
            await sender.send(TO, message, key="k")
        await sender.close()
    assert type(found.value) is kind


async def test_a_document_goes_up_first_and_is_named_by_its_id(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF")
    message = Outgoing("Undangan", document=File(str(tmp_path / "a.pdf"), "Undangan.pdf", "application/pdf"))
    async with playing('200 {"id": "701"}', '200 {"messages": [{"id": "wamid.1"}]}') as (url, asked):
        sender = channel(url)
        assert (await sender.send(TO, message, key="k")).external_id == "wamid.1"
        await sender.close()
    assert asked[0].startswith(b"POST /7/media ")
    assert json.loads(asked[1].partition(b"\r\n\r\n")[2])["document"]["id"] == "701"


async def test_a_file_that_is_gone_ends_the_row(tmp_path: Path) -> None:
    sender = channel("http://127.0.0.1:9")
    with pytest.raises(Rejected, match="gone"):
        await sender.send(TO, Outgoing("x", image=File(str(tmp_path / "none"), "a.jpg", "image/jpeg")), key="k")
    await sender.close()


async def test_a_file_somebody_sent_is_fetched_by_id_and_then_by_address() -> None:
    async with (
        playing("200 12345") as (files, fetched),
        playing(f'200 {{"url": "{files}/f", "file_size": 5}}') as (url, _),
    ):
        reader = channel(url)
        assert await reader.fetch(Attachment("701", "photo")) == b"12345"
        with pytest.raises(Rejected, match="too big"):
            await reader.graph.download(f"{files}/f", 4)
        await reader.close()
    assert b"\r\nAuthorization: Bearer secret\r\n" in fetched[0]


FETCHES: dict[str, tuple[str, type[SendError]]] = {
    "a file that is gone at Meta": (f"400 {refusal(100)}", Rejected),
    "no address": ("200 {}", SendError),
    "a list": ("200 []", SendError),
    "a size in words": ('200 {"url": "http://127.0.0.1:9/", "file_size": "big"}', SendError),
    "a size past all bounds": ('200 {"url": "http://127.0.0.1:9/", "file_size": 1000000000}', Oversize),
    "an address that leads nowhere": ('200 {"url": "http://127.0.0.1:9/"}', Unreachable),
}


@pytest.mark.parametrize(("answer", "kind"), FETCHES.values(), ids=FETCHES)
async def test_fetching(answer: str, kind: type[SendError]) -> None:
    async with playing(answer) as (url, _):
        reader = channel(url)
        with pytest.raises(SendError) as found:
            await reader.fetch(Attachment("701", "photo"))
        await reader.close()
    assert type(found.value) is kind


@pytest.mark.parametrize("answer", ['200 {"success": true}', f"400 {refusal(100)}", "drop"])
async def test_a_mark_of_reading_never_troubles_anybody(answer: str) -> None:
    async with playing(answer) as (url, asked):
        reader = channel(url)
        await reader.acknowledge(Incoming("wamid.1", TO, NOW, callback="wamid.1"))
        await reader.acknowledge(Incoming("wamid.2", TO, NOW))
        while reader._acknowledging:
            await asyncio.sleep(0)
        await reader.close()
    assert len(asked) == 1, "what has nothing to be marked is not marked"
    assert json.loads(asked[0].partition(b"\r\n\r\n")[2])["status"] == "read"
