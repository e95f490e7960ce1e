"""Where others name a person: names, numbers and seats are taken out of words and of JSON."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, cast, false, or_, select, update
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address, Json
from db.privacy import inventory

GONE = "–"
"""What stands in the place of a name, as for anything unknown."""
SHORTEST = 5
"""Letters or digits of a name or a seat below which it would be found in other words too."""


@dataclass(frozen=True, slots=True)
class Who:
    """What identifies a person: their names, numbers (E.164) and seats."""

    person_id: int
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    seats: tuple[Address, ...] = ()
    message_ids: tuple[tuple[str, str], ...] = ()
    """Account and id of every message of theirs: on some channels a number is written in it."""

    @property
    def users(self) -> set[str]:
        """The platforms' own ids of their seats."""
        return {each.user for each in self.seats}

    @property
    def needles(self) -> list[str]:
        """Everything that would be looked for, the longest first."""
        found = {*self.names, *self.users, *(spelt for each in self.phones for spelt in spellings(each))}
        return sorted((each for each in found if len(each) >= SHORTEST), key=len, reverse=True)

    @property
    def shape(self) -> re.Pattern[str] | None:
        """What finds them as whole words, whatever the case; None when there is nothing to look for."""
        parts = [re.escape(each) for each in self.needles]
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None


def spellings(e164: str) -> Iterator[str]:
    """How people and lists write a number: +62812…, 62812…, 0812…, 812…"""
    digits = e164.removeprefix("+")
    yield e164
    yield digits
    if digits.startswith("62"):
        yield "0" + digits[2:]
        yield digits[2:]


def taken_out(value: Json, shape: re.Pattern[str]) -> Json:
    """The same words, or JSON of any depth, without what identifies the person."""
    if isinstance(value, str):
        return shape.sub(GONE, value)
    if isinstance(value, dict):
        return {key: taken_out(each, shape) for key, each in value.items()}
    if isinstance(value, list):
        return [taken_out(each, shape) for each in value]
    return value


def named_in(column: Any, who: Who) -> Any:
    """A condition: the column, text or JSON, may name them. What it finds is looked at again by `shape`."""
    words = column if isinstance(column.type, String) else cast(column, String)
    return or_(false(), *(words.icontains(each, autoescape=True) for each in _as_stored(who.needles)))


def _as_stored(needles: Iterable[str]) -> set[str]:
    """JSON may write a letter beyond ASCII as an escape."""
    return {spelt for each in needles for spelt in (each, json.dumps(each)[1:-1])}


async def take_out(session: AsyncSession, who: Who) -> int:
    """Take them out of every column in which others may name them; how many rows."""
    shape, count = who.shape, 0
    if shape is None:
        return 0
    for table in SQLModel.metadata.sorted_tables:
        for name in inventory.tables()[table.name].mentions:
            column, keys = table.c[name], list(table.primary_key.columns)
            found = (await session.execute(select(*keys, column).where(named_in(column, who)))).all()
            for *values, said in found:
                if (left := taken_out(said, shape)) != said:
                    await _put(session, table, keys, values, {name: left})
                    count += 1
    return count


async def _put(session: AsyncSession, table: Any, keys: Sequence[Any], values: Sequence[Any], new: Any) -> None:
    here = [key == value for key, value in zip(keys, values, strict=True)]
    await session.execute(update(table).where(*here).values(**new))
