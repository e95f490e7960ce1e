"""When two seats or two people turn out to be one: everything that names the one that goes names the other."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlmodel import SQLModel, col
from sqlmodel.ext.asyncio.session import AsyncSession

from db import audit
from db.models import Attachment, Identity, LinkCode, Officer, Outbox, Person, Staff, Talk
from db.statements import table_of

PEOPLE, OFFICER, OUTBOX, STAFF, TALK = (table_of(each) for each in (Person, Officer, Outbox, Staff, Talk))
CODE_MINUTES = 15
CODE_LENGTH = 6
LETTERS, DIGITS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789", "23456789"
"""Without signs that look like others on a small screen. The last is a digit: no word looks like a code."""
RANK = {"verified": 0, "claimed": 1, "registered": 2}


async def join_seats(session: AsyncSession, keep: Identity, gone: Identity, now: datetime) -> None:
    """Two ids of one seat have met: the elder seat stays, with everything of the other."""
    if keep.person_id != gone.person_id:
        await join_people(session, keep.person_id, gone.person_id, now)
        await session.refresh(gone)
    keep.alias, keep.phone = gone.user, keep.phone or gone.phone
    for moment in ("last_heard_at", "wrote_at", "marketing_stopped_at"):
        known = [each for each in (getattr(keep, moment), getattr(gone, moment)) if each is not None]
        setattr(keep, moment, max(known, default=None))
    await session.delete(gone)
    await session.flush()
    await readdress(session, keep.account, [gone.user, gone.alias], keep.user)


def is_anothers(seat: Identity, user: str, alias: str) -> bool:
    """Whether a seat shares only the alias (the number) with an account that has an id of its own: a former owner's."""
    return bool(alias) and bool(seat.alias) and alias in (seat.user, seat.alias) and user not in (seat.user, seat.alias)


async def part(session: AsyncSession, seat: Identity, alias: str) -> None:
    """The number has a new owner: the seat goes on under its own id, and nothing of it passes to the other."""
    seat.user, seat.alias = (seat.alias if seat.user == alias else seat.user), ""
    seat.phone = None if seat.phone == f"+{alias}" else seat.phone
    await session.flush()
    await readdress(session, seat.account, [alias], seat.user)


async def readdress(session: AsyncSession, account: str, old: Iterable[str], new: str) -> None:
    """What was written or is still to be written to a seat under its old ids belongs to its new one."""
    await session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.account == account, OUTBOX.c.user.in_([each for each in old if each and each != new]))
        .values(user=new)
    )


async def move_seat(
    session: AsyncSession, account: str, before: Iterable[str], user: str, phone: str, now: datetime
) -> Identity | None:
    """The platform says that a seat goes on under other ids (a new number or id); None when it is unknown."""
    old = [each for each in before if each]
    seats = await _known(session, account, old)
    if not seats:
        return None
    seat, here = seats[0], await _known(session, account, [each for each in (user, phone) if each])
    for other in (*seats[1:], *(each for each in here if each.id not in {known.id for known in seats})):
        if is_anothers(other, user, phone):
            await part(session, other, phone)
        else:
            await join_seats(session, seat, other, now)
    ids = [each for each in (user, phone) if each]
    was, number = seat.user, seat.phone
    seat.user, seat.alias = ids[0], ids[1] if len(ids) > 1 else ""
    seat.phone = f"+{phone}" if phone else seat.phone
    await session.flush()
    await readdress(session, account, [was, *old], seat.user)
    if number and seat.phone != number:
        mine = (OFFICER.c.person_id == seat.person_id, OFFICER.c.phone == number)
        await session.execute(update(OFFICER).where(*mine).values(phone=seat.phone))
    audit.note(session, f"person:{seat.person_id}", "person.moved", f"person:{seat.person_id}", now)
    return seat


async def _known(session: AsyncSession, account: str, ids: list[str]) -> list[Identity]:
    named = col(Identity.user).in_(ids) | col(Identity.alias).in_(ids)
    query = select(Identity).where(col(Identity.account) == account, named).order_by(col(Identity.id))
    return list((await session.execute(query)).scalars())


async def join_people(session: AsyncSession, keep: int, gone: int, now: datetime) -> None:
    """Two people are one. What both have only one of, or one of each cooperative, stays as the kept one has it.

    Objects of the session that belonged to the other are stale afterwards.
    """
    for number in sorted((keep, gone)):
        await session.execute(select(TALK.c.person_id).where(TALK.c.person_id == number).with_for_update())
    await session.flush()
    await _join_offices(session, keep, gone, now)
    await _join_wishes(session, keep, gone)
    await _join_members(session, keep, gone)
    await _readdress_files(session, keep, gone)
    await _join_talks(session, keep, gone)
    for table, column in _references():
        await session.execute(update(table).where(column == gone).values({column.name: keep}))
    await session.execute(delete(PEOPLE).where(PEOPLE.c.id == gone))
    audit.note(session, f"person:{keep}", "person.joined", f"person:{keep}", now, gone=gone)


