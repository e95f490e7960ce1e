"""What the registry holds of a cooperative, as far as a list may touch it: loaded, changed and stored by batches."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from db import rat
from db.models import Cooperative, FormerName, Officer, RatReport, RegistryFigures, Visit
from db.statements import insert_many, is_sqlite, new_ids, table_of

COOPERATIVES, OFFICERS, VISITS = (table_of(each) for each in (Cooperative, Officer, Visit))
REPORTS, FIGURES, FORMER = (table_of(each) for each in (RatReport, RegistryFigures, FormerName))


def _empty(model: type[SQLModel], *left_out: str) -> dict[str, Any]:
    return {
        name: None if info.is_required() else info.default
        for name, info in model.model_fields.items()
        if name not in left_out
    }


NEW_COOPERATIVE = _empty(Cooperative, "id")
NEW_OFFICER = _empty(Officer, "id")
NEW_REPORT = _empty(RatReport, "id")
NEW_FIGURES = _empty(RegistryFigures)


@dataclass(slots=True)
class Row:
    """A row of a table: as it is now, and which columns the list has changed."""

    now: dict[str, Any]
    is_new: bool = False
    changed: set[str] = field(default_factory=set)

    def set(self, name: str, value: Any) -> None:
        """Change a column."""
        self.now[name] = value
        self.changed.add(name)


@dataclass(slots=True)
class Standing:
    """One cooperative with its open officers, visits that met somebody, reports, figures and former names."""

    facts: Row
    officers: list[Row] = field(default_factory=list)
    met: set[date] = field(default_factory=set)
    new_visits: list[date] = field(default_factory=list)
    reports: list[Row] = field(default_factory=list)
    figures: Row | None = None
    former: set[str] = field(default_factory=set)
    new_former: list[tuple[str, str]] = field(default_factory=list)


async def load(session: AsyncSession, ids: Collection[int]) -> dict[int, Standing]:
    """How these cooperatives stand, by id."""
    found: dict[int, Standing] = {}
    for row in await _rows(session, COOPERATIVES, COOPERATIVES.c.id, ids):
        found[row["id"]] = Standing(Row(row))
    for row in await _rows(session, OFFICERS, OFFICERS.c.cooperative_id, ids, OFFICERS.c.status != "ended"):
        found[row["cooperative_id"]].officers.append(Row(row))
    for row in await _rows(session, VISITS, VISITS.c.cooperative_id, ids, VISITS.c.result == "met"):
        found[row["cooperative_id"]].met.add(row["visited_on"])
    for row in await _rows(session, REPORTS, REPORTS.c.cooperative_id, ids):
        found[row["cooperative_id"]].reports.append(Row(row))
    for row in await _rows(session, FIGURES, FIGURES.c.cooperative_id, ids):
        found[row["cooperative_id"]].figures = Row(row)
    for row in await _rows(session, FORMER, FORMER.c.cooperative_id, ids):
        found[row["cooperative_id"]].former.add(row["match_name"])
    return found


async def _rows(
    session: AsyncSession, table: Any, column: Any, ids: Collection[int], *conditions: Any
) -> Iterable[dict[str, Any]]:
    if not ids:
        return []
    order = table.c.id if "id" in table.c else column
    result = await session.execute(select(table).where(column.in_(ids), *conditions).order_by(order))
    return [dict(row) for row in result.mappings()]


async def insert_new(session: AsyncSession, standings: Collection[Standing]) -> None:
    """New cooperatives get their ids."""
    new = [each.facts for each in standings if each.facts.is_new]
    for row, number in zip(new, await _insert(session, [row.now for row in new]), strict=True):
        row.now = {**row.now, "id": number}
        row.is_new = False
        row.changed.clear()


async def _insert(session: AsyncSession, rows: list[dict[str, Any]]) -> list[int]:
    """The ids of new cooperatives, in their order."""
    if not rows:
        return []
    if is_sqlite(session):
        statement = insert(COOPERATIVES).returning(COOPERATIVES.c.id, sort_by_parameter_order=True)
        return list((await session.execute(statement, rows)).scalars())
    numbers = await new_ids(session, COOPERATIVES, len(rows))
    await insert_many(session, COOPERATIVES, [{**row, "id": number} for row, number in zip(rows, numbers, strict=True)])
    return numbers


async def store(session: AsyncSession, standings: Collection[Standing], now: datetime, today: date) -> None:
    """Write all that has changed; every cooperative has an id by now."""
    await _update(session, COOPERATIVES, [each.facts for each in standings])
    officers, reports, figures = [], [], []
    visits: list[dict[str, Any]] = []
    former: list[dict[str, Any]] = []
    for each in standings:
        number = each.facts.now["id"]
        for row in (*each.officers, *each.reports, *([each.figures] if each.figures else [])):
            row.now["cooperative_id"] = number
        for row in each.reports:
            if row.is_new:
                row.now["receipt"] = rat.receipt_number(number, row.now["book_year"], row.now["version"])
        officers += each.officers
        reports += each.reports
        figures += [each.figures] if each.figures is not None else []
        visits += [_visit(number, day, now) for day in each.new_visits]
        former += [
            {"cooperative_id": number, "name": name, "match_name": key, "until": today} for name, key in each.new_former
        ]
    await _update(session, OFFICERS, officers)
    await _update(session, REPORTS, reports)
    await _update(session, FIGURES, figures, key="cooperative_id")
    for table, rows in (
        *((table, [row.now for row in new if row.is_new]) for table, new in ((OFFICERS, officers), (REPORTS, reports))),
        *((FIGURES, [row.now for row in figures if row.is_new]), (VISITS, visits), (FORMER, former)),
    ):
        await insert_many(session, table, rows)


def _visit(number: int, day: date, now: datetime) -> dict[str, Any]:
    fixed = {"result": "met", "note": "", "source": "registry", "staff_id": None}
    return {"cooperative_id": number, "visited_on": day, "recorded_at": now, **fixed}


async def _update(session: AsyncSession, table: Any, rows: Iterable[Row], key: str = "id") -> None:
    """One statement for all rows that change the same columns."""
    alike: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for row in rows:
        if row.changed and not row.is_new:
            names = tuple(sorted(row.changed))
            values = {f"to_{name}": row.now[name] for name in names} | {"key": row.now[key]}
            alike.setdefault(names, []).append(values)
    connection = await session.connection()
    for names, many in alike.items():
        changes: dict[str, Any] = {name: bindparam(f"to_{name}") for name in names}
        await connection.execute(update(table).where(table.c[key] == bindparam("key")).values(changes), many)
