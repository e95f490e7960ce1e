"""`sapa doctor`: what works, what does not, and how to mend it."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import typer
from rich.console import Console
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from bot.clock import Clock
from bot.commands import doctor_privacy, doctor_telegram, doctor_whatsapp, meta
from bot.commands.findings import Finding, fine, look, out, show, wrong
from bot.errors import Misconfigured, SapaError
from bot.settings import Settings, load
from db import accounts, members, migrate, staff
from db.session import Database, sqlite_path


async def examine() -> None:
    """Print a line for each check; exit 1 when something is wrong."""
    console = Console(highlight=False)
    counts: Counter[str] = Counter()
    try:
        settings = load()
    except Misconfigured as error:
        show(console, wrong("Settings", str(error)), ())
        show(console, out("Everything else", "waits until the settings are right."), ())
        raise typer.Exit(1) from None
    secrets = list(_secrets(settings))
    async for each in findings(settings):
        counts[each.state] += 1
        show(console, each, secrets)
    looks = f", {counts['look']} to look at" if counts["look"] else ""
    console.print(f"Wrong: {counts['wrong']}{looks}." if counts["wrong"] else f"Nothing is wrong{looks}.")
    if counts["wrong"]:
        raise typer.Exit(1)


def _secrets(settings: Settings) -> Iterator[str]:
    """What must never be on the screen, should a platform or a driver repeat it."""
    yield settings.telegram_token
    yield settings.telegram_token.partition(":")[2]
    yield settings.telegram_secret
    yield settings.whatsapp_token
    yield settings.whatsapp_secret
    try:
        yield str(make_url(settings.database_url).password or "")
    except SQLAlchemyError:
        yield settings.database_url


async def findings(settings: Settings) -> AsyncIterator[Finding]:
    """Every check, in the order in which somebody would mend things."""
    now = Clock.parse(settings.clock).now()
    yield _settings(settings)
    database, found = await _database(settings)
    yield found
    yield _clock(settings, now)
    parts = {
        "Telegram": doctor_telegram.findings(settings),
        "WhatsApp": doctor_whatsapp.findings(settings, database, now),
        "Senders": _senders(settings, database, now),
        "Admins": _admins(database),
        "Privacy": doctor_privacy.findings(database, now),
    }
    try:
        for name, checks in parts.items():
            async for each in _guarded(name, checks):
                yield each
    finally:
        if database is not None:
            await database.close()


async def _guarded(what: str, checks: AsyncIterator[Finding]) -> AsyncIterator[Finding]:
    """Whatever goes wrong while looking is one more thing that is wrong."""
    try:
        async for each in checks:
            yield each
    except SapaError as error:
        yield wrong(what, str(error))
    except Exception as error:
        yield wrong(what, f"could not be examined ({type(error).__name__}): the answer made no sense; try again.")


def _settings(settings: Settings) -> Finding:
    if not settings.telegram_token and not settings.whatsapp_token:
        return wrong(
            "Settings", "no channel is set up; SAPA_TELEGRAM_TOKEN or the SAPA_WHATSAPP_… settings are needed."
        )
    office = settings.office
    return fine("Settings", f"can be used; {office.name}, {office.city}, speaks.")


def _clock(settings: Settings, now: datetime) -> Finding:
    here = f"{now.astimezone(ZoneInfo(settings.office_timezone)):%Y-%m-%d %H:%M} in {settings.office_timezone}"
    if settings.clock:
        return look("Clock", f"is rehearsed, at {here}; unset SAPA_CLOCK before real people are written to.")
    return fine("Clock", f"shows real time, {here}.")


async def _database(settings: Settings) -> tuple[Database | None, Finding]:
    """The database when it can be used, and what was found."""
    try:
        database = Database(settings.database_url)
    except Misconfigured as error:
        return None, wrong("Database", str(error))
    trouble = ""
    try:
        trouble = await _database_trouble(database)
    except SapaError as error:
        trouble = str(error)
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
        trouble = f"SAPA_DATABASE_URL can't be used: {reason}."
    if trouble:
        await database.close()
        return None, wrong("Database", trouble)
    kind = "SQLite" if database.is_sqlite else "PostgreSQL"
    return database, fine("Database", f"{kind} answers, has this version's schema and takes writes.")


async def _database_trouble(database: Database) -> str:
    path = sqlite_path(database.url)
    if path is not None and path.absolute().parent.is_dir() and not path.exists():
        return f"SAPA_DATABASE_URL: there is no {path} yet; run `sapa migrate`."
    await migrate.require_head(database)
    reason = await database.answers()
    return f"takes no writes ({reason}); look at the rights and the free space of its disk." if reason else ""


async def _senders(settings: Settings, database: Database | None, now: datetime) -> AsyncIterator[Finding]:
    """Accounts that can't send, as the last running sender has left word."""
    if database is None:
        yield out("Senders", "need the database.")
        return
    wanted = {f"telegram:{settings.telegram_token.partition(':')[0]}": "Telegram"} if settings.telegram_token else {}
    wanted |= {meta.account(settings): "WhatsApp"} if settings.whatsapp_token else {}
    async with database.reading() as session:
        down = {each.account: each for each in await accounts.down_since(session, now)}
    for account, name in wanted.items():
        if row := down.get(account):
            assert row.down_since is not None
            since = f"{row.down_since.astimezone(ZoneInfo(settings.office_timezone)):%Y-%m-%d %H:%M}"
            why = f"nothing has left since {since} ({row.reason}); `sapa run` goes on by itself once that is mended."
            yield wrong(f"{name} sender", why)
        else:
            yield fine(f"{name} sender", "is not held up.")


async def _admins(database: Database | None) -> AsyncIterator[Finding]:
    """Somebody has to be able to add and change members in the chat."""
    if database is None:
        yield out("Admins", "need the database.")
        return
    async with database.reading() as session:
        everybody = [member for member, _ in await staff.everyone(session)]
    count = sum(each.role == members.ADMIN and members.is_active(each) for each in everybody)
    if count:
        yield fine("Admins", f"{count} can act in the chat.")
    else:
        why = (
            "none is active, so nobody can change members in the chat; `sapa staff list` shows whom `sapa staff resume "
        )
        yield wrong("Admins", f"{why}N` brings back, `sapa staff add NAME --role admin` makes one.")
