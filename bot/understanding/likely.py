"""How likely each meaning of a message is, by the weights that `make learn` made from the tables of utterances."""

import json
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.understanding.traits import traits
from bot.understanding.values import Read

FOLDER = Path(__file__).with_name("learned")
NOTHING = "none"
"""What a lesson calls a message that says none of its meanings."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learned of one question: its meanings, what speaks for each anyhow, what each trait adds for some."""

    names: tuple[str, ...]
    before: tuple[float, ...]
    adds: Mapping[str, tuple[tuple[int, float], ...]]
    """By trait: the places of meanings, each with its weight."""


def likely(lesson: str, text: str, asked: str = "") -> dict[str, float]:
    """Meanings with how likely each is, of 1 together; none for a text in which nothing is known.

    The lesson is the name of a file in `learned/`: "sessions.answer". Where one lesson serves several questions,
    `asked` names which of them the text answers. The figures are those of a logistic regression.
    """
    learned = load(lesson)
    found = traits(text)
    known = [*filter(None, map(learned.adds.get, found))]
    if not known:
        return {}
    if asked:
        known += filter(None, map(learned.adds.get, answering(asked, found)))
    told = [0.0] * len(learned.names)
    for adds in known:
        for place, more in adds:
            told[place] += more
    size = math.sqrt(len(found))
    sums = [before + each / size for before, each in zip(learned.before, told, strict=True)]
    most = max(sums)
    odds = [math.exp(each - most) for each in sums]
    total = sum(odds)
    return {name: each / total for name, each in zip(learned.names, odds, strict=True)}


def answering(asked: str, found: Iterable[str]) -> Iterator[str]:
    """What traits tell in an answer to one of several questions, and that it was that one."""
    yield f"{asked}:"
    yield from (f"{asked}: {trait}" for trait in found)


@cache
def load(lesson: str) -> Lesson:
    """What `learned/` holds of a lesson."""
    table = json.loads((FOLDER / f"{lesson}.json").read_text(encoding="utf-8"))
    names = tuple(table["before"])
    places = {name: place for place, name in enumerate(names)}
    shared: dict[tuple[int, float], tuple[int, float]] = {}
    adds = {
        trait: tuple(shared.setdefault(each, each) for each in ((places[name], more) for name, more in some.items()))
        for trait, some in table["adds"].items()
    }
    return Lesson(names, tuple(table["before"].values()), adds)


def surest(lesson: str, text: str, least: float = 0.5) -> str:
    """The likeliest meaning, where it is at least so likely (of 1); empty where it is none or less likely."""
    votes = likely(lesson, text)
    first = max(votes, key=lambda name: votes[name], default=NOTHING)
    return first if first != NOTHING and votes[first] >= least else ""


def judge(lesson: str, text: str, ruled: str | None) -> Read[str] | None:
    """What a text means by its words' weights and by rules, which have one vote; two meanings where none leads."""
    votes = likely(lesson, text)
    if ruled is not None or not votes:
        votes[ruled or NOTHING] = votes.get(ruled or NOTHING, 0.0) + VOTE
    first, second, *_ = [*sorted(votes, key=lambda name: (-votes[name], name)), NOTHING]
    if first == NOTHING:
        return None
    if votes[first] - votes.get(second, 0.0) >= LEAD:
        return Read(first, "exact", text)
    named = tuple(sorted({first, second} - {NOTHING}))
    return Read(named[0], "several" if len(named) > 1 else "doubtful", text, named if len(named) > 1 else ())


VOTE, LEAD = 0.15, 0.2
"""Of 1 shared by all meanings: what the rules add, and by how much the first must lead to be taken unasked."""
