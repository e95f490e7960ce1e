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
TITLES = r"(?:(?:h|hj|haji|hajah|dr|drs|dra|ir|prof|kh|ust|ustadz|ustadzah|buya)\b\.?\s*)*"
BEFORE_NAME = re.compile(TITLES, re.IGNORECASE)
ADDRESS = r"(?:pak|bapak|bpk|ibu|bu|buk|bang|kak|kakak|uda|uni|sdr|sdri|saudara|saudari|h|hj|haji|hajah)"


@dataclass(frozen=True, slots=True)
class Who:
    """What identifies a person: their names, numbers (E.164) and seats."""

    person_id: int
    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    seats: tuple[Address, ...] = ()
    message_ids: tuple[tuple[str, str], ...] = ()
    """Account and id of every message of theirs: on some channels a number is written in it."""
    cooperatives: tuple[int, ...] = ()
    """Where they are or were officers."""

    @property
    def users(self) -> set[str]:
        """The platforms' own ids of their seats."""
        return {each.user for each in self.seats}

    @property
    def needles(self) -> list[str]:
        """Everything that would be looked for, the longest first."""
        known = {*self.names, *(each for each in map(bare, self.names) if " " in each)}
        found = {*known, *self.users, *(spelt for each in self.phones for spelt in spellings(each))}
        return sorted((each for each in found if len(each) >= SHORTEST), key=len, reverse=True)

    @property
    def shape(self) -> re.Pattern[str] | None:
        """What finds them as whole words, whatever the case; None when there is nothing to look for."""
        parts = [re.escape(each) for each in self.needles]
        return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)", re.IGNORECASE) if parts else None

    @property
    def familiar(self) -> re.Pattern[str] | None:
        """How their own cooperative is told of them: "Pak Rahmat". Only for words about that cooperative."""
        parts = sorted({re.escape(part) for each in self.names for part in bare(each).split() if len(part) > 1})
        if not parts:
            return None
        name = rf"(?:{'|'.join(parts)})"
        return re.compile(rf"(?<!\w){ADDRESS}\b[\s.]*{name}(?:\s+{name})*(?!\w)", re.IGNORECASE)


def bare(name: str) -> str:
    """A name without what stands before and behind it: "Hj. Sri Wahyuni, S.E." is Sri Wahyuni."""
    return BEFORE_NAME.sub("", name.partition(",")[0].strip(), count=1).strip()


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
    count = 0
    for table in SQLModel.metadata.sorted_tables:
        for name in inventory.tables()[table.name].mentions:
            column = table.c[name]
            if who.shape is not None:
                count += await _sweep(session, column, named_in(column, who), who.shape)
            if who.familiar is not None and "cooperative_id" in table.c:
                count += await _sweep(session, column, table.c.cooperative_id.in_(who.cooperatives), who.familiar)
    return count


async def _sweep(session: AsyncSession, column: Any, where: Any, shape: re.Pattern[str]) -> int:
    """Take what has this shape out of the column, in these rows; how many had it."""
    table, count = column.table, 0
    keys = list(table.primary_key.columns)
    for *values, said in (await session.execute(select(*keys, column).where(where))).all():
        if (left := taken_out(said, shape)) != said:
            await _put(session, table, keys, values, {column.name: left})
            count += 1
    return count


async def _put(session: AsyncSession, table: Any, keys: Sequence[Any], values: Sequence[Any], new: Any) -> None:
    here = [key == value for key, value in zip(keys, values, strict=True)]
    await session.execute(update(table).where(*here).values(**new))
