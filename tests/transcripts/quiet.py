"""When the bot has nothing to do any more. It is asked often, so past the bot, on a connection that costs little."""

import asyncio
from collections.abc import Sequence

from sqlalchemy import Connection, create_engine, literal, union_all
from sqlalchemy.engine import make_url
from sqlmodel import col, or_, select

from bot.clock import Clock
from bot.fetching import Fetcher
from db.models import Account, Attachment, Outbox
from tests.transcripts.messengers import Messenger

SECONDS = 15
PAUSE_SECONDS = 0.002
LOOKS = 2
"""In a row at which nothing moved: a message that left may come back as a status, and go once more."""
FILES, MESSAGES = "files", "messages"
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg"}


class Quiet:
    """Waits for it; closed by who made it."""

    def __init__(self, url: str, clock: Clock, sides: Sequence[Messenger]) -> None:
        self._clock, self._sides = clock, sides
        address = make_url(url)
        self._engine = create_engine(
            address.set(drivername=DRIVERS[address.get_backend_name()]), isolation_level="AUTOCOMMIT"
        )
        self._connection: Connection | None = None

    async def comes(self, fetchers: Sequence[Fetcher]) -> None:
        """Until updates are handled, files fetched, and nothing in the outbox may leave now."""
        quiet = 0
        async with asyncio.timeout(SECONDS):
            while quiet < LOOKS:
                waiting = {"updates"} if any(each.is_busy() for each in self._sides) else self._rows(fetchers)
                if FILES in waiting:
                    for each in fetchers:
                        await each.round()
                quiet = 0 if waiting else quiet + 1
                await asyncio.sleep(PAUSE_SECONDS if waiting else 0)

    def _rows(self, fetchers: Sequence[Fetcher]) -> set[str]:
        """What the database says is not done."""
        now, accounts = self._clock.now(), [each.account for each in fetchers]
        due = or_(col(Outbox.not_before).is_(None), col(Outbox.not_before) <= now)
        messages = select(literal(MESSAGES)).where(
            or_(col(Outbox.state) == "sending", (col(Outbox.state) == "queued") & due)
        )
        for each in self._sides:
            if each.world.faults.mode != "none":  # an account that can't send is waited for until it says so
                down = select(Account.account).where(col(Account.down_since).is_not(None))
                messages = messages.where((col(Outbox.account) != each.account) | col(Outbox.account).not_in(down))
        files = select(literal(FILES)).where(
            col(Attachment.account).in_(accounts), col(Attachment.state) == "waiting", col(Attachment.due_at) <= now
        )
        self._connection = self._connection or self._engine.connect()
        return set(self._connection.execute(union_all(messages, files)).scalars())

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
        self._engine.dispose()
