"""What staff can do from their phone."""

from collections.abc import Sequence

from bot.messages import Choice, Say
from bot.turn import Turn
from db import staff as staff_table
from db import tasks


async def show(turn: Turn) -> Sequence[Say]:
    """The staff menu, with how much is waiting."""
    waiting = await tasks.waiting_for(turn.session, turn.member)
    lines = ["tasks", "visitlog", "report"]
    if turn.member.role in staff_table.ANNOUNCERS:
        lines.insert(1, "announce")
    choices = tuple(Choice(f"menu.-.go={each}") for each in lines)
    return [Say("staff.menu", {"name": turn.member.name, "count": len(waiting)}, choices)]
