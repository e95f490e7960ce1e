"""What the platform tells of messages after it took them: delivered, read, failed. A post's statuses share a commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.channel import capabilities_of
from bot.errors import Unreachable
from bot.messages import Json, Say, Status
from bot.outcome import failed
from db import deliveries, settling
from db.deliveries import Delivery
from db.outbox import Result
from db.telling import tell_heads

log = structlog.get_logger()


@dataclass(slots=True)
class _Tally:
    """What a batch of statuses comes to."""

    told: dict[int, Delivery]
    results: dict[int, Result]


async def take(session: AsyncSession, statuses: Sequence[Status], now: datetime) -> None:
    """Raise what is known of our messages; late, repeated and disordered statuses change nothing that stands.

    A status that names a row by its key settles a row whose request had no answer; one that fails ends or retries it.
    """
    rows = await deliveries.of(session, statuses)
    tally = _Tally({}, {})
    for status in statuses:
        found = rows.get(status.external_id) or rows.get(status.opaque)
        if found is not None and found.is_news(status):
            _apply(tally, found, status, now)
    await deliveries.write(session, list(tally.told.values()))
    await settling.settle(session, list(tally.results.values()), now)
    await _tell_trouble(session, statuses, now)
    for result in tally.results.values():
        if result.outcome == "failed":
            log.info("delivery_failed", key=result.row.key, reason=result.reason)


def _apply(tally: _Tally, found: Delivery, status: Status, now: datetime) -> None:
    found.take(status)
    tally.told[found.row.id] = found
    if status.state == "failed":
        error = status.failure or Exception("failed")
        tally.results[found.row.id] = failed(found.row, error, now)
    elif found.is_open:
        found.state = "sent"
        tally.results[found.row.id] = Result(found.row, "sent", external_id=status.external_id)


async def _tell_trouble(session: AsyncSession, statuses: Sequence[Status], now: datetime) -> None:
    """A status may tell of trouble with the account as a whole, such as an unpaid bill: staff hear of it once a day."""
    for status in statuses:
        if isinstance(status.failure, Unreachable):
            params: dict[str, Json] = {
                "platform": capabilities_of(status.account).name,
                "reason": str(status.failure),
            }
            key = f"trouble:{status.account}:{status.failure}:{now.date()}"
            await tell_heads(session, Say("notices.undelivered", params), key, now, without=status.account)
