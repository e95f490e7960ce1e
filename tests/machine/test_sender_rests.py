"""Trouble of the account, a crash, and a polite end."""

import asyncio
from typing import Any

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Throttled, Unreachable
from bot.messages import Address
from db import accounts, outbox, people
from db.outbox import BULK, REMINDER, REPLY
from db.session import Database
from tests.machine.fake import ACCOUNT, NOW, Post
from tests.patience import PATIENCE

RESTS: dict[str, tuple[BaseException, float]] = {
    "throttled": (Throttled("throttled", 17), 17),
    "unreachable": (Unreachable("Telegram can't be reached"), 1),
}


@pytest.mark.parametrize(("error", "seconds"), RESTS.values(), ids=RESTS)
async def test_trouble_of_the_account_rests_it_and_costs_no_row_a_try(
    database: Database, error: BaseException, seconds: float
) -> None:
    post = Post(database)
    post.channel.refuses["first"] = [error, error]
    await post.put("first")
    async with post.working():
        await post.until_put_off("first")
        await post.put("second", "8")
        await asyncio.sleep(0.02)
        assert post.channel.tried == ["first"], "nothing leaves while the account rests"
        assert post.sender.trouble == str(error)
        async with database.reading() as session:
            noted = await session.get(accounts.Account, ACCOUNT)
            assert noted and noted.reason == str(error) and noted.down_since == NOW
            assert noted.paused_until and abs((noted.paused_until - NOW).total_seconds() - seconds) < 0.5
        post.pass_time(seconds + 0.1)
        await post.until(lambda _: len(post.channel.tried) == 2)
        assert post.channel.most == 1, "a single one probes"
        await post.until_put_off("first")
        post.pass_time(60)
        rows = await post.until_settled()
    assert post.channel.sent == ["first", "second"]
    assert [row.attempts for row in rows.values()] == [0, 0]
    assert post.sender.trouble == ""


async def test_a_restart_keeps_the_accounts_rest(database: Database) -> None:
    async with database.transaction() as session:
        await accounts.note(session, ACCOUNT, "throttled", 40, NOW)
    post = Post(database)
    await post.put("x")
    async with post.working():
        await asyncio.sleep(0.05)
        assert post.channel.tried == []
        post.pass_time(41)
        await post.until_settled()


async def interrupted(database: Database) -> Post:
    """What a sender leaves that is killed between mark and settle, and one row that it had only reserved."""
    from db import ledger
    from db.models import Cooperative

    post = Post(database)
    purposes = {"announcement:3": "announcement:3:1:0", "rule:unvisited:2027-01-11": "rule:unvisited:1:2027-01-11:0:0"}
    async with database.transaction() as session:
        session.add(Cooperative(id=1, name="Maju", match_name="maju", updated_at=NOW))
        await people.heard(session, Address(ACCOUNT, "7"), "Siti", NOW)
        for purpose, key in purposes.items():
            await ledger.plan(session, purpose, [ledger.Recipient(1, 1, 1)], {}, NOW)
            await ledger.step_onto(session, purpose, 1, key, 0, NOW)
    for lane, key in zip((BULK, REMINDER, REPLY, outbox.RELAY), (*purposes.values(), "reply", "relay"), strict=True):
        await post.put(key, lane=lane)
    async with database.transaction() as session:
        rows = await outbox.reserve(session, ACCOUNT, NOW, 10, "dead")
        await outbox.mark_sending(session, rows, NOW)
    await post.put("reserved only", lane=BULK)
    async with database.transaction() as session:
        await outbox.reserve(session, ACCOUNT, NOW, 10, "dead")
    return post


async def test_after_a_crash_only_what_was_leaving_is_undecided(database: Database) -> None:
    post = await interrupted(database)
    async with post.working():
        await post.until(lambda rows: [row.state for row in rows.values()].count("sent") == 3)
    assert await post.states() == {
        "announcement:3:1:0": "undecided",
        "rule:unvisited:1:2027-01-11:0:0": "undecided",
        "reply": "sent",
        "relay": "sent",
        "reserved only": "sent",
    }
    assert sorted(post.channel.sent) == ["relay", "reply", "reserved only"], "nothing that may have arrived is doubled"
    async with database.reading() as session:
        for purpose in ("announcement:3", "rule:unvisited:2027-01-11"):
            (counted,) = await outbox_ledger(session, purpose)
            assert (counted.state, counted.reason) == ("maybe", "interrupted")


async def outbox_ledger(session: AsyncSession, purpose: str) -> list[Any]:
    from db import ledger

    return await ledger.of_cooperatives(session, purpose, [1])


async def test_stop_lets_what_is_in_flight_end_and_gives_the_rest_back(database: Database) -> None:
    post = Post(database, in_flight=2)
    post.channel.gate.clear()
    for number in range(5):
        await post.put(f"{number}", str(number))
    task = asyncio.create_task(post.sender.run())
    await post.until(lambda rows: [row.state for row in rows.values()].count("sending") == 2)
    post.sender.stop()
    post.channel.gate.set()
    async with asyncio.timeout(PATIENCE):
        await task
    rows = await post.rows()
    assert [rows[str(number)].state for number in range(5)] == ["sent", "sent", "queued", "queued", "queued"]
    assert {row.lease for row in rows.values()} == {""}
