"""The menu, greetings and thanks."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence

from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import cooperatives
from handlers.staff import menu as staff_menu

SALAM = re.compile(r"salam|\b(?:ass|asw|aslkm)", re.IGNORECASE)
GRATITUDE = ("kasih", "makasi", "trim", "tks", "thx", "thank", "suwun", "🙏")
Handler = Callable[[Turn], Awaitable[Sequence[Say]]]
Pressed = Callable[[Turn, str, str, str], Awaitable[Sequence[Say]]]


GOES = ("rat", "papers", "history", "events", "visit", "officers", "human", "privacy")
LINES = tuple(Choice(f"menu.-.go={value}") for value in GOES)


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
    return [Say("menu.main" if names else "menu.brief", {"cooperatives": listed}, LINES)]


async def show_briefly(turn: Turn) -> Sequence[Say]:
    """The same for somebody whose cooperatives were named in the same breath."""
    return await staff_menu.show(turn) if turn.staff else [Say("menu.brief", {}, LINES)]


def greeting(turn: Turn) -> Json:
    """The greeting that fits: a salam is answered with a salam."""
    salam = SALAM.search(turn.incoming.text) is not None
    return {"key": "menu.salam" if salam else f"greeting.{part_of_day(turn)}"}


def opens(lines: Mapping[str, Handler], staff_lines: Mapping[str, Handler]) -> Pressed:
    """What a press on a line of a menu does; lines for staff don't exist for anybody else."""

    async def pressed(turn: Turn, _subject: str, _question: str, value: str) -> Sequence[Say]:
        handler = lines.get(value) or (staff_lines.get(value) if turn.staff else None)
        return await (handler or show)(turn)

    return pressed


async def greet(turn: Turn) -> Sequence[Say]:
    """A greeting is answered with a greeting; a salam with a salam."""
    return [Say("menu.greeting", {"greeting": greeting(turn), "office": turn.office.name}), *await show(turn)]


async def thanks(turn: Turn) -> Sequence[Say]:
    """Thanks and "ok" need no menu."""
    said = turn.incoming.text.casefold()
    return [Say("menu.thanks" if any(mark in said for mark in GRATITUDE) else "menu.noted")]


async def knocked(turn: Turn, _subject: str, _question: str, _value: str) -> Sequence[Say]:
    """ "Read": what waited is on its way by itself."""
    return [] if turn.released else [Say("knock.nothing")]


async def clinic(turn: Turn) -> Sequence[Say]:
    """The business clinic: what it is; days are announced, questions go to staff."""
    choices = (Choice("menu.-.go=events"), Choice("menu.-.go=human"))
    return [Say("menu.clinic", {"office": turn.office.name, "city": turn.office.city}, choices)]
