"""`sapa invite`, as it is typed."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from bot.errors import SapaError

NARROWING = "--poster is one page for everybody: leave --district, --cooperative and --only-unlinked out."


def invite(
    output: Annotated[Path, typer.Option("-o", "--output", help="The PDF to write.")],
    district: Annotated[list[str] | None, typer.Option(help="Only this district; may be repeated.")] = None,
    cooperative: Annotated[
        list[int] | None, typer.Option(help="Only this number of `sapa export registry`; may be repeated.")
    ] = None,
    only_unlinked: Annotated[
        bool, typer.Option("--only-unlinked", help="Only cooperatives of which nobody is linked.")
    ] = False,
    poster: Annotated[bool, typer.Option("--poster", help="A poster for the wall instead of letters.")] = False,
    paper: Annotated[str, typer.Option(help="Of the poster: a4 or a3.")] = "a4",
) -> None:
    """Print a letter of invitation for each cooperative, with a code that links it once, on Telegram or WhatsApp.

    Each district begins with a list on which the receivers sign. Printing again makes new codes; older ones work until
    they are used or expire (`sapa rules set letter_days`).
    """
    from bot.commands import invite as work

    if not poster:
        asyncio.run(work.invite(district or [], cooperative or [], output, only_unlinked=only_unlinked))
        return
    if district or cooperative or only_unlinked:
        raise SapaError(NARROWING)
    asyncio.run(work.poster(output, paper))
