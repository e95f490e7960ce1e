"""BAHASA / LANGUAGE: in which language we write to somebody."""

from collections.abc import Sequence

from bot import texts
from bot.messages import Choice, Say
from bot.turn import Turn
from db import audit, talks


async def choose(turn: Turn) -> Sequence[Say]:
    """Ask, in both languages at once: who asks may not read the present one."""
    return [Say("language.which", {}, tuple(Choice(f"language.-.set={each}") for each in texts.LANGUAGES))]


async def pressed(turn: Turn, _subject: str, _question: str, value: str) -> Sequence[Say]:
    """`language.-.set=en`: everything from now on is in it, on every channel; an open form goes on in it."""
    if value not in texts.LANGUAGES:
        return [Say("router.old_button")]
    turn.person.language = value
    audit.note(turn.session, turn.actor, "person.language", f"person:{turn.person.id}", turn.now, language=value)
    rows = await talks.open_forms(turn.session, turn.person.id)
    return [Say("language.chosen", {}, tuple(Choice(f"{each.form}.{each.run}.!resume") for each in rows[:1]))]
