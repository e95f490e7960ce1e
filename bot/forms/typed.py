"""The control that typed words press: "batal", "ya" to a doubt, "kirim" below the summary."""

import re
from typing import Generic

from bot import texts
from bot.errors import Invalid
from bot.forms.form import C, Value
from bot.forms.reading import Reading
from bot.understanding.agreeing import agrees, agrees_firmly
from bot.understanding.answers import Answer, Asked, read_answer
from bot.understanding.corrections import read_correction

HAS_DIGIT = re.compile(r"\d")


class Typed(Generic[C]):
    """A typed reply as a button that is before the person."""

    def __init__(self, reading: Reading[C]) -> None:
        self._reading, self._at, self._said = reading, reading.at, reading.incoming.text

    def control(self) -> str:
        """A control word typed as the whole message; a digit where the numbered buttons are controls."""
        text = self._said.strip().casefold().rstrip(".!")
        control = texts.aliases(self._reading.context.language).get(text, "")
        if control and control != "send":  # "batal" is a way out before it is a no
            return control
        where = self._at.where
        if where == "summary" and text in ("1", "2"):
            return {"1": "send", "2": "edit"}[text]
        if where in ("doubt", "summary") and len(text) > 1 and (self._reading.several() or HAS_DIGIT.search(text)):
            return ""  # "hadir 104" corrects; it is no yes
        if where in ("doubt", "leaving", "summary") and (answered := self._answered(text)) is not None:
            return answered
        return control if where == "summary" else ""

    def is_faint(self) -> bool:
        """Whether a typed "ok" or "siap" is less than a plain yes."""
        return self._said.strip() != "1" and not agrees_firmly(self._said)

    def _answered(self, text: str) -> str | None:
        """Yes or no to what is shown, "" for words that say which line is wrong; "cukup" and "lanjut" are no yes."""
        where = self._at.where
        if where == "leaving" and (meant := read_correction(self._said)) is not None and meant.kind == "later":
            return "later"
        answer = read_answer(self._said, Asked.LEAVE if where == "leaving" else Asked.RIGHT)
        yes, no = {"doubt": ("yes", "no"), "leaving": ("leave", "stay"), "summary": ("send", "edit")}[where]
        is_yes = answer is Answer.YES and (where == "leaving" or agrees(self._said))
        if is_yes or (text == "1" and where != "summary"):
            return yes
        if answer is Answer.NOT_YET and where == "doubt" and self._is_said_again():
            return yes
        if where == "summary" and read_correction(self._said) is not None:
            return ""
        if answer in (Answer.NO, Answer.POLITE_NO, Answer.NOT_YET) or (text == "2" and where != "summary"):
            return no
        return None

    def _is_said_again(self) -> bool:
        """Whether these words, as an answer, mean the value in doubt: "belum" to "not held yet, is that so?"."""
        if self._at.field is None or self._at.field.parse is None:
            return False
        try:
            said_now = self._at.field.parse(self._reading.context, self._said.strip())
        except Invalid:
            return False
        return isinstance(said_now, Value) and said_now.value == self._at.answers[self._at.field.name].value
