"""The numbers that the office knows of a cooperative, and what each has shown so far."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import case, or_
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.understanding.phones import is_mobile
from db.models import Consent, Identity, Officer, Outbox, Person, TraceStep
from db.outbox import REMINDER
from db.traces import APART, key_of

State = Literal["linked", "blocked", "opted_out", "resting", "refused", "failed", "landline", "untried"]
SURE = {"verified": 0, "registered": 1, "claimed": 2, "ended": 3}


@dataclass(frozen=True, slots=True)
class Number:
    """A number of an officer, present or past. `positions` as the rows say, the surest first."""

    phone: str
    state: State
    positions: tuple[str, ...]
    names: tuple[str, ...]
    is_present: bool
    """Whether an officer of today has it."""


async def of(session: AsyncSession, cooperative_id: int) -> list[Number]:
    """Every number once, those of officers of today first."""
    rank = case(SURE, value=col(Officer.status), else_=len(SURE))
    query = select(Officer).where(Officer.cooperative_id == cooperative_id).order_by(rank, col(Officer.id))
    officers = (await session.exec(query)).all()
    seats = await _seats(session, officers)
    by_phone: dict[str, list[Officer]] = defaultdict(list)
    for officer in officers:
        own = [seat.phone for seat, _ in seats if seat.phone and seat.person_id == officer.person_id]
        for phone in dict.fromkeys([officer.phone, *own]):
            if phone:
                by_phone[phone].append(officer)
    granted = await _answers(session, {person.id for _, person in seats})
    not_there = await undelivered(session, list(by_phone))
    found = []
    for phone, rows in by_phone.items():
        persons = {each.person_id for each in rows}
        mine = [pair for pair in seats if pair[0].phone == phone or pair[0].person_id in persons]
        positions = tuple(dict.fromkeys(each.position for each in rows if each.position))
        names = tuple(dict.fromkeys(each.name for each in rows if each.name))
        is_present = any(each.status != "ended" for each in rows)
        state = _state(phone, mine, granted)
        state = "failed" if state == "untried" and phone in not_there else state
        found.append(Number(phone, state, positions, names, is_present))
    return found


def _state(phone: str, seats: list[tuple[Identity, Person]], granted: dict[int, bool]) -> State:
    people = [person for _, person in seats]
    if any(each.restricted_at or each.erased_at for each in people):
        return "resting"
    if any(each.opted_out_at for each in people):
        return "opted_out"
    if any(granted.get(each.id) is False for each in people):
        return "refused"
    if any(seat.blocked_at is None for seat, _ in seats):
        return "linked"
    if seats:
        return "blocked"
    return "untried" if is_mobile(phone) else "landline"


async def _seats(session: AsyncSession, officers: Iterable[Officer]) -> list[tuple[Identity, Person]]:
    """Seats of the people behind these positions, and of whoever has one of their numbers."""
    rows = list(officers)
    persons = [each.person_id for each in rows if each.person_id is not None]
    phones = [each.phone for each in rows if each.phone]
    query = select(Identity, Person).join(Person, col(Person.id) == col(Identity.person_id))
    query = query.where(or_(col(Identity.person_id).in_(persons), col(Identity.phone).in_(phones)))
    return list((await session.exec(query.order_by(col(Identity.id)))).all())


async def _answers(session: AsyncSession, people: set[int]) -> dict[int, bool]:
    """The last answer of each to the consent notice."""
    newest = select(func.max(Consent.id)).where(col(Consent.person_id).in_(people)).group_by(col(Consent.person_id))
    query = select(Consent.person_id, Consent.granted).where(col(Consent.id).in_(newest))
    return dict((await session.exec(query)).all())


async def to_write_to(session: AsyncSession, numbers: Iterable[Number], now: datetime) -> list[str]:
    """Numbers of officers of today that nobody has linked, and that may be asked once by an approved message."""
    phones = [each.phone for each in numbers if each.state == "untried" and each.is_present]
    spared = await asked_phones(session, phones, now - APART)
    return [each for each in phones if each not in spared]


async def may_write(session: AsyncSession, phone: str) -> bool:
    """Whether nobody behind this number has stopped, refused, or asked that their data rest."""
    query = select(Identity, Person).join(Person, col(Person.id) == col(Identity.person_id))
    seats = list((await session.exec(query.where(Identity.phone == phone))).all())
    return _state(phone, seats, await _answers(session, {person.id for _, person in seats})) == "untried"


async def written_lately(session: AsyncSession, user: str, now: datetime, *, besides: str) -> bool:
    """Whether the office began to write to this address in the last 30 days, with another message than `besides`."""
    query = select(Outbox.id).where(
        Outbox.user == user,
        Outbox.lane >= REMINDER,
        Outbox.key != besides,
        col(Outbox.state).in_(("sent", "sending", "undecided")),
        col(Outbox.sent_at) > now - APART,
    )
    return (await session.exec(query.limit(1))).first() is not None


async def asked_phones(session: AsyncSession, phones: Collection[str], since: datetime) -> set[str]:
    """Those of these numbers that said that they are not, or not any more, an officer's; or were asked since then."""
    found = await _earlier(session, phones)
    silent = {each.target for each in found if each.outcome == "answered" and each.words in ("no", "stop")}
    keys = {key_of(each): each.target for each in found if each.at > since}
    sent = (await session.exec(select(Outbox.key).where(col(Outbox.key).in_(list(keys))))).all()
    return silent | {keys[each] for each in sent}


async def undelivered(session: AsyncSession, phones: Collection[str]) -> set[str]:
    """Those of these numbers that an earlier message of a search did not reach."""
    keys = {key_of(each): each.target for each in await _earlier(session, phones)}
    failed = (col(Outbox.state) == "failed") | (col(Outbox.delivery) == "failed")
    found = await session.exec(select(Outbox.key).where(col(Outbox.key).in_(list(keys)), failed))
    return {keys[each] for each in found.all()}


async def _earlier(session: AsyncSession, phones: Collection[str]) -> Sequence[TraceStep]:
    """Steps of any search that tried one of these numbers."""
    query = select(TraceStep).where(TraceStep.kind == "number", col(TraceStep.target).in_(phones))
    return (await session.exec(query)).all()
