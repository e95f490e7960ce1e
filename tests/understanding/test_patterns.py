"""No regular expression explodes: none of ours may split a text in endlessly many ways."""

import subprocess
import sys

import pytest

from bot.understanding import date_table, rat_words
from tests.understanding.patterns import ROOT, explodes, needs

LEAST = 500
"""Patterns of ours that must at least be seen, or the look at them has failed."""


def test_none_of_ours_explodes() -> None:
    """In a process of its own, where no module of ours has been imported yet."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.understanding.patterns"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    number, *found = told.stdout.splitlines()
    assert int(number.split()[0]) >= LEAST
    assert found == []


@pytest.mark.parametrize("pattern", [r"(?:[a-z]+['-]?)+\.?", r"(a*)*b", r"(?:x+|y)*$", r"(?:\w+\s*)+!"])
def test_a_repeat_within_a_repeat_explodes(pattern: str) -> None:
    assert explodes(pattern)


@pytest.mark.parametrize("pattern", [r"[a-z]+(?:['-][a-z]+)*\.?", r"(?:\w+ )*\w+", r"(?:ab)+", r"(?: ?\w{1,4}){0,5}"])
def test_one_that_is_told_apart_does_not(pattern: str) -> None:
    assert not explodes(pattern)


@pytest.mark.parametrize("way", date_table.RULES, ids=lambda way: way.pattern.pattern[:40])
def test_a_day_is_looked_for_wherever_it_may_be_named(way: date_table.Way) -> None:
    assert not way.letters or needs(way.pattern.pattern, way.letters)


@pytest.mark.parametrize("form", rat_words.MEETINGS)
def test_a_form_of_a_meeting_is_looked_for_wherever_it_may_be_named(form: str) -> None:
    assert needs(rat_words.MEETINGS[form], rat_words.OF_MEETINGS)


@pytest.mark.parametrize("tells", ["_NOT_CHANGED", "_NEW_OFFICERS", "_STAY"])
def test_new_officers_are_looked_for_wherever_they_may_be_told_of(tells: str) -> None:
    assert needs(getattr(rat_words, tells).pattern, rat_words.OF_OFFICERS)


@pytest.mark.parametrize(
    ("pattern", "letters", "they_are"),
    [
        (r"\b(?:senin|selasa) (?:depan|lalu)\b", ("senin", "selasa"), True),
        (r"\b(?:senin|selasa)?(?: depan)?\b", ("senin", "selasa"), False),
        (r"s(?:enin|elasa)|rabu", ("se", "rabu"), True),
        (r"(?:minggu ){1,3}depan", ("minggu",), True),
        (r"\w+ depan|lalu", ("depan",), False),
    ],
)
def test_letters_that_a_pattern_cannot_do_without(pattern: str, letters: tuple[str, ...], they_are: bool) -> None:
    assert needs(pattern, letters) == they_are
