"""Sapa's own side of the sending contest: rows in the outbox, the Sender, the Telegram channel."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel.ext.asyncio.session import AsyncSession

from benchmarks.sends import BUTTONS, START, TEXT, WARM_UP, measured
from benchmarks.server import TOKEN
from bot.channels.telegram import CAPABILITIES, Telegram
from bot.clock import Clock
from bot.messages import Address, Choice, Outgoing
from bot.sender import Sender
from bot.simulator.world import FIRST_PERSON_ID
from db import migrate, outbox
from db.models import Announcement, Consent, Cooperative, Identity, Ledger, Officer, Person, Staff
from db.session import Database
from db.statements import insert_once
from scheduler.calendar import guards

PATIENCE_SECONDS = 60
UNLIMITED = replace(CAPABILITIES, account_rate=10**6, chat_rate=1e6, chat_burst=10**6)
"""Telegram's limits of 30 a second would hide everything that is measured here."""


async def sends(api: str, count: int, width: int, chats: int, url: str, *, guarded: bool) -> dict[str, float]:
    """Empty a full outbox. `guarded`: with the announcement's guard, as in production."""
    database, clock = Database(url), Clock(START)
    await migrate.upgrade(database)
    telegram = Telegram(TOKEN, api, UNLIMITED)
    if guarded:
        async with database.transaction() as session:
            await _people(session, telegram.account, chats)
    checks = guards(ZoneInfo("Asia/Jakarta")) if guarded else {}
    sender = Sender(database, telegram, clock, checks, in_flight=width)
    await _queue(database, telegram.account, range(WARM_UP), chats, guarded=guarded)
    await _empty(sender, lambda: sender.sent >= WARM_UP)
    await _queue(database, telegram.account, range(WARM_UP, WARM_UP + count), chats, guarded=guarded)
    sender = Sender(database, telegram, clock, checks, in_flight=width)
    found = await measured(lambda: _empty(sender, lambda: sender.sent >= count), count)
    await telegram.close()
    await database.close()
    return found


async def _empty(sender: Sender, is_done: Callable[[], bool]) -> None:
    """Run the sender until everything is sent and settled; a guard that drops a row must not hold us up for ever."""
    running = asyncio.create_task(sender.run())
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not is_done():
            await asyncio.sleep(0.005)
    sender.stop()
    await running


async def _queue(database: Database, account: str, numbers: range, chats: int, *, guarded: bool) -> None:
    choices = tuple(Choice(*button) for button in BUTTONS)
    rows: list[dict[str, Any]] = [
        outbox.draft(
            Address(account, str(FIRST_PERSON_ID + number % chats)),
            Outgoing(TEXT.format(number=number), choices),
            key=f"announcement:1:{number + 1}:0",
            now=START,
            lane=outbox.BULK,
            guard="announcement" if guarded else "",
            subject=f"announcement:1:{number % chats + 1}",
        )
        for number in numbers
    ]
    async with database.transaction() as session:
        await outbox.enqueue_many(session, rows)


async def _people(session: AsyncSession, account: str, chats: int) -> None:
    """All that the guard looks up: chairs of one cooperative each, and the announcement to them."""
    await insert_once(session, Staff, {"id": 1, "name": "Kepala", "role": "admin", "created_at": START}, ["id"])
    event: dict[str, Any] = {"id": 1, "kind": "clinic", "title": "Klinik", "place": "Balai", "state": "sending"}
    event |= {"starts_at": START + timedelta(days=7), "send_from": START, "created_at": START, "created_by": 1}
    await insert_once(session, Announcement, {**event, "progress": ""}, ["id"])
    ids = range(1, chats + 1)
    people = [{"id": n, "name": f"Orang {n}", "language": "id", "created_at": START} for n in ids]
    seats = [{"person_id": n, "account": account, "user": str(FIRST_PERSON_ID + n - 1)} for n in ids]
    consents: list[dict[str, Any]] = [
        {"id": n, "person_id": n, "granted": True, "text_version": "1", "account": account, "at": START} for n in ids
    ]
    offices: list[dict[str, Any]] = [
        {"id": n, "name": f"Koperasi {n}", "match_name": f"koperasi {n}", "updated_at": START} for n in ids
    ]
    officers = [{"id": n, "cooperative_id": n, "person_id": n, "status": "verified"} for n in ids]
    told: list[dict[str, Any]] = [
        {"purpose": "announcement:1", "cooperative_id": n, "lead_id": n, "person_id": n, "state": "queued", "say": {}}
        | {"outbox_key": f"announcement:1:{n}:0", "at": START}
        for n in ids
    ]
    await insert_once(session, Person, people, ["id"])
    await insert_once(session, Identity, seats, ["account", "user"])
    await insert_once(session, Consent, consents, ["id"])
    await insert_once(session, Cooperative, offices, ["id"])
    await insert_once(session, Officer, officers, ["id"])
    await insert_once(session, Ledger, told, ["purpose", "cooperative_id"])
    named = {"name": "KSU", "match_name": "ksu", "form": "", "kind": "", "village": "", "address": "", "activity": ""}
    named |= {"visit_history": "unknown", "book_year_end": "12-31", "updated_at": START}
    posts = {"name": "", "position": "ketua", "status": "verified"}
    counted = {"purpose": "announcement:1", "rung": 0, "state": "queued", "reason": "", "outbox_key": "", "at": START}
    await insert_once(session, Cooperative, [{"id": n, **named} for n in ids], ["id"])
    await insert_once(session, Officer, [{"id": n, "cooperative_id": n, "person_id": n, **posts} for n in ids], ["id"])
    rows = [{"cooperative_id": n, "lead_id": n, "person_id": n, "say": {}, **counted} for n in ids]
    await insert_once(session, Ledger, rows, ["purpose", "cooperative_id"])
