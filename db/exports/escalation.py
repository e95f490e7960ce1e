"""Cooperatives past every date of their annual meeting: facts for letters on paper, which Sapa never issues."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db import audience, rat_state, rat_years
from db.exports.asked import Asked, columns
from db.exports.cooperatives import WHO, WHO_COLUMNS, from_registry
from db.exports.numbers import resting
from db.exports.table import Table, Value, table
from db.models import Cooperative, Ledger, Officer
from db.rat_state import RatState

ENDING = ("bubar", "dalam proses pembubaran")
YEARS_BACK = 3
FACTS = ("village", "address", "activity", "existence", "warning", "tolerated_until", "tolerated_why")
HEADERS = (
    *WHO,
    *FACTS,
    *("chair", "book_year", "target_on", "limit_on", "days_past_limit", "years_missing", "last_reported_year"),
    *("outcome", "reason", "planned_on", "last_answer_on", "reminders_reached", "last_reminded_on", "unreachable"),
)


async def escalation(session: AsyncSession, asked: Asked) -> Table:
    """One row per cooperative that has held no meeting by the legal limit of the newest book year that has one.

    A planned day still to come keeps it off the list; dissolved ones and those on their way there are left out.
    `years_missing` counts only book years of which the office has reports. `unreachable` says why nobody can be written
    to; it is empty where somebody can.
    """
    late = await _late(session, asked.today)
    years = await rat_years.reported(session)
    missing: dict[int, int] = {}
    for year in {each[0] for each in late.values()}:
        of_year = [number for number, (own, _) in late.items() if own == year]
        missing |= await rat_years.missing(session, of_year, year)
    reached = await _reached(session)
    unreachable = {each.cooperative_id: each.reason for each in await audience.recipients(session, list(late))}
    chairs = await _chairs(session)
    registered = (
        await session.exec(from_registry(*WHO_COLUMNS, *(getattr(Cooperative, each) for each in FACTS)))
    ).all()

    def rows() -> Iterator[Sequence[Value]]:
        for row in registered:
            number = row[0]
            if number not in late or row.activity in ENDING:
                continue
            year, state = late[number]
            count, last = reached.get((number, year), (0, None))
            yield [
                *row,
                chairs.get(number, ""),
                *(year, state.target_on, state.limit_on, (asked.today - state.limit_on).days, missing[number]),
                *(max(years.get(number, ()), default=None), state.outcome, state.reason, state.planned_on),
                *(state.reported_at, count, last, unreachable[number]),
            ]

    return table(HEADERS, rows(), asked.zone)


async def _late(session: AsyncSession, today: date) -> dict[int, tuple[int, RatState]]:
    """Who has let the limit of the newest book year pass, with that year."""
    found: dict[int, tuple[int, RatState]] = {}
    judged: set[int] = set()
    for year in range(today.year, today.year - YEARS_BACK, -1):
        for each in await rat_state.states(session, year, today):
            if each.cooperative_id in judged or each.limit_on >= today:
                continue
            judged.add(each.cooperative_id)
            is_coming = each.planned_on is not None and each.planned_on >= today
            if each.outcome != "held" and not is_coming:
                found[each.cooperative_id] = (year, each)
    return found


async def _reached(session: AsyncSession) -> dict[tuple[int, int], tuple[int, datetime]]:
    """Reminders of the season that arrived, by cooperative and book year: how many, and when the last."""
    query: Any = columns(col(Ledger.cooperative_id), col(Ledger.purpose), col(Ledger.at)).where(
        col(Ledger.state) == "reached", col(Ledger.purpose).startswith("rule:rat_", autoescape=True)
    )
    times: dict[tuple[int, int], list[datetime]] = defaultdict(list)
    for number, purpose, at in (await session.exec(query)).all():
        times[number, int(purpose.rpartition(":")[2].partition(".")[0])].append(at)
    return {key: (len(each), max(each)) for key, each in times.items()}


async def _chairs(session: AsyncSession) -> dict[int, str]:
    hidden = await resting(session)
    query: Any = columns(Officer).where(col(Officer.position) == "ketua", col(Officer.status) != "ended")
    found = (await session.exec(query)).scalars()
    return {each.cooperative_id: each.name for each in found if not hidden.holds(each)}
