""" "Salah pak, bukan 75 tapi 57": which answer a correction means, and what takes its place."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Generic

from bot.errors import Invalid
from bot.forms.form import REOPEN, VAGUE, C, Field, Form, Position, Value
from bot.forms.form import said as given_words
from bot.messages import Say
from bot.understanding.corrections import Correction

CALLED: Mapping[str, tuple[str, ...]] = {
    "day": ("held_on", "planned_on", "again_on", "day"),
    "time": ("clock",),
    "name": ("full_name", "name", "who"),
}
"""Lines that people call by one word, where their own names don't tell."""


class Correcting(Generic[C]):
    """A correction beside the answers it is about."""

    def __init__(self, form: Form[C], context: C, at: Position[C], said: Correction) -> None:
        self._form, self._context, self._at, self._said = form, context, at, said
        self.trouble: Say | None = None
        """What is wrong with the new value, where its line is to be asked anew."""

    def steps(self) -> Sequence[Mapping[str, Value]]:
        """What is to be noted: the new answer, or the lines to be asked again; nothing where it could be several."""
        if self._said.values:
            lines = self._form.lines(self._at.answers)
            named = [(CALLED.get(field, (field,)), new) for field, new in self._said.values]
            told: dict[str, Value] = {}
            for called, new in named:
                for name in called:
                    told |= self._parsed(name, new) if name in lines else {}
            return [told] if told else []
        names = self._meant()
        if len(names) > 1 and not (self._said.lines or self._said.fields):
            return []
        if not names and self._said.new and not (self._said.field or self._said.old):
            return self._fitting() if self._at.where in ("summary", "edit") else []
        if len(names) == 1 and self._said.new and (found := self._parsed(names[0], self._said.new)):
            return [found if self._said.is_sure else {each: _asked_back(value) for each, value in found.items()}]
        if len(names) == 1 and self._said.new:
            self.trouble = self._wrong(names[0])
        return [{REOPEN: Value(name)} for name in names]

    def _wrong(self, name: str) -> Say | None:
        """Why the new value is none, if that names it: "31 feb"."""
        field = self._form.field(name)
        try:
            if field is not None and field.parse is not None:
                field.parse(self._context, self._said.new)
        except Invalid as error:
            return error.say if error.say.params else None
        return None

    def _meant(self) -> list[str]:
        lines, said = self._form.lines(self._at.answers), self._said
        if said.lines:
            return [name for at, name in enumerate(lines) if at + 1 in said.lines or at - len(lines) in said.lines]
        fields = said.fields or (said.field,)
        named = [each for field in fields for each in CALLED.get(field, (field,)) if each in lines]
        holding = [each for each in named or lines if self._is_now(each, said.old)] if said.old else []
        if named or said.old:
            return holding or named
        return [self._at.field.name] if self._at.where == "doubt" and self._at.field else []

    def _fitting(self) -> Sequence[Mapping[str, Value]]:
        """ "Eh 22 saja": the one line without buttons that this can be about, to be asked back."""
        fits = []
        for name in self._form.lines(self._at.answers):
            field = self._form.field(name)
            if field is None or field.choices or field.parse is given_words:
                continue
            held = self._at.answers[name]
            is_beside = field.within is not None and held.value is not None  # a skipped line completes nothing
            found = self._beside(field, held) if is_beside else self._parsed(name, self._said.new)
            if found.keys() == {name}:
                fits.append({name: _asked_back(found[name])})
        return fits if len(fits) == 1 else []

    def _beside(self, field: Field[C], held: Value) -> Mapping[str, Value]:
        """As it reads beside what stands there: "22" after "20 March" is in March."""
        with suppress(Invalid):
            return {field.name: field.within(self._context, held, self._said.new)} if field.within else {}
        return {}

    def _is_now(self, name: str, words: str) -> bool:
        """Whether these words mean what stands there."""
        found = self._parsed(name, words)
        return name in found and found[name].value == self._at.answers[name].value

    def _parsed(self, name: str, words: str) -> Mapping[str, Value]:
        field: Field[C] | None = self._form.field(name)
        if field is None or field.parse is None or (field.choices and field.parse is given_words):
            return {}  # only a button or a name says which: its line is asked again
        try:
            value = field.parse(self._context, words)
        except Invalid:
            return {}
        return {name: value} if isinstance(value, Value) else value


def _asked_back(value: Value) -> Value:
    return value if value.precision in VAGUE else Value(value.value, "doubtful", value.label)
