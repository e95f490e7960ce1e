"""What somebody has begun and not ended: papers of a meeting that are missing, a report half filled."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.forms import log_from_json
from db import audience, clocks, cooperatives, ledger, parameters, rat_state
from db.ledger import Recipient
from db.models import OpenForm, RatClock, RatReport
from db.office_hours import Hours
from db.rat_state import RatState
from scheduler import rules, season_answers
from scheduler.due import Due

FORM = "rat"
BEFORE_DAYS = 7
"""How long before the end of the office's days for a report missing papers are asked for, or after a late report."""
USEFUL_DAYS = 14
QUIET, LOST = timedelta(days=1), timedelta(days=13)
"""A form untouched for so long is picked up again; one that is about to be closed is not."""


async def find(session: AsyncSession, now: datetime, hours: Hours) -> list[Due]:
    """What is due of this now. Only reads."""
    return [*await _papers(session, now, hours), *await _unfinished(session, now)]


async def _papers(session: AsyncSession, now: datetime, hours: Hours) -> list[Due]:
    today = now.astimezone(hours.zone).date()
    usual = (await parameters.load(session)).rat_report_days
    due: list[Due] = []
    for year, numbers in (await _lately_held(session, today)).items():
        purpose = f"rule:{rules.PAPERS.name}:{year}"
        done = await ledger.planned_for(session, purpose)
        if not (left := [each for each in numbers if each not in done]):
            continue
        rows = await clocks.rows(session, year)
        helped = await season_answers.being_helped(session)
        asked = [
            each.cooperative_id
            for each in await rat_state.states(session, year, today, cooperative_ids=left)
            if each.cooperative_id not in helped
            and is_missing(each)
            and 0 <= (today - asks_on(each, papers_days(each, rows, usual), hours)).days <= USEFUL_DAYS
        ]
        found = [each for each in await audience.recipients(session, asked) if each.person_id is not None]
        if found:
            due.append(Due(purpose, rules.PAPERS.text, found))
    return due


def is_missing(state: RatState) -> bool:
    """Whether a meeting was held and not all of its papers are here."""
    return state.outcome == "held" and state.papers < len(rat_state.NEEDED)


def papers_days(state: RatState, rows: Mapping[str, RatClock], usual: int) -> int:
    """Days after the meeting within which its papers are expected."""
    row = rows.get(clocks.form_of(state.form))
    return row.report_days if row else usual


def asks_on(state: RatState, days: int, hours: Hours) -> date:
    """A week before the papers are due, or a week after a report that came later than that."""
    assert state.held_on is not None and state.reported_at is not None
    reported_on = state.reported_at.astimezone(hours.zone).date()
    return max(state.held_on + timedelta(days=days - BEFORE_DAYS), reported_on + timedelta(days=BEFORE_DAYS))


async def _lately_held(session: AsyncSession, today: date) -> dict[int, list[int]]:
    """Cooperatives by book year that have reported a meeting in the last months."""
    query = (
        select(col(RatReport.book_year), col(RatReport.cooperative_id))
        .where(
            col(RatReport.held) == "yes",
            col(RatReport.status).in_(rat_state.COUNTS),
            col(RatReport.held_on) > today - timedelta(days=366),
        )
        .distinct()
        .order_by(col(RatReport.cooperative_id))
    )
    found: dict[int, list[int]] = defaultdict(list)
    for year, number in (await session.execute(query)).all():
        found[year].append(number)
    return found


async def _unfinished(session: AsyncSession, now: datetime) -> list[Due]:
    """Reports that somebody has begun and left for a day: once each, to that person."""
    query: Any = (
        select(OpenForm)
        .where(col(OpenForm.form) == FORM, col(OpenForm.touched_at).between(now - LOST, now - QUIET))
        .order_by(col(OpenForm.id))
    )
    due: list[Due] = []
    for form in (await session.execute(query)).scalars():
        purpose = f"rule:{rules.UNFINISHED.name}:{form.opened_at.year}.{form.run}"
        if await ledger.planned_for(session, purpose):
            continue
        mine = [each.id for _, each in await cooperatives.of_person(session, form.person_id)]
        about = [number for number in _chosen(form) if number in mine] or sorted(mine)
        if about:
            due.append(
                Due(purpose, rules.UNFINISHED.text, [Recipient(each, about[0], form.person_id) for each in about])
            )
    return due


def _chosen(form: OpenForm) -> list[int]:
    """The cooperative that the report is about, as far as it was said."""
    said = [entry.values["cooperative"].value for entry in log_from_json(form.log) if "cooperative" in entry.values]
    return [int(said[-1])] if said else []
