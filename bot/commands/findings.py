"""What `sapa doctor` finds: one plain line each."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from rich.console import Console
from rich.text import Text

State = Literal["fine", "look", "wrong", "out"]
MARKS: dict[State, tuple[str, str]] = {
    "fine": ("✓", "green"),
    "look": ("!", "yellow"),
    "wrong": ("✗", "bold red"),
    "out": ("–", "dim"),
}
WIDTH = 20
SHORTEST_SECRET = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at and what was found; for `wrong`, also how to mend it.

    fine · look: works, but deserves a look · wrong · out: left out, with the reason.
    """

    state: State
    what: str
    fact: str

    def __str__(self) -> str:
        return f"{MARKS[self.state][0]} {self.what:<{WIDTH}}{self.fact}"


def fine(what: str, fact: str) -> Finding:
    """As it should be."""
    return Finding("fine", what, fact)


def look(what: str, fact: str) -> Finding:
    """Works, but deserves a look; does not count as wrong."""
    return Finding("look", what, fact)


def wrong(what: str, fact: str) -> Finding:
    """Does not work. The fact says what is wrong and how to mend it."""
    return Finding("wrong", what, fact)


def out(what: str, why: str) -> Finding:
    """Not looked at."""
    return Finding("out", what, why)


def show(console: Console, finding: Finding, secrets: Iterable[str]) -> None:
    """Print one line; whatever a platform or a driver has said, nothing secret is in it."""
    line = " ".join(str(finding.fact).split())
    for secret in secrets:
        if len(secret) >= SHORTEST_SECRET:
            line = line.replace(secret, "…")
    mark, style = MARKS[finding.state]
    console.print(Text.assemble((mark, style), " ", f"{finding.what:<{WIDTH}}", line), soft_wrap=True)
