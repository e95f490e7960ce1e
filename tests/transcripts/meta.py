"""What Meta decides: about templates, about how many people may be written to, about the token, about its webhook."""

import re
from collections.abc import Iterable

from bot.commands.template_plan import drafts
from bot.simulator.whatsapp.world import WhatsAppWorld

DECISION = re.compile(r"(?P<deed>approves|rejects|pauses|disables) (?P<name>\w+)$")
CATEGORY = re.compile(r"counts (?P<name>\w+) as (?P<value>[A-Z]+)$")
RATING = re.compile(r"rates (?P<name>\w+) (?P<value>[A-Z]+)$")
ALLOWANCE = re.compile(r"allows (?P<count>\d+) people a day$")
ABSENT = re.compile(r"has not approved (?P<names>anything|[\w, ]+)$")
TWICE, REFUSES, TAKES = "posts everything twice", "refuses the token", "takes the token again"


def set_up(world: WhatsAppWorld, given: Iterable[str]) -> None:
    """All our templates are approved, but for what was said before the first message."""
    world.templates.auto_approve = True
    absent: set[str] = set()
    for text in given:
        if found := ABSENT.match(text):
            absent |= set(found["names"].split(", "))
        else:
            decide(world, text)
    for (name, _), draft in drafts().items():
        world.templates.auto_approve = not absent & {name, "anything"}
        world.templates.create(draft)


def decide(world: WhatsAppWorld, text: str) -> None:
    """One line about Meta. Raises ValueError when it says nothing we know."""
    templates = world.templates
    if found := DECISION.match(text):
        deeds = {"rejects": templates.reject, "pauses": templates.pause, "disables": templates.disable}
        deeds.get(found["deed"], templates.approve)(found["name"], "id")
    elif found := CATEGORY.match(text):
        templates.recategorise(found["name"], "id", found["value"])
    elif found := RATING.match(text):
        templates.rate(found["name"], "id", found["value"])
    elif found := ALLOWANCE.match(text):
        world.tier = f"TIER_{found['count']}"
    elif text == TWICE:
        world.statuses.repeat = 2
    elif text in (REFUSES, TAKES):
        world.faults.mode = "revoked" if text == REFUSES else "none"
    else:
        raise ValueError(f"Meta does nothing like {text!r}")
