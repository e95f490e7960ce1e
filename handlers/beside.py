"""What is said in the middle of a form and is none of its answers: a question, a wish, the way to staff."""

from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.forms import Form, ask, log_from_json
from bot.forms.form import position
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.intents import find_intent
from bot.understanding.words import is_button
from db import prompts, staff
from db.models import OpenForm
from handlers.abilities import Abilities, command_named

FIRST = ("consent", "leave")
"""Prompts of ours that are asked beside an open form, which waits until they are answered."""
COVERS, COVERED = "event", "season"
"""An invitation comes unasked, soon after a reminder that waits for an answer."""


async def human_wanted(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say] | None:
    """Who asks for staff gets them, unless any words answer the question, or these say something for the form."""
    if turn.incoming.choice is not None or turn.staff is not None or find_intent(turn.incoming.text) != "human":
        return None
    at = position(form, log_from_json(row.log))
    is_free = at.where == "question" and at.field is not None and at.field.is_free
    if is_free or (form.read is not None and form.read(turn, turn.incoming.text)):
        return None
    return await can.intents["human"](turn)


def comes_back(turn: Turn, row: OpenForm) -> bool:
    """ "Batal" and "lanjutkan isian" belong to the form, also beside a talk with staff."""
    said = turn.incoming.text.strip().casefold()
    if said == texts.words("control.resume", turn.language).casefold():
        turn.incoming = replace(turn.incoming, choice=f"{row.form}.{row.run}.!resume")
        return True
    return texts.aliases(turn.language).get(said.rstrip(".!")) == "cancel"


def other_button(choices: Sequence[Choice], row: OpenForm, text: str) -> str | None:
    """The button below a question that isn't the form's own, typed: "Teruskan ke petugas"."""
    others = [each for each in choices if not each.id.startswith(f"{row.form}.{row.run}.")]
    return next((each.id for each in others if is_button(text, 0, each.label)), None)


async def typed(can: Abilities, turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """Words under a prompt, read by each group of its buttons in turn."""
    for group in dict.fromkeys(each.id.partition(".")[0] for each in choices):
        if (read := can.typed.get(group)) is not None:
            says = await read(turn, [each for each in choices if each.id.partition(".")[0] == group])
            if says is not None:
                return says
    return await _typed_above(can, turn) if choices and choices[0].id.startswith(f"{COVERS}.") else None


async def _typed_above(can: Abilities, turn: Turn) -> Sequence[Say] | None:
    """Words that the last prompt doesn't read, and a reminder that it has pushed up does."""
    for above, _ in await prompts.recent(turn.session, turn.incoming.sender):
        if above[0].id.startswith(f"{COVERED}."):
            return await typed(can, turn, above)
    return None


def takes_way(turn: Turn, ways: Sequence[Choice]) -> bool:
    """ "Go on or start over?" answered in words or by number: it counts as pressed."""
    for number, choice in enumerate(ways, 1):
        if is_button(turn.incoming.text.strip(), number, choice.label):
            turn.incoming = replace(turn.incoming, choice=choice.id)
            return True
    return False


async def wish(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say] | None:
    """What somebody asks instead of answering; None where the words are no wish, or the one that this form serves.

    A correction of the report that was sent a moment ago is such a wish.
    """
    wanted = find_intent(turn.incoming.text) if turn.incoming.choice is None and turn.staff is None else None
    if wanted is None:
        is_report = form.name == can.turns["report_rat"]
        return None if is_report or turn.staff is not None or turn.incoming.choice else await can.correct(turn)
    if wanted in can.asides:
        answered = [replace(each, choices=()) for each in await can.intents[wanted](turn)]
        return [*answered, *await ask(form, turn, row.run, log_from_json(row.log))]
    if wanted in can.turns and can.turns[wanted] != form.name:
        return await can.intents[wanted](turn)
    return None


async def consented(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say]:
    """ "Setuju" to the consent notice above, which the form could not use; then its question again. Else nothing."""
    says = await can.consent(turn) if turn.staff is None and turn.incoming.choice is None else None
    return [*says[:1], *await ask(form, turn, row.run, log_from_json(row.log))] if says else []


async def suspended(can: Abilities, turn: Turn) -> Sequence[Say] | None:
    """A command of staff, from a member whose access rests."""
    command = command_named(can, turn.incoming.text.strip()) if turn.staff is None else None
    if command is None or not command.staff:
        return None
    return [Say("member.rests")] if await staff.is_suspended(turn.session, turn.person.id) else None
