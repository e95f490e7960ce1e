"""Order, and what no content and no trouble of the database may do."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from bot.channels.telegram import Telegram
from bot.inbox import DatabaseUnavailable
from bot.messages import Notice, Say, Status
from bot.receiving import receive
from bot.turn import Turn
from db.models import Identity, Inbound
from db.session import Database
from tests.machine.test_inbox import AT, BUDI, RAW, SITI, made, rows, said


async def test_one_persons_messages_keep_their_order(database: Database) -> None:
    seen: list[str] = []

    async def router(turn: Turn) -> Sequence[Say]:
        await asyncio.sleep(0)
        seen.append(turn.incoming.id)
        return []

    inbox = made(database, router)
    await asyncio.gather(*(inbox.take(said(number), RAW) for number in range(12)))
    assert seen == [str(number) for number in range(12)]


async def test_people_do_not_wait_for_each_other(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("one writer at a time")
    budi_was_served = asyncio.Event()
    seen: list[str] = []

    async def router(turn: Turn) -> Sequence[Say]:
        if turn.incoming.sender == BUDI:
            budi_was_served.set()
        else:
            await budi_was_served.wait()
        seen.append(turn.incoming.id)
        return []

    inbox = made(database, router)
    await asyncio.gather(*(inbox.take(said(n, who), RAW) for n, who in enumerate((SITI, SITI, BUDI))))
    assert seen == ["2", "0", "1"]


GONE = {"no tables": "sqlite:///{folder}/empty.db", "no server": "postgresql://postgres@127.0.0.1:1/sapa"}


@pytest.mark.parametrize("url", GONE.values(), ids=GONE)
async def test_without_a_database_nothing_is_taken(url: str, tmp_path: Path) -> None:
    """Every way in says so, and the caller acknowledges nothing."""
    database = Database(url.format(folder=tmp_path))
    inbox = made(database)
    for way in (
        inbox.take(said(1), RAW),
        inbox.park_raw(SITI.account, "1", RAW, "trace"),
        inbox.note(Notice(SITI.account, "blocked", "7", {}, AT)),
        inbox.progress([Status(SITI.account, "44", "read", AT)]),
    ):
        with pytest.raises(DatabaseUnavailable):
            await way
    assert (inbox.handled, inbox.parked) == (0, 0)
    await database.close()


NASTY = {"a zero byte": "Si\x00ti", "half an emoji": "Siti \ud83d"}


@pytest.mark.parametrize("name", NASTY.values(), ids=NASTY)
async def test_no_content_makes_a_message_unacceptable(database: Database, name: str) -> None:
    """Handled or parked; never refused for ever, which would block the chat behind it."""
    inbox = made(database)
    await inbox.take(said(1, name=name), {"update_id": 1, "name": name})
    await inbox.park_raw(SITI.account, "2", {"update_id": 2, "name": name}, f"trace {name!r}")
    assert inbox.handled + inbox.parked == 2


async def test_blocked_and_let_in_again(database: Database) -> None:
    inbox = made(database)
    await inbox.take(said(1), RAW)
    for kind, is_blocked in (("blocked", True), ("unblocked", False), ("quality", False)):
        await inbox.note(Notice(SITI.account, kind, "7", {}, AT))
        (identity,) = await rows(database, Identity)
        assert (identity.blocked_at is not None) == is_blocked
    await inbox.note(Notice(SITI.account, "blocked", "nobody", {}, AT))


async def test_a_payload_that_cannot_be_read_is_kept_once(database: Database) -> None:
    inbox = made(database)
    for raw in (RAW, RAW, ["a list"]):
        await inbox.park_raw(SITI.account, str(len(raw)), raw, "trace")
    assert [each.payload for each in await rows(database, Inbound)] == [RAW, {"raw": ["a list"]}]


async def test_an_update_that_telegram_garbled_is_parked(database: Database) -> None:
    inbox, channel = made(database), Telegram("123:ABC", "https://api.telegram.org")
    for _ in range(2):
        await receive(inbox, channel, {"update_id": 9, "message": {"text": "x"}}, key="9")
    (parked,) = await rows(database, Inbound)
    assert (parked.account, parked.external_id, parked.state) == ("telegram:123", "9", "parked")
    assert "ValidationError" in parked.trace
    await channel.close()
