"""Core statements that both databases understand, each in its own dialect."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult, insert, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession


def table_of(model: type[SQLModel]) -> Any:
    """The core table behind a model."""
    return model.__table__  # type: ignore[attr-defined]


def dialect_insert(session: AsyncSession, model: type[SQLModel]) -> Any:
    """An INSERT that knows ON CONFLICT on the session's database."""
    assert session.bind is not None
    kind = sqlite if session.bind.dialect.name == "sqlite" else postgresql
    return kind.insert(table_of(model))


INSERTS: dict[tuple[str, type[SQLModel], tuple[str, ...]], Any] = {}
"""Built once each: building an INSERT costs as much as running it."""


async def insert_once(
    session: AsyncSession,
    model: type[SQLModel],
    rows: dict[str, Any] | Sequence[dict[str, Any]],
    unique: Sequence[str],
) -> int:
    """Insert rows that aren't there yet; how many were new (for one row; for many, -1 may mean unknown)."""
    assert session.bind is not None
    key = (session.bind.dialect.name, model, tuple(unique))
    statement = INSERTS.get(key)
    if statement is None:
        statement = INSERTS[key] = dialect_insert(session, model).on_conflict_do_nothing(index_elements=list(unique))
    one = isinstance(rows, dict)
    result: CursorResult[Any] = await session.execute(  # type: ignore[assignment]
        statement,
        rows if isinstance(rows, dict) else list(rows),
        execution_options={"preserve_rowcount": True} if one else {},
    )
    return result.rowcount


async def insert_many(session: AsyncSession, table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows of the same columns. On a server they travel as one JSON document, which it takes apart itself: a
    statement with a parameter for every value costs both sides several times as much.
    """
    if not rows:
        return
    if is_sqlite(session):
        await session.execute(insert(table), rows)
        return
    names = ", ".join(f'"{name}"' for name in rows[0])
    taken_apart = f"SELECT {names} FROM json_populate_recordset(NULL::{table.name}, :rows)"
    statement = text(f"INSERT INTO {table.name} ({names}) {taken_apart}")
    await session.execute(statement, {"rows": json.dumps(rows, default=str)})


async def new_ids(session: AsyncSession, table: Any, count: int) -> list[int]:
    """Ids that nobody else gets, on a server."""
    statement = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return list((await session.execute(statement, {"name": table.name, "count": count})).scalars())


def is_sqlite(session: AsyncSession) -> bool:
    """Whether the session's database is a file."""
    assert session.bind is not None
    return session.bind.dialect.name == "sqlite"
