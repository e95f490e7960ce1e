"""People and their seats on channels."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, or_
from sqlalchemy import select as columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import joining, suppressions
from db.models import Consent, Identity, OpenForm, Person, Talk
from db.privacy import consents
from db.statements import insert_once, table_of

CONSENT, FORM, IDENTITY, PERSON = (table_of(each) for each in (Consent, OpenForm, Identity, Person))


async def heard(
    session: AsyncSession, address: Address, name: str, now: datetime, alias: str = ""
) -> tuple[Person, Identity]:
    """The person behind an address, made on first sight; they are reachable again and were last heard now.

    With an alias two seats may turn out to be one: they become one, and their people too. A number that another
    account carries now makes nobody one with its former owner.
    """
    seats = []
    for seat, _ in await _seats(session, address, alias):
        if joining.is_anothers(seat, address.user, alias):
            await joining.part(session, seat, alias)
        else:
            seats.append(seat)
    if not seats:
        person = Person(name=name, created_at=now)
        session.add(person)
        await session.flush()
        identity = Identity(person_id=person.id, account=address.account, user=address.user, alias=alias)
        session.add(identity)
        await suppressions.lift(session, [], [Address(address.account, each) for each in (address.user, alias) if each])
    else:
        identity = seats[0]
        for other in seats[1:]:
            await joining.join_seats(session, identity, other, now)
        if alias and identity.user == address.user:
            identity.alias = alias
        elif identity.user != address.user:
            identity.alias = address.user
        person = await session.get_one(Person, identity.person_id)
    identity.last_heard_at = now
    identity.blocked_at = None
    return person, identity


async def find_identity(session: AsyncSession, address: Address) -> Identity | None:
    """The seat with this address, under whichever id the platform uses for it."""
    seats = await _seats(session, address, "")
    return seats[0][0] if seats else None


KNOWN: BindParameter[list[str]] = bindparam("known", expanding=True)
SEATS = (
    select(Identity, Person)
    .join(Person, col(Person.id) == col(Identity.person_id))
    .where(
        col(Identity.account) == bindparam("account"),
        or_(col(Identity.user).in_(KNOWN), col(Identity.alias).in_(KNOWN)),
    )
    .order_by(col(Identity.id))
)
"""With the people, whom nobody need ask for again. Statements of a turn are built once: building costs as much as
running them, and everybody else waits to write."""


async def _seats(session: AsyncSession, address: Address, alias: str) -> Sequence[tuple[Identity, Person]]:
    """Seats known under either id, the oldest first: one, unless two ids have met just now."""
    known = [address.user, alias] if alias else [address.user]
    return (await session.exec(SEATS, params={"account": address.account, "known": known})).all()


async def same_number(session: AsyncSession, identity: Identity) -> Identity | None:
    """Somebody else's seat on another channel, whose platform vouches for the same number; the one last heard from."""
    query = (
        select(Identity)
        .where(
            col(Identity.phone) == identity.phone,
            col(Identity.phone).is_not(None),
            col(Identity.person_id) != identity.person_id,
            col(Identity.account) != identity.account,
            col(Identity.blocked_at).is_(None),
        )
        .order_by(col(Identity.last_heard_at).desc().nulls_last())
    )
    return (await session.exec(query)).first()


async def seats_of_many(session: AsyncSession, person_ids: Collection[int]) -> dict[int, list[Identity]]:
    """Every seat of these people that has not blocked us, the one each wants to hear on first."""
    query = (
        select(Identity, Person)
        .join(Person, col(Person.id) == col(Identity.person_id))
        .where(col(Identity.person_id).in_(person_ids), col(Identity.blocked_at).is_(None))
        .order_by(
            (col(Identity.account) == col(Person.preferred)).desc(), col(Identity.last_heard_at).desc().nulls_last()
        )
    )
    found: dict[int, list[Identity]] = {}
    for identity, _ in (await session.exec(query)).all():
        found.setdefault(identity.person_id, []).append(identity)
    return found


async def seats_of(session: AsyncSession, person_id: int) -> list[Identity]:
    """The same for one person."""
    return (await seats_of_many(session, [person_id])).get(person_id, [])


TALK = select(Talk).where(col(Talk.person_id) == bindparam("person")).with_for_update()


async def lock_talk(session: AsyncSession, person_id: int, now: datetime) -> Talk:
    """The person's talk row, locked until the transaction ends: one message of theirs is handled at a time."""
    talk = (await session.exec(TALK, params={"person": person_id})).first()
    if talk is not None:
        return talk
    empty = {"person_id": person_id, "misunderstood": 0, "pending": "", "unanswered": ""}
    empty |= {"beside": "", "last_at": now}
    await insert_once(session, Talk, empty, ["person_id"])
    return (await session.exec(TALK, params={"person": person_id})).one()


async def seat(session: AsyncSession, person_id: int) -> Identity | None:
    """Where to reach a person: the seat they prefer, else the one last heard from; none that has blocked us."""
    seats = await seats_of(session, person_id)
    return seats[0] if seats else None


