"""Core statements that both databases understand, each in its own dialect."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CursorResult
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
