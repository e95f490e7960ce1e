"""Sapa's own side of the sending contest: rows in the outbox, the Sender, a channel."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks import town_hall
from benchmarks.sends import WARM_UP, measured
from benchmarks.towns import ACCOUNT_ID, BUTTONS, NUMBER_ID, START, TEXT, TOKEN, WA_TOKEN, address, announced
from bot.channel import TELEGRAM, WHATSAPP, Channel
from bot.clock import Clock
from bot.messages import Choice, Filled, Outgoing
from bot.sender import Sender
from bot.settings import Office
from db import migrate, outbox
from db.session import Database
from scheduler.calendar import guards

PATIENCE_SECONDS = 60
OFFICE = Office("Dinas", "Pekanbaru", "", "", "Asia/Jakarta")
UNPACED: dict[str, Any] = {"account_rate": 10**6, "chat_rate": 1e6, "chat_burst": 10**6}
"""The platforms' limits of 30 and 80 a second would hide everything that is measured here."""


def telegram(token: str, api: str) -> Channel:
    """Telegram without its limits."""
    from bot.channels.telegram import Telegram

    return Telegram(token, api, replace(TELEGRAM, **UNPACED))


def whatsapp(token: str, number_id: str, account_id: str, api: str) -> Channel:
    """WhatsApp without its limits."""
    from bot.channels.whatsapp import WhatsApp

    return WhatsApp(token, number_id, account_id, api, replace(WHATSAPP, **UNPACED))


async def sends(
    platform: str, api: str, count: int, width: int, chats: int, url: str, *, guarded: bool
) -> dict[str, float]:
    """Empty a full outbox. `guarded`: with the announcement's guard as in production; on WhatsApp, as a template."""
    database, clock = Database(url), Clock(START)
    await migrate.upgrade(database)
    is_whatsapp = platform == "whatsapp"
    channel = whatsapp(WA_TOKEN, NUMBER_ID, ACCOUNT_ID, api) if is_whatsapp else telegram(TOKEN, api)
    if guarded or is_whatsapp:
        async with database.transaction() as session:
            await town_hall.settle(session, platform, range(chats), wrote_at=None if guarded else START)
            if is_whatsapp:
                await town_hall.approve(session, channel.account)
    checks = guards(ZoneInfo("Asia/Jakarta")) if guarded else {}
    sender = Sender(database, channel, clock, checks, in_flight=width, office=OFFICE)
    await queue(database, platform, range(WARM_UP), chats, guarded=guarded)
    await _empty(sender, lambda: sender.sent >= WARM_UP)
    await queue(database, platform, range(WARM_UP, WARM_UP + count), chats, guarded=guarded)
    sender = Sender(database, channel, clock, checks, in_flight=width, office=OFFICE)
    found = await measured(lambda: _empty(sender, lambda: sender.sent >= count), count)
    await channel.close()
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


async def queue(database: Database, platform: str, numbers: range, chats: int, *, guarded: bool) -> None:
    """An announcement to so many chats in turn. Where it must be a template on WhatsApp, it is one."""
    rows = [
        outbox.draft(
            address(platform, number % chats),
            _announcement(platform, number, guarded=guarded),
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


def _announcement(platform: str, number: int, *, guarded: bool) -> Outgoing:
    template = Filled(**announced(number)) if guarded and platform == "whatsapp" else None
    choices = tuple(Choice(*button) for button in BUTTONS)
    return Outgoing(TEXT.format(number=number), choices, template=template)
