"""Every text that the code can ask for is written, in every language, with the same slots; and none is left over."""

import re
from collections import Counter

import pytest

from bot import texts
from bot.texts.looks import DAYS, SLOT
from handlers import FORMS, WORDS
from tests.texts import spoken

LOOKS = {*DAYS, "moment", "time", "number", "rupiah", "choice", "text", "lines", "list", "names", "full", ""}
SOURCE = texts.catalogue(texts.SOURCE)
OTHERS = [language for language in texts.LANGUAGES if language != texts.SOURCE]


def slots(template: str) -> Counter[str]:
    return Counter(slot.group() for slot in SLOT.finditer(template))


def test_every_key_in_the_code_is_written() -> None:
    assert sorted(spoken.keys() - SOURCE.keys()) == []


def test_every_written_key_is_used() -> None:
    assert sorted(SOURCE.keys() - spoken.keys()) == []


def test_every_family_of_keys_is_enumerated() -> None:
    assert sorted(spoken.families_in_code() - spoken.FAMILIES.keys() - spoken.NO_KEYS) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_exactly_the_keys_of_the_source(language: str) -> None:
    assert sorted(texts.catalogue(language).keys() ^ SOURCE.keys()) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_the_same_slots_and_looks(language: str) -> None:
    translated = texts.catalogue(language)
    assert {key: words for key, words in translated.items() if slots(words) != slots(SOURCE[key])} == {}


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_templates_are_well_formed(language: str) -> None:
    for key, words in texts.catalogue(language).items():
        assert words.strip() == words and words, f"{key} has blank edges"
        assert words.count("*") % 2 == 0, f"{key} opens bold and never closes it"
        assert re.findall(r"[{}]", SLOT.sub("", words)) == [], f"{key} has a brace that is no slot"
        assert {slot["look"] or "" for slot in SLOT.finditer(words)} <= LOOKS, f"{key} has an unknown look"


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_nothing_shouts(language: str) -> None:
    assert [key for key, words in texts.catalogue(language).items() if "!" in words] == []


def test_a_consent_notice_has_one_version_in_all_languages() -> None:
    assert {texts.words("consent.version", language) for language in texts.LANGUAGES} == {
        texts.words("consent.version")
    }


def alias_words(language: str) -> list[tuple[str, str]]:
    return [
        (word.strip(), key)
        for key, listed in texts.catalogue(language).items()
        if key.startswith("alias.")
        for word in listed.split(",")
    ]


def test_an_alias_word_stands_for_one_control_only() -> None:
    listed = [pair for language in texts.LANGUAGES for pair in alias_words(language)]
    assert {word: count for word, count in Counter(word for word, _ in listed).items() if count > 1} == {}
    assert all(word == word.casefold() and not word.isdigit() and len(word) > 2 for word, _ in listed)


def test_an_alias_word_is_no_label_of_an_answer() -> None:
    """Typed labels answer; where a word is both, it must be the label of that very control."""
    for language in texts.LANGUAGES:
        for key, words in texts.catalogue(language).items():
            if "=" in key and key.split(".")[0] in FORMS:
                assert words.casefold() not in texts.aliases(language), f"{language} {key}: {words}"


CAPITALS = re.compile(r"\*([A-Z]{3,})\*")


@pytest.mark.parametrize("language", texts.LANGUAGES)
def test_a_word_in_capitals_can_be_typed(language: str) -> None:
    """Where a text says *MENU*, typing it works, in whatever language the person is."""
    named = {word for words in texts.catalogue(language).values() for word in CAPITALS.findall(words)}
    assert {"MENU"} <= named
    known = {*WORDS, "edit"}
    assert {word for word in named if texts.aliases(language).get(word.casefold()) not in known} == set()


PRESSED = {
    "form.at_summary": ("control.send", "control.edit"),
    "form.press_the_button": ("control.send_bound",),
    "form.moment_in_past": ("control.edit",),
    "announce.summary": ("control.send_bound",),
    "question.start": ("ask.do=close",),
    "question.relayed": ("ask.do=answer",),
    "officers.list": ("officers.still=changed",),
    "officers.list_only_you": ("officers.still=changed",),
    "board.nothing_said": ("control.edit", "control.cancel"),
    "task.detail.officer_change": ("task.do=record",),
    "task.detail.officer_position": ("task.do=record",),
    "task.detail.number_change": ("task.do=same", "task.do=approve"),
    "lists.how": ("lists.do=apply",),
    "task.detail.rat_obstacle": ("task.do=done",),
    "task.detail.rat_gone": ("task.do=done",),
}
"""Texts that name a button."""


@pytest.mark.parametrize("language", texts.LANGUAGES)
@pytest.mark.parametrize(("key", "labels"), PRESSED.items(), ids=PRESSED)
def test_a_button_that_a_text_names_is_called_so(key: str, labels: tuple[str, ...], language: str) -> None:
    words = texts.words(key, language)
    for label in labels:
        assert f"*{texts.words(label, language)}*" in words
