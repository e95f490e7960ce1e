"""Export of invitations: how far each cooperative's letter got."""

from collections.abc import Iterator, Sequence

from sqlmodel.ext.asyncio.session import AsyncSession

from db import invitations
from db.exports.asked import Asked
from db.exports.cooperatives import WHO, who
from db.exports.table import Table, Value, table

HEADERS = ("printed_at", "handed_at", "handed_by", "linked_at", "consented_at", "field_officers")


async def invited(session: AsyncSession, asked: Asked) -> Table:
    """One row per cooperative that is not dissolved; `field_officers` are those of its district."""
    names, found = await who(session), await invitations.of(session)

    def rows() -> Iterator[Sequence[Value]]:
        for each in found:
            moments = (each.printed_at, each.handed_at, each.handed_by, each.linked_at, each.consented_at)
            yield [*names[each.cooperative_id], *moments, ", ".join(each.officers)]

    return table((*WHO, *HEADERS), rows(), asked.zone)
