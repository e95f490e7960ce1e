"""Erasures that were asked for: a last message, then everything goes. Missed ticks delay it, nothing loses it."""

import asyncio
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.channel import capabilities_of
from bot.messages import Say
from bot.settings import Office
from db import outbox, people, templates
from db.models import Identity, Outbox, Person
from db.privacy import erasing_records, erasure, requests
from db.session import Database

FAREWELL = "erased:"
"""How the keys of last messages begin."""
PATIENCE = timedelta(hours=6)
"""How long the last message may take to leave."""
TEMPLATE = "data_erased"
log = structlog.get_logger()


async def erase_due(database: Database, now: datetime, office: Office, files: Path | None) -> int:
    """Everybody whose time to take it back is over, each in a transaction of their own; how many are gone."""
    async with database.reading() as session:
        waiting = await requests.to_erase(session, now)
    gone = 0
    for person_id in waiting:
        async with database.transaction() as session:
            digests = await _erase(session, person_id, now, office)
        if digests is not None:
            gone += 1
            await remove(database, files, digests)
            log.info("person_erased", person=person_id)
    if gone and not await database.empty_log():
        log.info("log_not_emptied")
    return gone


async def _erase(session: AsyncSession, person_id: int, now: datetime, office: Office) -> list[str] | None:
    """Digests of the files that go along; None when the last message is still under way, or it was taken back."""
    await people.lock_talk(session, person_id, now)
    person = await session.get_one(Person, person_id, populate_existing=True)
    if person.erase_after is None or person.erase_after > now:
        return None
    if await _is_on_its_way(session, person, now, office):
        return None
    digests = await erasure.erase(session, person_id, now, asked=True)
    if (request := await requests.open_of(session, person_id, "erase")) is not None:
        requests.end(request, "done", now)
    return digests


async def _is_on_its_way(session: AsyncSession, person: Person, now: datetime, office: Office) -> bool:
    """Whether the last message has yet to leave; it is put in the queue first."""
    assert person.erase_after is not None
    until = person.erase_after + PATIENCE
    if now >= until:
        return False
    key = f"{FAREWELL}{person.id}:{person.erase_after.isoformat()}"
    state = (await session.exec(select(Outbox.state).where(Outbox.key == key))).first()
    if state is not None:
        return state in ("queued", "sending")
    seat = await people.seat(session, person.id)
    if seat is None or not await _may_be_told(session, seat, person.language, now):
        return False
    say, to = Say("privacy.erased", {"office": office.name}), people.address(seat)
    return await outbox.enqueue(session, to, say, key=key, now=now, language=person.language, useful_until=until)


async def _may_be_told(session: AsyncSession, seat: Identity, language: str, now: datetime) -> bool:
    """Whether words or a template may go to this seat now; nobody is knocked at for this."""
    window = capabilities_of(seat.account).window
    if window is None or (seat.wrote_at is not None and seat.wrote_at > now - window):
        return True
    return await templates.category(session, seat.account, TEMPLATE, language) is not None


async def remove(database: Database, files: Path | None, digests: Collection[str]) -> None:
    """Files go once the transaction that let go of them has been committed, unless a row names them by now."""
    if files is None or not digests:
        return
    async with database.reading() as session:
        free = await erasing_records.unreferenced(session, digests)
    await asyncio.to_thread(_unlink, files, free)


def _unlink(folder: Path, names: Collection[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
