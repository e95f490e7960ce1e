"""The tables in `utterances/` are understood as well as the issue asks; `make understanding` says what is not."""

from collections.abc import Iterator

import pytest

from tests.understanding import measuring, reading
from tests.understanding.measuring import LEAST_RIGHT, MOST_ASKED, MOST_WRONG, PARTS, TARGETED, Result, Verdict, shares

OF_OUR_OWN = 520
LABELS = ("certain", "ambiguous", "also", "nothing", "never")


@pytest.fixture(scope="module")
def read() -> list[Result]:
    return measuring.results(TARGETED)


def _told(found: list[Result], verdict: Verdict) -> str:
    return "\n".join(line for line in measuring.report([each for each in found if each.verdict is verdict]) if line)


@pytest.mark.parametrize("kind", [*reading.READERS, "all"])
def test_reaches_the_targets(read: list[Result], kind: str) -> None:
    found = [each for each in read if kind in (each.kind, "all")]
    total, right, asked, wrong = shares(found)
    assert total
    assert wrong <= MOST_WRONG, _told(found, Verdict.WRONG)
    assert asked <= MOST_ASKED, _told(found, Verdict.ASKED)
    assert right >= LEAST_RIGHT, _told(found, Verdict.MISSED)


def _rows() -> Iterator[tuple[str, reading.Row]]:
    return ((kind, row) for part in PARTS for kind in reading.READERS for row in measuring.rows(kind, part))


def test_every_row_says_what_it_means() -> None:
    assert [row["said"] for _, row in _rows() if not any(label in row for label in LABELS)] == []


def test_no_row_stands_twice() -> None:
    keys = [(kind, row["said"], row.get("asked"), row.get("field"), row.get("tense")) for kind, row in _rows()]
    assert sorted({str(key) for key in keys if keys.count(key) > 1}) == []


def test_there_are_enough() -> None:
    assert len(list(_rows())) >= OF_OUR_OWN


def test_a_wrong_value_is_worse_than_a_question_and_a_question_worse_than_nothing() -> None:
    row = {"said": "tgl 5", "certain": {"held_on": 5, "attended": 75}, "ambiguous": {"members": [120]}}
    asked = reading.Outcome({"held_on": 5, "attended": 75}, {"members": 120})
    assert measuring.judge(row, asked) is Verdict.RIGHT
    assert measuring.judge(row, reading.Outcome({"held_on": 5, "attended": 75})) is Verdict.MISSED
    assert measuring.judge(row, reading.Outcome({"held_on": 5}, {"attended": 75, "members": 120})) is Verdict.ASKED
    assert measuring.judge(row, reading.Outcome({"held_on": 5, "attended": 75, "members": 120})) is Verdict.WRONG
    assert measuring.judge(row, reading.Outcome({"held_on": 6, "attended": 75}, {"members": 120})) is Verdict.WRONG


def test_a_month_leaves_the_day_to_be_asked() -> None:
    assert measuring.judge({"said": "", "ambiguous": {"held_on": []}}, reading.Outcome({"held_on_month": 2})) is (
        Verdict.RIGHT
    )
    assert measuring.judge({"said": "", "certain": {"held_on": 1}}, reading.Outcome({"held_on_month": 2})) is (
        Verdict.ASKED
    )