async def consent(session: AsyncSession, person_id: int) -> Consent | None:
    """The last answer to the consent notice, or None when never asked or never answered."""
    query = select(Consent).where(Consent.person_id == person_id).order_by(col(Consent.id).desc())
    return (await session.exec(query)).first()


def record_consent(
    session: AsyncSession,
    person_id: int,
    granted: bool,
    version: str,
    account: str,
    now: datetime,
    *,
    user: str = "",
    notice: str = "",
    message_id: str = "",
) -> None:
    """Append one answer to the consent notice; `notice` is the digest of the words that were shown."""
    seat = Address(account, user)
    consents.record(session, person_id, granted, version, seat, now, notice=notice, message_id=message_id)


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether somebody may be written to at an address, and with free words.

    `touched_at`: when they last answered in an open form; `wrote_at`: when they last wrote from this address.
    """

    is_blocked: bool
    has_opted_out: bool
    is_restricted: bool
    has_consented: bool
    touched_at: datetime | None
    wrote_at: datetime | None
    stopped_marketing: bool
    name: str


def rests() -> ColumnElement[bool]:
    """A condition on people: they asked that their data rest, or that they are erased."""
    return or_(PERSON.c.restricted_at.is_not(None), PERSON.c.erase_after.is_not(None))


STANDING = (
    columns(
        IDENTITY.c.user,
        IDENTITY.c.blocked_at.is_not(None),
        PERSON.c.opted_out_at.is_not(None),
        rests(),
        columns(CONSENT.c.granted)
        .where(CONSENT.c.person_id == PERSON.c.id)
        .order_by(CONSENT.c.id.desc())
        .limit(1)
        .scalar_subquery(),
        columns(func.max(FORM.c.touched_at)).where(FORM.c.person_id == PERSON.c.id).scalar_subquery(),
        IDENTITY.c.wrote_at,
        IDENTITY.c.marketing_stopped_at.is_not(None),
        PERSON.c.name,
    )
    .join(PERSON, PERSON.c.id == IDENTITY.c.person_id)
    .where(IDENTITY.c.account == bindparam("account"), IDENTITY.c.user.in_(bindparam("users", expanding=True)))
)
"""One look for all that may leave together: it runs for every message."""
Standings = dict[Address, Standing | None]


async def look_up(session: AsyncSession, account: str, users: Collection[str]) -> Standings:
    """How these people stand, kept for this transaction; None for addresses that nobody is known at."""
    known: Standings = session.info.setdefault("standings", {})
    known |= {Address(account, user): None for user in users}
    for user, blocked, opted_out, resting, granted, touched_at, wrote_at, stopped, name in await session.execute(
        STANDING, {"account": account, "users": list(users)}
    ):
        known[Address(account, user)] = Standing(
            bool(blocked), bool(opted_out), bool(resting), bool(granted), touched_at, wrote_at, bool(stopped), name
        )
    return known


async def standing(session: AsyncSession, address: Address) -> Standing | None:
    """How the person at this address stands; None when nobody is known there. Looked up once in a transaction."""
    known: Standings = session.info.get("standings", {})
    if address not in known:
        known = await look_up(session, address.account, [address.user])
    return known[address]


async def block(session: AsyncSession, address: Address, now: datetime) -> Identity | None:
    """Remember that a seat can't be reached any more."""
    identity = await find_identity(session, address)
    if identity is not None and identity.blocked_at is None:
        identity.blocked_at = now
    return identity


async def close_window(session: AsyncSession, address: Address) -> None:
    """The platform says that free words may not go to this seat, whatever we believed."""
    if identity := await find_identity(session, address):
        identity.wrote_at = None


async def stop_marketing(session: AsyncSession, address: Address, now: datetime | None) -> Identity | None:
    """They told the platform that they want no promotion; with None, that they do."""
    identity = await find_identity(session, address)
    if identity is not None:
        identity.marketing_stopped_at = now
    return identity


async def prove_number(session: AsyncSession, identity: Identity, e164: str) -> None:
    """The platform says that this is the number of a seat: whoever shows it wants it kept."""
    if identity.phone != e164:
        identity.phone = e164
        await suppressions.lift(session, [e164], [])


def hear_first(new: Identity, old: Sequence[Identity]) -> None:
    """From now on somebody is reached at a new seat before their old ones on the same account."""
    heard_at = new.last_heard_at
    for each in old:
        if heard_at is not None and each.last_heard_at is not None and each.last_heard_at >= heard_at:
            each.last_heard_at = heard_at - timedelta(seconds=1)


def address(identity: Identity) -> Address:
    """The address of a seat."""
    return Address(identity.account, identity.user)


async def unblock(session: AsyncSession, address: Address) -> None:
    """The person let us in again."""
    if identity := await find_identity(session, address):
        identity.blocked_at = None
