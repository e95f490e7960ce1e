"""Whom a message reaches, and contacts that have died, as tables of officers."""

from datetime import UTC, datetime, timedelta

from sqlmodel import select

from db import contacts, staff, tasks
from db.models import Consent, Cooperative, Identity, Officer, Outbox, Person, Task
from db.outbox import REMINDER, REPLY
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
DAYS = 180

REACH = {
    "registered only": ({"status": "registered", "person": False}, "not_linked"),
    "linked, nothing said about consent": ({"consented": None}, "no_consent"),
    "linked and consented": ({}, "reachable"),
    "consent withdrawn": ({"consented": False}, "no_consent"),
    "blocked": ({"blocked": True}, "blocked"),
    "said BERHENTI": ({"opted_out": True}, "opted_out"),
    "said BERHENTI and blocked": ({"opted_out": True, "blocked": True}, "opted_out"),
}

DEAD = {
    "heard lately": ([{"heard": 3}], False),
    "blocked": ([{"heard": 3, "blocked": True}], True),
    "silent for long although we spoke first": ([{"heard": 181, "spoken": True}], True),
    "silent for exactly the limit is silent": ([{"heard": 180, "spoken": True}], True),
    "silent, but we never spoke first": ([{"heard": 400}], False),
    "silent, and we only answered": ([{"heard": 400, "spoken": True, "lane": REPLY}], False),
    "silent for less": ([{"heard": 179, "spoken": True}], False),
    "one of two is there": ([{"heard": 3, "blocked": True}, {"heard": 3}], False),
    "both are gone": ([{"heard": 3, "blocked": True}, {"heard": 300, "spoken": True}], True),
    "said BERHENTI is an answer": ([{"heard": 400, "spoken": True, "opted_out": True}], False),
    "nobody was ever linked": ([{"person": False, "status": "registered"}], False),
}


class Town:
    """Cooperatives with officers in a given state."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.count = 0

    async def cooperative(self, *officers: dict) -> int:
        async with self.database.transaction() as session:
            cooperative = Cooperative(name="KSU Maju", match_name="maju", updated_at=NOW)
            session.add(cooperative)
            await session.flush()
            for each in officers:
                self.count += 1
                await self._officer(session, cooperative.id, f"u{self.count}", **each)
            return cooperative.id

    async def _officer(
        self,
        session,
        cooperative_id,
        user,
        *,
        status="verified",
        person=True,
        consented=True,
        blocked=False,
        opted_out=False,
        heard=1,
        spoken=False,
        lane=REMINDER,
    ):
        number = None
        if person:
            made = Person(name=f"Budi {user}", created_at=NOW, opted_out_at=NOW if opted_out else None)
            session.add(made)
            await session.flush()
            number = made.id
            if consented is not None:
                session.add(Consent(person_id=number, granted=consented, text_version="1", account="a", at=NOW))
            heard_at = NOW - timedelta(days=heard)
            session.add(
                Identity(
                    person_id=number,
                    account="a",
                    user=user,
                    last_heard_at=heard_at,
                    blocked_at=NOW if blocked else None,
                )
            )
            if spoken:
                row = {"key": user, "account": "a", "user": user, "lane": lane, "body": {}, "state": "sent"}
                sent_at = heard_at + timedelta(hours=1)
                session.add(Outbox(**row, created_at=sent_at, sent_at=sent_at))
        session.add(
            Officer(
                cooperative_id=cooperative_id, person_id=number, name=f"Budi {user}", position="ketua", status=status
            )
        )

    async def notice(self, now: datetime = NOW) -> int:
        async with self.database.transaction() as session:
            return await contacts.note_dead(session, await contacts.find_dead(session, now, DAYS), now)

    async def heard_again(self) -> None:
        async with self.database.transaction() as session:
            seat = (await session.exec(select(Identity))).one()
            seat.blocked_at, seat.last_heard_at = None, NOW

    async def blocks_again(self) -> None:
        async with self.database.transaction() as session:
            (await session.exec(select(Identity))).one().blocked_at = NOW

    async def tasks(self) -> list[tuple[int | None, str]]:
        async with self.database.reading() as session:
            rows = (await session.exec(select(Task).where(Task.kind == contacts.KIND).order_by(Task.id))).all()
            return [(each.cooperative_id, each.state) for each in rows]


async def test_reach(database: Database) -> None:
    town = Town(database)
    numbers = {name: await town.cooperative(officer) for name, (officer, _) in REACH.items()}
    async with database.reading() as session:
        found = {each.cooperative_id: each.reach for each in await contacts.of_cooperatives(session)}
    assert {name: found[number] for name, number in numbers.items()} == {
        name: want for name, (_, want) in REACH.items()
    }


async def test_the_first_whom_a_message_reaches(database: Database) -> None:
    town = Town(database)
    number = await town.cooperative({"blocked": True}, {}, {})
    async with database.reading() as session:
        known = await contacts.of_cooperatives(session, [number])
        first = await contacts.first_reachable(session, number)
        assert first is not None and first == known[1]
        assert await contacts.first_reachable(session, number + 1) is None


async def test_dead_contacts_become_tasks(database: Database) -> None:
    town = Town(database)
    numbers = {name: await town.cooperative(*officers) for name, (officers, _) in DEAD.items()}
    dead = [numbers[name] for name, (_, want) in DEAD.items() if want]
    assert await town.notice() == len(dead)
    assert sorted(await town.tasks()) == sorted((number, "open") for number in dead)
    assert await town.notice() == 0


async def test_a_task_ends_when_somebody_is_there_again_and_the_next_loss_is_a_new_one(database: Database) -> None:
    town = Town(database)
    number = await town.cooperative({"heard": 3, "blocked": True})
    await town.notice()
    await town.heard_again()
    assert await town.notice() == 0
    assert await town.tasks() == [(number, "done")]
    await town.blocks_again()
    assert await town.notice() == 1
    assert await town.tasks() == [(number, "done"), (number, "open")]


async def test_what_staff_have_closed_stays_closed_while_nobody_is_there(database: Database) -> None:
    town = Town(database)
    number = await town.cooperative({"heard": 3, "blocked": True})
    await town.notice()
    async with database.transaction() as session:
        member = await staff.add(session, "Yandri", "field_officer", (), NOW)
        tasks.close((await session.exec(select(Task))).one(), member.id, NOW)
    assert await town.notice(NOW + timedelta(days=9)) == 0
    assert await town.tasks() == [(number, "done")]
