"""How long the readers take over texts meant to be hard for them, in milliseconds of processor time."""

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator

from tests.understanding import measuring, reading
from tests.understanding.test_any_text import LONG, PIECES, READERS

LENGTHS = {300: 5.0, 4096: 50.0}
"""Characters of a text, and the milliseconds in which 99 of 100 of them are to be read by each reader."""


def texts(length: int, number: int) -> list[str]:
    """Sentences of the tables in a row, the words of the trade at random, and one sign over and over."""
    chosen = random.Random(length)
    said = [row["said"] for kind in reading.READERS for row in measuring.rows(kind, "first")]
    words = [piece for piece in PIECES if piece]
    mixed = [
        " ".join(chosen.choice(pool) for _ in range(length // 4 + 1))[:length]
        for pool in (said, words)
        for _ in range(number // 2)
    ]
    return mixed + [(each * (length // len(each) + 1))[:length] for each in LONG]


def worst(length: int, number: int = 100) -> Iterator[tuple[str, float]]:
    """Each reader with its 99th percentile over these texts, each of which takes the least of some rounds."""
    hard = texts(length, number)
    for name, reader in READERS.items():
        rounds = [_round(reader, hard) for _ in range(ROUNDS)]
        taken = sorted(map(min, zip(*rounds, strict=True)))
        yield name, taken[int(len(taken) * 0.99) - 1]


ROUNDS = 3
"""Readings of each text: what else a machine does in between only ever takes longer."""
OF_WORDS = 1024
"""Entries from which on a cache is one of words, which stay known from text to text in service as well."""


def _round(reader: Callable[[str], object], hard: Iterable[str]) -> list[float]:
    """Milliseconds that each text takes which nobody has read before."""
    taken = []
    _forget_texts()
    for text in hard:
        begun = time.process_time()
        reader(text)
        taken.append((time.process_time() - begun) * 1000)
    return taken


def _forget_texts() -> None:
    for name, module in list(sys.modules.items()):
        for each in vars(module).values() if name.startswith("bot.understanding.") else ():
            if hasattr(each, "cache_parameters") and (each.cache_parameters()["maxsize"] or OF_WORDS) < OF_WORDS:
                each.cache_clear()


def report() -> Iterator[str]:
    """A line for every length: the slowest reader."""
    for length, bound in LENGTHS.items():
        name, slowest = max(worst(length), key=lambda pair: pair[1])
        yield f"{length} characters: p99 {slowest:.1f} ms ({name}), to stay under {bound:.0f} ms"
