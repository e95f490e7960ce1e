"""Who would be reached: for each cooperative the best officer to write to, or the reason why there is none."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.channel import capabilities_of
from db import people
from db.ledger import Recipient
from db.models import Consent, Identity, Officer, Person
from db.statements import table_of

CONSENT, IDENTITY, OFFICER, PERSON = (table_of(each) for each in (Consent, Identity, Officer, Person))

RANK = {"ketua": 0, "sekretaris": 1, "bendahara": 2, "pengawas": 3, "manajer": 4}
CHUNK = 5000


@dataclass(frozen=True, slots=True)
class _Candidate:
    cooperative_id: int
    person_id: int | None
    position: str
    opted_out: bool
    rests: bool
    consented: bool
    reachable: bool

    @property
    def obstacle(self) -> str:
        """Why this officer can't be written to; empty when they can."""
        if self.person_id is None:
            return "no_contact"
        if self.opted_out:
            return "opted_out"
        if self.rests:
            return "restricted"
        if not self.consented:
            return "no_consent"
        return "" if self.reachable else "blocked"


async def recipients(
    session: AsyncSession, cooperative_ids: Sequence[int], *, without: Collection[int] = ()
) -> list[Recipient]:
    """One recipient per cooperative, in the given order; cooperatives of one person share a lead."""
    chosen: dict[int, _Candidate] = {}
    for start in range(0, len(cooperative_ids), CHUNK):
        for each in await _candidates(session, cooperative_ids[start : start + CHUNK]):
            best = chosen.get(each.cooperative_id)
            if each.person_id not in without and (best is None or _order(each) < _order(best)):
                chosen[each.cooperative_id] = each
    leads: dict[int, int] = {}
    found: list[Recipient] = []
    for number in cooperative_ids:
        best = chosen.get(number)
        obstacle = best.obstacle if best else "no_contact"
        if best is None or obstacle or best.person_id is None:
            found.append(Recipient(number, number, None, obstacle))
        else:
            found.append(Recipient(number, leads.setdefault(best.person_id, number), best.person_id))
    return found


def _order(candidate: _Candidate) -> tuple[bool, bool, int, int]:
    rank = RANK.get(candidate.position, len(RANK))
    linked = candidate.person_id is not None
    return (bool(candidate.obstacle), not linked, rank, candidate.person_id or 0)


async def _candidates(session: AsyncSession, cooperative_ids: Sequence[int]) -> list[_Candidate]:
    """Verified officers and those the registry names, with what keeps each from being written to."""
    newest = select(func.max(CONSENT.c.id)).group_by(CONSENT.c.person_id)
    granted = select(CONSENT.c.person_id).where(CONSENT.c.id.in_(newest), CONSENT.c.granted)
    seats = select(IDENTITY.c.person_id).where(IDENTITY.c.blocked_at.is_(None))
    query = (
        select(
            OFFICER.c.cooperative_id,
            OFFICER.c.person_id,
            OFFICER.c.position,
            PERSON.c.opted_out_at.is_not(None),
            people.rests(),
            OFFICER.c.person_id.in_(granted),
            OFFICER.c.person_id.in_(seats),
        )
        .outerjoin(PERSON, PERSON.c.id == OFFICER.c.person_id)
        .where(OFFICER.c.cooperative_id.in_(cooperative_ids), OFFICER.c.status.in_(("verified", "registered")))
    )
    rows = await session.execute(query)
    return [_Candidate(c, p, position, *map(bool, answers)) for c, p, position, *answers in rows]


def left_out(found: Sequence[Recipient]) -> Counter[str]:
    """Cooperatives that nobody can be written to for, by reason."""
    return Counter(each.reason for each in found if each.person_id is None)


def messages(found: Sequence[Recipient]) -> int:
    """How many messages reach them: one per person, however many cooperatives they serve."""
    return len({each.person_id for each in found if each.person_id is not None})


@dataclass(frozen=True, slots=True)
class Way:
    """How many of these messages leave through an account, and to how many people it would be writing first."""

    account: str
    messages: int
    first: int


async def ways(session: AsyncSession, found: Sequence[Recipient], now: datetime) -> list[Way]:
    """Through which accounts recipients would be reached, by the seat each prefers."""
    persons = sorted({each.person_id for each in found if each.person_id is not None})
    messages: Counter[str] = Counter()
    first: Counter[str] = Counter()
    for start in range(0, len(persons), CHUNK):
        query = (
            select(IDENTITY.c.person_id, IDENTITY.c.account, IDENTITY.c.wrote_at)
            .join(PERSON, PERSON.c.id == IDENTITY.c.person_id)
            .where(IDENTITY.c.person_id.in_(persons[start : start + CHUNK]), IDENTITY.c.blocked_at.is_(None))
            .order_by((IDENTITY.c.account == PERSON.c.preferred).desc(), IDENTITY.c.last_heard_at.desc().nulls_last())
        )
        seats: dict[int, tuple[str, datetime | None]] = {}
        for person_id, account, wrote_at in await session.execute(query):
            seats.setdefault(person_id, (account, wrote_at))
        for account, wrote_at in seats.values():
            window = capabilities_of(account).window
            messages[account] += 1
            first[account] += window is not None and (wrote_at is None or wrote_at <= now - window)
    return [Way(account, count, first[account]) for account, count in sorted(messages.items())]
