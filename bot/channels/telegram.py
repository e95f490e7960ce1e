"""Telegram ↔ messages. aiogram is imported in this folder only; it costs 2.5 s, so import this late."""

import asyncio
import warnings
from collections.abc import Sequence
from typing import Any

import structlog
from aiogram import Bot
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import (
    AnswerCallbackQuery,
    EditMessageText,
    GetFile,
    GetUpdates,
    SendDocument,
    SendMessage,
    SendPhoto,
)
from aiogram.methods.base import TelegramMethod
from aiogram.types import FSInputFile

from bot.channel import TELEGRAM, Capabilities, Event
from bot.channels.telegram_reading import read_update
from bot.channels.telegram_session import LeanSession, translated
from bot.channels.telegram_writing import CAPTION_LIMIT, TEXT_LIMIT, edited_markup, entities, markup, shortened
from bot.errors import Oversize, Rejected, SapaError, SendError
from bot.messages import BOLD, Address, Attachment, Incoming, Json, Outgoing, Receipt

POLL_SECONDS = 25
FETCH_LIMIT = 20 << 20
log = structlog.get_logger()


class Telegram:
    """One bot."""

    def __init__(self, token: str, api: str, capabilities: Capabilities = TELEGRAM) -> None:
        self.account = f"telegram:{token.partition(':')[0]}"
        self.capabilities = capabilities
        self._session = LeanSession(api=TelegramAPIServer.from_base(api.rstrip("/")))
        self._bot = Bot(token, session=self._session)

    def parse(self, payload: Json) -> Sequence[Event]:
        """One update as what happened. Kinds that nobody expects an answer to are no events."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return read_update(self.account, payload)

    async def poll(self, offset: int, seconds: int = POLL_SECONDS) -> list[dict[str, Any]]:
        """The next updates, raw: each is read alone, so a malformed one can't block the others. Raises SendError."""
        method = GetUpdates(offset=offset, timeout=seconds, limit=100)
        found: list[dict[str, Any]] = await self._ask(method, seconds + 10)
        return found

    async def send(self, to: Address, message: Outgoing, *, key: str) -> Receipt:
        """Send or edit one message. Raises SendError."""
        if message.replaces and not (message.document or message.image):
            return await self._edit(int(to.user), message)
        result = await self._ask(self._method(int(to.user), message))
        return Receipt(str(result["message_id"]))

    def _method(self, chat_id: int, message: Outgoing) -> TelegramMethod[Any]:
        text = shortened(message.text, CAPTION_LIMIT if message.document or message.image else TEXT_LIMIT)
        words = text.replace(BOLD, "")
        if message.document or message.image:
            file = message.document or message.image
            assert file is not None
            upload = FSInputFile(file.path, filename=file.filename)
            more: dict[str, Any] = {
                "caption": words,
                "caption_entities": entities(text),
                "reply_markup": markup(message),
            }
            if message.image:
                return SendPhoto(chat_id=chat_id, photo=upload, **more)
            return SendDocument(chat_id=chat_id, document=upload, **more)
        return SendMessage(chat_id=chat_id, text=words, entities=entities(text), reply_markup=markup(message))

    async def _edit(self, chat_id: int, message: Outgoing) -> Receipt:
        """Edit in place; where the old message can't be edited any more, say it anew."""
        assert message.replaces is not None
        text = shortened(message.text)
        method = EditMessageText(
            chat_id=chat_id,
            message_id=int(message.replaces),
            text=text.replace(BOLD, ""),
            entities=entities(text),
            reply_markup=edited_markup(message),
        )
        try:
            await self._ask(method)
        except Rejected as error:
            if "not modified" not in str(error):
                result = await self._ask(self._method(chat_id, message))
                return Receipt(str(result["message_id"]))
        return Receipt(message.replaces)

    async def acknowledge(self, incoming: Incoming) -> None:
        """Stop the spinner of a pressed button."""
        if not incoming.callback:
            return
        try:
            await self._ask(AnswerCallbackQuery(callback_query_id=incoming.callback), 5)
        except SendError as error:
            log.info("acknowledge_failed", reason=type(error).__name__)

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a file a person sent, 20 MB at most. Raises SendError."""
        if attachment.size > FETCH_LIMIT:
            raise Oversize("file is too big")
        file = await self._ask(GetFile(file_id=attachment.id))
        url = self._session.api.file_url(self._bot.token, file["file_path"])
        try:
            return b"".join([chunk async for chunk in self._session.stream_content(url, timeout=60)])
        except Exception as error:
            raise translated(error) from error

    async def _ask(self, method: TelegramMethod[Any], seconds: int = 20) -> Any:
        try:
            return await self._session.make_request(self._bot, method, timeout=seconds)
        except asyncio.CancelledError:
            raise
        except SapaError:
            raise
        except Exception as error:
            raise translated(error) from error

    async def close(self) -> None:
        """Give up connections."""
        await self._bot.session.close()
