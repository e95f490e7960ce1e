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


async def insert_once(
    session: AsyncSession,
    model: type[SQLModel],
    rows: dict[str, Any] | Sequence[dict[str, Any]],
    unique: Sequence[str],
) -> int:
    """Insert rows that aren't there yet; how many were new (for one row; for many, -1 may mean unknown)."""
    statement = dialect_insert(session, model).on_conflict_do_nothing(index_elements=list(unique))
    if isinstance(rows, dict):
        result: CursorResult[Any] = await session.execute(  # type: ignore[assignment]
            statement.values(**rows), execution_options={"preserve_rowcount": True}
        )
    else:
        result = await session.execute(statement, list(rows))  # type: ignore[assignment]
    return result.rowcount
