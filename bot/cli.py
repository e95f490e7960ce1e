"""`sapa …`. Heavy rooms are imported by the command that needs them, so that `sapa --help` answers at once."""

import asyncio
import signal
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer

from bot import logs
from bot.cli_invite import invite
from bot.cli_rules import rules
from bot.cli_templates import templates
from bot.errors import Misconfigured, SapaError

HELP = """Sapa, the chat service of a cooperative office.

Start with `sapa demo` to try everything against a simulator. For the real thing: `sapa migrate`, `sapa import registry
FILE`, `sapa staff add NAME --role admin`, then `sapa run`. Settings are environment variables that begin with SAPA_;
docs/operations.md explains each.
"""

app = typer.Typer(
    help=HELP, no_args_is_help=True, add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False
)
imports = typer.Typer(help="Read lists of the office into the database.", no_args_is_help=True)
staff = typer.Typer(help="The office's own people: add, list, suspend, resume.", no_args_is_help=True)
app.add_typer(imports, name="import")
app.add_typer(staff, name="staff")
app.add_typer(templates, name="templates")
app.add_typer(rules, name="rules")
app.command("invite")(invite)


def main() -> None:
    """Entry point: one plain sentence and exit 1 for anything the user can mend."""
    try:
        app()
    except SapaError as error:
        typer.echo(f"sapa: {error}", err=True)
        sys.exit(1)


def _run(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


@app.command()
def run(
    only: Annotated[str, typer.Option(help="Parts to run in this process: any of web,sender,ticks.")] = "",
) -> None:
    """Run the bot until it is told to stop (Ctrl-C or SIGTERM lets what is in flight end first)."""
    from bot.app import PARTS, App
    from bot.settings import load
    from db.locks import only_process

    parts = [part.strip() for part in only.split(",") if part.strip()] or list(PARTS)
    if wrong := [part for part in parts if part not in PARTS]:
        raise Misconfigured(f"--only knows {', '.join(PARTS)}; {wrong[0]!r} is none of them.")
    settings = load()
    logs.configure()

    async def work() -> None:
        running = App(settings, parts=parts)
        try:
            await running.start()
            await _until_told()
        finally:
            await running.stop()

    with only_process(settings.database_url):
        _run(work())


async def _until_told() -> None:
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, told.set)
    await told.wait()


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page with the phones.", min=1, max=65535)] = 8000,
    folder: Annotated[Path, typer.Option(help="Where the demo keeps its data; made anew at each start.")] = Path(
        ".demo"
    ),
) -> None:
    """Run the whole product against the local simulator, with an invented office. Prints one URL."""
    from bot.demo import serve

    logs.configure(quiet=True)
    _run(serve(folder, port, _until_told))


@app.command()
def simulator(
    port: Annotated[
        int, typer.Option(help="Port of the Bot API and of the page with the phones.", min=1, max=65535)
    ] = 8081,
    token: Annotated[str, typer.Option(help="The token that the simulated bot answers to.")] = "1:simulator",
    webhook: Annotated[
        str, typer.Option(help="Where the bot listens for WhatsApp's news: its SAPA_HTTP with /whatsapp behind it.")
    ] = "http://127.0.0.1:8080/whatsapp",
) -> None:
    """Play Telegram's and WhatsApp's servers: point the bot at them as it says, and chat on its page."""
    from bot.demo import serve_simulator

    _run(serve_simulator(port, token, webhook, _until_told))


@app.command()
def migrate() -> None:
    """Bring the database to this version's schema. Safe to run again."""
    from bot.commands import office

    _run(office.migrate_database())


@imports.command("registry")
def import_registry(
    file: Annotated[Path, typer.Argument(help="The office's list: .xlsx, .xls, .ods or .csv.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would change.")] = False,
    column: Annotated[
        list[str] | None,
        typer.Option(help='What a column means: "Title=field"; may be repeated, and is remembered for the next list.'),
    ] = None,
    report: Annotated[
        Path | None, typer.Option(help="Write all that is to be mended, changed, new or missing as .xlsx.")
    ] = None,
) -> None:
    """Read a list of cooperatives. Cells that can't be used are named with their reason; nothing is ever deleted."""
    from bot.commands import importing

    _run(importing.registry(file, dry_run=dry_run, said=column or [], report=report))


@imports.command("columns")
def import_columns() -> None:
    """List the fields that a column can be said to mean, with their Indonesian titles."""
    from bot.commands import importing

    importing.columns()


