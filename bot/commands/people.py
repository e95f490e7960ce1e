"""`sapa staff …`."""

from zoneinfo import ZoneInfo

import typer

from bot.clock import Clock
from bot.commands.office import opened
from bot.errors import SapaError, Unreachable
from bot.messages import Address
from bot.settings import Settings, load
from bot.understanding import names
from db import audit, cooperatives, staff


async def add(name: str, role: str, districts: list[str], telegram: str) -> None:
    """Add a member and print the one-time link; with a Telegram id, bind at once."""
    settings = load()
    now = Clock.parse(settings.clock).now()
    if role not in staff.ROLES:
        raise SapaError(f"--role knows {', '.join(staff.ROLES)}, not {role!r}.")
    if telegram and not telegram.isdigit():
        raise SapaError("--telegram takes the person's numeric Telegram id.")
    if telegram and not settings.telegram_token:
        raise SapaError("--telegram needs SAPA_TELEGRAM_TOKEN, to know which bot the person talks to.")
    async with opened(settings) as database, database.transaction() as session:
        known = {each.name: each for each in await cooperatives.districts(session)}
        chosen = []
        for wanted in districts:
            found = names.find_district(wanted, list(known)) or next(
                (each for each in known if each.casefold() == wanted.casefold()), None
            )
            if found is None:
                raise SapaError(f"there is no district {wanted!r}; choose of {', '.join(known)}.")
            chosen.append(known[found])
        member = await staff.add(session, name, role, chosen, now)
        audit.note(session, "sapa", "staff.added", f"staff:{member.id}", now, role=role)
        if telegram:
            account = f"telegram:{settings.telegram_token.partition(':')[0]}"
            await staff.bind(session, member, Address(account, telegram), now)
            typer.echo(f"{name} is bound to Telegram id {telegram}; they must open the chat once and press START.")
            return
        code = await staff.invite(session, member.id, now)
    typer.echo(f"{name} opens this once, within {staff.INVITE_DAYS} days:")
    typer.echo(f"  {await _link(settings)}staff_{code}")


async def _link(settings: Settings) -> str:
    """The deep link up to the code; when Telegram can't be asked for the bot's name, the command to type."""
    if settings.telegram_token:
        from bot.channels.telegram_admin import username

        try:
            return f"https://t.me/{await username(settings.telegram_token, settings.telegram_api)}?start="
        except Unreachable:
            typer.echo("(Telegram can't be reached now: send the bot this line instead.)", err=True)
    return "/start "


async def show() -> None:
    """One line a member."""
    settings = load()
    zone = ZoneInfo(settings.office_timezone)
    async with opened(settings) as database, database.reading() as session:
        for member, is_bound in await staff.everyone(session):
            state = "suspended" if member.suspended_at else "bound" if is_bound else "not bound yet"
            since = member.created_at.astimezone(zone).date()
            typer.echo(f"{member.id:>4}  {member.name:<30} {member.role:<14} {state} (since {since})")


async def suspend(number: int) -> None:
    """End a member's access."""
    settings = load()
    now = Clock.parse(settings.clock).now()
    async with opened(settings) as database, database.transaction() as session:
        if not await staff.suspend(session, number, now):
            raise SapaError(f"there is no member number {number}; `sapa staff list` shows them.")
        audit.note(session, "sapa", "staff.suspended", f"staff:{number}", now)
    typer.echo("Suspended; nothing they tap has an effect any more.")
