"""Short answers, by `sayings.toml`: "belum" is never "tidak", and what is no answer is not taken for one."""

import tomllib
from pathlib import Path

import pytest

from bot.understanding.answers import Answer, Asked, read_answer

SAYINGS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("sayings.toml").read_text())


@pytest.mark.parametrize(("text", "meaning"), [(text, meaning) for meaning, texts in SAYINGS.items() for text in texts])
def test_reads_the_answer(text: str, meaning: str) -> None:
    assert read_answer(text) == (None if meaning == "none" else Answer(meaning))


def test_every_answer_has_its_sayings() -> None:
    assert set(SAYINGS) == {*Answer, "none"}


@pytest.mark.parametrize(
    ("said", "asked", "meaning"),
    [
        ("alhamdulillah sdh siap buk", Asked.HELD, Answer.YES),
        ("dah siap kemarin tu", Asked.HELD, Answer.YES),
        ("belum siap bu", Asked.HELD, Answer.NOT_YET),
        ("sudah siap mau rat", Asked.HELD, None),
        ("botul tu", Asked.RIGHT, Answer.YES),
        ("kami pengurus semua tidak keberatan", Asked.AGREE, Answer.YES),
        ("ketua kami tidak setuju", Asked.AGREE, None),
        ("ngikut aja bu", Asked.AGREE, Answer.YES),
        ("lanjut besok aja", Asked.AGREE, None),
        ("setuju asal jangan disebar", Asked.AGREE, None),
        ("saya sakit gigi bu ga bisa datang", Asked.COME, Answer.POLITE_NO),
        ("mohon maaf lahir batin", Asked.COME, None),
        ("selamat siang buk 🙏", Asked.NOTHING, None),
        ("siap 🙏", Asked.NOTHING, Answer.THANKS),
    ],
)
def test_reads_the_answer_to_a_question(said: str, asked: Asked, meaning: Answer | None) -> None:
    assert read_answer(said, asked) == meaning
