"""A citizen's own identity number that somebody sends is hidden before anything of the message is kept."""

from dataclasses import replace

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Incoming
from bot.understanding import personal
from db.models import Cooperative


async def hidden(session: AsyncSession, incoming: Incoming) -> tuple[Incoming, bool]:
    """The message without such numbers, and whether there were any. The NIK of a known cooperative is none."""
    file = incoming.attachment
    found = personal.numbers(f"{incoming.text}\n{file.filename if file else ''}")
    if not found:
        return incoming, False
    known = set((await session.exec(select(Cooperative.nik).where(col(Cooperative.nik).in_(found)))).all())
    if known.issuperset(found):
        return incoming, False
    text = personal.hide(incoming.text, known.__contains__)
    if file is not None:
        file = replace(file, filename=personal.hide(file.filename, known.__contains__))
    return replace(incoming, text=text, attachment=file), True
