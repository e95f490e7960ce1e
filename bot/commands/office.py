"""Database and lists: migrate, export, backup, restore."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import typer

from bot.clock import Clock
from bot.errors import SapaError
from bot.settings import Settings, load
from db import audit, exports, migrate, parameters
from db.backup import backup as write_backup
from db.backup import restore as read_backup
from db.exports.districts import QUARTER
from db.exports.districts import quarter as read_quarter
from db.exports.table import write_csv, write_xlsx
from db.session import Database

FORMATS = ("csv", "xlsx")
OWN_ONLY = 0o600


@asynccontextmanager
async def opened(settings: Settings, *, at_head: bool = True) -> AsyncIterator[Database]:
    """The database of the settings. Raises Misconfigured when it can't be used as it is."""
    database = Database(settings.database_url)
    try:
        if at_head:
            await migrate.require_head(database)
        yield database
    finally:
        await database.close()


async def migrate_database() -> None:
    """Bring the schema up to date."""
    settings = load()
    async with opened(settings, at_head=False) as database:
        before = await migrate.reachable(database)
        await migrate.upgrade(database)
    typer.echo("Already up to date." if before == migrate.head() else f"The database is now at {migrate.head()}.")


async def export(what: str, kind: str, output: Path | None, quarter: str = "", *, full_phones: bool = False) -> None:
    """Write one list as CSV or XLSX."""
    if what not in exports.EXPORTS:
        raise SapaError(f"there is no export {what!r}; choose one of {', '.join(sorted(exports.EXPORTS))}.")
    kind = _kind(kind, output)
    if kind == "xlsx" and output is None:
        raise SapaError("an xlsx file needs a name: add -o FILE.xlsx.")
    if quarter and what != "upward":
        raise SapaError("--quarter belongs to the export upward only.")
    if quarter and not QUARTER.fullmatch(quarter):
        raise SapaError(f"--quarter is written like 2027Q1, not {quarter!r}.")
    settings = load()
    zone = ZoneInfo(settings.office_timezone)
    now = Clock.parse(settings.clock).now()
    today = now.astimezone(zone).date()
    if read_quarter(quarter, today).begin > today:
        raise SapaError(f"--quarter {quarter} has not begun yet; today is {today}.")
    async with opened(settings) as database, database.reading() as session:
        days = (await parameters.load(session)).unvisited_days
        table = await exports.rows(
            session, what, today=today, now=now, days=days, zone=zone, quarter=quarter, reveals=full_phones
        )
        if full_phones:  # noted before anything leaves
            async with database.transaction() as writing:
                audit.note(writing, "sapa", "export.full_phones", f"export:{what}", now)
        count = _write(table, kind, output)
    if output is not None:
        typer.echo(f"{count} rows written to {output}.")


def _kind(asked: str, output: Path | None) -> str:
    """The format that was asked for, or what the file's ending says. Raises SapaError where that can't be."""
    if asked and asked not in FORMATS:
        raise SapaError(f"--format knows csv and xlsx, not {asked!r}.")
    ending = output.suffix.casefold().lstrip(".") if output is not None else ""
    if not ending:
        return asked or "csv"
    if ending not in FORMATS:
        raise SapaError(f"{output} must end in .csv or .xlsx: there is no other format.")
    if asked and asked != ending:
        raise SapaError(f"--format {asked} contradicts the ending of {output}.")
    return asked or ending


def _write(table: exports.Table, kind: str, output: Path | None) -> int:
    try:
        if output is None:
            return write_csv(table, sys.stdout)
        _keep_private(output)
        if kind == "xlsx":
            return write_xlsx(table, output)
        with output.open("w", encoding="utf-8-sig", newline="") as file:
            return write_csv(table, file)
    except BrokenPipeError:  # whoever reads, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        raise SapaError(f"{output} can't be written: {error.strerror}.") from None


def _keep_private(output: Path) -> None:
    """A list holds names and numbers: only who runs this may read the file. What is no file, such as a pipe, stays."""
    if not output.exists():
        output.touch(mode=OWN_ONLY)
    if output.is_file():
        output.chmod(OWN_ONLY)


async def backup(file: Path) -> None:
    """Write one archive of everything."""
    settings = load()
    async with opened(settings) as database:
        counts = await write_backup(database, settings.files, file)
    typer.echo(f"{sum(counts.values())} rows of {len(counts)} tables and the files written to {file}.")


async def restore(file: Path) -> None:
    """Read an archive into an empty database."""
    settings = load()
    async with opened(settings) as database:
        counts = await read_backup(database, settings.files, file)
    typer.echo(f"{sum(counts.values())} rows of {len(counts)} tables restored.")
