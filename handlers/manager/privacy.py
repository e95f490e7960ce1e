"""PRIVASI, and what a person may ask for: see, correct, rest and erase their data."""

from collections.abc import Sequence

from bot.messages import Choice, Say
from bot.turn import Turn
from db import attachments, audit, parameters
from db.privacy import copy, requests
from handlers.manager import consent, menu, privacy_copy, privacy_correct, privacy_erase

RIGHTS = tuple(Choice(f"privacy.-.do={each}") for each in ("data", "correct", "restrict", "erase"))
OF_STAFF = RIGHTS[:2]
"""Members of the office neither rest nor go by chat."""
RESTING = tuple(Choice(f"privacy.-.do={each}") for each in ("data", "correct", "release", "erase"))
PDF = "application/pdf"


async def show(turn: Turn) -> Sequence[Say]:
    """Who keeps what, why, for how long, where, and the four rights; a changed notice is asked below it."""
    rules = await parameters.load(turn.session)
    about = {
        "office": turn.office.name,
        "city": turn.office.city,
        "contacts": await consent.retention(turn),
        "talks": rules.keep_talks_days,
        "media": rules.keep_media_days,
        "proof": rules.keep_consents_days,
    }
    if turn.staff is None and await consent.is_outdated(turn):
        await turn.tell(turn.person.id, await consent.notice(turn), seat=turn.identity)
    rights = OF_STAFF if turn.staff else RIGHTS if turn.person.restricted_at is None else RESTING
    return [Say("privacy.notice", about, rights)]


async def data(turn: Turn) -> Sequence[Say]:
    """DATA SAYA: in short here, in full as a file that follows. Only what is the person's own."""
    await requests.note(turn.session, turn.person.id, "access", turn.now, done=True)
    audit.note(turn.session, turn.actor, "person.copy", f"person:{turn.person.id}", turn.now)
    own = await copy.collect(turn.session, turn.person.id, turn.now)
    day = turn.today.isoformat()
    await attachments.order(
        turn.session,
        turn.person,
        "mydata",
        str(turn.person.id),
        filename=f"data-saya-{day}.pdf",
        mime=PDF,
        say=Say("privacy.copy_follows"),
        now=turn.now,
    )
    follows = "privacy.copy_ordered" if turn.staff is None else "privacy.copy_ordered_staff"
    return [privacy_copy.in_short(own), Say(follows)]


async def restrict(turn: Turn) -> Sequence[Say]:
    """BATASI: nothing is begun, shown in lists or deleted until they say otherwise."""
    if turn.staff is not None:
        return [Say("privacy.staff_restrict")]
    back = (Choice("privacy.-.do=release"),)
    if not await requests.restrict(turn.session, turn.person, turn.now):
        return [Say("privacy.restricted_already", {}, back)]
    audit.note(turn.session, turn.actor, "person.restricted", f"person:{turn.person.id}", turn.now)
    key = "privacy.restricted" if turn.person.erase_after is None else "privacy.restricted_erasing"
    return [Say(key, {"office": turn.office.name}, back)]


async def release(turn: Turn) -> Sequence[Say]:
    """Their data rest no longer."""
    if not await requests.release(turn.session, turn.person, turn.now):
        return [Say("privacy.not_restricted"), *await menu.show(turn)]
    audit.note(turn.session, turn.actor, "person.released", f"person:{turn.person.id}", turn.now)
    return [Say("privacy.released"), *await menu.show(turn)]


async def below(turn: Turn, says: Sequence[Say]) -> Sequence[Say]:
    """What a reply carries besides: what is kept, to who is new; that the notice has changed, that an erasure waits."""
    said = await consent.told_of_change(turn, consent.introduced(turn, says))
    if "words" in turn.form_context:
        return said
    return await privacy_erase.reminded(turn, said)


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`privacy.-.do=data|correct|restrict|erase|release|keep`, `privacy.-.fix=name`, `privacy.<moment>.!erase`."""
    if question == "fix":
        return await privacy_correct.chosen(turn, value)
    if question == privacy_erase.SURE:
        return await privacy_erase.confirmed(turn, subject)
    deeds = {
        "data": data,
        "correct": privacy_correct.start,
        "restrict": restrict,
        "erase": privacy_erase.start,
        "release": release,
        "keep": privacy_erase.keep,
        "stay": privacy_erase.stay,
    }
    return await deeds[value](turn) if value in deeds else [Say("router.old_button")]
