"""Everything personal of one person goes; official records stay, without the person.

`inventory.toml` says table by table what becomes of it. The row of `people` stays, empty.
"""

from datetime import datetime

from sqlalchemy import delete, select, update
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import audit, suppressions
from db.models import Consent, DataRequest, Identity, Inbound, LinkCode, Officer, OpenForm, Person, Talk, Task
from db.privacy import erasing_messages, erasing_records, mentions, requests
from db.privacy.mentions import Who
from db.statements import table_of

IDENTITY, INBOUND, OFFICER, PERSON, REQUEST, TASK = (
    table_of(each) for each in (Identity, Inbound, Officer, Person, DataRequest, Task)
)
STAYS = {str(each.__tablename__) for each in (Consent, DataRequest)}
"""The proof of what was consented to and asked for goes on naming the empty row."""


async def erase(session: AsyncSession, person_id: int, now: datetime, *, asked: bool) -> list[str]:
    """Erase a person; digests of files that may have to go with them.

    `asked`: they wished it, so no list brings their number back; else only their time was over.
    """
    who = await look(session, person_id)
    if asked:
        await suppressions.add(session, who.phones, who.seats, now)
    digests = await erasing_records.erase(session, who, now)
    await erasing_messages.erase(session, who, now)
    await mentions.take_out(session, who)
    await _take_out_references(session, person_id)
    for table in (OpenForm, LinkCode, Talk, Identity):
        own = table_of(table)
        await session.execute(delete(own).where(own.c.person_id == person_id))
    open_ones = (REQUEST.c.person_id == person_id, REQUEST.c.state == "open", REQUEST.c.kind != "erase")
    await session.execute(update(REQUEST).where(*open_ones).values(state="withdrawn", done_at=now))
    empty = {"name": "", "language": "id", "preferred": "", "opted_out_at": None, "restricted_at": None}
    gone = update(PERSON).where(PERSON.c.id == person_id)
    await session.execute(gone.values(**empty, erase_after=None, erased_at=now))
    audit.note(session, "sapa", "person.erased", f"person:{person_id}", now, asked=asked)
    session.expire_all()
    return digests


async def look(session: AsyncSession, person_id: int) -> Who:
    """What identifies them, from everywhere that it stands."""
    person = (await session.execute(select(PERSON.c.name).where(PERSON.c.id == person_id))).scalar_one()
    seats = (await session.execute(select(IDENTITY).where(IDENTITY.c.person_id == person_id))).all()
    posts = (await session.execute(select(OFFICER).where(OFFICER.c.person_id == person_id))).all()
    names = {person.strip(), *(each.name.strip() for each in posts)}
    phones = {each.phone for each in (*seats, *posts) if each.phone}
    known = {Address(each.account, user) for each in seats for user in (each.user, each.alias) if user}
    users = [each.user for each in known]
    ids = select(INBOUND.c.account, INBOUND.c.external_id).where(INBOUND.c.user.in_(users))
    theirs = [(account, number) for account, number in await session.execute(ids)]
    names |= await _earlier_names(session, person_id)
    cooperatives = tuple(sorted({each.cooperative_id for each in posts}))
    return Who(person_id, tuple(sorted(names - {""})), tuple(sorted(phones)), tuple(known), tuple(theirs), cooperatives)


async def _earlier_names(session: AsyncSession, person_id: int) -> set[str]:
    """Names that they had corrected: others may have written of them under those."""
    query = select(TASK.c.data).where(TASK.c.person_id == person_id, TASK.c.kind == requests.CORRECTION)
    return {str(data.get("before", "")).strip() for data in (await session.execute(query)).scalars()}


async def _take_out_references(session: AsyncSession, person_id: int) -> None:
    """No official record names the person any more, not even by number."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            is_person = any(key.column is PERSON.c.id for key in column.foreign_keys)
            if is_person and column.nullable and table.name not in STAYS:
                await session.execute(update(table).where(column == person_id).values({column.name: None}))
