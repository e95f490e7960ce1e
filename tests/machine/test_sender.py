"""Reserve, guard, mark, send, settle: outcomes of rows, and rests of the account."""

from datetime import timedelta
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.errors import Blocked, Rejected, SendError, Uncertain
from bot.guards import Drop, Keep, Later, Verdict
from bot.messages import Address
from db import outbox, people
from db.outbox import BULK, REMINDER, REPLY, Row
from db.session import Database
from tests.machine.fake import ACCOUNT, NOW, Post

OUTCOMES: dict[str, tuple[BaseException, int, str, str, int]] = {
    "blocked": (Blocked("Forbidden: bot was blocked"), REPLY, "failed", "blocked", 0),
    "rejected": (Rejected("Bad Request: x"), REPLY, "failed", "Bad Request: x", 0),
    "a bug of ours": (KeyError("x"), REPLY, "failed", "internal: KeyError", 0),
    "no answer to a reminder": (Uncertain("no answer"), REMINDER, "undecided", "no answer", 0),
    "no answer to an announcement": (Uncertain("no answer"), BULK, "undecided", "no answer", 0),
    "no answer to a reply": (Uncertain("no answer"), REPLY, "queued", "no answer", 1),
    "a server error": (SendError("server error"), BULK, "queued", "server error", 1),
}


async def test_what_each_failure_means_for_its_row(database: Database) -> None:
    post = Post(database)
    async with database.transaction() as session:
        await people.heard(session, Address(ACCOUNT, "8"), "Budi", NOW)
    for case, (error, lane, *_) in OUTCOMES.items():
        post.channel.refuses[case] = [error]
        await post.put(case, lane=lane, user="8" if case == "blocked" else "7")
    await post.put("fine")
    async with post.working():
        rows = await post.until(lambda rows: all(row.state != "sending" and row.reason for row in rows.values()
                                                 if row.key != "fine"))  # fmt: skip
        await post.until(lambda rows: rows["fine"].state == "sent")
    for case, (_, _, state, reason, attempts) in OUTCOMES.items():
        assert (rows[case].state, rows[case].reason, rows[case].attempts) == (state, reason, attempts), case
    assert rows["no answer to a reply"].not_before == NOW + timedelta(seconds=5)
    assert rows["a server error"].not_before == NOW + timedelta(minutes=1)
    async with database.reading() as session:
        identity = await people.find_identity(session, Address(ACCOUNT, "8"))
        assert identity and identity.blocked_at == NOW, "who blocked us is not written to again"
    assert (post.sender.sent, post.sender.trouble) == (1, "")


async def test_a_row_that_always_fails_ends_after_its_tries(database: Database) -> None:
    post = Post(database)
    post.channel.refuses["x"] = [SendError("server error") for _ in range(9)]
    await post.put("x")
    async with post.working():
        for minutes in outbox.RETRY_MINUTES:
            row = await post.until_put_off("x")
            assert row.not_before == post.clock.now() + timedelta(minutes=minutes)
            post.pass_time(minutes * 60)
            await post.until(lambda rows, done=row.attempts: rows["x"].attempts > done or rows["x"].state == "failed")  # type: ignore[misc]
        rows = await post.until_settled()
    assert (rows["x"].state, len(post.channel.tried)) == ("failed", 5)


async def test_replies_overtake_bulk(database: Database) -> None:
    post = Post(database, in_flight=1)
    post.channel.gate.clear()
    for number in range(6):
        await post.put(f"bulk {number}", str(number), lane=BULK)
    async with post.working():
        await post.until(lambda rows: any(row.state == "sending" for row in rows.values()))
        await post.put("reminder", "r", lane=REMINDER)
        await post.put("reply", "a", lane=REPLY)
        post.channel.gate.set()
        await post.until_settled()
    assert post.channel.sent[:3] == ["bulk 0", "reply", "reminder"]
    assert post.channel.sent[3:] == [f"bulk {number}" for number in range(1, 6)]


async def test_never_more_in_flight_than_allowed(database: Database) -> None:
    post = Post(database, in_flight=3)
    post.channel.gate.clear()
    for number in range(20):
        await post.put(f"bulk {number}", str(number), lane=BULK)
    async with post.working():
        await post.until(lambda rows: [row.state for row in rows.values()].count("sending") == 3)
        assert post.channel.most == 3
        post.channel.gate.set()
        await post.until_settled()
    assert (post.channel.most, len(post.channel.sent)) == (3, 20)


async def test_one_persons_rows_never_overtake_each_other(database: Database) -> None:
    post = Post(database)
    for number in range(12):
        await post.put(f"{number:02}", "7")
    async with post.working():
        await post.until_settled()
    assert post.channel.tried == [f"{number:02}" for number in range(12)]


GUARDED: dict[str, tuple[Verdict, str, str]] = {
    "keep": (Keep(), "sent", ""),
    "drop": (Drop("opted_out"), "dropped", "opted_out"),
    "later": (Later(NOW + timedelta(hours=3), "outside_hours"), "queued", "outside_hours"),
}


async def test_guards_look_again_before_a_request_leaves(database: Database) -> None:
    async def guard(_session: AsyncSession, row: Row, now: Any) -> Verdict:
        assert now == NOW
        return GUARDED[row.subject][0]

    post = Post(database, {"looks": guard})
    for subject in GUARDED:
        await post.put(subject, guard="looks", subject=subject)
    await post.put("a guard that a deploy removed", guard="gone")
    await post.put("expired", useful_until=NOW - timedelta(seconds=1))
    await post.put("still useful", useful_until=NOW)
    async with post.working():
        rows = await post.until(lambda rows: [row.state for row in rows.values()].count("queued") == 1)
        rows = await post.until(lambda rows: [row.state for row in rows.values()].count("sent") == 3)
    for subject, (_, state, reason) in GUARDED.items():
        assert (rows[subject].state, rows[subject].reason, rows[subject].attempts) == (state, reason, 0)
    assert rows["later"].not_before == NOW + timedelta(hours=3)
    assert (rows["expired"].state, rows["expired"].reason) == ("dropped", "expired")
    assert sorted(post.channel.sent) == ["a guard that a deploy removed", "keep", "still useful"]
