"""Our templates as Meta takes them, and what a push has to do about each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from bot import texts
from bot.channels.whatsapp_admin import EDITABLE, differences, draft
from bot.errors import SapaError
from bot.messages import Json
from bot.texts.templates import written
from bot.texts.templates.checks import problems

Key = tuple[str, str]
"""Name and language."""
Listed = Mapping[Key, Mapping[str, Any]]
Deed = Literal["created", "edited", "unchanged", "not pushed"]


@dataclass(frozen=True, slots=True)
class Step:
    """What is done about one template in one language, or why nothing can be."""

    key: Key
    deed: Deed
    about: str = ""

    def line(self, *, planned: bool = False) -> str:
        """`visit_reminder (id): edited, body differed`; planned, `would be edited`."""
        deed = f"would be {self.deed}" if planned else self.deed
        return f"{title(self.key)}: {deed}" + (f", {self.about}" if self.about else "")


def title(key: Key) -> str:
    """`visit_reminder (id)`."""
    return f"{key[0]} ({key[1]})"


def titles(keys: Iterable[Key]) -> str:
    """`visit_reminder (id, en), news (id)`."""
    found: dict[str, list[str]] = {}
    for name, language in keys:
        found.setdefault(name, []).append(language)
    return ", ".join(f"{name} ({', '.join(languages)})" for name, languages in found.items())


def drafts() -> dict[Key, Json]:
    """Each of our templates in each language. Raises SapaError for files that Meta would refuse."""
    if wrong := [problem for each in written().values() for problem in problems(each)]:
        raise SapaError(f"bot/texts/templates: {'; '.join(wrong)}.")
    return {
        (each.name, language): draft(
            each.name,
            language,
            each.category,
            each.body(language),
            examples=[each.examples[slot] for slot in each.slots(language)],
            labels=[texts.words(key, language) for key in each.buttons],
        )
        for each in written().values()
        for language in texts.LANGUAGES
    }


def by_key(found: Sequence[Mapping[str, Any]]) -> Listed:
    """Meta's list by name and language."""
    return {(str(each["name"]), str(each["language"])): each for each in found}


def step(key: Key, wanted: Json, listed: Mapping[str, Any] | None) -> Step:
    """What a push has to do about this draft."""
    if listed is None:
        return Step(key, "created")
    differ, status = differences(wanted, listed), str(listed.get("status", "")).upper()
    if not differ:
        return Step(key, "unchanged")
    about = f"{' and '.join(differ)} differed"
    if status not in EDITABLE:
        return Step(key, "not pushed", f"{about}, and Meta takes no edit while it is {status}")
    if status == "APPROVED" and differ == ["category"]:
        told = f"Meta counts it as {listed.get('category')} and keeps the category of an approved template"
        return Step(key, "not pushed", f"{told}; ask for a review in WhatsApp Manager, or reword it")
    return Step(key, "edited", about)
