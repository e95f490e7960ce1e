"""A proposed time does not suit: staff offer another, tapped or typed, and the manager answers."""

from collections.abc import Mapping, Sequence

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, cooperatives, tasks, visits
from db.models import Task, VisitPlan
from handlers.forms import open_form
from handlers.manager import propose
from handlers.roles import must
from handlers.when import coming_day, moment, within


async def start(turn: Turn, task: Task, told: Mapping[str, Value] | None = None) -> Sequence[Say]:
    """Ask when they can come, as far as it isn't told; what is not told of a moment is as it was proposed."""
    plan = await turn.session.get(VisitPlan, task.data["plan_id"])
    if plan is None:
        return await open_form(turn, FORM, told, task_id=task.id)
    at = plan.starts_at.astimezone(turn.zone)
    before = {"day": Value(f"{at:%Y-%m-%d}"), "clock": Value(f"{at:%H.%M}")}
    known = {**before, **propose.beside_plan(turn, plan, told)} if told else {}
    return await open_form(turn, FORM, known, task_id=task.id, beside=before["day"].value)


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    must(turn, "visits")
    starts_at = moment(turn, answers, "day", "clock")
    if starts_at <= turn.now:
        raise Invalid("form.moment_in_past")
    task = await tasks.claim_open(turn.session, turn.form_context["task_id"])
    if task is None:
        return [Say("task.done_already")]
    if not await tasks.may_take(turn.session, turn.member, task):
        return [Say("task.not_yours")]
    before = await visits.decline(turn.session, task.data["plan_id"], turn.member.id)
    tasks.close(task, turn.member.id, turn.now)
    if before is None or before.person_id is None:
        return [Say("task.ended.visit.gone")]
    plan = await visits.offer(turn.session, before, starts_at, staff_id=turn.member.id, now=turn.now)
    audit.note(turn.session, turn.actor, "task.visit.offered", task.key, turn.now)
    cooperative = await cooperatives.get(turn.session, plan.cooperative_id)
    params: dict[str, Json] = {
        "staff": turn.member.name,
        "name": cooperative.name if cooperative else "",
        "before": before.starts_at.isoformat(),
        "at": starts_at.isoformat(),
    }
    choices = (Choice(f"offered.{plan.id}.answer=yes"), Choice(f"offered.{plan.id}.answer=other"))
    await turn.tell(before.person_id, Say("offered.ask", params, choices))
    return [Say("task.ended.visit.offered", params)]


FORM: Form[Turn] = Form(
    "offer",
    (Field("day", propose.day, within=within(coming_day)), Field("clock", propose.clock)),
    _finish,
    read=propose.sentence,
)
