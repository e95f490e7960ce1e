"""How often the office may begin: two messages in seven days and six in thirty, by default."""

from datetime import timedelta

import pytest

from bot.messages import Address
from db import frequency, outbox
from db.models import Outbox
from db.outbox import BULK, RELAY, REMINDER
from db.parameters import Parameters
from db.session import Database
from tests.machine.number import THANKS
from tests.scheduler.town import NOW, RAHMAT, SRI, settle_town

RULES = Parameters()
OPENS: dict[str, tuple[list[float], float | None]] = {
    "nothing went": ([], None),
    "one went today": ([0], None),
    "two went this week": ([1, 3], 4),
    "the older of two has just left the week": ([1, 7], None),
    "three went, the third long ago": ([1, 3, 20], 4),
    "six went this month, none this week": ([8, 12, 16, 20, 24, 28], 2),
    "both limits: the later day counts": ([1, 3, 10, 12, 14, 16], 14),
    "five went this month": ([8, 12, 16, 20, 24], None),
}
"""How many days ago messages went, newest first; in how many days the next may go, None for now."""


@pytest.mark.parametrize("case", OPENS)
def test_when_the_next_may_go(case: str) -> None:
    ago, expected = OPENS[case]
    found = frequency.opens_at([NOW - timedelta(days=each) for each in ago], NOW, RULES)
    assert found == (None if expected is None else NOW + timedelta(days=expected))


async def test_who_has_had_their_share(database: Database) -> None:
    await settle_town(database)

    async def went(to: Address, lane: int, days_ago: int, state: str = "sent") -> None:
        key = f"{to.user}:{lane}:{days_ago}:{state}"
        row = outbox.draft(to, THANKS, key=key, now=NOW, lane=lane)
        async with database.transaction() as session:
            session.add(Outbox(**{**row, "state": state, "sent_at": NOW - timedelta(days=days_ago)}))

    await went(SRI, BULK, 3)
    await went(SRI, REMINDER, 1, "undecided")
    await went(RAHMAT, BULK, 3)
    await went(RAHMAT, RELAY, 2)
    await went(RAHMAT, BULK, 1, "dropped")
    async with database.reading() as session:
        found = await frequency.held(session, {1, 2, 3}, NOW, RULES)
        assert found == {1: NOW + timedelta(days=4)}, "replies and what never left don't count"
        assert await frequency.held(session, {2, 3}, NOW, RULES) == {}
