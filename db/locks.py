"""Who may do what only one process may do."""

import asyncio
import fcntl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy.engine import make_url

from bot.errors import Misconfigured
from db.session import Database, sqlite_path

RETRY_SECONDS = 1.0
WATCH_SECONDS = 2.0


@contextmanager
def only_process(url: str) -> Iterator[None]:
    """Refuse a second `sapa run` on the same SQLite file. Raises Misconfigured. A server needs no such lock."""
    path = sqlite_path(url)
    if path is None:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with Path(f"{path}.lock-file").open("w", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Misconfigured(
                f"SAPA_DATABASE_URL: {path} is in use by another sapa; stop that one first, or use PostgreSQL to share."
            ) from None
        yield


@asynccontextmanager
async def leadership(database: Database, role: str) -> AsyncIterator["Leadership"]:
    """Wait until no other process holds this role. On SQLite there is no other process."""
    if database.is_sqlite:
        yield Leadership(None)
        return
    url = make_url(database.url).set(drivername="postgresql").render_as_string(hide_password=False)
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as connection:
        key = zlib.crc32(f"sapa:{role}".encode())
        while not await _try_lock(connection, key):
            await asyncio.sleep(RETRY_SECONDS)
        yield Leadership(connection)


async def lead(database: Database, role: str, work: Callable[[], Awaitable[None]]) -> None:
    """Do work that only one process may do. When the lock is lost the work is stopped, and we stand in line again."""
    while True:
        async with leadership(database, role) as held:
            task = asyncio.ensure_future(work())
            try:
                while not task.done() and await held.is_held():
                    await asyncio.wait([task], timeout=WATCH_SECONDS)
                if task.done():
                    return await task
            finally:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)


async def _try_lock(connection: psycopg.AsyncConnection[tuple[bool]], key: int) -> bool:
    row = await (await connection.execute("SELECT pg_try_advisory_lock(%s)", (key,))).fetchone()
    return row is not None and row[0]


class Leadership:
    """The held role: alive as long as its connection is."""

    def __init__(self, connection: "psycopg.AsyncConnection[tuple[bool]] | None") -> None:
        self._connection = connection

    async def is_held(self) -> bool:
        """Whether the role is still ours: the lock is lost with its connection."""
        if self._connection is None:
            return True
        try:
            await self._connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True
