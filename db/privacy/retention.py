"""What has been kept for its period goes: for each kind from when the period runs, what is over, and what is done."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Date, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.parameters import Parameters
from db.privacy import outdated_people, outdated_records, outdated_words

BATCH = 500
Deed = Callable[[AsyncSession, Sequence[Any], datetime], Awaitable[list[str]]]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is kept. `since` is the column from which its period runs, `key` its primary key.

    `deed` takes the keys of those that are over and returns digests of files that may go with them.
    """

    name: str
    kept: str
    key: Any
    since: Any
    where: Sequence[Any]
    deed: Deed
    batch: int = BATCH


def _kinds() -> Mapping[str, Kind]:
    rows = (*outdated_words.KINDS, *outdated_records.KINDS, *outdated_people.KINDS)
    return {row[0]: Kind(*row) for row in rows}


KINDS = _kinds()


async def forget(session: AsyncSession, kind: Kind, rules: Parameters, now: datetime) -> tuple[int, list[str]]:
    """One batch of what is over; how many, and digests of files that may go."""
    query = select(kind.key).where(*_over(kind, rules, now)).order_by(kind.since).limit(kind.batch)
    keys = list((await session.execute(query)).scalars())
    return len(keys), await kind.deed(session, keys, now) if keys else []


async def is_due(session: AsyncSession, kind: Kind, rules: Parameters, now: datetime) -> bool:
    """Whether anything of a kind is over."""
    return (await session.execute(select(kind.key).where(*_over(kind, rules, now)).limit(1))).first() is not None


async def going(session: AsyncSession, rules: Parameters, name: str, now: datetime) -> dict[str, int]:
    """How much of each kind goes at the next run by the period of this name, where anything does."""
    counts = {}
    for kind in KINDS.values():
        if kind.kept == name:
            over = select(kind.key).where(*_over(kind, rules, now)).subquery()
            counts[kind.name] = int((await session.execute(select(func.count()).select_from(over))).scalar_one())
    return {kind: count for kind, count in counts.items() if count}


async def overdue(session: AsyncSession, kind: Kind, rules: Parameters, now: datetime) -> timedelta:
    """How long the oldest of a kind is past its period; zero when nothing is."""
    query = select(kind.since).where(*_over(kind, rules, now)).order_by(kind.since).limit(1)
    oldest = (await session.execute(query)).scalar()
    if oldest is None:
        return timedelta()
    end = _ends(kind, rules, now)
    late: timedelta = (end if isinstance(oldest, datetime) else end.date()) - oldest
    return late


def _ends(kind: Kind, rules: Parameters, now: datetime) -> datetime:
    """What began before this moment is over."""
    return now - timedelta(days=getattr(rules, kind.kept))


def _over(kind: Kind, rules: Parameters, now: datetime) -> Sequence[Any]:
    end = _ends(kind, rules, now)
    return (kind.since < (end.date() if isinstance(kind.since.type, Date) else end), *kind.where)
