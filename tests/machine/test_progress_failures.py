"""Statuses that fail: what each means for the row, the ledger, the person and the account."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import progress
from bot.errors import (
    Blocked,
    Closed,
    Declined,
    Lapsed,
    Postponed,
    Rejected,
    SendError,
    Throttled,
    Uncertain,
    Unreachable,
)
from bot.messages import Address, Status
from bot.outcome import LATE_TROUBLE, POSTPONED_TIMES
from db import people, staff, templates
from db.models import Outbox, Staff
from db.outbox import BULK, REPLY
from db.session import Database
from tests.machine.fake import ACCOUNT, NOW
from tests.machine.number import BUDI, NUMBER, SITI, Number, count, counted, seat
from tests.machine.test_progress import Told, find, row_of, status, told

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
THEN = NOW + MINUTE
Failure = tuple[Exception | None, tuple[str, str, int], timedelta | None, tuple[str, str], str]
FAILURES: dict[str, Failure] = {
    "nobody there": (
        Blocked("131026: undeliverable"),
        ("failed", "blocked", 0),
        None,
        ("failed", "blocked"),
        "blocked",
    ),
    "the window was closed": (Closed("131047"), ("queued", "window_closed", 0), None, ("queued", ""), "closed"),
    "the template is not used any more": (
        Lapsed("132015"),
        ("queued", "template_lapsed", 0),
        None,
        ("queued", ""),
        "lapsed",
    ),
    "they stopped promotion": (
        Declined("131050", for_good=True),
        ("failed", "marketing_stopped", 0),
        None,
        ("failed", "marketing_stopped"),
        "stopped",
    ),
    "an experiment of the platform": (
        Declined("130472"),
        ("failed", "held_back", 0),
        None,
        ("failed", "held_back"),
        "",
    ),
    "kept from the person for a day": (
        Postponed("131049", DAY.total_seconds()),
        ("queued", "131049", 1),
        DAY,
        ("queued", ""),
        "",
    ),
    "too many to one person": (
        Postponed("131056", 1.0, grows=True),
        ("queued", "131056", 1),
        timedelta(seconds=1),
        ("queued", ""),
        "",
    ),
    "the account must slow down": (
        Throttled("130429", None),
        ("queued", "130429", 0),
        LATE_TROUBLE,
        ("queued", ""),
        "",
    ),
    "the bill is not paid": (
        Unreachable("131042: payment is not in order"),
        ("queued", "131042: payment is not in order", 0),
        LATE_TROUBLE,
        ("queued", ""),
        "told",
    ),
    "a message that will never be taken": (
        Rejected("100: invalid parameter"),
        ("failed", "100: invalid parameter", 0),
        None,
        ("failed", "100: invalid parameter"),
        "",
    ),
    "trouble at the platform": (SendError("131000"), ("queued", "131000", 1), MINUTE, ("queued", ""), ""),
    "no reason given": (None, ("queued", "failed", 1), MINUTE, ("queued", ""), ""),
}
"""What a failed status says; state, reason and attempts of the row; how much later; the ledger; what else follows."""


@pytest.mark.parametrize(
    ("failure", "row", "later", "ledger", "effect"), [pytest.param(*each, id=case) for case, each in FAILURES.items()]
)
async def test_what_each_failure_that_comes_later_means(
    database: Database,
    failure: Exception | None,
    row: tuple[str, str, int],
    later: timedelta | None,
    ledger: tuple[str, str],
    effect: str,
) -> None:
    number, key = Number(database), "announcement:3:1:0"
    await number.know(wrote=timedelta(hours=1))
    await number.approve("visit_reminder")
    head = await a_head(database)
    await count(database, key)
    async with database.transaction() as session:
        await row_of(session, key, "sent")
    for _ in range(2):
        await told(database, status(Told("A", "failed", failure=failure), key))
    async with database.reading() as session:
        found = await find(session, key)
        kept = await templates.find(session, NUMBER, "visit_reminder", "id")
        heard = await find_all(session, head)
    assert (found.state, found.reason, found.attempts) == row
    assert found.not_before == (THEN + later if later else None)
    assert (found.delivery, found.external_id, found.lease) == ("failed", f"A-{key}", "")
    assert await counted(database, key) == ledger
    who = await seat(database)
    effects = {
        "blocked": who.blocked_at is not None,
        "closed": who.wrote_at is None,
        "stopped": who.marketing_stopped_at is not None,
        "lapsed": kept is not None and kept.status == "LAPSED",
        "told": len(heard) == 1,
    }
    assert [name for name, is_so in effects.items() if is_so] == ([effect] if effect else [])


async def a_head(database: Database) -> Address:
    """Somebody who answers for the office, on Telegram and on WhatsApp, who likes WhatsApp best."""
    async with database.transaction() as session:
        person, _ = await people.heard(session, Address(NUMBER, BUDI), "Nur", NOW)
        person.preferred = NUMBER
        member = await staff.add(session, "Nur", "head", [], NOW)
        member.person_id = person.id
        other, identity = await people.heard(session, Address(ACCOUNT, "73"), "Nur", NOW)
        identity.person_id = person.id
        await session.flush()
        await session.delete(other)
    return Address(ACCOUNT, "73")


async def find_all(session: AsyncSession, to: Address) -> list[Outbox]:
    query = select(Outbox).where(Outbox.account == to.account, Outbox.user == to.user)  # type: ignore[arg-type]
    return list((await session.execute(query)).scalars())


async def test_staff_are_told_once_a_day_of_each_trouble_and_through_another_channel(database: Database) -> None:
    head = await a_head(database)
    unpaid, locked = Unreachable("131042: payment is not in order"), Unreachable("131031: the account is locked")
    for day, failure in ((0, unpaid), (0, unpaid), (0, locked), (1, unpaid)):
        async with database.transaction() as session:
            lost = Status(NUMBER, "nobody knows it", "failed", NOW, "", failure)
            await progress.take(session, [lost, lost], NOW + day * DAY)
    async with database.reading() as session:
        told = await find_all(session, head)
        assert [("131042" in each.body["text"], "131031" in each.body["text"]) for each in told] == [
            (True, False),
            (False, True),
            (True, False),
        ]
        assert (await session.get(Staff, 1)) is not None
        assert await find_all(session, Address(NUMBER, BUDI)) == []


async def test_what_is_put_off_too_often_or_too_long_ends(database: Database) -> None:
    kept = Postponed("131049", DAY.total_seconds())
    cases = {"often": (POSTPONED_TIMES, None), "too long": (0, THEN + DAY - MINUTE), "in time": (0, THEN + DAY)}
    for key, (attempts, useful_until) in cases.items():
        async with database.transaction() as session:
            await row_of(session, key, "sent")
            row = await find(session, key)
            row.attempts, row.useful_until = attempts, useful_until
        await told(database, status(Told("A", "failed", failure=kept), key))
    async with database.reading() as session:
        found = {key: await find(session, key) for key in cases}
    assert {key: (row.state, row.reason) for key, row in found.items()} == {
        "often": ("failed", "held_back"),
        "too long": ("failed", "held_back"),
        "in time": ("queued", "131049"),
    }


async def test_words_that_met_a_closed_window_go_again_as_template(database: Database) -> None:
    number = Number(database)
    await number.know(wrote=timedelta(hours=1))
    await number.approve("visit_reminder")
    await number.say("k")
    async with number.working():
        row = (await number.until_settled())["k"]
        async with database.transaction() as session:
            lost = Status(NUMBER, str(row.external_id), "failed", NOW, "k", Closed("131047: window closed"))
            await progress.take(session, [lost], NOW)
        number.sender.wake()
        rows = await number.until(lambda rows: rows["k"].state == "sent" and rows["k"].template != "")
    assert number.line.left == [(SITI, "words"), (SITI, "visit_reminder")]
    assert (rows["k"].delivery, rows["k"].attempts, rows["k"].external_id) == ("", 0, "m2")


ANSWERS: dict[str, tuple[int, BaseException | None]] = {
    "a reply whose answer came": (REPLY, None),
    "a reply whose answer was lost": (REPLY, Uncertain("no answer")),
    "an announcement whose answer was lost": (BULK, Uncertain("no answer")),
    "a reply that the platform says it refused": (REPLY, SendError("131000: server error")),
}


@pytest.mark.parametrize(("lane", "error"), ANSWERS.values(), ids=ANSWERS)
async def test_what_a_status_said_before_the_answer_stands(
    database: Database, lane: int, error: BaseException | None
) -> None:
    number, key = Number(database), "announcement:3:1:0"
    await number.know(wrote=timedelta(hours=1))
    await count(database, key)
    await number.say(key, lane=lane)
    number.line.gate.clear()
    if error:
        number.line.refuses[(await number.rows())[key].body["text"]] = [error]
    async with number.working():
        await number.until(lambda rows: rows[key].state == "sending")
        await told(database, Status(NUMBER, "wamid.7", "delivered", NOW, key))
        number.line.gate.set()
        await number.until(lambda _: number.line.flying == 0)
        await number.say("after")
        await number.until(lambda rows: rows["after"].state == "sent")
    row = (await number.rows())[key]
    assert (row.state, row.delivery, row.external_id) == ("sent", "delivered", "wamid.7")
    assert await counted(database, key) == ("reached", "")
    assert len(number.line.tried) == 2, "received once"


async def test_a_row_put_back_by_its_status_is_not_ended_by_the_answer_that_follows(database: Database) -> None:
    number = Number(database)
    await number.know(wrote=timedelta(hours=1))
    await number.approve("visit_reminder")
    await number.say("k")
    number.line.gate.clear()
    async with number.working():
        await number.until(lambda rows: rows["k"].state == "sending")
        await told(database, Status(NUMBER, "m1", "failed", NOW, "k", Closed("131047: window closed")))
        number.sender.wake()
        await number.until(lambda rows: rows["k"].state == "queued" and rows["k"].lease != "")
        number.line.gate.set()
        await number.until(lambda rows: rows["k"].state == "sent" and number.line.flying == 0)
        await number.say("after")
        rows = await number.until(lambda rows: rows["after"].state == "sent")
    assert number.line.left == [(SITI, "words"), (SITI, "visit_reminder"), (SITI, "visit_reminder")]
    assert (rows["k"].state, rows["k"].external_id, rows["k"].delivery) == ("sent", "m2", "")
