"""One reply to an open form: what the form makes of it, and what was said or asked beside it."""

from collections.abc import Mapping, Sequence

from bot.forms import Form, log_from_json, step
from bot.messages import Say
from bot.turn import Turn
from db import people, talks
from db.models import OpenForm
from handlers import another, beside
from handlers.abilities import Abilities
from handlers.forms import missed, start_over, words_of


async def reply(
    can: Abilities, turn: Turn, forms: Mapping[str, Form[Turn]], row: OpenForm, waiting: list[OpenForm]
) -> Sequence[Say]:
    """What to say to a message that is for the form in this row; `waiting` are all that are open."""
    form = forms.get(row.form)
    if form is None:  # a deploy took the form away, or the office the person's seat
        await talks.keep(turn.session, row, None, turn.now)
        return [Say("router.form_gone"), *await (can.staff_menu if turn.staff else can.menu)(turn)]
    row, whose = await another.settled(can, turn, form, row, waiting)
    if whose:
        return whose
    if (begun := await start_over(turn, form, row)) is not None:
        return begun
    turn.form_context = {**row.context, "words": words_of(row)}
    for for_others in (beside.human_wanted, beside.invitation, beside.called_off):
        if (says := await for_others(can, turn, form, row)) is not None:
            return says
    return await _taken(can, turn, form, row, waiting)


async def _taken(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm, waiting: list[OpenForm]) -> Sequence[Say]:
    """The form's own reply, with the answer to a question that stands behind; else the wish of words it can't use."""
    told, asked = beside.told_and_asked(turn, form, row)
    result = await step(form, turn, row.run, log_from_json(row.log), told)
    if asked and not result.understood:
        asked, result = "", await step(form, turn, row.run, log_from_json(row.log), turn.incoming)
    await talks.keep(turn.session, row, result.log, turn.now)
    says = None if result.understood else await beside.wish(can, turn, form, row)
    if not result.understood and says is None:
        return await beside.consented(can, turn, form, row) or missed(turn, form, result.says)
    turn.talk.misunderstood = 0
    if says is not None:
        return says
    if result.log is None:
        says = [*await _introduced(can, turn, result.says), *another.still_open(form, row, waiting)]
    elif helped := beside.helped(can, turn, form):
        return [*helped, *result.says]
    else:
        says = result.says
    return await beside.asked_too(can, turn, form, asked, says) if asked else says


async def _introduced(can: Abilities, turn: Turn, says: Sequence[Say]) -> Sequence[Say]:
    """Who sent something before we ever said who we are hears it now, below the answer."""
    if turn.staff is not None or turn.person.opted_out_at is not None or says[-1].choices:
        return says
    if await people.consent(turn.session, turn.person.id) is not None:
        return says
    return [*says, *await can.welcome(turn)]
