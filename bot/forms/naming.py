"""A name out of several that were offered, typed in a part or in the usual short form; what fits two is asked."""

from collections.abc import Sequence

from bot.messages import Choice
from bot.understanding import names

LONGEST = 80
"""Characters beyond which words are more than a name."""


def named(text: str, choices: Sequence[Choice]) -> Choice | None:
    """The one choice whose name these words mean; None where it could be two, or none."""
    labels = {number: each.label for number, each in enumerate(choices) if each.label}
    if not labels or len(text) > LONGEST:
        return None
    ranked = names.find(text, labels)
    return choices[ranked[0][0]] if names.verdict(ranked) == "one" else None
