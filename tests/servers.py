"""Databases on a real PostgreSQL. They are made once and put back for each test: to make them anew takes far longer."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import create_engine
from sqlmodel import SQLModel

import db.models  # noqa: F401  the metadata must know every table

FRESH = "DROP SCHEMA public CASCADE; CREATE SCHEMA public"
STRANGERS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend' AND pid <> pg_backend_pid()
"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
FILLED = """
SELECT quote_ident(relname) FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
COUNTERS = """
SELECT quote_ident(sequencename), coalesce(last_value, start_value), last_value IS NOT NULL FROM pg_sequences
WHERE schemaname = 'public'
"""
AT_FIRST = """
SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
KEPT = "at_first"
"""The schema in which the rows lie that `restore` brings back."""


@contextmanager
def own(server: str, name: str) -> Iterator[str]:
    """A new database and its address. No test pulls the server's plug, so nobody waits for its disk."""
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        connection.execute(f"ALTER DATABASE {name} SET synchronous_commit = off")
    try:
        yield f"{server}/{name}"
    finally:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def clear(url: str) -> None:
    """Nothing is in it any more."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(FRESH)


def empty(url: str) -> None:
    """Every table of ours is there, without rows, and numbers begin anew."""
    with psycopg.connect(url, autocommit=True) as connection:
        if {name for (name,) in connection.execute(TABLES)} == set(SQLModel.metadata.tables):
            _sweep(connection)
            connection.execute(AT_FIRST)
            return
    clear(url)
    furnish(url.replace("postgresql:", "postgresql+psycopg:", 1))


def furnish(url: str) -> None:
    """Make every table of ours."""
    engine = create_engine(url)
    SQLModel.metadata.create_all(engine)
    engine.dispose()


def keep(url: str) -> str:
    """Remember what is in it now; returns the statements that bring this back."""
    with psycopg.connect(url) as connection:
        connection.execute(f"CREATE SCHEMA {KEPT}")
        filled = [
            each.name
            for each in SQLModel.metadata.sorted_tables
            if connection.execute(f'SELECT 1 FROM "{each.name}" LIMIT 1').fetchone()
        ]
        for name in filled:
            connection.execute(f'CREATE TABLE {KEPT}."{name}" AS TABLE public."{name}"')
        counters = connection.execute(COUNTERS).fetchall()
    back = [f'INSERT INTO public."{name}" SELECT * FROM {KEPT}."{name}"' for name in filled]
    return "; ".join([*back, *(f"SELECT setval('{name}', {last}, {is_used})" for name, last, is_used in counters)])


def restore(url: str, statements: str) -> None:
    """What `keep` remembered is there again."""
    with psycopg.connect(url, autocommit=True) as connection:
        _sweep(connection)
        connection.execute(statements)


def _sweep(connection: psycopg.Connection) -> None:
    """No rows, no space where rows have been, and nobody else: tables like new ones, so rows lie in their order."""
    connection.execute(STRANGERS)
    names = reversed(SQLModel.metadata.sorted_tables)
    connection.execute("; ".join(f'DELETE FROM public."{each.name}"' for each in names))
    if filled := [name for (name,) in connection.execute(FILLED)]:
        connection.execute(f"VACUUM (INDEX_CLEANUP ON) {', '.join(filled)}")
