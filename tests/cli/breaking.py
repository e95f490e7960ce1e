"""What can go wrong around an office, one deed each."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

import pytest
from telegram import Bot

from db import accounts
from db.models import Outbox
from db.session import Database
from tests.cli.platforms import TELEGRAM_TOKEN, Platforms

Break = Callable[[Platforms], Awaitable[None] | None]
ACCOUNT = "whatsapp:106540352242922"
NEWS = ("news", "id")


def at_meta(**attributes: str | bool) -> Break:
    """Something about the number or its account."""

    def change(office: Platforms) -> None:
        for name, value in attributes.items():
            setattr(office.whatsapp, name, value)

    return change


def template(deed: str, *more: str) -> Break:
    """Meta decides something about a template of ours."""

    def decide(office: Platforms) -> None:
        address, office.whatsapp.webhook = office.whatsapp.webhook, ""
        getattr(office.whatsapp.templates, deed)(*NEWS, *more)
        office.whatsapp.webhook = address

    return decide


def pending(office: Platforms) -> None:
    for language in ("id", "en"):
        waiting = office.whatsapp.templates.find("news", language)
        assert waiting is not None
        waiting.status = "PENDING"


def other_words(office: Platforms) -> None:
    changed = office.whatsapp.templates.find(*NEWS)
    assert changed is not None
    changed.components[0]["text"] = "Yth. Bapak/Ibu {{1}}, silakan menghubungi {{2}} pada jam kerja."


def at_telegram(deed: Callable[[Bot], Awaitable[object]]) -> Break:
    """Somebody else has changed the bot."""

    async def change(office: Platforms) -> None:
        api = office.settings["telegram_api"]
        async with Bot(TELEGRAM_TOKEN, base_url=f"{api}/bot") as bot:
            await deed(bot)

    return change


async def refuses_posts(office: Platforms) -> None:
    """A webhook where nobody listens, and a message that waits."""
    dead = "http://127.0.0.1:9/telegram"
    await at_telegram(lambda bot: bot.set_webhook(dead, secret_token="s", allowed_updates=["message"]))(office)  # type: ignore[misc]
    office.telegram.start(office.telegram.add_person("Rahmat").id)
    for _ in range(100):
        async with Bot(TELEGRAM_TOKEN, base_url=f"{office.settings['telegram_api']}/bot") as bot:
            if (await bot.get_webhook_info()).last_error_message:
                return
        await asyncio.sleep(0.05)
    pytest.fail("Telegram has not tried")


def sent(count: int, *, template: str = "", category: str = "", billable: bool | None = None) -> Break:
    """Messages that left an hour ago, each to somebody else."""

    async def send(office: Platforms) -> None:
        at = datetime.now(UTC) - timedelta(seconds=1)
        database = Database(office.settings["database_url"])
        async with database.transaction() as session:
            session.add_all(
                Outbox(
                    key=f"{category}:{each}",
                    account=ACCOUNT,
                    user=f"62812{each}",
                    lane=1,
                    state="sent",
                    template=template,
                    category=category,
                    billable=billable,
                    created_at=at,
                    sent_at=at,
                )
                for each in range(count)
            )
        await database.close()

    return send


def down(account: str, trouble: str) -> Break:
    async def pause(office: Platforms) -> None:
        database = Database(office.settings["database_url"])
        async with database.transaction() as session:
            await accounts.note(session, account, trouble, 60, datetime.now(UTC) - timedelta(hours=2))
        await database.close()

    return pause


def sql(statement: str) -> Break:
    def run(office: Platforms) -> None:
        with sqlite3.connect(office.settings["database_url"].removeprefix("sqlite:///")) as connection:
            connection.execute(statement)
        connection.close()

    return run


def trouble(world: str, mode: str) -> Break:
    def begin(office: Platforms) -> None:
        getattr(office, world).faults.mode = mode

    return begin
