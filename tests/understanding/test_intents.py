"""What messages want, by the utterances in `utterances.toml`."""

import tomllib
from pathlib import Path

import pytest

from bot.understanding.intents import find_intent, intents
from bot.understanding.words import plain

UTTERANCES: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("utterances.toml").read_text())


@pytest.mark.parametrize(("text", "wanted"), [(text, name) for name, texts in UTTERANCES.items() for text in texts])
def test_finds_the_intent(text: str, wanted: str) -> None:
    assert find_intent(text) == (None if wanted == "none" else wanted)


def test_every_intent_has_its_utterances() -> None:
    assert {intent.name for intent in intents()} == UTTERANCES.keys() - {"none"}


def test_a_sentence_around_an_opt_out_word_is_no_opt_out() -> None:
    for phrase in sorted(phrase for intent in intents() if intent.name == "opt_out" for phrase in intent.whole):
        assert find_intent(phrase) == "opt_out"
        assert find_intent(f"kontrak kami {phrase} jadi pengurus") != "opt_out"


@pytest.mark.parametrize(
    "said",
    [
        *("jangan telepon malam hari", "jangan telepon, wa saja", "jangan berhenti kirim info", "jangan hubungi ketua"),
        *("sudah cukup tidak perlu lagi terima kasih", "tidak usah dikirim ke dinas", "jangan dikirim dulu"),
        *("stop kontrak", "berhenti jadi ketua", "tidak masalah"),
    ],
)
def test_what_ends_something_else_is_no_opt_out(said: str) -> None:
    assert find_intent(said) != "opt_out"


def test_phrases_are_written_as_messages_are_read() -> None:
    for intent in intents():
        assert all(f" {plain(phrase)} " == phrase for phrase in intent.phrases)


@pytest.mark.parametrize("said", ["selamat siang buk 🙏", "assalamualaikum bu 🙏🙏", "pagi kak 🙏"])
def test_folded_hands_beside_a_greeting_are_no_thanks(said: str) -> None:
    assert find_intent(said) == "greeting"


@pytest.mark.parametrize("said", ["🙏", "pak 🙏", "ok bu 🙏", "alhamdulillah 🙏"])
def test_folded_hands_alone_are_thanks(said: str) -> None:
    assert find_intent(said) == "thanks"
