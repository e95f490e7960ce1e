"""A manager proposes a time for a visit; the office agrees or suggests another."""

import re
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import date

from bot.errors import Invalid
from bot.forms import VAGUE, Answers, Field, Form, Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import asking, dates
from bot.understanding.calendar_words import WEEKDAYS
from bot.understanding.visits import read_visit
from bot.understanding.words import normalise
from db import audit, cooperatives, visits
from db import staff as staff_table
from db.models import Staff, VisitPlan
from handlers.forms import open_form
from handlers.manager import identify, picking
from handlers.notify import hand_to_staff
from handlers.when import beside, clock_time, coming, coming_day, coming_moment, moment, within

COMES = re.compile(r"\b(?:silakan|ditunggu|kami tunggu|boleh|bisa)\b.*\b(?:datang|berkunjung|mampir)\b|\bditunggu\b")
"""Words that ask somebody of the office to come."""
ANY_TIME = re.compile(
    r"\b(?:kapan(?:pun| pun| saja)|(?:hari|tanggal|jam|waktu)(?:nya)? (?:apa|berapa|mana|kapan) ?(?:saja|pun)"
    r"|(?:setiap|tiap|semua) hari|sembarang|fleksibel)\b|\b(?:terserah|bebas)\b(?! (?:biaya|dari|bayar)\b)"
)
"""Words that leave the day or the hour to the office; a question mark makes them a question."""
_NAMES_DAY = re.compile(rf"\d|\b(?:{'|'.join(WEEKDAYS)})\b")
_OF_REPORTS = re.compile(r"\b(?:laporan\w*|rat)\b")


