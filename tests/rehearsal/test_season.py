"""A small season, lived through twice; and checks that notice what they are there for."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal import checks, play
from bot.rehearsal.channel import Sent
from bot.rehearsal.checks import Delivery
from bot.rehearsal.habits import Answer
from db.session import Database

SMALL = 24
AT = datetime(2027, 1, 11, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Jakarta")


@pytest.mark.slow
async def test_a_season_twice(tmp_path: Path) -> None:
    outcomes = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        outcomes.append(await play(tmp_path / name, size=SMALL, seed=7, progress=lambda *_: None))
    first, second = outcomes
    assert first.problems == []
    assert first.messages > SMALL and first.refused > 0, "there was something to say, and an outage"
    assert first.rows[-1][0] == "total"
    assert (second.digest, second.rows) == (first.digest, first.rows)


def delivery(rule: str = "rat_h60", at: datetime = AT, user: str = "a", number: int = 1, lead: int = 1) -> Delivery:
    return Delivery(Sent(at, user, f"rule:{rule}:{lead}:2026:0:0", "Yth."), (number,), 2026)


def said(kind: str, days: int, until: date | None = None, number: int = 1) -> Answer:
    return Answer(AT + timedelta(days=days), number, "a", kind, 2026, until)


ANSWERED: dict[str, tuple[str, Answer, bool]] = {
    "held before": ("rat_h60", said("held", -1), True),
    "held after": ("rat_h60", said("held", 1), False),
    "another cooperative's answer": ("rat_h60", said("held", -1, number=2), False),
    "papers of a meeting": ("rat_papers", said("held", -20), False),
    "papers that are there": ("rat_papers", said("papers", -1), True),
    "a plan still to come": ("rat_h60", said("plan", -9, date(2027, 1, 11)), True),
    "a plan that has passed": ("rat_planned", said("plan", -9, date(2027, 1, 10)), False),
    "a reason yesterday": ("rat_h60", said("reason", -1), True),
    "a reason a month ago": ("rat_h60", said("reason", -30), False),
    "somebody who stopped": ("unvisited", said("stop", -1), True),
}


@pytest.mark.parametrize(("rule", "answer", "is_wrong"), ANSWERED.values(), ids=ANSWERED)
def test_a_reminder_after_an_answer_is_noticed(rule: str, answer: Answer, is_wrong: bool) -> None:
    assert bool(checks.answered([delivery(rule)], [answer])) is is_wrong


async def test_a_message_outside_hours_and_one_too_many_are_noticed(database: Database) -> None:
    sunday = delivery(at=AT - timedelta(days=1))
    days = [delivery(at=AT + timedelta(days=n)) for n in (0, 1, 2)]
    async with database.reading() as session:
        assert await checks.hours(session, days, ZONE) == []
        assert await checks.hours(session, [sunday], ZONE) == [
            "1 messages left on 2027-01-10 09:00, outside the office's hours."
        ]
        assert await checks.caps(session, days[:2]) == []
        assert await checks.caps(session, days) == ["a got more than 2 messages in 7 days, at 2027-01-13 02:00."]


def test_the_same_reminder_twice_is_noticed() -> None:
    assert checks.twice([delivery(), delivery(number=2)]) == []
    assert checks.twice([delivery(), delivery(at=AT + timedelta(days=1))]) == [
        "a got rat_h60 about cooperative 1 2 times."
    ]


ROWS = [("Kulim", 3, 1, 0, 0, 1, 1, 0), ("Sail", 2, 0, 1, 0, 0, 1, 1), ("total", 5, 1, 1, 0, 1, 2, 1)]


def test_a_table_that_does_not_add_up_is_noticed() -> None:
    held = [said("held", 0, number=1), said("held", 1, number=2)]
    assert checks.adds_up(ROWS, held, 2026) == []
    assert len(checks.adds_up([*ROWS[:2], ("total", 6, 1, 1, 0, 1, 3, 1)], held, 2026)) == 2
    assert len(checks.adds_up([("Kulim", 4, *ROWS[0][2:]), *ROWS[1:]], held, 2026)) == 2
    assert checks.adds_up(ROWS, held[:1], 2026) == ["1 cooperatives said that they had met, the table counts 2."]
