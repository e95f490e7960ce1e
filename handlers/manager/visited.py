"""Answers to the reminder that a cooperative has gone unvisited."""

from collections.abc import Sequence
from datetime import date

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Json, Say
from bot.turn import Turn
from db import audit, cooperatives, ledger
from db.models import Cooperative, Ledger
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import leaving, propose
from handlers.notify import hand_to_staff
from handlers.when import past_day


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """A button of the reminder: `unvisited.<ledger id>.act=propose|visited|not_officer`."""
    group = await _group(turn, subject)
    if not group:
        return [Say("router.old_button")]
    if value == "not_officer":
        mine = await cooperatives.of_person(turn.session, turn.person.id)
        return leaving.ask(turn, [each for each in mine if each[1].id in {one.id for one in group}])
    if value == "visited":
        known = {"cooperative": Value(str(group[0].id), label=group[0].name)} if len(group) == 1 else {}
        return await open_form(turn, FORM, known, cooperatives=[each.id for each in group])
    return await propose.start_for(turn, [each.id for each in group])


async def _group(turn: Turn, subject: str) -> list[Cooperative]:
    """The cooperatives that reminder named, as far as the person still is their officer."""
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    if row is None:
        return []
    mine = {each.id for _, each in await cooperatives.of_person(turn.session, turn.person.id)}
    return [each for _, each in await ledger.group(turn.session, row.purpose, row.lead_id) if each.id in mine]


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """What a manager says of a visit is a task for staff: they log it, and only that counts."""
    cooperative = await cooperatives.get(turn.session, int(answers["cooperative"].value))
    if cooperative is None:
        raise Invalid("form.stale")
    day = date.fromisoformat(answers["day"].value)
    audit.note(turn.session, turn.actor, "visit.claimed", f"cooperative:{cooperative.id}", turn.now)
    about = {"name": cooperative.name, "person": turn.person.name, "day": day.isoformat()}
    data: dict[str, Json] = {"day": day.isoformat(), "who": answers["who"].value or ""}
    key = f"visited:{cooperative.id}:{day}"
    await hand_to_staff(turn, "visited", key, cooperative, Say("staff.visited", about), data)
    return [Say("visited.noted", about)]


FORM: Form[Turn] = Form(
    "visited",
    (
        Field("cooperative", None, choices=propose.choices),
        Field("day", past_day),
        Field("who", optional=True),
    ),
    _finish,
)
