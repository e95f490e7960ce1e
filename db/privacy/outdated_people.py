"""Contacts and people, when their period is over."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Consent, Identity, Officer, Person, Staff
from db.privacy import erasure
from db.statements import table_of

CONSENT, IDENTITY, OFFICER, PERSON, STAFF = (table_of(each) for each in (Consent, Identity, Officer, Person, Staff))
FEW = 20
"""People erased in one transaction."""


async def _contacts(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    await session.execute(update(OFFICER).where(OFFICER.c.id.in_(ids)).values(name="", phone=None))
    return []


async def _people(session: AsyncSession, ids: Sequence[int], now: datetime) -> list[str]:
    """Nobody asked for it: a list of the office may name them again."""
    digests: list[str] = []
    for number in ids:
        digests += await erasure.erase(session, number, now, asked=False)
    return digests


async def _proof(session: AsyncSession, ids: Sequence[int], _now: datetime) -> list[str]:
    """The last answer of somebody who is gone."""
    await session.execute(CONSENT.delete().where(CONSENT.c.id.in_(ids)))
    return []


STILL = exists().where(OFFICER.c.person_id == PERSON.c.id, OFFICER.c.status != "ended")
EVER = exists().where(OFFICER.c.person_id == PERSON.c.id)
MEMBER = exists().where(STAFF.c.person_id == PERSON.c.id)
ENDED = select(func.max(OFFICER.c.ended_on)).where(OFFICER.c.person_id == PERSON.c.id).scalar_subquery()
LAST_WORD = func.coalesce(
    select(func.max(IDENTITY.c.last_heard_at)).where(IDENTITY.c.person_id == PERSON.c.id).scalar_subquery(),
    PERSON.c.created_at,
)
GONE = select(PERSON.c.id).where(PERSON.c.erased_at.is_not(None))
HERE = (PERSON.c.erased_at.is_(None), ~MEMBER)
NAMED = or_(OFFICER.c.name != "", OFFICER.c.phone.is_not(None))
KINDS: Sequence[tuple[Any, ...]] = (
    (
        *("people who were officers", "keep_contacts_days", PERSON.c.id, ENDED),
        *((*HERE, ~STILL, EVER), _people, FEW),
    ),
    (
        *("people who never were officers", "keep_talks_days", PERSON.c.id, LAST_WORD),
        *((*HERE, ~EVER), _people, FEW),
    ),
    (
        *("contacts of former officers", "keep_contacts_days", OFFICER.c.id, OFFICER.c.ended_on),
        *((OFFICER.c.status == "ended", NAMED), _contacts),
    ),
    (
        *("last answers of people who are gone", "keep_consents_days", CONSENT.c.id, CONSENT.c.at),
        *((CONSENT.c.person_id.in_(GONE),), _proof),
    ),
)
