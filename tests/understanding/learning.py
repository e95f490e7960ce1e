"""Learns what messages mean from the tables of utterances: `make learn` writes `bot/understanding/learned/`.

Each lesson is one question about a message, with one meaning for an answer. The learner is a logistic regression over
the traits of `bot.understanding.traits`; weights that tell little are left out.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from bot.understanding import likely_intents
from bot.understanding.likely import FOLDER, NOTHING, answering
from bot.understanding.traits import traits
from tests.understanding import measuring
from tests.understanding.measuring import LEARNED_FROM

LESSONS = {
    "sessions.answer": "balanced",
    "sessions.asks": "balanced",
    "visits.answer": "balanced",
    "visits.asks": "balanced",
    "identity.status": "few",
    "rat.held": "few",
    "rat.reason": "few",
    "rat.meeting": "balanced",
    "rat.standing": "few",
    "answers": "few",
    "intents": "balanced",
}
"""The lessons, each with whether its meanings count alike however often they stand in the tables."""
FREER = ("sessions.answer", "sessions.asks", "visits.answer", "visits.asks")
"""The lessons whose weights may grow seven times as freely: they have examples enough of every meaning."""
ELSEWHERE = {"sessions": ("rat",), "visits": ("rat",), "identity": ("rat",), "rat": ()}
"""The tables whose sentences mean nothing to a lesson."""
TOLD_ALIKE = {"standing"}
"""What is told in such a table as it is anywhere: a cooperative that is no more."""
SOFTNESS, LEAST_WEIGHT, LEAST_SEEN = 20.0, 0.3, 2
"""How freely weights may grow; the least that is kept; and in how many examples a trait must stand."""


class Example(NamedTuple):
    """A sentence, what it means, and to which of a lesson's questions it is an answer."""

    said: str
    meaning: str
    asked: str = ""


def examples(lesson: str) -> Iterator[Example]:
    """What a lesson is learned from: sentences with what they mean in it, those left out whose meaning is open."""
    kind, _, name = lesson.partition(".")
    if not name:
        wishes = likely_intents.examples() if lesson == likely_intents.LESSON else ()
        yield from (Example(said, NOTHING if wish == likely_intents.ANSWER else wish) for said, wish in wishes)
    for row in _rows((kind,)):
        if (meaning := _meaning(row, name or measuring.VALUE)) is not None:
            yield Example(row["said"], meaning, row.get("asked", ""))
    for row in _rows(ELSEWHERE.get(kind, ())):
        if not TOLD_ALIKE & {*row.get("certain", ()), *row.get("also", ())}:
            yield Example(row["said"], NOTHING)


def _rows(kinds: Iterable[str]) -> Iterator[dict[str, Any]]:
    return (dict(row) for kind in kinds for part in LEARNED_FROM for row in measuring.rows(kind, part))


def _meaning(row: dict[str, Any], name: str) -> str | None:
    """What a row means in a lesson; None where it may mean this or that, or need not be understood."""
    if "never" in row:
        return None
    certain, *others = ({} if (label := row.get(each)) is None else label for each in ("certain", "ambiguous", "also"))
    if name == measuring.VALUE:
        if "asked" in row and "ambiguous" in row:
            return None
        return "/".join(sorted(others[0])) if others[0] else str(certain or NOTHING)
    if name in others[0] or (name in others[1] and name not in certain):
        return None
    return str(certain.get(name, NOTHING))


def digest() -> str:
    """What the examples and the reading of words amount to; the weights are in step with it or to be made anew."""
    told = hashlib.sha256()
    for lesson, weighing in LESSONS.items():
        for said, meaning, asked in sorted(set(examples(lesson))):
            told.update(repr((lesson, weighing, softness(lesson), meaning, asked, traits(said))).encode())
    return told.hexdigest()


def learn(told: list[Example], weighing: str, softness: float = SOFTNESS) -> dict[str, Any]:
    """The weights that the examples amount to."""
    from sklearn.feature_extraction import DictVectorizer  # two seconds, and only `make learn` needs it
    from sklearn.linear_model import LogisticRegression

    found = [traits(each.said) for each in told]
    asked = [[*answering(each.asked, some)] if each.asked else [] for each, some in zip(told, found, strict=True)]
    seen = Counter(trait for each in (*found, *asked) for trait in each)
    columns = DictVectorizer()
    table = columns.fit_transform(
        [
            {each: max(1, len(some)) ** -0.5 for each in (*some, *more) if seen[each] >= LEAST_SEEN}
            for some, more in zip(found, asked, strict=True)
        ]
    )
    model = LogisticRegression(C=softness, max_iter=300, class_weight="balanced" if weighing == "balanced" else None)
    model.fit(table, [each.meaning for each in told])
    names = [str(each) for each in model.classes_]
    adds: dict[str, dict[str, float]] = {}
    for trait, weights in zip(columns.get_feature_names_out(), model.coef_.T, strict=True):
        kept = {name: round(float(w), 1) for name, w in zip(names, weights, strict=True) if abs(w) >= LEAST_WEIGHT}
        if kept:
            adds[str(trait)] = kept
    return {"before": dict(zip(names, (round(float(w), 2) for w in model.intercept_), strict=True)), "adds": adds}


def softness(lesson: str) -> float:
    """How freely the weights of a lesson may grow."""
    return SOFTNESS * (7 if lesson in FREER else 1)


def write(lesson: str, learned: dict[str, Any]) -> None:
    """One trait a line, so that a change shows what it changed."""
    lines = [
        f"{json.dumps(trait, ensure_ascii=False)}: {json.dumps(kept)}"
        for trait, kept in sorted(learned["adds"].items())
    ]
    before = json.dumps(learned["before"])
    text = f'{{"before": {before},\n"adds": {{\n' + ",\n".join(lines) + "\n}}\n"
    (FOLDER / f"{lesson}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    for wanted in sys.argv[1:] or LESSONS:
        write(wanted, learn(sorted(set(examples(wanted))), LESSONS[wanted], softness(wanted)))
        sys.stdout.write(f"{wanted}\n")
    (FOLDER / "digest.txt").write_text(digest() + "\n", encoding="utf-8")
