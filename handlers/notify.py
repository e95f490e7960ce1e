"""Telling the office's people that something waits for them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import staff as staff_table
from db import tasks
from db.models import Cooperative, Staff, Task
from handlers.staff import task_kinds as kinds

AT_ONCE = frozenset({"visit_proposal"})
"""Kinds of which the message says everything: they are decided below it."""


async def hand_to_staff(
    turn: Turn,
    kind: str,
    key: str,
    cooperative: Cooperative | None,
    say: Say,
    data: dict[str, Json],
    *,
    urgent: bool = False,
    also: Sequence[Staff] = (),
) -> bool:
    """Open a task and tell those responsible, and `also` who had to do with it before.

    False when the same has been waiting for them already.
    """
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
    await tell_staff(turn, cooperative.district_id if cooperative else None, say, task, also)
    return task is not None


async def tell_staff(
    turn: Turn, district_id: int | None, say: Say, task: Task | None, also: Sequence[Staff] = ()
) -> None:
    """Tell those responsible for a district, with a button that opens the task. A repeated task is not told twice."""
    if task is None:
        return
    heard = await staff_table.responsible(turn.session, district_id)
    for member in (*heard, *(each for each in also if each.id not in {one.id for one in heard})):
        if member.person_id is not None and member.person_id != turn.person.id:
            await turn.tell(member.person_id, replace(say, choices=_ways(member, task)))


def _ways(member: Staff, task: Task) -> tuple[Choice, ...]:
    """What may be done below the message."""
    actions = kinds.ACTIONS[task.kind] if task.kind in AT_ONCE else ()
    may = [each for each in actions if staff_table.may(member, kinds.NEEDS.get(each, "tasks"))]
    return tuple(Choice(f"task.{task.id}.do={each}") for each in may) or (Choice(f"task.{task.id}.open=1"),)
