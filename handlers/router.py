"""Who gets this message. The order is the promise; the abilities are in `handlers/__init__.py`.

opt-out as the whole message → the form or button its id names → a letter's code → control word or command → a label of
the keyboard that asks for a number → a photo or document that is a paper of a meeting → "batal" below a prompt that has
a button for it → the prompt it quotes, or for a typed digit the prompt last delivered, for a label any that waits → the
open form → "batal" where none is → an open question to staff → a correction of what was sent → an understood intent →
facts we can use → what the words are like → the menu.
"""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot import texts
from bot.errors import Invalid
from bot.forms import Form
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding import intents
from bot.understanding.words import is_button
from db import people, prompts, questions, talks
from db import staff as staff_table
from db.models import OpenForm
from handlers import beside, filling, searching, waiting
from handlers.abilities import Abilities, command_meant
from handlers.forms import is_spent, where_things_stand, which_prompt

CODE = re.compile(r"(?=.*\d)[A-Za-z0-9]{6,32}")
"""A one-time code has a digit in it, which tells it from a word."""
ENDS_TALK, PASSES_ON = ("ask", "close"), ("ask", "forward")
"""The buttons after which a form that waited meanwhile goes on: for whoever is stuck in it, only the first."""
SMALL_TALK = (None, "greeting", "thanks", "menu")
"""What says nothing of what the person wants: the answer is who we are."""


