"""What staff ask for in their own words: "ada tugas apa hari ini", "mau bikin pengumuman pelatihan"."""

import re
import tomllib
from functools import cache
from pathlib import Path

from bot.understanding.words import strip_politeness

MOST_WORDS = 12
"""Words of a message in which a command is looked for: who writes more tells something."""
TELLING = ("umumkan",)
"""Commands behind which all that they need may be told at once, in as many words as it takes."""
OPENING = 6
"""Words with which such a message begins."""


def command_meant(text: str) -> str | None:
    """The name of the command that a message of staff asks for; None for anything else."""
    words = strip_politeness(text)
    if len(words.split()) > MOST_WORDS:
        opening = " ".join(words.split()[:OPENING])
        return next((name for name in TELLING if _commands()[name].search(opening)), None)
    return next((name for name, said in _commands().items() if said.search(words)), None)


@cache
def _commands() -> dict[str, re.Pattern[str]]:
    with Path(__file__).with_name("staff_words.toml").open("rb") as file:
        table = tomllib.load(file)
    return {name: re.compile("|".join(said)) for name, said in table.items()}
