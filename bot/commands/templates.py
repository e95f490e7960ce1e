"""`sapa templates …`: the approved texts, here and at Meta."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from bot.channels import whatsapp_admin
from bot.channels.whatsapp_admin import differences, template_facts
from bot.channels.whatsapp_admin import templates as ask
from bot.channels.whatsapp_graph import Graph
from bot.clock import Clock
from bot.commands import meta
from bot.commands.office import opened
from bot.commands.template_plan import Key, Listed, Step, by_key, drafts, step, title, titles
from bot.errors import SapaError, SendError
from bot.messages import Json
from bot.settings import load
from db import templates
from db.session import Database

WIDE = 200
"""Columns of a table that goes into a file or a pipe."""
LAPSED = "LAPSED"


async def show() -> None:
    """Print ours and Meta's side by side."""
    settings = load()
    async with meta.opened(settings) as desk:
        theirs = by_key(await ask(desk, settings.whatsapp_account_id))
    ours = drafts()
    table = Table("Name", "Language", "Ours", "At Meta", "Category", "Quality", "Reason", box=None, pad_edge=False)
    for key in sorted(ours.keys() | theirs.keys()):
        table.add_row(*key, *_row(ours.get(key), theirs.get(key)))
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = WIDE
    console.print(table)


def _row(ours: Json | None, theirs: Mapping[str, Any] | None) -> Sequence[str]:
    here = "not ours" if ours is None else f"{ours['category']}, {_buttons(ours)}"
    if theirs is None:
        return here, "missing", "", "", ""
    facts = template_facts(theirs)
    differ = [each for each in differences(ours, theirs) if each != "category"] if ours else []
    status = facts["status"] + (f", other {' and '.join(differ)}" if differ else "")
    return here, status, facts["category"], facts["quality"], facts["reason"]


def _buttons(wanted: Json) -> str:
    count = sum(len(part.get("buttons", ())) for part in wanted["components"])
    return "no button" if not count else "1 button" if count == 1 else f"{count} buttons"


async def push(*, dry_run: bool) -> None:
    """Make Meta's templates ours, then read back what became of them. Exit 1 when one could not be pushed."""
    settings, ours = load(), drafts()
    if dry_run:
        async with meta.opened(settings) as desk:
            theirs = by_key(await ask(desk, settings.whatsapp_account_id))
        steps = [step(key, wanted, theirs.get(key)) for key, wanted in ours.items()]
        _report(steps, planned=True)
    else:
        async with opened(settings) as database, meta.opened(settings) as desk:
            theirs = by_key(await ask(desk, settings.whatsapp_account_id))
            steps, stopped = await _push_all(desk, settings.whatsapp_account_id, ours, theirs)
            _report(steps)
            if stopped is not None:
                raise SapaError(f"stopped, push again for the rest: {meta.trouble(stopped, meta.ACCOUNT_SETTING)}")
            theirs = by_key(await ask(desk, settings.whatsapp_account_id))
            await _keep(database, meta.account(settings), theirs, Clock.parse(settings.clock).now())
    if any(each.deed == "not pushed" for each in steps):
        raise typer.Exit(1)


async def _push_all(
    desk: Graph, account_id: str, ours: Mapping[Key, Json], theirs: Listed
) -> tuple[list[Step], SendError | None]:
    """What was done about each; it ends early, with the trouble, when Meta can't be asked any more."""
    steps: list[Step] = []
    console = Console(stderr=True)
    with Progress(TextColumn("Pushing"), BarColumn(), MofNCompleteColumn(), console=console, transient=True) as bar:
        line = bar.add_task("templates", total=len(ours))
        for key, wanted in ours.items():
            try:
                steps.append(await _push(desk, account_id, step(key, wanted, theirs.get(key)), wanted, theirs))
            except SendError as error:
                return steps, error
            bar.advance(line)
    return steps, None


async def _push(desk: Graph, account_id: str, planned: Step, wanted: Json, theirs: Listed) -> Step:
    refused = ""
    if planned.deed == "created":
        refused = await whatsapp_admin.create(desk, account_id, wanted)
    elif planned.deed == "edited":
        listed = theirs[planned.key]
        refused = await whatsapp_admin.edit(desk, str(listed["id"]), wanted, str(listed.get("status", "")).upper())
    return Step(planned.key, "not pushed", f"Meta says: {refused}") if refused else planned


def _report(steps: Sequence[Step], *, planned: bool = False) -> None:
    for each in steps:
        if each.deed != "unchanged":
            failed = each.deed == "not pushed"
            typer.echo(each.line(planned=planned and not failed), err=failed)
    counts = Counter(each.deed for each in steps)
    told = ", ".join(f"{counts[deed]} {deed}" for deed in ("created", "edited", "unchanged", "not pushed"))
    head = "Dry run, nothing was changed: " if planned else ""
    typer.echo(f"{head}{len(steps)} templates: {told}.")


async def sync() -> None:
    """Read Meta's list into the database and say what is new."""
    settings = load()
    async with opened(settings) as database, meta.opened(settings) as desk:
        theirs = by_key(await ask(desk, settings.whatsapp_account_id))
        await _keep(database, meta.account(settings), theirs, Clock.parse(settings.clock).now())


async def _keep(database: Database, account: str, theirs: Listed, now: datetime) -> None:
    """Note every template; one that is not at Meta any more must not be sent again."""
    changes: list[str] = []
    async with database.transaction() as session:
        known = {(each.name, each.language): each.status for each in await templates.everything(session, account)}
        for key, listed in theirs.items():
            facts = template_facts(listed)
            before = await templates.note(session, account, *key, now, facts)
            changes += [f"{title(key)}: {change}" for change in _changes(key in known, before, facts)]
        for key in known.keys() - theirs.keys():
            if known[key] != LAPSED:
                await templates.lapse(session, account, *key, now)
                changes.append(f"{title(key)}: gone at Meta, not used any more")
    for change in changes or ["Nothing has changed at Meta."]:
        typer.echo(change)
    ours = drafts().keys()
    if strangers := sorted(theirs.keys() - ours):
        typer.echo(f"At Meta and not ours: {titles(strangers)}.")
    if missing := [key for key in ours if key not in theirs]:
        typer.echo(f"Ours and missing at Meta (`sapa templates push` creates them): {titles(missing)}.")


def _changes(is_known: bool, before: Mapping[str, str], facts: Mapping[str, str]) -> Iterator[str]:
    if not is_known:
        yield f"new, {facts['status']} as {facts['category']}" + (f", {facts['reason']}" if facts["reason"] else "")
        return
    for name, value in facts.items():
        told_before = name == "reason" and not value and before["status"] == facts["status"]
        if before[name] != value and not told_before:
            yield f"{name} {before[name] or 'none'} → {value or 'none'}"
