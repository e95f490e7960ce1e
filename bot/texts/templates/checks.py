"""What the platform and our own style ask of a template before it is handed in (`platforms` 2.1)."""

import re
from collections.abc import Iterator

from bot import texts
from bot.texts.looks import SLOT
from bot.texts.templates import Written

NAME = re.compile(r"[a-z0-9_]{1,512}")
CATEGORIES = ("UTILITY", "MARKETING")
BODY, LABEL, BUTTONS = 1024, 20, 10
"""Characters of a body; of a label, where the platform would take 25; most buttons."""
WORDS_A_SLOT = 3
"""The platform refuses a body with few words for its variables and doesn't say how few."""
UNUSABLE = re.compile(r"[\n\t]| {4}")
"""What a variable must not contain."""


def problems(template: Written) -> list[str]:
    """A sentence for each thing that is wrong; empty for a template that may be handed in."""
    return [f"{template.name}: {each}" for each in (*_whole(template), *_bodies(template), *_labels(template))]


def _whole(template: Written) -> Iterator[str]:
    if not NAME.fullmatch(template.name):
        yield "the name may have 1 to 512 lower case letters, digits and underscores"
    if template.category not in CATEGORIES:
        yield f"the category must be one of {', '.join(CATEGORIES)}"
    slots = {language: set(template.slots(language)) for language in template.bodies}
    if len(set(map(frozenset, slots.values()))) > 1:
        yield "its languages have different slots"
    needed = set().union(*slots.values())
    for slot in sorted(needed ^ template.examples.keys()):
        yield f"slot {slot} has no example" if slot in needed else f"there is an example but no slot {slot}"
    for slot, example in template.examples.items():
        if not example.strip() or UNUSABLE.search(example):
            yield f"the example of {slot} is empty or has a line break, a tab or four spaces"


def _bodies(template: Written) -> Iterator[str]:
    for language, body in template.bodies.items():
        pieces = SLOT.sub("\0", body).split("\0")
        slots, words = len(pieces) - 1, sum(bool(re.search(r"\w", word)) for word in " ".join(pieces).split())
        size = len(template.body(language))
        if not 1 <= size <= BODY:
            yield f"{language}: the body must have 1 to {BODY} characters, it has {size}"
        if re.search(r"[{}]", "".join(pieces)):
            yield f"{language}: a brace belongs to no slot"
        if "!" in body:
            yield f"{language}: an office does not shout"
        if slots and not (_has_word(pieces[0]) and _has_word(pieces[-1])):
            yield f"{language}: a variable stands first or last"
        if not all(piece.strip() for piece in pieces[1:-1]):
            yield f"{language}: two variables stand side by side"
        if words < WORDS_A_SLOT * slots:
            yield f"{language}: {words} words are too few for {slots} variables"


def _labels(template: Written) -> Iterator[str]:
    if len(template.buttons) > BUTTONS:
        yield f"more than {BUTTONS} buttons"
    for language in template.bodies:
        labels = [texts.label_of(key, language) for key in template.buttons if texts.has(key)]
        for label in labels:
            if not 1 <= len(label) <= LABEL or re.search(r"[{}!\n]", label):
                yield f"{language}: label {label!r} must be 1 to {LABEL} characters without braces or !"
        if len(set(labels)) < len(labels):
            yield f"{language}: two buttons look the same"
    for key in template.buttons:
        if not texts.has(key):
            yield f"there is no label {key}"


def _has_word(piece: str) -> bool:
    return bool(re.search(r"\w", piece))
