"""The menu, greetings and thanks."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.messages import Choice, Say
from bot.turn import Turn
from db import cooperatives
from handlers.staff import menu as staff_menu

Handler = Callable[[Turn], Awaitable[Sequence[Say]]]
Pressed = Callable[[Turn, str, str, str], Awaitable[Sequence[Say]]]


def part_of_day(turn: Turn) -> str:
    """Which greeting fits the office's clock."""
    hour = turn.now.astimezone(turn.zone).hour
    return "pagi" if hour < 11 else "siang" if hour < 15 else "sore" if hour < 18 else "malam"


async def show(turn: Turn) -> Sequence[Say]:
    """What the bot can do for this person."""
    if turn.staff:
        return await staff_menu.show(turn)
    names = [each.name for _, each in await cooperatives.of_person(turn.session, turn.person.id)]
    listed = [{"key": "register.cooperative", "params": {"name": name}} for name in names]
    choices = tuple(Choice(f"menu.-.go={value}") for value in ("rat", "events", "visit", "human", "privacy"))
    return [Say("menu.main" if names else "menu.unknown", {"cooperatives": listed}, choices)]


def opens(lines: Mapping[str, Handler], staff_lines: Mapping[str, Handler]) -> Pressed:
    """What a press on a line of a menu does; lines for staff don't exist for anybody else."""

    async def pressed(turn: Turn, _subject: str, _question: str, value: str) -> Sequence[Say]:
        handler = lines.get(value) or (staff_lines.get(value) if turn.staff else None)
        return await (handler or show)(turn)

    return pressed


async def greet(turn: Turn) -> Sequence[Say]:
    """A greeting is answered with a greeting; a salam with a salam."""
    salam = any(mark in turn.incoming.text.casefold() for mark in ("salam", "ass", "asw", "aslkm"))
    key = "menu.salam" if salam else f"greeting.{part_of_day(turn)}"
    return [Say("menu.greeting", {"greeting": {"key": key}, "office": turn.office.name}), *await show(turn)]


async def thanks(_turn: Turn) -> Sequence[Say]:
    """Thanks need no menu."""
    return [Say("menu.thanks")]


async def clinic(turn: Turn) -> Sequence[Say]:
    """The business clinic: what it is; days are announced, questions go to staff."""
    choices = (Choice("menu.-.go=events"), Choice("menu.-.go=human"))
    return [Say("menu.clinic", {"office": turn.office.name, "city": turn.office.city}, choices)]
