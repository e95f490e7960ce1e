"""/tugas: what waits for a human, and the decisions it takes."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, cooperatives, questions, sessions, tasks, visits
from db import rat as reports
from db.models import Announcement, Officer, Person, QuestionLine, RatReport, Task
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import questions as talk
from handlers.staff import returned, visitlog

SHOWN = 8
ACTIONS = {
    "claim": ("approve", "refuse"),
    "rat": ("verify", "return"),
    "rat_obstacle": ("write", "done"),
    "rat_dispute": ("second", "dismiss"),
    "visit_proposal": ("confirm", "decline"),
    "visited": ("log", "done"),
    "question": ("answer", "close"),
    "attend_conflict": ("attend", "absent"),
    "officer_left": ("done",),
    "unlisted": ("write", "done"),
}


async def show(turn: Turn) -> Sequence[Say]:
    """Open tasks of this member, urgent first, then oldest."""
    waiting = await tasks.waiting_for(turn.session, turn.member)
    if not waiting:
        return [Say("task.none")]
    names = await tasks.names(turn.session, waiting[:SHOWN])
    lines: list[Json] = []
    choices: list[Choice] = []
    for number, task in enumerate(waiting[:SHOWN], 1):
        cooperative, person = names[task.id]
        lines.append(
            {
                "key": "task.line_urgent" if task.urgent else "task.line",
                "params": {
                    "kind": {"key": f"task.kind.{task.kind}"},
                    "about": cooperative or person,
                    "since": task.created_at.isoformat(),
                },
            }
        )
        choices.append(Choice(f"task.{task.id}.open=1", f"{number}. {(cooperative or person)[:40]}"))
    return [Say("task.list", {"count": len(waiting), "tasks": lines}, tuple(choices))]


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`task.<id>.open=1` shows it, `task.<id>.do=<action>` decides."""
    if turn.staff is None:
        return [Say("router.old_button")]
    task = await turn.session.get(Task, key) if (key := number(subject)) else None
    if task is None or not await tasks.may_see(turn.session, turn.member, task.district_id):
        return [Say("task.not_yours")]
    if task.state != "open":
        return [Say("task.done_already"), *await _next(turn)]
    if question == "open":
        return [await _detail(turn, task)]
    if value not in ACTIONS[task.kind]:
        return [Say("router.old_button")]
    locked = await tasks.claim_open(turn.session, task.id)
    if locked is None:  # somebody else decided in this moment
        return [Say("task.done_already"), *await _next(turn)]
    return await DECISIONS[value](turn, locked)


async def _next(turn: Turn) -> Sequence[Say]:
    waiting = await tasks.waiting_for(turn.session, turn.member)
    return [Say("task.more", {"count": len(waiting)}, (Choice("menu.-.go=tasks"),))] if waiting else []


async def _detail(turn: Turn, task: Task) -> Say:
    """Everything needed to decide, with the buttons that fit."""
    (cooperative, person), params = (await tasks.names(turn.session, [task]))[task.id], dict(task.data)
    params |= {"name": cooperative, "person": person, "since": task.created_at.isoformat()}
    if "report_id" in task.data:
        params |= await _report(turn, task.data["report_id"])
    if task.kind == "claim":
        params |= await _claimant(turn, task)
    if task.kind == "question":
        said = await questions.lines(turn.session, task.data["question_id"])
        params["lines"] = [_line(each) for each in said]
    if task.kind == "attend_conflict":
        event = await turn.session.get(Announcement, task.data["announcement_id"])
        params["title"] = event.title if event else ""
        for part in ("answer", "other"):
            params[part] = {"key": f"event.answer={task.data[part]}"}
    choices = tuple(Choice(f"task.{task.id}.do={each}") for each in ACTIONS[task.kind])
    return Say(f"task.detail.{task.kind}", params, choices)


