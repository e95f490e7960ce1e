"""What a router can choose from: the shape of the list in `handlers/__init__.py`."""

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.forms import Form
from bot.messages import Choice, Say
from bot.turn import Turn

Handler = Callable[[Turn], Awaitable[Sequence[Say]]]
Received = Callable[[Turn, Sequence[Choice], bool], Awaitable[Sequence[Say] | None]]
"""A file that answers no question: turn, the buttons last shown, whether a form or a talk with staff is open."""
Pressed = Callable[[Turn, str, str, str], Awaitable[Sequence[Say]]]
"""A button outside forms: turn, subject, question, value."""


@dataclass(frozen=True, slots=True)
class Command:
    """A slash command."""

    handler: Handler
    staff: bool = False


@dataclass(frozen=True, slots=True)
class Abilities:
    """Everything a router can choose from."""

    forms: Mapping[str, Form[Turn]]
    staff_forms: Collection[str]
    buttons: Mapping[str, Pressed]
    commands: Mapping[str, Command]
    words: Mapping[str, Handler]
    codes: Mapping[str, Callable[[Turn, str], Awaitable[Sequence[Say]]]]
    keyboard: Mapping[str, Handler]
    intents: Mapping[str, Handler]
    welcome: Handler
    contact: Handler
    file: Received
    menu: Handler
    change: Handler
    staff_menu: Handler
    question: Callable[[Turn, int], Awaitable[Sequence[Say]]]
