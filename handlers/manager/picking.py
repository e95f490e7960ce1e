"""Which of somebody's cooperatives words mean: in a sentence, or under buttons that are their names."""

import re
from collections.abc import Sequence

from bot.forms import named
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.identity import read_identity
from bot.understanding.words import strip_politeness
from db.models import Cooperative
from handlers.abilities import Pressed, Typed

CLEARLY = re.compile(r"(?:(?:iya|betul|benar|sudah|setuju|memang|sekali|begitu|1)(?: |$))+")
NAMES = ("pick", "list", "still", "do")
"""Questions of buttons that stand for a cooperative."""


def meant(turn: Turn, mine: Sequence[Cooperative]) -> Cooperative | None:
    """The only one, or the one that a sentence names; None where that could be two."""
    if len(mine) == 1 or turn.incoming.choice is not None:
        return mine[0] if len(mine) == 1 else None
    said = read_identity(turn.incoming.text).get("cooperative")
    words = said.value if said else turn.incoming.text
    choice = named(words, [Choice(str(each.id), each.name) for each in mine])
    return next((each for each in mine if choice and choice.id == str(each.id)), None)


def called(turn: Turn, name: str, says: Sequence[Say]) -> Sequence[Say]:
    """The full name before what comes next, where a part of it was taken for one of several; a summary shows it."""
    is_shown = name.casefold() in turn.incoming.text.casefold() or any(each.key.endswith(".summary") for each in says)
    return says if is_shown else [Say("form.meant_name", {"name": name}), *says]


def agrees(text: str) -> bool:
    """A yes and nothing else, and no mere "ok" or "siap", which may be thanks."""
    return CLEARLY.fullmatch(strip_politeness(text)) is not None


def by_name(pressed: Pressed) -> Typed:
    """The same as pressing the button whose cooperative was named; None where none was, or it could be two."""

    async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
        listed = [each for each in choices if each.id.split(".", 2)[2].partition("=")[0] in NAMES]
        if (choice := named(turn.incoming.text, listed)) is None:
            return None
        _, subject, asked = choice.id.split(".", 2)
        question, _, value = asked.partition("=")
        return await pressed(turn, subject, question, value)

    return typed
