"""`sapa rules …`: the commands; what they do is in `bot/commands/rules.py`."""

import asyncio
from datetime import datetime
from typing import Annotated

import typer

rules = typer.Typer(
    help="What the office may change: thresholds, deadlines, holidays, exceptions.", no_args_is_help=True
)
Day = Annotated[datetime, typer.Argument(help="YYYY-MM-DD.", formats=["%Y-%m-%d"])]
Number = Annotated[int, typer.Argument(help="The cooperative_id that `sapa export registry` shows.")]


@rules.command("list")
def rules_list() -> None:
    """Every threshold with its value, the deadlines that are in force, holidays to come, tolerations."""
    from bot.commands import rules as work

    asyncio.run(work.show())


@rules.command("set")
def rules_set(
    name: Annotated[str, typer.Argument(help="A threshold of `sapa rules list`, such as unvisited_days.")],
    value: Annotated[str, typer.Argument(help="Its new value.")],
    yes: Annotated[bool, typer.Option("--yes", help="Don't ask before a shorter period deletes what is over.")] = False,
) -> None:
    """Change one threshold. A shorter period (keep_…) says first what it would delete."""
    from bot.commands import rules as work

    asyncio.run(work.set_one(name, value, is_sure=yes))


@rules.command("clock")
def rules_clock(
    form: Annotated[str, typer.Argument(help="primer or sekunder.")],
    book_year: Annotated[int, typer.Argument(help="The book year, such as 2026.", min=2000, max=2100)],
    target_months: Annotated[
        int, typer.Option(help="Months after the book year within which the office hopes for it.")
    ],
    limit_months: Annotated[int, typer.Option(help="Months after the book year that the law allows.")] = 6,
    report_days: Annotated[int, typer.Option(help="Days after the meeting for its report.", min=1)] = 30,
    report_by: Annotated[
        datetime | None, typer.Option(help="The ministry's date for reports, YYYY-MM-DD.", formats=["%Y-%m-%d"])
    ] = None,
) -> None:
    """Set the three clocks of the annual meeting for one form and one book year."""
    from bot.commands import rules as work

    asyncio.run(work.set_clock(form, book_year, target_months, limit_months, report_days, report_by))


@rules.command("holiday")
def rules_holiday(
    day: Day,
    name: Annotated[str, typer.Argument(help="Its name; leave it out to remove the day.")] = "",
    kind: Annotated[str, typer.Option(help="national, joint leave, office, ramadan or eid.")] = "national",
) -> None:
    """Add a day on which the office doesn't speak first, or remove one."""
    from bot.commands import rules as work

    asyncio.run(work.add_holiday(day.date(), name, kind) if name else work.remove_holiday(day.date()))


@rules.command("tolerate")
def rules_tolerate(
    cooperative: Number,
    until: Annotated[
        datetime | None, typer.Option(help="Until when, YYYY-MM-DD; leave it out to end it.", formats=["%Y-%m-%d"])
    ] = None,
    why: Annotated[str, typer.Option(help="What the meeting waits for, such as RUPS PT Maju.")] = "",
) -> None:
    """A koperasi karyawan whose meeting must wait for its company's own gets more time."""
    from bot.commands import rules as work

    asyncio.run(work.tolerate(cooperative, until.date() if until else None, why))


@rules.command("program")
def rules_program(
    cooperative: Number, program: Annotated[str, typer.Argument(help="KKMP (Merah Putih), or none.")]
) -> None:
    """Mark a cooperative as one of a programme: it then gets that programme's wording."""
    from bot.commands import rules as work

    asyncio.run(work.enrol(cooperative, program))
