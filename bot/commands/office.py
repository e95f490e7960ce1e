"""Database and lists: migrate, import, export, backup, restore."""

import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.clock import Clock
from bot.errors import SapaError
from bot.settings import Settings, load
from db import exports, migrate, parameters
from db.backup import backup as write_backup
from db.backup import restore as read_backup
from db.exports.districts import QUARTER
from db.exports.table import write_csv, write_xlsx
from db.registry_import import ImportReport
from db.registry_import import import_registry as read_registry
from db.session import Database

MOST_PROBLEMS = 20
FORMATS = ("csv", "xlsx")


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


async def import_registry(file: Path, *, dry_run: bool) -> None:
    """Read a list with a progress bar, then say row by row what could not be used."""
    settings = load()
    now = Clock.parse(settings.clock).now().astimezone(ZoneInfo(settings.office_timezone))
    console = Console(stderr=True)
    bar = Progress(TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), console=console, transient=True)
    async with opened(settings) as database:
        with bar:
            line = bar.add_task("rows", total=None)
            report = await read_registry(
                database,
                file,
                now=now,
                dry_run=dry_run,
                progress=lambda done, total: bar.update(line, completed=done, total=total),
            )
    _show(report, dry_run=dry_run)


def _show(report: ImportReport, *, dry_run: bool) -> None:
    head = "Dry run, nothing was kept: " if dry_run else ""
    typer.echo(
        f"{head}{report.read} rows read: {report.added} added, {report.updated} updated, "
        f"{report.unchanged} unchanged, {report.skipped} skipped."
    )
    if report.unknown_columns:
        typer.echo(f"Columns not used: {', '.join(report.unknown_columns)}.")
    if report.missing_columns:
        typer.echo(f"Columns not found (they stay unknown): {', '.join(report.missing_columns)}.")
    for problem in report.problems[:MOST_PROBLEMS]:
        where = f"{problem.sheet}, row {problem.row}" if problem.sheet else f"Row {problem.row}"
        typer.echo(f"{where}, {problem.column}: {problem.found!r}: {problem.reason}")
    if len(report.problems) > MOST_PROBLEMS:
        typer.echo(f"… and {len(report.problems) - MOST_PROBLEMS} more such cells.")


async def export(what: str, kind: str, output: Path | None, quarter: str = "") -> None:
    """Write one list as CSV or XLSX."""
    if what not in exports.EXPORTS:
        raise SapaError(f"there is no export {what!r}; choose one of {', '.join(sorted(exports.EXPORTS))}.")
    if kind not in FORMATS:
        raise SapaError(f"--format knows csv and xlsx, not {kind!r}.")
    if kind == "xlsx" and output is None:
        raise SapaError("an xlsx file needs a name: add -o FILE.xlsx.")
    if quarter and what != "upward":
        raise SapaError("--quarter belongs to the export upward only.")
    if quarter and not QUARTER.fullmatch(quarter):
        raise SapaError(f"--quarter is written like 2027Q1, not {quarter!r}.")
    settings = load()
    zone = ZoneInfo(settings.office_timezone)
    now = Clock.parse(settings.clock).now()
    async with opened(settings) as database, database.reading() as session:
        days = (await parameters.load(session)).unvisited_days
        today = now.astimezone(zone).date()
        table = await exports.rows(session, what, today=today, now=now, days=days, zone=zone, quarter=quarter)
        count = _write(table, kind, output)
    if output is not None:
        typer.echo(f"{count} rows written to {output}.")


def _write(table: exports.Table, kind: str, output: Path | None) -> int:
    try:
        if output is None:
            return write_csv(table, sys.stdout)
        if kind == "xlsx":
            return write_xlsx(table, output)
        with output.open("w", encoding="utf-8-sig", newline="") as file:
            return write_csv(table, file)
    except BrokenPipeError:  # whoever reads, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        raise SapaError(f"{output} can't be written: {error.strerror}.") from None


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
