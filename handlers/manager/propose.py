"""A manager proposes a time for a visit; the office agrees or suggests another."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding.visits import read_visit
from bot.understanding.words import normalise
from db import audit, cooperatives, visits
from handlers.forms import open_form
from handlers.manager import identify, picking
from handlers.notify import hand_to_staff
from handlers.when import clock_time, coming, coming_day, coming_moment, moment, within

COMES = re.compile(r"\b(?:silakan|ditunggu|kami tunggu|boleh|bisa)\b.*\b(?:datang|berkunjung|mampir)\b|\bditunggu\b")
"""Words that ask somebody of the office to come."""


async def start(turn: Turn) -> Sequence[Say]:
    """Ask when the office may come."""
    mine = [each for _, each in await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified",))]
    found = [each.id for each in mine or await identify.recognise(turn)]
    return await start_for(turn, found, sentence(turn, turn.incoming.text))


async def offered(turn: Turn) -> Sequence[Say] | None:
    """ "Silakan datang kamis jam 10", where nobody asked: a time for a visit all the same."""
    text = turn.incoming.text
    if turn.staff is not None or not COMES.search(normalise(text)) or "day" not in sentence(turn, text):
        return None
    answer = read_visit(text, turn.today).get("answer")
    if answer is None or answer.value != "accept" or not await cooperatives.of_person(turn.session, turn.person.id):
        return None
    return await start(turn)


async def start_for(
    turn: Turn, cooperative_ids: Sequence[int], said: Mapping[str, Value] | None = None
) -> Sequence[Say]:
    """The same for the cooperatives that a reminder named; `said` are answers that a sentence gave already."""
    if not cooperative_ids:
        return [Say("propose.who_are_you"), await identify.ask_contact(turn)]
    known = dict(said or {})
    listed = [each for wanted in cooperative_ids if (each := await cooperatives.get(turn.session, wanted))]
    if one := picking.meant(turn, listed):
        known["cooperative"] = Value(str(one.id), label=one.name)
    return await open_form(turn, FORM, known, cooperatives=list(cooperative_ids))


def sentence(turn: Turn, text: str) -> dict[str, Value]:
    """The day and the time that a sentence proposes; a day that is past or none is left to be asked."""
    read = read_visit(text, turn.today) if text and turn.incoming.choice is None else {}
    found: dict[str, Value] = {}
    with suppress(Invalid):
        found["day"] = coming(turn, read.get("day"))
    if (at := read.get("at")) is not None:
        found["clock"] = Value(f"{at.value:%H.%M}", at.precision)
    return found


def _clock(turn: Turn, text: str) -> Value | Mapping[str, Value]:
    """The time of day; who names another day with it means that one. Raises Invalid."""
    found = sentence(turn, text)
    return found if {"day", "clock"} <= found.keys() else clock_time(turn, text)


async def choices(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    """The cooperatives this form is about."""
    found = [await cooperatives.get(turn.session, each) for each in turn.form_context.get("cooperatives", ())]
    return [Choice(str(each.id), each.name) for each in found if each]


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    starts_at = moment(turn, answers, "day", "clock")
    if starts_at <= turn.now:
        raise Invalid("form.moment_in_past")
    cooperative = await cooperatives.get(turn.session, int(answers["cooperative"].value))
    if cooperative is None:
        raise Invalid("form.stale")
    plan = await visits.propose(turn.session, cooperative.id, starts_at, person_id=turn.person.id, now=turn.now)
    audit.note(turn.session, turn.actor, "visit.proposed", f"visit_plan:{plan.id}", turn.now)
    about = {"name": cooperative.name, "person": turn.person.name, "at": starts_at.isoformat()}
    data: dict[str, Json] = {"plan_id": plan.id, "at": starts_at.isoformat()}
    say = Say("staff.visit_proposal", about)
    await hand_to_staff(turn, "visit_proposal", f"visit_plan:{plan.id}", cooperative, say, data)
    return [Say("propose.noted", about)]


FORM: Form[Turn] = Form(
    "propose",
    (
        Field("cooperative", None, choices=choices, by_name=True),
        Field("day", coming_moment, within=within(coming_day)),
        Field("clock", _clock),
    ),
    _finish,
    read=sentence,
)
