"""People and their seats on channels."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db.models import Consent, Identity, Person, Talk
from db.statements import insert_once


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
        session, Talk, {"person_id": person_id, "misunderstood": 0, "pending": "", "last_at": now}, ["person_id"]
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


async def is_reachable(session: AsyncSession, person: Person) -> bool:
    """Whether the office may speak first: consented and not opted out."""
    given = await consent(session, person.id)
    return person.opted_out_at is None and given is not None and given.granted


def record_consent(
    session: AsyncSession, person_id: int, granted: bool, version: str, account: str, now: datetime
) -> None:
    """Append one answer to the consent notice."""
    session.add(Consent(person_id=person_id, granted=granted, text_version=version, account=account, at=now))


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
