"""A WhatsApp number at work: people whose window is open or closed, templates that may be sent or not."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from bot.channel import WHATSAPP, Capabilities
from bot.inbox import Inbox
from bot.messages import Address, Choice, Incoming, Outgoing, Receipt, Say
from bot.sender import Sender
from bot.turn import Turn
from db import ledger, outbox, people, templates
from db.models import Cooperative, Identity, Ledger
from db.session import Database
from handlers.notices import noticed
from tests.machine.fake import NOW, OFFICE, Fake, Post, Watch

NUMBER = "whatsapp:106540352242922"
QUICK = replace(WHATSAPP, account_rate=1000, chat_rate=1000.0, chat_burst=1000)
SITI, BUDI = "6281200000101", "6281200000102"
VISIT = Say(
    "unvisited.reminder",
    {"office": "Dinas", "city": "Pekanbaru", "name": "Siti", "cooperatives": ["KSU Maju"]},
    tuple(Choice(f"unvisited.1.act={each}") for each in ("propose", "visited", "not_officer")),
)
"""Stands for the template `visit_reminder`."""
THANKS = Say("menu.thanks")
"""Stands for none."""


class Line(Fake):
    """A fake number that keeps what left: free words, or the name of a template."""

    def __init__(self, capabilities: Capabilities = QUICK) -> None:
        super().__init__(capabilities)
        self.account = NUMBER
        self.left: list[tuple[str, str]] = []

    async def send(self, to: Address, message: Outgoing, *, key: str) -> Receipt:
        receipt = await super().send(to, message, key=key)
        self.left.append((to.user, message.template.name if message.template else "words"))
        return receipt


class Number(Post):
    """A sender at work between a database and a WhatsApp number."""

    def __init__(self, database: Database, *, capabilities: Capabilities = QUICK, in_flight: int = 8) -> None:
        self.database, self.line, self.clock = database, Line(capabilities), Watch()
        self.channel = self.line
        self.sender = Sender(database, self.line, self.clock, {}, in_flight=in_flight, office=OFFICE)
        self.inbox = Inbox(database, self.clock, OFFICE, says_nothing, noticed)

    async def know(self, user: str = SITI, name: str = "Siti", wrote: timedelta | None = None) -> None:
        """Somebody who wrote so long ago, or never."""
        await know(self.database, user, name, wrote)

    async def approve(self, *names: str, status: str = "APPROVED", category: str = "UTILITY") -> None:
        async with self.database.transaction() as session:
            for name in names:
                facts = {"status": status, "category": category}
                await templates.note(session, NUMBER, name, "id", self.clock.now(), facts)

    async def say(self, key: str, message: Say | Outgoing = VISIT, user: str = SITI, **more: Any) -> None:
        async with self.database.transaction() as session:
            to = Address(NUMBER, user)
            await outbox.enqueue(session, to, message, key=key, now=self.clock.now(), **more)
        self.sender.wake()

    async def hear(self, number: int, user: str = SITI, at: datetime | None = None) -> None:
        """They write."""
        sender = Address(NUMBER, user)
        await self.inbox.take(Incoming(f"wamid.{number}", sender, at or self.clock.now(), text="halo"), {})
        self.sender.wake()


async def says_nothing(_turn: Turn) -> Sequence[Say]:
    return []


async def know(database: Database, user: str, name: str, wrote: timedelta | None) -> None:
    async with database.transaction() as session:
        _, seat = await people.heard(session, Address(NUMBER, user), name, NOW)
        seat.wrote_at = None if wrote is None else NOW - wrote


async def seat(database: Database, user: str = SITI, account: str = NUMBER) -> Identity:
    async with database.reading() as session:
        found = await people.find_identity(session, Address(account, user))
        assert found is not None
        return found


async def count(database: Database, key: str) -> None:
    """A cooperative's ledger row that follows the outbox row with this key, `announcement:<n>:<cooperative>:0`."""
    purpose, lead = ":".join(key.split(":")[:2]), int(key.split(":")[2])
    async with database.transaction() as session:
        if await session.get(Cooperative, lead) is None:
            session.add(Cooperative(id=lead, name="Maju", match_name="maju", updated_at=NOW))
            await session.flush()
        await ledger.plan(session, purpose, [ledger.Recipient(lead, lead, 1)], {}, NOW)
        await ledger.step_onto(session, purpose, lead, key, 0, NOW)


async def counted(database: Database, key: str) -> tuple[str, str]:
    """How the cooperative behind an outbox row stands, and why."""
    async with database.reading() as session:
        row = (await session.execute(select(Ledger).where(Ledger.outbox_key == key))).scalar_one()  # type: ignore[arg-type]
        return row.state, row.reason
