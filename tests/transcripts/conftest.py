"""A fresh database for each transcript: a copy of a file, or one on the server put back, that was migrated once."""

import asyncio
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import migrate
from db.session import Database
from tests import servers


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
def postgres_office(postgres_url: str) -> Iterator[tuple[str, str]]:
    """A migrated database on the real server, and what puts it back."""
    server, _, name = postgres_url.rpartition("/")
    with servers.own(server, f"{name}_office") as url:
        _migrate(url)
        yield url, servers.keep(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def office_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a migrated office without a registry, once on each kind."""
    return _office(request, tmp_path)


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def whatsapp_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The same for what is played on WhatsApp; on the server that is CI's."""
    return _office(request, tmp_path)


def _office(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_office"), tmp_path / "sapa.db")
        return f"sqlite:///{tmp_path}/sapa.db"
    url, statements = request.getfixturevalue("postgres_office")
    servers.restore(url, statements)
    return str(url)
