"""What has not arrived in a PETUGAS talk is told to staff, to the one whom it concerns and to nobody else."""

from datetime import timedelta

from sqlmodel import col, select

from bot.messages import Address
from db import outbox, settling
from db.models import Identity, Outbox, Person, Question, Staff
from db.outbox import RELAY, Outcome, Result
from db.session import Database
from scheduler import upkeep
from tests.machine.number import THANKS
from tests.scheduler.town import ACCOUNT, NOW, NUR, SRI, settle_town

NUMBER = "whatsapp:106540352242922"
SRI_WA, DEWI = Address(NUMBER, "628171"), Address(ACCOUNT, "74")
NEWS: dict[str, tuple[Address, str, Outcome, str, tuple[str, str] | None]] = {
    "an answer, and the person has blocked us": (SRI_WA, "relay:1", "failed", "blocked", (NUR.user, "tidak sampai")),
    "an answer that was of no use any more": (SRI, "relay:1", "dropped", "expired", (NUR.user, "batas waktunya")),
    "an answer that goes again": (SRI_WA, "relay:1", "retry", "busy", None),
    "a question's copy for another of the staff": (DEWI, "relay:1", "failed", "blocked", None),
    "a file for another of the staff": (DEWI, "file:1:4", "failed", "type", (DEWI.user, "karena jenisnya")),
}
"""To whom something of Sri's talk with Nur was, its key, what became of it and why, and who is told what."""


async def talk(database: Database) -> int:
    """Sri on both messengers asks, Nur answers, Dewi is of the staff as well."""
    await settle_town(database)
    async with database.transaction() as session:
        session.add(Identity(person_id=1, account=NUMBER, user=SRI_WA.user, last_heard_at=NOW))
        dewi = Person(name="Dewi", created_at=NOW)
        session.add(dewi)
        await session.flush()
        session.add(Identity(person_id=dewi.id, account=ACCOUNT, user=DEWI.user, last_heard_at=NOW))
        session.add(Staff(name="Dewi", role="field", person_id=dewi.id, created_at=NOW))
        question = Question(person_id=1, staff_id=1, opened_at=NOW)
        session.add(question)
        await session.flush()
        assert question.id is not None
        return question.id


async def told(database: Database) -> list[Outbox]:
    async with database.reading() as session:
        return list((await session.exec(select(Outbox).where(col(Outbox.key).startswith("unheard:")))).all())


async def test_staff_learn_of_what_has_not_arrived(database: Database) -> None:
    question = await talk(database)
    for number, (case, (to, key, outcome, reason, expected)) in enumerate(NEWS.items()):
        async with database.transaction() as session:
            await outbox.enqueue(
                session, to, THANKS, key=f"{key}{number}", now=NOW, lane=RELAY, subject=f"question:{question}"
            )
            (row,) = await outbox.reserve(session, to.account, NOW, 1, "a")
            await settling.settle(session, [Result(row, outcome, reason, at=NOW)], NOW)
        news = await told(database)
        assert [(each.user, expected[1] in each.body["text"]) for each in news] == (
            [(expected[0], True)] if expected else []
        ), case
        async with database.transaction() as session:
            for each in (await session.exec(select(Outbox))).all():
                await session.delete(each)
            for seat in (await session.exec(select(Identity))).all():
                seat.blocked_at = None


async def test_an_answer_that_waited_in_vain_is_told_once(database: Database) -> None:
    question = await talk(database)
    async with database.transaction() as session:
        about = f"question:{question}"
        await outbox.enqueue(session, SRI_WA, THANKS, key="relay:9", now=NOW, lane=RELAY, subject=about)
        (row,) = await outbox.reserve(session, NUMBER, NOW, 1, "a")
        await settling.settle(session, [Result(row, "waiting", "window_closed")], NOW)
    for _ in range(2):
        async with database.transaction() as session:
            await upkeep.expire_waiting(session, NOW + timedelta(days=15))
    (news,) = await told(database)
    assert news.user == NUR.user and "tidak sampai" in news.body["text"]
    assert news.body["choices"][0][0] == f"ask.{question}.do=answer", "they may answer once more at once"
