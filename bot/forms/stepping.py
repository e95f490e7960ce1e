"""One reply of the person: the log afterwards, and what to say. Never raises on what a person types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Generic, Literal

from bot import texts
from bot.errors import Invalid
from bot.forms.asking import LINES_A_PAGE, ask, has_begun, kept_beside, prompt, taken_for
from bot.forms.correcting import Correcting
from bot.forms.form import (
    EDIT,
    LEAVING,
    OPENING,
    REOPEN,
    C,
    Entry,
    Form,
    Log,
    Position,
    Value,
    half_told,
    position,
)
from bot.forms.reading import LATER, Reading
from bot.forms.retelling import CLAUSES, Retelling
from bot.forms.typed import HAS_DIGIT, Typed
from bot.messages import Choice, Incoming, Say
from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.asking import is_alone
from bot.understanding.corrections import Correction, read_correction
from bot.understanding.words import strip_politeness

WAYS = ("back", "cancel", "edit", "later")
"""Ways that may be asked for in more words than a button has."""
SHORT = 40
"""Characters up to which "from the beginning" is all that a message says."""
LONG = 3
"""Answers in a log from which on cancelling asks first."""


@dataclass(frozen=True, slots=True)
class Step:
    """The log to keep (None when the form is over), what to say, and whether the reply was understood."""

    log: Log | None
    says: tuple[Say, ...]
    end: Literal["", "cancelled", "finished"] = ""
    understood: bool = True


async def step(form: Form[C], context: C, run: str, log: Log, incoming: Incoming) -> Step:
    """Take one reply to the open form `run`."""
    stepping = _Stepping(form, context, run, log, incoming)
    return await stepping.take()


class _Stepping(Generic[C]):
    """One reply being taken. Lives for a single call of `step`."""

    def __init__(self, form: Form[C], context: C, run: str, log: Log, incoming: Incoming) -> None:
        self.form, self.context, self.run, self.log, self.incoming = form, context, run, log, incoming
        self.at: Position[C] = position(form, log)

    @property
    def reading(self) -> Reading[C]:
        """The reply, read where the person stands."""
        return Reading(self.form, self.context, self.run, self.at, self.incoming)

    async def take(self) -> Step:
        control, argument, question = self._pressed()
        if control:
            return await self._control(control, argument)
        if (agreed := await self._agreed()) is not None:
            return agreed
        if not question and (corrected := await self._correction()) is not None:
            return corrected
        if question and (self.at.where != "question" or self.at.field is None or question != self.at.field.name):
            return await self._again(Say("form.stale"))
        return await self._answer()

    async def _agreed(self) -> Step | None:
        """ "Iya, tatap muka" to a day in doubt: it is right, and something else is told."""
        told = Retelling(self.reading).beside_a_yes()
        return await self._note(told) if told else None

    async def _correction(self) -> Step | None:
        """ "Bukan 75 tapi 57", "yg no 3", "ulang dr awal": never in an answer of free words, which may say the like."""
        if self.incoming.choice or self.at.where == "leaving":
            return None
        meant, field = read_correction(self.incoming.text), self.at.field
        if meant is None:
            return None
        if meant.kind == "restart" and (self.at.where == "summary" or self._is_restart()):
            return await self._control(meant.kind, "")
        if meant.kind in WAYS:
            return await self._go(meant) if self.at.where == "summary" else None
        if self.at.where == "question" and (field is None or field.is_free):
            return None
        if retold := Retelling(self.reading).values(meant):
            return self._kept_beside(await self._note(retold), retold)
        if self.at.where == "question" and meant.kind != "replace":
            return None
        correcting = Correcting(self.form, self.context, self.at, meant)
        if steps := correcting.steps():
            values = {name: each for one in steps for name, each in one.items()}
            step = self._kept_beside(await self._note(*steps), values)
            return replace(step, says=(correcting.trouble, *step.says)) if correcting.trouble else step
        return await self._added(meant) if self.at.where == "summary" else None

    async def _added(self, meant: Correction) -> Step | None:
        """A line that isn't there yet is noted where its value is said; a question about something else is none."""
        found = self.reading.several()
        if meant.field in found and meant.field in self.form.shown({**self.at.answers, **found}):
            return await self._note({meant.field: found[meant.field]})
        return None if meant.kind == "field" and is_alone(self.incoming.text) else await self._edit(0)

    def _is_restart(self) -> bool:
        """Whether a short text says nothing else; of free words, "fotonya buram, mohon diulang" is an answer."""
        text, field = self.incoming.text, self.at.field
        if self.at.where != "question" or field is None or not field.is_free:
            return len(text) <= SHORT
        told = [read_correction(part) for part in CLAUSES.split(text) if strip_politeness(part)]
        return len(text) <= SHORT and all(each is not None and each.kind == "restart" for each in told)

    async def _way_out(self) -> Step | None:
        """ "Kembali ke pertanyaan tadi", "batal saja": a way out only where it answers nothing."""
        meant = read_correction(self.incoming.text) if not self.incoming.choice else None
        return await self._go(meant) if meant and meant.kind in WAYS else None

    async def _go(self, way: Correction) -> Step:
        if way.kind == "later":
            return self._kept()
        if way.kind == "cancel" and (instead := Retelling(self.reading).instead()):
            return await self._note(instead)
        if way.kind == "cancel" and not way.is_sure:
            return await self._note({LEAVING: Value(True)})
        return await self._control(way.kind, "")

    def _kept(self) -> Step:
        """What was said so far waits for another time."""
        log = self.log[:-1] if self.at.where == "leaving" else self.log
        return Step(log, (Say("form.kept", {}, (Choice(f"{self.form.name}.{self.run}.!resume"),)),))

    def _pressed(self) -> tuple[str, str, str]:
        """Control, its argument, or the question a button belongs to."""
        if choice := self.incoming.choice:
            question = choice.split(".", 2)[-1]
            if question.startswith("!"):
                control, _, argument = question[1:].partition("~")
                return control, argument, ""
            return "", "", question.partition("=")[0]
        return Typed(self.reading).control(), "", ""

    async def _control(self, control: str, argument: str) -> Step:
        match control:
            case "cancel" if self.at.where == "leaving" or len(self.log) < LONG:
                return self._cancelled()
            case "cancel":
                return await self._note({LEAVING: Value(True)})
            case "leave" if self.at.where == "leaving":
                return self._cancelled()
            case "stay" | "back":
                return await self._to(self.log[:-1] if has_begun(self.log) else self.log)
            case "restart":
                return await self._to(tuple(entry for entry in self.log[:1] if entry.id == OPENING))
            case "later":
                return self._kept()
            case "skip" | "unsettled" if (open_so := self.reading.open_so(control)) is not None:
                return await self._note(open_so)
            case "yes" | "no" if self.at.where == "doubt" and self.at.field:
                return await self._settle_doubt(control, argument or self.at.field.name)
            case "edit" if self.form.shown(self.at.answers):
                return await self._edit(int(argument) if argument.isdecimal() else 0)
            case "reopen" if argument in self.form.shown(self.at.answers):
                return await self._note({REOPEN: Value(argument)})
            case "resume":
                return await self._again()
            case "send" if self.at.where == "summary":
                return await self._send(argument)
        return await self._again(Say("form.stale" if self.incoming.choice else "form.not_here"))

    def _cancelled(self) -> Step:
        own = f"{self.form.name}.cancelled"
        return Step(None, (Say(own if texts.has(own) else "form.cancelled"),), "cancelled")

    async def _settle_doubt(self, control: str, name: str) -> Step:
        if self.at.field is None or name != self.at.field.name:
            return await self._again(Say("form.stale"))
        if control == "no":
            return await self._note({REOPEN: Value(name)})
        held = self.at.answers[name]
        return await self._note({name: Value(held.value, "exact", held.label)})

    async def _edit(self, page: int) -> Step:
        return await self._to((*self.log, Entry(self.incoming.id, "", {EDIT: Value(page)})))

    async def _send(self, digest: str) -> Step:
        """Finish, if the button was pressed below exactly these answers; a typed word means the present ones.

        Below something odd a mere "ok" sends nothing.
        """
        if self.form.bound and not digest:
            return Step(self.log, (Say("form.press_the_button"),))
        is_faint = not digest and self.form.preview is not None and Typed(self.reading).is_faint()
        if is_faint and self.form.preview and await self.form.preview(self.context, self.at.answers):
            return await self._again(Say("form.say_yes"))
        if digest and digest != self.form.digest(self.at.answers):
            return await self._again(Say("form.changed"))
        return await self._finish()

    async def _finish(self) -> Step:
        try:
            says = await self.form.finish(self.context, self.form.shown(self.at.answers))
        except Invalid as error:
            return await self._again(error.say)
        return Step(None, tuple(says), "finished")

    async def _answer(self) -> Step:
        if self.at.where == "leaving":  # they went on talking, so they stay
            self.log = self.log[:-1]
            self.at = position(self.form, self.log)
        if self.at.where == "edit":
            return await self._pick_line()
        if self.at.where == "summary":
            return await self._correct_at_summary()
        reading = self.reading
        try:
            values = await reading.values()
        except Invalid as error:
            if (out := await self._way_out()) is not None:
                return out
            if self.incoming.text and read_answer(self.incoming.text) is Answer.THANKS:
                return await self._again(Say("form.thanked"))
            return await self._again(error.say, understood=error.say.key == LATER)
        step = await self._note(reading.settled(values))
        if (vague := half_told(self.at)) and vague == half_told(position(self.form, step.log or ())):
            return replace(step, says=(Say("form.about_when"), *step.says))
        return self._kept_beside(step, values, reading.missed) if reading.missed else step

    def _kept_beside(self, step: Step, values: Mapping[str, Value], why: Say | None = None) -> Step:
        """What other answers a reply gave, where its question comes again; and what is wrong in it, if it says that."""
        reached = position(self.form, step.log or ())
        if step.log is None or reached.where != "question" or reached.field != self.at.field:
            return step
        return replace(step, says=(*kept_beside(self.form, values), *([why] if why and why.params else []), *step.says))

    async def _pick_line(self) -> Step:
        """A line named, or numbered as on the page shown."""
        text = self.incoming.text.strip().casefold()
        names = self.form.reopenable(self.at.answers)
        known = {str(number): name for number, name in enumerate(names[self.at.page * LINES_A_PAGE :], 1)}
        known |= {
            texts.words(f"{self.form.name}.name.{each}", self.context.language).casefold(): each for each in names
        }
        if text in known:
            return await self._note({REOPEN: Value(known[text])})
        return await self._beside_the_list() or await self._again(Say("form.pick_one"), understood=False)

    async def _beside_the_list(self) -> Step | None:
        """Words that name no line are about the summary that the list was opened from; a yes or a no leads there."""
        listed = self.log, self.at
        while EDIT in self.log[-1].values:
            self.log = self.log[:-1]
        self.at = position(self.form, self.log)
        meant = read_correction(self.incoming.text)
        if meant is not None and meant.kind == "cancel":
            return await self._again()  # "ga usah": nothing is to be changed
        if (
            self.at.where == "summary"
            and (said := await self._correction() or await self._said_at_summary()) is not None
        ):
            return said
        if meant is None and read_answer(self.incoming.text, Asked.RIGHT) is not None:
            return await self._again()
        self.log, self.at = listed
        return None

    async def _correct_at_summary(self) -> Step:
        """What is said at the summary replaces what stands there; anything else shows it again."""
        as_it_stands = Say("form.at_summary_bound" if self.form.bound else "form.at_summary")
        return await self._said_at_summary() or await self._again(as_it_stands, understood=False)

    async def _said_at_summary(self) -> Step | None:
        found = self.reading.several()
        if REOPEN in found or found.keys() & self.form.shown({**self.at.answers, **found}):
            return await self._note(self.reading.completed(found))
        if not HAS_DIGIT.search(self.incoming.text) or self.incoming.choice:
            return None
        meant = Correction("replace", new=self.incoming.text, is_sure=False)
        steps = Correcting(self.form, self.context, self.at, meant).steps()
        return await self._note(*steps) if steps else None

    async def _note(self, *steps: Mapping[str, Value]) -> Step:
        entries = [Entry(self.incoming.id, self.incoming.text, values) for values in steps]
        log = await self._settle((*self.log, *entries))
        step = await self._to(log)
        names = taken_for(self.form, self.at, position(self.form, log), self.incoming.text)
        return replace(step, says=(*names, *step.says)) if step.log is not None else step

    async def _settle(self, log: Log) -> Log:
        """With what the last entry leaves no doubt of; going back drops both, and a line reopened is asked."""
        reached, last = position(self.form, log), log[-1]
        is_told = any(not name.startswith("!") for name in last.values)
        if not is_told or reached.where != "question" or reached.field is None or reached.field.settle is None:
            return log
        value = await reached.field.settle(self.context, reached.answers)
        if value is None:
            return log
        values = {name: each for name, each in last.values.items() if name != REOPEN}
        return (*log[:-1], Entry(last.id, last.words, {**values, reached.field.name: value}))

    async def _to(self, log: Log) -> Step:
        reached = position(self.form, log)
        if self.form.direct and reached.where == "summary":
            self.log, self.at = log, reached
            return await self._finish()
        return Step(log, await ask(self.form, self.context, self.run, log))

    async def _again(self, *first: Say, understood: bool = True) -> Step:
        says: Sequence[Say] = await prompt(self.form, self.context, self.run, self.at, has_begun(self.log))
        return Step(self.log, (*first, *says), understood=understood)
