"""What two recordings of one script have in common: who was spoken to, what could be chosen, which rows remained."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.transcripts import script
from tests.transcripts.whatsapp_phones import BY_WORD, KNOWN, NUMBERED, WAY

BUBBLE = re.compile(r"Sapa → (?P<who>\w+)(?: \((?P<how>.+)\))?$")
KEYS = re.compile(r"^ {2,4}(?=[\[{])(?:[\[{][^\]}]+[\]}] ?)+$")
LABEL = re.compile(r"\[([^\]]+)\]")
CUT_ROW = re.compile(r"^ {4}\[(?P<cut>[^\]]+…)\] (?P<label>.+)$")
LOST, KNOCK, SHEET = "tidak sampai", "template news", "▾"
SPOKEN_TO = ""


@dataclass(slots=True)
class Told:
    """A step: for each person that they were spoken to, and each label they could choose; or the rows of a table."""

    line: str
    offers: set[tuple[str, str]] = field(default_factory=set)
    rows: list[str] = field(default_factory=list)
    is_needless: bool = False
    """What the number would have told was told before."""


def told(recorded: Path, source: Path) -> list[Told]:
    """The steps of a recording. A keyboard below the chat is no choice: it asks for a number, and it stays."""
    steps = [Told(step.line) for step in script.read(source)]
    lines = recorded.read_text(encoding="utf-8").splitlines()
    upcoming = iter(steps)
    after, who, now = next(upcoming, None), "", Told("")
    for line in lines:
        if after is not None and line == after.line:
            now, after, who = after, next(upcoming, None), ""
        elif found := BUBBLE.match(line):
            who = "" if any(mark in (found["how"] or "") for mark in (LOST, KNOCK)) else found["who"]
            now.offers |= {(who, SPOKEN_TO)} if who else set()
        elif line == KNOWN:
            now.is_needless = True
        elif now.line.startswith("== "):
            now.rows += [line] if line.strip() else []
        elif who:
            now.offers |= {(who, label) for label in _labels(line)}
    assert after is None, f"{recorded} ends before {after.line!r}"
    return steps


def _labels(line: str) -> Iterator[str]:
    if found := CUT_ROW.match(line):
        yield _same(found["label"])
    elif KEYS.match(line):
        yield from (_same(label) for label in LABEL.findall(line) if SHEET not in label)
    elif found := NUMBERED.match(line.strip()):
        yield _same(found["label"])
    elif line.strip().startswith(BY_WORD):
        yield from (_same(found["word"]) for found in WAY.finditer(line))


def _same(label: str) -> str:
    return label.strip("‹› ").casefold()


def differences(telegram: Sequence[Told], whatsapp: Sequence[Told]) -> Iterator[str]:
    """Lines at which something else was offered, or after which other rows stand."""
    _bring_forward(telegram, whatsapp)
    for there, here in zip(telegram, whatsapp, strict=True):
        if there.offers != here.offers or there.rows != here.rows:
            yield here.line


def _bring_forward(telegram: Sequence[Told], whatsapp: Sequence[Told]) -> None:
    """What Telegram says once the number is shared, WhatsApp says the step before: it knows the number."""
    for place, here in enumerate(whatsapp):
        if here.is_needless:
            telegram[place - 1].offers |= telegram[place].offers
            telegram[place].offers.clear()
