"""What was tried to find cooperatives that can't be found, for the ministry: nobody's name, no whole number."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from db import traces
from db.exports.asked import Asked, columns
from db.exports.cooperatives import WHO, who
from db.exports.table import Table, Value, masked, table
from db.models import Cooperative, Trace
from db.traces import Tried

HEADERS = (
    *WHO,
    *("existence", "trace_id", "trace_state", "opened_at", "closed_at"),
    *("step", "target", "outcome", "hint", "tried_at", "answered_at"),
)


async def traced(session: AsyncSession, asked: Asked) -> Table:
    """One row per thing tried; a search in which nothing was tried yet has a row of its own.

    A number is masked for every reader; a neighbour is a cooperative, and hints have no numbers in them.
    """
    names = await who(session)
    query: Any = columns(Trace, Cooperative).join(Cooperative, col(Cooperative.id) == col(Trace.cooperative_id))
    found: list[tuple[Trace, Cooperative, list[Tried]]] = [
        (trace, cooperative, await traces.tried(session, trace))
        for trace, cooperative in (await session.exec(query.order_by(col(Trace.id)))).all()
    ]

    def rows() -> Iterator[Sequence[Value]]:
        for trace, cooperative, tried in found:
            facts = (cooperative.existence, trace.id, trace.state, trace.opened_at, trace.closed_at)
            first: Sequence[Value] = (*names[cooperative.id], *facts)
            for each in tried:
                yield [*first, *_step(each, names)]
            if not tried:
                yield [*first, *[""] * 6]

    return table(HEADERS, rows(), asked.zone)


def _step(tried: Tried, names: dict[int, tuple[Value, ...]]) -> Sequence[Value]:
    target: Value = tried.target
    if tried.kind in ("number", "call"):
        target = masked(tried.target)
    elif tried.kind == "neighbour":
        target = names.get(int(tried.target), ("", "", ""))[2]
    hint = "" if tried.came != tried.outcome else tried.words
    return [tried.kind, target, tried.came, hint, tried.at, tried.answered_at]
