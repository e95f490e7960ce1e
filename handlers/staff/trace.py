"""Tracing: a cooperative that can't be found is asked for at its numbers and in its neighbourhood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot import texts
from bot.channel import capabilities_of
from bot.messages import Address, Choice, Json, Say
from bot.turn import Turn
from db import accounts, audience, audit, cooperatives, ledger, outbox, parameters, tasks, templates, traces
from db import trace_numbers as numbers
from db.ledger import Recipient
from db.models import Cooperative, Task, Trace, TraceStep
from db.trace_numbers import Number
from handlers.ids import number
from handlers.roles import refused
from handlers.staff import trace_page, trace_steps

USEFUL = timedelta(days=14)
TEMPLATE = "trace_number"
BY_PHONE = ("untried", "failed", "landline")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a search would begin with."""

    known: list[Number]
    own: list[Recipient]
    around: list[Recipient]
    written: list[str]
    account: str
    """Through which account numbers can be written to first; empty where none can, or the office has not allowed it."""
    is_allowed: bool

    @property
    def digest(self) -> str:
        """How many are asked: the button begins what was shown, or shows it anew."""
        return f"{len(self.own)}-{len(self.around)}-{len(self.written)}"


async def start(turn: Turn, cooperative: Cooperative) -> Sequence[Say]:
    """The search that is going on, or what a new one would do."""
    trace = await traces.open_of(turn.session, cooperative.id)
    if trace is not None:
        return await trace_page.show(turn, trace, cooperative)
    return await _preview(turn, cooperative, await _plan(turn, cooperative))


async def _plan(turn: Turn, cooperative: Cooperative) -> Plan:
    session = turn.session
    known = await numbers.of(session, cooperative.id)
    own = [each for each in await audience.recipients(session, [cooperative.id]) if each.person_id is not None]
    around = await traces.neighbours(session, cooperative, turn.now)
    is_allowed = bool((await parameters.load(session)).trace_by_whatsapp)
    account = await _account(turn) if is_allowed else ""
    written = await numbers.to_write_to(session, known, turn.now) if account else []
    return Plan(known, own, around, written, account, is_allowed)


async def _account(turn: Turn) -> str:
    """The account through which an approved text may go to a number that has never written."""
    for each in await accounts.opened(turn.session):
        has_window = capabilities_of(each.account).window is not None
        if has_window and await templates.category(turn.session, each.account, TEMPLATE, texts.SOURCE) is not None:
            return each.account
    return ""


async def _preview(turn: Turn, cooperative: Cooperative, plan: Plan) -> Sequence[Say]:
    lines: list[Json] = [trace_page.number_line(each) for each in plan.known]
    by_phone = sum(each.state in BY_PHONE and each.phone not in plan.written for each in plan.known)
    written = "written" if plan.account else "unapproved" if plan.is_allowed else "off"
    params: dict[str, Json] = {
        "name": cooperative.name,
        "numbers": lines or [{"key": "trace.no_numbers"}],
        "own": len(plan.own),
        "around": len(plan.around),
        "by_phone": by_phone,
        "written": {"key": f"trace.plan_{written}", "params": {"count": len(plan.written)}},
    }
    begin = Choice(f"trace.{cooperative.id}.begin={plan.digest}", texts.words("trace.begin", turn.language))
    return [Say("trace.preview", params, (begin, Choice(f"coop.{cooperative.id}.see=1")))]


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`trace.<cooperative id>.begin=1-5-2` begins; `trace.<id>.do=…`, `.sure=…`, `.drop=…` are of one that is on."""
    if turn.staff is None:
        return [Say("router.old_button")]
    if no := refused(turn, "tasks"):
        return [no]
    key = number(subject) or 0
    trace = None if question == "begin" else await traces.locked(turn.session, key)
    if question != "begin" and trace is None:
        return [Say("router.old_button")]
    cooperative = await cooperatives.get(turn.session, trace.cooperative_id if trace else key)
    if cooperative is None or not await tasks.may_see(turn.session, turn.member, cooperative.district_id):
        return [Say("coop.not_yours")]
    if trace is None:
        return await _begin(turn, cooperative, value)
    if question == "drop":
        return await trace_steps.drop(turn, trace, cooperative, number(value) or 0)
    if trace.state == "open" and value in ("called", "lurah"):
        return await trace_steps.start(turn, trace, cooperative, value)
    return await trace_page.pressed(turn, trace, cooperative, value)


async def _begin(turn: Turn, cooperative: Cooperative, digest: str) -> Sequence[Say]:
    """Everything that was shown is put on its way, once."""
    plan = await _plan(turn, cooperative)
    if await traces.open_of(turn.session, cooperative.id) is None and plan.digest != digest:
        return [Say("trace.changed"), *await _preview(turn, cooperative, plan)]
    trace = await traces.begin(turn.session, cooperative, turn.member.id, turn.now)
    if trace is None:
        return await start(turn, cooperative)
    for each in plan.known:
        await _try_number(turn, trace, cooperative, each, plan)
    said = turn.now.isoformat()
    alive: dict[str, Json] = {"key": "neighbour.alive", "planned_at": said}
    await ledger.plan(turn.session, f"{traces.OWN}{trace.id}", plan.own, alive, turn.now)
    ask: dict[str, Json] = {"key": "neighbour.ask", "planned_at": said}
    await ledger.plan(turn.session, f"{traces.AROUND}{trace.id}", plan.around, ask, turn.now)
    for one in plan.around:
        await traces.add_step(turn.session, trace, "neighbour", str(one.cooperative_id), turn.now, one.person_id)
    about = f"cooperative:{cooperative.id}"
    audit.note(turn.session, turn.actor, "trace.begun", about, turn.now, trace=trace.id, asked=plan.digest)
    return [Say("trace.begun"), *await trace_page.show(turn, trace, cooperative)]


async def _try_number(turn: Turn, trace: Trace, cooperative: Cooperative, known: Number, plan: Plan) -> None:
    """A number that may be written to is; any other is noted with what it has shown, for the telephone."""
    step = await traces.add_step(turn.session, trace, "number", known.phone, turn.now)
    if known.state not in ("untried", "landline"):
        step.outcome = known.state
    if known.phone not in plan.written:
        return
    params: dict[str, Json] = {"office": turn.office.name, "city": turn.office.city, "sought": cooperative.name}
    buttons = tuple(Choice(f"neighbour.{step.id}.owner={each}") for each in ("yes", "no", "stop"))
    await outbox.enqueue(
        turn.session,
        Address(plan.account, known.phone.removeprefix("+")),
        Say("neighbour.number", params, buttons),
        key=traces.key_of(step),
        now=turn.now,
        lane=outbox.REMINDER,
        guard=TEMPLATE,
        subject=f"trace:{trace.id}",
        useful_until=turn.now + USEFUL,
    )


async def drop_number(turn: Turn, task: Task) -> bool:
    """A number that somebody else has now leaves the officer's row; False when it stood nowhere any more."""
    step = await turn.session.get(TraceStep, task.data["step_id"])
    if step is None or task.cooperative_id is None:
        return False
    return await trace_page.drop_number(turn, step, task.cooperative_id)
