"""A transcript as lines: what people do stands, what the bot says and the rows are written by the recorder.

Recorded lines begin with `Sapa →` or are indented; blank lines carry nothing. `VERBS` is the whole language.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

WHO = r"(?P<who>\w+)(?: on (?P<messenger>Telegram|WhatsApp))?"
WORDS = r'"(?P<words>[^"]+)"'
VERBS = {
    "comment": r"# ?(?P<text>.*)",
    "given": r"given (?P<kind>cooperative|officer|person|staff|rule|season|report|Meta) (?P<text>.+)",
    "rows": r"== (?P<table>\w+): (?P<columns>.+)",
    "jump": r"clock (?P<to>\d{4}-\d\d-\d\d \d\d:\d\d)",
    "advance": r"clock \+(?P<count>\d+) (?P<unit>second|minute|hour|day)s?",
    "tick": r"tick",
    "stop": r"Sapa stops",
    "start": r"Sapa starts",
    "expect_parked": r"one message is parked",
    "suspend": r"the office suspends (?P<who>\w+)",
    "promote": r"the office makes (?P<who>\w+) an? (?P<role>\w+)",
    "remove": r"the office no longer lists (?P<who>\w+) as an officer",
    "deploy": r"a deploy takes the question (?P<taken>\w+) away and adds (?P<added>\w+)",
    "print": r"the office prints a letter to (?P<name>.+)",
    "meta": r"Meta (?P<text>.+)",
    "types": rf"{WHO} > (?P<text>.+)",
    "quotes": rf"{WHO} quotes {WORDS} > (?P<text>.+)",
    "edits": rf"{WHO} edits {WORDS} > (?P<text>.+)",
    "taps": rf"{WHO} taps \[(?P<label>.+?)\](?: under {WORDS})?(?P<twice> twice)?",
    "opens": rf"{WHO} presses START",
    "redeems": rf"{WHO} opens the link for staff (?P<member>\w+)",
    "invited": rf"{WHO} opens the letter",
    "follows": rf"{WHO} opens the link",
    "shares_own": rf"{WHO} shares own contact",
    "shares": rf"{WHO} shares the contact of (?P<other>\w+)",
    "sends": rf"{WHO} sends a (?P<kind>voice|photo|sticker|document|location)(?: of (?P<megabytes>\d+) MB)?"
    r"(?: named (?P<filename>\S+))?(?: saying \"(?P<caption>[^\"]+)\")?",
    "blocks": rf"{WHO} blocks",
    "unblocks": rf"{WHO} unblocks",
    "deletes": rf"{WHO} deletes {WORDS}",
    "reacts": rf"{WHO} reacts (?P<emoji>\S+) to {WORDS}",
    "moves": rf"{WHO} moves to the number (?P<phone>\+\d+)",
    "promotion": rf"{WHO} (?P<deed>refuses|allows) promotion at WhatsApp",
}
"""Behind a name may stand the messenger, where a script is played on both. What Meta does is in `meta.py`."""
SHAPES = {verb: re.compile(rf"{shape}$") for verb, shape in VERBS.items()}
NOBODY_ANSWERS = (
    *("comment", "given", "rows", "jump", "advance", "expect_parked", "stop", "start", "suspend", "promote"),
    *("remove", "deploy", "print"),
)
"""Lines after which silence is no news."""


@dataclass(slots=True)
class Step:
    """One line of a script and what was seen after it."""

    line: str
    verb: str
    parts: Mapping[str, str]
    seen: list[str] = field(default_factory=list)


def read(path: Path) -> list[Step]:
    """The steps of a file. Raises ValueError for a line that nobody understands."""
    return [
        _step(path, number, line)
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if line.strip() and not line.startswith((" ", "Sapa →"))
    ]


def _step(path: Path, number: int, line: str) -> Step:
    for verb, shape in SHAPES.items():
        if found := shape.match(line.rstrip()):
            parts = {name: words for name, words in found.groupdict().items() if words is not None}
            return Step(line.rstrip(), verb, parts)
    raise ValueError(f"{path.name}:{number}: nobody understands {line!r}")


def written(steps: Sequence[Step]) -> str:
    """The whole transcript as it stands in the file."""
    lines: list[str] = []
    before: Step | None = None
    for step in steps:
        if before is not None and _is_apart(before, step):
            lines.append("")
        lines.append(step.line)
        lines += step.seen
        before = step
    return "\n".join(lines) + "\n"


def _is_apart(before: Step, step: Step) -> bool:
    """Whether an empty line stands between two steps."""
    if step.verb == "comment":
        return before.verb != "comment"
    return bool(before.seen) or step.verb == "rows"
