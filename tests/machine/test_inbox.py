"""One incoming message is one transaction, whatever happens inside it; the same on both databases."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot import inbox as inbox_room
from bot.clock import Clock
from bot.inbox import Inbox, reply_key
from bot.messages import Address, Incoming, Say
from bot.settings import Office
from bot.turn import Turn
from db.models import Account, Identity, Inbound, Outbox, Person
from db.session import Database
from handlers.notices import noticed

OFFICE = Office("Dinas Koperasi", "Kota Pekanbaru", "", "", "Asia/Jakarta")
SITI, BUDI = Address("telegram:123", "7"), Address("telegram:123", "8")
AT = datetime(2027, 1, 11, tzinfo=UTC)
RAW = {"update_id": 1, "message": {"text": "lapor"}}
Handler = Callable[[Turn], Awaitable[Sequence[Say]]]


def said(number: int, who: Address = SITI, **more: Any) -> Incoming:
    return Incoming(str(number), who, AT, **{"text": f"pesan {number}", "name": "Siti", **more})


async def answers(_turn: Turn) -> Sequence[Say]:
    return [Say("menu.thanks")]


def made(database: Database, router: Handler = answers) -> Inbox:
    return Inbox(database, Clock(AT, speed=0), OFFICE, router, noticed)


async def rows(database: Database, model: Any) -> list[Any]:
    async with database.reading() as session:
        return list((await session.execute(select(model).order_by(model.id))).scalars())


async def test_a_message_is_handled_once(database: Database) -> None:
    seen: list[str] = []

    async def router(turn: Turn) -> Sequence[Say]:
        seen.append(turn.incoming.text)
        return [Say("menu.thanks")] if turn.incoming.id == "1" else []

    inbox = made(database, router)
    for number in (1, 1, 2):
        await inbox.take(said(number), RAW)
    await inbox.take(said(1, Address("whatsapp:9", "7")), RAW)
    assert seen == ["pesan 1", "pesan 2", "pesan 1"]
    assert (inbox.handled, inbox.duplicates, inbox.parked) == (3, 1, 0)
    keys = [each.key for each in await rows(database, Outbox)]
    assert keys == ["reply:telegram:123:1:0", "reply:whatsapp:9:1:0"], "nothing to say is no message"
    assert len(await rows(database, Person)) == 2


async def test_a_handler_that_raises_leaves_nothing_but_an_apology(database: Database) -> None:
    async def router(turn: Turn) -> Sequence[Say]:
        turn.session.add(Person(name="half done", created_at=AT))
        await turn.session.flush()
        raise RuntimeError("a bug of ours")

    inbox = made(database, router)
    await inbox.take(said(1), RAW)
    await inbox.take(said(1), RAW)
    (parked,) = await rows(database, Inbound)
    assert (parked.state, parked.payload, parked.user) == ("parked", RAW, "7")
    assert "a bug of ours" in parked.trace and "Traceback" in parked.trace
    (apology,) = await rows(database, Outbox)
    assert apology.key == reply_key(said(1)) and "gangguan di sisi kami" in apology.body["text"]
    assert [each.name for each in await rows(database, Person)] == ["Siti"], "who has written may be answered"
    assert (inbox.handled, inbox.parked) == (0, 1)
    working = made(database)
    await working.take(said(2), RAW)
    assert working.handled == 1, "the chat isn't blocked"


async def opened(url: str) -> Database:
    from sqlmodel import SQLModel

    database = Database(url)
    async with database.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    return database


OUR_FAULTS = [
    pytest.param(KeyError("held"), id="an error of ours"),
    pytest.param(FileNotFoundError("template.typ"), id="an error of files"),
    pytest.param(TimeoutError(), id="a time that ran out inside"),
]


@pytest.mark.parametrize("error", OUR_FAULTS)
async def test_a_fault_of_a_handler_is_never_taken_for_the_databases(tmp_path: Path, error: Exception) -> None:
    database = await opened(f"sqlite:///{tmp_path}/sapa.db")

    async def router(_turn: Turn) -> Sequence[Say]:
        raise error

    inbox = made(database, router)
    try:
        await inbox.take(said(1), RAW)
    finally:
        await database.close()
    assert inbox.parked == 1


async def test_a_handler_over_its_time_is_parked(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox_room, "HANDLER_SECONDS", 0.05)

    async def router(_turn: Turn) -> Sequence[Say]:
        await asyncio.Event().wait()
        return []

    inbox = made(database, router)
    await inbox.take(said(1), RAW)
    assert [each.state for each in await rows(database, Inbound)] == ["parked"]
    assert len(await rows(database, Outbox)) == 1


async def test_a_key_taken_in_the_same_moment_is_tried_again(database: Database) -> None:
    async with database.transaction() as session:
        session.add(Account(account="taken"))
    tries: list[int] = []

    async def router(turn: Turn) -> Sequence[Say]:
        tries.append(1)
        turn.session.add(Account(account="taken" if len(tries) == 1 else "free"))
        await turn.session.flush()
        return [Say("menu.thanks")]

    inbox = made(database, router)
    await inbox.take(said(1), RAW)
    assert (len(tries), inbox.handled, inbox.parked) == (2, 1, 0)


async def test_a_key_that_stays_taken_is_parked(database: Database) -> None:
    async def router(turn: Turn) -> Sequence[Say]:
        turn.session.add_all([Account(account="twice"), Account(account="Twice")])
        await turn.session.flush()
        turn.session.add(Identity(person_id=turn.person.id, account=SITI.account, user=SITI.user))
        await turn.session.flush()
        return []

    inbox = made(database, router)
    await inbox.take(said(1), RAW)
    assert (inbox.handled, inbox.parked) == (0, 1)
