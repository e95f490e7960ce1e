"""`sapa rehearse`: a whole season in minutes, in a database that is thrown away."""

import logging
import tempfile
from pathlib import Path

import structlog
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from bot.errors import SapaError
from bot.rehearsal import NAMES, Outcome, play


async def run(name: str, *, cooperatives: int, seed: int) -> None:
    """Play it, print how it ended, and judge it. Raises SapaError with the first thing that went wrong."""
    if name not in NAMES:
        raise SapaError(f"there is no rehearsal {name!r}; choose one of {', '.join(NAMES)}.")
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    columns = (TextColumn("Rehearsing, days"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    with tempfile.TemporaryDirectory(prefix="sapa-rehearsal-") as folder, bar:
        line = bar.add_task("days", total=None)
        outcome = await play(
            Path(folder),
            size=cooperatives,
            seed=seed,
            progress=lambda done, total: bar.update(line, completed=done, total=total),
        )
    _show(outcome)
    if outcome.problems:
        more = f" (and {len(outcome.problems) - 1} more)" if len(outcome.problems) > 1 else ""
        raise SapaError(f"{outcome.problems[0]}{more}")


def _show(outcome: Outcome) -> None:
    rows = [outcome.headers, *outcome.rows]
    widths = [max(len(str(row[place])) for row in rows) for place in range(len(outcome.headers))]
    for row in rows:
        first, *rest = (str(cell) for cell in row)
        numbers = "  ".join(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        typer.echo(f"{first.ljust(widths[0])}  {numbers}")
    typer.echo(
        f"{outcome.messages} messages arrived; {outcome.refused} requests met an outage. Digest: {outcome.digest}"
    )
