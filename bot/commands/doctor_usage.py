"""The doctor on what WhatsApp still allows: people written to first in a day, free answers in a month."""

from collections.abc import AsyncIterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.commands import meta
from bot.commands.findings import Finding, fine, look, out
from bot.messages import Json
from bot.pace import DAY, FREE_A_MONTH, Allowance, reach_limit
from bot.settings import Settings
from db import traffic
from db.session import Database

FEW = 0.1
"""With a tenth left it is worth a look."""


async def findings(
    settings: Settings, database: Database | None, now: datetime, facts: Mapping[str, Json]
) -> AsyncIterator[Finding]:
    """Reach in the last 24 hours and the calendar month in the office's zone. `facts` are empty when Meta told none."""
    if database is None:
        yield out("WhatsApp usage", "needs the database.")
        return
    here = now.astimezone(ZoneInfo(settings.office_timezone))
    month = here.replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    async with database.reading() as session:
        first = await traffic.written_to_first(session, meta.account(settings), now - DAY)
        used = await traffic.used(session, meta.account(settings), month)
    yield _reach(len(first), facts)
    yield _month(used, f"{here:%Y-%m}")


def _reach(used: int, facts: Mapping[str, Json]) -> Finding:
    what, told = "WhatsApp reach", f"{used} people were written to first in the last 24 hours"
    if not facts:
        return out(what, f"{told}; how many may be, Meta did not say.")
    limit = reach_limit(facts["limit"])
    if limit is None:
        return fine(what, f"{told}; Meta sets no limit.")
    left = max(0, limit - used)
    told = f"{told}, of {limit} that Meta allows: {left} left"
    if not left:
        return look(what, f"{told}; the next ones wait until the oldest is a day old.")
    return look(what, f"{told}.") if left <= limit * FEW else fine(what, f"{told}.")


def _month(used: Allowance, month: str) -> Finding:
    counts = ", ".join(f"{count} {category}" for category, count in sorted(used.billable.items()) if count)
    taken = FREE_A_MONTH - used.free_left
    told = f"{taken} of {FREE_A_MONTH} free answers used in {month}, {used.free_left} left; billed: {counts or 'none'}"
    if not used.free_left:
        return look("WhatsApp month", f"{told}; each further answer costs.")
    return (
        look("WhatsApp month", f"{told}.")
        if used.free_left <= FREE_A_MONTH * FEW
        else fine("WhatsApp month", f"{told}.")
    )
