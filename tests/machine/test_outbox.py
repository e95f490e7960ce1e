"""Everything that leaves, as rows; the same on both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.messages import Address, Choice, Say
from db import outbox
from db.models import Outbox
from db.outbox import BULK, REMINDER, REPLY, Result, Row
from db.session import Database

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
SITI, BUDI = Address("telegram:123", "7"), Address("telegram:123", "8")
OTHER = Address("whatsapp:9", "7")
STALE = Say("form.stale")
HELD = Say("rat.held", {"book_year": "2026"}, (Choice("rat.k3f.held=yes"), Choice("rat.k3f.held=no")))


async def put(database: Database, key: str, to: Address = SITI, say: Say = STALE, **more: Any) -> bool:
    async with database.transaction() as session:
        return await outbox.enqueue(session, to, say, key=key, now=NOW, **more)


async def reserve(database: Database, limit: int = 10, lease: str = "a", **more: Any) -> list[Row]:
    async with database.transaction() as session:
        return await outbox.reserve(session, SITI.account, more.pop("now", NOW), limit, lease, **more)


async def settle(database: Database, *results: Result) -> None:
    async with database.transaction() as session:
        await outbox.settle(session, results, NOW)


async def row(database: Database, key: str) -> Outbox:
    async with database.reading() as session:
        return (await session.execute(select(Outbox).where(Outbox.key == key))).scalar_one()  # type: ignore[arg-type]


async def test_the_same_key_twice_is_one_message(database: Database) -> None:
    assert [await put(database, "k"), await put(database, "k"), await put(database, "l")] == [True, False, True]
    async with database.transaction() as session:
        drafts = [outbox.draft(SITI, STALE, key=key, now=NOW) for key in ("k", "m")]
        await outbox.enqueue_many(session, drafts)
        await outbox.enqueue_many(session, [])
    assert [each.key for each in await reserve(database)] == ["k", "l", "m"]


async def test_lanes_first_then_order_of_arrival(database: Database) -> None:
    rows = {"bulk": BULK, "reply 1": REPLY, "reminder": REMINDER, "reply 2": REPLY}
    for key, lane in rows.items():
        await put(database, key, lane=lane)
    await put(database, "another account", OTHER)
    await put(database, "not yet", not_before=NOW + timedelta(minutes=1))
    assert [each.key for each in await reserve(database, below=REMINDER)] == ["reply 1", "reply 2"]
    assert [each.key for each in await reserve(database, 1)] == ["reminder"]
    assert [each.key for each in await reserve(database, now=NOW + timedelta(minutes=1))] == ["not yet", "bulk"]
    assert await reserve(database) == [], "what is leased is not leased again"


OUTCOMES = {
    "sent": (Result, {"outcome": "sent", "external_id": "44"}, ("sent", 0, "", None, "44")),
    "again costs no attempt": (
        Result,
        {"outcome": "again", "reason": "throttled", "at": NOW + timedelta(hours=1)},
        ("queued", 0, "throttled", NOW + timedelta(hours=1), None),
    ),
    "retry costs one": (
        Result,
        {"outcome": "retry", "reason": "server error", "at": NOW + timedelta(minutes=1)},
        ("queued", 1, "server error", NOW + timedelta(minutes=1), None),
    ),
    "failed": (Result, {"outcome": "failed", "reason": "blocked"}, ("failed", 0, "blocked", None, None)),
    "dropped": (Result, {"outcome": "dropped", "reason": "opted_out"}, ("dropped", 0, "opted_out", None, None)),
    "undecided": (Result, {"outcome": "undecided", "reason": "no answer"}, ("undecided", 0, "no answer", None, None)),
}


async def test_outcomes(database: Database) -> None:
    for key in OUTCOMES:
        await put(database, key)
    rows = {each.key: each for each in await reserve(database)}
    async with database.transaction() as session:
        await outbox.mark_sending(session, list(rows.values()), NOW)
        await outbox.mark_sending(session, [], NOW)
    await settle(database, *(kind(rows[key], **given) for key, (kind, given, _) in OUTCOMES.items()))
    for key, (_, _, expected) in OUTCOMES.items():
        found = await row(database, key)
        told = (found.state, found.attempts, found.reason, found.not_before, found.external_id)
        assert told == expected, key
        assert found.lease == ""


TRIES = {1: 1, 2: 5, 3: 15, 4: 60, 5: None, 9: None}


@pytest.mark.parametrize(("attempts", "minutes"), TRIES.items())
def test_when_a_row_is_tried_again(attempts: int, minutes: int | None) -> None:
    expected = None if minutes is None else NOW + timedelta(minutes=minutes)
    assert outbox.retry_at(attempts, NOW) == expected


async def test_a_reservation_is_only_a_lease(database: Database) -> None:
    for key in ("buffered", "released", "flying"):
        await put(database, key)
    rows = {each.key: each for each in await reserve(database)}
    async with database.transaction() as session:
        await outbox.mark_sending(session, [rows["flying"]], NOW)
        await outbox.release(session, [rows["released"].id, rows["flying"].id])
        await outbox.release(session, [])
    assert [each.key for each in await reserve(database, lease="b")] == ["released"]
    async with database.transaction() as session:
        assert [each.key for each in await outbox.interrupted(session, SITI.account)] == ["flying"]
    assert [each.key for each in await reserve(database, lease="c")] == ["buffered", "released"]


async def test_what_never_left_goes_back_even_if_a_lost_commit_marked_it(database: Database) -> None:
    for key in ("known", "marked", "leased", "others"):
        await put(database, key)
    rows = {each.key: each for each in await reserve(database, 3)}
    await reserve(database, lease="b")
    async with database.transaction() as session:
        await outbox.mark_sending(session, [rows["known"], rows["marked"]], NOW)
        await outbox.forget_unsent(session, SITI.account, "a", [rows["known"].id])
    assert [each.key for each in await reserve(database)] == ["marked", "leased"]
    assert (await row(database, "known")).state == "sending"
