"""A time for a visit that the office offers, or asks to be proposed: the answer, tapped or typed."""

from collections.abc import Sequence
from dataclasses import replace

from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.visits import read_visit
from db import audit, cooperatives, visits
from db.models import VisitPlan
from handlers.ids import number
from handlers.manager import appointment, picking, propose, visit_questions

AGAIN = "visit_again"
"""The button of messages that ask for another time."""


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """`offered.<plan>.answer=yes|other`."""
    plan = await _mine(turn, subject)
    if plan is None:
        return [Say("router.old_button")]
    about = await appointment.told_of(turn, plan)
    if plan.state == "confirmed":
        return [Say("appointment.stays", about)]
    if plan.state != "offered":
        return [Say("router.old_button")]
    if value != "yes":
        return await propose.another_time(turn, plan, {})
    if plan.starts_at <= turn.now:
        return [Say("offered.passed", about), *await propose.another_time(turn, plan, {})]
    if await visits.accept(turn.session, plan.id) is None:
        return [Say("router.old_button")]
    audit.note(turn.session, turn.actor, "visit.accepted", f"visit_plan:{plan.id}", turn.now)
    member = await propose.agreed_by(turn, plan)
    params = {**about, "person": turn.person.name, "staff": member.name if member else turn.office.name}
    await appointment.tell_office(turn, plan, Say("staff.visit_accepted", params))
    return [Say("propose.confirmed", params)]


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """The same in words: yes, no, or when they can."""
    subject, text = choices[0].id.split(".", 2)[1], turn.incoming.text
    plan = await _mine(turn, subject)
    if plan is None or plan.state != "offered":
        return None
    if says := await visit_questions.answered(turn):
        return [*says[:-1], replace(says[-1], choices=tuple(choices))]
    told, answer = propose.told(turn, text), read_visit(text, turn.today).get("answer")
    if appointment.is_other_matter(text) or (answer is not None and answer.value not in appointment.TIMES):
        return None
    if told and not ("any_time" in told or propose.is_then(turn, plan, told)):
        return await propose.another_time(turn, plan, told)
    if told or picking.agrees(text) or (answer is not None and answer.value == "accept"):
        return await pressed(turn, subject, "answer", "yes")
    return await pressed(turn, subject, "answer", "other") if answer is not None else None


async def again(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """ "Jumat jam 10 gimana", where another time was asked for: the form, for the visit that it was about."""
    text = turn.incoming.text
    told = propose.told(turn, text) if any(each.id.endswith(f"={AGAIN}") for each in choices) else {}
    if not told or appointment.is_other_matter(text):
        return None
    plan = await visits.last_turned_down(turn.session, turn.person.id)
    if plan is not None and "any_time" not in told:
        return await propose.another_time(turn, plan, told)
    if plan is not None:
        return await propose.start_for(turn, [plan.cooperative_id], told)
    mine = [each.id for _, each in await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified",))]
    return await propose.start_for(turn, mine, told) if mine else None


async def _mine(turn: Turn, subject: str) -> VisitPlan | None:
    plan = await turn.session.get(VisitPlan, key) if (key := number(subject)) else None
    return plan if plan is not None and plan.person_id == turn.person.id else None
