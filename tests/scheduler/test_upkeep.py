"""What keeps the house in order: what waits in vain ends, and trouble with a channel is told through another."""

from datetime import timedelta

from sqlalchemy import select
from sqlmodel import col

from bot.messages import Address
from db import accounts, ledger, outbox, parameters, settling, waiting
from db.ledger import Recipient
from db.models import Identity, Ledger, Outbox, Person, Staff
from db.outbox import BULK, RELAY, REPLY, Result
from db.session import Database
from scheduler import upkeep
from tests.machine.number import THANKS
from tests.scheduler.town import ACCOUNT, MAJU, NOW, NUR, settle_town

NUMBER = "whatsapp:106540352242922"
NUR_WA, SRI_WA = Address(NUMBER, "628173"), Address(NUMBER, "628171")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

WAITING: dict[str, tuple[timedelta | None, timedelta, str, bool]] = {
    "still of use": (HOUR, HOUR, "waiting", False),
    "past its use": (HOUR, HOUR + MINUTE, "waiting", True),
    "of use for a month, after three weeks": (30 * DAY, 21 * DAY, "waiting", False),
    "of use for ever, after two weeks": (None, 14 * DAY, "waiting", False),
    "of use for ever, after more than two": (None, 14 * DAY + MINUTE, "waiting", True),
    "past its use, but it waits for nobody": (HOUR, DAY, "undecided", False),
}
"""How long it is of use, how long it has waited, its state, whether it ends."""


async def waits(database: Database, key: str, useful: timedelta | None, state: str, lane: int = BULK) -> None:
    """Something for Sri that has not gone; the ledger counts it where its key says so."""
    async with database.transaction() as session:
        until = NOW + useful if useful else None
        await outbox.enqueue(session, SRI_WA, THANKS, key=key, now=NOW, lane=lane, useful_until=until)
        if key.startswith("announcement:"):
            purpose = ":".join(key.split(":")[:2])
            await ledger.plan(session, purpose, [Recipient(MAJU, MAJU, 1)], {}, NOW)
            await ledger.step_onto(session, purpose, MAJU, key, 0, NOW)
        (row,) = await outbox.reserve(session, NUMBER, NOW, 1, "a", below=BULK + 1)
        await settling.settle(session, [Result(row, state, "window_closed")], NOW)  # type: ignore[arg-type]


async def test_what_waits_in_vain_ends_visibly(database: Database) -> None:
    await settle_town(database)
    for number, (case, (useful, waited, state, is_over)) in enumerate(WAITING.items(), 10):
        key = f"announcement:{number}:{MAJU}:0"
        await waits(database, key, useful, state)
        async with database.transaction() as session:
            ended = await upkeep.expire_waiting(session, NOW + waited)
        async with database.transaction() as session:
            row = (await session.execute(select(Outbox).where(Outbox.key == key))).scalar_one()  # type: ignore[arg-type]
            counted = (await session.execute(select(Ledger).where(Ledger.outbox_key == key))).scalar_one()  # type: ignore[arg-type]
            found = (ended, row.state, row.reason, counted.state, counted.reason)
            await session.delete(row)
        reason = "window_closed"
        as_before = (0, state, reason, {"waiting": "parked", "undecided": "maybe"}[state], reason)
        assert found == ((1, "dropped", "expired", "dropped", "expired") if is_over else as_before), case


async def test_answers_and_news_wait_no_longer_either(database: Database) -> None:
    await settle_town(database)
    async with database.transaction() as session:
        await parameters.change(session, "waiting_days", "3", NOW)
    await waits(database, "reply:1", None, "waiting", REPLY)
    await waits(database, "relay:1", None, "waiting", RELAY)
    async with database.transaction() as session:
        assert await upkeep.expire_waiting(session, NOW + 3 * DAY) == 0
        assert await upkeep.expire_waiting(session, NOW + 3 * DAY + MINUTE) == 2
        assert await upkeep.expire_waiting(session, NOW + 4 * DAY) == 0


