"""The invitations of a person's cooperatives, and how an answer to one is noted."""

from collections.abc import Sequence

from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import rsvp
from db import audit, cooperatives, ledger, sessions
from db.models import Announcement, Cooperative, Ledger
from handlers.ids import number
from handlers.manager import attend_reading
from handlers.notify import hand_to_staff


async def event_of(turn: Turn, row: Ledger | None) -> Announcement | None:
    """The announcement behind a ledger row: `announcement:3`, or a reminder of it, `rule:tomorrow:3`."""
    number = row.purpose.rpartition(":")[2] if row else ""
    return await turn.session.get(Announcement, int(number)) if number.isdigit() else None


async def mine(turn: Turn) -> dict[int, Cooperative]:
    return {each.id: each for _, each in await cooperatives.of_person(turn.session, turn.person.id)}


async def invited(turn: Turn) -> list[Ledger]:
    """What this person's cooperatives are invited to and what is still to come."""
    ids = list(await mine(turn))
    events = [each for each in await sessions.in_state(turn.session, "sending", "sent") if each.starts_at > turn.now]
    return [
        row for each in events for row in await ledger.of_cooperatives(turn.session, sessions.purpose(each.id), ids)
    ]


async def is_answered(turn: Turn, subject: str) -> bool:
    """Whether the cooperative that an invitation names has answered it; a reminder asks anew."""
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    event = await event_of(turn, row)
    if row is None or event is None or row.purpose.startswith("rule:"):
        return False
    return bool(await sessions.answer_of(turn.session, event.id, row.cooperative_id))


def answers_for(ledger_id: int) -> tuple[Choice, ...]:
    """The buttons of one cooperative."""
    return (Choice(f"event.{ledger_id}.answer=yes"), Choice(f"event.{ledger_id}.answer=no"))


async def note(
    turn: Turn, event: Announcement, group: Sequence[Cooperative], value: str, people: int | None = None
) -> Sequence[Say]:
    """Note the answer of each, and how many come; where another officer said otherwise, staff decide."""
    noted: list[Json] = []
    says: list[Say] = []
    people = people or (_people(turn, group) if value != "no" else None)
    delegate, in_person = attend_reading.instead(turn) if value != "no" else (None, False)
    for cooperative in group:
        account = turn.incoming.sender.account
        other = await sessions.answer(
            turn.session,
            event.id,
            cooperative.id,
            value,
            person_id=turn.person.id,
            account=account,
            now=turn.now,
            people=people,
            delegate=delegate,
            in_person=in_person,
        )
        if other is None:
            noted.append({"key": "register.cooperative", "params": {"name": cooperative.name}})
            continue
        params = {**sessions.about(event), "name": cooperative.name, "person": turn.person.name}
        data: dict[str, Json] = {"announcement_id": event.id, "answer": value, "other": other.answer}
        key = f"attend:{event.id}:{cooperative.id}:{turn.person.id}:{value}"
        say = Say("staff.attend_conflict", params)
        await hand_to_staff(turn, "attend_conflict", key, cooperative, say, data)
        says.append(Say("event.other_answer", {"name": cooperative.name}))
    audit.note(turn.session, turn.actor, f"event.{value}", f"announcement:{event.id}", turn.now, count=len(noted))
    if noted:
        is_soon = (event.starts_at.astimezone(turn.zone).date() - turn.today).days <= 1  # nobody asks again
        key = "event.noted_tentative_soon" if value == "tentative" and is_soon else f"event.noted_{value}"
        says.insert(
            0,
            Say(
                key,
                {**sessions.about(event), "cooperatives": noted, "people": attend_reading.who_come(people, delegate)},
            ),
        )
    return says


def _people(turn: Turn, group: Sequence[Cooperative]) -> int | None:
    """How many come, where words say so; of several cooperatives answered for at once nobody knows whose they are."""
    read = rsvp.read_rsvp(turn.incoming.text) if turn.incoming.choice is None and len(group) == 1 else None
    return read.people if read is not None else None
