"""Why somebody isn't the one we mean: no officer any more, never one, a stranger's number, or the owner has died."""

import re
import tomllib
from functools import cache
from pathlib import Path

from bot.understanding.posts import mine

REASONS = ("deceased", "wrong_number", "former", "not_officer")
"""The worst to overlook first."""


def read_status(words: str) -> str:
    """Why normalised words say that this is the wrong person; empty when they don't."""
    words = _table()["deceased"][1].sub(" ", words)
    found = next((reason for reason in REASONS if _table()[reason][0].search(words)), "")
    if found == "wrong_number" and _table()[found][1].search(words):
        found = "not_officer"
    if found == "former" and _table()["former"][1].search(words):
        return ""
    return "" if found == "not_officer" and mine(words) and not _ONLY.search(words) else found


def is_doubtful(words: str, status: str) -> bool:
    """Whether a reason that was found is to be asked back."""
    if status == "deceased":
        return _says("theirs", words) or bool(mine(words))
    return _says("either", words)


def is_unknown(words: str) -> bool:
    """Whether normalised words deny to know what or whom we ask for."""
    return _says("unknown", words)


def _says(name: str, words: str) -> bool:
    phrases, unless = _table()[name]
    return phrases.search(words) is not None and not unless.search(words)


_ONLY = re.compile(r"\b(?:cuma|hanya|sekadar|sekedar|cuman|namung) (?!ketua|sekretaris|bendahara|pengawas|manajer)")
_CLASS = re.compile(r"<(\w+)>")
_NEVER = re.compile(r"(?!)")


@cache
def _table() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    """What `wrong_person.toml` names: the phrases, and where they don't count."""
    with Path(__file__).with_name("wrong_person.toml").open("rb") as file:
        table = tomllib.load(file)
    classes = {name: f"(?:{''.join(words.split(chr(10)))})" for name, words in table.pop("words").items()}

    def pattern(phrases: list[str]) -> re.Pattern[str]:
        joined = "|".join(_CLASS.sub(lambda match: classes[match[1]], phrase) for phrase in phrases)
        return re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if phrases else _NEVER

    return {name: (pattern(rows["phrases"]), pattern(rows.get("unless", []))) for name, rows in table.items()}
