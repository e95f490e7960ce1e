"""Who somebody is: by a number that the platform vouches for, else by asking."""

from collections.abc import Sequence

from bot.channel import capabilities_of
from bot.messages import Choice, Say
from bot.turn import Turn
from db import audit, cooperatives, people
from db.models import Cooperative


async def ask_contact(turn: Turn) -> Say:
    """The request for one's own number; who has no number to give, or gave it in vain, names the cooperative.

    Who wants no messages from us is told that the number serves only what they have just asked for.
    """
    way = (Choice("register.-.how=name"),)
    if turn.identity.phone:
        return await elsewhere(turn) or Say("register.not_listed", {}, way)
    given = await people.consent(turn.session, turn.person.id)
    key = "register.contact" if given is None or given.granted else "register.contact_once"
    return Say(key, {"asks_contact": "register.share"}, way)


async def elsewhere(turn: Turn) -> Say | None:
    """That the same number is known on another platform, and how the two become one; None where it isn't."""
    known = await people.same_number(turn.session, turn.identity)
    if known is None:
        return None
    platform = capabilities_of(known.account).name
    return Say("register.elsewhere", {"platform": platform}, (Choice("register.-.how=name"),))


async def recognise(turn: Turn) -> Sequence[Cooperative]:
    """Bind the positions that the registry lists under this person's proven number."""
    phone = turn.identity.phone
    if not phone:
        return []
    found = await cooperatives.verify_by_phone(turn.session, turn.person.id, phone, turn.today)
    matched = [each.id for each in found]
    audit.note(turn.session, turn.actor, "person.contact", f"person:{turn.person.id}", turn.now, matched=matched)
    if found:
        await _take_registered_name(turn)
    return found


async def _take_registered_name(turn: Turn) -> None:
    """The office writes to people by the name in its registry, not by what a platform calls them."""
    named = [each.name for each, _ in await cooperatives.of_person(turn.session, turn.person.id) if each.name]
    turn.person.name = named[0] if named else turn.person.name
