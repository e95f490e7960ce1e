"""Several lines told anew in one breath, or one corrected and another added."""

import re
from collections.abc import Mapping
from typing import Generic

from bot.forms.correcting import Correcting
from bot.forms.form import REOPEN, C, Value
from bot.forms.reading import Reading
from bot.understanding import second_thoughts
from bot.understanding.agreeing import begins_with_yes
from bot.understanding.corrections import Correction, read_correction, without_blame
from bot.understanding.words import normalise

BECAUSE = re.compile(r"^\D*\b(?:karena|sebab|soalnya|gara-gara)\b")
CLAUSES = re.compile(r"[;\n]+|,(?!\d)|\.(?=\s)")


class Retelling(Generic[C]):
    """A correction of more than one line."""

    def __init__(self, reading: Reading[C]) -> None:
        self._reading, self._form, self._at = reading, reading.form, reading.at
        self._text = second_thoughts.settled(reading.incoming.text)

    def values(self, meant: Correction) -> Mapping[str, Value]:
        """The lines and what they say now; nothing where one line at most is told."""
        return self._one_by_one() or self._retold(meant)

    def beside_a_yes(self) -> Mapping[str, Value]:
        """ "Iya, tatap muka" to what is in doubt: it is right, and something new is told, or only why it is so."""
        field, answers = self._at.field, self._at.answers
        if self._at.where != "doubt" or field is None or not begins_with_yes(self._text):
            return {}
        told = self._reading.several()
        if not (told or BECAUSE.search(normalise(self._text))) or REOPEN in told or answers.keys() & told.keys():
            return {}
        held = answers[field.name]
        return {**told, field.name: Value(held.value, "exact", held.label)}

    def instead(self) -> Mapping[str, Value]:
        """ "Nggak jadi, ternyata ditunda": what is called off is the line that is told otherwise. Asked back."""
        parts = [part for part in CLAUSES.split(self._text) if read_correction(part) is None]
        lines, answers = self._form.lines(self._at.answers), self._at.answers
        return {
            name: Value(value.value, "doubtful")
            for name, value in self._reading.several(", ".join(parts)).items()
            if name in lines and value.value not in (None, answers[name].value)
        }

    def _one_by_one(self) -> Mapping[str, Value]:
        """ "Eh RAT ke 12 bkn 50, tempatnya di aula camat": what corrects and what adds, each clause by itself."""
        changed: dict[str, Value] = {}
        others: list[str] = []
        parts = [part.strip() for part in CLAUSES.split(self._text) if part.strip()]
        told = [(part, read_correction(part)) for part in parts]
        if len(parts) == 1 or not any(meant is not None and meant.kind == "replace" for _, meant in told):
            return {}
        for part, meant in told:
            if step := self._changed(meant):
                changed |= step
            elif meant is None or meant.kind in ("replace", "value", "field"):
                others.append(part)
        added = self._reading.several(", ".join(others))
        shown = self._form.shown({**self._at.answers, **changed, **added})
        new = {name: value for name, value in added.items() if name in shown and name not in changed}
        return {**changed, **self._reading.completed(new)} if new else {}

    def _changed(self, meant: Correction | None) -> Mapping[str, Value]:
        """The one line that a clause puts right."""
        if meant is None or meant.kind != "replace":
            return {}
        steps = Correcting(self._form, self._reading.context, self._at, meant).steps()
        return steps[0] if len(steps) == 1 and REOPEN not in steps[0] else {}

    def _retold(self, meant: Correction) -> Mapping[str, Value]:
        """ "Salah, hadir 45 dari 70"; "belum benar" alone says none."""
        rest = without_blame(self._text)
        if meant.kind not in ("replace", "wrong", "value") or (rest is None and meant.kind != "replace"):
            return {}
        lines, answers = self._form.lines(self._at.answers), self._at.answers
        found = self._reading.several() if rest is None or self._reading.several(rest) else {}
        changed = [name for name, value in found.items() if name in lines and value.value != answers[name].value]
        is_whole = len(changed) > 1 and all(name in lines for name in found)
        is_told = meant.kind == "wrong" and (found if self._at.where == "summary" else changed)
        return self._reading.completed(found) if is_whole or is_told else {}
