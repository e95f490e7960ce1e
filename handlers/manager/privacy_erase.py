"""HAPUS: what goes and what stays is said first, one button asks for it, and for a day it can be taken back."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot import texts
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, cooperatives
from db import rat as reports
from db.privacy import requests
from handlers.ids import number

SURE = "!erase"
"""Not an answer that a typed word or digit could give: only the button itself."""
FRESH = timedelta(hours=24)
"""An older button shows once more what would go."""
MOST_REPORTS = 1000
KEEP = Choice("privacy.-.do=keep")


async def start(turn: Turn) -> Sequence[Say]:
    """Exactly what goes, what the law keeps, and the one button; who has asked already hears when it happens."""
    if turn.staff is not None:
        return [Say("privacy.staff_erase")]
    if turn.person.erase_after is not None:
        return [_noted(turn.person.erase_after, "privacy.erase_noted_already", turn.now)]
    mine = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    told = await reports.of_person(turn.session, turn.person.id, MOST_REPORTS)
    names: list[Json] = [cooperative.name for _, cooperative in mine]
    said = [Say("privacy.erase_goes")]
    if names:
        said.append(Say("privacy.erase_position", {"cooperatives": names}))
    said.append(Say("privacy.erase_stays", {"count": len(told)}) if told else Say("privacy.erase_stays_none"))
    sure = Choice(f"privacy.{int(turn.now.timestamp())}.{SURE}", texts.words("privacy.sure", turn.language))
    return [*said, Say("privacy.erase_ask", {}, (sure, Choice("privacy.-.do=data"), Choice("privacy.-.do=stay")))]


async def confirmed(turn: Turn, subject: str) -> Sequence[Say]:
    """The button below what was said; it says once more from when, and how to take it back."""
    pressed_at = datetime.fromtimestamp(min(number(subject) or 0, int(turn.now.timestamp())), UTC)
    if turn.staff is not None or pressed_at < turn.now - FRESH:
        return await start(turn)
    if turn.person.erase_after is not None:
        return [_noted(turn.person.erase_after, "privacy.erase_noted_already", turn.now)]
    after = await requests.ask_erasure(turn.session, turn.person, turn.now)
    audit.note(turn.session, turn.actor, "person.erasure_asked", f"person:{turn.person.id}", turn.now)
    return [_noted(after, "privacy.erase_noted", turn.now)]


def _noted(after: datetime, key: str, now: datetime) -> Say:
    if after <= now:
        return Say("privacy.erase_under_way")
    return Say(key, {"after": after.isoformat()}, (KEEP,))


async def keep(turn: Turn) -> Sequence[Say]:
    """BATAL HAPUS: everything stays as it was."""
    if turn.person.erase_after is None:
        return [Say("privacy.nothing_to_keep")]
    if not await requests.take_back(turn.session, turn.person, turn.now):
        return [Say("privacy.erase_under_way")]
    audit.note(turn.session, turn.actor, "person.erasure_withdrawn", f"person:{turn.person.id}", turn.now)
    return [Say("privacy.kept", {}, (Choice("menu.-.go=menu"),))]


async def reminded(turn: Turn, says: Sequence[Say]) -> Sequence[Say]:
    """The reply, with one line below it while an erasure waits; a reply that speaks of it says it itself."""
    after = turn.person.erase_after
    if turn.staff is not None or not says or after is None or after <= turn.now:
        return says
    if any(each.key == "privacy.erase_under_way" or KEEP in each.choices for each in says):
        return says
    return [*says, Say("privacy.erase_waits", {"after": after.isoformat()}, (KEEP,))]


async def stay(turn: Turn) -> Sequence[Say]:
    """Asked and not sure: nothing has changed; what was asked for before is taken back by its own button only."""
    if turn.person.erase_after is not None:
        return [_noted(turn.person.erase_after, "privacy.erase_noted_already", turn.now)]
    return [Say("privacy.stays", {}, (Choice("menu.-.go=menu"),))]
