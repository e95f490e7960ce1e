"""Phone numbers and names in what is handed out: in full to whom it may concern, of some people never."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import case, or_
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.understanding.phones import written
from db import people as standing
from db.exports.asked import Asked, columns
from db.exports.table import masked
from db.models import Identity, Officer, Person

WRITTEN = re.compile(r"(?<![\dA-Za-z])(?:\+62|62|0)[ .-]?8(?:[ .-]?\d){7,11}(?!\d)")
"""A mobile number as people type it into remarks."""
RESTS = or_(standing.rests(), col(Person.erased_at).is_not(None))
NAME: Any = case((RESTS, ""), else_=col(Person.name))
"""The name of a person as it may be handed out: empty for those whose data rest."""


def phone(number: str | None, asked: Asked) -> str:
    """A number as this reader may have it: 0812-3456-7890, or 0812****7890."""
    return written(number or "") if asked.reveals else masked(number)


def masked_within(text: str) -> str:
    """A text with the mobile numbers in it masked."""
    return WRITTEN.sub(lambda found: masked(_e164(found[0])), text)


def _e164(typed: str) -> str:
    digits = re.sub(r"\D", "", typed)
    return f"+62{digits.removeprefix('62') if digits.startswith('62') else digits[1:]}"


@dataclass(frozen=True, slots=True)
class Resting:
    """People who asked that their data rest, or had them erased: nothing of them is handed out."""

    people: frozenset[int]
    phones: frozenset[str]

    def holds(self, officer: Officer) -> bool:
        """Whether a position is one of theirs, linked to them or under their number."""
        return officer.person_id in self.people or officer.phone in self.phones


async def resting(session: AsyncSession) -> Resting:
    """Everybody of whom that holds, with their numbers."""
    people = set((await session.exec(columns(col(Person.id)).where(RESTS))).scalars())
    phones: set[str] = set()
    for model in (Identity, Officer) if people else ():
        phones |= await _phones(session, model, sorted(people))
    return Resting(frozenset(people), frozenset(phones))


async def _phones(session: AsyncSession, model: Any, people: Sequence[int]) -> set[str]:
    query = columns(col(model.phone)).where(col(model.person_id).in_(people), col(model.phone).is_not(None))
    return set((await session.exec(query)).scalars())
