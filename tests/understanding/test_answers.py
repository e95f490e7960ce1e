"""Short answers, by `sayings.toml`: "belum" is never "tidak", and what is no answer is not taken for one."""

import tomllib
from pathlib import Path

import pytest

from bot.understanding.answers import Answer, read_answer

SAYINGS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("sayings.toml").read_text())


@pytest.mark.parametrize(("text", "meaning"), [(text, meaning) for meaning, texts in SAYINGS.items() for text in texts])
def test_reads_the_answer(text: str, meaning: str) -> None:
    assert read_answer(text) == (None if meaning == "none" else Answer(meaning))


def test_every_answer_has_its_sayings() -> None:
    assert set(SAYINGS) == {*Answer, "none"}
