"""The append-only log of what somebody did."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from db.models import Audit


def note(session: AsyncSession, actor: str, action: str, subject: str, now: datetime, **data: Json) -> None:
    """Add one line. `actor` is `staff:3`, `person:7` or `sapa`; data holds ids and values, no message texts."""
    session.add(Audit(at=now, actor=actor, action=action, subject=subject, data=data))
