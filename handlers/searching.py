"""Words where a cooperative is looked for: its name, or a command that leaves the search."""

from collections.abc import Sequence
from dataclasses import replace

from bot.forms import log_from_json
from bot.forms.form import position
from bot.messages import Say
from bot.turn import Turn
from db import cooperatives, talks
from db import staff as staff_table
from db.models import OpenForm
from handlers.abilities import Abilities, Handler, command_named


def instead(can: Abilities, turn: Turn, rows: Sequence[OpenForm], control: str) -> Handler | None:
    """What the whole message of a member of staff asks for beside the search that is open; None for anything else."""
    if turn.staff is None or turn.incoming.attachment is not None or not _is_open(can, rows):
        return None
    command = command_named(can, turn.incoming.text.strip())
    return can.words.get(control) or (command.handler if command else None)


async def left(turn: Turn, rows: Sequence[OpenForm], wanted: Handler) -> Sequence[Say] | None:
    """The search is given up for it; None where a cooperative that they may see is called exactly so.

    Then the whole name is what they said: the word alone would be a control word to the form.
    """
    districts = await staff_table.scope(turn.session, turn.member)
    name = await cooperatives.called(turn.session, turn.incoming.text, district_ids=districts or None)
    if name is not None:
        turn.incoming = replace(turn.incoming, text=name if " " in name else f"Koperasi {name}")
        return None
    await talks.close(turn.session, turn.person.id, rows[0].form)
    return await wanted(turn)


def _is_open(can: Abilities, rows: Sequence[OpenForm]) -> bool:
    """Whether the question before them is which cooperative they look for."""
    questions = can.searches.get(rows[0].form, ()) if rows else ()
    at = position(can.forms[rows[0].form], log_from_json(rows[0].log)) if questions else None
    return at is not None and at.where == "question" and at.field is not None and at.field.name in questions
