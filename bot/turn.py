"""What a handler gets: the session of this transaction, who speaks, what was said, and now."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Incoming, Json, Notice, Say
from bot.settings import Office
from db import outbox, people
from db.models import Identity, Person, Staff, Talk


@dataclass(slots=True)
class Turn:
    """One incoming message being handled. Handlers return Says for the sender and never commit."""

    session: AsyncSession
    person: Person
    identity: Identity
    talk: Talk
    incoming: Incoming
    now: datetime
    office: Office
    staff: Staff | None = None
    form_context: Mapping[str, Json] = field(default_factory=dict)
    notes: int = 0
    released: int = 0
    """Messages that had waited for this person to write and are on their way now."""

    @property
    def language(self) -> str:
        """Language of the person who speaks."""
        return self.person.language

    @property
    def zone(self) -> ZoneInfo:
        """The office's zone."""
        return ZoneInfo(self.office.timezone)

    @property
    def today(self) -> date:
        """The office's calendar day."""
        return self.now.astimezone(self.zone).date()

    @property
    def actor(self) -> str:
        """Who acts, for the audit log."""
        return f"staff:{self.staff.id}" if self.staff else f"person:{self.person.id}"

    @property
    def member(self) -> Staff:
        """The staff member who speaks; only staff handlers may ask."""
        assert self.staff is not None
        return self.staff

    async def tell(self, person_id: int, *says: Say, subject: str = "", seat: Identity | None = None) -> bool:
        """Put a message for somebody in the queue, as part of this turn. False when they have no open seat."""
        seat = seat or await people.seat(self.session, person_id)
        other = await self.session.get(Person, person_id)
        if seat is None or other is None:
            return False
        self.notes += 1
        key = f"relay:{self.incoming.sender.account}:{self.incoming.id}:{self.notes}"
        return await outbox.enqueue(
            self.session,
            people.address(seat),
            says,
            key=key,
            now=self.now,
            language=other.language,
            lane=outbox.RELAY,
            subject=subject,
        )


Router = Callable[[Turn], Awaitable[Sequence[Say]]]
Noticed = Callable[[AsyncSession, Notice, datetime], Awaitable[None]]
"""What becomes of news that nobody typed."""
