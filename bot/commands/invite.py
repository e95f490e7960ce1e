"""`sapa invite`: letters of invitation and the poster, as PDF."""

from collections.abc import Sequence
from pathlib import Path

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from bot.clock import Clock
from bot.commands import people
from bot.commands.office import opened
from bot.errors import SapaError
from bot.settings import load
from db import letters
from db.session import Database
from handlers.staff import letter_page, poster_page
from handlers.staff.letter_page import Batch
from handlers.staff.ways import Way, ways

BATCH = 300
FIRST = "no chat can be opened yet: set up Telegram or WhatsApp, start `sapa run` once, and come back."


async def invite(
    districts: Sequence[str], cooperatives: Sequence[int], output: Path, *, only_unlinked: bool = False
) -> None:
    """A letter for each cooperative, by kecamatan and kelurahan, each kecamatan behind a list to sign on."""
    settings = load()
    now = Clock.parse(settings.clock).now()
    async with opened(settings) as database:
        async with database.reading() as session:
            chosen = [each.id for each in await people.named(session, list(districts))]
            where = {"district_ids": chosen or None, "cooperative_ids": cooperatives or None}
            listed = everyone = await letters.addressees(session, "all", now, **where)
            if only_unlinked:
                listed = await letters.addressees(session, "unlinked", now, **where)
            found = await letter_page.batch(session, listed, now, settings.office)
        _must_open(found.ways)
        if not everyone:
            raise SapaError("there is no such cooperative to write to; dissolved ones get no letter.")
        if not listed:
            typer.echo(f"Nothing was written: somebody is linked already of each cooperative ({len(everyone)}).")
            return
        drafts = letters.draw(listed)
        _write(output, _printed(found, drafts))
        await _keep(database, found, drafts, clock=Clock.parse(settings.clock))
    until = letters.last_day(found.expires_at, found.zone)
    typer.echo(f"{len(listed)} letters written to {output}; their codes work once each, until {until}.")


async def poster(output: Path, paper: str) -> None:
    """One page with a code a messenger, for everybody."""
    if paper not in poster_page.PAPERS:
        raise SapaError(f"--paper knows {' and '.join(poster_page.PAPERS)}, not {paper!r}.")
    settings = load()
    async with opened(settings) as database, database.reading() as session:
        opening = await ways(session)
    _must_open(opening)
    _write(output, poster_page.printed(opening, settings.office, paper))
    typer.echo(f"The poster was written to {output}.")


def _must_open(opening: Sequence[Way]) -> None:
    if not opening:
        raise SapaError(FIRST)


def _printed(found: Batch, drafts: Sequence[letters.Draft]) -> bytes:
    console = Console(stderr=True)
    bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True)
    with bar:
        line = bar.add_task("Letters", total=len(drafts))

        def progress(done: int, total: int) -> None:
            bar.update(line, completed=done, description="Setting the pages" if done == total else "Letters")

        return letter_page.printed(found, drafts, progress)


async def _keep(database: Database, found: Batch, drafts: Sequence[letters.Draft], clock: Clock) -> None:
    """A few hundred at a time, so that nobody who writes meanwhile waits."""
    for start in range(0, len(drafts), BATCH):
        async with database.transaction() as session:
            await letter_page.keep(session, found, drafts[start : start + BATCH], staff_id=None, now=clock.now())


def _write(output: Path, data: bytes) -> None:
    """Letters hold codes: only whoever prints them may read the file. Raises SapaError."""
    try:
        output.touch(mode=0o600)
        output.write_bytes(data)
    except OSError as error:
        raise SapaError(f"{output} can't be written: {error.strerror}.") from None
