"""Telling the office's people that something waits for them."""

from dataclasses import replace

from bot.messages import Choice, Say
from bot.turn import Turn
from db import staff as staff_table
from db.models import Task


async def tell_staff(turn: Turn, district_id: int | None, say: Say, task: Task | None) -> None:
    """Tell those responsible for a district, with a button that opens the task. A repeated task is not told twice."""
    if task is None:
        return
    say = replace(say, choices=(Choice(f"task.{task.id}.open=1"),))
    for member in await staff_table.responsible(turn.session, district_id):
        if member.person_id is not None and member.person_id != turn.person.id:
            await turn.tell(member.person_id, say)
