"""Fresh databases for each transcript: copies of one that was migrated once."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from db import migrate
from db.session import Database


def _migrate(url: str) -> None:
    async def work() -> None:
        database = Database(url)
        await migrate.upgrade(database)
        await database.close()

    asyncio.run(work())


@pytest.fixture(scope="session")
def sqlite_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    path = tmp_path_factory.mktemp("office") / "sapa.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgres_office(postgres_url: str) -> Iterator[str]:
    """A migrated database on the real server, to be used as a template."""
    url = f"{postgres_url}_office"
    server, _, name = url.rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    _migrate(url)
    yield url
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def office_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a migrated office without a registry, once on each kind."""
    yield from _copy(request, tmp_path)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def whatsapp_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The same for what is played on WhatsApp; on the server that is CI's."""
    yield from _copy(request, tmp_path)


def _copy(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_office"), tmp_path / "sapa.db")
        yield f"sqlite:///{tmp_path}/sapa.db"
        return
    server, _, name = str(request.getfixturevalue("postgres_office")).rpartition("/")
    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}_copy TEMPLATE {name}")
        yield f"{server}/{name}_copy"
        connection.execute(f"DROP DATABASE {name}_copy WITH (FORCE)")
