"""People and their seats on channels."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db.models import Consent, Identity, OpenForm, Person, Talk
from db.statements import insert_once, table_of


async def heard(session: AsyncSession, address: Address, name: str, now: datetime) -> tuple[Person, Identity]:
    """The person behind an address, made on first sight; they are reachable again and were last heard now."""
    identity = await find_identity(session, address)
    if identity is None:
        person = Person(name=name, created_at=now)
        session.add(person)
        await session.flush()
        identity = Identity(person_id=person.id, account=address.account, user=address.user)
        session.add(identity)
    else:
        found = await session.get(Person, identity.person_id)
        assert found is not None
        person = found
    identity.last_heard_at = now
    identity.blocked_at = None
    return person, identity


async def find_identity(session: AsyncSession, address: Address) -> Identity | None:
    """The seat with this address."""
    query = select(Identity).where(Identity.account == address.account, Identity.user == address.user)
    return (await session.exec(query)).first()


async def lock_talk(session: AsyncSession, person_id: int, now: datetime) -> Talk:
    """The person's talk row, locked until the transaction ends: one message of theirs is handled at a time."""
    await insert_once(
        session,
        Talk,
        {"person_id": person_id, "misunderstood": 0, "pending": "", "unanswered": "", "last_at": now},
        ["person_id"],
    )
    query = select(Talk).where(Talk.person_id == person_id).with_for_update()
    return (await session.exec(query)).one()


async def seat(session: AsyncSession, person_id: int) -> Identity | None:
    """Where to reach a person: the seat last heard from that has not blocked us."""
    query = (
        select(Identity)
        .where(Identity.person_id == person_id, col(Identity.blocked_at).is_(None))
        .order_by(col(Identity.last_heard_at).desc())
    )
    return (await session.exec(query)).first()


async def consent(session: AsyncSession, person_id: int) -> Consent | None:
    """The last answer to the consent notice, or None when never asked or never answered."""
    query = select(Consent).where(Consent.person_id == person_id).order_by(col(Consent.id).desc())
    return (await session.exec(query)).first()


def record_consent(
    session: AsyncSession, person_id: int, granted: bool, version: str, account: str, now: datetime
) -> None:
    """Append one answer to the consent notice."""
    session.add(Consent(person_id=person_id, granted=granted, text_version=version, account=account, at=now))


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody may be written to at an address. `touched_at`: when they last answered in an open form."""

    is_blocked: bool
    has_opted_out: bool
    has_consented: bool
    touched_at: datetime | None


CONSENT, FORM, IDENTITY, PERSON = (table_of(each) for each in (Consent, OpenForm, Identity, Person))
STANDING = (
    columns(
        IDENTITY.c.blocked_at.is_not(None),
        PERSON.c.opted_out_at.is_not(None),
        columns(CONSENT.c.granted)
        .where(CONSENT.c.person_id == PERSON.c.id)
        .order_by(CONSENT.c.id.desc())
        .limit(1)
        .scalar_subquery(),
        columns(func.max(FORM.c.touched_at)).where(FORM.c.person_id == PERSON.c.id).scalar_subquery(),
    )
    .join(PERSON, PERSON.c.id == IDENTITY.c.person_id)
    .where(IDENTITY.c.account == bindparam("account"), IDENTITY.c.user == bindparam("user"))
)
"""One look instead of four: it runs for every message that the office starts."""


async def standing(session: AsyncSession, address: Address) -> Standing | None:
    """How the person at this address stands; None when nobody is known there."""
    found = (await session.execute(STANDING, {"account": address.account, "user": address.user})).first()
    if found is None:
        return None
    blocked, opted_out, granted, touched_at = found
    return Standing(bool(blocked), bool(opted_out), bool(granted), touched_at)


async def block(session: AsyncSession, address: Address, now: datetime) -> Identity | None:
    """Remember that a seat can't be reached any more."""
    identity = await find_identity(session, address)
    if identity is not None and identity.blocked_at is None:
        identity.blocked_at = now
    return identity


def address(identity: Identity) -> Address:
    """The address of a seat."""
    return Address(identity.account, identity.user)


async def unblock(session: AsyncSession, address: Address) -> None:
    """The person let us in again."""
    if identity := await find_identity(session, address):
        identity.blocked_at = None
