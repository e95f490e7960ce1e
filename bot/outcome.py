"""One request, and what the platform's answer means for the row and for the account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.channel import Channel
from bot.errors import (
    Blocked,
    Closed,
    Declined,
    Lapsed,
    Postponed,
    Rejected,
    SendError,
    Throttled,
    Uncertain,
    Unreachable,
)
from bot.texts.wire import outgoing_from_json
from db import outbox
from db.accounts import THROTTLED
from db.outbox import Result, Row
from db.settling import BLOCKED, CLOSED, HELD_BACK, LAPSED, STOPPED

POSTPONED_TIMES = 6
"""How often a row is put off because of the person's own limit before it ends."""
LATE_TROUBLE = timedelta(minutes=5)
"""When a row goes again whose status told, after the fact, of trouble with the account."""
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Attempt:
    """What became of a request. `trouble` is the account's: it rests `rest` seconds, None as the sender thinks fit."""

    result: Result
    trouble: str = ""
    rest: float | None = None
    is_answered: bool = True


async def attempt(channel: Channel, row: Row, now: datetime) -> Attempt:
    """Send one row. Never raises."""
    try:
        receipt = await channel.send(row.to, outgoing_from_json(dict(row.body)), key=row.key)
    except Throttled as error:
        return Attempt(Result(row, "again", str(error)), THROTTLED, error.retry_after)
    except Unreachable as error:
        return Attempt(Result(row, "again", str(error)), str(error))
    except Uncertain as error:
        wait = timedelta(seconds=channel.capabilities.resend_after)
        again_at = outbox.retry_at(row.attempts, now) if row.attempts else now + wait
        return Attempt(unanswered(row, str(error), again_at or now), is_answered=False)
    except SendError as error:
        return Attempt(failed(row, error, now))
    except Exception as error:  # a bug of ours must not stop the account
        log.exception("send_broken", key=row.key)
        return Attempt(Result(row, "failed", f"internal: {type(error).__name__}"))
    return Attempt(Result(row, "sent", external_id=receipt.external_id))


def failed(row: Row, error: Exception, now: datetime) -> Result:
    """What a refusal of this row means, be it the answer to the request or a status that came later."""
    match error:
        case Blocked():
            return Result(row, "failed", BLOCKED)
        case Closed():
            return Result(row, "again", CLOSED)
        case Lapsed():
            return Result(row, "again", LAPSED)
        case Declined():
            return Result(row, "failed", STOPPED if error.for_good else HELD_BACK)
        case Postponed():
            return _postponed(row, error, now)
        case Throttled() | Unreachable():
            return Result(row, "again", str(error), at=now + LATE_TROUBLE)
        case Rejected():
            log.error("send_rejected", key=row.key, error=str(error))
            return Result(row, "failed", str(error))
    at = outbox.retry_at(row.attempts + 1, now)
    return Result(row, "retry" if at else "failed", str(error), at=at)


def _postponed(row: Row, error: Postponed, now: datetime) -> Result:
    """Later, unless that is too late: then another way to the cooperative is tried."""
    at = now + timedelta(seconds=error.wait * (4**row.attempts if error.grows else 1))
    if row.attempts >= POSTPONED_TIMES or (row.useful_until is not None and at > row.useful_until):
        return Result(row, "failed", HELD_BACK)
    return Result(row, "retry", str(error), at=at)


def unanswered(row: Row, reason: str, again_at: datetime) -> Result:
    """No answer came. A reply is sent again; a reminder or an announcement may have arrived and is never doubled."""
    if row.lane > outbox.RELAY:
        return Result(row, "undecided", reason)
    if row.attempts >= len(outbox.RETRY_MINUTES):
        return Result(row, "failed", reason)
    return Result(row, "retry", reason, at=again_at)
