"""The window: free words go only to those who have written lately, to others an approved template or a knock.

Looked at when a message is about to leave. A channel without a window lets everything pass.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.channel import Capabilities
from bot.guards import Drop, Later
from bot.messages import Choice, Json, Say
from bot.pace import Reach, reach_limit
from bot.texts.templates import KNOCK
from db import accounts, outbox, people, templates
from db.outbox import RELAY, Result, Row
from db.settling import CLOSED, STOPPED

KNOCKS = "knock:"
"""How the keys of knocks begin."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Nothing may go before the person writes again."""


class Window:
    """Shapes what is about to leave through one account."""

    def __init__(self, capabilities: Capabilities, office: str, zone: ZoneInfo) -> None:
        self._length, self._office, self._zone = capabilities.window, office, zone
        self.reach = Reach()

    async def shape(self, session: AsyncSession, row: Row, now: datetime) -> Row | Later | Drop | Wait:
        """The row as it may leave now, or why it may not."""
        if self._length is None:
            return row
        seat = await people.standing(session, row.to)
        is_knock = row.key.startswith(KNOCKS)
        if seat is not None and seat.wrote_at is not None and seat.wrote_at > now - self._length:
            if is_knock:  # what it would have told of has gone by itself
                return Drop("window_open")
            return replace(row, body={name: part for name, part in row.body.items() if name != "template"})
        filled = row.body.get("template")
        category = None
        if filled is not None:
            category = await templates.category(session, row.account, filled["name"], filled["language"])
        if category is None:
            return Drop(CLOSED) if is_knock else await self._knock(session, row, seat.name if seat else "", now)
        if category == templates.MARKETING and seat is not None and seat.stopped_marketing:
            return Drop(STOPPED)
        limit = reach_limit((await accounts.facts(session, row.account)).get("limit"))
        if (at := self.reach.opens_at(row.user, limit, now)) is not None:
            return Later(at, "reach_limit")
        self.reach.take(row.user, now)
        return row

    async def _knock(self, session: AsyncSession, row: Row, name: str, now: datetime) -> Wait:
        """Say that there is news, at most once a day; the button opens the window for what waits."""
        language = str(row.body.get("language", texts.SOURCE))
        if await templates.category(session, row.account, KNOCK, language) is not None:
            params: dict[str, Json] = {"name": name, "office": self._office}
            say = Say("knock.news", params, (Choice("knock.-.read=1"),))
            key = f"{KNOCKS}{row.account}:{row.user}:{now.astimezone(self._zone).date()}"
            await outbox.enqueue(session, row.to, say, key=key, now=now, language=language, lane=RELAY)
        return Wait()


def held(row: Row, verdict: Drop | Later | Wait) -> Result:
    """What a row comes to that may not leave now."""
    if isinstance(verdict, Drop):
        return Result(row, "dropped", verdict.reason)
    if isinstance(verdict, Later):
        return Result(row, "again", verdict.reason, at=verdict.at)
    return Result(row, "waiting", CLOSED)
