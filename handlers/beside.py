"""What is said in the middle of a form that is none of its answers: a question, a wish, the way to staff."""

from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.forms import Form, ask, log_from_json
from bot.forms.form import position
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.intents import find_intent
from bot.understanding.words import is_button
from db.models import OpenForm
from handlers.abilities import Abilities


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
    return None


def takes_way(turn: Turn, ways: Sequence[Choice]) -> bool:
    """ "Go on or start over?" answered in words or by number: it counts as pressed."""
    for number, choice in enumerate(ways, 1):
        if is_button(turn.incoming.text.strip(), number, choice.label):
            turn.incoming = replace(turn.incoming, choice=choice.id)
            return True
    return False


async def wish(can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say] | None:
    """What somebody asks instead of answering; None where the words are no wish, or the one that this form serves."""
    wanted = find_intent(turn.incoming.text) if turn.incoming.choice is None and turn.staff is None else None
    if wanted is None:
        return None
    if wanted in can.asides:
        answered = [replace(each, choices=()) for each in await can.intents[wanted](turn)]
        return [*answered, *await ask(form, turn, row.run, log_from_json(row.log))]
    if wanted in can.turns and can.turns[wanted] != form.name:
        return await can.intents[wanted](turn)
    return None
