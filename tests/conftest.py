"""Databases for every test: embedded SQLite always, a real PostgreSQL where one is reachable (required in CI)."""

import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from sqlmodel import SQLModel

import db.models  # noqa: F401  the metadata must know every table
from db.session import Database

settings.register_profile("house", deadline=None)  # machines are noisy; speed is measured, not tested in passing
settings.load_profile("house")
SERVER = os.environ.get("SAPA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


def _reachable() -> str:
    """Empty when PostgreSQL answers, else the reason for skipping."""
    try:
        psycopg.connect(f"{SERVER}/postgres", connect_timeout=3).close()
    except psycopg.OperationalError as error:
        return f"no PostgreSQL at 127.0.0.1:5432 ({str(error).splitlines()[0]}); its half of the tests is skipped"
    return ""


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database of this run's own on the real server."""
    if reason := _reachable():
        if os.environ.get("CI"):
            pytest.fail(f"CI requires PostgreSQL: {reason}")
        pytest.skip(reason)
    name = f"sapa_test_{os.getpid()}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    yield f"{SERVER}/{name}"
    with psycopg.connect(f"{SERVER}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/sapa.db"
    url: str = request.getfixturevalue("postgres_url")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database with every table, once on each kind."""
    opened = Database(database_url)
    async with opened.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    yield opened
    await opened.close()
