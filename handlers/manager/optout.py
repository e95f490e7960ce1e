"""BERHENTI, MULAI and PRIVASI."""

from collections.abc import Sequence

from bot import texts
from bot.messages import Say
from bot.turn import Turn
from db import audit, parameters, people, talks
from handlers.manager import menu, register


async def stop(turn: Turn) -> Sequence[Say]:
    """No message that we begin reaches this person any more, on any channel. Staff stay in service."""
    dropped = await talks.open_forms(turn.session, turn.person.id)
    await talks.close_all(turn.session, turn.person.id)
    if turn.person.opted_out_at is None:
        turn.person.opted_out_at = turn.now
        account = turn.incoming.sender.account
        version = texts.words("consent.version")
        people.record_consent(turn.session, turn.person.id, False, version, account, turn.now)
        audit.note(turn.session, turn.actor, "person.opted_out", f"person:{turn.person.id}", turn.now)
    return [Say("optout.stopped"), *((Say("optout.form_dropped"),) if dropped else ())]


async def resume(turn: Turn) -> Sequence[Say]:
    """Undo BERHENTI: consent is asked again unless it stands."""
    was_out = turn.person.opted_out_at is not None
    turn.person.opted_out_at = None
    if was_out:
        audit.note(turn.session, turn.actor, "person.opted_in", f"person:{turn.person.id}", turn.now)
    given = await people.consent(turn.session, turn.person.id)
    if given is None or not given.granted:
        return await register.welcome(turn)
    return await menu.show(turn)


async def privacy(turn: Turn) -> Sequence[Say]:
    """What we keep, why, and what the person may ask for."""
    rules = await parameters.load(turn.session)
    return [
        Say(
            "optout.privacy",
            {"office": turn.office.name, "city": turn.office.city, "retention": rules.retention},
        )
    ]
