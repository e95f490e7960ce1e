"""/kunjungan: log a visit in a few taps."""

from collections.abc import Sequence
from datetime import date, timedelta

from bot import texts
from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Say
from bot.turn import Turn
from db import audit, cooperatives, letters, tasks, visits
from db import staff as staff_table
from handlers.forms import open_form
from handlers.roles import must, refused
from handlers.when import past_day

RESULTS = ("met", "absent", "closed", "moved", "not_found")


async def start(turn: Turn) -> Sequence[Say]:
    """Which cooperative, when, whom they met."""
    if refusal := refused(turn, "visits"):
        return [refusal]
    return await open_form(turn, FORM)


async def start_for(turn: Turn, cooperative_id: int, day: date | None, task_id: int) -> Sequence[Say]:
    """The same, filled with what a manager said; the task is done when the visit is logged."""
    cooperative = await cooperatives.get(turn.session, cooperative_id)
    if cooperative is None:
        return [Say("task.not_yours")]
    known = {
        "search": Value(cooperative.name),
        "cooperative": Value(str(cooperative.id), label=cooperative.name),
    } | ({"day": Value(day.isoformat())} if day else {})
    return await open_form(turn, FORM, known, task_id=task_id)


async def _found(turn: Turn, answers: Answers) -> Sequence[Choice]:
    """Matches in the member's districts."""
    districts = await staff_table.scope(turn.session, turn.member)
    found = await cooperatives.search(turn.session, answers["search"].value, district_ids=districts or None, limit=6)
    return [Choice(str(each.id), each.name) for each, _ in found]


async def _days(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    """Today and yesterday as dates: a button keeps its meaning overnight."""
    days = {"today": turn.today, "yesterday": turn.today - timedelta(days=1)}
    return [Choice(day.isoformat(), texts.words(f"visitlog.{name}", turn.language)) for name, day in days.items()]


def search_again(_turn: Turn, text: str) -> dict[str, Value]:
    """A name typed where cooperatives are offered looks for that name."""
    return {"search": Value(text)}


async def _results(_turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(each) for each in RESULTS]


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    must(turn, "visits")
    cooperative = await cooperatives.get(turn.session, int(answers["cooperative"].value))
    if cooperative is None or not await tasks.may_see(turn.session, turn.member, cooperative.district_id):
        raise Invalid("visitlog.not_yours")
    day = date.fromisoformat(answers["day"].value)
    result = answers["result"].value
    visit = await visits.log_visit(
        turn.session,
        cooperative.id,
        day,
        result=result,
        note=answers["note"].value or "",
        staff_id=turn.member.id,
        now=turn.now,
        zone=turn.zone,
    )
    audit.note(turn.session, turn.actor, "visit.logged", f"visit:{visit.id}", turn.now, result=result)
    if (task_id := turn.form_context.get("task_id")) and (task := await tasks.claim_open(turn.session, task_id)):
        tasks.close(task, turn.member.id, turn.now)
    params = {"name": cooperative.name, "day": day.isoformat(), "result": {"key": f"visitlog.result={result}"}}
    choices = [Choice("menu.-.go=visitlog"), Choice("menu.-.go=tasks")]
    if await letters.waiting(turn.session, turn.now, cooperative_id=cooperative.id):
        choices.insert(0, Choice(f"coop.{cooperative.id}.do=handed"))
    return [Say("visitlog.saved", params, tuple(choices))]


FORM: Form[Turn] = Form(
    "visitlog",
    (
        Field("search", aside=True),
        Field("cooperative", search_again, choices=_found),
        Field("day", past_day, choices=_days),
        Field("result", None, choices=_results),
        Field("note", optional=True),
    ),
    _finish,
)
