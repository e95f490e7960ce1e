"""Whom the office can write to at a cooperative, what keeps it from the others, and contacts that have died."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import people, tasks
from db.audience import RANK
from db.models import Consent, Cooperative, Identity, Officer, Outbox, Person, Task
from db.outbox import RELAY
from db.statements import table_of

CONSENT, COOPERATIVE, IDENTITY, OFFICER, OUTBOX, PERSON, TASK = (
    table_of(each) for each in (Consent, Cooperative, Identity, Officer, Outbox, Person, Task)
)
Reach = Literal["reachable", "blocked", "opted_out", "restricted", "no_consent", "not_linked"]
KIND = "dead_contact"
DISSOLVED = "bubar"
MOST_IDS = 10_000
"""Ids that go into one statement; beyond that the rows are picked here."""


@dataclass(frozen=True, slots=True)
class Contact:
    """An officer whom the office knows, registered or verified, and whether they can be written to.

    Who had their data restricted stands here without name and number.
    """

    officer_id: int
    cooperative_id: int
    person_id: int | None
    name: str
    position: str
    phone: str | None
    is_verified: bool
    is_linked: bool
    has_consented: bool
    reach: Reach
    last_heard_at: datetime | None
    """When any of their seats was last heard."""


async def of_cooperatives(session: AsyncSession, cooperative_ids: Collection[int] | None = None) -> list[Contact]:
    """Everybody the office knows at these cooperatives (None: at all), chairs first."""
    newest = select(func.max(CONSENT.c.id)).group_by(CONSENT.c.person_id)
    granted = select(CONSENT.c.person_id).where(CONSENT.c.id.in_(newest), CONSENT.c.granted)
    open_seats = select(IDENTITY.c.person_id).where(IDENTITY.c.blocked_at.is_(None))
    heard = select(func.max(IDENTITY.c.last_heard_at)).where(IDENTITY.c.person_id == PERSON.c.id)
    query = (
        select(
            *(OFFICER.c.id, OFFICER.c.cooperative_id, OFFICER.c.person_id, OFFICER.c.name, PERSON.c.name),
            *(OFFICER.c.position, OFFICER.c.phone, OFFICER.c.status == "verified", PERSON.c.opted_out_at.is_not(None)),
            *(
                people.rests(),
                OFFICER.c.person_id.in_(granted),
                OFFICER.c.person_id.in_(open_seats),
                heard.scalar_subquery(),
            ),
        )
        .outerjoin(PERSON, PERSON.c.id == OFFICER.c.person_id)
        .where(OFFICER.c.status.in_(("registered", "verified")))
        .order_by(OFFICER.c.cooperative_id, OFFICER.c.id)
    )
    if cooperative_ids is not None and len(cooperative_ids) <= MOST_IDS:
        query = query.where(OFFICER.c.cooperative_id.in_(cooperative_ids))
    wanted = None if cooperative_ids is None else frozenset(cooperative_ids)
    rows = [row for row in await session.execute(query) if wanted is None or row[1] in wanted]
    found = [_contact(*row) for row in rows]
    return sorted(found, key=lambda each: (each.cooperative_id, RANK.get(each.position, len(RANK)), each.officer_id))


def _contact(
    number: int,
    cooperative_id: int,
    person_id: int | None,
    name: str,
    person: str | None,
    position: str,
    phone: str | None,
    is_verified: bool,
    has_opted_out: bool,
    rests: bool,
    has_consented: bool,
    has_seat: bool,
    heard_at: datetime | None,
) -> Contact:
    reach: Reach = "reachable" if has_consented else "no_consent"
    if person_id is None:
        reach = "not_linked"
    elif has_opted_out or rests or not has_seat:
        reach = "opted_out" if has_opted_out else "restricted" if rests else "blocked"
    return Contact(
        officer_id=number,
        cooperative_id=cooperative_id,
        person_id=person_id,
        name="" if rests else name or person or "",
        position=position,
        phone=None if rests else phone,
        is_verified=bool(is_verified),
        is_linked=person_id is not None,
        has_consented=bool(has_consented),
        reach=reach,
        last_heard_at=heard_at,
    )


async def first_reachable(session: AsyncSession, cooperative_id: int) -> Contact | None:
    """The officer to write to: the first by position whom a message can reach."""
    known = await of_cooperatives(session, [cooperative_id])
    return next((each for each in known if each.reach == "reachable"), None)


async def find_dead(session: AsyncSession, now: datetime, silent_days: int) -> dict[int, datetime | None]:
    """Cooperatives whose linked officers have all fallen away, with the last sign of life of any.

    Fallen away: blocked us or left the platform, or not heard for `silent_days` although we spoke first since. Who
    opted out has answered, and is no dead contact.
    """
    rows = await session.execute(
        select(OFFICER.c.cooperative_id, func.max(IDENTITY.c.last_heard_at))
        .join(COOPERATIVE, COOPERATIVE.c.id == OFFICER.c.cooperative_id)
        .join(PERSON, PERSON.c.id == OFFICER.c.person_id)
        .join(IDENTITY, IDENTITY.c.person_id == OFFICER.c.person_id)
        .where(OFFICER.c.status == "verified", COOPERATIVE.c.activity != DISSOLVED)
        .group_by(OFFICER.c.cooperative_id)
        .having(func.max(_is_alive(now - timedelta(days=silent_days))) == 0)
    )
    return {number: heard_at for number, heard_at in rows}


def _is_alive(since: datetime) -> ColumnElement[int]:
    """1 for the seat of who opted out or whose data rest, and for one open and heard since then or not spoken to."""
    written = exists().where(
        OUTBOX.c.account == IDENTITY.c.account,
        OUTBOX.c.user == IDENTITY.c.user,
        OUTBOX.c.state == "sent",
        OUTBOX.c.lane > RELAY,
        OUTBOX.c.sent_at > IDENTITY.c.last_heard_at,
    )
    is_silent = IDENTITY.c.last_heard_at <= since
    fallen = or_(IDENTITY.c.blocked_at.is_not(None), is_silent & written)
    return case((PERSON.c.opted_out_at.is_not(None) | people.rests(), 1), (fallen, 0), else_=1)


async def note_dead(session: AsyncSession, dead: Mapping[int, datetime | None], now: datetime) -> int:
    """A task for each of these, once; those of all others are done. How many new ones.

    The last sign of life is in the key, so that a task that staff have closed comes back only after somebody was there
    in between.
    """
    query = select(TASK.c.id, TASK.c.key, TASK.c.cooperative_id, TASK.c.state, TASK.c.done_by)
    known = (await session.execute(query.where(TASK.c.kind == KIND))).all()
    for number, _, cooperative_id, state, _ in known:
        if state == "open" and cooperative_id not in dead and (task := await session.get(Task, number)) is not None:
            tasks.close(task, None, now)
    settled = {key for _, key, _, state, done_by in known if state == "open" or done_by is not None}
    opened = 0
    for cooperative_id, since in dead.items():
        key = f"{KIND}:{cooperative_id}:{since.isoformat() if since else '-'}"
        cooperative = await session.get(Cooperative, cooperative_id) if key not in settled else None
        if cooperative is not None:
            await tasks.open_task(session, KIND, key, now=now, cooperative=cooperative)
            opened += 1
    return opened
