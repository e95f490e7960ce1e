"""Somebody has died: a word of condolence before anything else, and the death as the reason that it is."""

import re
from collections.abc import Sequence

from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding import asking
from bot.understanding.words import normalise
from handlers.abilities import Below

NOT_UNDERSTOOD = ("router.not_understood", "router.still_not_understood")
"""What nobody should read below a condolence."""
_DIED = re.compile(r"\b(?:meninggal|wafat|berpulang|tutup usia|mangkat)\b")
_CLAUSES = re.compile(r"[,;\n]+|\.(?!\d)|\b(?:karena|karna|krn|sebab|soalnya)\b", re.IGNORECASE)
_LONG_AGO = re.compile(r"\b(?:tahun lalu|tahun (?:19|20)\d\d|dulu|sudah lama)\b")


def is_told(text: str) -> bool:
    """Whether a text tells of a death."""
    return _DIED.search(normalise(text)) is not None


def clause(text: str) -> str:
    """The part of a text that tells of it, as typed; empty where none does."""
    return next((each.strip(" .") for each in _CLAUSES.split(text) if is_told(each)), "")


def first(below: Below) -> Below:
    """Before the reply to somebody who has just told us of a death."""

    async def with_condolence(turn: Turn, says: Sequence[Say]) -> Sequence[Say]:
        text = turn.incoming.text
        is_new = is_told(text) and not _LONG_AGO.search(normalise(text)) and not asking.is_asking(normalise(text))
        if says and is_new and turn.staff is None and turn.incoming.choice is None:
            if says[0].key in NOT_UNDERSTOOD:
                says = [Say("officers.when_ready", {}, (Choice("menu.-.go=officers"), Choice("menu.-.go=human")))]
            says = [Say("officers.condolence"), *says]
        return await below(turn, says)

    return with_condolence
