"""The law's deadline for what people ask about their data: staff hear of it before it passes, heads when it has."""

from datetime import datetime, time, timedelta, tzinfo

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Choice, Json, Say
from db import staff, tasks
from db.privacy import requests
from db.telling import tell_heads, tell_member

AHEAD = timedelta(hours=24)
DAYTIME = (time(7, 30), time(19, 30))
"""When staff are told, by the office's clock, on any day: the deadline knows no weekend."""


async def remind(session: AsyncSession, now: datetime, zone: tzinfo) -> int:
    """Each correction once before its deadline and once after it; how many are near it or past it."""
    if not DAYTIME[0] <= now.astimezone(zone).time() <= DAYTIME[1]:
        return 0
    found = await requests.corrections_due(session, now + AHEAD)
    names = await tasks.names(session, [task for _, task in found])
    for request, task in found:
        about: dict[str, Json] = {"person": names[task.id][1], "due": request.due_at.isoformat()}
        choices = (Choice(f"task.{task.id}.open=1"),)
        if request.due_at <= now:
            await tell_heads(session, Say("staff.data_fix_late", about, choices), f"fix_late:{request.id}", now)
            continue
        for member in await staff.responsible(session, task.district_id):
            say = Say("staff.data_fix_soon", about, choices)
            await tell_member(session, member, say, f"fix_soon:{request.id}:{member.id}", now)
    return len(found)
