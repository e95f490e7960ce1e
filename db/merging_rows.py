"""Rows of which a cooperative has only one of a kind: which of two stays when two cooperatives become one."""

from collections import defaultdict
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.understanding import names
from db.models import (
    Attendance,
    FormerName,
    Ledger,
    Officer,
    Outbox,
    RatReport,
    RegistryFigures,
    Trace,
    Visit,
)
from db.statements import table_of

ATTENDANCE, FIGURES, FORMER, LEDGER, OUTBOX, REPORT, TRACE = (
    table_of(each) for each in (Attendance, RegistryFigures, FormerName, Ledger, Outbox, RatReport, Trace)
)
RANK = {"verified": 0, "claimed": 1, "registered": 2}
REACH = ("reached", "maybe", "parked", "queued", "planned", "failed", "unreached", "dropped")
"""Of two outcomes of one purpose the better one is the cooperative's."""
STANDING = ("submitted", "verified", "returned")
REGISTRY = "registry"


async def officers(session: AsyncSession, keep: int, gone: int, now: datetime) -> None:
    """Somebody whom both name holds one position: the surer one; a name or number that both list is listed once."""
    for known, row in await named_twice(session, keep, gone):
        known.phone, known.name = known.phone or row.phone, known.name or row.name
        row.status, row.ended_on = "ended", now.date()
    await session.flush()


async def named_twice(session: AsyncSession, keep: int, gone: int) -> list[tuple[Officer, Officer]]:
    """Positions that one person has in both lists: the surer one, and the one that ends."""
    query = select(Officer).where(col(Officer.cooperative_id).in_((keep, gone)), col(Officer.status) != "ended")
    rows = list((await session.execute(query.order_by(col(Officer.id)))).scalars())
    rows.sort(key=lambda each: (RANK.get(each.status, len(RANK)), each.cooperative_id != keep, each.id))
    stay: list[Officer] = []
    twice: list[tuple[Officer, Officer]] = []
    for row in rows:
        known = next((each for each in stay if each.cooperative_id != row.cooperative_id and _is_same(each, row)), None)
        if known is None:
            stay.append(row)
        else:
            twice.append((known, row))
    return twice


def _is_same(known: Officer, row: Officer) -> bool:
    """Whether two positions of two lists are one person's. Two linked people are two, however they are called."""
    if known.person_id is not None and row.person_id is not None:
        return known.person_id == row.person_id
    if row.status == "claimed":
        return False
    if known.phone and row.phone and known.phone != row.phone:
        return False
    if known.name and row.name:
        return names.may_be_same(known.name, row.name) and (known.position == row.position or known.phone == row.phone)
    return known.phone is not None and known.phone == row.phone


async def answers(session: AsyncSession, keep: int, gone: int, _now: datetime) -> None:
    """Of two answers to one invitation the later one holds."""
    query = select(Attendance).where(col(Attendance.cooperative_id).in_((keep, gone)))
    given: dict[int, list[Attendance]] = defaultdict(list)
    for row in (await session.execute(query.order_by(col(Attendance.at), col(Attendance.id)))).scalars():
        given[row.announcement_id].append(row)
    for earlier, *later in given.values():
        if later:
            await session.delete(earlier)
    await session.flush()


async def reports(session: AsyncSession, keep: int, gone: int, _now: datetime) -> None:
    """Versions of a book year run on in the order in which they came; the last that counts is the cooperative's."""
    for rows in (await reported_twice(session, keep, gone)).values():
        for each in counting(rows)[:-1]:
            each.status = "superseded"
        rows.sort(key=lambda each: each.account != REGISTRY)
        await session.flush()
        await _number_anew(session, [each.id for each in rows])


async def reported_twice(session: AsyncSession, keep: int, gone: int) -> dict[int, list[RatReport]]:
    """Reports on book years of which both have some, in the order in which they came."""
    query = select(RatReport).where(col(RatReport.cooperative_id).in_((keep, gone)))
    years: dict[int, list[RatReport]] = defaultdict(list)
    for row in (await session.execute(query.order_by(col(RatReport.reported_at), col(RatReport.id)))).scalars():
        years[row.book_year].append(row)
    return {year: rows for year, rows in years.items() if len({each.cooperative_id for each in rows}) > 1}


def counting(rows: Sequence[RatReport]) -> list[RatReport]:
    """Those of which the last is used: the newest of an officer's own.

    What the registry said of a meeting counts only where no officer said anything.
    """
    standing = [each for each in rows if each.officer_verified and each.status in STANDING]
    return sorted(standing, key=lambda each: each.account != REGISTRY)


