"""How something is done that this service has no answer to: staff get the question with one press, words and all."""

import re
from collections.abc import Sequence

from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.words import normalise, strip_politeness
from handlers.manager import menu

HOW = re.compile(
    r"\b(?:cara(?:nya)?|prosedur\w*|syarat\w*|bagaimana|contoh\w*|format\w*|template\w*|draf\w*|blangko\w*"
    r"|berapa hari)\b"
)
"""Asks how, or for a paper to copy."""
FEES = re.compile(r"\b(?:notaris|nib|oss|npwp|pajak|akta|izin|perizinan|ad/?art|anggaran dasar|ktp|materai)\b")
"""What others take money for."""
_ITSELF = re.compile(r"\b(?:kkb|klinik)(?:nya)?\b")
A_CASE = 3
"""Words from which on somebody says what they need, not only that they would like to consult."""


async def clinic(turn: Turn) -> Sequence[Say]:
    """The business clinic; what is asked of it goes on to staff with one press."""
    said = strip_politeness(normalise(turn.incoming.text))
    if turn.incoming.choice or turn.staff or len(said.split()) < A_CASE or _ITSELF.search(said):
        return await menu.clinic(turn)
    turn.talk.unanswered = turn.incoming.text
    office = {"office": turn.office.name, "city": turn.office.city}
    return [Say("menu.clinic_case", office, (Choice("menu.-.go=events"), Choice("ask.-.do=forward")))]


def unless(asked: re.Pattern[str], handler: menu.Handler) -> menu.Handler:
    """What leads to the clinic and to staff where it is asked like this, else to its own handler."""

    async def handled(turn: Turn) -> Sequence[Say]:
        is_asked = not turn.incoming.choice and asked.search(normalise(turn.incoming.text)) is not None
        return await (clinic if is_asked else handler)(turn)

    return handled
