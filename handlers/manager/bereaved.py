""" "Belum ada pak, ketua baru meninggal": no meeting yet, and why; who takes the place comes after that."""

from collections.abc import Sequence

from bot.messages import Say
from bot.turn import Turn
from bot.understanding.words import normalise
from db import prompts
from handlers.manager import mourning, officers, rat, rat_facts

REMINDER = "season."


async def or_changed(turn: Turn) -> Sequence[Say]:
    """The report of a meeting that was not held, where that is what they speak of; else the officers have changed."""
    text = turn.incoming.text
    facts = rat_facts.read(text, turn.today) if turn.staff is None and mourning.is_told(text) else {}
    if "reason" not in facts:
        return await officers.changed(turn)
    shown, _ = await prompts.last_prompt(turn.session, turn.incoming.sender)
    is_reminded = bool(shown) and shown[0].id.startswith(REMINDER)
    if not is_reminded and not rat.MEETING.search(normalise(text)):
        return await officers.changed(turn)
    return await rat.start(turn)
