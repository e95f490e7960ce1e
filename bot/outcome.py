"""One request, and what the platform's answer means for the row and for the account."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.channel import Channel
from bot.errors import Blocked, Rejected, SendError, Throttled, Uncertain, Unreachable
from bot.texts.wire import outgoing_from_json
from db import outbox
from db.outbox import Result, Row

RESEND_AFTER = timedelta(seconds=5)
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
        return Attempt(Result(row, "again", str(error)), str(error), error.retry_after)
    except Unreachable as error:
        return Attempt(Result(row, "again", str(error)), str(error))
    except Uncertain as error:
        again_at = outbox.retry_at(row.attempts, now) if row.attempts else now + RESEND_AFTER
        return Attempt(unanswered(row, str(error), again_at or now), is_answered=False)
    except Blocked:
        return Attempt(Result(row, "failed", "blocked"))
    except Rejected as error:
        log.error("send_rejected", key=row.key, error=str(error))
        return Attempt(Result(row, "failed", str(error)))
    except SendError as error:
        at = outbox.retry_at(row.attempts + 1, now)
        return Attempt(Result(row, "retry" if at else "failed", str(error), at=at))
    except Exception as error:  # a bug of ours must not stop the account
        log.exception("send_broken", key=row.key)
        return Attempt(Result(row, "failed", f"internal: {type(error).__name__}"))
    return Attempt(Result(row, "sent", external_id=receipt.external_id))


def unanswered(row: Row, reason: str, again_at: datetime) -> Result:
    """No answer came. A reply is sent again; a reminder or an announcement may have arrived and is never doubled."""
    if row.lane > outbox.RELAY:
        return Result(row, "undecided", reason)
    if row.attempts >= len(outbox.RETRY_MINUTES):
        return Result(row, "failed", reason)
    return Result(row, "retry", reason, at=again_at)
