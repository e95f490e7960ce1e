"""A change of number: an officer writes from a new one, and the old one or staff say that it is the same person."""

from collections.abc import Sequence

from bot.channel import capabilities_of
from bot.messages import Choice, Say
from bot.turn import Turn
from db import audit, cooperatives, joining, people, tasks
from db import rat as reports
from db import staff as staff_table
from db.models import Cooperative, Officer, Person, Task
from handlers.notify import tell_staff

KIND = "number_change"


async def who_else(turn: Turn, claimed: Officer) -> Officer | None:
    """The confirmed officer whose new number this may be. Staff of the office are never taken over so."""
    if await staff_table.of_person(turn.session, turn.person.id):
        return None
    for officer in await cooperatives.namesakes(turn.session, claimed):
        if not await staff_table.of_person(turn.session, officer.person_id or 0):
            return officer
    return None


async def ask(turn: Turn, claimed: Officer, old: Officer, cooperative: Cooperative) -> bool:
    """Ask at the old seat; False when it can't be reached. The newcomer learns nothing of it."""
    about = {"name": cooperative.name, "person": claimed.name, "platform": capabilities_of(turn.identity.account).name}
    choices = tuple(Choice(f"renumber.{claimed.id}.answer={value}") for value in ("yes", "no"))
    return await turn.tell(old.person_id or 0, Say("renumber.ask", about, choices))


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """`renumber.<claimed officer>.answer=yes`: only the person behind the old number may say so."""
    task = await tasks.by_key(turn.session, f"claim:{subject}")
    locked = await tasks.claim_open(turn.session, task.id) if task is not None and task.kind == KIND else None
    if locked is None or locked.data["old_person"] != turn.person.id:
        return [Say("router.old_button")]
    cooperative = await cooperatives.get(turn.session, locked.cooperative_id or 0)
    if cooperative is None:
        return [Say("router.old_button")]
    if value == "yes":
        tasks.close(locked, None, turn.now)
        await unite(turn, locked, cooperative)
        return [Say("renumber.confirmed", {"name": cooperative.name})]
    locked.data, locked.urgent = {**locked.data, "denied": True}, True
    audit.note(turn.session, turn.actor, "renumber.denied", locked.key, turn.now)
    say = Say("staff.number_denied", {"name": cooperative.name, "person": turn.person.name})
    await tell_staff(turn, cooperative.district_id, say, locked)
    return [Say("renumber.denied")]


async def unite(turn: Turn, task: Task, cooperative: Cooperative) -> bool:
    """The two are one person, reached from now on at the new seat; both seats are told. False when one is gone."""
    keep, claimed = task.data["old_person"], await turn.session.get(Officer, task.data["officer_id"])
    gone = claimed.person_id if claimed else None
    if gone is None or gone == keep or await turn.session.get(Person, keep) is None:
        return False
    old, new = await people.seats_of(turn.session, keep), await people.seats_of(turn.session, gone)
    await joining.join_people(turn.session, keep, gone, turn.now)
    for each in (*old, *new):
        await turn.session.refresh(each)
    person = await turn.session.get_one(Person, keep, populate_existing=True)
    await reports.count_in(turn.session, keep, cooperative.id)
    if new:
        person.preferred = new[0].account
        people.hear_first(new[0], old)
        if new[0].phone:
            await cooperatives.renumber(turn.session, keep, new[0].phone)
    audit.note(turn.session, turn.actor, "person.renumbered", f"person:{keep}", turn.now)
    about = {"name": cooperative.name, "platform": capabilities_of(new[0].account).name if new else ""}
    for seat in new:
        await turn.tell(keep, Say("renumber.done", about), seat=seat)
    for seat in old:
        if seat.id != turn.identity.id:
            await turn.tell(keep, Say("renumber.moved", about), seat=seat)
    return True
