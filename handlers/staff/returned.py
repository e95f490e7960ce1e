"""Returning a report with a remark that reaches the manager."""

from collections.abc import Sequence

from bot.forms import Answers, Field, Form
from bot.messages import Choice, Say
from bot.turn import Turn
from db import audit, cooperatives, tasks
from db import rat as reports
from db.models import RatReport
from handlers.roles import must


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    must(turn, "tasks")
    task = await tasks.claim_open(turn.session, turn.form_context["task_id"])
    report = await turn.session.get(RatReport, turn.form_context["report_id"])
    if task is None or report is None:
        return [Say("task.done_already")]
    if not await tasks.may_take(turn.session, turn.member, task):
        return [Say("task.not_yours")]
    remark = answers["remark"].value
    await reports.check(turn.session, report, status="returned", staff_id=turn.member.id, remark=remark, now=turn.now)
    tasks.close(task, turn.member.id, turn.now)
    audit.note(turn.session, turn.actor, "task.rat.returned", task.key, turn.now)
    cooperative = await cooperatives.get(turn.session, report.cooperative_id)
    params = {
        "name": cooperative.name if cooperative else "",
        "year": str(report.book_year),
        "receipt": report.receipt,
        "remark": remark,
        "staff": turn.member.name,
    }
    if report.reported_by:
        await turn.tell(report.reported_by, Say("rat.returned", params, (Choice(f"refile.{report.id}.do=1"),)))
    return [Say("task.ended.rat.returned")]


FORM: Form[Turn] = Form("returned", (Field("remark"),), _finish)