async def _claimant(turn: Turn, task: Task) -> dict[str, Json]:
    """What staff need to decide on a claim: the number, and whom the registry names."""
    officer = await turn.session.get(Officer, task.data["officer_id"])
    known = await cooperatives.officers(turn.session, task.cooperative_id or 0)
    listed: list[Json] = [f"{each.position}: {each.name}" for each in known if each.name]
    return {
        "position": {"key": f"claim.position={task.data['position']}"},
        "phone": officer.phone if officer else None,
        "officers": listed or [{"key": "claim.nobody_listed"}],
    }


def _line(said: QuestionLine) -> Json:
    return {"key": f"question.line_{'staff' if said.from_staff else 'person'}", "params": {"text": said.text}}


async def _report(turn: Turn, report_id: int) -> dict[str, Json]:
    report = await turn.session.get(RatReport, report_id)
    if report is None:
        return {}
    before = await reports.current(turn.session, report.cooperative_id, report.book_year)
    found: dict[str, Json] = {"report": _facts(report), "receipt": report.receipt, "year": str(report.book_year)}
    if before is not None and before.id != report.id:
        other = await turn.session.get(Person, before.reported_by) if before.reported_by else None
        found |= {"other": _facts(before), "other_person": other.name if other else ""}
    return found


def _facts(report: RatReport) -> Json:
    """A report as a nested Say."""
    days = {
        name: getattr(report, name).isoformat() if getattr(report, name) else None for name in ("held_on", "planned_on")
    }
    kind, _, words = report.reason.partition(": ")
    reason = words or ({"key": f"rat.reason={kind}"} if kind else "")
    return {
        "key": f"task.report_{report.held}",
        "params": {"members": report.members, "attended": report.attended, "reason": reason, **days},
    }


async def _approve(turn: Turn, task: Task) -> Sequence[Say]:
    officer = await cooperatives.approve(turn.session, task.data["officer_id"], turn.today)
    return await _claim_decided(turn, task, officer, "approved")


async def _refuse(turn: Turn, task: Task) -> Sequence[Say]:
    officer = await cooperatives.refuse(turn.session, task.data["officer_id"], turn.today)
    return await _claim_decided(turn, task, officer, "refused")


async def _claim_decided(turn: Turn, task: Task, officer: Officer | None, outcome: str) -> Sequence[Say]:
    """The person is told; an approved officer's reports count from now on."""
    if officer is None or officer.person_id is None:
        return await _done(turn, task, "claim.gone")
    cooperative = await cooperatives.get(turn.session, officer.cooperative_id)
    count = reports.count_in if outcome == "approved" else reports.leave_out
    await count(turn.session, officer.person_id, officer.cooperative_id)
    name = cooperative.name if cooperative else ""
    await turn.tell(officer.person_id, Say(f"claim.{outcome}", {"name": name, "office": turn.office.name}))
    return await _done(turn, task, f"claim.{outcome}")


async def _verify(turn: Turn, task: Task) -> Sequence[Say]:
    report = await turn.session.get(RatReport, task.data["report_id"])
    if report is None or report.status == "superseded":
        return await _done(turn, task, "rat.superseded")
    await reports.check(turn.session, report, status="verified", staff_id=turn.member.id, remark="", now=turn.now)
    await _tell_reporter(turn, report, "rat.verified")
    return await _done(turn, task, "rat.verified")


async def _second(turn: Turn, task: Task) -> Sequence[Say]:
    """The second of two different reports is right: it takes the first one's place, and both reporters hear of it."""
    report = await turn.session.get(RatReport, task.data["report_id"])
    if report is not None and (before := await reports.current(turn.session, report.cooperative_id, report.book_year)):
        await tasks.close_key(turn.session, f"rat:{before.id}", turn.now)
        await _tell_reporter(turn, before, "rat.other_kept")
    return await _verify(turn, task)


async def _attend(turn: Turn, task: Task) -> Sequence[Say]:
    return await _settle_attendance(turn, task, "yes")


async def _absent(turn: Turn, task: Task) -> Sequence[Say]:
    return await _settle_attendance(turn, task, "no")


