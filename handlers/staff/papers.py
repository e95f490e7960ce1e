"""Papers as staff get them: seen, found in order, or asked for again."""

from collections.abc import Sequence

from bot.errors import Invalid
from bot.forms import Answers, Field, Form
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import attachments, audit, cooperatives, papers, tasks
from db.models import Task
from handlers.forms import open_form
from handlers.manager.papers import line
from handlers.roles import must

WAITING = ("sent", "office")


async def detail(turn: Turn, task: Task) -> dict[str, Json]:
    """How each paper stands, for the task."""
    year = task.data["book_year"]
    states = await papers.states(turn.session, task.cooperative_id or 0, year)
    lines: list[Json] = [line(kind, states.get(kind, "missing")) for kind in papers.KINDS]
    return {"year": str(year), "papers": lines}


async def see(turn: Turn, task: Task) -> Sequence[Say]:
    """The files go to whoever asks; attendance lists name people, so it is noted who looked."""
    cooperative_id, year = task.cooperative_id or 0, task.data["book_year"]
    await papers.tidy(turn.session, cooperative_id, year)
    cooperative = await cooperatives.get(turn.session, cooperative_id)
    kept, coming = 0, 0
    for paper, file in await papers.of_year(turn.session, cooperative_id, year):
        if file is None or paper.state == "refused":
            continue
        if file.state != "stored":
            coming += 1
            continue
        kept += 1
        about = {"name": cooperative.name if cooperative else "", "year": str(year)}
        say = Say("papers.shown", {**about, "kind": {"key": f"papers.kind={paper.kind}"}})
        await attachments.send_again(turn.session, file, turn.person.id, say=say, now=turn.now)
    audit.note(turn.session, turn.actor, "papers.seen", task.key, turn.now, files=kept)
    return [Say("papers.sending" if kept else "papers.no_file", {"count": kept, "coming": coming})]


async def received(turn: Turn, task: Task) -> None:
    """Everything that waits is in order; those who brought it are told, and what is still missing."""
    cooperative_id, year = task.cooperative_id or 0, task.data["book_year"]
    kinds = (*papers.KINDS, papers.OTHER)
    decided = await papers.check(
        turn.session, cooperative_id, year, "confirmed", kinds=kinds, staff_id=turn.member.id, now=turn.now
    )
    complete = await papers.complete_kinds(turn.session, [cooperative_id], year)
    missing: list[Json] = [
        {"key": f"papers.kind={kind}"} for kind in papers.KINDS if kind not in complete[cooperative_id]
    ]
    key = "papers.confirmed_some" if missing else "papers.confirmed"
    for person_id in {paper.person_id for paper in decided if paper.person_id is not None}:
        await _tell(turn, task, person_id, Say(key, {"missing": missing}), asks_more=bool(missing))


async def refuse(turn: Turn, task: Task) -> Sequence[Say]:
    """Ask which paper, and why."""
    return await open_form(turn, FORM, task_id=task.id)


async def _kinds(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    task = await turn.session.get(Task, turn.form_context["task_id"])
    if task is None:
        return []
    states = await papers.states(turn.session, task.cooperative_id or 0, task.data["book_year"])
    return [Choice(kind) for kind in papers.KINDS if states.get(kind) in WAITING]


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """The paper is asked for again with the remark; the task stays while others wait."""
    must(turn, "tasks")
    task = await tasks.claim_open(turn.session, turn.form_context["task_id"])
    if task is None:
        return [Say("task.done_already")]
    if not await tasks.may_take(turn.session, turn.member, task):
        return [Say("task.not_yours")]
    kind, remark = answers["kind"].value, answers["remark"].value
    cooperative_id, year = task.cooperative_id or 0, task.data["book_year"]
    decided = await papers.check(
        turn.session, cooperative_id, year, "refused", kinds=(kind,), staff_id=turn.member.id, now=turn.now
    )
    if not decided:
        raise Invalid("papers.decided_already")
    said = Say("papers.refused", {"kind": {"key": f"papers.kind={kind}"}, "remark": remark})
    for person_id in {paper.person_id for paper in decided if paper.person_id is not None}:
        await _tell(turn, task, person_id, said, asks_more=True)
    audit.note(turn.session, turn.actor, "task.papers.refused", task.key, turn.now, paper=kind)
    if not await _kinds(turn, answers):
        tasks.close(task, turn.member.id, turn.now)
        return [Say("papers.refused_last")]
    return [Say("papers.refused_one", {}, (Choice(f"task.{task.id}.open=1"),))]


async def _tell(turn: Turn, task: Task, person_id: int, say: Say, *, asks_more: bool) -> None:
    year = task.data["book_year"]
    cooperative = await cooperatives.get(turn.session, task.cooperative_id or 0)
    params = {**say.params, "name": cooperative.name if cooperative else "", "year": str(year)}
    choices = (Choice(f"papers.{task.cooperative_id}-{year}.do=send"),) if asks_more else ()
    await turn.tell(person_id, Say(say.key, params, choices))


FORM: Form[Turn] = Form("refusal", (Field("kind", None, choices=_kinds), Field("remark")), _finish)
