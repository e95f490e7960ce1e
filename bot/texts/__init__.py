"""Say → Outgoing in a language. The words lie in `id/*.toml` (the source) and `en/*.toml` (follows).

A key is `file.name`: `rat.held_on` stands in `id/rat.toml`. A choice's label is `file.question=value`.
Templates mark bold words with asterisks and say how a parameter looks: `{held_on:day}`, `{members:number}`.
"""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from bot.messages import BOLD, Choice, Outgoing, Say
from bot.texts import templates
from bot.texts.looks import Template

LANGUAGES = ("id", "en")
SOURCE = "id"
HERE = Path(__file__).parent


@cache
def catalogue(language: str) -> dict[str, str]:
    """Every text of a language by key."""
    found: dict[str, str] = {}
    for path in sorted((HERE / language).glob("*.toml")):
        for name, words in tomllib.loads(path.read_text(encoding="utf-8")).items():
            found[f"{path.stem}.{name}"] = words.strip("\n")
    return found


def has(key: str) -> bool:
    """Whether the source language knows this key."""
    return key in catalogue(SOURCE)


def words(key: str, language: str = SOURCE) -> str:
    """The raw template behind a key. Raises KeyError for a key nobody wrote."""
    return catalogue(language).get(key) or catalogue(SOURCE)[key]


def fill(say: Say, language: str = SOURCE) -> str:
    """The finished words of a Say, with neutral bold marks."""
    template = Template(language, fill, label_of)
    return template.fill(words(say.key, language), say.key, say.params)


def label_of(key: str, language: str) -> str:
    """The label behind a choice key such as `rat.held=yes`; the bare value when nobody wrote one."""
    return words(key, language) if has(key) else key.partition("=")[2].replace(BOLD, "")


def label(choice: Choice, language: str = SOURCE) -> str:
    """What stands on a button. Ids are `form.run.question=value`, control buttons `form.run.!control`."""
    if choice.label:
        return choice.label
    form, _, question = choice.id.split(".", 2)
    if question.startswith("!"):
        control = question[1:].partition("~")[0]
        return words(f"control.{control}", language)
    return label_of(f"{form}.{question}", language)


def render(
    says: Sequence[Say], language: str = SOURCE, *, replaces: str | None = None, with_template: bool = False
) -> Outgoing:
    """One message out of what a handler has to say: every bubble costs money on some channel.

    `with_template`: also as an approved template, where one says the same.
    """
    text = "\n\n".join(fill(say, language).strip() for say in says)  # an empty list leaves no empty line behind
    choices = tuple(Choice(c.id, label(c, language)) for say in says for c in say.choices)
    asked = {name: str(key) for say in says for name, key in say.params.items() if name.startswith("asks_")}
    template = None
    if with_template and len(says) == 1:
        template = templates.filled(says[0], language, Template(language, fill, label_of))
    return Outgoing(
        text,
        choices,
        template=template,
        replaces=replaces,
        asks_contact=_word(asked.get("asks_contact"), language),
        asks_location=_word(asked.get("asks_location"), language),
        language=language,
    )


def _word(key: str | None, language: str) -> str:
    return words(key, language) if key else ""


@cache
def aliases(language: str = SOURCE) -> Mapping[str, str]:
    """Typed words that stand for a control: `{"kembali": "back"}`. Both languages are understood at any time."""
    found: dict[str, str] = {}
    for each in (*LANGUAGES, language):
        for key, listed in catalogue(each).items():
            if key.startswith("alias."):
                found.update({word.strip(): key.removeprefix("alias.") for word in listed.split(",")})
    return found


def plain(text: str) -> str:
    """A text without bold marks: for logs, previews and tests."""
    return text.replace(BOLD, "")
