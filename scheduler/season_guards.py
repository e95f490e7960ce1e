"""Before a reminder of the season leaves: whether it is still true, for each cooperative that it names."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.guards import Drop
from db import ladder, ledger, rat_state
from db.models import OpenForm
from db.outbox import Row
from db.rat_state import RatState
from scheduler import rules, season, season_answers, season_leftovers, season_words

ANSWERED = Drop("answered")


async def answered(session: AsyncSession, row: Row, now: datetime, zone: ZoneInfo) -> Drop | None:
    """Why the reminder must not go; None when it may.

    Where some of its cooperatives have answered and others have not, it is not sent as it is: the others are planned
    again, in a message that names only them.
    """
    purpose, _, lead = row.subject.rpartition(":")
    rule = rules.rule_of(purpose)
    group = [each for each, _ in await ledger.group(session, purpose, int(lead))]
    if rule is rules.UNFINISHED:
        return None if await _is_open(session, purpose) else ANSWERED
    numbers = [each.cooperative_id for each in group]
    today = now.astimezone(zone).date()
    states = await rat_state.states(session, season_words.book_year(purpose), today, cooperative_ids=numbers)
    helped = await season_answers.being_helped(session)
    planned = {each.cooperative_id: datetime.fromisoformat(each.say["planned_at"]) for each in group}
    open_ones = [
        each.cooperative_id
        for each in states
        if each.cooperative_id not in helped and _asks(purpose, each, today, planned[each.cooperative_id])
    ]
    if len(open_ones) == len(numbers):
        return None
    if open_ones:
        await ladder.split_off(session, group, open_ones, now)
    return ANSWERED


def _asks(purpose: str, state: RatState, today: date, planned_at: datetime) -> bool:
    rule = rules.rule_of(purpose)
    if rule is rules.PLANNED or rule is rules.SOON:
        return season.asks(rule, state, date.fromisoformat(purpose.rpartition(".")[2]), today)
    if rule is rules.PAPERS:
        return season_leftovers.is_missing(state)
    return not season_answers.is_answered(state, today, planned_at)


async def _is_open(session: AsyncSession, purpose: str) -> bool:
    run = purpose.rpartition(".")[2]
    return (await session.exec(select(OpenForm.id).where(col(OpenForm.run) == run))).first() is not None
