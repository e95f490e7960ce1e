"""Answers about a cooperative that can't be found: of officers nearby, of its own, and of who has its old number."""

import re
from collections.abc import Sequence

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import whereabouts
from bot.understanding.words import normalise
from db import audit, cooperatives, people, talks, tasks, traces
from db.exports.numbers import masked_within
from db.exports.table import masked
from db.models import Cooperative, Ledger, Trace, TraceStep
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import menu, optout, questions, register
from handlers.notify import hand_to_staff

HINTED = ("known", "moved")
"""Answers after which we ask where it is, or whom to ask."""
LONGEST = 500
TOLD = "trace_told"
ABOUT = re.compile(
    r"^(?:kalau )?(?:koperasi|kantor)(?:nya)? (?:itu|tersebut|yang itu|yang ditanyakan|yang dimaksud)\b,? "
)
"""What stands before an answer and names what was asked about."""
OLD_NUMBER = "trace_number"


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`neighbour.<ledger id>.answer=known`, `neighbour.<ledger id>.alive=here`, `neighbour.<step id>.owner=yes`."""
    if question == "owner":
        return await _owner(turn, subject, value)
    asked = {"answer": traces.AROUND, "alive": traces.OWN}.get(question, "")
    row = await turn.session.get(Ledger, key) if (key := number(subject)) else None
    if row is None or not asked or not row.purpose.startswith(asked) or not await _was_asked(turn, row):
        return [Say("router.old_button")]
    trace = await traces.locked(turn.session, traces.trace_of(row.purpose))
    cooperative = await cooperatives.get(turn.session, trace.cooperative_id) if trace else None
    if trace is None or cooperative is None or trace.state != "open":
        return [Say("neighbour.over")]
    return await (_alive if question == "alive" else _known)(turn, trace, cooperative, row, value)


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """The same in words, where they can mean only one of the buttons."""
    for each in choices:
        _, subject, question = (*each.id.split(".", 2), "", "")[:3]
        name, _, value = question.partition("=")
        if value and whereabouts.read(name, turn.incoming.text) == value:
            return await pressed(turn, subject, name, value)
    return None


async def told(turn: Turn) -> Sequence[Say]:
    """News of some other cooperative: an answer where we asked for one, else something that staff should read."""
    if turn.staff is not None:
        return await menu.show(turn)
    mine = [each.id for _, each in await cooperatives.of_person(turn.session, turn.person.id)]
    row = await traces.asked_last(turn.session, mine)
    value = whereabouts.read("answer", ABOUT.sub("", normalise(turn.incoming.text)))
    if row is not None and value is not None:
        return await pressed(turn, str(row.id), "answer", value)
    return await questions.pass_on(turn)


async def _was_asked(turn: Turn, row: Ledger) -> bool:
    """Whether the person serves the cooperative that this question went to."""
    mine = await cooperatives.of_person(turn.session, turn.person.id)
    return row.cooperative_id in {each.id for _, each in mine}


async def _known(turn: Turn, trace: Trace, cooperative: Cooperative, row: Ledger, value: str) -> Sequence[Say]:
    step = await traces.step_of(turn.session, trace.id, "neighbour", str(row.cooperative_id))
    if step is None or value not in (*HINTED, "gone", "unknown"):
        return [Say("router.old_button")]
    is_changed = step.outcome not in ("", value)
    if is_changed:
        step.words = ""
        await talks.close(turn.session, turn.person.id, HINT.name)
    step.outcome, step.person_id, step.answered_at = value, turn.person.id, turn.now
    audit.note(
        turn.session, turn.actor, f"neighbour.{value}", f"cooperative:{cooperative.id}", turn.now, trace=trace.id
    )
    if is_changed or value == "gone":
        await _tell(turn, trace, cooperative, value)
    if value in HINTED:
        return await open_form(turn, HINT, step_id=step.id)
    return [Say("neighbour.thanks", {"name": cooperative.name})]


def _hint(_turn: Turn, text: str) -> Value:
    """A few words; numbers in them are not kept. Raises Invalid."""
    words = " ".join(text.split())
    if not 2 <= len(words) <= LONGEST:
        raise Invalid("neighbour.hint_length", most=LONGEST)
    return Value(masked_within(words))


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """The hint is kept with the answer, and staff are told."""
    step = await turn.session.get(TraceStep, turn.form_context["step_id"])
    trace = await traces.locked(turn.session, step.trace_id) if step else None
    cooperative = await cooperatives.get(turn.session, trace.cooperative_id) if trace else None
    if step is None or trace is None or cooperative is None:
        raise Invalid("form.stale")
    step.words = answers["words"].value or ""
    await _tell(turn, trace, cooperative, step.outcome, step.words)
    return [Say("neighbour.thanks", {"name": cooperative.name})]


HINT: Form[Turn] = Form("hint", (Field("words", _hint, optional=True),), _finish, direct=True)


async def _alive(turn: Turn, trace: Trace, cooperative: Cooperative, _row: Ledger, value: str) -> Sequence[Say]:
    """Its own officer speaks: whatever they say, it has been found; what changed goes to staff."""
    if value not in ("here", "moved", "gone"):
        return [Say("router.old_button")]
    about = f"cooperative:{cooperative.id}"
    await traces.close(turn.session, trace, "found", None, turn.now)
    audit.note(turn.session, turn.actor, "trace.found", about, turn.now, trace=trace.id, answer=value)
    await _tell(turn, trace, cooperative, value, of="alive")
    return [Say(f"neighbour.noted_{value}", {"name": cooperative.name}, (Choice("menu.-.go=human"),))]


async def _tell(
    turn: Turn, trace: Trace, cooperative: Cooperative, value: str, words: str = "", *, of: str = "answer"
) -> None:
    """Staff learn of it as a task with the words of whoever answered; what is said anew replaces what was said."""
    hint: Json = {"key": "trace.hint", "params": {"words": words}} if words else None
    said: dict[str, Json] = {"answer": {"key": f"neighbour.{of}={value}"}, "words": hint}
    params: dict[str, Json] = {"name": cooperative.name, "person": turn.person.name, **said}
    data: dict[str, Json] = {"trace_id": trace.id, **said}
    key = f"{TOLD}:{trace.id}:{turn.person.id}"
    told = await tasks.by_key(turn.session, key)
    if told is not None and told.data != data:
        await tasks.close_key(turn.session, key, turn.now)
    await hand_to_staff(turn, TOLD, key, cooperative, Say("trace.told", params), data)


async def _owner(turn: Turn, subject: str, value: str) -> Sequence[Say]:
    """Whoever has the number answers, once: an officer goes on as any newcomer; another is not written to again."""
    step = await turn.session.get(TraceStep, key, with_for_update=True) if (key := number(subject)) else None
    if step is None or step.kind != "number" or step.target != turn.identity.phone:
        return [Say("router.old_button")]
    if step.outcome or value not in ("yes", "no", "stop"):
        return [Say("neighbour.answered_already"), *await menu.show(turn)]
    trace = await turn.session.get_one(Trace, step.trace_id)
    step.outcome, step.words = "answered", value
    step.person_id, step.answered_at = turn.person.id, turn.now
    about = f"cooperative:{trace.cooperative_id}"
    audit.note(turn.session, turn.actor, f"trace.number_{value}", about, turn.now, trace=trace.id)
    if value == "yes":
        given = await people.consent(turn.session, turn.person.id)
        return await (menu.show if given is not None and given.granted else register.welcome)(turn)
    cooperative = await turn.session.get_one(Cooperative, trace.cooperative_id)
    await _hand_back(turn, step, cooperative)
    return await optout.stop(turn) if value == "stop" else [Say("neighbour.not_theirs")]


async def _hand_back(turn: Turn, step: TraceStep, cooperative: Cooperative) -> None:
    """Staff decide that the number leaves the officer's row; whoever has it now is not named."""
    key = f"{OLD_NUMBER}:{step.id}"
    data: dict[str, Json] = {"step_id": step.id, "phone": masked(step.target)}
    about: dict[str, Json] = {"name": cooperative.name}
    await hand_to_staff(turn, OLD_NUMBER, key, cooperative, Say("trace.number_answered", about), data)
