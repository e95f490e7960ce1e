"""A thin client of Meta's Graph API: JSON and files out, the answer in, a SendError for anything else."""

import json
from collections.abc import Mapping
from typing import Any

from aiohttp import (
    ClientConnectorError,
    ClientError,
    ClientSession,
    ClientTimeout,
    ConnectionTimeoutError,
    FormData,
    TCPConnector,
)

from bot.channels.whatsapp_errors import meaning
from bot.errors import Oversize, SendError, Uncertain, Unreachable
from bot.messages import Json

CONNECT_SECONDS = 5
"""A connection that is not made by then never carried a request."""
LONGEST_REASON = 300
KEEPALIVE_SECONDS = 15
"""Shorter than the servers' own: a connection they are about to close is not used for a send."""


class Graph:
    """One access token at one base URL, version included."""

    def __init__(self, api: str, token: str) -> None:
        self._api, self._token = api.rstrip("/"), token
        self._session: ClientSession | None = None

    async def post(self, path: str, body: Json, *, seconds: float = 20) -> Any:
        """Post JSON. Raises SendError."""
        data = json.dumps(body).encode()
        return await self._call("POST", path, seconds, data=data, headers={"Content-Type": "application/json"})

    async def upload(self, path: str, form: FormData, *, seconds: float = 120) -> Any:
        """Post a form with a file. Raises SendError."""
        return await self._call("POST", path, seconds, data=form)

    async def get(self, path: str, query: Mapping[str, str] | None = None, *, seconds: float = 20) -> Any:
        """Ask. Raises SendError."""
        return await self._call("GET", path, seconds, params=query or {})

    async def download(self, url: str, most: int, *, seconds: float = 60) -> bytes:
        """The bytes behind a media address, which needs the token too. Raises SendError; Rejected past `most` bytes."""
        try:
            async with self._open().get(url, headers=self._bearer, timeout=_limit(seconds)) as answer:
                if answer.status != 200:
                    raise _refusal(await answer.read(), answer.status)
                data = b""
                async for piece in answer.content.iter_chunked(1 << 16):
                    data += piece
                    if len(data) > most:
                        raise Oversize("file is too big")
                return data
        except (ClientError, OSError) as error:
            raise _network(error) from error

    async def _call(self, method: str, path: str, seconds: float, **more: Any) -> Any:
        headers = {**self._bearer, **more.pop("headers", {})}
        try:
            async with self._open().request(
                method, f"{self._api}/{path}", headers=headers, timeout=_limit(seconds), **more
            ) as answer:
                body, status = await answer.read(), answer.status
        except (ClientError, OSError) as error:
            raise _network(error) from error
        if status != 200:
            raise _refusal(body, status)
        try:
            return json.loads(body)
        except (ValueError, RecursionError):
            raise Uncertain("unreadable answer") from None

    @property
    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self._token}"}

    def _open(self) -> ClientSession:
        if self._session is None or self._session.closed:
            self._session = ClientSession(connector=TCPConnector(limit=512, keepalive_timeout=KEEPALIVE_SECONDS))
        return self._session

    async def close(self) -> None:
        """Give connections back."""
        if self._session is not None:
            await self._session.close()


def _limit(seconds: float) -> ClientTimeout:
    return ClientTimeout(total=seconds, sock_connect=CONNECT_SECONDS)


def _refusal(body: bytes, status: int) -> SendError:
    """What an answer other than 200 means, with Meta's own words as a note; else something in between answered."""
    try:
        error = json.loads(body)["error"]
        found = meaning(int(error["code"]), status)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return Uncertain("unreadable answer")
    found.add_note(_said(error))
    return found


def _said(error: Mapping[str, Any]) -> str:
    """The most telling of Meta's own words, on one line."""
    more = error.get("error_data")
    details = more.get("details") if isinstance(more, dict) else None
    words = error.get("error_user_msg") or details or error.get("message") or "no reason given"
    return " ".join(str(words).split())[:LONGEST_REASON].rstrip(".")


def _network(cause: BaseException) -> SendError:
    if isinstance(cause, ClientConnectorError | ConnectionTimeoutError | ConnectionRefusedError):
        return Unreachable("WhatsApp can't be reached")
    return Uncertain("no answer")