async def start(turn: Turn) -> Sequence[Say]:
    """Ask when the office may come."""
    mine = [each for _, each in await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified",))]
    found = [each.id for each in mine or await identify.recognise(turn)]
    return await start_for(turn, found, told(turn, turn.incoming.text))


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
    if not cooperative_ids and turn.staff is not None:
        return [Say("propose.for_staff", {}, (Choice("menu.-.go=tasks"), Choice("menu.-.go=visitlog")))]
    if not cooperative_ids:
        return [Say("propose.who_are_you"), await identify.ask_contact(turn)]
    known = dict(said or {})
    listed = [each for wanted in cooperative_ids if (each := await cooperatives.get(turn.session, wanted))]
    if one := picking.meant(turn, listed):
        known["cooperative"] = Value(str(one.id), label=one.name)
    says = await open_form(turn, FORM, known, cooperatives=list(cooperative_ids))
    return picking.called(turn, one.name, says) if one is not None and len(listed) > 1 else says


def sentence(turn: Turn, text: str, *, is_asked: bool = False) -> dict[str, Value]:
    """The day and the time that a sentence proposes; a day that is past or none is left to be asked."""
    read = read_visit(text, turn.today, is_asked=is_asked) if text and turn.incoming.choice is None else {}
    found: dict[str, Value] = {}
    with suppress(Invalid):
        found["day"] = coming(turn, read.get("day"))
    if "day" in found:
        found["day"] = _meant(turn, found["day"], read["day"].words)
    if (at := read.get("at")) is not None:
        found["clock"] = Value(f"{at.value:%H.%M}", at.precision)
    return found


def told(turn: Turn, text: str, *, is_asked: bool = False) -> dict[str, Value]:
    """The same, and whether what is not named is left to the office: "terserah bapak", "kamis, jam berapa saja"."""
    words = normalise(text) if turn.incoming.choice is None else ""
    is_left = ANY_TIME.search(words) is not None and "?" not in words
    return sentence(turn, text, is_asked=is_asked) | ({"any_time": Value("yes")} if is_left else {})


def _is_known(answers: Answers, name: str) -> bool:
    return name in answers and answers[name].precision not in VAGUE


def _is_asked(name: str) -> Callable[[Answers], bool]:
    """A day or an hour that is not named is no question any more where it is left to the office."""
    return lambda answers: "any_time" not in answers or _is_known(answers, name)


def _is_left(answers: Answers) -> bool:
    return "any_time" in answers and not (_is_known(answers, "day") and _is_known(answers, "clock"))


def day(turn: Turn, text: str) -> Value | Mapping[str, Value]:
    """The day, of two the one that is proposed: "senin di luar kota, gimana kalau jumat". Raises Invalid."""
    if _OF_REPORTS.search(words := normalise(text)) and asking.is_asking(words):
        raise Invalid("form.which_day")
    found = sentence(turn, text, is_asked=True)
    if "day" in found:
        return found
    value = coming_moment(turn, text)
    return _meant(turn, value, text) if isinstance(value, Value) else {**value, "day": _meant(turn, value["day"], text)}


def clock(turn: Turn, text: str) -> Value | Mapping[str, Value]:
    """The time of day; who names another day with it, or instead of it, means that one. Raises Invalid."""
    found = sentence(turn, text)
    if {"day", "clock"} <= found.keys():
        return found
    try:
        return clock_time(turn, text)
    except Invalid:
        if other := _other_day(turn, text):
            return other
        raise


def _other_day(turn: Turn, text: str) -> dict[str, Value]:
    """The day that is named where the hour was asked: "rabu setelah lebaran, tgl 17 maret"."""
    read = dates.read_date(text, turn.today, tense="future")
    if read is None or not _NAMES_DAY.search(read.words) or asking.is_asking(normalise(text)):
        return {}
    with suppress(Invalid):
        return {"day": _meant(turn, coming(turn, read, text), read.words)}
    return {}


def _meant(turn: Turn, day: Value, words: str) -> Value:
    """A day beside the visit that the form is about, if any."""
    held = turn.form_context.get("beside")
    return beside(turn, date.fromisoformat(held), day, words) if held else day


async def choices(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    """The cooperatives this form is about."""
    found = [await cooperatives.get(turn.session, each) for each in turn.form_context.get("cooperatives", ())]
    return [Choice(str(each.id), each.name) for each in found if each]


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    if "any_time" in answers:
        return await _left_to_staff(turn, answers)
    starts_at = moment(turn, answers, "day", "clock")
    if starts_at <= turn.now:
        raise Invalid("form.moment_in_past")
    cooperative = await cooperatives.get(turn.session, int(answers["cooperative"].value))
    if cooperative is None:
        raise Invalid("form.stale")
    before, offered = await _before(turn), await _offered(turn)
    about = {"name": cooperative.name, "person": turn.person.name, "at": starts_at.isoformat()}
    if before is not None and (before.starts_at, before.cooperative_id) == (starts_at, cooperative.id):
        return [Say("propose.unchanged", about)]
    if before is not None and await visits.withdraw(turn.session, before.id, turn.now):
        about["before"] = before.starts_at.isoformat()
    plan = await visits.propose(turn.session, cooperative.id, starts_at, person_id=turn.person.id, now=turn.now)
    audit.note(turn.session, turn.actor, "visit.proposed", f"visit_plan:{plan.id}", turn.now)
    data: dict[str, Json] = {"plan_id": plan.id, "at": starts_at.isoformat()}
    say = Say("staff.visit_moved" if "before" in about else "staff.visit_proposal", about)
    earlier = [member for each in (before, offered) if each and (member := await agreed_by(turn, each))]
    await hand_to_staff(turn, "visit_proposal", f"visit_plan:{plan.id}", cooperative, say, data, also=earlier)
    return [Say("propose.moved" if "before" in about else "propose.noted", about)]


async def _left_to_staff(turn: Turn, answers: Answers) -> Sequence[Say]:
    """A task with their words: an officer chooses the time and lets them know."""
    cooperative = await cooperatives.get(turn.session, int(answers["cooperative"].value))
    if cooperative is None:
        raise Invalid("form.stale")
    words = turn.form_context["words"]
    about = {"name": cooperative.name, "person": turn.person.name, "words": words}
    say, key = Say("staff.visit_any_time", about), f"visit_any_time:{cooperative.id}"
    before = await _before(turn)
    if before is not None and await visits.withdraw(turn.session, before.id, turn.now):
        for person_id in await who_agreed(turn, before, cooperative.district_id):
            await turn.tell(person_id, say)
    audit.note(turn.session, turn.actor, "visit.any_time", f"cooperative:{cooperative.id}", turn.now)
    await hand_to_staff(turn, "visit_any_time", key, cooperative, say, {"words": words})
    return [Say("propose.noted_any_time", {"name": cooperative.name})]


async def _before(turn: Turn) -> VisitPlan | None:
    """The time that this one is to take the place of, as far as it still stands."""
    key = turn.form_context.get("plan_id")
    plan = await turn.session.get(VisitPlan, key) if key else None
    return plan if plan is not None and plan.state in ("proposed", "confirmed") else None


async def _offered(turn: Turn) -> VisitPlan | None:
    """The time that the office had offered, which this one is the answer to; it is turned down with it."""
    key = turn.form_context.get("plan_id")
    return await visits.turn_down(turn.session, key) if key else None


async def _replaces(turn: Turn, _answers: Answers) -> Sequence[Say]:
    before = await _before(turn)
    return [Say("propose.replaces", {"at": before.starts_at.isoformat()})] if before is not None else []


async def agreed_by(turn: Turn, plan: VisitPlan) -> Staff | None:
    """The member who agreed to come, or offered to."""
    member = await turn.session.get(Staff, plan.staff_id) if plan.staff_id else None
    return member if member is not None and member.suspended_at is None else None


async def who_agreed(turn: Turn, plan: VisitPlan, district_id: int | None) -> Sequence[int]:
    """The same, where they are none of those who hear of the district anyway."""
    member = await agreed_by(turn, plan)
    if member is None or member.person_id is None:
        return ()
    heard = [each.id for each in await staff_table.responsible(turn.session, district_id)]
    return () if member.id in heard else (member.person_id,)


def beside_plan(turn: Turn, plan: VisitPlan, told: Mapping[str, Value]) -> Mapping[str, Value]:
    """What is told of a moment, as it is meant beside the time that stands."""
    if "day" not in told:
        return told
    read, text = read_visit(turn.incoming.text, turn.today).get("day"), turn.incoming.text
    held = plan.starts_at.astimezone(turn.zone).date()
    return {**told, "day": beside(turn, held, told["day"], read.words if read is not None else text)}


def is_then(turn: Turn, plan: VisitPlan, told: Mapping[str, Value]) -> bool:
    """Whether the time that is told is that of the plan: "ok jumat jam 10"."""
    at, told = plan.starts_at.astimezone(turn.zone), beside_plan(turn, plan, told)
    day, clock = told.get("day"), told.get("clock")
    is_day = day is None or (day.precision not in VAGUE and day.value == f"{at:%Y-%m-%d}")
    return is_day and (clock is None or clock.value == f"{at:%H.%M}")


async def another_time(turn: Turn, plan: VisitPlan, told: Mapping[str, Value]) -> Sequence[Say]:
    """The form again for a time that was proposed or agreed on: changed by what is told, or asked anew."""
    return await changed_to(turn, plan, beside_plan(turn, plan, told))


async def changed_to(turn: Turn, plan: VisitPlan, told: Mapping[str, Value]) -> Sequence[Say]:
    """The same, where what is told is meant already."""
    cooperative = await cooperatives.get(turn.session, plan.cooperative_id)
    known = {"cooperative": Value(str(plan.cooperative_id), label=cooperative.name if cooperative else "")}
    at = plan.starts_at.astimezone(turn.zone)
    if told:
        known |= {"day": Value(f"{at:%Y-%m-%d}"), "clock": Value(f"{at:%H.%M}")}
    about: dict[str, Json] = {"cooperatives": [plan.cooperative_id], "plan_id": plan.id, "beside": f"{at:%Y-%m-%d}"}
    return await open_form(turn, FORM, known, changed=[told] if told else (), **about)


FORM: Form[Turn] = Form(
    "propose",
    (
        Field("cooperative", None, choices=choices, by_name=True),
        Field("day", day, when=_is_asked("day"), within=within(coming_day)),
        Field("clock", clock, when=_is_asked("clock")),
        Field("any_time", None, when=_is_left),
    ),
    _finish,
    read=told,
    preview=_replaces,
)
