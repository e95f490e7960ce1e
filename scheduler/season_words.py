"""What the reminders of the season say of the cooperatives they are about."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from bot.settings import Office
from db import clocks, parameters, rat_state, rat_years, staff
from db.models import Cooperative, Ledger
from db.office_hours import Hours
from scheduler import rules, season_leftovers

KKMP = "KKMP"
AHEAD_DAYS = 220
"""How far the calendar must be known: the first stage, with all of Ramadan before the target."""


def book_year(purpose: str) -> int:
    """The book year of a purpose of the season: `rule:rat_h30:2026`, `rule:rat_planned:2026.2027-02-14`."""
    return int(purpose.rpartition(":")[2].partition(".")[0])


async def params(
    session: AsyncSession,
    row: Ledger,
    group: Sequence[Cooperative],
    hours: Hours,
    now: datetime,
    office: Office,
) -> dict[str, Json]:
    """Everything that any text of the season may name. Of several cooperatives the earliest dates count."""
    purpose, text = row.purpose, row.say["key"]
    rule = rules.rule_of(purpose)
    assert rule is not None
    year, today = book_year(purpose), now.astimezone(hours.zone).date()
    dates = [await clocks.of(session, each, year) for each in group]
    target = min(each.target_on for each in dates)
    found: dict[str, Json] = {
        "year": str(year),
        "end": min(clocks.year_end(each.book_year_end, year) for each in group).isoformat(),
        "target": target.isoformat(),
        "limit": min(each.limit_on for each in dates).isoformat(),
        "today": today.isoformat(),
        "hint": _hint(text, group, hours, today, target),
        "officer": await _officer(session, group, office),
    }
    if rule is rules.PLANNED or rule is rules.SOON:
        found["day"] = purpose.rpartition(".")[2]
    if rule is rules.PAPERS:
        found |= await _papers(session, group, year, today)
    if rule.name.startswith("rat_late"):
        missing = await rat_years.missing(session, [each.id for each in group], year)
        found["count"] = min(missing.values())
    return found


def _hint(text: str, group: Sequence[Cooperative], hours: Hours, today: date, target: date) -> Json:
    """A sentence of help: where a Koperasi Merah Putih reports, that Ramadan lies ahead, or what the clinic does."""
    if all(each.program == KKMP for each in group) and text not in rules.FIRST.values():
        return {"key": "season.hint_simkopdes"}
    if days := [day for day in hours.ramadan if today < day <= target]:
        about = {"first": min(days).isoformat(), "last": max(days).isoformat()}
        return {"key": "season.hint_ramadan", "params": about}
    return {"key": "season.hint_clinic"}


async def _officer(session: AsyncSession, group: Sequence[Cooperative], office: Office) -> str:
    """The field officer of the first cooperative's district, else the office."""
    found = await staff.responsible(session, group[0].district_id, fallback=False) if group else []
    return found[0].name if found else office.name


async def _papers(session: AsyncSession, group: Sequence[Cooperative], year: int, today: date) -> dict[str, Json]:
    """By when the papers are expected; a day that has passed is not held against anybody."""
    rows, usual = await clocks.rows(session, year), (await parameters.load(session)).rat_report_days
    states = await rat_state.states(session, year, today, cooperative_ids=[each.id for each in group])
    days = [
        each.held_on + timedelta(days=season_leftovers.papers_days(each, rows, usual))
        for each in states
        if each.held_on is not None
    ]
    due = min(days, default=today)
    if due < today:
        return {"when": {"key": "season.papers_soon"}}
    return {"when": {"key": "season.papers_by", "params": {"due": due.isoformat()}}}
