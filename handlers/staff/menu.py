"""What staff can do from their phone."""

from collections.abc import Sequence

from bot.messages import Choice, Say
from bot.turn import Turn
from db import staff as staff_table
from db import tasks

LINES = {
    "tasks": "",
    "find": "",
    "announce": "announce",
    "visitlog": "visits",
    "report": "",
    "progress": "",
    "download": "",
    "invite": "visits",
    "import": "announce",
}
"""Lines of the menu, and what one must be allowed to do to see them."""


async def show(turn: Turn) -> Sequence[Say]:
    """The staff menu, with how much is waiting."""
    waiting = await tasks.count_for(turn.session, turn.member)
    lines = [name for name, deed in LINES.items() if not deed or staff_table.may(turn.member, deed)]
    choices = tuple(Choice(f"menu.-.go={each}") for each in lines)
    return [Say("staff.menu", {"name": turn.member.name, "count": waiting}, choices)]
