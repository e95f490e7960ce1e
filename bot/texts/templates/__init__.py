"""What may go to somebody who has not written lately: texts that the platform approves beforehand, one a file.

A file names the Say it stands for and the labels of its buttons; its bodies have the slots of our texts, which the
platform sees as numbered variables, in order of first appearance.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.messages import Choice, Filled, Say
from bot.texts.looks import SLOT, Template

HERE = Path(__file__).parent
KNOCK = "news"
"""The template that says only that there is news: its button opens the window for what waits behind it."""
BODY_LIMIT = 1024
"""Characters of a filled body (`platforms` 2.1)."""
SHORTEST = 2
"""Characters below which no value is cut: a sign and its dots."""


@dataclass(frozen=True, slots=True)
class Written:
    """A template as we wrote it. `buttons` are label keys such as `event.answer=yes`; `examples` are by slot."""

    name: str
    say: str
    category: str
    buttons: tuple[str, ...]
    bodies: Mapping[str, str]
    examples: Mapping[str, str]

    def slots(self, language: str) -> list[str]:
        """The variables of a body as slots without braces, numbered from 1."""
        return list(dict.fromkeys(slot[0][1:-1] for slot in SLOT.finditer(self.bodies[language])))

    def body(self, language: str) -> str:
        """The body as the platform takes it."""
        numbers = {slot: number for number, slot in enumerate(self.slots(language), 1)}
        return re.sub(SLOT, lambda slot: f"{{{{{numbers[slot[0][1:-1]]}}}}}", self.bodies[language])


@cache
def written() -> Mapping[str, Written]:
    """Every template by name."""
    found: dict[str, Written] = {}
    for path in sorted(HERE.glob("*.toml")):
        parts = tomllib.loads(path.read_text(encoding="utf-8"))
        bodies = {language: parts[language].strip() for language in ("id", "en")}
        found[path.stem] = Written(
            path.stem, parts["say"], parts["category"], tuple(parts["buttons"]), bodies, parts["examples"]
        )
    return found


@cache
def _by_say() -> Mapping[tuple[str, tuple[str, ...]], Written]:
    return {(each.say, each.buttons): each for each in written().values()}


def filled(say: Say, language: str, template: Template) -> Filled | None:
    """The template that says the same; None where nobody wrote one."""
    found = _by_say().get((say.key, tuple(label_key(each) for each in say.choices)))
    if found is None:
        return None
    values = [template.slot(each, say.key, say.params) for each in found.slots(language)]
    room = BODY_LIMIT - len(found.body(language))
    return Filled(found.name, language, _within(values, room), tuple(each.id for each in say.choices))


def shown(filled: Filled) -> str:
    """How it looks on a phone."""
    words = written()[filled.name].body(filled.language)
    for number, value in enumerate(filled.values, 1):
        words = words.replace(f"{{{{{number}}}}}", value)
    return words


def _within(values: list[str], room: int) -> tuple[str, ...]:
    """The values, the longest cut until all of them together have room in the body."""
    values = [" ".join(each.split()) for each in values]
    while sum(map(len, values)) > room:
        longest = max(range(len(values)), key=lambda place: len(values[place]))
        if len(values[longest]) <= SHORTEST:
            break
        excess = sum(map(len, values)) - room
        keep = max(1, len(values[longest]) - max(excess, 1) - 1)
        values[longest] = f"{values[longest][:keep].rstrip()}…"
    return tuple(values)


def label_key(choice: Choice) -> str:
    """Where a choice's label stands in the texts: `event.12.answer=yes` → `event.answer=yes`."""
    form, _, question = choice.id.split(".", 2)
    return f"{form}.{question}"
