"""`sapa templates …`: the commands; what they do is in `bot/commands/templates.py`."""

import asyncio
from typing import Annotated

import typer

TEMPLATES = """WhatsApp's approved texts: list, push, sync.

WhatsApp lets an office write to somebody who has not written for 24 hours only with a text that Meta has approved
beforehand: a template. Ours are files in bot/texts/templates, one for each purpose, in Indonesian and English. Begin
with `sapa templates push`, then look at `sapa templates list` until Meta has decided (minutes, at times a day).
"""
templates = typer.Typer(help=TEMPLATES, short_help="WhatsApp's approved texts: list, push, sync.", no_args_is_help=True)


@templates.command("list")
def templates_list() -> None:
    """What we have written, and what Meta says of it.

    One row for each template and language. Ours: our category and number of buttons. At Meta: PENDING (not decided
    yet), APPROVED (may be sent), REJECTED (see Reason, reword it and push), PAUSED (people complained; it goes on by
    itself after some hours), DISABLED (for good), or missing (push it). Category: Meta may find that a UTILITY text is
    MARKETING, which costs more. Quality: GREEN, YELLOW or RED, by what people do with it.
    """
    from bot.commands import templates as work

    asyncio.run(work.show())


@templates.command("push")
def templates_push(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be created or edited.")] = False,
) -> None:
    """Create at Meta what is missing there, edit what differs, then sync.

    Pushing again changes nothing. Meta reviews each change. It takes an edit of an approved template once a day and 10
    times in 30 days, of a rejected or paused one at any time, of one under review not at all; an approved template
    keeps its category. What could not be pushed is named with Meta's reason, and the exit code is 1.
    """
    from bot.commands import templates as work

    asyncio.run(work.push(dry_run=dry_run))


@templates.command("sync")
def templates_sync() -> None:
    """Read what Meta says into the database and name what has changed.

    A running `sapa run` hears of changes by webhook and reads the list at each start; this is for in between. Also
    named: templates at Meta that are not ours, and ours that are missing there.
    """
    from bot.commands import templates as work

    asyncio.run(work.sync())
