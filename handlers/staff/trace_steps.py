"""What staff found out themselves for a search: what a telephone call yielded, and what the lurah states."""

from collections.abc import Sequence
from typing import Final

from bot import texts
from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.forms.asking import short
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, cooperatives, tasks, traces
from db import trace_numbers as numbers
from db.exports.numbers import masked_within
from db.models import Cooperative, Trace, TraceStep
from handlers.forms import open_form
from handlers.ids import number
from handlers.roles import must, phone_for
from handlers.staff import trace_page

CALLED: Final = ("officer", "wrong", "dead", "silent")
"""What a call yielded: an officer, somebody else, a number out of service, nobody."""
STATED: Final = ("here", "moved", "gone")
MOST = 8
"""Numbers with a button: a list has room for ten rows."""
LONGEST = 500


async def start(turn: Turn, trace: Trace, cooperative: Cooperative, value: str) -> Sequence[Say]:
    """`called` asks which number and what came of it, `lurah` what the lurah says."""
    about: dict[str, Json] = {"trace_id": trace.id, "name": cooperative.name}
    if value == "lurah":
        return await open_form(turn, LURAH, **about)
    listed = []
    for each in (await numbers.of(turn.session, cooperative.id))[:MOST]:
        if each.state != "resting":
            step = await traces.number_step(turn.session, trace, each.phone, turn.now)
            listed.append([str(step.id), short(", ".join((phone_for(turn, each.phone), *each.names)))])
    if not listed:
        return [Say("trace.no_numbers"), *await trace_page.show(turn, trace, cooperative)]
    known = {"number": Value(listed[0][0], label=listed[0][1])} if len(listed) == 1 else {}
    return await open_form(turn, CALL, known, numbers=listed, **about)


async def _numbers(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(step, label) for step, label in turn.form_context["numbers"]]


async def _outcomes(_turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(each) for each in CALLED]


async def _statements(_turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(each) for each in STATED]


def _words(_turn: Turn, text: str) -> Value:
    """The number and day of a letter, or a few words; telephone numbers in them are not kept. Raises Invalid."""
    words = " ".join(text.split())
    if not 2 <= len(words) <= LONGEST:
        raise Invalid("neighbour.hint_length", most=LONGEST)
    return Value(masked_within(words))


async def _sought(turn: Turn) -> tuple[Trace, Cooperative]:
    """The search that is going on, locked. Raises Invalid."""
    must(turn, "tasks")
    trace = await traces.locked(turn.session, turn.form_context["trace_id"])
    cooperative = await cooperatives.get(turn.session, trace.cooperative_id) if trace else None
    if trace is None or cooperative is None or trace.state != "open":
        raise Invalid("trace.over")
    if not await tasks.may_see(turn.session, turn.member, cooperative.district_id):
        raise Invalid("coop.not_yours")
    return trace, cooperative


async def _called(turn: Turn, answers: Answers) -> Sequence[Say]:
    trace, cooperative = await _sought(turn)
    tried = await turn.session.get(TraceStep, number(str(answers["number"].value)) or 0)
    if tried is None or tried.trace_id != trace.id:
        raise Invalid("form.stale")
    outcome = answers["outcome"].value
    await traces.note(turn.session, trace, "call", str(tried.id), outcome, "", turn.now)
    about = f"cooperative:{cooperative.id}"
    audit.note(turn.session, turn.actor, f"trace.call_{outcome}", about, turn.now, trace=trace.id)
    label = texts.words("task.do=drop", turn.language)
    ways = (Choice(f"trace.{trace.id}.drop={tried.id}", label),) if outcome in ("wrong", "dead") else ()
    return [Say(f"called.noted_{outcome}", {}, ways), *await trace_page.show(turn, trace, cooperative)]


async def drop(turn: Turn, trace: Trace, cooperative: Cooperative, step_id: int) -> Sequence[Say]:
    """The number that was called is nobody's here any more."""
    step = await turn.session.get(TraceStep, step_id)
    if step is None or step.trace_id != trace.id or step.kind != "number":
        return [Say("router.old_button")]
    await trace_page.drop_number(turn, step, cooperative.id)
    return [Say("trace.dropped"), *await trace_page.show(turn, trace, cooperative)]


async def _stated(turn: Turn, answers: Answers) -> Sequence[Say]:
    trace, cooperative = await _sought(turn)
    said = answers["statement"].value
    await traces.note(turn.session, trace, "lurah", "", said, answers["words"].value or "", turn.now)
    about = f"cooperative:{cooperative.id}"
    audit.note(turn.session, turn.actor, f"trace.lurah_{said}", about, turn.now, trace=trace.id)
    return [Say(f"lurah.noted_{said}"), *await trace_page.show(turn, trace, cooperative)]


CALL: Form[Turn] = Form(
    "called",
    (Field("number", None, choices=_numbers), Field("outcome", None, choices=_outcomes)),
    _called,
    direct=True,
)
LURAH: Form[Turn] = Form(
    "lurah",
    (Field("statement", None, choices=_statements), Field("words", _words, optional=True)),
    _stated,
    direct=True,
)
