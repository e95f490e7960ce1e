"""The schema's revisions: brings a database up to date and tells where it stands.

`python -m db.migrate draft "what is now true"` writes the next revision from the models;
`python -m db.migrate first` writes the first one anew, while no installation has it yet.
"""

import asyncio
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel import SQLModel

from bot.errors import Misconfigured
from db import cooperatives, districts, holidays
from db.session import Database, sqlite_path

FOLDER = Path(__file__).with_name("migrations")
FIRST = ("0001", "first floor")
LOCK = 7_202_611
"""PostgreSQL's advisory lock: two processes that start together migrate one after the other."""

T = TypeVar("T")


def head() -> str:
    """The newest revision this program knows."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


async def revision(database: Database) -> str | None:
    """The database's revision; None when it has none yet."""
    async with database.reading() as session:
        connection = await session.connection()
        return await connection.run_sync(lambda sync: MigrationContext.configure(sync).get_current_revision())


async def require_head(database: Database) -> None:
    """Raises Misconfigured, in one sentence, for a database that can't be opened or isn't at this version's schema."""
    if await reachable(database) != head():
        raise Misconfigured("SAPA_DATABASE_URL: the database is not at this version's schema; run `sapa migrate`.")


async def reachable(database: Database) -> str | None:
    """The revision of a database that answers. Raises Misconfigured when it does not."""
    path = sqlite_path(database.url)
    if path is not None and not path.absolute().parent.is_dir():
        raise Misconfigured(f"SAPA_DATABASE_URL can't be opened: there is no folder {path.absolute().parent}.")
    try:
        return await revision(database)
    except (OperationalError, OSError) as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        raise Misconfigured(f"SAPA_DATABASE_URL can't be opened: {reason}.") from None


async def upgrade(database: Database) -> None:
    """Bring the schema to the newest revision and seed what every installation has. Again: nothing changes."""
    await _migrating(database, lambda connection: command.upgrade(_config(connection), "head"))
    async with database.transaction() as session:
        await districts.seed(session)
        await holidays.seed(session, holidays.YEARS)
        await cooperatives.compare_anew(session)


async def differences(database: Database) -> list[Any]:
    """What the models have and the database lacks, or the other way round; empty when they agree."""
    return await _migrating(
        database, lambda connection: compare_metadata(MigrationContext.configure(connection), SQLModel.metadata)
    )


async def _migrating(database: Database, work: Callable[[Connection], T]) -> T:
    """Work in one transaction in which tables may be rebuilt: SQLite doesn't follow foreign keys meanwhile."""
    engine = create_async_engine(database.url)
    if database.is_sqlite:
        event.listen(engine.sync_engine, "connect", _by_hand)
        event.listen(engine.sync_engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    try:
        async with engine.begin() as connection:
            if not database.is_sqlite:
                await connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


def _by_hand(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes["connection"] = connection
    return config


async def draft(message: str, rev_id: str | None = None) -> None:
    """Write a revision from what the models have and the newest revision lacks."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/draft.db")
        if rev_id != FIRST[0]:
            await _migrating(database, lambda connection: command.upgrade(_config(connection), "head"))
        number = rev_id or f"{int(head()) + 1:04d}"
        await _migrating(database, lambda c: command.revision(_config(c), message, autogenerate=True, rev_id=number))
        await database.close()
    _tidy(FOLDER / "versions", number)


def _tidy(versions: Path, number: str) -> None:
    for written in versions.glob(f"{number}_*.py"):
        lines = written.read_text(encoding="utf-8").splitlines(keepends=True)
        written.write_text("".join(line for line in lines if "# ### " not in line), encoding="utf-8")
    for step in (["format", "-q"], ["check", "--fix", "-s"], ["format", "-q"]):
        subprocess.run([sys.executable, "-m", "ruff", *step, str(versions)], check=True)


def main(arguments: list[str]) -> None:
    """`draft MESSAGE` or `first`."""
    if arguments == ["first"]:
        with suppress(FileNotFoundError):
            (FOLDER / "versions" / "0001_first_floor.py").unlink()
        asyncio.run(draft(FIRST[1], FIRST[0]))
    elif len(arguments) == 2 and arguments[0] == "draft":
        asyncio.run(draft(arguments[1]))
    else:
        raise SystemExit('usage: python -m db.migrate first | draft "what is now true"')


if __name__ == "__main__":
    main(sys.argv[1:])
