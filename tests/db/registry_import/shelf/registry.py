"""What a database holds of the registry, in a form that a case can be compared with."""

from typing import Any

from sqlmodel import SQLModel, col, select

from db.models import Cooperative, District, FormerName, Officer, RatReport, RegistryFigures, Task, Visit
from db.session import Database

Facts = dict[str, Any]
NOT_TOLD = {"id", "match_name", "listed_at", "updated_at", "book_year_end", "district_id"}
EMPTY = (None, "", [], {}, "unknown")


async def held(database: Database) -> list[Facts]:
    """The cooperatives in the order they came; what is empty or unknown is left out."""
    async with database.reading() as session:
        districts = {each.id: each.name for each in (await session.exec(select(District))).all()}
        found = (await session.exec(select(Cooperative).order_by(col(Cooperative.id)))).all()
        beside = [
            (await session.exec(select(kind).order_by(col(kind.id)))).all()
            for kind in (Officer, Visit, RatReport, FormerName)
        ]
        figures = {each.cooperative_id: each for each in (await session.exec(select(RegistryFigures))).all()}
    return [
        _filled(
            {key: value for key, value in each.model_dump().items() if key not in NOT_TOLD}
            | {"district": districts.get(each.district_id or 0), "figures": _figures(figures.get(each.id))}
            | _beside(each.id, *beside)
        )
        for each in found
    ]


def _beside(cooperative_id: int, *rows: list[SQLModel]) -> Facts:
    officers, visits, reports, names = ([row for row in kind if row.cooperative_id == cooperative_id] for kind in rows)
    assert all(
        (each.status, each.officer_verified, each.account, each.reported_by) == ("verified", True, "registry", None)
        for each in reports
    )
    return {
        "officers": sorted(
            f"{each.position}: {each.name}{f', {each.phone}' if each.phone else ''}"
            for each in officers
            if each.status != "ended"
        ),
        "visits": sorted(str(each.visited_on) for each in visits if each.source == "registry"),
        "rat": sorted(f"{each.book_year} {each.held}{f' {each.held_on}' if each.held_on else ''}" for each in reports),
        "former": [each.name for each in names],
    }


def _figures(row: RegistryFigures | None) -> Facts:
    facts = row.model_dump(exclude={"cooperative_id", "read_at"}) if row else {}
    return {key: value for key, value in facts.items() if value is not None}


def _filled(facts: Facts) -> Facts:
    return {key: value for key, value in facts.items() if value not in EMPTY}


async def twins(database: Database) -> list[str]:
    """The pairs that staff are asked about, as "name ~ name"."""
    async with database.reading() as session:
        names = {each.id: each.name for each in (await session.exec(select(Cooperative))).all()}
        asked = (await session.exec(select(Task).where(Task.kind == "twin").order_by(col(Task.id)))).all()
    return sorted(f"{names[each.data['other_id']]} ~ {names[each.cooperative_id]}" for each in asked)


def differences(expected: list[Facts], actual: list[Facts]) -> list[str]:
    """A line for every fact that isn't as it should be."""
    names = [[each.get("name") for each in side] for side in (expected, actual)]
    if names[0] != names[1]:
        return [f"cooperatives: {names[0]} expected, {names[1]} found"]
    return [line for one, other in zip(expected, actual, strict=True) for line in _unlike(one, other)]


def _unlike(expected: Facts, actual: Facts) -> list[str]:
    lists = ("officers", "visits", "rat", "former")
    lines = []
    for key in sorted((expected.keys() | actual.keys()) - {"leave", *expected.get("leave", [])}):
        wanted, found = expected.get(key, "nothing"), actual.get(key, "nothing")
        several = isinstance(wanted, list) and key not in lists
        same = found in wanted if several else _plain(found) == _plain(wanted)
        if not same:
            lines.append(f"{expected['name']}: {key}: {wanted} expected, {found} found")
    return lines


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        parts = {"members": ("members_men", "members_women"), "managers": ("managers_men", "managers_women")}
        return {key: number for key, number in value.items() if not _is_sum(value, parts.get(key, ()), number)}
    return sorted(value) if isinstance(value, list) else value


def _is_sum(figures: Facts, parts: tuple[str, ...], number: object) -> bool:
    """A total says nothing that its parts don't."""
    return bool(parts) and all(part in figures for part in parts) and number == sum(figures[part] for part in parts)
