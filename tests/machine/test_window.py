"""The window: what may leave to somebody who has not written lately, and what waits until they do."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.channel import TELEGRAM
from bot.errors import Lapsed, Throttled
from bot.guards import Drop, Later
from bot.messages import Address, Json, Say
from bot.window import Wait, Window
from db import accounts, outbox, people, templates
from db.outbox import BULK, Row
from db.session import Database
from scheduler import upkeep
from tests.machine.fake import NOW, Post
from tests.machine.number import BUDI, NUMBER, QUICK, SITI, THANKS, VISIT, Number, count, counted, know, seat
from tests.scheduler.town import OFFICE, ZONE

HOUR, MINUTE, SECOND = timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1)
EDGE = 24 * HOUR - 5 * MINUTE
"""Five minutes before the platform would close it."""
STOPPED, LIMIT = Drop("marketing_stopped"), "reach_limit"


@dataclass(frozen=True, slots=True)
class Case:
    """Somebody who wrote so long ago (None: never), one template, one knock, and whom else we wrote to first."""

    leaves: Json
    wrote: timedelta | None = None
    say: Say = VISIT
    status: str = "APPROVED"
    category: str = "UTILITY"
    language: str = "id"
    knock: str = "APPROVED"
    stopped: bool = False
    first: tuple[float, ...] = ()
    """Hours since others were written to first."""
    limit: Json = 2


CASES: dict[str, Case] = {
    "wrote a minute ago": Case("words", MINUTE),
    "a message without template, too": Case("words", MINUTE, THANKS),
    "six minutes before the day is over": Case("words", EDGE - MINUTE),
    "a second before our margin": Case("words", EDGE - SECOND),
    "at our margin": Case("visit_reminder", EDGE),
    "within the margin the platform would still take words": Case("visit_reminder", 24 * HOUR - 4 * MINUTE),
    "a day ago": Case("visit_reminder", 24 * HOUR),
    "never": Case("visit_reminder"),
    "never, and no template says it": Case("a knock", say=THANKS),
    "never, and its template is in another language": Case("a knock", language="en"),
    "its template is paused": Case("a knock", status="PAUSED"),
    "its template is disabled": Case("a knock", status="DISABLED"),
    "its template waits for approval": Case("a knock", status="PENDING"),
    "its template was refused": Case("a knock", status="REJECTED"),
    "its template lapsed": Case("a knock", status="LAPSED"),
    "the knock is not approved either": Case("silence", status="PAUSED", knock="PAUSED"),
    "promotion to somebody who minds none": Case("visit_reminder", category="MARKETING"),
    "promotion to somebody who stopped it": Case(STOPPED, category="MARKETING", stopped=True),
    "their stop holds for promotion alone": Case("visit_reminder", stopped=True),
    "their stop, in an open window": Case("words", MINUTE, category="MARKETING", stopped=True),
    "one of two was written to first": Case("visit_reminder", first=(3,)),
    "both of two": Case(Later(NOW + 21 * HOUR, LIMIT), first=(1, 3)),
    "the limit was lowered since": Case(Later(NOW + 22 * HOUR, LIMIT), first=(1, 2, 3)),
    "both of two, a day ago": Case("visit_reminder", first=(24, 25)),
    "no limit": Case("visit_reminder", first=(1, 2, 3), limit="TIER_UNLIMITED"),
    "the limit does not hold in an open window": Case("words", MINUTE, first=(1, 3)),
}


class Undone(Exception):
    """Rolls a case back."""


async def test_what_leaves(database: Database) -> None:
    wrong = {}
    for name, case in CASES.items():
        try:
            async with database.transaction() as session:
                found = await leaves(session, case)
                raise Undone
        except Undone:
            if found != case.leaves:
                wrong[name] = found
    assert wrong == {}


async def leaves(session: Any, case: Case) -> Json:
    """The verdict in a word: words, a template's name, a knock, silence; else the verdict."""
    _, seat = await people.heard(session, Address(NUMBER, SITI), "Siti", NOW)
    seat.wrote_at = None if case.wrote is None else NOW - case.wrote
    seat.marketing_stopped_at = NOW if case.stopped else None
    await session.flush()
    facts = {"status": case.status, "category": case.category}
    await templates.note(session, NUMBER, "visit_reminder", case.language, NOW, facts)
    await templates.note(session, NUMBER, "news", "id", NOW, {"status": case.knock, "category": "UTILITY"})
    await accounts.learn(session, NUMBER, {"limit": case.limit})
    await outbox.enqueue(session, Address(NUMBER, SITI), case.say, key="k", now=NOW)
    (row,) = await outbox.reserve(session, NUMBER, NOW, 1, "a")
    window = Window(QUICK, OFFICE.name, ZONE)
    window.reach.remember({f"62{number}": NOW - hours * HOUR for number, hours in enumerate(case.first)})
    found = await window.shape(session, row, NOW)
    knocks = await outbox.reserve(session, NUMBER, NOW, 5, "b")
    if isinstance(found, Row):
        assert (knocks, found.id, found.body["text"]) == ([], row.id, row.body["text"])
        return found.body["template"]["name"] if "template" in found.body else "words"
    assert isinstance(found, Wait) or not knocks
    return found if not isinstance(found, Wait) else "a knock" if knocks else "silence"


