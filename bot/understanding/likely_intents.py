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
    """Read the examples now, for which the first message would else wait."""
    _heard()


def heard(text: str) -> str | None:
    """The intent of the example that is this text, but for politeness."""
    return _heard().get(strip_politeness(text))


def likely(text: str) -> dict[str, float]:
    """Intents with how likely each is, of 1 together; none for a text whose words nobody ever used."""
    return learned.likely(LESSON, text)


def two_wishes(text: str, whole: dict[str, float]) -> list[str]:
    """The two wishes of which a part of the text each is nearly sure, of which the whole is one and maybe the other."""
    maybe = {name for name, each in whole.items() if each >= MAYBE and name != NOTHING and "/" not in name}
    parts = [part for part in _PARTS.split(text[:LONGEST]) if len(part.split()) > 1]
    if len(maybe) < 2 or not 2 <= len(parts) <= MOST_PARTS:
        return []
    named = {name for part in parts if (name := _sure(part))}
    is_meant = len(named) == 2 and max(whole, key=lambda name: whole[name]) in named
    return sorted(named) if is_meant and named <= maybe else []


SURE, MAYBE = 0.9, 0.02
"""How likely, of 1, a wish is in its own part of a message, and at least in the whole."""
LONGEST, MOST_PARTS = 240, 3
_PARTS = re.compile(
    r"[,;.!?\n]+|\b(?:dan|trus|terus|sekalian|sama|lalu|juga|jg|serta|tapi|kalau|kalo|klo)\b", re.IGNORECASE
)


def _sure(part: str) -> str | None:
    votes = likely(part)
    name = max(votes, key=lambda name: votes[name], default=NOTHING)
    return name if name != NOTHING and votes[name] >= SURE else None


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
