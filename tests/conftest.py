"""Databases for every test: embedded SQLite always, a real PostgreSQL where one is reachable (required in CI)."""

import os
import shutil
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings

from db.session import Database
from tests import servers

settings.register_profile("house", deadline=None)  # machines are noisy; speed is measured, not tested in passing
settings.load_profile("house")
LONGEST = ("kill", "rehearsal")
SERVER = os.environ.get("SAPA_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes minutes begins first: begun last, it would keep every other core waiting."""
    items.sort(key=lambda item: item.path.parent.name not in LONGEST)


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
    with servers.own(SERVER, f"sapa_test_{os.getpid()}") as url:
        yield url


@pytest.fixture(scope="session")
def sqlite_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every table, to be copied."""
    path = tmp_path_factory.mktemp("tables") / "sapa.db"
    servers.furnish(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database, once on each kind; for `database` every table is there already."""
    has_tables = "database" in request.fixturenames
    if request.param == "sqlite":
        if has_tables:
            shutil.copy(request.getfixturevalue("sqlite_tables"), tmp_path / "sapa.db")
        return f"sqlite:///{tmp_path}/sapa.db"
    url: str = request.getfixturevalue("postgres_url")
    if has_tables:
        servers.empty(url)
    else:
        servers.clear(url)
    return url


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """An open database with every table, once on each kind."""
    opened = Database(database_url)
    yield opened
    await opened.close()
