"""How likely each wish is, learned from `intent_examples/`, and the wish of an example that is this very message."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from bot.understanding import likely as learned
from bot.understanding.likely import NOTHING
from bot.understanding.words import strip_politeness

FOLDER = Path(__file__).with_name("intent_examples")
LESSON = "intents"
ANSWER = "answer"
"""What the examples call a message that would only answer a question of ours; as a wish it is nothing."""


def prepare() -> None:
    """Load now what the first message would else wait for."""
    learned.load(LESSON)
    _heard()


def heard(text: str) -> str | None:
    """The intent of the example that is this text, but for politeness."""
    return _heard().get(strip_politeness(text))


def likely(text: str) -> dict[str, float]:
    """Intents with how likely each is, of 1 together; none for a text whose words nobody ever used."""
    return learned.likely(LESSON, text)


def examples() -> Iterator[tuple[str, str]]:
    """Every example with the name of its intent; "one/other" is what may mean either."""
    for path in sorted(FOLDER.glob("*.toml")):
        for name, lines in tomllib.loads(path.read_text(encoding="utf-8")).items():
            yield from ((said.strip(), name) for said in re.split(r"[|\n]", lines) if said.strip())


@cache
def _heard() -> Mapping[str, str]:
    """Examples with the one thing that each means."""
    found: dict[str, set[str]] = defaultdict(set)
    for said, name in examples():
        found[strip_politeness(said)].add(NOTHING if name == ANSWER else name)
    return {said: name for said, [name, *others] in found.items() if said and not others}
