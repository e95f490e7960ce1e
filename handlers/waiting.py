"""Several messages of ours wait for an answer: a label typed is for the one that has it, a bare yes may be for any."""

import re
from collections.abc import Sequence

from bot import texts
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.words import is_button, strip_politeness
from db import prompts

LONGEST = 40
"""Characters of what may be a label, or a bare yes."""
YES = {
    "event.answer=yes": "router.yes_event",
    "event.all=yes": "router.yes_event",
    "offered.answer=yes": "router.yes_offered",
    "unvisited.act=propose": "router.yes_unvisited",
    "appointment.then=drop": "router.yes_appointment",
    "leave.sure=yes": "router.yes_leave",
    "renumber.answer=yes": "router.yes_renumber",
    "neighbour.alive=here": "router.yes_neighbour",
    "season.act=held": "season.act=held",
    "season.act=date": "season.act=date",
}
"""Buttons that a yes stands for where they are the first below a question, and what each is called beside others."""
BARE = re.compile(r"(?:(?:iya|betul|benar|sudah|setuju|oke|siap|baik|bisa|boleh|bersedia|mau|saya|saja)(?: |$))+")


async def shown(turn: Turn) -> list[list[Choice]]:
    """The buttons of every message that waits, last delivered first; none where the words are longer than a label."""
    if turn.staff is not None or len(turn.incoming.text) > LONGEST:
        return []
    return await prompts.waiting(turn.session, turn.incoming.sender)


def labelled(waiting: Sequence[Sequence[Choice]], turn: Turn) -> str | None:
    """The button whose label these words are, below a message that newer ones have pushed up."""
    ways = (each for above in waiting[1:] for each in above if ".!" not in each.id)
    return next((each.id for each in ways if is_button(turn.incoming.text, 0, each.label)), None)


def which(waiting: Sequence[Sequence[Choice]], turn: Turn) -> Sequence[Say] | None:
    """A bare yes that the last message takes, and another one too: which is meant?"""
    if not waiting or not BARE.fullmatch(strip_politeness(turn.incoming.text)):
        return None
    taking = [above for above in waiting if kind(above[0]) in YES]
    ways = {each.id.partition(".")[0]: each for above in reversed(taking) for each in above if kind(each) in YES}
    if len(ways) < 2 or waiting[0] not in taking:
        return None
    choices = [Choice(each.id, texts.words(YES[kind(each)], turn.language)) for each in ways.values()]
    return [Say("router.which_answer", {}, tuple(choices))]


def kind(choice: Choice) -> str:
    """A button without its subject: `event.answer=yes`."""
    group, _, rest = choice.id.partition(".")
    return f"{group}.{rest.partition('.')[2]}"
