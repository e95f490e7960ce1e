"""`sapa rules …`: what the office may change without a programmer."""

import sys
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.commands.office import opened
from bot.errors import SapaError
from bot.settings import load
from db import audit, clocks, cooperatives, holidays, parameters
from db.models import Cooperative, Holiday
from db.privacy import inventory, retention

KINDS = ("national", "joint leave", "office", "ramadan", "eid")
AHEAD = timedelta(days=365)
PROGRAMS = {"KKMP": "KKMP", "none": ""}


@asynccontextmanager
async def _changing() -> AsyncIterator[tuple[AsyncSession, datetime]]:
    """A transaction, and now."""
    settings = load()
    async with opened(settings) as database, database.transaction() as session:
        yield session, Clock.parse(settings.clock).now()


async def show() -> None:
    """Thresholds, the deadlines of the book year that is being reported, holidays of a year, tolerations in force."""
    settings = load()
    now = Clock.parse(settings.clock).now().astimezone(ZoneInfo(settings.office_timezone))
    year = now.year - 1
    async with opened(settings) as database, database.reading() as session:
        rules, rows = await parameters.load(session), await clocks.rows(session, year)
        days = await holidays.between(session, now.date(), now.date() + AHEAD)
        waiting = await clocks.tolerated(session, now.date())
    for name, value in asdict(rules).items():
        changed = "" if value == getattr(parameters.Parameters(), name) else "  (changed)"
        typer.echo(f"{name:<24} {value}{changed}")
    for form in (clocks.PRIMER, clocks.SEKUNDER):
        usual = Cooperative(name="", match_name="", form=form, updated_at=now)
        found = clocks.reckon(usual, year, rows.get(form), rules.rat_report_days)
        own = "  (changed)" if form in rows else ""
        by = f", report by {found.report_by}" if found.report_by else ""
        typer.echo(f"{f'{form} {year}':<24} meeting by {found.target_on}, at the latest {found.limit_on}{by}{own}")
    for first, last, day in _spans(days):
        typer.echo(f"{'holiday':<24} {first if first == last else f'{first} to {last}'}  {day.name} ({day.kind})")
    for each in waiting:
        typer.echo(f"{f'tolerated {each.id}':<24} {each.name}, until {each.tolerated_until} ({each.tolerated_why})")


def _spans(days: Sequence[Holiday]) -> Iterator[tuple[date, date, Holiday]]:
    """Days that follow one another with the same name as one: first, last, and what they are."""
    spans: list[tuple[date, date, Holiday]] = []
    for day in days:
        begun = [n for n, (_, last, each) in enumerate(spans) if _follows(last, each, day)]
        if begun:
            spans[begun[0]] = (spans[begun[0]][0], day.day, day)
        else:
            spans.append((day.day, day.day, day))
    yield from spans


def _follows(last: date, before: Holiday, day: Holiday) -> bool:
    return (before.kind, before.name) == (day.kind, day.name) and last + timedelta(days=1) == day.day


async def set_one(name: str, value: str, *, is_sure: bool = False) -> None:
    """Change a threshold; a period that would let something go asks first. Raises SapaError."""
    if (wrong := parameters.trouble(name, value)) is not None:
        raise SapaError(wrong)
    if name in inventory.periods(parameters.Parameters()) and not is_sure:
        await _ask_before_forgetting(name, int(value))
    async with _changing() as (session, now):
        await parameters.change(session, name, value, now)
        audit.note(session, "sapa", "rule.set", f"parameter:{name}", now, value=value)
    typer.echo(f"{name} is now {value}. A running Sapa uses it at once.")


