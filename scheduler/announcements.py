"""Approved announcements: when their minute is over they are sent; staff watch one message that edits itself."""

import hashlib
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.channel import capabilities_of
from bot.messages import Choice, Json, Say
from bot.texts import render
from db import ledger, office_hours, outbox, people, sessions
from db.models import Announcement, Person, Staff
from db.statements import table_of

ANNOUNCEMENT = table_of(Announcement)


async def release(session: AsyncSession, now: datetime) -> int:
    """Approved announcements whose minute to undo is over begin to be sent; how many. An undo that came first wins."""
    begun = await session.execute(
        update(ANNOUNCEMENT)
        .where(ANNOUNCEMENT.c.state == "approved", ANNOUNCEMENT.c.send_from <= now)
        .values(state="sending")
        .returning(ANNOUNCEMENT.c.id)
    )
    return len(begun.all())


async def watch(session: AsyncSession, now: datetime, zone: ZoneInfo) -> None:
    """Show how far each announcement is; when nothing waits any more, it is sent and its report is one tap away."""
    for announcement in await sessions.in_state(session, "sending"):
        states = await ledger.count(session, sessions.purpose(announcement.id))
        waiting = states["planned"] + states["queued"] + states["failed"]
        if not waiting:
            announcement.state = "sent"
        open_at = (await office_hours.load(session, now, zone)).next_open(now)
        total = await ledger.addressed(session, sessions.purpose(announcement.id))
        params: dict[str, Json] = {
            "title": announcement.title,
            "done": total - waiting,
            "total": total,
            "reached": states["reached"],
            "everybody": sum(states.values()),
            "bar": bar(total - waiting, total),
            "open_at": open_at.isoformat(),
        }
        key = "cast.finished" if not waiting else "cast.progress" if open_at <= now else "cast.resting"
        choice = Choice(f"cast.{announcement.id}.do={'stop' if waiting else 'report'}")
        if not waiting and announcement.progress:  # the bar is full, and its button is gone
            await _show(session, announcement, Say("cast.progress", params), now)
        await _show(session, announcement, Say(key, params, (choice,)), now)


def bar(done: int, total: int) -> str:
    """A bar of ten blocks."""
    full = 10 * done // total if total else 10
    return "▓" * full + "░" * (10 - full)


async def _show(session: AsyncSession, announcement: Announcement, say: Say, now: datetime) -> None:
    """One message that edits itself; until the first has left, nothing follows it. The end is a message of its own.

    Where the platform edits nothing there are only those two.
    """
    member = await session.get(Staff, announcement.created_by)
    seat = await people.seat(session, member.person_id) if member and member.person_id else None
    if seat is None:
        return
    person = await session.get(Person, seat.person_id)
    message = render((say,), person.language if person else "id")
    mark = hashlib.sha256(repr((message.text, message.choices)).encode()).hexdigest()[:8]
    if mark == announcement.progress:
        return
    first = f"progress:{announcement.id}:first"
    is_last = say.key == "cast.finished"
    begun = announcement.progress != ""
    if begun and not is_last and not capabilities_of(seat.account).edits:
        return
    prefix = f"progress:{announcement.id}:"
    replaces = await outbox.newest_external_id(session, prefix, seat.account) if begun else None
    if begun and replaces is None and not is_last:
        return
    key = first if not begun and not is_last else f"progress:{announcement.id}:{mark}"
    message = render((say,), person.language if person else "id", replaces=None if is_last else replaces)
    await outbox.enqueue(session, people.address(seat), message, key=key, now=now, lane=outbox.RELAY)
    announcement.progress = mark
