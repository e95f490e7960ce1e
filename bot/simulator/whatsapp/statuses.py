"""How statuses travel."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Statuses:
    """The order, delay and number of webhook posts.

    in order: one status of a message after the other. shuffled: read may come before sent. late: posted after
    `delay` seconds of real time. Every post goes out `repeat` times and carries up to `batch` statuses or messages.
    With `reads` people look at once, else when `read_chat` is called. While `held` no status is posted.
    """

    mode: Literal["in order", "shuffled", "late"] = "in order"
    delay: float = 0.0
    repeat: int = 1
    batch: int = 1
    reads: bool = False
    held: bool = False
    kept: list[Callable[[], None]] = field(default_factory=list, repr=False)
    _dice: random.Random = field(default_factory=lambda: random.Random(7), repr=False)

    def release(self) -> None:
        """Let the held ones go, and hold no more."""
        self.held = False
        kept, self.kept = self.kept, []
        for post in kept:
            post()

    def forget(self) -> None:
        """Throw the held ones away: they never come."""
        self.kept.clear()

    def arranged(self, ladder: list[T]) -> list[T]:
        """The statuses of one message in the order in which they leave."""
        return self._dice.sample(ladder, len(ladder)) if self.mode == "shuffled" else ladder
