"""Rows of the registry that may be one cooperative: proposed to staff, never merged by themselves."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, tzinfo
from itertools import combinations

from rapidfuzz import fuzz, process
from sqlalchemy import select as core_select
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Json
from db import tasks
from db.models import Cooperative, FormerName, Officer, Task
from db.registry_import.cells import legal_key
from db.statements import table_of

COOPERATIVE = table_of(Cooperative)
KIND = "twin"
WHY = ("number", "name", "phone", "former", "moved")
"""Why a pair may be one: badan hukum, name and place, telephone and name, a name from before. The surest first."""
ALIKE, ALIKE_BY_PHONE = 90.0, 84.0
"""Scores (of 100) from which two names in one place, or behind one telephone, may be one cooperative's."""
CROWD = 12
"""Cooperatives that share a telephone or badan hukum beyond which it is the office's, or nobody's, and says nothing."""
DISSOLVED = "bubar"
_COUNTED = re.compile(r"\d+|\b[ivx]+\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cooperatives, the lower id first, and why they may be one."""

    one: int
    other: int
    why: str
    district_id: int | None


@dataclass(frozen=True, slots=True)
class _Row:
    """What is compared of a cooperative."""

    id: int
    nik: str
    legal: str
    name: str
    village: str
    district_id: int | None


def key(one: int, other: int) -> str:
    """Under which the question about this pair is asked, whoever comes first."""
    return f"{KIND}:{min(one, other)}:{max(one, other)}"


async def propose(session: AsyncSession, one: int, other: int, *, why: str, now: datetime) -> bool:
    """Ask staff whether these are one; `why` is of WHY. False when it was asked before: an answer holds for ever."""
    cooperative = await session.get(Cooperative, max(one, other))
    if cooperative is None or one == other or await tasks.by_key(session, key(one, other)) is not None:
        return False
    about = key(one, other)
    data: dict[str, Json] = {"other_id": min(one, other), "why": why}
    return await tasks.open_task(session, KIND, about, now=now, cooperative=cooperative, data=data) is not None


async def find(session: AsyncSession) -> list[Pair]:
    """Near-duplicates of the whole registry that nobody has been asked about, the surest first."""
    query = core_select(
        *(COOPERATIVE.c.id, COOPERATIVE.c.nik, COOPERATIVE.c.legal_number, COOPERATIVE.c.match_name),
        *(COOPERATIVE.c.village, COOPERATIVE.c.district_id),
    ).where(COOPERATIVE.c.activity != DISSOLVED)
    found = await session.execute(query)
    rows = {row[0]: _Row(row[0], row[1] or "", legal_key(row[2]), row[3], _plain(row[4]), row[5]) for row in found}
    phones: dict[str, set[int]] = defaultdict(set)
    listed = select(col(Officer.phone), Officer.cooperative_id).where(
        col(Officer.phone).is_not(None), Officer.status != "ended"
    )
    for phone, number in (await session.execute(listed)).all():
        phones[phone].add(number)
    before = [tuple(each) for each in (await session.execute(select(FormerName.cooperative_id, FormerName.match_name)))]
    asked = set((await session.exec(select(Task.key).where(Task.kind == KIND))).all())
    pairs = await asyncio.to_thread(_pairs, rows, list(phones.values()), before)
    return [each for each in pairs if key(each.one, each.other) not in asked]


async def propose_found(
    session: AsyncSession, pairs: Sequence[Pair], *, daily: int, now: datetime, zone: tzinfo
) -> int:
    """Ask about these, at most `daily` new ones a day and district; how many. The rest come on the next days."""
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    query = (
        select(col(Task.district_id), func.count())
        .where(Task.kind == KIND, col(Task.created_at) >= midnight)
        .group_by(col(Task.district_id))
    )
    today: Counter[int | None] = Counter({district: count for district, count in await session.execute(query)})
    asked = 0
    for each in pairs:
        if today[each.district_id] < daily and await propose(session, each.one, each.other, why=each.why, now=now):
            today[each.district_id] += 1
            asked += 1
    return asked


def _pairs(rows: dict[int, _Row], phones: Sequence[Collection[int]], before: Sequence[tuple[int, str]]) -> list[Pair]:
    """Compared only inside blocks: the same number, place or telephone. Ten thousand take about a second."""
    found: dict[tuple[int, int], str] = {}
    listed = (
        ("number", _by_number(rows)),
        ("name", _by_place(rows)),
        ("phone", _by_phone(rows, phones)),
        ("former", _by_former_name(rows, before)),
    )
    for why, pairs in listed:
        for one, other in pairs:
            found.setdefault((min(one, other), max(one, other)), why)
    in_order = sorted(found.items(), key=lambda each: (WHY.index(each[1]), each[0]))
    return [Pair(one, other, why, rows[other].district_id) for (one, other), why in in_order]


def _by_number(rows: dict[int, _Row]) -> Iterator[tuple[int, int]]:
    """One badan hukum was given to one cooperative; two NIK behind it are a slip in either."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for row in rows.values():
        if len(row.legal) > 2:
            blocks[row.legal].append(row.id)
    for block in blocks.values():
        if 1 < len(block) <= CROWD:
            yield from combinations(block, 2)


def _by_place(rows: dict[int, _Row]) -> Iterator[tuple[int, int]]:
    """Names that are alike in one village; where a row has no village, in its district; no place, the very same."""
    blocks: dict[object, list[_Row]] = defaultdict(list)
    for row in rows.values():
        if row.village:
            blocks[row.village, row.district_id].append(row)
        blocks[row.district_id].append(row)
    for place, block in blocks.items():
        if isinstance(place, tuple):
            yield from _alike(block, block, ALIKE)
        else:
            yield from _alike([each for each in block if not each.village], block, ALIKE if place else 100.0)


def _by_phone(rows: dict[int, _Row], phones: Sequence[Collection[int]]) -> Iterator[tuple[int, int]]:
    """One bookkeeper serves many cooperatives: a shared telephone says something only beside a name that is alike."""
    for numbers in phones:
        block = [rows[each] for each in numbers if each in rows]
        if 1 < len(block) <= CROWD:
            yield from _alike(block, block, ALIKE_BY_PHONE)


def _by_former_name(rows: dict[int, _Row], before: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """One is called as another of its district was called before."""
    by_name: dict[tuple[str, int | None], list[_Row]] = defaultdict(list)
    for row in rows.values():
        by_name[row.name, row.district_id].append(row)
    for number, name in before:
        if (renamed := rows.get(number)) is not None:
            for each in by_name.get((name, renamed.district_id), ()):
                if each.id != number and _may_be_one(renamed, each):
                    yield number, each.id


def _alike(some: Sequence[_Row], block: Sequence[_Row], least: float) -> Iterator[tuple[int, int]]:
    names = [each.name for each in block]
    for row in some:
        if row.name:
            for _, _, place in process.extract(row.name, names, scorer=fuzz.ratio, score_cutoff=least, limit=CROWD):
                other = block[place]
                if other.id != row.id and _counted(row.name) == _counted(other.name) and _may_be_one(row, other):
                    yield row.id, other.id


def _may_be_one(row: _Row, other: _Row) -> bool:
    """Two NIK or two badan hukum are two cooperatives, however they are called."""
    return not (row.nik and other.nik and row.nik != other.nik) and not (
        row.legal and other.legal and row.legal != other.legal
    )


def _counted(name: str) -> list[str]:
    """Numbers in a name: Mawar 1 is not Mawar 2."""
    return _COUNTED.findall(name)


def _plain(words: str) -> str:
    return "".join(words.casefold().split())
