"""What waits for a human, in the order in which it is shown. Both databases."""

from datetime import UTC, datetime, timedelta

from db import tasks
from db.models import Staff
from db.session import Database

NOW = datetime(2027, 1, 11, 3, tzinfo=UTC)
OPENED = [("papers", False), ("visit_proposal", False), ("rat_help", True), ("visit_proposal", False)]


async def test_urgent_then_proposed_visits_then_oldest(database: Database) -> None:
    async with database.transaction() as session:
        member = Staff(name="Nurhayati", role="admin", created_at=NOW)
        session.add(member)
        for hours, (kind, urgent) in enumerate(OPENED):
            await tasks.open_task(session, kind, f"t{hours}", now=NOW + timedelta(hours=hours), urgent=urgent)
        waiting = await tasks.waiting_for(session, member, 8)
    assert [each.key for each in waiting] == ["t2", "t1", "t3", "t0"]