@dataclass(slots=True)
class Route:
    """One message on its way to a handler."""

    turn: Turn
    can: Abilities
    open: list[OpenForm]

    async def find(self) -> Sequence[Say]:
        """What to say, by the first rule that fits."""
        for rule in (
            self._opt_out,
            self._button,
            self._word_or_command,
            self._edited,
            self._keyboard,
            self._file,
            self._way_out,
            self._quoted_or_numbered,
            self._open_form,
            self._called_off,
            self._first_sight,
            self._contact,
            self._question,
            self._correction,
            self._intent,
            self._facts,
            self._wish,
        ):
            try:
                says = await rule()
            except Invalid as error:
                return [error.say]
            if says is not None:
                return says
        return await self._not_understood()

    @property
    def text(self) -> str:
        return self.turn.incoming.text.strip()

    @property
    def forms(self) -> Mapping[str, Form[Turn]]:
        """Forms this person may have open; those of staff go with the seat."""
        if self.turn.staff is not None:
            return self.can.forms
        return {name: form for name, form in self.can.forms.items() if name not in self.can.staff_forms}

    async def _opt_out(self) -> Sequence[Say] | None:
        if self.text.startswith("/") and command_meant(self.can, self.turn, self.text):
            return None  # "/stop" is staff's own command; from anybody else it is meant as it sounds
        if self.text and intents.find_intent(self.text) == "opt_out":
            return await self.can.intents["opt_out"](self.turn)
        return None

    async def _button(self) -> Sequence[Say] | None:
        if self.turn.incoming.choice is None:
            return None
        return await self._press(self.turn.incoming.choice)

    async def _press(self, choice: str) -> Sequence[Say]:
        """The form or the group of buttons that the id names; a button of another run answers nothing."""
        name, run, question = (*choice.split(".", 2), "", "")[:3]
        for row in self.open:
            if (row.form, row.run) == (name, run) and not is_spent(row, question):
                return await filling.reply(self.can, self.turn, self.forms, row, self.open)
        if name in self.can.buttons and question:
            key, _, value = question.partition("=")
            goes_on = (name, value) == ENDS_TALK or ((name, value) == PASSES_ON and beside.is_at_home(self.turn))
            says = await self.can.buttons[name](self.turn, run, key, value)
            if goes_on and self.turn.staff is None and self.open:
                self.open[0].touched_at = self.turn.now
                stands = await where_things_stand(self.turn, self.forms, self.open)
                says = [*(replace(each, choices=()) for each in says), *stands]
            return says
        if not self.open:
            return [Say("router.form_over" if name in self.can.forms else "router.old_button")]
        return [Say("router.old_button"), *await where_things_stand(self.turn, self.forms, self.open)]

    async def _press_as(self, choice: str) -> Sequence[Say]:
        """The same, for words that stand for it."""
        self.turn.incoming = replace(self.turn.incoming, choice=choice)
        return await self._press(choice)

    async def _word_or_command(self) -> Sequence[Say] | None:
        command = command_meant(self.can, self.turn, text := self.text)
        if command is None and (says := await beside.suspended(self.can, self.turn)) is not None:
            return says
        if text.startswith("/"):
            return await command.handler(self.turn) if command else await self._no_command()
        if (says := await self.can.letter(self.turn)) is not None:
            return says
        known = texts.aliases(self.turn.language)
        control = known.get(text.casefold().rstrip(".!"), "")
        if (wanted := searching.instead(self.can, self.turn, self.open, control)) is not None:
            return await searching.left(self.turn, self.open, wanted)
        word, _, code = text.partition(" ")
        if (handler := self.can.codes.get(known.get(word.casefold(), ""))) and CODE.fullmatch(code.strip()):
            return await handler(self.turn, code.strip())
        if control in self.can.words:
            return await self.can.words[control](self.turn)
        if self.open:
            return None
        if control == "edit":
            return await self.can.change(self.turn)
        is_alone = command is not None and self.turn.incoming.attachment is None  # else it is a file's caption
        return await command.handler(self.turn) if command and is_alone else None

    async def _no_command(self) -> Sequence[Say]:
        return [Say("router.no_such_command"), *await self._menu()]

    async def _edited(self) -> Sequence[Say] | None:
        if self.turn.incoming.unknown != "edited":
            return None
        return [Say("router.edited"), *await where_things_stand(self.turn, self.forms, self.open)]

    async def _keyboard(self) -> Sequence[Say] | None:
        """A keyboard that we once showed stays on the phone: its labels are buttons wherever the person stands."""
        for key, handler in self.can.keyboard.items():
            if self.text.casefold() in {texts.words(key, language).casefold() for language in texts.LANGUAGES}:
                return await handler(self.turn)
        return None

    async def _file(self) -> Sequence[Say] | None:
        turn = self.turn
        if turn.incoming.attachment is None:
            return None
        prompt, _ = await prompts.last_prompt(turn.session, turn.incoming.sender)
        talks_on = bool(self.open) or await questions.open_question(turn.session, turn.person.id) is not None
        return await self.can.file(turn, prompt, talks_on)

    async def _way_out(self) -> Sequence[Say] | None:
        """ "Batal" below a prompt that has a button for it."""
        way = None if self.open else await beside.way_out(self.turn)
        return await self._press(way) if way else None

    async def _called_off(self) -> Sequence[Say] | None:
        """ "Batal" where nothing is open: what was done just now, or nothing."""
        if self.open or not await beside.is_called_off(self.turn):
            return None
        return await self.can.call_off(self.turn) or [Say("router.nothing_open"), *await self._menu()]

    async def _quoted_or_numbered(self) -> Sequence[Say] | None:
        """A quoted message of ours says what the words belong to; a digit or a label belongs to the last prompt."""
        incoming = self.turn.incoming
        if incoming.reply_to:
            quoted = await prompts.quoted(self.turn.session, incoming.sender, incoming.reply_to)
            if quoted is not None:
                return await self._to_prompt(*quoted, quoted=True)
        if self.text:
            return await self._to_prompt(*await prompts.last_prompt(self.turn.session, incoming.sender), quoted=False)
        return None

    async def _to_prompt(self, choices: list[Choice], subject: str, *, quoted: bool) -> Sequence[Say] | None:
        if quoted and subject.startswith("question:") and (self.text or self.turn.incoming.attachment):
            return await self.can.question(self.turn, int(subject.partition(":")[2]))
        name, run, _ = (*choices[0].id.split(".", 2), "", "")[:3] if choices else ("", "", "")
        if mine := next((row for row in self.open if (row.form, row.run) == (name, run)), None):
            if self.text and (way := beside.other_button(choices, mine, self.text)) is not None:
                return await self._press(way)
            if ways := [each for each in choices if each.id.endswith((".!resume", ".!restart"))]:
                quoted = beside.takes_way(self.turn, ways) or quoted
            return await filling.reply(self.can, self.turn, self.forms, mine, self.open) if quoted else None
        answers = [choice for choice in choices if ".!" not in choice.id]
        for number, choice in enumerate(answers, 1):
            if is_button(self.text, number, choice.label):
                if self.open and not quoted and self.text.isdigit():
                    return [which_prompt(self.open[0], choice, self.turn.language)]
                return await self._press_as(choice.id)
        if not quoted and (says := waiting.left_open(answers, self.turn)) is not None:
            return says
        if both := [] if quoted else waiting.picked(answers, self.turn):
            return [say for each in both for say in await self._press_as(each)]
        if not quoted and (says := await self._pushed_up()) is not None:
            return says
        if quoted or not self.open or name in beside.FIRST:
            return await beside.typed(self.can, self.turn, choices)
        return None

    async def _pushed_up(self) -> Sequence[Say] | None:
        """The label of a button, or a bare yes, that may be for an earlier prompt which still waits."""
        shown = await waiting.shown(self.turn)
        choice = waiting.labelled(shown, self.turn)
        if choice is not None and choice.partition(".")[0] not in self.can.forms:
            return await self._press(choice)
        return None if self.open else waiting.which(shown, self.turn)

    async def _open_form(self) -> Sequence[Say] | None:
        if not self.open or (
            not beside.comes_back(self.turn, self.open[0]) and await beside.is_talking(self.turn, self.open[0])
        ):
            return None
        return await filling.reply(self.can, self.turn, self.forms, self.open[0], self.open)

    async def _first_sight(self) -> Sequence[Say] | None:
        """Somebody we have never introduced ourselves to."""
        turn = self.turn
        if turn.staff is not None or turn.person.opted_out_at is not None or turn.incoming.contact is not None:
            return None
        if intents.find_intent(self.text) not in SMALL_TALK or await people.consent(turn.session, turn.person.id):
            return None
        if await questions.open_question(turn.session, turn.person.id):
            return None
        return await self.can.welcome(turn)

    async def _contact(self) -> Sequence[Say] | None:
        return await self.can.contact(self.turn) if self.turn.incoming.contact else None

    async def _question(self) -> Sequence[Say] | None:
        if self.turn.staff is not None or not (self.text or self.turn.incoming.attachment):
            return None
        question = await questions.open_question(self.turn.session, self.turn.person.id)
        if question is None or beside.is_small(self.text):
            return None
        close = Choice(f"ask.{question.id}.do=close")
        if is_button(self.text, 0, texts.label(close, self.turn.language)):
            return await self._press(close.id)
        return await self.can.question(self.turn, question.id)

    async def _correction(self) -> Sequence[Say] | None:
        """What changes something that was done before."""
        for read in self.can.correct if self.text else ():
            if (says := await read(self.turn)) is not None:
                return says
        return None

    async def _facts(self) -> Sequence[Say] | None:
        """No wish, but something we can use: who the person is, or that something we have is wrong."""
        for read in self.can.facts if self.text else ():
            if (says := await read(self.turn)) is not None:
                self.turn.talk.misunderstood = 0
                return says
        return None

    async def _intent(self) -> Sequence[Say] | None:
        return await self._wish() if self.text and intents.find_intent(self.text) else None

    async def _wish(self) -> Sequence[Say] | None:
        """What the words want by tables and examples; asked where it may be one thing or another."""
        read = intents.read_intent(self.text) if self.text else None
        names = [each for each in (read.candidates or (read.value,)) if each in self.can.intents] if read else []
        if read is None or not names:
            return None
        self.turn.talk.misunderstood = 0
        if len(names) > 1 and (says := await self.can.told_beside(self.turn, names)) is not None:
            return says
        if read.precision == "exact":
            return await self.can.intents[names[0]](self.turn)
        if (told := intents.find_intent(self.text)) in self.can.asides and told in names:
            return await self.can.intents[told](self.turn)
        self.turn.talk.unanswered = self.text
        return [Say("router.which_wish", {}, tuple(Choice(f"wish.-.is={each}") for each in names))]

    async def _menu(self) -> Sequence[Say]:
        return await (self.can.staff_menu if self.turn.staff else self.can.menu)(self.turn)

    async def _not_understood(self) -> Sequence[Say]:
        """The question again, kindly; a human after the second time."""
        self.turn.talk.misunderstood += 1
        if not self.text:
            return [Say("router.cannot_read"), *await self._menu()]
        if self.turn.staff is not None:
            return [Say("router.not_understood_staff"), *await self._menu()]
        self.turn.talk.unanswered = self.text
        key = "router.still_not_understood" if self.turn.talk.misunderstood >= 2 else "router.not_understood"
        ways = (Choice("ask.-.do=forward"), Choice("menu.-.go=menu"))
        return await self.can.consent(self.turn) or [Say(key, {}, ways)]


def router(can: Abilities) -> Callable[[Turn], Awaitable[Sequence[Say]]]:
    """The function that the inbox calls for every message."""

    async def route(turn: Turn) -> Sequence[Say]:
        turn.staff = await staff_table.of_person(turn.session, turn.person.id, turn.now)
        says = await Route(turn, can, await talks.open_forms(turn.session, turn.person.id)).find()
        return await can.below(turn, says)

    return route
