"""A channel that lives in this process: it keeps what it was given and fails as it is told."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from bot.channel import TELEGRAM, Capabilities, Event
from bot.clock import Clock
from bot.guards import Guards
from bot.messages import Address, Attachment, Incoming, Json, Outgoing, Receipt
from bot.sender import Sender
from bot.settings import Office
from db import outbox
from db.models import Outbox
from db.session import Database
from tests.patience import PATIENCE

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
ACCOUNT = "telegram:1"
OFFICE = Office("Dinas Koperasi", "Kota Pekanbaru", "", "", "Asia/Jakarta")
FAST = replace(TELEGRAM, account_rate=1000, chat_rate=1000.0, chat_burst=1000)


class Fake:
    """Takes everything at once, unless `refuses` has an error for a text or `gate` is closed."""

    def __init__(self, capabilities: Capabilities = FAST) -> None:
        self.account = ACCOUNT
        self.capabilities = capabilities
        self.sent: list[str] = []
        self.tried: list[str] = []
        self.refuses: dict[str, list[BaseException]] = {}
        self.gate = asyncio.Event()
        self.gate.set()
        self.flying = self.most = 0
        self.payloads: list[Json] = []

    def parse(self, payload: Json) -> Sequence[Event]:
        self.payloads.append(payload)
        if "broken" in payload:
            raise ValueError("not readable")
        return [Incoming(str(payload["update_id"]), Address(ACCOUNT, "7"), NOW, text="halo")]

    async def send(self, to: Address, message: Outgoing, *, key: str) -> Receipt:
        self.flying += 1
        self.most = max(self.most, self.flying)
        self.tried.append(message.text)
        try:
            await self.gate.wait()
            await asyncio.sleep(0)
            if errors := self.refuses.get(message.text):
                raise errors.pop(0)
        finally:
            self.flying -= 1
        self.sent.append(message.text)
        return Receipt(f"m{len(self.sent)}")

    async def acknowledge(self, incoming: Incoming) -> None:
        """Nothing to stop."""

    async def fetch(self, attachment: Attachment) -> bytes:
        return b""

    async def close(self) -> None:
        """Nothing to give up."""


class Watch(Clock):
    """A rehearsed clock whose monotonic seconds can be moved too."""

    def __init__(self) -> None:
        super().__init__(NOW, speed=0)
        self.ahead = 0.0

    def monotonic(self) -> float:  # type: ignore[override]
        return Clock.monotonic() + self.ahead


class Post:
    """A sender at work between a database and a fake channel."""

    def __init__(self, database: Database, guards: Guards | None = None, *, in_flight: int = 8) -> None:
        self.database, self.channel, self.clock = database, Fake(), Watch()
        self.sender = Sender(database, self.channel, self.clock, guards or {}, in_flight=in_flight, office=OFFICE)

    async def put(self, text: str, user: str = "7", **more: Any) -> None:
        async with self.database.transaction() as session:
            to = Address(ACCOUNT, user)
            await outbox.enqueue(session, to, Outgoing(text), key=more.pop("key", text), now=NOW, **more)
        self.sender.wake()

    async def rows(self) -> dict[str, Outbox]:
        async with self.database.reading() as session:
            found = (await session.execute(select(Outbox))).scalars()
            return {each.key: each for each in found}

    async def states(self) -> dict[str, str]:
        return {key: row.state for key, row in (await self.rows()).items()}

    async def until(self, is_so: Callable[[dict[str, Outbox]], bool]) -> dict[str, Outbox]:
        """Rows as soon as they are so."""
        async with asyncio.timeout(PATIENCE):
            while not is_so(found := await self.rows()):
                await asyncio.sleep(0.005)
        return found

    async def until_settled(self) -> dict[str, Outbox]:
        return await self.until(lambda rows: all(row.state not in ("queued", "sending") for row in rows.values()))

    async def until_put_off(self, key: str) -> Outbox:
        """A row that was tried and waits for another try."""
        rows = await self.until(lambda rows: rows[key].state == "queued" and rows[key].reason != "")
        return rows[key]

    def pass_time(self, seconds: float) -> None:
        """Real and calendar time go on."""
        self.clock.ahead += seconds
        self.clock.jump(datetime.fromtimestamp(self.clock.now().timestamp() + seconds, UTC))
        self.sender.wake()

    @asynccontextmanager
    async def working(self) -> AsyncIterator["Post"]:
        task = asyncio.create_task(self.sender.run())
        try:
            yield self
        finally:
            self.channel.gate.set()
            self.sender.stop()
            async with asyncio.timeout(PATIENCE):
                await task


def slow(**limits: Any) -> Capabilities:
    """Capabilities with other limits."""
    return replace(FAST, **limits)
