"""What the person is shown at each position."""

from collections.abc import Sequence

from bot import texts
from bot.forms.form import OPENING, Answers, C, Field, Form, Log, Position, Value, position
from bot.messages import Choice, Json, Say
from bot.texts.looks import show

LINES_A_PAGE = 6
QUOTED = 120
"""Characters of a sentence that a summary repeats."""
LABEL = 40
"""Characters of a name from data that stand on a button; the whole name stands in the text above."""


async def ask(form: Form[C], context: C, run: str, log: Log) -> tuple[Say, ...]:
    """The prompt for where the person stands."""
    return await prompt(form, context, run, position(form, log), has_begun(log))


def has_begun(log: Log) -> bool:
    """Whether there is a step to go back to."""
    return any(entry.id != OPENING for entry in log)


async def prompt(form: Form[C], context: C, run: str, at: Position[C], begun: bool = True) -> tuple[Say, ...]:
    """The prompt at a position, with every button that makes sense there."""
    given = params(form, context, at.answers)
    if at.where == "leaving":
        ways = tuple(_control(form, run, each) for each in ("leave", "later", "stay"))
        return (Say("form.leaving", given, ways),)
    if at.where == "edit":
        return (Say("form.which_line", given, _lines(form, context, run, at)),)
    if at.where == "summary":
        return await _summary(form, context, run, at)
    assert at.field is not None
    if at.where == "doubt":
        return (_doubt(form, context, run, at.field, at.answers),)
    choices = await offered(form, at.field, context, run, at.answers)
    controls = [name for name, wanted in (("skip", at.field.optional), ("back", begun)) if wanted]
    controls.append("cancel")
    if (vague := at.answers.get(at.field.name)) is not None:
        controls = ["unsettled", *controls] if at.field.unsettled else controls
        return fitted(_what_is_open(vague), choices, tuple(_control(form, run, each) for each in controls))
    key = f"{form.name}.{at.field.name}"
    if at.field.choices and not choices and texts.has(f"{key}_none"):
        key += "_none"
    return fitted(Say(key, given), choices, tuple(_control(form, run, each) for each in controls))


def _what_is_open(vague: Value) -> Say:
    """ "Akhir Februari": on which day? "Kamis atau Jumat": which one?"""
    key = "form.which_one" if vague.precision == "several" else "form.which_day_then"
    return Say(key, {"words": vague.label})


def short(label: str) -> str:
    """A name from data as it stands on a button."""
    return label if len(label) <= LABEL else f"{label[: LABEL - 1].rstrip()}…"


def fitted(say: Say, choices: Sequence[Choice], controls: tuple[Choice, ...] = ()) -> tuple[Say, ...]:
    """A prompt with its buttons; where a label is too long for one, the whole names are listed below the question."""
    buttons = (*(Choice(each.id, short(each.label)) for each in choices), *controls)
    if all(len(each.label) <= LABEL for each in choices):
        return (Say(say.key, say.params, buttons),)
    names: list[Json] = [each.label for each in choices]
    return (say, Say("form.offered", {"names": names}, buttons))


async def offered(form: Form[C], field: Field[C], context: C, run: str, answers: Answers) -> tuple[Choice, ...]:
    """Choices as they go on the wire: ids carry form, run and question, so an old button can't answer a new one.

    Where one of several days is meant, these are the days.
    """
    choices: Sequence[Choice] = await field.choices(context, answers) if field.choices else ()
    if (held := answers.get(field.name)) is not None and held.days:
        choices = [Choice(each, show(each, "day", context.language)) for each in held.days]
    return tuple(Choice(f"{form.name}.{run}.{field.name}={c.id}", c.label) for c in choices)


def params(form: Form[C], context: C, answers: Answers) -> dict[str, Json]:
    """Context and answers as text parameters; `held_label` stands beside `held` where the label came from data."""
    found: dict[str, Json] = dict(context.form_context)
    for name, value in form.shown(answers).items():
        found[name] = value.value
        if value.label:
            found[f"{name}_label"] = value.label
    return found


