"""What a list says otherwise than somebody has confirmed: a task for staff, once for each name."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from bot.understanding.names import match_key
from db import tasks
from db.models import Cooperative
from db.registry_import.officers import Successor

KIND = "officer_listed"


async def ask(session: AsyncSession, cooperative_id: int, successor: Successor, now: datetime) -> None:
    """Is the list right? What was answered holds for every list that names the same person again."""
    named = successor.named
    key = f"{KIND}:{cooperative_id}:{named.position}:{match_key(named.name)}"
    if await tasks.by_key(session, key) is not None:
        return
    until = str(named.until.year) if named.until else None
    new: Json = {"name": named.name, "position": named.position, "phone": named.phone or None, "until": until}
    data: dict[str, Json] = {"left": successor.holder, "officer_id": successor.officer_id, "new": new}
    cooperative = await session.get_one(Cooperative, cooperative_id)
    await tasks.open_task(session, KIND, key, now=now, cooperative=cooperative, data=data)
