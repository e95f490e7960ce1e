"""What was learned is in step with the tables, and is what they teach."""

from pathlib import Path

import pytest

from bot.understanding import likely, traits
from bot.understanding.likely import NOTHING
from tests.understanding import learning

SMALL = "rat.held"
"""A lesson of few meanings, learned in seconds."""


def test_the_weights_are_in_step_with_the_tables() -> None:
    assert (likely.FOLDER / "digest.txt").read_text().strip() == learning.digest(), "to be learned anew: make learn"


@pytest.mark.parametrize("lesson", learning.LESSONS)
def test_every_lesson_was_learned(lesson: str) -> None:
    assert set(likely.load(lesson).names) == {each.meaning for each in learning.examples(lesson)}


@pytest.mark.slow
def test_a_lesson_learned_anew_finds_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = sorted(set(learning.examples(SMALL)))
    before = [_likeliest(said) for said, *_ in told]
    monkeypatch.setattr(learning, "FOLDER", tmp_path)
    monkeypatch.setattr(likely, "FOLDER", tmp_path)
    learning.write(SMALL, learning.learn(told, learning.LESSONS[SMALL]))
    likely.load.cache_clear()
    anew = [_likeliest(said) for said, *_ in told]
    likely.load.cache_clear()
    assert sum(one == other for one, other in zip(anew, before, strict=True)) >= len(told) * 0.99
    assert sum(found == meaning for found, (_, meaning, _) in zip(anew, told, strict=True)) >= len(told) * 0.95


def test_words_nobody_used_tell_nothing() -> None:
    assert likely.likely("intents", "zxcvb qwrtp") == {}
    assert likely.likely("intents", "") == {}


@pytest.mark.parametrize(
    ("word", "root"),
    [
        ("dikunjungi", "kunjung"),
        ("menyusun", "susun"),
        ("nengokin", "tengok"),
        ("mengirim", "kirim"),
        ("biayanya", "biaya"),
        ("rat", "rat"),
    ],
)
def test_finds_the_root(word: str, root: str) -> None:
    assert traits.root(word) == root


def _likeliest(said: str) -> str:
    found = likely.likely(SMALL, said)
    return max(found, key=lambda name: found[name], default=NOTHING)
