"""WhatsApp ↔ messages, through Meta's Cloud API alone."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import structlog
from aiohttp import FormData

from bot.channel import WHATSAPP, Capabilities, Event
from bot.channels import whatsapp_writing as writing
from bot.channels.whatsapp_graph import Graph
from bot.channels.whatsapp_raw import word
from bot.channels.whatsapp_reading import Reader
from bot.errors import Oversize, Rejected, SendError, Uncertain
from bot.messages import Address, Attachment, File, Incoming, Json, Outgoing, Receipt

FETCH_LIMIT = 20 << 20
ACKNOWLEDGE_SECONDS = 5
MOST_ACKNOWLEDGING = 100
"""Marks of reading under way at once; past that they are left out, for they are a courtesy."""
log = structlog.get_logger()


class WhatsApp:
    """One number of one business account."""

    def __init__(
        self, token: str, number_id: str, account_id: str, api: str, capabilities: Capabilities = WHATSAPP
    ) -> None:
        self.account = f"whatsapp:{number_id}"
        self.capabilities = capabilities
        self.graph = Graph(api, token)
        self._number_id = number_id
        self._reader = Reader(self.account, number_id, account_id)
        self._acknowledging: set[asyncio.Task[None]] = set()

    def parse(self, payload: Json) -> Sequence[Event]:
        """Everything in one webhook post. Raises ValueError for what is no post of Meta's."""
        return self._reader.read(payload)

    async def send(self, to: Address, message: Outgoing, *, key: str) -> Receipt:
        """Send one message; the key comes back with every status of it. Raises SendError."""
        file = None if message.template else message.document or message.image
        media_id = await self._upload(file) if file else ""
        request = {**writing.recipient(to), **writing.body(message, media_id), "biz_opaque_callback_data": key}
        answer = await self.graph.post(f"{self._number_id}/messages", request)
        try:
            return Receipt(word(answer["messages"][0]["id"]))
        except (TypeError, KeyError, IndexError, ValueError):
            raise Uncertain("unreadable answer") from None

    async def _upload(self, file: File) -> str:
        """Where the bytes lie at Meta. Trouble here has sent nobody anything, so it is never uncertain."""
        form = FormData({"messaging_product": "whatsapp", "type": file.mime})
        try:
            data = await asyncio.to_thread(Path(file.path).read_bytes)
            form.add_field("file", data, filename=file.filename, content_type=file.mime)
            return word((await self.graph.upload(f"{self._number_id}/media", form))["id"])
        except OSError:
            raise Rejected("the file is gone") from None
        except Uncertain as error:
            raise SendError(str(error)) from error
        except (TypeError, KeyError, ValueError):
            raise SendError("unreadable answer") from None

    async def acknowledge(self, incoming: Incoming) -> None:
        """Two blue ticks and "typing"; done on the side, for the webhook must be answered first."""
        if incoming.callback and len(self._acknowledging) < MOST_ACKNOWLEDGING:
            task = asyncio.create_task(self._mark_read(incoming.callback))
            self._acknowledging.add(task)
            task.add_done_callback(self._acknowledging.discard)

    async def _mark_read(self, message_id: str) -> None:
        try:
            path = f"{self._number_id}/messages"
            await self.graph.post(path, writing.reads(message_id), seconds=ACKNOWLEDGE_SECONDS)
        except SendError as error:
            log.info("acknowledge_failed", reason=type(error).__name__)

    async def fetch(self, attachment: Attachment) -> bytes:
        """The bytes of a file a person sent; ids live seven days, addresses five minutes. Raises SendError."""
        found = await self.graph.get(attachment.id)
        try:
            url, size = str(found["url"]), int(found.get("file_size") or 0)
        except (TypeError, KeyError, ValueError):
            raise SendError("unreadable answer") from None
        if size > FETCH_LIMIT:
            raise Oversize("file is too big")
        return await self.graph.download(url, FETCH_LIMIT)

    async def close(self) -> None:
        """Give up connections and courtesies."""
        for task in self._acknowledging:
            task.cancel()
        await asyncio.gather(*self._acknowledging, return_exceptions=True)
        await self.graph.close()


def paced(rate: int) -> Capabilities:
    """WhatsApp with the throughput that Meta gives this number, messages a second (20, 80 or 1,000)."""
    return replace(WHATSAPP, account_rate=rate)
