"""Telling the office's people that something waits for them."""

from dataclasses import replace

from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import staff as staff_table
from db import tasks
from db.models import Cooperative, Task


async def hand_to_staff(
    turn: Turn,
    kind: str,
    key: str,
    cooperative: Cooperative | None,
    say: Say,
    data: dict[str, Json],
    *,
    urgent: bool = False,
) -> bool:
    """Open a task and tell those responsible; False when the same has been waiting for them already."""
    task = await tasks.open_task(
        turn.session,
        kind,
        key,
        now=turn.now,
        cooperative=cooperative,
        person_id=turn.person.id,
        urgent=urgent,
        data=data,
    )
    await tell_staff(turn, cooperative.district_id if cooperative else None, say, task)
    return task is not None


async def tell_staff(turn: Turn, district_id: int | None, say: Say, task: Task | None) -> None:
    """Tell those responsible for a district, with a button that opens the task. A repeated task is not told twice."""
    if task is None:
        return
    say = replace(say, choices=(Choice(f"task.{task.id}.open=1"),))
    for member in await staff_table.responsible(turn.session, district_id):
        if member.person_id is not None and member.person_id != turn.person.id:
            await turn.tell(member.person_id, say)