async def _number_anew(session: AsyncSession, ids: list[int]) -> None:
    """First out of the way, so that no two ever share a number."""
    for start in (-len(ids), 1):
        for version, number in enumerate(ids, start):
            await session.execute(update(REPORT).where(REPORT.c.id == number).values(version=version))


async def figures(session: AsyncSession, keep: int, gone: int, _now: datetime) -> None:
    """Counts of different days are not mixed: the newer ones stay."""
    query = select(RegistryFigures).where(col(RegistryFigures.cooperative_id).in_((keep, gone)))
    rows = list((await session.execute(query)).scalars())
    if len(rows) > 1:
        older = min(rows, key=lambda each: (each.as_of is not None, each.as_of, each.read_at, each.cooperative_id))
        await session.delete(older)
        await session.flush()
    for each in rows:
        session.expunge(each)


async def former_names(session: AsyncSession, keep: int, gone: int, _now: datetime) -> None:
    """A former name of both once."""
    known = select(FORMER.c.match_name).where(FORMER.c.cooperative_id == keep)
    await session.execute(delete(FORMER).where(FORMER.c.cooperative_id == gone, FORMER.c.match_name.in_(known)))


async def visits(session: AsyncSession, keep: int, gone: int, _now: datetime) -> None:
    """A visit that two rows of the registry name is one visit."""
    query = select(Visit).where(col(Visit.cooperative_id).in_((keep, gone)), col(Visit.source) == REGISTRY)
    seen: set[tuple[Any, str]] = set()
    for row in (await session.execute(query.order_by(col(Visit.cooperative_id) != keep, col(Visit.id)))).scalars():
        if (row.visited_on, row.result) in seen:
            await session.delete(row)
        seen.add((row.visited_on, row.result))
    await session.flush()


async def traces(session: AsyncSession, keep: int, gone: int, now: datetime) -> None:
    """One is looked for once."""
    is_open = select(TRACE.c.id).where(TRACE.c.cooperative_id == keep, TRACE.c.state == "open")
    if (await session.execute(is_open)).first() is not None:
        other = (TRACE.c.cooperative_id == gone, TRACE.c.state == "open")
        await session.execute(update(TRACE).where(*other).values(state="closed", closed_at=now))


async def outcomes(session: AsyncSession, keep: int, gone: int, _now: datetime) -> None:
    """Of two rows of one purpose the better stays; who shared the other's message goes on with it."""
    query = select(LEDGER).where(LEDGER.c.cooperative_id.in_((keep, gone)))
    rows: dict[str, list[Any]] = defaultdict(list)
    for row in await session.execute(query):
        rows[row.purpose].append(row)
    for purpose, both in rows.items():
        if len(both) > 1:
            _, worse = sorted(both, key=lambda each: (REACH.index(each.state), each.cooperative_id != keep))
            await session.execute(delete(LEDGER).where(LEDGER.c.id == worse.id))
            await _hand_on(session, worse)
        await _readdress(session, purpose, gone, keep)


async def _hand_on(session: AsyncSession, row: Any) -> None:
    """The cooperatives that a message named beside the one that is dropped; a message for it alone need not go."""
    followers = (LEDGER.c.purpose == row.purpose, LEDGER.c.lead_id == row.cooperative_id)
    others = sorted((await session.execute(select(LEDGER.c.cooperative_id).where(*followers))).scalars())
    if others:
        await session.execute(update(LEDGER).where(*followers).values(lead_id=others[0]))
        await _readdress(session, row.purpose, row.cooperative_id, others[0])
    elif row.outbox_key and row.lead_id == row.cooperative_id:
        waits = (OUTBOX.c.key == row.outbox_key, OUTBOX.c.state == "queued", OUTBOX.c.lease == "")
        await session.execute(update(OUTBOX).where(*waits).values(state="dropped", reason="gone"))


async def _readdress(session: AsyncSession, purpose: str, old: int, new: int) -> None:
    """What guards and the ladder look for by its subject."""
    named = OUTBOX.c.subject == f"{purpose}:{old}"
    await session.execute(update(OUTBOX).where(named).values(subject=f"{purpose}:{new}"))


Settle = Callable[[AsyncSession, int, int, datetime], Awaitable[None]]
ALL: tuple[Settle, ...] = (officers, answers, reports, figures, former_names, visits, traces, outcomes)
