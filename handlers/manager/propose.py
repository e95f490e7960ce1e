"""A manager proposes a time for a visit; the office agrees or suggests another."""

from collections.abc import Sequence

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, cooperatives, visits
from handlers.forms import open_form
from handlers.manager import identify
from handlers.notify import hand_to_staff
from handlers.when import clock_time, coming_moment, moment


async def start(turn: Turn) -> Sequence[Say]:
    """Ask when the office may come."""
    mine = [each for _, each in await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified",))]
    return await start_for(turn, [each.id for each in mine or await identify.recognise(turn)])


async def start_for(turn: Turn, cooperative_ids: Sequence[int]) -> Sequence[Say]:
    """The same for the cooperatives that a reminder named."""
    if not cooperative_ids:
        return [Say("propose.who_are_you"), await identify.ask_contact(turn)]
    known = {}
    if len(cooperative_ids) == 1 and (only := await cooperatives.get(turn.session, cooperative_ids[0])):
        known["cooperative"] = Value(str(only.id), label=only.name)
    return await open_form(turn, FORM, known, cooperatives=list(cooperative_ids))


async def choices(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    """The cooperatives this form is about."""
    found = [await cooperatives.get(turn.session, each) for each in turn.form_context.get("cooperatives", ())]
    return [Choice(str(each.id), each.name) for each in found if each]


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    starts_at = moment(turn, answers, "day", "clock")
    if starts_at <= turn.now:
        raise Invalid("form.moment_in_past")
    cooperative = await cooperatives.get(turn.session, int(answers["cooperative"].value))
    if cooperative is None:
        raise Invalid("form.stale")
    plan = await visits.propose(turn.session, cooperative.id, starts_at, person_id=turn.person.id, now=turn.now)
    audit.note(turn.session, turn.actor, "visit.proposed", f"visit_plan:{plan.id}", turn.now)
    about = {"name": cooperative.name, "person": turn.person.name, "at": starts_at.isoformat()}
    data: dict[str, Json] = {"plan_id": plan.id, "at": starts_at.isoformat()}
    say = Say("staff.visit_proposal", about)
    await hand_to_staff(turn, "visit_proposal", f"visit_plan:{plan.id}", cooperative, say, data)
    return [Say("propose.noted", about)]


FORM: Form[Turn] = Form(
    "propose",
    (Field("cooperative", None, choices=choices), Field("day", coming_moment), Field("clock", clock_time)),
    _finish,
)
