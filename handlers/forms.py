"""Opening a form, and saying where things stand in one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot import texts
from bot.forms import OPENING, Entry, Form, Log, Value, ask, log_from_json, log_to_json
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import asking
from db import talks
from db.models import OpenForm

OFTEN = 2
"""Times in a row that we did not understand somebody, before we offer a human."""
NEXT = "next"
"""In a half-filled form's context: the context and log of the one asked for meanwhile; see also `handlers.another`."""


async def open_form(
    turn: Turn,
    form: Form[Turn],
    values: Mapping[str, Value] | None = None,
    *,
    changed: Sequence[Mapping[str, Value]] = (),
    **context: Json,
) -> Sequence[Say]:
    """Open a form, filled with what is known already, and ask its first open question.

    `values` were said just now, as far as the form asks for them; with `changed` they were known before, and that
    alone was said now.

    One of the same name that is half filled is not thrown away without asking; what was said just now waits in it
    for "start over".
    """
    words = turn.incoming.text
    values = {name: value for name, value in (values or {}).items() if form.field(name)}
    log: Log = (Entry(OPENING, "" if changed else words, values),) if values else ()
    log += tuple(Entry(turn.incoming.id, words, each) for each in changed)
    for open_one in await talks.open_forms(turn.session, turn.person.id):
        begun = [entry for entry in log_from_json(open_one.log) if entry.id != OPENING]
        if open_one.form == form.name and begun:
            open_one.context = {**open_one.context, NEXT: {"context": context, "log": log_to_json(log)}}
            return [_resume_or(form, open_one, "" if _same(open_one, context) else turn.language)]
    await talks.close(turn.session, turn.person.id, form.name)
    return await _begin(turn, form, context, log)


def _same(row: OpenForm, context: Mapping[str, Json]) -> bool:
    return {name: value for name, value in row.context.items() if name != NEXT} == context


def _resume_or(form: Form[Turn], row: OpenForm, another: str) -> Say:
    """Go on, or start over; in whose language the second button is named, where it opens `another` one."""
    button = f"{form.name}.{row.run}"
    label = texts.words("control.instead", another) if another else ""
    choices = (Choice(f"{button}.!resume"), Choice(f"{button}.!restart", label))
    return Say("form.unfinished_other" if another else "form.unfinished", {}, choices)


async def _begin(turn: Turn, form: Form[Turn], context: dict[str, Json], log: Log) -> Sequence[Say]:
    row = await talks.begin(turn.session, turn.person.id, form.name, context, log, turn.now)
    turn.form_context = context
    return await ask(form, turn, row.run, log)


async def start_over(turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say] | None:
    """The form that was asked for while this one was half filled, if the person starts over; else it is forgotten.

    This one is given up for it, unless the new one is about another cooperative.
    """
    waiting = row.context.get(NEXT)
    if waiting is None:
        return None
    row.context = {name: value for name, value in row.context.items() if name != NEXT}
    word = texts.aliases(turn.language).get(turn.incoming.text.strip().casefold().rstrip(".!"))
    if not (turn.incoming.choice or "").endswith(".!restart") and (turn.incoming.choice or word != "restart"):
        return None
    if "whose" not in waiting:
        await talks.keep(turn.session, row, None, turn.now)
    says = await _begin(turn, form, waiting["context"], log_from_json(waiting["log"]))
    return [*(Say("form.meant_name", {"name": each}) for each in waiting.get("names", ())[1:]), *says]


def is_spent(row: OpenForm, question: str) -> bool:
    """Whether a button that offered another form in place of this one has been answered already."""
    return question == "!restart" and NEXT not in row.context


async def where_things_stand(turn: Turn, forms: Mapping[str, Form[Turn]], rows: Sequence[OpenForm]) -> Sequence[Say]:
    """The open question again, or a pointer to the menu when nothing is open."""
    for row in rows:
        if form := forms.get(row.form):
            turn.form_context = row.context
            return await ask(form, turn, row.run, log_from_json(row.log))
    return [Say("router.nothing_open")]


def words_of(row: OpenForm) -> str:
    """Everything the person has written in this form, for provenance."""
    return " | ".join(said for _, said, _ in row.log if said)


def which_prompt(form: OpenForm, choice: Choice, language: str) -> Say:
    """A button and an open form are both before somebody's eyes, and a digit fits both: ask."""
    stay = Choice(f"{form.form}.{form.run}.!resume", texts.words(f"{form.form}.form_name", language))
    return Say("router.which_prompt", {"label": choice.label}, (choice, stay))


def missed(turn: Turn, form: Form[Turn], says: Sequence[Say]) -> Sequence[Say]:
    """The question of a form again, as `puzzled`."""
    return puzzled(turn, {"key": f"{form.name}.form_name"}, says)


def puzzled(turn: Turn, about: Json, says: Sequence[Say], asked: Say | None = None) -> Sequence[Say]:
    """The question again; after the second time a human is offered, who gets it with what was typed.

    `asked` is what was to be answered, where that is not the last thing said.
    """
    turn.talk.misunderstood += 1
    turn.talk.unanswered = _stuck(turn, about, asked or says[-1]) if turn.incoming.text.strip() else ""
    if turn.talk.misunderstood >= OFTEN:
        return with_human([*says[:-1], Say("router.human_can_help"), says[-1]])
    words = turn.incoming.text
    asks = turn.staff is None and turn.incoming.choice is None and asking.is_alone(words)
    return with_human([Say("router.question_too", {"asked": words}), *says]) if asks else says


def _stuck(turn: Turn, about: Json, asked: Say) -> str:
    """What staff read of somebody who can't get on: in what, what was asked, the last words."""
    params = {"form": about, "asked": texts.plain(texts.fill(asked)), "words": turn.incoming.text}
    return texts.plain(texts.fill(Say("question.stuck", params)))


def with_question(turn: Turn, asked: str, says: Sequence[Say]) -> Sequence[Say]:
    """What is said to what they told, and a way to staff for what they ask beside it."""
    turn.talk.unanswered = asked
    return with_human([Say("router.question_too", {"asked": asked}), *says])


def with_human(says: Sequence[Say]) -> Sequence[Say]:
    """What was to be said, and a way to staff, who get what was asked with it."""
    *before, last = says
    human = Choice("ask.-.do=forward")
    if human in last.choices:
        return says
    return [*before, replace(last, choices=(*last.choices, human))]
