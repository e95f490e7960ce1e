"""How an announcement would travel: through which accounts, at what cost, and when its last message leaves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot import texts
from bot.channel import capabilities_of
from bot.messages import Choice, Filled, Say
from bot.pace import DAY, reach_limit
from bot.texts import templates as written
from bot.turn import Turn
from db import accounts, audience, templates, traffic
from db.audience import Way
from db.ledger import Recipient


@dataclass(frozen=True, slots=True)
class Leg:
    """One account's share. `first`: people who have not written lately; `limit` of those a day, None for none."""

    way: Way
    limit: int | None
    left: int
    is_approved: bool

    @property
    def duration(self) -> timedelta:
        """Honestly: by the account's pace, and by the days that its limit spreads it over."""
        pace = timedelta(seconds=self.way.messages / capabilities_of(self.way.account).account_rate)
        if self.limit is None or not self.is_approved or self.way.first <= self.left:
            return pace
        return pace + DAY * ceil((self.way.first - self.left) / max(1, self.limit))


@dataclass(frozen=True, slots=True)
class Travel:
    """All of them, and the template that stands for the words."""

    legs: tuple[Leg, ...]
    filled: Filled | None

    def ends_at(self, begin: datetime) -> datetime:
        """When the last message leaves."""
        return begin + max((each.duration for each in self.legs), default=timedelta())

    def template(self) -> Sequence[Say]:
        """The words for those who have not written lately, as they will look."""
        if self.filled is None or not any(each.way.first and each.is_approved for each in self.legs):
            return ()
        return (Say("announce.as_template", {"words": written.shown(self.filled)}),)

    def costs(self) -> Sequence[Say]:
        """What goes out as a template, for it costs money, and how many people may be written to first."""
        return [_cost(each) for each in self.legs if each.way.first]


def _cost(leg: Leg) -> Say:
    key = "announce.way" if leg.limit is not None else "announce.way_unlimited"
    params = {
        "platform": capabilities_of(leg.way.account).name,
        "messages": leg.way.messages,
        "first": leg.way.first,
        "limit": leg.limit,
        "left": leg.left,
    }
    return Say(key if leg.is_approved else "announce.way_unapproved", params)


async def planned(turn: Turn, found: Sequence[Recipient], invitation: Say) -> Travel:
    """How this invitation would reach these people now."""
    buttons = tuple(Choice(f"event.0.answer={each}") for each in ("yes", "no"))
    say = Say(invitation.key, invitation.params, buttons)
    filled = texts.render((say,), turn.language, with_template=True).template
    legs = [await _leg(turn, each, filled) for each in await audience.ways(turn.session, found, turn.now)]
    return Travel(tuple(legs), filled)


async def _leg(turn: Turn, way: Way, filled: Filled | None) -> Leg:
    if not way.first:
        return Leg(way, None, 0, True)
    limit = reach_limit((await accounts.facts(turn.session, way.account)).get("limit"))
    lately = await traffic.written_to_first(turn.session, way.account, turn.now - DAY)
    name, language = (filled.name, filled.language) if filled else ("", "")
    is_approved = await templates.category(turn.session, way.account, name, language) is not None
    return Leg(way, limit, max(0, (limit or 0) - len(lately)), is_approved)
