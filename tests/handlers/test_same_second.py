"""Two officers press *Benar* in the same second: one report counts, the other is kept beside it, nobody is lost."""

import asyncio

from sqlmodel import col, select

from bot.clock import Clock
from bot.inbox import Inbox
from bot.messages import Address, Incoming
from db import people
from db.models import Inbound, Officer, Outbox, Question, RatReport, Task
from db.session import Database
from handlers import ABILITIES
from handlers.notices import noticed
from handlers.router import router
from tests.handlers.town import ACCOUNT, CHAIR, NOW, OFFICE, settle

TREASURER = Address(ACCOUNT, "74")
SAID = "tb 2026 sudah rat 5 januari 2027, hadir {attended} dari 137"


async def test_two_officers_in_the_same_second(database: Database) -> None:
    await settle(database)
    async with database.transaction() as session:
        ratna, _ = await people.heard(session, TREASURER, "Ratna Wulandari", NOW)
        people.record_consent(session, ratna.id, True, "1", ACCOUNT, NOW)
        officer = (await session.exec(select(Officer).where(Officer.position == "bendahara"))).one()
        officer.person_id, officer.status = ratna.id, "verified"
        (await session.get_one(Question, 1)).state = "closed"
    clock = Clock.parse(f"{NOW.isoformat()}@{NOW.isoformat()}*0")
    inbox = Inbox(database, clock, OFFICE, router(ABILITIES), noticed)

    async def both(*texts: str) -> None:
        said = [
            Incoming(f"{who.user}:{number}:{text}", who, NOW, text=text)
            for number, (who, text) in enumerate(zip((CHAIR, TREASURER), texts, strict=True))
        ]
        await asyncio.gather(*(inbox.take(each, {}) for each in said))

    await both(SAID.format(attended=91), SAID.format(attended=90))
    await both("langsung", "langsung")
    await both("cukup", "cukup")
    await both("benar", "benar")
    async with database.reading() as session:
        query = select(RatReport).where(RatReport.book_year == 2026).order_by(col(RatReport.version))
        reports = (await session.exec(query)).all()
        assert [(each.version, each.status) for each in reports] == [(1, "submitted"), (2, "disputed")]
        assert {each.attended for each in reports} == {90, 91}
        kinds = (await session.exec(select(Task.kind).where(col(Task.key).startswith("rat:")))).all()
        assert kinds.count("rat_dispute") == 1
        assert {each.state for each in (await session.exec(select(Inbound))).all()} == {"handled"}
        replies = (await session.exec(select(Outbox).where(col(Outbox.key).contains("benar")))).all()
        assert {each.user for each in replies} >= {CHAIR.user, TREASURER.user}
