"""Searches for cooperatives that can't be found: what is asked, whether it is still to be asked, and how they end."""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.guards import Drop
from bot.messages import Choice, Json, Say
from db import audit, parameters, staff, tasks, templates, trace_numbers, traces
from db.models import Cooperative, District, Trace, TraceStep
from db.outbox import Row
from db.telling import tell_member
from db.traces import trace_of

__all__ = ["KIND", "NUMBER", "end_found", "follow_up", "not_to_number", "over", "trace_of", "words"]

KIND = "trace"
NUMBER = "trace_number"
"""The guard of messages to numbers that nobody has linked."""


async def words(session: AsyncSession, purpose: str) -> dict[str, Json]:
    """What a question says of the cooperative that is sought: its name and where it was, nothing personal."""
    trace = await session.get_one(Trace, trace_of(purpose))
    cooperative = await session.get_one(Cooperative, trace.cooperative_id)
    return {"sought": cooperative.name, "where": await where(session, cooperative)}


async def where(session: AsyncSession, cooperative: Cooperative) -> Json:
    """The kelurahan of a cooperative, else its kecamatan."""
    if cooperative.village:
        return {"key": "neighbour.in_village", "params": {"village": cooperative.village}}
    district = await session.get(District, cooperative.district_id) if cooperative.district_id else None
    if district is None:
        return {"key": "neighbour.in_city"}
    return {"key": "neighbour.in_district", "params": {"district": district.name}}


async def over(session: AsyncSession, trace_id: int) -> Drop | None:
    """Why nothing is asked for this search any more."""
    trace = await session.get(Trace, trace_id, populate_existing=True)
    return None if trace is not None and trace.state == "open" else Drop("answered")


async def not_to_number(session: AsyncSession, row: Row, now: datetime) -> Drop | None:
    """Why a number is not written to: allowed no more, asked lately, or its owner has spoken, for us or against.

    Without its approved template nothing goes: who has never written to us is not knocked at.
    """
    step = await session.get_one(TraceStep, int(row.key.rpartition(":")[2]))
    if (drop := await over(session, step.trace_id)) is not None:
        return drop
    if not (await parameters.load(session)).trace_by_whatsapp:
        return Drop("switched_off")
    if not await trace_numbers.may_write(session, step.target):
        return Drop("not_wanted")
    if await trace_numbers.written_lately(session, row.user, now, besides=row.key):
        return Drop("frequency_cap")
    filled = row.body.get("template") or {}
    usable = await templates.category(session, row.account, filled.get("name", ""), filled.get("language", ""))
    return None if usable is not None else Drop("no_template")


async def end_found(session: AsyncSession, now: datetime) -> int:
    """Where an officer has written to us meanwhile the search ends by itself, and staff are told; how many."""
    found = await traces.found_meanwhile(session)
    for trace in found:
        await traces.close(session, trace, "found", None, now)
        audit.note(session, "sapa", "trace.found", f"cooperative:{trace.cooperative_id}", now, trace=trace.id)
        cooperative = await session.get_one(Cooperative, trace.cooperative_id)
        say = Say("trace.found_itself", {"name": cooperative.name}, (Choice(f"coop.{cooperative.id}.see=1"),))
        for member in await staff.responsible(session, cooperative.district_id):
            await tell_member(session, member, say, f"trace_found:{trace.id}:{member.id}", now)
    return len(found)


async def follow_up(session: AsyncSession, now: datetime) -> int:
    """A search that has come to nothing in two weeks becomes a task, once; how many new ones."""
    days = (await parameters.load(session)).trace_days
    opened = 0
    for trace in await traces.without_outcome(session, now - timedelta(days=days)):
        if await tasks.by_key(session, f"{KIND}:{trace.id}") is None:
            cooperative = await session.get_one(Cooperative, trace.cooperative_id)
            data: dict[str, Json] = {"trace_id": trace.id}
            await tasks.open_task(session, KIND, f"{KIND}:{trace.id}", now=now, cooperative=cooperative, data=data)
            opened += 1
    return opened
