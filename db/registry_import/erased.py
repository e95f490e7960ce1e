"""Whose data were erased: a list does not bring them back."""

from sqlmodel.ext.asyncio.session import AsyncSession

from db import suppressions
from db.registry_import.officers import Erased


async def load(session: AsyncSession) -> Erased:
    """Whether the owner of a number (E.164) had their data erased. The one place to ask: `db.suppressions`."""
    return (await suppressions.load(session)).has_phone