def lines(form: Form[C], context: C, at: Position[C]) -> list[Json]:
    """One nested Say per answered question: `rat.line.held`; one that was skipped is named and left open.

    What was said otherwise in the summary before is marked.
    """
    given = params(form, context, at.answers)
    return [_line(form, name, given, at) for name in form.lines(at.answers)]


def _line(form: Form[C], name: str, given: dict[str, Json], at: Position[C]) -> Json:
    line: Json = {"key": f"{form.name}.line.{name}", "params": given}
    if at.answers[name].value is None:
        line = {"key": "form.skipped_line", "params": {"name": {"key": f"{form.name}.name.{name}"}}}
    return {"key": "form.changed_line", "params": {"line": line}} if name in at.changed else line


def kept_beside(form: Form[C], values: Answers) -> tuple[Say, ...]:
    """Which other questions a reply has answered, by their names."""
    kept = [each.name for each in form.fields if each.name in values and not each.aside]
    names: list[Json] = [{"key": f"{form.name}.name.{each}"} for each in kept]
    return (Say("form.kept_beside", {"names": names}),) if names else ()


def taken_for(form: Form[C], before: Position[C], reached: Position[C], words: str) -> tuple[Say, ...]:
    """The full name that a part of it was taken for; the summary shows it anyway."""
    text = words.strip().casefold()
    if not text or text.isdecimal() or reached.where == "summary":
        return ()
    taken = [each.name for each in form.fields if each.by_name and each.name not in before.answers]
    labels = [value.label for name in taken if (value := reached.answers.get(name)) and value.label]
    return tuple(Say("form.meant_name", {"name": each}) for each in labels if each.casefold() not in text)


async def _summary(form: Form[C], context: C, run: str, at: Position[C]) -> tuple[Say, ...]:
    above = await form.preview(context, at.answers) if form.preview else ()
    choices = (
        Choice(f"{form.name}.{run}.!send~{form.digest(at.answers)}", _send_label(form, context)),
        _control(form, run, "edit"),
        _control(form, run, "cancel"),
    )
    given = {**params(form, context, at.answers), "lines": lines(form, context, at)}
    return (*above, *_understood(form, at), Say(f"{form.name}.summary", given, choices))


def _understood(form: Form[C], at: Position[C]) -> tuple[Say, ...]:
    """Which lines were read from which sentence, when they are shown first."""
    if at.changed:
        return ()
    read: dict[str, list[str]] = {}
    for number, name in enumerate(form.lines(at.answers), 1):
        if (words := (at.sources or {}).get(name)) and form.read is not None:
            read.setdefault(words, []).append(str(number))
    return tuple(
        Say("form.understood", {"words": _cut(words), "lines": [*numbers]})
        for words, numbers in read.items()
        if len(numbers) > 1
    )


def _cut(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= QUOTED else f"{words[: QUOTED - 1].rstrip()}…"


def _send_label(form: Form[C], context: C) -> str:
    """A form that reaches many says so on its button."""
    return texts.words("control.send_bound", context.language) if form.bound else ""


def _lines(form: Form[C], context: C, run: str, at: Position[C]) -> tuple[Choice, ...]:
    """Buttons that name each line, a page at a time."""
    shown = form.reopenable(at.answers)
    start = at.page * LINES_A_PAGE
    buttons = [
        Choice(f"{form.name}.{run}.!reopen~{name}", texts.words(f"{form.name}.name.{name}", context.language))
        for name in shown[start : start + LINES_A_PAGE]
    ]
    if start + LINES_A_PAGE < len(shown):
        buttons.append(Choice(f"{form.name}.{run}.!edit~{at.page + 1}", texts.words("control.more", context.language)))
    return (*buttons, _control(form, run, "back"))


def _doubt(form: Form[C], context: C, run: str, field: Field[C], answers: Answers) -> Say:
    line = {"key": f"{form.name}.line.{field.name}", "params": params(form, context, answers)}
    choices = (
        Choice(f"{form.name}.{run}.!yes~{field.name}"),
        Choice(f"{form.name}.{run}.!no~{field.name}"),
        _control(form, run, "cancel"),
    )
    return Say("form.doubt", {"line": line}, choices)


def _control(form: Form[C], run: str, control: str) -> Choice:
    return Choice(f"{form.name}.{run}.!{control}")
