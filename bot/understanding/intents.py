"""What a message wants, by the table in `intents.toml`."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.understanding.words import plain, strip_politeness


@dataclass(frozen=True, slots=True)
class Intent:
    """One row of the table; every phrase is as `plain` writes it."""

    name: str
    whole: frozenset[str]
    phrases: tuple[str, ...]
    sets: tuple[frozenset[str], ...]
    unless: tuple[str, ...]
    fillers: tuple[str, ...]
    greetings: bool


def find_intent(text: str) -> str | None:
    """The name of the first intent that fits the text, or None."""
    said, core = plain(text), strip_politeness(text)
    if not said:
        return None
    return next((intent.name for intent in intents() if _fits(intent, said, core)), None)


@cache
def intents() -> tuple[Intent, ...]:
    """The table, in the order in which it is tried."""
    with Path(__file__).with_name("intents.toml").open("rb") as file:
        rows = tomllib.load(file)["intent"]
    return tuple(
        Intent(
            name=row["name"],
            whole=frozenset(
                _plain(row.get("whole", ())) | {strip_politeness(line) for line in row.get("whole", ())} - {""}
            ),
            phrases=tuple(sorted(_plain(row.get("phrases", ())))),
            sets=tuple(frozenset(plain(" ".join(words)).split()) for words in row.get("sets", ())),
            unless=tuple(sorted(_plain(row.get("unless", ())))),
            fillers=tuple(sorted(_plain(row.get("fillers", ())), key=len, reverse=True)),
            greetings=row.get("greetings", False),
        )
        for row in rows
    )


def _fits(intent: Intent, said: str, core: str) -> bool:
    if any(_contains(said, phrase) for phrase in intent.unless):
        return False
    if said in intent.whole or (_without(core, intent.fillers) or core) in intent.whole:
        return True
    if intent.greetings and not core:
        return True
    if any(_contains(said, phrase) for phrase in intent.phrases):
        return True
    words = set(said.split()) if intent.sets else set()
    return any(wanted <= words for wanted in intent.sets)


def _contains(said: str, phrase: str) -> bool:
    return f" {phrase} " in f" {said} "


def _without(core: str, fillers: tuple[str, ...]) -> str:
    padded = f" {core} "
    for filler in fillers:
        padded = padded.replace(f" {filler} ", " ")
    return padded.strip()


def _plain(lines: Iterable[str]) -> set[str]:
    return {plain(line) for line in lines}
