"""A lean way to the Bot API: JSON out, the bare result in, and what each failure means.

aiogram's own session builds a form body and validates the whole reply; of a sent message we need its id only, and this
carries about twice as many sends a second (`make bench`).
"""

import json
from typing import Any

from aiogram import Bot
from aiogram.client.default import Default
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.exceptions import (
    ClientDecodeError,
    RestartingTelegram,
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.methods.base import TelegramMethod
from aiohttp import ClientConnectorError, ClientError, ClientTimeout, ConnectionTimeoutError

from bot.errors import Blocked, Rejected, SendError, Throttled, Uncertain, Unreachable

CONNECT_SECONDS = 5
"""A connection that is not made by then never carried a request."""
KEEPALIVE_SECONDS = 15
"""Shorter than the servers' own: a connection they are about to close is not used for a send."""
GONE = ("chat not found", "user is deactivated", "bot can't initiate", "PEER_ID_INVALID")


class LeanSession(AiohttpSession):
    """Posts JSON and returns the bare result; methods with files take aiogram's own road."""

    def __init__(self, **more: Any) -> None:
        super().__init__(limit=512, **more)
        self._connector_init["keepalive_timeout"] = KEEPALIVE_SECONDS

    async def close(self) -> None:
        """Give connections back. aiohttp waits for them by itself; aiogram would sleep a quarter of a second more."""
        if self._session is not None and not self._session.closed:
            await self._session.close()

    async def make_request(self, bot: Bot, method: TelegramMethod[Any], timeout: int | None = None) -> Any:
        """The result of a call. Raises what `translated` understands."""
        payload, files = self._payload(method)
        if files:
            sent = await super().make_request(bot, method, timeout=timeout)
            return sent.model_dump(include={"message_id"})
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        async with session.post(
            url,
            data=json.dumps(payload).encode(),
            headers={"Content-Type": "application/json"},
            timeout=ClientTimeout(total=timeout or 20, sock_connect=CONNECT_SECONDS),
        ) as response:
            body = await response.read()
        try:
            answer = json.loads(body)
            if answer["ok"]:
                return answer["result"]
        except (ValueError, TypeError, KeyError) as error:
            raise ClientDecodeError("unreadable answer", error, body[:200]) from error
        self.check_response(bot, method, response.status, body.decode())
        raise ClientDecodeError("refused without a reason", ValueError(), body[:200])

    @staticmethod
    def _payload(method: TelegramMethod[Any]) -> tuple[dict[str, Any], bool]:
        """The call's parameters, and whether a file is among them."""
        found: dict[str, Any] = {}
        for name, value in method:
            if value is None or isinstance(value, Default):
                continue
            if name in ("document", "photo"):
                return {}, True
            found[name] = _plain(value)
        return found, False


def _plain(value: Any) -> Any:
    """A parameter as JSON knows it."""
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if hasattr(value, "model_dump"):
        return value.model_dump(exclude_none=True, exclude_unset=True, warnings=False)
    return value


def translated(error: BaseException) -> SendError:
    """What a failure of the Bot API means for us (`platforms` facts: decide network errors by their cause)."""
    match error:
        case TelegramRetryAfter():
            return Throttled("throttled", error.retry_after)
        case TelegramForbiddenError():
            return Blocked(error.message)
        case TelegramBadRequest():
            gone = any(mark.casefold() in error.message.casefold() for mark in GONE)
            return Blocked(error.message) if gone else Rejected(error.message)
        case TelegramEntityTooLarge():
            return Rejected(error.message)
        case RestartingTelegram() | TelegramServerError():
            return SendError("server error")
        case ClientDecodeError():
            return Uncertain("unreadable answer")
        case TelegramNetworkError():
            return _network(error.__cause__ or error)
        case TimeoutError() | ClientError() | OSError():
            return _network(error)
    kind = type(error).__name__
    if isinstance(error, TelegramAPIError):
        return Unreachable({"TelegramUnauthorizedError": "the bot token was refused"}.get(kind, f"refused: {kind}"))
    return Rejected(f"internal: {kind}")


def _network(cause: BaseException) -> SendError:
    if isinstance(cause, ClientConnectorError | ConnectionTimeoutError | ConnectionRefusedError):
        return Unreachable("Telegram can't be reached")
    return Uncertain("no answer")