@app.command()
def export(
    what: Annotated[
        str,
        typer.Argument(
            help="registry, rat, visits, deliveries, coverage, people, progress, upward, audit, escalation, traces, "
            "invitations or consents."
        ),
    ],
    format: Annotated[str, typer.Option(help="csv or xlsx; without it what the ending of -o says.")] = "",
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write; csv may go to the screen.")
    ] = None,
    quarter: Annotated[str, typer.Option(help="Of `upward`, such as 2027Q1; without it the last that is over.")] = "",
    full_phones: Annotated[
        bool, typer.Option("--full-phones", help="Phone numbers in full; the audit log notes that it was done.")
    ] = False,
) -> None:
    """Write one list: a row per subject, ISO dates, phone numbers masked."""
    from bot.commands import office

    _run(office.export(what, format, output, quarter, full_phones=full_phones))


@staff.command("add")
def staff_add(
    name: Annotated[str, typer.Argument(help="The person's name, as managers will read it.")],
    role: Annotated[str, typer.Option(help="admin, head, field_officer, consultant or viewer.")],
    district: Annotated[list[str] | None, typer.Option(help="A district they are limited to; may be repeated.")] = None,
    telegram: Annotated[str, typer.Option(help="Telegram user id: binds at once.")] = "",
    whatsapp: Annotated[str, typer.Option(help="WhatsApp phone number: binds at once.")] = "",
) -> None:
    """Add a member of the office; prints a one-time link for each channel that binds whoever opens one."""
    from bot.commands import people

    _run(people.add(name, role, district or [], telegram=telegram, whatsapp=whatsapp))


@staff.command("list")
def staff_list() -> None:
    """Who belongs to the office and whose chat is bound."""
    from bot.commands import people

    _run(people.show())


@staff.command("suspend")
def staff_suspend(number: Annotated[int, typer.Argument(help="The number that `sapa staff list` shows.")]) -> None:
    """End somebody's access at once."""
    from bot.commands import people

    _run(people.suspend(number))


@staff.command("resume")
def staff_resume(number: Annotated[int, typer.Argument(help="The number that `sapa staff list` shows.")]) -> None:
    """Give somebody who was suspended their access back."""
    from bot.commands import people

    _run(people.resume(number))


@app.command()
def rehearse(
    name: Annotated[str, typer.Argument(help="rat-season: reminders of the annual meeting from December to July.")],
    cooperatives: Annotated[int, typer.Option(help="How many are invented.", min=1, max=20_000)] = 1200,
    seed: Annotated[int, typer.Option(help="The same seed tells the same story.")] = 1,
) -> None:
    """Live through a whole season in minutes, with invented people and no messenger; nothing of yours is touched.

    Prints how it ended by district, and a digest that is the same each time. Exit 1 when somebody was reminded outside
    hours, too often or after answering, or when the table doesn't add up.
    """
    from bot.commands import rehearse as work

    _run(work.run(name, cooperatives=cooperatives, seed=seed))


@app.command()
def doctor() -> None:
    """Look at settings, database, clock, Telegram and WhatsApp: one line a check, and how to mend what is wrong.

    Changes nothing. Exit 1 when something is wrong (✗); what deserves a look (!) does not count.
    """
    from bot.commands import doctor as work

    _run(work.examine())


@app.command()
def breach(
    since: Annotated[str, typer.Option(help="When it began: 2027-03-01 or 2027-03-01T14:30.")],
    until: Annotated[str, typer.Option(help="When it ended; a day means all of it.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the letters and the list.")],
    channel: Annotated[str, typer.Option(help="Only people with a chat there: telegram or whatsapp.")] = "",
    district: Annotated[str, typer.Option(help="Only officers of cooperatives in this district.")] = "",
    known: Annotated[str, typer.Option(help="Since when the office knows; without it, since now.")] = "",
    what: Annotated[str, typer.Option(help="Which data, in the words of the letter.")] = "",
    how: Annotated[str, typer.Option(help="What happened, in the words of the letter.")] = "",
    handling: Annotated[str, typer.Option(help="What is done about it, in the words of the letter.")] = "",
    contact: Annotated[str, typer.Option(help="Whom people may ask.")] = "",
) -> None:
    """Prepare what the law wants when data were not protected: two letters, and a list of those concerned.

    Nothing is sent. The list holds full contacts; that it was made stands in the audit log.
    """
    from bot.commands import breach as work

    words = {"what": what, "how": how, "handling": handling, "contact": contact}
    _run(work.prepare(since, until, output, channel=channel, district=district, known=known, words=words))


@app.command()
def backup(file: Annotated[Path, typer.Argument(help="Archive to write, .tar.gz.")]) -> None:
    """Write everything, database and files, into one archive that either kind of database can restore."""
    from bot.commands import office

    _run(office.backup(file))


@app.command()
def restore(file: Annotated[Path, typer.Argument(help="Archive that `sapa backup` wrote.")]) -> None:
    """Read an archive into an empty, migrated database."""
    from bot.commands import office

    _run(office.restore(file))
