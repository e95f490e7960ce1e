"""When two cooperatives turn out to be one: everything that names the one that goes names the other."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlmodel import SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from db import audit, merging_rows, twins
from db.models import Cooperative, FormerName, OpenForm, RatReport, Task, TraceStep
from db.statements import table_of

COOPERATIVE, TASK, STEP = (table_of(each) for each in (Cooperative, Task, TraceStep))
APART = frozenset({"id", "name", "match_name", "nik", "visit_history", "book_year_end", "listed_at", "updated_at"})
"""Columns that are not simply filled from the other."""
HISTORY = ("unknown", "never", "dated")
USUAL_YEAR_END = "12-31"
COUNTED = ("officers", "rat_reports", "rat_papers", "visits", "visit_plans", "attendances", "letters")
"""What the person who decides is told of, by table."""
SAID = ("held", "held_on", "members", "attended")
"""In which two reports of one book year are compared."""


@dataclass(frozen=True, slots=True)
class Prospect:
    """What a merger would do. `filled` are facts taken over, `left` those in which the one that stays differs.

    `reports`: by book year the report that is not used, and the one that is, where what they say of it differs.
    """

    keep: Cooperative
    gone: Cooperative
    moved: dict[str, int]
    filled: dict[str, Any]
    left: dict[str, Any]
    reports: dict[int, tuple[RatReport, RatReport]]

    @property
    def digest(self) -> str:
        """A short mark of exactly this, carried by the button that confirms it."""
        facts = [(each.id, each.updated_at.isoformat(), each.name) for each in (self.keep, self.gone)]
        reports = {year: [each.id for each in both] for year, both in self.reports.items()}
        said = repr((facts, self.moved, self.filled, self.left, reports))
        return sha256(said.encode()).hexdigest()[:8]


async def prospect(session: AsyncSession, keep: int, gone: int) -> Prospect | None:
    """What a merger would do; None where one of the two is no longer there."""
    one, other = await session.get(Cooperative, keep), await session.get(Cooperative, gone)
    if one is None or other is None or keep == gone:
        return None
    moved: dict[str, int] = {}
    for table, column in references():
        if table.name in COUNTED:
            query = select(func.count()).select_from(table).where(column == gone)
            if count := int((await session.execute(query)).scalar_one()):
                moved[table.name] = moved.get(table.name, 0) + count
    if twice := len(await merging_rows.named_twice(session, keep, gone)):
        moved["officers"] -= twice
    moved = {name: count for name, count in moved.items() if count}
    return Prospect(one, other, moved, _filled(one, other), _left(one, other), await _reports(session, keep, gone))


async def _reports(session: AsyncSession, keep: int, gone: int) -> dict[int, tuple[RatReport, RatReport]]:
    found = {}
    for year, rows in sorted((await merging_rows.reported_twice(session, keep, gone)).items()):
        standing = merging_rows.counting(rows)
        for each in standing[:-1]:
            if any(getattr(each, name) != getattr(standing[-1], name) for name in SAID):
                found[year] = (each, standing[-1])
    return found


async def merge(session: AsyncSession, keep: int, gone: int, *, actor: str, now: datetime) -> Prospect | None:
    """Make two cooperatives one. None where somebody was faster.

    What both have only one of stays as `merging_rows` says. Empty facts are filled from the one that goes, whose name
    is kept as a former one and whose facts stand in the audit log. Objects of the session that belonged to it are stale
    afterwards.
    """
    for number in sorted((keep, gone)):
        await session.get(Cooperative, number, with_for_update=True, populate_existing=True)
    found = await prospect(session, keep, gone)
    if found is None:
        return None
    await session.flush()
    for settle in merging_rows.ALL:
        await settle(session, keep, gone, now)
    await _join_neighbours(session, keep, gone)
    await _join_tasks(session, keep, gone, found.keep.district_id)
    await _join_forms(session, keep, gone)
    for table, column in references():
        await session.execute(update(table).where(column == gone).values({column.name: keep}))
    facts = _facts(found.gone)
    session.expunge(found.gone)
    await session.execute(delete(COOPERATIVE).where(COOPERATIVE.c.id == gone))
    _take_over(found, now)
    await _remember_name(session, keep, found, now.date())
    subject = f"cooperative:{keep}"
    audit.note(session, actor, "cooperative.merged", subject, now, gone=gone, facts=facts, moved=found.moved)
    await session.flush()
    return found


def references() -> Iterator[tuple[Any, Any]]:
    """Every column of the schema that names a cooperative."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(each.column is COOPERATIVE.c.id for each in column.foreign_keys):
                yield table, column


