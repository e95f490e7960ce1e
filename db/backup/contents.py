"""Rows of every table ↔ JSON lines."""

import json
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Date, Table, func, insert, select, text
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from db.backup.archive import Unfit
from db.models import District, Holiday
from db.session import Database

BATCH = 500
SEEDED = frozenset({str(District.__tablename__), str(Holiday.__tablename__)})
"""Tables that are never empty: a restore replaces what they hold."""


async def dump(database: Database, folder: Path) -> dict[str, int]:
    """Write every table into the folder; rows per table."""
    counts: dict[str, int] = {}
    async with _snapshot(database) as connection:
        for table in SQLModel.metadata.sorted_tables:
            counts[table.name] = 0
            with (folder / f"{table.name}.jsonl").open("w", encoding="utf-8") as file:
                found = await connection.stream(select(table).order_by(*table.primary_key.columns))
                async for row in found.mappings():
                    file.write(json.dumps(dict(row), default=_plain, ensure_ascii=False) + "\n")
                    counts[table.name] += 1
    return counts


@asynccontextmanager
async def _snapshot(database: Database) -> AsyncIterator[AsyncConnection]:
    """A connection whose reads all see one moment: a WAL reader's transaction, or REPEATABLE READ."""
    async with database.reading() as session:
        if database.is_sqlite:
            yield await session.connection()
        else:
            yield await session.connection(execution_options={"isolation_level": "REPEATABLE READ"})


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON form for {type(value).__name__}")


async def fill(connection: AsyncConnection, folder: Path, expected: Mapping[str, int]) -> dict[str, int]:
    """Fill the empty tables; rows per table. Raises Unfit when they aren't empty or rows are missing."""
    tables = SQLModel.metadata.sorted_tables
    for table in tables:
        filled = (await connection.execute(select(func.count()).select_from(table))).scalar_one()
        if filled and table.name not in SEEDED:
            raise Unfit(f"This database is not empty (table {table.name}); restore into a new one.")
    for table in tables:
        if table.name in SEEDED:
            await connection.execute(table.delete())
    counts = {table.name: await _fill_table(connection, table, folder / f"{table.name}.jsonl") for table in tables}
    if counts != dict(expected):
        raise Unfit("The backup is not complete: it holds other rows than it says; nothing was restored.")
    return counts


async def _fill_table(connection: AsyncConnection, table: Table, path: Path) -> int:
    count = 0
    try:
        with path.open(encoding="utf-8") as file:
            for rows in _batches(table, file):
                await connection.execute(insert(table), rows)
                count += len(rows)
    except (OSError, ValueError, KeyError):
        raise Unfit(f"The backup is damaged (table {table.name}); nothing was restored.") from None
    return count


def _batches(table: Table, file: IO[str]) -> Iterator[list[dict[str, Any]]]:
    dated: dict[str, type[date]] = {c.name: datetime for c in table.columns if isinstance(c.type, UTCDateTime)}
    dated |= {c.name: date for c in table.columns if isinstance(c.type, Date)}
    rows: list[dict[str, Any]] = []
    for line in file:
        row = json.loads(line)
        for name, kind in dated.items():
            row[name] = kind.fromisoformat(row[name]) if row[name] is not None else None
        rows.append(row)
        if len(rows) == BATCH:
            yield rows
            rows = []
    if rows:
        yield rows


async def reset_sequences(connection: AsyncConnection) -> None:
    """PostgreSQL: the next row gets a number above all restored ones."""
    for table in SQLModel.metadata.sorted_tables:
        if "id" in table.columns:
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            await connection.execute(
                text(f"SELECT setval({sequence}, greatest(max(id), 1), max(id) IS NOT NULL) FROM {table.name}")
            )
