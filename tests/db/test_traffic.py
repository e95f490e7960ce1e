"""What has left through an account, out of the outbox: for the limits after a restart, and for the bill."""

from datetime import UTC, datetime, timedelta

from db import traffic
from db.models import Outbox
from db.session import Database

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
HERE, ELSEWHERE = "whatsapp:1", "whatsapp:2"
HOUR = timedelta(hours=1)
ROWS: dict[str, tuple[str, str, str, float | None, str]] = {
    "sent": (HERE, "siti", "sent", 5, ""),
    "a template, later": (HERE, "siti", "sent", 2, "visit_reminder"),
    "a template, first": (HERE, "siti", "sent", 3, "news"),
    "on its way": (HERE, "budi", "sending", 1, "news"),
    "may have left": (HERE, "ani", "undecided", 4, "news"),
    "left and failed": (HERE, "rudi", "failed", 6, "news"),
    "goes again": (HERE, "sri", "queued", 1, ""),
    "never left": (HERE, "nur", "dropped", None, ""),
    "waits": (HERE, "nur", "waiting", None, ""),
    "yesterday": (HERE, "dewi", "sent", 24, "news"),
    "another account": (ELSEWHERE, "wati", "sent", 1, "news"),
}
"""Account, person, state, hours since it left, the template it left as."""


async def kept(database: Database) -> None:
    async with database.transaction() as session:
        for key, (account, user, state, hours, template) in ROWS.items():
            at = None if hours is None else NOW - hours * HOUR
            row = Outbox(key=key, account=account, user=user, lane=0, state=state, template=template, created_at=NOW)
            row.sent_at = at
            session.add(row)


async def test_what_left_since_oldest_first(database: Database) -> None:
    await kept(database)
    async with database.reading() as session:
        found = await traffic.sent_since(session, HERE, NOW - 24 * HOUR)
        lately = await traffic.sent_since(session, HERE, NOW - 2 * HOUR)
        nothing = await traffic.sent_since(session, "whatsapp:9", NOW - 24 * HOUR)
    expected = [("rudi", 6), ("siti", 5), ("ani", 4), ("siti", 3), ("siti", 2), ("budi", 1)]
    assert found == [(user, NOW - hours * HOUR) for user, hours in expected]
    assert (lately, nothing) == ([("budi", NOW - HOUR)], [])


async def test_who_was_written_to_first_and_when_first(database: Database) -> None:
    await kept(database)
    async with database.reading() as session:
        found = await traffic.written_to_first(session, HERE, NOW - 24 * HOUR)
    expected = {"siti": 3, "budi": 1, "ani": 4, "rudi": 6}
    assert found == {user: NOW - hours * HOUR for user, hours in expected.items()}


BILLED: list[tuple[str, str, bool | None, float]] = [
    (HERE, "service", False, 1),
    (HERE, "service", False, 2),
    (HERE, "service", True, 2),
    (HERE, "utility", True, 3),
    (HERE, "utility", False, 3),
    (HERE, "utility", None, 3),
    (HERE, "marketing", True, 10),
    (HERE, "", None, 1),
    (HERE, "utility", True, 11),
    (ELSEWHERE, "utility", True, 1),
]
"""Account, category, whether it costs, hours since; the month began ten hours ago."""


async def test_what_the_month_has_cost(database: Database) -> None:
    async with database.transaction() as session:
        for number, (account, category, billable, hours) in enumerate(BILLED):
            row = Outbox(key=f"{number}", account=account, user="siti", lane=0, state="sent", created_at=NOW)
            row.category, row.billable, row.sent_at = category, billable, NOW - hours * HOUR
            session.add(row)
    async with database.reading() as session:
        used = await traffic.used(session, HERE, NOW - 10 * HOUR)
        assert (dict(used.billable), used.services) == ({"service": 1, "utility": 1, "marketing": 1}, 3)
        assert used.free_left == 997
        empty = await traffic.used(session, "whatsapp:9", NOW - 10 * HOUR)
    assert (dict(empty.billable), empty.services, empty.free_left) == ({}, 0, 1000)