async def test_a_channel_without_window_lets_everything_pass(database: Database) -> None:
    post = Post(database)
    assert post.channel.capabilities.window is TELEGRAM.window is None
    await post.put("to somebody who never wrote")
    async with post.working():
        await post.until_settled()
    assert post.channel.sent == ["to somebody who never wrote"]


async def test_a_knock_once_a_day_and_by_its_own_template(database: Database) -> None:
    number = Number(database)
    await number.know(name="Siti Rahmah")
    await number.know(BUDI, "Budi")
    await number.approve("news")
    for key, user in (("a", SITI), ("b", SITI), ("c", BUDI)):
        await number.say(key, THANKS, user)
    async with number.working():
        rows = await number.until(lambda rows: len(rows) == 5 and [r.state for r in rows.values()].count("sent") == 2)
        knock = rows[f"knock:{NUMBER}:{SITI}:2027-01-11"]
        assert sorted(number.line.left) == [(SITI, "news"), (BUDI, "news")]
        assert knock.body["template"]["values"] == ["Siti Rahmah", "Dinas Koperasi"]
        assert [rows[key].state for key in "abc"] == ["waiting"] * 3
        assert {rows[key].reason for key in "abc"} == {"window_closed"}
        number.pass_time(14 * 3600)  # 23.00 at the office, and still the same day there
        await number.say("d", THANKS)
        await number.until(lambda rows: rows["d"].state == "waiting")
        assert len(await number.rows()) == 6
        number.pass_time(2 * 3600)
        await number.say("e", THANKS)
        await number.until(
            lambda rows: any(key.endswith("2027-01-12") and r.state == "sent" for key, r in rows.items())
        )
    assert number.line.left.count((SITI, "news")) == 2


async def test_what_waits_leaves_when_they_write_and_the_ledger_follows(database: Database) -> None:
    number = Number(database)
    await number.know()
    await number.know(BUDI, "Budi")
    for key, user in (("announcement:3:1:0", SITI), ("announcement:4:1:0", BUDI)):
        await count(database, key)
        await number.say(key, THANKS, user, lane=BULK)
    async with number.working():
        await number.until(lambda rows: {row.state for row in rows.values()} == {"waiting"})
        assert await counted(database, "announcement:3:1:0") == ("parked", "window_closed")
        await number.hear(1)
        rows = await number.until(lambda rows: rows["announcement:3:1:0"].state == "sent")
    assert rows["announcement:4:1:0"].state == "waiting", "another's window is none of theirs"
    assert number.line.left == [(SITI, "words")]
    assert await counted(database, "announcement:3:1:0") == ("reached", "")
    assert await counted(database, "announcement:4:1:0") == ("parked", "window_closed")


async def test_a_message_that_comes_late_opens_no_window_that_has_closed(database: Database) -> None:
    number = Number(database)
    for index, hours in enumerate((30, 2, 20)):
        await number.hear(index, at=NOW - hours * HOUR)
    assert (await seat(database)).wrote_at == NOW - 2 * HOUR, "the last word counts, in whatever order they come"
    await number.hear(9, at=NOW + 5 * HOUR)
    assert (await seat(database)).wrote_at == NOW, "a clock that is ahead opens nothing longer"


async def test_past_its_use_it_is_dropped_and_the_ledger_follows(database: Database) -> None:
    number = Number(database)
    await number.know()
    key = "announcement:3:1:0"
    await count(database, key)
    await number.say(key, THANKS, lane=BULK, useful_until=NOW + HOUR)
    async with number.working():
        await number.until(lambda rows: rows[key].state == "waiting")
    for at, state in ((HOUR, "parked"), (HOUR + SECOND, "dropped")):
        async with database.transaction() as session:
            await upkeep.expire_waiting(session, NOW + at)
        assert (await counted(database, key))[0] == state
    row = (await number.rows())[key]
    assert (row.state, row.reason) == ("dropped", "expired")
    await number.hear(1)
    assert (await number.rows())[key].state == "dropped", "it does not come back"


