"""The reach ladder: the same person on another channel, another officer, and at last a call by staff.

A rung opens only when the one before has finally failed, or when the person has been silent past its deadline.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from db import audience, ladder, ledger, parameters, people
from db.ledger import Recipient
from db.models import Ledger
from scheduler import queueing, rules

BATCH = 100
OF_THE_PERSON = ("opted_out", "restricted", "no_consent", "not_officer")
"""Reasons that hold for somebody on every channel."""


async def climb(session: AsyncSession, now: datetime) -> int:
    """Where a rung has failed, the next one; where none is left, it says so. How many rows."""
    rows = await ladder.failed(session, BATCH)
    for row in rows:
        group = await _group(session, row)
        if not await _may_climb(session, row):
            await ladder.end(session, row.purpose, group, "unreached", row.reason, now)
            continue
        found = await _next(session, row, group)
        await ladder.regroup(session, row.purpose, found, row.rung + 1, now)
        if left := sorted(set(group) - {each.cooperative_id for each in found}):
            arrived = await ladder.was_reached(session, row.purpose, row.lead_id)
            state, reason = ("reached", ladder.SILENT) if arrived else ("unreached", row.reason)
            await ladder.end(session, row.purpose, left, state, reason, now)
    return len(rows)


async def break_silence(session: AsyncSession, now: datetime) -> int:
    """Where the person reached has said nothing since, another way is tried as well, if there is one.

    A message that stands for several cooperatives is not taken apart: its buttons answer for all of them.
    """
    hours = (await parameters.load(session)).rung_hours
    rows = await ladder.silent(session, now - timedelta(hours=hours), now, BATCH)
    for row in rows:
        group = await _group(session, row)
        found = await _next(session, row, group) if await _may_climb(session, row) else []
        if len(found) == len(group) and (len(group) == 1 or found[0].person_id == row.person_id):
            await ladder.leave(session, row.outbox_key)
            await ladder.regroup(session, row.purpose, found, row.rung + 1, now)
        else:
            await ladder.keep_silent(session, row.purpose, row.lead_id)
    return len(rows)


async def _may_climb(session: AsyncSession, row: Ledger) -> bool:
    rule = rules.rule_of(row.purpose)
    return (rule is None or rule.climbs) and await queueing.can_go(session, row.purpose)


async def _group(session: AsyncSession, row: Ledger) -> list[int]:
    return [each.cooperative_id for each, _ in await ledger.group(session, row.purpose, row.lead_id)]


async def _next(session: AsyncSession, row: Ledger, group: Sequence[int]) -> list[Recipient]:
    """Who is written to on the next rung, for as many of these cooperatives as there is somebody."""
    if row.person_id is not None and row.reason not in OF_THE_PERSON:
        tried = await ladder.tried_seats(session, row.purpose, row.lead_id)
        seats = [people.address(each) for each in await people.seats_of(session, row.person_id)]
        if set(seats) - tried:
            return [Recipient(each, row.lead_id, row.person_id) for each in group]
    persons = await ladder.tried_persons(session, row.purpose, row.lead_id)
    persons |= {row.person_id} if row.person_id else set()
    found = await audience.recipients(session, group, without=persons)
    return [each for each in found if each.person_id is not None]
