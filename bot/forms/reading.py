"""What a reply answers: the open question, and whatever else its words say."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Generic

from bot import texts
from bot.errors import Invalid
from bot.forms import unsaid
from bot.forms.asking import offered, short
from bot.forms.form import REOPEN, VAGUE, C, Field, Form, Position, Value, said
from bot.forms.naming import named
from bot.messages import Incoming, Say
from bot.understanding.words import number_on

LATER = "form.later"
"""Why there is no answer yet: it will come, and nothing was misunderstood."""


class Reading(Generic[C]):
    """One reply beside the question that it answers."""

    def __init__(self, form: Form[C], context: C, run: str, at: Position[C], incoming: Incoming) -> None:
        self.form, self.context, self.run, self.at, self.incoming = form, context, run, at, incoming
        self.missed: Say | None = None
        """Why a reply that says something else is no answer to the open question."""

    def several(self, words: str | None = None) -> Mapping[str, Value]:
        """What the form's own reader recognises in a whole sentence, or in these `words` of it."""
        words = self.incoming.text if words is None else words
        if self.form.read is None or self.incoming.choice or not words.strip():
            return {}
        found = self.form.read(self.context, words)
        return {name: value for name, value in found.items() if self.form.field(name) or name == REOPEN}

    async def values(self) -> Mapping[str, Value]:
        """The values this reply stands for. Raises Invalid."""
        field = self.at.field
        assert field is not None
        found = self.several()
        several = {
            name: value
            for name, value in found.items()
            if name == field.name
            or (name != REOPEN and (name not in self.at.answers or self.at.answers[name].precision != "exact"))
        }
        if field.choices and (room := self._makes_room(several, found)):
            return self.completed({**several, **room})
        if field.name in several and (len(several) > 1 or self._is_vague(field)):
            return self.completed(several)
        try:
            value = await self._one(field)
            if len(found) > 1 and field.name in several and isinstance(value, Value) and value.precision != "exact":
                return self.completed(several)  # "anggota 28, hadir 15": each number by its name
            return {field.name: value} if isinstance(value, Value) else self.completed(value)
        except Invalid as error:
            if several:
                self.missed = error.say
                return several
            raise

    def settled(self, values: Mapping[str, Value]) -> Mapping[str, Value]:
        """Whoever says the same once more at a doubt is sure of it."""
        name = self.at.field.name if self.at.where == "doubt" and self.at.field else ""
        if name not in values or values[name].value != self.at.answers[name].value:
            return values
        held = self.at.answers[name]
        return {**values, name: Value(held.value, "exact", held.label)}

    def open_so(self, control: str) -> Mapping[str, Value] | None:
        """What is noted where the open question is left without an answer; None where it may not be."""
        field = self.at.field if self.at.where == "question" else None
        if field is None or not (field.optional if control == "skip" else field.unsettled):
            return None
        unsettled = field.unsettled if control == "unsettled" else None
        return {name: Value(each.value) for name, each in (unsettled or {field.name: Value(None)}).items()}

    def _makes_room(self, several: Mapping[str, Value], found: Mapping[str, Value]) -> Mapping[str, Value]:
        """What was answered otherwise and hides what is said now: a plan where there was none. Asked back."""
        answers = {**self.at.answers, **several}
        shown, anew = self.form.shown(answers), self.form.shown({**answers, **found})
        others = {name: value for name, value in found.items() if name not in several and name != REOPEN}
        room = {name: Value(value.value, "doubtful") for name, value in others.items()}
        return room if any(name not in shown and name in anew for name in several) else {}

    async def _one(self, field: Field[C]) -> Value | Mapping[str, Value]:
        if field.take and (taken := field.take(self.context, self.incoming)) is not None:
            return taken
        text = self.incoming.text.strip()
        choices = await offered(self.form, field, self.context, self.run, self.at.answers)
        held = self.at.answers.get(field.name)
        is_of_day = held is not None and any(text == str(int(day[-2:])) for day in held.days)
        for number, choice in enumerate(choices, 1):
            label = texts.label(choice, self.context.language)
            words = ("" if is_of_day else number_on(label, number), label.casefold(), short(label).casefold())
            if self.incoming.choice == choice.id or (text and text.casefold() in words):
                return Value(choice.id.partition("=")[2], label=choice.label)
        if self.incoming.choice:
            raise Invalid("form.stale")
        if not text:
            raise Invalid("form.need_text")
        if field.by_name and (meant := named(text, choices)) is not None:
            return Value(meant.id.partition("=")[2], label=meant.label)
        if field.parse is None or (field.choices and field.parse is said):
            raise Invalid("form.pick_one")
        return self._parsed(field, text)

    def _is_vague(self, field: Field[C]) -> bool:
        """Whether the question is asked once more to complete what was said."""
        held = self.at.answers.get(field.name)
        return held is not None and held.precision in VAGUE and field.within is not None

    def completed(self, found: Mapping[str, Value]) -> Mapping[str, Value]:
        """Values as they read beside the answers they complete or replace: "jumat saja" is that of the week before."""
        values = dict(found)
        for name in found:
            field, held = self.form.field(name), self.at.answers.get(name)
            if field is not None and field.within is not None and held is not None and held.value is not None:
                with suppress(Invalid):
                    values[name] = field.within(self.context, held, self.incoming.text.strip())
        return values

    def _parsed(self, field: Field[C], text: str) -> Value | Mapping[str, Value]:
        """What the words mean; "lupa" leaves a question open that may stay so. Raises Invalid."""
        try:
            value = self._meaning(field, text)
        except Invalid:
            value = Value("")
            if field.unsettled and (unsaid.nothing(text) or unsaid.later(text)):
                return field.unsettled
            if not field.optional or not (unsaid.nothing(text) or unsaid.later(text)):
                raise
        meant = value if isinstance(value, Value) else value.get(field.name, Value(None))
        if not field.optional or not isinstance(meant.value, str):
            return value
        if unsaid.later(text):
            raise Invalid(LATER)
        return Value(None) if unsaid.nothing(text) else value

    def _meaning(self, field: Field[C], text: str) -> Value | Mapping[str, Value]:
        assert field.parse is not None
        if field.within is not None and self._is_vague(field):
            return field.within(self.context, self.at.answers[field.name], text)
        return field.parse(self.context, text)
