"""SQLite through one trip to its thread a statement, where the driver's own cursor makes four.

Each trip wakes a thread and the loop again; a message makes a dozen statements while everybody else waits to write.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import aiosqlite

Rows = list[tuple[Any, ...]]


class Connection(aiosqlite.Connection):
    """A connection whose cursors bring all rows of a statement with them."""

    def __init__(self, connector: Callable[[], sqlite3.Connection]) -> None:
        super().__init__(connector, iter_chunk_size=64)
        self._thread.daemon = True  # as SQLAlchemy has it: whoever forgets a connection must not hang at the end

    def cursor(self) -> "Cursor":  # type: ignore[override]
        """A cursor, at once."""
        return Cursor(self)

    async def run(self, work: Callable[[sqlite3.Connection], Any]) -> Any:
        """Work for the connection's thread."""
        return await self._execute(work, self._conn)  # type: ignore[no-untyped-call]


class Cursor:
    """What SQLAlchemy asks of a cursor."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._rows: Rows = []
        self.description: Any = None
        self.rowcount, self.lastrowid, self.arraysize = -1, 0, 1

    async def __aenter__(self) -> "Cursor":
        return self

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> "Cursor":
        """Run a statement and fetch all of it."""
        return await self._take(lambda connection: connection.execute(sql, parameters))

    async def executemany(self, sql: str, parameters: Sequence[Sequence[Any]]) -> "Cursor":
        """Run a statement for each of these."""
        return await self._take(lambda connection: connection.executemany(sql, parameters))

    async def _take(self, begin: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> "Cursor":
        def run(connection: sqlite3.Connection) -> tuple[Any, ...]:
            done = begin(connection)
            rows = done.fetchall() if done.description else []
            found = done.description, done.rowcount, done.lastrowid, rows
            done.close()
            return found

        self.description, self.rowcount, self.lastrowid, self._rows = await self._connection.run(run)
        return self

    async def fetchall(self) -> Rows:
        """The rows, which are here already."""
        return self._rows

    async def close(self) -> None:
        """Nothing is left open."""
