"""What a router can choose from: the shape of the list in `handlers/__init__.py`."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.forms import Form
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding import staff_words

Handler = Callable[[Turn], Awaitable[Sequence[Say]]]
Received = Callable[[Turn, Sequence[Choice], bool], Awaitable[Sequence[Say] | None]]
"""A file that answers no question: turn, the buttons last shown, whether a form or a talk with staff is open."""
Pressed = Callable[[Turn, str, str, str], Awaitable[Sequence[Say]]]
"""A button outside forms: turn, subject, question, value."""

Offered = Callable[[Turn], Awaitable[Sequence[Say] | None]]
"""A reader of whole messages: None where it finds nothing in them."""
Typed = Callable[[Turn, Sequence[Choice]], Awaitable[Sequence[Say] | None]]
"""Words that may answer a prompt of ours without being one of its labels: turn, the buttons it had."""


Below = Callable[[Turn, Sequence[Say]], Awaitable[Sequence[Say]]]
"""Adds to a reply what everybody has to hear."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command."""

    handler: Handler
    staff: bool = False
    takes_words: bool = False
    """Whether words may follow it."""


@dataclass(frozen=True, slots=True)
class Abilities:
    """Everything a router can choose from."""

    forms: Mapping[str, Form[Turn]]
    staff_forms: Collection[str]
    searches: Mapping[str, Collection[str]]
    """Forms that look for a cooperative, and the questions that its name answers.

    There a command's word is that command, unless a cooperative is called so.
    """
    buttons: Mapping[str, Pressed]
    typed: Mapping[str, Typed]
    commands: Mapping[str, Command]
    words: Mapping[str, Handler]
    codes: Mapping[str, Callable[[Turn, str], Awaitable[Sequence[Say]]]]
    keyboard: Mapping[str, Handler]
    intents: Mapping[str, Handler]
    asked: Mapping[str, Offered]
    """By form: answers what is asked about its own matter in the middle of it; None for any other words."""
    asides: Collection[str]
    """Intents whose answer leaves an open form where it is."""
    turns: Mapping[str, str]
    """Further intents that somebody may have in the middle of a form, and the form that each opens."""
    letter: Callable[[Turn], Awaitable[Sequence[Say] | None]]
    """Reads the code of a printed letter, however it is typed; None for any other words."""
    welcome: Handler
    consent: Offered
    """Reads words that nothing else understands as the answer to a consent notice that still waits."""
    below: Below
    contact: Handler
    file: Received
    menu: Handler
    change: Handler
    correct: Sequence[Offered]
    """Readers of what changes something done before, in turn; the first also beside an open form."""
    call_off: Offered
    """ "Batal", said of what was done just now; None where there is nothing."""
    facts: Sequence[Offered]
    told_beside: Callable[[Turn, Sequence[str]], Awaitable[Sequence[Say] | None]]
    """Words that may want one thing or another, of which one form takes all that they say; None where none does."""
    invited: Offered
    """Reads an answer to an invitation in the middle of a report; None for any other words."""
    which_visit: Callable[[Turn, str], Awaitable[Sequence[Say] | None]]
    """Asks which visit is off, in the middle of the form with this cancel button; None where no other one stands."""
    staff_menu: Handler
    question: Callable[[Turn, int], Awaitable[Sequence[Say]]]


def command_named(can: Abilities, text: str) -> Command | None:
    """The command that a whole message is: with its slash, those of staff also without: nobody types it on WhatsApp."""
    name = text.removeprefix("/").partition("@")[0].split(maxsplit=1)[0].casefold() if text.strip("/ ") else ""
    command = can.commands.get(name)
    if command is None or text.startswith("/"):
        return command
    return command if command.staff and (name == text.casefold() or command.takes_words) else None


def command_meant(can: Abilities, turn: Turn, text: str) -> Command | None:
    """The same, where this person has that command; staff may ask for it in their own words."""
    command = command_named(can, text)
    is_own = turn.staff is not None and turn.incoming.reply_to is None and not text.startswith("/")
    if command is None and is_own:
        command = can.commands.get(staff_words.command_meant(text) or "")
    return None if command is not None and command.staff and turn.staff is None else command