async def test_the_reach_limit_puts_off_and_opens_again(database: Database) -> None:
    number = Number(database)
    async with database.transaction() as session:
        await accounts.learn(session, NUMBER, {"limit": 1})
    await number.know()
    await number.know(BUDI, "Budi")
    await number.approve("visit_reminder")
    async with number.working():
        await number.say("first")
        await number.until(lambda rows: rows["first"].state == "sent")
        number.pass_time(3600)
        await number.say("second", user=BUDI)
        row = await number.until_put_off("second")
        assert (row.reason, row.not_before, row.attempts) == (LIMIT, NOW + 24 * HOUR, 0)
        await number.say("to the first again")
        await number.until(lambda rows: rows["to the first again"].state == "sent")
        number.pass_time(23 * 3600)
        await number.until(lambda rows: rows["second"].state == "sent")
    assert number.line.left == [(SITI, "visit_reminder"), (SITI, "visit_reminder"), (BUDI, "visit_reminder")]


async def test_a_template_that_lapses_on_the_way_gives_way_to_a_knock(database: Database) -> None:
    number = Number(database)
    await number.know()
    await number.approve("visit_reminder", "news")
    await number.say("k")
    number.line.refuses[(await number.rows())["k"].body["text"]] = [Lapsed("132015: template: paused")]
    async with number.working():
        await number.until(lambda rows: rows["k"].state == "waiting" and len(rows) == 2)
        await number.until(lambda rows: [row.state for row in rows.values()].count("sent") == 1)
    assert number.line.left == [(SITI, "news")]
    assert (await number.rows())["k"].attempts == 0


async def test_a_row_says_as_what_it_left(database: Database) -> None:
    number = Number(database)
    await number.know()
    await number.approve("visit_reminder")
    await number.say("k")
    number.line.refuses[(await number.rows())["k"].body["text"]] = [Throttled("130429: too many messages", 20)]
    async with number.working():
        row = await number.until_put_off("k")
        await number.hear(1)
        number.pass_time(21)
        row = (await number.until(lambda rows: rows["k"].state == "sent"))["k"]
    assert (number.line.left, row.template) == ([(SITI, "words")], ""), "free words after all, and counted as such"


async def test_a_knock_whose_news_has_gone_does_not_follow_it(database: Database) -> None:
    number = Number(database)
    await number.know()
    await number.approve("news")
    async with database.transaction() as session:
        await accounts.learn(session, NUMBER, {"limit": 0})
    await number.say("k", THANKS)
    async with number.working():
        knock = f"knock:{NUMBER}:{SITI}:2027-01-11"
        await number.until(lambda rows: knock in rows and rows[knock].reason == LIMIT)
        number.pass_time(3600)
        await number.hear(1)
        await number.until(lambda rows: rows["k"].state == "sent")
        number.pass_time(23 * 3600)
        rows = await number.until(lambda rows: rows[knock].state not in ("queued", "sending"))
    assert (rows[knock].state, number.line.left) == ("dropped", [(SITI, "words")])


async def test_a_knock_that_may_not_go_any_more_waits_for_nobody(database: Database) -> None:
    number = Number(database)
    await number.know()
    await number.approve("news")
    async with database.transaction() as session:
        await accounts.learn(session, NUMBER, {"limit": 0})
    await number.say("k", THANKS)
    async with number.working():
        knock = f"knock:{NUMBER}:{SITI}:2027-01-11"
        await number.until(lambda rows: knock in rows and rows[knock].reason == LIMIT)
        await number.approve("news", status="PAUSED")
        number.pass_time(24 * 3600)
        rows = await number.until(lambda rows: rows[knock].state not in ("queued", "sending"))
    assert (rows[knock].state, rows[knock].reason, rows["k"].state) == ("dropped", "window_closed", "waiting")
    assert len(rows) == 2, "and it knocks for nobody itself"


async def test_a_stranger_at_an_address_is_outside_any_window(database: Database) -> None:
    number = Number(database)
    await know(database, SITI, "Siti", None)
    await number.say("k", THANKS, user="ID.1502000000000909")
    async with number.working():
        await number.until(lambda rows: rows["k"].state == "waiting")
    assert number.line.tried == []
