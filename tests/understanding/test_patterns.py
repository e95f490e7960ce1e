"""No regular expression explodes: none of ours may split a text in endlessly many ways."""

import subprocess
import sys

import pytest

from tests.understanding.patterns import ROOT, explodes

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
