"""Decisions on tasks: what each kind offers, who may take it, and what it does."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

from bot.messages import Choice, Say
from bot.turn import Turn
from db import audit, cooperatives, questions, sessions, tasks, visits
from db import papers as brought
from db import rat as reports
from db import staff as staff_table
from db.models import Officer, RatReport, Task, VisitPlan
from handlers.forms import open_form
from handlers.manager import privacy_correct
from handlers.manager import questions as talk
from handlers.roles import refused
from handlers.staff import offer, officers, page, papers, returned, trace, twins, visitlog
from handlers.staff import task_kinds as kinds


def offered(turn: Turn, task: Task) -> tuple[Choice, ...]:
    """The buttons of a task that this member may press."""
    return tuple(
        Choice(f"task.{task.id}.do={each}")
        for each in kinds.ACTIONS[task.kind]
        if staff_table.may(turn.member, kinds.NEEDS.get(each, "tasks"))
        if each != "record" or officers.can_record(task)
    )


async def decide(turn: Turn, task: Task, action: str) -> Sequence[Say]:
    """Take a decision, once: of two people who tap at the same moment the second is told."""
    if action not in kinds.ACTIONS[task.kind]:
        return [Say("router.old_button")]
    if refusal := refused(turn, kinds.NEEDS.get(action, "tasks")):
        return [refusal]
    locked = await tasks.claim_open(turn.session, task.id)
    if locked is None:
        return [Say("task.done_already"), *await more(turn)]
    return await DECISIONS[action](turn, locked)


async def more(turn: Turn) -> Sequence[Say]:
    """How much is still waiting."""
    waiting = await tasks.count_for(turn.session, turn.member)
    return [Say("task.more", {"count": waiting}, (Choice("menu.-.go=tasks"),))] if waiting else []


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
    if outcome == "refused":
        await brought.leave_out(turn.session, officer.person_id, officer.cooperative_id, turn.now)
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
    if no := await talk.refusal(turn, task.person_id or 0):
        return [no]
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
    proposed = await turn.session.get(VisitPlan, task.data["plan_id"])
    if proposed is not None and proposed.starts_at <= turn.now:
        return await _ask_another_time(turn, task, "propose.passed", "visit.passed")
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
    return await _ask_another_time(turn, task, "propose.declined", "visit.declined")


async def _offer(turn: Turn, task: Task) -> Sequence[Say]:
    return await offer.start(turn, task)


async def _ask_another_time(turn: Turn, task: Task, key: str, outcome: str) -> Sequence[Say]:
    """The office can't come then: the person is asked for another time, and may answer at once."""
    plan = await visits.decline(turn.session, task.data["plan_id"], turn.member.id)
    if plan is None:
        return await _done(turn, task, "visit.gone")
    if plan.person_id:
        params = {"staff": turn.member.name, "at": plan.starts_at.isoformat()}
        await turn.tell(plan.person_id, Say(key, params, (Choice("menu.-.go=visit_again"),)))
    return await _done(turn, task, outcome)


async def _log(turn: Turn, task: Task) -> Sequence[Say]:
    said = task.data["day"]
    day = date.fromisoformat(said) if said else None
    return await visitlog.start_for(turn, task.cooperative_id or 0, day, task.id)


async def _answer(turn: Turn, task: Task) -> Sequence[Say]:
    return await talk.pressed(turn, str(task.data["question_id"]), "do", "answer")


async def _close(turn: Turn, task: Task) -> Sequence[Say]:
    return [*await talk.pressed(turn, str(task.data["question_id"]), "do", "close"), *await more(turn)]


async def _contact(turn: Turn, task: Task) -> Sequence[Say]:
    """The numbers to telephone; the task ends when somebody is reachable again, or is marked done."""
    cooperative = await cooperatives.get(turn.session, task.cooperative_id or 0)
    return await page.numbers(turn, cooperative) if cooperative else [Say("task.not_yours")]


async def _trace(turn: Turn, task: Task) -> Sequence[Say]:
    """The search for the cooperative, or what one would do; the task stays until it is marked done."""
    cooperative = await cooperatives.get(turn.session, task.cooperative_id or 0)
    return await trace.start(turn, cooperative) if cooperative else [Say("task.not_yours")]


async def _drop(turn: Turn, task: Task) -> Sequence[Say]:
    if await trace.drop_number(turn, task):
        return await _done(turn, task, "number_dropped")
    return await _done(turn, task, "done")


async def _see(turn: Turn, task: Task) -> Sequence[Say]:
    return await papers.see(turn, task)


async def _received(turn: Turn, task: Task) -> Sequence[Say]:
    await papers.received(turn, task)
    return await _done(turn, task, "papers.confirmed")


async def _refuse_paper(turn: Turn, task: Task) -> Sequence[Say]:
    return await papers.refuse(turn, task)


async def _record(turn: Turn, task: Task) -> Sequence[Say]:
    said = await officers.record(turn, task)
    recorded, *rest = await _done(turn, task, "recorded")
    return [recorded, *said, *rest]


async def _end(turn: Turn, task: Task) -> Sequence[Say]:
    await officers.end(turn, task.data["officer_id"])
    return await _done(turn, task, "officer_ended")


async def _same(turn: Turn, task: Task) -> Sequence[Say]:
    if await officers.same_person(turn, task):
        return await _done(turn, task, "same_person")
    return await _done(turn, task, "claim.gone")


async def _fixed(turn: Turn, task: Task) -> Sequence[Say]:
    await privacy_correct.settle(turn, task, is_fixed=True)
    return await _done(turn, task, "fixed")


async def _unfixed(turn: Turn, task: Task) -> Sequence[Say]:
    await privacy_correct.settle(turn, task, is_fixed=False)
    return await _done(turn, task, "unfixed")


async def _twin_same(turn: Turn, task: Task) -> Sequence[Say]:
    if not await twins.may_decide(turn, task):
        return [Say("twin.not_yours")]
    return await twins.ask(turn, task) or await _done(turn, task, "twin.gone")


async def _twin_different(turn: Turn, task: Task) -> Sequence[Say]:
    """The task that is done stays: this pair is never asked about again."""
    if not await twins.may_decide(turn, task):
        return [Say("twin.not_yours")]
    return await _done(turn, task, "twin.different")


async def _twin_later(turn: Turn, _task: Task) -> Sequence[Say]:
    return [Say("twin.later"), *await more(turn)]


async def _just_done(turn: Turn, task: Task) -> Sequence[Say]:
    return await _done(turn, task, "done")


async def _done(turn: Turn, task: Task, outcome: str) -> Sequence[Say]:
    tasks.close(task, turn.member.id, turn.now)
    audit.note(turn.session, turn.actor, f"task.{outcome}", task.key, turn.now)
    return [Say(f"task.ended.{outcome}"), *await more(turn)]


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
    "offer": _offer,
    "log": _log,
    "answer": _answer,
    "close": _close,
    "contact": _contact,
    "trace": _trace,
    "drop": _drop,
    "see": _see,
    "received": _received,
    "refuse_paper": _refuse_paper,
    "record": _record,
    "end": _end,
    "same": _same,
    "fixed": _fixed,
    "unfixed": _unfixed,
    "twin_same": _twin_same,
    "twin_different": _twin_different,
    "twin_later": _twin_later,
    "done": _just_done,
}
