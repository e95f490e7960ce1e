"""Engines and the one `transaction()`. Nothing happens at import time."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.ext.asyncio import AsyncSession as PlainSession
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Misconfigured

DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
BUSY_SECONDS = 30
EMPTYING_SECONDS = 1
"""How long emptying the write-ahead log waits for who still reads; writers wait meanwhile."""
PRAGMAS = (
    *("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "secure_delete=ON"),
    f"busy_timeout={BUSY_SECONDS * 1000}",
)
"""`secure_delete`: what is deleted is overwritten in the file, on every build of SQLite."""
CHANNEL = "sapa_outbox"
"""PostgreSQL's notifications: senders in other processes learn of new rows."""
WAKES = "wakes"
"""Mark in `session.info` of a transaction that put something in the outbox."""


def async_url(url: str) -> str:
    """SAPA_DATABASE_URL with the driver we use. Raises Misconfigured."""
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Misconfigured(f"SAPA_DATABASE_URL is no database address: {url!r}.") from None
    driver = DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise Misconfigured("SAPA_DATABASE_URL must begin with sqlite:/// or postgresql://.")
    return parsed.set(drivername=driver).render_as_string(hide_password=False)


def sqlite_path(url: str) -> Path | None:
    """The database file, or None where the database is a server or in memory."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or not parsed.database or parsed.database == ":memory:":
        return None
    return Path(parsed.database)


class Session(AsyncSession):
    """SQLModel's session; `execute` is for core statements and is not deprecated here."""

    execute = PlainSession.execute


class Database:
    """One writer at a time on SQLite, in order of arrival; ordinary transactions on PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.url = async_url(url)
        self.is_sqlite = self.url.startswith("sqlite")
        self._writing = asyncio.Lock()
        self._woken: list[Callable[[], None]] = []
        self.engine = self._engine(immediate=True)
        self._reader = self._engine(immediate=False) if self.is_sqlite else self.engine

    def _engine(self, *, immediate: bool) -> AsyncEngine:
        if not self.is_sqlite:
            return create_async_engine(
                self.url, pool_size=10, max_overflow=10, pool_pre_ping=True, hide_parameters=True
            )
        options: dict[str, Any] = {"connect_args": {"timeout": BUSY_SECONDS}, "hide_parameters": True}
        engine = create_async_engine(self.url, **options)
        event.listen(engine.sync_engine, "connect", _configure_sqlite)
        event.listen(engine.sync_engine, "begin", _begin_immediate if immediate else _begin)
        return engine

    def on_commit(self, wake: Callable[[], None]) -> None:
        """Call `wake` after each commit: senders look for new rows."""
        self._woken.append(wake)

    @asynccontextmanager
    async def transaction(self, *, wake: bool = True) -> AsyncIterator[AsyncSession]:
        """The only place that commits. An exception rolls back; a commit wakes the senders unless told not to."""
        if self.is_sqlite:
            async with self._writing, self._session(self.engine) as session:
                yield session
        else:
            async with self._session(self.engine) as session:
                yield session
                if session.info.get(WAKES):
                    await session.execute(text(f"NOTIFY {CHANNEL}"))
        for call in self._woken if wake else ():
            call()

    @asynccontextmanager
    async def _session(self, engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
        async with Session(engine, expire_on_commit=False) as session, session.begin():
            yield session

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncSession]:
        """A session that only reads, on a connection of its own."""
        async with Session(self._reader, expire_on_commit=False) as session:
            yield session

    async def answers(self) -> str:
        """Empty when the database takes writes, else why not."""
        try:
            async with asyncio.timeout(5), self.transaction() as session:
                await session.execute(text("UPDATE accounts SET reason = reason WHERE account = ''"))
        except TimeoutError:
            return "the database does not answer"
        except Exception as error:
            return type(error).__name__ + ": " + str(getattr(error, "orig", error)).splitlines()[0]
        return ""

    async def empty_log(self) -> bool:
        """SQLite's write-ahead log forgets what was deleted; False when somebody still reads it: ask again later."""
        if not self.is_sqlite:
            return True
        async with self._writing, self.engine.connect() as connection:
            raw = (await connection.get_raw_connection()).driver_connection
            assert raw is not None
            await raw.execute(f"PRAGMA busy_timeout={EMPTYING_SECONDS * 1000}")
            try:
                async with raw.execute("PRAGMA wal_checkpoint(TRUNCATE)") as found:
                    (is_busy, *_) = await found.fetchone()
            finally:
                await raw.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
        return not is_busy

    async def close(self) -> None:
        """Give connections back."""
        await self.engine.dispose()
        if self._reader is not self.engine:
            await self._reader.dispose()


def _configure_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Any) -> None:
    connection.exec_driver_sql("BEGIN")
