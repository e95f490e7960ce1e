"""/start: a newcomer is welcomed, a one-time code binds a member of the office."""

from collections.abc import Sequence

from bot.messages import Say
from bot.turn import Turn
from db import audit, people
from db import staff as staff_table
from handlers.manager import channels, letter, menu, register
from handlers.staff import menu as staff_menu

PREFIX = "staff_"


async def start(turn: Turn) -> Sequence[Say]:
    """`/start`, or `/start staff_<code>` from the link that `sapa staff add` prints."""
    payload = turn.incoming.text.partition(" ")[2].strip()
    if payload.startswith(PREFIX):
        return await bind(turn, payload.removeprefix(PREFIX))
    if payload.startswith(channels.PAYLOAD):
        return await channels.join(turn, payload.removeprefix(channels.PAYLOAD))
    if payload.startswith(letter.PAYLOAD):
        return await letter.opened(turn, payload.removeprefix(letter.PAYLOAD))
    if turn.staff is not None:
        return await staff_menu.show(turn)
    given = await people.consent(turn.session, turn.person.id)
    if given is None or not given.granted:
        return await register.welcome(turn)
    return await menu.show(turn)


async def bind(turn: Turn, code: str) -> Sequence[Say]:
    """A one-time code makes whoever says it the member it was made for."""
    if turn.staff is not None:
        return [Say("staff.linked_already", {"name": turn.staff.name}), *await staff_menu.show(turn)]
    member = await staff_table.redeem(turn.session, code, turn.person.id, turn.now)
    if member is None:
        return [Say("staff.code_refused")]
    turn.staff = member
    audit.note(turn.session, turn.actor, "staff.linked", f"staff:{member.id}", turn.now)
    return [
        Say("staff.linked", {"name": member.name, "role": {"key": f"staff.role={member.role}"}}),
        *await staff_menu.show(turn),
    ]
