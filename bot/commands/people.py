"""`sapa staff …`."""

from datetime import datetime
from urllib.parse import quote
from zoneinfo import ZoneInfo

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import texts
from bot.channels import whatsapp_admin
from bot.channels.whatsapp_graph import Graph
from bot.clock import Clock
from bot.commands import meta
from bot.commands.office import opened
from bot.errors import Misconfigured, SapaError, SendError, Unreachable
from bot.messages import Address
from bot.settings import Settings, load
from bot.understanding import names
from bot.understanding.phones import read_phone
from db import audit, cooperatives, members, people, staff
from db.models import District, Staff


async def add(name: str, role: str, districts: list[str], *, telegram: str = "", whatsapp: str = "") -> None:
    """Add a member and print a one-time link for each channel; with an id on a channel, bind at once."""
    settings = load()
    now = Clock.parse(settings.clock).now()
    if role not in staff.ROLES:
        raise SapaError(f"--role knows {', '.join(staff.ROLES)}, not {role!r}.")
    seat = _seat(settings, telegram, whatsapp)
    async with opened(settings) as database, database.transaction() as session:
        chosen = await named(session, districts)
        member = await staff.add(session, name, role, chosen, now)
        audit.note(session, "sapa", "staff.added", f"staff:{member.id}", now, role=role)
        if seat is None:
            code = await staff.invite(session, member.id, now)
        else:
            await _bind(session, member, seat, now)
    if seat is None:
        await _invite(settings, name, code)
    elif telegram:
        typer.echo(f"{name} is bound to Telegram id {telegram}; they must open the chat once and press START.")
    else:
        typer.echo(f"{name} is bound to WhatsApp number +{seat.user}; they must write to the office's number once.")


def _seat(settings: Settings, telegram: str, whatsapp: str) -> Address | None:
    """Where the person is bound at once; None for an invitation. Raises SapaError for an id that can't be one."""
    if telegram and whatsapp:
        raise SapaError(
            "--telegram and --whatsapp don't go together; the person links the other channel from its chat."
        )
    if telegram and not telegram.isdigit():
        raise SapaError("--telegram takes the person's numeric Telegram id.")
    if telegram and not settings.telegram_token:
        raise SapaError("--telegram needs SAPA_TELEGRAM_TOKEN, to know which bot the person talks to.")
    if telegram:
        return Address(f"telegram:{settings.telegram_token.partition(':')[0]}", telegram)
    if not whatsapp:
        return None
    if not settings.whatsapp_token:
        raise SapaError("--whatsapp needs the SAPA_WHATSAPP_… settings, to know which number the person writes to.")
    number = read_phone(whatsapp)
    if number is None:
        raise SapaError(f"--whatsapp takes a phone number such as 0812-3456-7890 or +62 812…, not {whatsapp!r}.")
    return Address(meta.account(settings), number.removeprefix("+"))


async def named(session: AsyncSession, wanted: list[str]) -> list[District]:
    """Districts by name, as people write them. Raises SapaError."""
    known = {each.name: each for each in await cooperatives.districts(session)}
    chosen = []
    for each in wanted:
        found = names.find_district(each, list(known)) or next(
            (name for name in known if name.casefold() == each.casefold()), None
        )
        if found is None:
            raise SapaError(f"there is no district {each!r}; choose of {', '.join(known)}.")
        chosen.append(known[found])
    return chosen


async def _bind(session: AsyncSession, member: Staff, seat: Address, now: datetime) -> None:
    """Bind at once. Raises SapaError for a seat that belongs to a member already."""
    known = await people.find_identity(session, seat)
    if known is not None and (holder := await staff.of_person(session, known.person_id)) is not None:
        raise SapaError(f"{seat.user} belongs to {holder.name} already, number {holder.id} of `sapa staff list`.")
    await staff.bind(session, member, seat, now)
    identity = await people.find_identity(session, seat)
    if identity is not None and seat.account.startswith("whatsapp:"):
        identity.phone = f"+{seat.user}"


async def _invite(settings: Settings, name: str, code: str) -> None:
    """Print how the person binds themselves, on each channel there is."""
    ways = {}
    if settings.telegram_token or not settings.whatsapp_token:
        ways["Telegram"] = await _telegram_link(settings) + f"staff_{code}"
    if settings.whatsapp_token:
        word = texts.words("alias.staff_code").partition(",")[0].strip().upper()
        ways["WhatsApp"] = await _whatsapp_link(settings, f"{word} {code}")
    typer.echo(f"{name} opens {'this' if len(ways) == 1 else 'one of these'} once, within {staff.INVITE_DAYS} days:")
    for channel, way in ways.items():
        typer.echo(f"  {way}" if len(ways) == 1 else f"  {channel}: {way}")


async def _telegram_link(settings: Settings) -> str:
    """The deep link up to the code; when Telegram can't be asked for the bot's name, the command to type."""
    if settings.telegram_token:
        from bot.channels.telegram_admin import username

        try:
            return f"https://t.me/{await username(settings.telegram_token, settings.telegram_api)}?start="
        except (Unreachable, Misconfigured) as error:
            typer.echo(f"(send the bot this line instead of a link: {error})", err=True)
    return "/start "


async def _whatsapp_link(settings: Settings, line: str) -> str:
    """A link that opens the chat with the line in it; the line alone when Meta can't be asked for the number."""
    desk = Graph(settings.whatsapp_api, settings.whatsapp_token)
    try:
        facts = await whatsapp_admin.number_facts(desk, settings.whatsapp_number_id)
    except SendError as error:
        typer.echo(
            f"(send the number this line instead of a link: {meta.trouble(error, meta.NUMBER_SETTING)})", err=True
        )
        return line
    finally:
        await desk.close()
    return f"https://wa.me/{facts['number']}?text={quote(line)}"


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
    """End a member's access. Raises SapaError for the last admin: nobody could give access back in the chat."""
    settings = load()
    now = Clock.parse(settings.clock).now()
    async with opened(settings) as database, database.transaction() as session:
        member = await _member(session, number)
        if members.is_active(member) and await members.is_last_admin(session, member):
            raise SapaError(
                f"{member.name} is the only active admin; add another first: `sapa staff add NAME --role admin`, "
                "and let them open the link."
            )
        await staff.suspend(session, number, now)
        members.stop_acting(member)
        audit.note(session, "sapa", "staff.suspended", f"staff:{number}", now)
    typer.echo("Suspended; nothing they tap has an effect any more.")


async def resume(number: int) -> None:
    """Give a suspended member their access back. Raises SapaError where there is nothing to give back."""
    settings = load()
    now = Clock.parse(settings.clock).now()
    async with opened(settings) as database, database.transaction() as session:
        member = await _member(session, number)
        if member.suspended_at is None:
            raise SapaError(f"{member.name} is not suspended.")
        if members.has_ended(member):
            raise SapaError(f"no chat is bound to {member.name} any more; add them anew with `sapa staff add`.")
        member.suspended_at = None
        audit.note(session, "sapa", "staff.resumed", f"staff:{number}", now)
    typer.echo(f"{member.name} is active again.")


async def _member(session: AsyncSession, number: int) -> Staff:
    """Locked until the transaction ends. Raises SapaError for a number that nobody has."""
    found = await session.get(Staff, number, with_for_update=True)
    if found is None:
        raise SapaError(f"there is no member number {number}; `sapa staff list` shows them.")
    return found
