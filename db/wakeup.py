"""New rows in the outbox, told by other processes. The sender's poll each second is the safety net below it."""

import asyncio
from collections.abc import Callable

import psycopg
from sqlalchemy.engine import make_url

from db.session import CHANNEL, Database

RETRY_SECONDS = 5.0


async def listen(database: Database, wake: Callable[[], None]) -> None:
    """Call `wake` at each notification until cancelled. On SQLite there is no other process to hear from."""
    if database.is_sqlite:
        return
    url = make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)
    while True:
        try:
            async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                async for _ in connection.notifies():
                    wake()
        except psycopg.Error:
            await asyncio.sleep(RETRY_SECONDS)
