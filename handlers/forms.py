"""Opening a form, and saying where things stand in one."""

from collections.abc import Mapping, Sequence

from bot.forms import OPENING, Entry, Form, Value, ask, log_from_json
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import talks
from db.models import OpenForm


async def open_form(
    turn: Turn, form: Form[Turn], values: Mapping[str, Value] | None = None, **context: Json
) -> Sequence[Say]:
    """Open a form, filled with what is known already, and ask its first open question.

    One of the same name that is half filled is not thrown away without asking.
    """
    for open_one in await talks.open_forms(turn.session, turn.person.id):
        begun = [entry for entry in log_from_json(open_one.log) if entry.id != OPENING]
        if open_one.form == form.name and begun and open_one.context == context:
            ways = ("resume", "restart")
            return [Say("form.unfinished", {}, tuple(Choice(f"{form.name}.{open_one.run}.!{each}") for each in ways))]
    log = (Entry(OPENING, turn.incoming.text, values),) if values else ()
    row = await talks.begin(turn.session, turn.person.id, form.name, context, log, turn.now)
    turn.form_context = context
    return await ask(form, turn, row.run, log)


async def where_things_stand(turn: Turn, forms: Mapping[str, Form[Turn]], rows: Sequence[OpenForm]) -> Sequence[Say]:
    """The open question again, or a pointer to the menu when nothing is open."""
    for row in rows:
        if form := forms.get(row.form):
            turn.form_context = row.context
            return await ask(form, turn, row.run, log_from_json(row.log))
    return [Say("router.nothing_open")]
