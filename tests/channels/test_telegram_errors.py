"""What each failure of the Bot API means for the row and for the account."""

import asyncio
import json
import os
import socket
from typing import Any

import aiohttp
import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramBadRequest,
    TelegramConflictError,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage
from aiohttp.client_reqrep import ConnectionKey

from bot.channels.telegram_session import translated
from bot.errors import Blocked, Rejected, SendError, Throttled, Uncertain, Unreachable

METHOD = SendMessage(chat_id=7, text="x")
KEY = ConnectionKey("api.telegram.org", 443, True, True, None, None, None)


def network(cause: BaseException | None) -> TelegramNetworkError:
    """As aiogram's session raises it."""
    error = TelegramNetworkError(METHOD, "HTTP Client says")
    error.__cause__ = cause
    return error


def os_error(number: int) -> OSError:
    return OSError(number, os.strerror(number))


MEANINGS: dict[str, tuple[BaseException, type[SendError]]] = {
    "429": (TelegramRetryAfter(METHOD, "Too Many Requests", 17), Throttled),
    "blocked by the user": (TelegramForbiddenError(METHOD, "Forbidden: bot was blocked by the user"), Blocked),
    "a deactivated user": (TelegramForbiddenError(METHOD, "Forbidden: user is deactivated"), Blocked),
    "nobody pressed start": (
        TelegramForbiddenError(METHOD, "Forbidden: bot can't initiate conversation with a user"),
        Blocked,
    ),
    "no such chat": (TelegramBadRequest(METHOD, "Bad Request: chat not found"), Blocked),
    "no such peer": (TelegramBadRequest(METHOD, "Bad Request: PEER_ID_INVALID"), Blocked),
    "an empty text": (TelegramBadRequest(METHOD, "Bad Request: message text is empty"), Rejected),
    "a text too long": (TelegramBadRequest(METHOD, "Bad Request: message is too long"), Rejected),
    "a button too long": (TelegramBadRequest(METHOD, "Bad Request: BUTTON_DATA_INVALID"), Rejected),
    "a file too big": (TelegramEntityTooLarge(METHOD, "Request Entity Too Large"), Rejected),
    "500": (TelegramServerError(METHOD, "Internal Server Error"), SendError),
    "502 with a JSON answer": (TelegramServerError(METHOD, "Bad Gateway"), SendError),
    "Telegram restarts": (RestartingTelegram(METHOD, "Bad Gateway: restart"), SendError),
    "a page in place of JSON": (ClientDecodeError("unreadable", ValueError(), "<html>"), Uncertain),
    "a revoked token": (TelegramUnauthorizedError(METHOD, "Unauthorized"), Unreachable),
    "an unknown token": (TelegramNotFound(METHOD, "Not Found"), Unreachable),
    "two pollers": (TelegramConflictError(METHOD, "Conflict: terminated by other getUpdates request"), Unreachable),
    "connection refused": (network(aiohttp.ClientConnectorError(KEY, os_error(111))), Unreachable),
    "no address": (network(aiohttp.ClientConnectorDNSError(KEY, socket.gaierror(-2, "unknown"))), Unreachable),
    "no network": (network(aiohttp.ClientConnectorError(KEY, os_error(101))), Unreachable),
    "a bare refusal": (ConnectionRefusedError(), Unreachable),
    "a timeout": (network(TimeoutError()), Uncertain),
    "a bare timeout": (TimeoutError(), Uncertain),
    "a timeout while reading": (network(aiohttp.SocketTimeoutError()), Uncertain),
    "the server hung up": (network(aiohttp.ServerDisconnectedError()), Uncertain),
    "a bare hang-up": (aiohttp.ServerDisconnectedError(), Uncertain),
    "half an answer": (network(aiohttp.ClientPayloadError()), Uncertain),
    "the connection was reset": (network(aiohttp.ClientOSError(104, "reset")), Uncertain),
    "a bare reset": (ConnectionResetError(), Uncertain),
    "a network error without a cause": (network(None), Uncertain),
}


@pytest.mark.parametrize(("error", "meaning"), MEANINGS.values(), ids=MEANINGS)
def test_meaning(error: BaseException, meaning: type[SendError]) -> None:
    found = translated(error)
    assert type(found) is meaning
    assert "123:" not in str(found), "a token must never stand in a reason"


def test_how_long_to_wait_is_kept() -> None:
    found = translated(TelegramRetryAfter(METHOD, "Too Many Requests", 17))
    assert isinstance(found, Throttled)
    assert found.retry_after == 17


ANSWERS: dict[str, tuple[int, Any, type[SendError] | None]] = {
    "yes": (200, {"ok": True, "result": {"message_id": 5}}, None),
    "429": (429, {"ok": False, "error_code": 429, "description": "x", "parameters": {"retry_after": 3}}, Throttled),
    "403": (403, {"ok": False, "error_code": 403, "description": "Forbidden: bot was blocked by the user"}, Blocked),
    "400": (400, {"ok": False, "error_code": 400, "description": "Bad Request: message text is empty"}, Rejected),
    "401": (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}, Unreachable),
    "500": (500, {"ok": False, "error_code": 500, "description": "Internal Server Error"}, SendError),
    "502 as a page": (502, "<html>Bad Gateway</html>", Uncertain),
    "a page with 200": (200, "<html>hotel wifi</html>", Uncertain),
    "an empty answer": (200, "", Uncertain),
    "a list": (200, [], Uncertain),
    "null": (200, None, Uncertain),
    "no ok": (200, {"result": {}}, Uncertain),
}


@pytest.mark.parametrize(("status", "answer", "meaning"), ANSWERS.values(), ids=ANSWERS)
async def test_answers_over_the_wire(status: int, answer: Any, meaning: type[SendError] | None) -> None:
    """The whole way: a server that gives this answer, and what `send` makes of it."""
    from bot.channels.telegram import Telegram
    from bot.messages import Address, Outgoing

    body = answer if isinstance(answer, str) else json.dumps(answer)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = next(int(line.split(b":")[1]) for line in head.splitlines() if line.lower().startswith(b"content-len"))
        await reader.readexactly(length)
        writer.write(f"HTTP/1.1 {status} X\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}".encode())
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    channel = Telegram("123:ABC", f"http://127.0.0.1:{port}")
    try:
        if meaning is None:
            assert (await channel.send(Address("telegram:123", "7"), Outgoing("x"), key="k")).external_id == "5"
        else:
            with pytest.raises(SendError) as refusal:
                await channel.send(Address("telegram:123", "7"), Outgoing("x"), key="k")
            assert type(refusal.value) is meaning
    finally:
        await channel.close()
        server.close()
        await server.wait_closed()
