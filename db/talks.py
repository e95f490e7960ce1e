"""Open forms."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy import bindparam
from sqlmodel import col, delete, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.forms import Log, log_to_json
from bot.messages import Json
from db.models import OpenForm

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"


OPEN_FORMS = (
    select(OpenForm)
    .where(col(OpenForm.person_id) == bindparam("person"))
    .order_by(col(OpenForm.touched_at).desc(), col(OpenForm.id).desc())
)


async def open_forms(session: AsyncSession, person_id: int) -> list[OpenForm]:
    """What the person is filling in, last touched first."""
    return list((await session.exec(OPEN_FORMS, params={"person": person_id})).all())


async def begin(
    session: AsyncSession, person_id: int, form: str, context: dict[str, Json], log: Log, now: datetime
) -> OpenForm:
    """Open a form under a new run."""
    run = "".join(secrets.choice(ALPHABET) for _ in range(5))
    row = OpenForm(
        person_id=person_id,
        form=form,
        run=run,
        context=context,
        log=log_to_json(log),
        opened_at=now,
        touched_at=now,
    )
    session.add(row)
    await session.flush()
    return row


async def keep(session: AsyncSession, row: OpenForm, log: Log | None, now: datetime) -> None:
    """Save a form's log after a step; None ends it."""
    if log is None:
        await session.delete(row)
        return
    row.log, row.touched_at = log_to_json(log), now


async def close(session: AsyncSession, person_id: int, form: str) -> None:
    """End every form of this name, if one is open."""
    await session.exec(delete(OpenForm).where(col(OpenForm.person_id) == person_id, col(OpenForm.form) == form))


async def close_all(session: AsyncSession, person_id: int) -> None:
    """End everything the person has begun."""
    await session.exec(delete(OpenForm).where(col(OpenForm.person_id) == person_id))


async def expire(session: AsyncSession, now: datetime, after: timedelta) -> int:
    """Close forms nobody has touched for so long; how many."""
    result = await session.exec(delete(OpenForm).where(col(OpenForm.touched_at) < now - after))
    return result.rowcount
