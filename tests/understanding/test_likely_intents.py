"""What the examples teach: about messages that they don't hold, and nothing about words nobody ever used."""

from collections import Counter

import pytest

from bot.understanding import likely_intents
from bot.understanding.intents import find_intent, intents, read_intent
from bot.understanding.likely_intents import ANSWER, NOTHING
from bot.understanding.words import strip_politeness

EXAMPLES = [(said, NOTHING if name == ANSWER else name) for said, name in likely_intents.examples()]
UNSEEN_RIGHT = 0.8
"""Share of the examples left out of the lesson that are told by the others."""


def test_the_others_tell_what_an_example_means() -> None:
    taught = [each for number, each in enumerate(likely_intents.examples()) if number % 5]
    model = likely_intents.learn(taught)
    left_out = EXAMPLES[::5]
    likely = [likely_intents.likely(said, model) for said, _ in left_out]
    told = [max(each, key=lambda name: each[name]) if each else NOTHING for each in likely]
    right = sum(one == name for one, (_, name) in zip(told, left_out, strict=True))
    assert right / len(left_out) >= UNSEEN_RIGHT


def test_every_intent_has_examples_and_no_others() -> None:
    named = {part for _, name in EXAMPLES for part in name.split("/")}
    assert named == {intent.name for intent in intents()} | {NOTHING}


def test_no_example_means_two_things() -> None:
    meant = Counter((strip_politeness(said), name) for said, name in EXAMPLES)
    twice = Counter(said for said, _ in meant)
    assert sorted(said for said, number in twice.items() if said and number > 1) == []


def test_words_nobody_used_tell_nothing() -> None:
    assert likely_intents.likely("zxcvb qwrtp") == {}
    assert likely_intents.likely("") == {}


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
    assert likely_intents.root(word) == root


def test_leaving_is_asked_where_only_the_examples_tell_it() -> None:
    said = "lama-lama risih dikirimi pesan begini"
    read = read_intent(said)
    assert find_intent(said) is None
    assert read is not None
    assert (read.precision, read.candidates) == ("several", ("opt_out",))


def test_what_may_mean_two_things_is_asked() -> None:
    read = read_intent("saya berhenti saja ya pak")
    assert read is not None
    assert (read.precision, read.candidates) == ("several", ("left_office", "opt_out"))
