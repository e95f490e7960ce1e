"""Rows of the outbox as statuses speak of them: by the platform's id, or by the key that travelled along."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Status
from db.outbox import OUTBOX, ROW, Row

RANK = {"": 0, "sent": 1, "delivered": 2, "read": 3, "failed": 4}
OPEN = ("sending", "undecided", "queued")
"""States of a row of which we don't know that it arrived."""
TOLD = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row"))
    .values(
        external_id=bindparam("external"),
        delivery=bindparam("told"),
        category=bindparam("kind"),
        billable=bindparam("costs"),
        state=bindparam("now"),
        lease="",
        reason="",
    )
)


@dataclass(slots=True)
class Delivery:
    """A row and what is known of its way."""

    row: Row
    state: str
    external_id: str | None
    delivery: str
    category: str
    billable: bool | None

    @property
    def is_open(self) -> bool:
        """Whether it is open if this message arrived."""
        return self.state in OPEN

    def is_news(self, status: Status) -> bool:
        """Whether a status says more than is known.

        One of another request of the same row counts only while we don't know that any arrived.
        """
        if self.external_id == status.external_id:
            return RANK[status.state] > RANK[self.delivery]
        return self.is_open

    def take(self, status: Status) -> None:
        """Note what it says."""
        self.external_id, self.delivery = status.external_id, status.state
        self.category = status.category or self.category
        self.billable = self.billable if status.billable is None else status.billable


def _by(column: Any) -> Any:
    """The query for rows of an account that one of these names stands for; both are built once."""
    known = (OUTBOX.c.state, OUTBOX.c.external_id, OUTBOX.c.delivery, OUTBOX.c.category, OUTBOX.c.billable)
    return (
        select(*ROW, *known)
        .where(OUTBOX.c.account == bindparam("account"), column.in_(bindparam("names", expanding=True)))
        .order_by(OUTBOX.c.id)
        .with_for_update()
    )


BY_KEY, BY_EXTERNAL_ID = _by(OUTBOX.c.key), _by(OUTBOX.c.external_id)


async def of(session: AsyncSession, statuses: Sequence[Status]) -> dict[str, Delivery]:
    """The rows that statuses of one account speak of, by external id and by key."""
    keys = list({each.opaque for each in statuses if each.opaque})
    ids = list({each.external_id for each in statuses if not each.opaque})
    found: dict[str, Delivery] = {}
    for query, names in ((BY_KEY, keys), (BY_EXTERNAL_ID, ids)):
        if not names:
            continue
        asked = {"account": statuses[0].account, "names": names}
        for each in (await session.execute(query, asked)).all():
            delivery = Delivery(Row(*each[: len(ROW)]), *each[len(ROW) :])
            found[delivery.row.key] = delivery
            if delivery.external_id:
                found[delivery.external_id] = delivery
    return found


async def write(session: AsyncSession, told: Sequence[Delivery]) -> None:
    """Keep what statuses said, all in one statement."""
    rows = [
        {
            "row": each.row.id,
            "external": each.external_id,
            "told": each.delivery,
            "kind": each.category,
            "costs": each.billable,
            "now": each.state,
        }
        for each in told
    ]
    if rows:
        connection = await session.connection()
        await connection.execute(TOLD, rows)