def _names() -> Collection[str]:
    return [each.name for each in COOPERATIVE.columns]


def _filled(keep: Cooperative, gone: Cooperative) -> dict[str, Any]:
    """What the one that stays does not know and the other does."""
    return {
        name: getattr(gone, name)
        for name in _names()
        if (name not in APART or name == "nik")
        and getattr(keep, name) in (None, "")
        and getattr(gone, name) not in (None, "")
    }


def _left(keep: Cooperative, gone: Cooperative) -> dict[str, Any]:
    """What both know, and not alike."""
    return {
        name: getattr(gone, name)
        for name in _names()
        if (name not in APART or name == "nik")
        and getattr(keep, name) not in (None, "")
        and getattr(gone, name) not in (None, "", getattr(keep, name))
    }


def _take_over(found: Prospect, now: datetime) -> None:
    keep, gone = found.keep, found.gone
    for name, value in found.filled.items():
        setattr(keep, name, value)
    keep.visit_history = max(keep.visit_history, gone.visit_history, key=HISTORY.index)
    if keep.book_year_end == USUAL_YEAR_END:
        keep.book_year_end = gone.book_year_end
    keep.listed_at = max((each for each in (keep.listed_at, gone.listed_at) if each), default=None)
    keep.updated_at = now


def _facts(gone: Cooperative) -> dict[str, Any]:
    known = {name: getattr(gone, name) for name in _names() if getattr(gone, name) not in (None, "")}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in known.items()}


async def _remember_name(session: AsyncSession, keep: int, found: Prospect, today: date) -> None:
    """It is still found under the name of the one that went."""
    name, match_name = found.gone.name, found.gone.match_name
    known = select(col(FormerName.id)).where(
        col(FormerName.cooperative_id) == keep, col(FormerName.match_name) == match_name
    )
    if match_name != found.keep.match_name and (await session.execute(known)).first() is None:
        session.add(FormerName(cooperative_id=keep, name=name, match_name=match_name, until=today))


async def _join_neighbours(session: AsyncSession, keep: int, gone: int) -> None:
    """Neighbours of others who were asked, or are to be asked: once each, and nobody about themselves."""
    named = (STEP.c.kind == "neighbour", STEP.c.target == str(gone))
    asked = select(STEP.c.trace_id).where(STEP.c.kind == "neighbour", STEP.c.target == str(keep))
    await session.execute(delete(STEP).where(*named, STEP.c.trace_id.in_(asked.scalar_subquery())))
    await session.execute(update(STEP).where(*named).values(target=str(keep)))


async def _join_tasks(session: AsyncSession, keep: int, gone: int, district_id: int | None) -> None:
    """Tasks go over, also to the district; other pairs are those of the one that stays, asked or answered once."""
    await session.execute(update(TASK).where(TASK.c.cooperative_id == gone).values(district_id=district_id))
    pairs = (await session.execute(select(Task).where(col(Task.kind) == twins.KIND))).scalars().all()
    known = {each.key for each in pairs}
    for task in pairs:
        pair = {task.cooperative_id, task.data.get("other_id")}
        if gone not in pair:
            continue
        one, other = (keep if each == gone else each or 0 for each in pair) if len(pair) == 2 else (keep, keep)
        if one == other and task.state == "done":
            task.key, task.cooperative_id = f"{twins.KIND}:{task.id}", keep
            task.data = {**task.data, "other_id": keep}
            continue
        if one == other or (about := twins.key(one, other)) in known:
            await session.delete(task)
            continue
        known.add(about)
        task.key, task.cooperative_id = about, max(one, other)
        task.data = {**task.data, "other_id": min(one, other)}
    await session.flush()


async def _join_forms(session: AsyncSession, keep: int, gone: int) -> None:
    """A half-filled form about the one goes on about the other."""
    for form in (await session.execute(select(OpenForm))).scalars():
        context = {name: _renamed(name, value, keep, gone) for name, value in form.context.items()}
        log = [
            [
                *(entry[:2]),
                {name: [_renamed(name, said[0], keep, gone), *said[1:]] for name, said in entry[2].items()},
            ]
            for entry in form.log
        ]
        if context != form.context or log != form.log:
            form.context, form.log = context, log
    await session.flush()


def _renamed(name: str, value: Any, keep: int, gone: int) -> Any:
    if name not in ("cooperative", "cooperative_id") or str(value) != str(gone):
        return value
    return type(value)(keep)
