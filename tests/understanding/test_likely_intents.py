"""What the examples teach: about messages that they don't hold, and nothing about words nobody ever used."""

from collections import Counter

import pytest

from bot.understanding import likely_intents
from bot.understanding.intents import find_intent, intents, read_intent
from bot.understanding.likely_intents import ANSWER, NOTHING
from bot.understanding.words import strip_politeness

EXAMPLES = [(said, NOTHING if name == ANSWER else name) for said, name in likely_intents.examples()]


def test_every_intent_has_examples_and_no_others() -> None:
    named = {part for _, name in EXAMPLES for part in name.split("/")}
    assert named == {intent.name for intent in intents()} | {NOTHING}


def test_no_example_means_two_things() -> None:
    meant = Counter((strip_politeness(said), name) for said, name in set(EXAMPLES))
    twice = Counter(said for said, _ in meant)
    assert sorted(said for said, number in twice.items() if said and number > 1) == []


def test_leaving_is_asked_where_only_the_examples_tell_it() -> None:
    said = "lama-lama risih dikirimi pesan begini"
    read = read_intent(said)
    assert find_intent(said) is None
    assert read is not None
    assert (read.precision, read.candidates) == ("several", ("opt_out",))


@pytest.mark.parametrize(
    ("said", "wishes"),
    [
        ("saya berhenti saja ya pak", ("left_office", "opt_out")),
        ("kkb buka jam berapa, terus bayar berapa", ("clinic_hours", "cost")),
        ("saya bukan pengurus lagi dan tolong hapus data saya", ("erase", "left_office")),
    ],
)
def test_what_may_mean_two_things_or_says_both_is_asked(said: str, wishes: tuple[str, ...]) -> None:
    read = read_intent(said)
    assert read is not None
    assert (read.precision, read.candidates) == ("several", wishes)


def test_an_addition_to_a_wish_is_no_second_one() -> None:
    read = read_intent("mau lapor rat bu, maaf baru sempat")
    assert read is not None
    assert (read.precision, read.value) == ("exact", "report_rat")
