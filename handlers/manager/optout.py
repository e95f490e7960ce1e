"""BERHENTI and MULAI."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot import texts
from bot.messages import Say
from bot.turn import Turn
from bot.understanding.words import strip_politeness
from db import audit, people, talks
from db.privacy import requests
from handlers.manager import consent, menu, register

TAKEN_BACK = re.compile(r"\bjangan (?:di ?)?(?:stop|berhenti|hentikan)\w*")
OFF = re.compile(r"(?:eh |maaf )*(?:tidak jadi|batal)(?: stop| berhenti| deh| dulu| saja)*")
"""Said of stopping, soon after it."""
SOON = timedelta(hours=1)


async def taken_back(turn: Turn) -> Sequence[Say] | None:
    """ "Jangan distop", and within the hour "ga jadi": undone as by MULAI."""
    said, stopped = strip_politeness(turn.incoming.text), turn.person.opted_out_at
    if stopped is None or turn.staff is not None:
        return None
    is_off = turn.now - stopped <= SOON and OFF.fullmatch(said) is not None
    return await resume(turn) if is_off or TAKEN_BACK.search(said) else None


async def stop(turn: Turn) -> Sequence[Say]:
    """No message that we begin reaches this person any more, on any channel. Staff stay in service."""
    dropped = await talks.open_forms(turn.session, turn.person.id)
    await talks.close_all(turn.session, turn.person.id)
    if turn.person.opted_out_at is None:
        turn.person.opted_out_at = turn.now
        consent.record(turn, texts.words("consent.version"), granted=False)
        audit.note(turn.session, turn.actor, "person.opted_out", f"person:{turn.person.id}", turn.now)
    return [Say("optout.stopped"), *((Say("optout.form_dropped"),) if dropped else ())]


async def resume(turn: Turn) -> Sequence[Say]:
    """Undo BERHENTI, BATASI and HAPUS: consent is asked again unless it stands."""
    lifted = await _lift(turn)
    was_out = turn.person.opted_out_at is not None
    turn.person.opted_out_at = None
    if was_out:
        audit.note(turn.session, turn.actor, "person.opted_in", f"person:{turn.person.id}", turn.now)
    if turn.staff is not None:
        return [*lifted, *((Say("optout.resumed_staff"),) if was_out else ()), *await menu.show(turn)]
    given = await people.consent(turn.session, turn.person.id)
    if given is None or not given.granted:
        return [*lifted, *await register.welcome(turn)]
    return [*lifted, *await menu.show(turn)]


async def _lift(turn: Turn) -> Sequence[Say]:
    """What rests or is to be erased goes on; what was said of it."""
    subject, said = f"person:{turn.person.id}", []
    if await requests.take_back(turn.session, turn.person, turn.now):
        audit.note(turn.session, turn.actor, "person.erasure_withdrawn", subject, turn.now)
        said.append(Say("privacy.kept"))
    if await requests.release(turn.session, turn.person, turn.now):
        audit.note(turn.session, turn.actor, "person.released", subject, turn.now)
        said.append(Say("privacy.released"))
    return said
