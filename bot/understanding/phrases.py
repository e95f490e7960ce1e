"""Patterns of many phrases, made so that they cost little wherever none of them stands."""

import re
from collections import defaultdict
from collections.abc import Iterable


def one_of(phrases: Iterable[str], *not_behind: str) -> str:
    """A pattern of these phrases, the longest first, by their first letters: else each is tried at every word.

    What may not stand before them is looked at behind the first letter, for by its first letters a pattern is found
    soonest.
    """
    by_letter: dict[str, list[str]] = defaultdict(list)
    for phrase in sorted(phrases, key=lambda phrase: (-len(phrase), phrase)):
        by_letter[re.escape(phrase[0])].append(re.escape(phrase[1:]))
    return "|".join(
        f"{letter}{''.join(f'(?<!{each}{letter})' for each in not_behind)}(?:{'|'.join(rest)})"
        for letter, rest in by_letter.items()
    )