async def _settle_attendance(turn: Turn, task: Task, answer: str) -> Sequence[Say]:
    """Staff have asked: this is the cooperative's answer."""
    await sessions.decide(
        turn.session, task.data["announcement_id"], task.cooperative_id or 0, answer, turn.person.id, turn.now
    )
    return await _done(turn, task, "done")


async def _write(turn: Turn, task: Task) -> Sequence[Say]:
    """Staff speak first: the person's answer comes back to them. The task stays until it is marked done."""
    question = await questions.begin(turn.session, task.person_id or 0, turn.now)
    return await talk.answer(turn, question)


async def _dismiss(turn: Turn, task: Task) -> Sequence[Say]:
    report = await turn.session.get(RatReport, task.data["report_id"])
    if report is not None:
        await reports.check(turn.session, report, status="superseded", staff_id=turn.member.id, remark="", now=turn.now)
        await _tell_reporter(turn, report, "rat.other_kept")
    return await _done(turn, task, "rat.dismissed")


async def _tell_reporter(turn: Turn, report: RatReport, key: str) -> None:
    cooperative = await cooperatives.get(turn.session, report.cooperative_id)
    if report.reported_by is not None and cooperative is not None:
        params = {"name": cooperative.name, "year": str(report.book_year), "receipt": report.receipt}
        await turn.tell(report.reported_by, Say(key, params))


async def _return(turn: Turn, task: Task) -> Sequence[Say]:
    return await open_form(turn, returned.FORM, task_id=task.id, report_id=task.data["report_id"])


async def _confirm(turn: Turn, task: Task) -> Sequence[Say]:
    plan = await visits.confirm(turn.session, task.data["plan_id"], turn.member.id)
    if plan is None:
        return await _done(turn, task, "visit.gone")
    cooperative = await cooperatives.get(turn.session, plan.cooperative_id)
    params = {
        "staff": turn.member.name,
        "at": plan.starts_at.isoformat(),
        "name": cooperative.name if cooperative else "",
    }
    if plan.person_id:
        await turn.tell(plan.person_id, Say("propose.confirmed", params))
    return await _done(turn, task, "visit.confirmed")


async def _decline(turn: Turn, task: Task) -> Sequence[Say]:
    """The office can't come then: the person is asked for another time, and may answer at once."""
    plan = await visits.decline(turn.session, task.data["plan_id"], turn.member.id)
    if plan is None:
        return await _done(turn, task, "visit.gone")
    if plan.person_id:
        params = {"staff": turn.member.name, "at": plan.starts_at.isoformat()}
        await turn.tell(plan.person_id, Say("propose.declined", params, (Choice("menu.-.go=visit_again"),)))
    return await _done(turn, task, "visit.declined")


async def _log(turn: Turn, task: Task) -> Sequence[Say]:
    day = date.fromisoformat(task.data["day"])
    return await visitlog.start_for(turn, task.cooperative_id or 0, day, task.id)


async def _answer(turn: Turn, task: Task) -> Sequence[Say]:
    return await talk.pressed(turn, str(task.data["question_id"]), "do", "answer")


async def _close(turn: Turn, task: Task) -> Sequence[Say]:
    return [*await talk.pressed(turn, str(task.data["question_id"]), "do", "close"), *await _next(turn)]


async def _just_done(turn: Turn, task: Task) -> Sequence[Say]:
    return await _done(turn, task, "done")


async def _done(turn: Turn, task: Task, outcome: str) -> Sequence[Say]:
    tasks.close(task, turn.member.id, turn.now)
    audit.note(turn.session, turn.actor, f"task.{outcome}", task.key, turn.now)
    return [Say(f"task.ended.{outcome}"), *await _next(turn)]


Decision = Callable[[Turn, Task], Awaitable[Sequence[Say]]]
DECISIONS: dict[str, Decision] = {
    "approve": _approve,
    "refuse": _refuse,
    "verify": _verify,
    "second": _second,
    "dismiss": _dismiss,
    "attend": _attend,
    "absent": _absent,
    "write": _write,
    "return": _return,
    "confirm": _confirm,
    "decline": _decline,
    "log": _log,
    "answer": _answer,
    "close": _close,
    "done": _just_done,
}
