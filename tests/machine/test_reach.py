"""How many people may be written to first in a moving day, what is free in a month, and what a restart still knows."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.messages import Json
from bot.pace import FIRST_TIER, FREE_A_MONTH, Allowance, Reach, reach_limit
from db import accounts
from db.session import Database
from tests.machine.fake import NOW
from tests.machine.number import BUDI, QUICK, SITI, THANKS, Number
from tests.machine.test_pace import made

HOUR = timedelta(hours=1)
Case = tuple[dict[str, float], str, int | None, float | None]
OPENS: dict[str, Case] = {
    "nobody was written to": ({}, "x", 1, None),
    "room for one more": ({"a": 1}, "x", 2, None),
    "no room": ({"a": 1}, "x", 1, 23),
    "no room, and the oldest leaves first": ({"a": 5, "b": 1}, "x", 2, 19),
    "a second message to one of them is free": ({"a": 5, "b": 1}, "a", 2, None),
    "a day ago is over": ({"a": 24, "b": 1}, "x", 2, None),
    "a second before, it is not": ({"a": 24 - 1 / 3600, "b": 1}, "x", 2, 1 / 3600),
    "one of yesterday's counts as new": ({"a": 24, "b": 1}, "a", 1, 23),
    "the limit was lowered: enough must have left": ({"a": 5, "b": 4, "c": 3}, "x", 1, 21),
    "nobody at all": ({}, "x", 0, 24),
    "no limit": ({"a": 1}, "x", None, None),
}


@pytest.mark.parametrize(("known", "user", "limit", "hours"), OPENS.values(), ids=OPENS)
def test_when_one_more_may_be_written_to(
    known: dict[str, float], user: str, limit: int | None, hours: float | None
) -> None:
    reach = Reach()
    reach.remember({each: NOW - ago * HOUR for each, ago in known.items()})
    found = reach.opens_at(user, limit, NOW)
    assert found == (None if hours is None else NOW + hours * HOUR)
    if found is not None and limit:
        assert reach.opens_at(user, limit, found) is None, "and then it may"


def test_somebody_counts_from_the_first_message_on() -> None:
    reach = Reach()
    reach.take("a", NOW)
    reach.take("a", NOW + 20 * HOUR)
    assert reach.opens_at("b", 1, NOW + 23 * HOUR) == NOW + 24 * HOUR
    reach.take("a", NOW + 25 * HOUR)
    assert reach.opens_at("b", 1, NOW + 26 * HOUR) == NOW + 49 * HOUR, "a new day begins with the next one"


LIMITS: list[tuple[Json, int | None]] = [
    ("TIER_250", 250),
    ("TIER_1K", 1000),
    ("TIER_2K", 2000),
    ("TIER_10K", 10_000),
    ("TIER_100K", 100_000),
    ("TIER_UNLIMITED", None),
    ("tier_2k", 2000),
    (250, 250),
    ("250", 250),
    (0, 0),
    (-1, None),
    (None, FIRST_TIER),
    ("", FIRST_TIER),
    ("TIER_NOT_SET", FIRST_TIER),
    ("TIER_2KK", FIRST_TIER),
    (True, FIRST_TIER),
    ({"tier": 1}, FIRST_TIER),
]


@pytest.mark.parametrize(("told", "limit"), LIMITS, ids=[str(told) for told, _ in LIMITS])
def test_the_platforms_words_for_a_limit(told: Json, limit: int | None) -> None:
    assert reach_limit(told) == limit


FREE = {0: FREE_A_MONTH, 1: FREE_A_MONTH - 1, FREE_A_MONTH: 0, FREE_A_MONTH + 5: 0}


@pytest.mark.parametrize(("services", "left"), FREE.items())
def test_what_is_free_this_month(services: int, left: int) -> None:
    assert Allowance({}, services).free_left == left


def test_what_left_before_counts_against_person_and_account() -> None:
    paced, watch = made()
    for seconds in (9.0, 0.5, 0.5, 0.0):
        paced.remember("siti", seconds)
    assert paced.wait("siti") == pytest.approx(0.5), "a burst of three, the first of them long made good"
    paced, watch = made()
    for number in range(5):
        paced.remember(f"{number}", 0.4)
    assert paced.wait() == pytest.approx(0.7), "five in a second, and a margin"
    watch.now += 0.7
    assert paced.wait() == 0


def test_the_memory_is_as_long_as_a_burst_takes_to_be_made_good() -> None:
    paced, _ = made(replace(QUICK, chat_burst=45, chat_rate=1 / 6))
    assert paced.memory == 45 * 6
    for _ in range(45):
        paced.remember("siti", paced.memory)
    assert paced.wait("siti") == 0


async def test_a_restart_knows_whom_the_account_wrote_to_first(database: Database) -> None:
    before = Number(database)
    async with database.transaction() as session:
        await accounts.learn(session, before.sender.account, {"limit": "1"})
    await before.approve("visit_reminder")
    await before.know()
    await before.know(BUDI, "Budi")
    await before.say("before")
    async with before.working():
        await before.until_settled()
    after = Number(database)
    after.pass_time(3600)
    async with after.working():
        await after.say("somebody else", user=BUDI)
        row = await after.until_put_off("somebody else")
        assert (row.reason, row.not_before) == ("reach_limit", NOW + 24 * HOUR)
        await after.say("the same")
        await after.until(lambda rows: rows["the same"].state == "sent")
    assert after.line.left == [(SITI, "visit_reminder")]


async def test_words_in_an_open_window_take_no_reach_after_a_restart(database: Database) -> None:
    before = Number(database)
    async with database.transaction() as session:
        await accounts.learn(session, before.sender.account, {"limit": "1"})
    await before.approve("visit_reminder")
    await before.know(wrote=HOUR)
    await before.know(BUDI, "Budi")
    await before.say("an answer")
    async with before.working():
        await before.until_settled()
    after = Number(database)
    await after.say("first", user=BUDI)
    async with after.working():
        await after.until_settled()
    assert after.line.left == [(BUDI, "visit_reminder")]


OWED = {"two of two a moment ago": (0, "queued"), "one is made good": (60, "sent")}


@pytest.mark.parametrize(("seconds", "state"), OWED.values(), ids=OWED)
async def test_a_restart_knows_what_a_person_has_had(database: Database, seconds: float, state: str) -> None:
    slow = replace(QUICK, chat_burst=2, chat_rate=1 / 60)
    before = Number(database, capabilities=slow)
    await before.know(wrote=HOUR)
    for key in ("a", "b"):
        await before.say(key, THANKS)
    async with before.working():
        await before.until_settled()
    after = Number(database, capabilities=slow)
    after.pass_time(seconds)
    async with after.working():
        await after.say("c", THANKS)
        rows = await after.until(lambda rows: rows["c"].state == "sent" or rows["c"].reason == "pace")
    assert (rows["c"].state, len(after.line.sent)) == (state, 1 if state == "sent" else 0)
