"""/tugas: what waits for a human, a page at a time, and everything needed to decide."""

from collections.abc import Sequence

from bot import texts
from bot.forms import short
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import clauses, visit_moments
from bot.understanding.visits import read_visit
from db import cooperatives, questions, tasks
from db import rat as reports
from db.exports.table import masked
from db.models import Announcement, Officer, Person, QuestionLine, RatReport, Task, VisitPlan
from handlers.ids import number
from handlers.manager import picking, propose
from handlers.roles import phone_for, refused
from handlers.staff import decide, offer, officers, papers, twins
from handlers.staff import reports as reports_read

SHOWN = 8
VISIT = "visit_proposal"
NOT_THEN = ("later", "refuse")
"""Answers to a proposed visit that ask for another time."""
CLAIMS = ("claim", "number_change")
MOST = 1_000_000
"""No office has more tasks; what a forged button asks beyond is the first page."""


async def show(turn: Turn, offset: int = 0) -> Sequence[Say]:
    """Open tasks of this member, urgent first, then proposed visits, then oldest; a page at a time."""
    count = await tasks.count_for(turn.session, turn.member)
    waiting = await tasks.waiting_for(turn.session, turn.member, SHOWN, offset)
    if not waiting:
        return await show(turn) if count else [Say("task.none")]
    names = await tasks.names(turn.session, waiting)
    lines: list[Json] = []
    choices: list[Choice] = []
    for place, task in enumerate(waiting, offset + 1):
        about = names[task.id][0] or names[task.id][1]
        kind: Json = {"key": f"task.kind.{task.kind}"}
        said = await _claim(turn, task, *names[task.id]) if task.kind in CLAIMS else about
        params: dict[str, Json] = {"kind": kind, "about": said, "since": task.created_at.isoformat()}
        key = "task.line_due" if "due" in task.data else "task.line_urgent" if task.urgent else "task.line"
        lines.append({"key": key, "params": params | {"due": task.data.get("due")}})
        choices.append(Choice(f"task.{task.id}.open=1", f"{place}. {short(about)}"))
    if offset:
        before = max(0, offset - SHOWN)
        choices.append(Choice(f"task.0.more={before}", texts.words("control.previous", turn.language)))
    if (after := offset + len(waiting)) < count:
        choices.append(Choice(f"task.0.more={after}", texts.words("control.more", turn.language)))
    return [Say("task.list", {"count": count, "tasks": lines, "tasks_first": offset + 1}, tuple(choices))]


async def _claim(turn: Turn, task: Task, cooperative: str, person: str) -> Json:
    """Who says to be what, and where; the number masked."""
    officer = await turn.session.get(Officer, task.data["officer_id"])
    phone = masked(officer.phone) if officer else ""
    params: dict[str, Json] = {
        "person": person,
        "position": {"key": f"claim.position={task.data['position']}"},
        "name": cooperative,
        "phone": {"key": "task.claim_phone", "params": {"phone": phone}} if phone else None,
    }
    return {"key": "task.claim_about", "params": params}


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`task.<id>.open=1` shows it, `task.<id>.do=<action>` decides, `task.0.more=8` turns the page."""
    if turn.staff is None:
        return [Say("router.old_button")]
    if question == "more":
        return await show(turn, min(number(value) or 0, MOST))
    task = await turn.session.get(Task, key) if (key := number(subject)) else None
    if task is None or not await tasks.may_take(turn.session, turn.member, task):
        return [Say("task.not_yours")]
    if task.state != "open":
        over = await twins.decided(turn, task) if task.kind == twins.KIND else Say("task.done_already")
        return [over, *await decide.more(turn)]
    if question == "open":
        return [await _detail(turn, task)]
    return await decide.decide(turn, task, value)


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """A proposed visit answered in words: yes, no, or when they can come instead."""
    task = await turn.session.get(Task, key) if (key := number(choices[0].id.split(".", 2)[1])) else None
    if turn.staff is None or task is None or task.kind != VISIT or task.state != "open":
        return None
    text, plan = turn.incoming.text, await turn.session.get(VisitPlan, task.data["plan_id"])
    told, answer = propose.sentence(turn, text), read_visit(text, turn.today).get("answer")
    if plan is None or not await tasks.may_take(turn.session, turn.member, task):
        return None
    if told and not propose.is_then(turn, plan, told):
        return [no] if (no := refused(turn, "visits")) else await offer.start(turn, task, told)
    is_away = any(visit_moments.refuses(part) for part in clauses.split(text))
    if told or picking.agrees(text) or (answer is not None and answer.value == "accept" and not is_away):
        return await decide.decide(turn, task, "confirm")
    is_no = answer is not None and (answer.value in NOT_THEN or is_away)
    return await decide.decide(turn, task, "decline") if is_no else None


async def _detail(turn: Turn, task: Task) -> Say:
    """Everything needed to decide, with the buttons that fit."""
    (cooperative, person), params = (await tasks.names(turn.session, [task]))[task.id], dict(task.data)
    params |= {"name": cooperative, "person": person, "since": task.created_at.isoformat()}
    if "report_id" in task.data:
        params |= await _report(turn, task.data["report_id"])
    if task.kind == "papers":
        params |= await papers.detail(turn, task)
    if task.kind in CLAIMS:
        params |= await _claimant(turn, task)
    if task.kind.startswith(("officer_", "number_")):
        params |= await officers.facts(turn, task)
    if task.kind == "twin":
        params |= await twins.facts(turn, task)
    if task.kind == "question":
        said = await questions.lines(turn.session, task.data["question_id"])
        params["lines"] = [_line(each) for each in said]
    if task.kind == "attend_conflict":
        event = await turn.session.get(Announcement, task.data["announcement_id"])
        params["title"] = event.title if event else ""
        for part in ("answer", "other"):
            params[part] = {"key": f"event.answer={task.data[part]}"}
    return Say(f"task.detail.{task.kind}", params, decide.offered(turn, task))


async def _claimant(turn: Turn, task: Task) -> dict[str, Json]:
    """What staff need to decide on a claim: the number, and whom the registry names."""
    officer = await turn.session.get(Officer, task.data["officer_id"])
    known = await cooperatives.officers(turn.session, task.cooperative_id or 0)
    listed: list[Json] = [f"{each.position}: {each.name}" for each in known if each.name]
    return {
        "position": {"key": f"claim.position={task.data['position']}"},
        "phone": phone_for(turn, officer.phone if officer else None) or None,
        "officers": listed or [{"key": "claim.nobody_listed"}],
    }


def _line(said: QuestionLine) -> Json:
    return {"key": f"question.line_{'staff' if said.from_staff else 'person'}", "params": {"text": said.text}}


async def _report(turn: Turn, report_id: int) -> dict[str, Json]:
    report = await turn.session.get(RatReport, report_id)
    if report is None:
        return {}
    before = await reports.current(turn.session, report.cooperative_id, report.book_year)
    found: dict[str, Json] = {
        "report": reports_read.facts(report),
        "receipt": report.receipt,
        "year": str(report.book_year),
        "advice": reports_read.advice(report),
    }
    if before is not None and before.id != report.id:
        other = await turn.session.get(Person, before.reported_by) if before.reported_by else None
        found |= {"other": reports_read.facts(before), "other_person": other.name if other else ""}
    return found
