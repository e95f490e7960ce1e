"""`sapa import`: a list of the office's into the registry, with what it changes and what is to be mended."""

import asyncio
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.clock import Clock
from bot.commands.office import opened
from bot.errors import SapaError
from bot.settings import load
from db import meanings
from db.registry_import import ImportReport, Reading, carry_out, plan, read, write_report
from db.session import Database

MOST_PROBLEMS = 20
MOST_SHOWN = 5
OPERATOR = "sapa"


def columns() -> None:
    """What a column can be said to mean."""
    width = max(map(len, meanings.FIELDS))
    for field, title in meanings.FIELDS.items():
        typer.echo(f"{field:<{width}}  {title}")


async def registry(file: Path, *, dry_run: bool, said: Sequence[str], report: Path | None) -> None:
    """Read a list with a progress bar, then say what changes and cell by cell what could not be used."""
    told = dict(_meaning(each) for each in said)
    if report is not None:
        _check(report)
    settings = load()
    now = Clock.parse(settings.clock).now().astimezone(ZoneInfo(settings.office_timezone))
    async with opened(settings) as database:
        found = await _work(database, file, told, now, dry_run=dry_run)
    if report is not None:
        _write(found, report)
    _show(found, dry_run=dry_run, report=report)


def _check(report: Path) -> None:
    """Nothing is read before it is certain that what was read can be told."""
    if report.suffix.casefold() != ".xlsx":
        raise SapaError(f"--report writes a workbook: name a file that ends in .xlsx, not {report.name!r}.")
    if not report.parent.is_dir() or not os.access(report.parent, os.W_OK):
        raise SapaError(f"{report} can't be written: there is no folder {report.parent} that may be written to.")


def _meaning(said: str) -> tuple[str, str]:
    title, mark, field = (part.strip() for part in said.rpartition("="))
    if not mark or not meanings.header_key(title):
        raise SapaError(f'--column is written like "Title of the column=field", not {said!r}.')
    if field not in meanings.FIELDS:
        raise SapaError(f"there is no field {field!r}; `sapa import columns` lists them.")
    return title, field


async def _work(database: Database, file: Path, told: dict[str, str], now: datetime, *, dry_run: bool) -> ImportReport:
    async with database.reading() as session:
        known = await meanings.load(session)
    known |= {meanings.header_key(title): field for title, field in told.items()}
    with _bar() as bar:
        reading = await asyncio.to_thread(read, file, known, now.date(), _line(bar, "Reading"))
        _check_titles(reading, told)
        if told and not dry_run:
            async with database.transaction() as session:
                for title, field in told.items():
                    await meanings.learn(session, title, field, staff_id=None, now=now)
        async with database.reading() as session:
            planned = await plan(session, reading, now, _line(bar, "Matching"))
        if dry_run:
            return planned.report
        return await carry_out(
            database, planned, now=now, actor=OPERATOR, staff_id=None, progress=_line(bar, "Writing")
        )


def _check_titles(reading: Reading, told: Iterable[str]) -> None:
    """Nothing is learned of a column that the list doesn't have."""
    titles = [each.title for each in (*reading.unknown_columns, *reading.known_columns)]
    has = {meanings.header_key(title) for title in titles}
    for title in told:
        if meanings.header_key(title) not in has:
            there = ", ".join(f'"{each}"' for each in dict.fromkeys(titles))
            raise SapaError(f'{reading.filename} has no column "{title}"; its columns are {there}.')


def _bar() -> Progress:
    looks = (TextColumn("{task.description:<8}"), BarColumn(), MofNCompleteColumn(), TextColumn("rows"))
    console = Console(stderr=True)
    return Progress(*looks, console=console, transient=True, disable=not console.is_terminal)


def _line(bar: Progress, name: str) -> Callable[[int, int], None]:
    task = bar.add_task(name, total=None)
    return lambda done, total: bar.update(task, completed=done, total=total)


def _write(found: ImportReport, path: Path) -> None:
    try:
        write_report(found, path)
        path.chmod(0o600)  # names of people stand in it
    except OSError as error:
        raise SapaError(f"{path} can't be written: {error.strerror}.") from None


def _show(found: ImportReport, *, dry_run: bool, report: Path | None) -> None:
    head = "Dry run, nothing was kept: " if dry_run else ""
    typer.echo(
        f"{head}{found.read} rows read: {found.added} added, {found.updated} updated, "
        f"{found.unchanged} unchanged, {found.skipped} skipped."
    )
    for column in found.unknown_columns:
        samples = f" (such as {', '.join(column.samples)})" if column.samples else ""
        typer.echo(f"Column not read, say what it means: {column.title}{samples}")
    if found.missing_columns:
        typer.echo(f"Columns not found (they stay unknown): {', '.join(found.missing_columns)}.")
    _show_lists(found)
    for problem in found.problems[:MOST_PROBLEMS]:
        where = f"{problem.sheet}, row {problem.row}" if problem.sheet else f"Row {problem.row}"
        typer.echo(f"{where}, {problem.column}: {problem.found!r}: {problem.reason}")
    if len(found.problems) > MOST_PROBLEMS:
        typer.echo(f"… and {len(found.problems) - MOST_PROBLEMS} more such cells.")
    _show_next(found, dry_run=dry_run, report=report)


def _show_lists(found: ImportReport) -> None:
    lines = {
        "changed": [f"{each.subject.name}: {each.field} {each.before or '–'} → {each.after}" for each in found.changes],
        "no longer listed, kept": [each.subject.name for each in found.absent],
        "maybe the same": [f"{each.subject.name} and {each.other.name} ({each.why})" for each in found.pairs],
    }
    for name, rows in lines.items():
        if rows:
            more = f"; and {len(rows) - MOST_SHOWN} more" if len(rows) > MOST_SHOWN else ""
            typer.echo(f"{len(rows)} {name}: {'; '.join(rows[:MOST_SHOWN])}{more}.")


def _show_next(found: ImportReport, *, dry_run: bool, report: Path | None) -> None:
    if found.unknown_columns:
        title = found.unknown_columns[0].title
        typer.echo(f'Next: --column "{title}=field" for each column not read; `sapa import columns` lists the fields.')
    if report is not None:
        typer.echo(f"The whole report is in {report}.")
    elif found.problems or found.changes or found.absent or found.pairs:
        typer.echo("Next: --report FILE.xlsx writes all of it for whoever mends the list.")
    if dry_run:
        typer.echo("Next: the same without --dry-run keeps it; `sapa backup` first is never wrong.")