async def _join_talks(session: AsyncSession, keep: int, gone: int) -> None:
    """What the other wanted before we asked who they are is not forgotten."""
    wanted = (await session.execute(select(TALK.c.pending).where(TALK.c.person_id == gone))).scalar()
    if wanted and (await session.execute(select(TALK.c.person_id).where(TALK.c.person_id == keep))).first() is None:
        await session.execute(update(TALK).where(TALK.c.person_id == gone).values(person_id=keep))
    elif wanted:
        mine = (TALK.c.person_id == keep, TALK.c.pending == "")
        await session.execute(update(TALK).where(*mine).values(pending=wanted))
    await session.execute(delete(TALK).where(TALK.c.person_id == gone))


async def _join_offices(session: AsyncSession, keep: int, gone: int, now: datetime) -> None:
    """Of two open positions in one cooperative the surer one goes on."""
    rows = (
        await session.execute(
            select(OFFICER.c.id, OFFICER.c.cooperative_id, OFFICER.c.person_id, OFFICER.c.status)
            .where(OFFICER.c.person_id.in_((keep, gone)), OFFICER.c.status != "ended")
            .order_by(OFFICER.c.id)
        )
    ).all()
    best: dict[int, Any] = {}
    for row in sorted(rows, key=lambda each: (RANK.get(each.status, len(RANK)), each.person_id != keep, each.id)):
        if best.setdefault(row.cooperative_id, row) is not row:
            ended = {"status": "ended", "ended_on": now.date()}
            await session.execute(update(OFFICER).where(OFFICER.c.id == row.id).values(**ended))


async def _join_wishes(session: AsyncSession, keep: int, gone: int) -> None:
    """What was said on either channel, such as a stop, holds for both; what the kept one has not said the other has."""
    said = ("name", "preferred", "opted_out_at", "restricted_at", "erase_after")
    query = select(PEOPLE.c.id, *(PEOPLE.c[each] for each in said)).where(PEOPLE.c.id.in_((keep, gone)))
    rows = {row.id: row._mapping for row in await session.execute(query)}
    both = {each: rows[keep][each] or rows[gone][each] for each in said}
    await session.execute(update(PEOPLE).where(PEOPLE.c.id == keep).values(**both))


async def _join_members(session: AsyncSession, keep: int, gone: int) -> None:
    """Of two members of the office the active one goes on, of two active ones the kept one."""
    query = (
        select(STAFF.c.id)
        .where(STAFF.c.person_id.in_((keep, gone)))
        .order_by(STAFF.c.suspended_at.is_not(None), STAFF.c.person_id != keep)
    )
    others = list((await session.execute(query)).scalars())[1:]
    await session.execute(update(STAFF).where(STAFF.c.id.in_(others)).values(person_id=None))


async def _readdress_files(session: AsyncSession, keep: int, gone: int) -> None:
    """A file that is still to be fetched for the one is passed on to the other."""
    waiting = (await session.execute(select(Attachment).where(col(Attachment.state) == "waiting"))).scalars()
    for row in waiting:
        if gone in row.recipients:
            row.recipients = list(dict.fromkeys(keep if each == gone else each for each in row.recipients))
    await session.flush()


async def is_officer(session: AsyncSession, person_id: int) -> bool:
    """Whether the office knows this person as an officer."""
    query = select(OFFICER.c.id).where(OFFICER.c.person_id == person_id, OFFICER.c.status == "verified").limit(1)
    return (await session.execute(query)).first() is not None


def _references() -> Iterable[tuple[Any, Any]]:
    """Every column of the schema that names a person."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is PEOPLE.c.id for key in column.foreign_keys) and table is not TALK:
                yield table, column


async def code(session: AsyncSession, person_id: int, now: datetime) -> str:
    """A one-time code, good for a quarter of an hour, to be typed on another channel."""
    made = "".join(secrets.choice(LETTERS) for _ in range(CODE_LENGTH - 1)) + secrets.choice(DIGITS)
    until = now + timedelta(minutes=CODE_MINUTES)
    session.add(LinkCode(digest=_digest(made), person_id=person_id, expires_at=until))
    return made


async def whose(session: AsyncSession, typed: str, now: datetime) -> LinkCode | None:
    """The open code that was typed, locked; None when it is none, used or too old."""
    row = await session.get(LinkCode, _digest(typed), with_for_update=True, populate_existing=True)
    return None if row is None or row.used_at is not None or row.expires_at < now else row


def _digest(typed: str) -> str:
    return hashlib.sha256(typed.strip().upper().encode()).hexdigest()
