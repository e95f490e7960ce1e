"""What follows from the outcome of a row: the ledger moves, and what it says of a person or a template is kept."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from db import ledger, outbox, people, templates
from db.outbox import Result
from db.telling import tell_unheard

BLOCKED, CLOSED, LAPSED = "blocked", "window_closed", "template_lapsed"
STOPPED, HELD_BACK = "marketing_stopped", "held_back"


async def settle(session: AsyncSession, results: Sequence[Result], now: datetime) -> None:
    """Write outcomes down, with all that hangs on them."""
    if not results:
        return
    await outbox.settle(session, results, now)
    await ledger.follow(session, results, now)
    for result in results:
        if result.reason == BLOCKED:
            await people.block(session, result.row.to, now)
        elif result.reason == CLOSED and result.outcome == "again":
            await people.close_window(session, result.row.to)
        elif result.reason == STOPPED and result.outcome == "failed":
            await people.stop_marketing(session, result.row.to, now)
        elif result.reason == LAPSED:
            filled = result.row.body.get("template") or {}
            await templates.lapse(session, result.row.account, filled.get("name", ""), filled.get("language", ""), now)
        if result.outcome in ("failed", "dropped") and result.row.subject.startswith("question:"):
            await tell_unheard(session, result, now)