async def _ask_before_forgetting(name: str, days: int) -> None:
    """What a shorter period lets go is said first. Raises SapaError when that was not meant."""
    settings = load()
    async with opened(settings) as database, database.reading() as session:
        rules = await parameters.load(session)
        shorter = replace(rules, **{name: days})  # type: ignore[arg-type]
        found = await retention.going(session, shorter, name, Clock.parse(settings.clock).now())
    if not found or days >= getattr(rules, name):
        return
    lost = ", ".join(f"{count:,} {kind}" for kind, count in found.items())
    typer.echo(f"{name} is {getattr(rules, name)}. With {days} the next run, within an hour, deletes for good: {lost}.")
    if not sys.stdin.isatty():
        raise SapaError("nothing was changed; add --yes to have it so.")
    if not typer.confirm("Is that meant?"):
        raise SapaError("nothing was changed.")


async def set_clock(form: str, book_year: int, target: int, limit: int, days: int, report_by: datetime | None) -> None:
    """Change the deadlines of one form for one book year. Raises SapaError."""
    if form not in (clocks.PRIMER, clocks.SEKUNDER):
        raise SapaError(f"FORM is primer or sekunder, not {form!r}.")
    if not 1 <= target <= limit:
        raise SapaError("--target-months must be 1 or more and not beyond --limit-months.")
    by = report_by.date() if report_by else None
    async with _changing() as (session, now):
        await clocks.change(session, form, book_year, target, limit, days, by, now)
        audit.note(session, "sapa", "rule.clock", f"clock:{form}:{book_year}", now, target=target, limit=limit)
    typer.echo(
        f"{form} {book_year}: meeting within {target} months, at the latest {limit}; report {days} days after it."
    )


async def add_holiday(day: date, name: str, kind: str) -> None:
    """A day on which the office doesn't speak first. Raises SapaError for a kind that is none."""
    if kind not in KINDS:
        raise SapaError(f"--kind knows {', '.join(KINDS)}, not {kind!r}.")
    async with _changing() as (session, now):
        await session.merge(Holiday(day=day, kind=kind, name=name))
        audit.note(session, "sapa", "rule.holiday", f"holiday:{day}", now, kind=kind, name=name)
    typer.echo(f"{day} is {name} ({kind}).")


async def remove_holiday(day: date) -> None:
    """The office speaks on that day after all. Raises SapaError when it did already."""
    async with _changing() as (session, now):
        count = await holidays.remove(session, day)
        audit.note(session, "sapa", "rule.no_holiday", f"holiday:{day}", now)
    if not count:
        raise SapaError(f"{day} is no holiday.")
    typer.echo(f"{day} is no holiday any more.")


async def tolerate(number: int, until: date | None, why: str) -> None:
    """A cooperative whose meeting must wait for its company's own. Raises SapaError."""
    if until is not None and not why.strip():
        raise SapaError("--why is missing: say what the meeting waits for, such as RUPS PT Maju.")
    async with _changing() as (session, now):
        if until is not None and until < (today := now.astimezone(ZoneInfo(load().office_timezone)).date()):
            raise SapaError(f"--until is today ({today}) or later, not {until}; without --until the tolerance ends.")
        found = await _cooperative(session, number)
        found.tolerated_until, found.tolerated_why = until, why.strip() if until else ""
        audit.note(session, "sapa", "rule.tolerated", f"cooperative:{number}", now, until=str(until), why=why)
    typer.echo(f"{found.name}: " + (f"tolerated until {until} ({why})." if until else "no tolerance."))


async def enrol(number: int, program: str) -> None:
    """A cooperative belongs to a programme, or to none. Raises SapaError."""
    if program not in PROGRAMS:
        raise SapaError(f"PROGRAM is one of {', '.join(PROGRAMS)}, not {program!r}.")
    async with _changing() as (session, now):
        found = await _cooperative(session, number)
        found.program = PROGRAMS[program]
        audit.note(session, "sapa", "rule.program", f"cooperative:{number}", now, program=program)
    typer.echo(f"{found.name}: programme {program}.")


async def _cooperative(session: AsyncSession, number: int) -> Cooperative:
    found = await cooperatives.get(session, number)
    if found is None:
        raise SapaError(f"there is no cooperative {number}; `sapa export registry` shows the numbers.")
    return found
