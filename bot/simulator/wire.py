"""The fast lane: plain HTTP/1.1 requests to /bot… are read and answered here, everything else goes to aiohttp.

aiohttp's own server carries twice what one client library sends, too little to measure anything against; this lane
carries four times as much. Both ends in one process would share the core anyway: run the simulator in its own.
Uploads, chunked bodies, file downloads and the page take aiohttp's way; both ways end in the same TelegramApi.
"""

import asyncio
import re
from collections.abc import Callable
from http import HTTPStatus
from typing import cast
from urllib.parse import unquote

from bot.simulator.bodies import parameters
from bot.simulator.parameters import Call
from bot.simulator.refusals import Refused
from bot.simulator.replies import Reply, refused
from bot.simulator.telegram_api import Later, TelegramApi

HEADER = re.compile(rb"\r\n(content-length|content-type|transfer-encoding|expect|connection):[ \t]*([^\r\n]*)", re.I)
LONGEST_HEAD = 1 << 16
LONGEST_BODY = 1 << 20
OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
OTHER = b"HTTP/1.1 %d %b\r\nContent-Type: %b\r\nContent-Length: %d\r\n\r\n%b"


class Line(asyncio.Protocol):
    """One connection, one request at a time, until it asks for something that only aiohttp can do."""

    def __init__(self, api: TelegramApi, lines: "set[Line]", other: Callable[[], asyncio.Protocol]) -> None:
        self._api = api
        self._lines = lines
        self._other = other
        self._transport: asyncio.Transport | None = None
        self._buffer = b""
        self._task: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        self._lines.add(self)

    def connection_lost(self, error: Exception | None) -> None:
        self._transport = None
        if self._task is None:
            self._lines.discard(self)

    def data_received(self, data: bytes) -> None:
        self._buffer = self._buffer + data if self._buffer else data
        self._read()

    async def stop(self) -> None:
        """Cut the line and give up what is being answered."""
        self._cut()
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait((self._task,))
        self._lines.discard(self)

    def _read(self) -> None:
        """Answer the complete requests in the buffer, in order."""
        while self._buffer and self._task is None and self._transport is not None:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0 and len(self._buffer) < LONGEST_HEAD:
                return
            words = self._buffer[: self._buffer.find(b"\r\n")].split(b" ")
            headers = {name.lower(): value for name, value in HEADER.findall(self._buffer, 0, end + 2)}
            length = headers.get(b"content-length", b"0")
            if end < 0 or not _is_plain(words, headers, length):
                self._hand_over()
                return
            whole = end + 4 + int(length)
            if len(self._buffer) < whole:
                return
            body = self._buffer[end + 4 : whole]
            self._buffer = self._buffer[whole:]
            self._reply(self._answer(words[1], body, headers.get(b"content-type", b"")), headers)

    def _hand_over(self) -> None:
        """Let aiohttp have this connection, with what was read already."""
        assert self._transport is not None
        other, transport, read = self._other(), self._transport, self._buffer
        self._lines.discard(self)
        self._transport, self._buffer = None, b""
        transport.set_protocol(other)
        other.connection_made(transport)
        other.data_received(read)

    def _answer(self, target: bytes, body: bytes, content_type: bytes) -> Reply | Later:
        path, _, query = target.partition(b"?")
        token, _, method = path[4:].decode("latin-1").partition("/")
        try:
            params, files = parameters(query, body, content_type.decode("latin-1"))
        except Refused as refusal:
            return refused(refusal)
        return self._api.answer(unquote(token) if "%" in token else token, Call(method.lower(), params, files))

    def _reply(self, reply: Reply | Later, headers: dict[bytes, bytes]) -> None:
        is_last = headers.get(b"connection", b"").lower() == b"close"
        if isinstance(reply, Reply):
            self._write(reply, is_last)
        else:
            self._task = asyncio.get_running_loop().create_task(self._reply_later(reply, is_last))

    async def _reply_later(self, later: Later, is_last: bool) -> None:
        try:
            reply = await later
        finally:
            self._task = None
            if self._transport is None:
                self._lines.discard(self)
        self._write(reply, is_last)
        self._read()

    def _write(self, reply: Reply, is_last: bool) -> None:
        if self._transport is None:
            return
        if reply.is_cut:
            self._cut()
            return
        body = reply.body
        if reply.status == 200:
            self._transport.write(OK % (len(body), body))
        else:
            phrase = HTTPStatus(reply.status).phrase.encode()
            self._transport.write(OTHER % (reply.status, phrase, reply.mime.encode(), len(body), body))
        if is_last:
            self._transport.close()

    def _cut(self) -> None:
        if self._transport is not None:
            self._transport.abort()
            self._transport = None


def _is_plain(words: list[bytes], headers: dict[bytes, bytes], length: bytes) -> bool:
    """Whether the fast lane can read this request."""
    return (
        len(words) == 3
        and words[1].startswith(b"/bot")
        and words[1][4:5].isdigit()
        and words[2] == b"HTTP/1.1"
        and b"transfer-encoding" not in headers
        and b"expect" not in headers
        and not headers.get(b"content-type", b"").lower().startswith(b"multipart")
        and length.isdigit()
        and int(length) <= LONGEST_BODY
    )
