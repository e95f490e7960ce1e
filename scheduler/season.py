"""Who is due for a reminder of the annual meeting today, and in which words."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db import audience, clocks, ledger, rat_state, rat_years
from db.ledger import Recipient
from db.models import Cooperative, RatReport
from db.office_hours import Hours
from db.rat_state import RatState
from scheduler import rules, season_answers, season_days, season_leftovers, season_words
from scheduler.due import Due
from scheduler.rules import Rule

GONE = ("bubar", "beku", "dalam proses pembubaran")
LOST = ("tidak ditemukan", "dinyatakan tidak ada")
"""Cooperatives that nobody is asked for a meeting of; the office goes after these itself."""
SOON_DAYS = (5, 14)
"""Between so many days before a planned meeting its invitations are remembered (`domain` 1.3)."""
FRESH, ONE = timedelta(days=2), timedelta(days=1)
ASKED_DAYS = 30
"""How long after a planned day it is still asked whether the meeting took place."""


@dataclass(frozen=True, slots=True)
class _Staged:
    """A cooperative whose stage is on."""

    cooperative_id: int
    since: date
    is_kkmp: bool


async def find(session: AsyncSession, now: datetime, hours: Hours) -> list[Due]:
    """What the season asks for now. Only reads."""
    today = now.astimezone(hours.zone).date()
    due: list[Due] = []
    for year in (today.year - 1, today.year):
        for rule, staged in (await _staged(session, year, today, hours)).items():
            due += await _stage(session, rule, year, staged, today, hours)
    return [*due, *await _plans(session, today), *await season_leftovers.find(session, now, hours)]


async def _staged(session: AsyncSession, year: int, today: date, hours: Hours) -> dict[Rule, list[_Staged]]:
    """Cooperatives by the stage that is on for them."""
    rows = await clocks.rows(session, year)
    found: dict[Rule, list[_Staged]] = defaultdict(list)
    stages: dict[date, tuple[Rule, date] | None] = {}
    for each in (await session.execute(LIVING)).all():
        if each.founded_on is not None and each.founded_on > clocks.year_end(each.book_year_end, year):
            continue
        target = clocks.reckon(each, year, rows.get(clocks.form_of(each.form)), 0).target_on
        if target not in stages:
            stages[target] = season_days.reached(target, today, hours.ramadan, lambda day: any(hours.windows(day)))
        if (stage := stages[target]) is not None:
            found[stage[0]].append(_Staged(each.id, stage[1], each.program == season_words.KKMP))
    return found


LIVING = (
    select(
        *(col(getattr(Cooperative, name)) for name in ("id", "form", "book_year_end", "tolerated_until", "founded_on")),
        col(Cooperative.program),
    )
    .where(col(Cooperative.activity).not_in(GONE), col(Cooperative.existence).not_in(LOST))
    .order_by(col(Cooperative.id))
)


async def _stage(
    session: AsyncSession, rule: Rule, year: int, staged: Collection[_Staged], today: date, hours: Hours
) -> list[Due]:
    """Those whom this stage has not reached yet, who can be written to, and who have not answered."""
    purpose = f"rule:{rule.name}:{year}"
    done = await ledger.planned_for(session, purpose)
    waiting = {each.cooperative_id: each for each in staged if each.cooperative_id not in done}
    found = await _reachable(session, list(waiting))
    if not found:
        return []
    states = await rat_state.states(session, year, today, cooperative_ids=[each.cooperative_id for each in found])
    helped = await season_answers.being_helped(session)
    asked = {
        each.cooperative_id
        for each in states
        if each.cooperative_id not in helped
        and season_answers.is_waiting(each, waiting[each.cooperative_id].since, hours.zone)
    }
    is_kkmp = {number: each.is_kkmp for number, each in waiting.items()}
    words = await _words(session, rule, year, asked, is_kkmp)
    return _by_text(purpose, rule, [each for each in found if each.cooperative_id in asked], words)


async def _reachable(session: AsyncSession, numbers: list[int]) -> list[Recipient]:
    return [each for each in await audience.recipients(session, numbers) if each.person_id is not None]


async def _words(
    session: AsyncSession, rule: Rule, year: int, asked: Collection[int], is_kkmp: Mapping[int, bool]
) -> dict[int, str]:
    """The words for each cooperative: the usual ones, the first-meeting track, or those after years of silence."""
    if rule.name in rules.FIRST:
        met = await rat_years.reported(session)
        return {each: rules.FIRST[rule.name] for each in asked if is_kkmp[each] and each not in met}
    missing = await rat_years.missing(session, asked, year)
    return {each: rules.AGAIN for each in asked if missing[each] > 1}


def _by_text(purpose: str, rule: Rule, recipients: Iterable[Recipient], words: Mapping[int, str]) -> list[Due]:
    """One message per person: special words only where they hold for all of the person's cooperatives."""
    groups: dict[int, list[int]] = defaultdict(list)
    for each in recipients:
        groups[each.person_id or 0].append(each.cooperative_id)
    by_text: dict[str, list[Recipient]] = defaultdict(list)
    for person_id, numbers in groups.items():
        texts = {words.get(each, rule.text) for each in numbers}
        text = texts.pop() if len(texts) == 1 else rule.text
        by_text[text] += [Recipient(each, numbers[0], person_id) for each in numbers]
    return [Due(purpose, text, found) for text, found in by_text.items()]


async def _plans(session: AsyncSession, today: date) -> list[Due]:
    """Meetings planned for one of the next days, and those whose day has passed without a word."""
    before, after = (today + timedelta(days=each) for each in SOON_DAYS)
    soon = await _planned(session, rules.SOON, before, after, today)
    return [*await _planned(session, rules.PLANNED, today - timedelta(days=ASKED_DAYS), today - ONE, today), *soon]


async def _planned(session: AsyncSession, rule: Rule, first: date, last: date, today: date) -> list[Due]:
    query: Any = (
        select(col(RatReport.book_year), col(RatReport.planned_on), col(RatReport.cooperative_id))
        .where(
            col(RatReport.held).in_(("planned", "postponed")),
            col(RatReport.status).in_(rat_state.COUNTS),
            col(RatReport.planned_on).between(first, last),
        )
        .order_by(col(RatReport.cooperative_id))
    )
    found: dict[tuple[int, date], list[int]] = defaultdict(list)
    for year, day, number in (await session.execute(query)).all():
        found[year, day].append(number)
    due: list[Due] = []
    for (year, day), numbers in found.items():
        purpose = f"rule:{rule.name}:{year}.{day}"
        done = await ledger.planned_for(session, purpose)
        if not (left := [each for each in numbers if each not in done]):
            continue
        states = await rat_state.states(session, year, today, cooperative_ids=left)
        asked = [each.cooperative_id for each in states if asks(rule, each, day, today)]
        if recipients := await _reachable(session, asked):
            due.append(Due(purpose, rule.text, recipients))
    return due


def asks(rule: Rule, state: RatState, day: date, today: date) -> bool:
    """Whether this day is what the cooperative still plans, and there is something to say of it.

    What was planned only the other day needs no reminder of the invitations yet.
    """
    if state.outcome not in ("planned", "postponed") or state.planned_on != day or state.reported_at is None:
        return False
    return day < today if rule is rules.PLANNED else day > today > state.reported_at.date() + FRESH
