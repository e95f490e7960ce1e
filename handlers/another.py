"""A report is open for one cooperative, and words name another one of the same person: which one are they about?"""

from collections.abc import Sequence
from dataclasses import replace

from bot import texts
from bot.forms import OPENING, Entry, Form, Value, fold, log_from_json, log_to_json, short
from bot.forms import named as in_part
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.answers import read_answer
from bot.understanding.corrections import read_correction
from bot.understanding.listed_named import named, told_of
from db.models import OpenForm
from handlers.abilities import Abilities
from handlers.forms import NEXT

WHOSE = "cooperative"
"""The question whose answer says which cooperative a form is about."""


async def settled(
    can: Abilities, turn: Turn, form: Form[Turn], row: OpenForm, rows: Sequence[OpenForm]
) -> tuple[OpenForm, Sequence[Say]]:
    """The form that the message is for, and what is to be asked first where that is open."""
    if form.name != can.turns["report_rat"]:
        return row, ()
    kept = _taken_up(turn, row, rows)
    return (kept, ()) if kept is not None else (row, await _asked(turn, form, row))


async def _asked(turn: Turn, form: Form[Turn], row: OpenForm) -> Sequence[Say]:
    """Which of the two is meant, with the words kept for either; nothing where no other one is named.

    A yes or no to that question says nothing: it comes again.
    """
    held, field = fold(log_from_json(row.log)).get(WHOSE), form.field(WHOSE)
    text, waiting = turn.incoming.text, row.context.get(NEXT, {})
    if turn.incoming.choice is not None or held is None or field is None or field.choices is None:
        return ()
    mine = await field.choices(turn, {})
    one = next((each for each in mine if each.id == held.value), None)
    places = named(text, [each.label for each in mine]) if len(mine) > 1 else []
    others = [mine[at] for at in places if mine[at].id != held.value]
    if one is None or not others or _corrects(text):
        return _question(row, waiting["names"]) if "words" in waiting and _is_bare(turn) else ()
    words = "\n".join((*waiting.get("words", "").splitlines(), told_of(text, others[0].label)))
    _keep(turn, form, row, words, (one, others[0]))
    return _question(row, [one.label, others[0].label])


def _taken_up(turn: Turn, row: OpenForm, rows: Sequence[OpenForm]) -> OpenForm | None:
    """The form, open already, that the kept words are for, as the answer says; they count as said now."""
    waiting = row.context.get(NEXT, {})
    if "words" not in waiting:
        return None
    _press_named(turn, row, waiting["names"])
    way = (turn.incoming.choice or "").rpartition("!")[2]
    others = [each for each in rows if each is not row and each.form == row.form and _whose(each) == waiting["whose"]]
    fitting = {"resume": [row], "restart": others}.get(way, [])
    if not fitting:
        return None
    row.context = {name: value for name, value in row.context.items() if name != NEXT}
    turn.incoming = replace(turn.incoming, choice=None, text=waiting["words"])
    return fitting[0]


def still_open(form: Form[Turn], row: OpenForm, rows: Sequence[OpenForm]) -> list[Say]:
    """After one report is over: the one of another cooperative that was left for it."""
    for each in rows:
        held = fold(log_from_json(each.log)).get(WHOSE)
        if each is not row and each.form == row.form and held is not None:
            return [Say("form.left_open", {"name": held.label}, (Choice(f"{form.name}.{each.run}.!resume"),))]
    return []


def _keep(turn: Turn, form: Form[Turn], row: OpenForm, words: str, pair: tuple[Choice, Choice]) -> None:
    """The words wait in the open form, with the new one that they may begin."""
    one, other = pair
    told = form.read(turn, words) if form.read else {}
    values = {name: value for name, value in told.items() if form.field(name)}
    log = (Entry(OPENING, words, {**values, WHOSE: Value(other.id, label=other.label)}),)
    kept = {"words": words, "whose": other.id, "names": [one.label, other.label]}
    row.context = {**row.context, NEXT: {"context": {}, "log": log_to_json(log), **kept}}


def _question(row: OpenForm, names: Sequence[str]) -> list[Say]:
    one, other = names
    choices = tuple(replace(each, label=short(each.label)) for each in _ways(row, names))
    return [Say("form.whose", {"one": one, "other": other}, choices)]


def _ways(row: OpenForm, names: Sequence[str]) -> list[Choice]:
    ways = zip(("resume", "restart"), names, strict=True)
    return [Choice(f"{row.form}.{row.run}.!{way}", name) for way, name in ways]


def _corrects(text: str) -> bool:
    """Whether words put right whose report it is: its line is asked again then."""
    meant = read_correction(text)
    return meant is not None and meant.field == WHOSE


def _is_bare(turn: Turn) -> bool:
    """Whether words are a yes or a no and no control, such as "batal"."""
    text = turn.incoming.text.strip()
    return text.casefold() not in texts.aliases(turn.language) and read_answer(text) is not None


def _press_named(turn: Turn, row: OpenForm, names: Sequence[str]) -> None:
    """One of the two typed in a part, "yang makmur", counts as its button pressed."""
    if turn.incoming.choice is None and (choice := in_part(turn.incoming.text, _ways(row, names))) is not None:
        turn.incoming = replace(turn.incoming, choice=choice.id)


def _whose(row: OpenForm) -> object:
    held = fold(log_from_json(row.log)).get(WHOSE)
    return held.value if held else None
