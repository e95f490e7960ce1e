"""Guards at work in a sender: however many rows wait for one person, the cap holds."""

from datetime import timedelta

from db import people
from db.models import Announcement, Cooperative, Ledger, Officer, Staff
from db.outbox import BULK
from db.session import Database
from scheduler.calendar import guards
from tests.machine.fake import ACCOUNT, NOW, Post
from tests.scheduler.town import ZONE


async def test_two_a_week_even_when_five_wait(database: Database) -> None:
    post = Post(database, guards(ZONE))
    async with database.transaction() as session:
        await people.heard(session, post_address(), "Sri", NOW)
        people.record_consent(session, 1, True, "1", ACCOUNT, NOW)
        session.add(Staff(name="Nur", role="admin", created_at=NOW))
        session.add(Cooperative(name="KSU Maju", match_name="maju", updated_at=NOW))
        await session.flush()
        session.add(Officer(cooperative_id=1, person_id=1, status="verified"))
        for number in range(1, 6):
            session.add(Ledger(purpose=f"announcement:{number}", cooperative_id=1, lead_id=1, person_id=1, at=NOW))
            session.add(
                Announcement(
                    kind="session",
                    title="Pelatihan",
                    starts_at=NOW + timedelta(days=20),
                    place="Aula",
                    state="sending",
                    send_from=NOW,
                    created_by=1,
                    created_at=NOW,
                )
            )
    for number in range(1, 6):
        await post.put(
            f"announcement:{number}:1:0", lane=BULK, guard="announcement", subject=f"announcement:{number}:1"
        )
    async with post.working():
        await post.until(lambda rows: all(row.state == "sent" or row.reason for row in rows.values()))
    assert len(post.channel.sent) == 2


def post_address() -> people.Address:
    return people.Address(ACCOUNT, "7")