async def test_what_waits_is_looked_at_again_when_another_way_opens(database: Database) -> None:
    await settle_town(database)
    await waits(database, "relay:1", None, "waiting", RELAY)
    async with database.transaction() as session:
        await waiting.look_again(session, "whatsapp:another")
        assert await outbox.reserve(session, NUMBER, NOW, 9, "b") == []
        await waiting.look_again(session, NUMBER)
        assert [each.key for each in await outbox.reserve(session, NUMBER, NOW, 9, "b")] == ["relay:1"]


async def told(database: Database, kind: str = "trouble:") -> list[Outbox]:
    async with database.reading() as session:
        query = select(Outbox).where(col(Outbox.key).startswith(kind)).order_by(col(Outbox.id))
        return list((await session.execute(query)).scalars())


async def upkept(database: Database, after: timedelta) -> None:
    async with database.transaction() as session:
        await upkeep.tell_troubles(session, NOW + after)


async def down(database: Database, account: str, trouble: str, after: timedelta = timedelta()) -> None:
    async with database.transaction() as session:
        await accounts.note(session, account, trouble, 300, NOW + after)


async def nur_has_both(database: Database, preferred: str = NUMBER) -> None:
    await settle_town(database)
    async with database.transaction() as session:
        session.add(Identity(person_id=3, account=NUMBER, user=NUR_WA.user))
        (await session.get_one(Person, 3)).preferred = preferred


async def test_trouble_is_told_once_and_through_another_channel(database: Database) -> None:
    await nur_has_both(database)
    await down(database, NUMBER, "190: the access token was refused")
    await upkept(database, MINUTE - timedelta(seconds=1))
    assert await told(database) == [], "a moment is no trouble"
    for minutes in (1, 2, 600):
        await upkept(database, minutes * MINUTE)
    await down(database, NUMBER, "368: the account is restricted", HOUR)
    await upkept(database, 2 * HOUR)
    (message,) = await told(database)
    assert (message.account, message.user, message.lane) == (ACCOUNT, NUR.user, RELAY)
    assert "WhatsApp" in message.body["text"] and "190: the access token was refused" in message.body["text"]
    assert message.useful_until == NOW + MINUTE + upkeep.TROUBLE_USEFUL, "tomorrow it is no news"


async def test_the_next_trouble_is_told_again(database: Database) -> None:
    await nur_has_both(database)
    for hours, trouble in ((0, "unreachable"), (1, ""), (2, "unreachable")):
        await down(database, NUMBER, trouble, hours * HOUR)
        await upkept(database, hours * HOUR + 2 * MINUTE)
    assert len(await told(database)) == 2


NO_TROUBLE = {"it works": "", "it only has to wait": accounts.THROTTLED}


async def test_what_is_no_trouble(database: Database) -> None:
    await nur_has_both(database)
    for case, trouble in NO_TROUBLE.items():
        await down(database, NUMBER, trouble)
        await upkept(database, HOUR)
        assert await told(database) == [], case


async def test_through_the_same_channel_where_there_is_no_other(database: Database) -> None:
    await settle_town(database)
    await down(database, ACCOUNT, "Telegram can't be reached")
    await upkept(database, MINUTE)
    (message,) = await told(database)
    assert (message.account, message.user) == (ACCOUNT, NUR.user)


async def test_each_admin_and_head_hears_of_it_and_nobody_else(database: Database) -> None:
    await nur_has_both(database, preferred=ACCOUNT)
    async with database.transaction() as session:
        for number, (role, suspended) in enumerate({"head": None, "field_officer": None, "admin": NOW}.items(), 1):
            session.add(Staff(name=role, role=role, suspended_at=suspended, created_at=NOW))
            await session.flush()
            if number < 3:
                member = await session.get_one(Staff, number + 1)
                member.person_id = number
    await down(database, NUMBER, "unreachable")
    await upkept(database, MINUTE)
    assert sorted(each.user for each in await told(database)) == sorted([NUR.user, "71"])
