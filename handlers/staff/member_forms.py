"""Forms about a member of the office: a new one, another role, other districts, an acting head, who takes over."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from bot import texts
from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import names
from db import audit, cooperatives, districts, members
from db import staff as staff_table
from db.models import Staff, VisitPlan
from handlers.roles import must
from handlers.staff import invitation
from handlers.when import coming_day

ALL = "all"
SEPARATORS = (" dan ", " and ", ";", "\n", "/")
LONGEST = 60


def may_touch(turn: Turn, member: Staff) -> bool:
    """Only admins touch admins, or themselves: nobody makes an acting role their own."""
    return turn.member.role == members.ADMIN or (member.role != members.ADMIN and member.id != turn.member.id)


async def changed(turn: Turn, member: Staff, deed: str, noted: str = "", **params: Json) -> Sequence[Say]:
    """Written into the log (with `noted`: to what), told to the person concerned, said to whoever did it."""
    data = {"to": noted} if noted else {}
    audit.note(turn.session, turn.actor, f"staff.{deed}", f"staff:{member.id}", turn.now, **data)
    about = {"name": member.name, "by": turn.member.name, **params}
    if member.person_id is not None and member.person_id != turn.person.id:
        await turn.tell(member.person_id, Say(f"member.told_{deed}", about))
    return [Say(f"member.{deed}", about)]


async def keeps_admin(turn: Turn, member: Staff) -> Say | None:
    """Why the last admin can't go; None for anybody else."""
    return Say("member.last_admin") if await members.is_last_admin(turn.session, member) else None


def _is_limited(answers: Answers) -> bool:
    """Admins and heads see every district; the others may be limited."""
    return "role" in answers and answers["role"].value not in staff_table.ANNOUNCERS


async def _roles(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    """Only admins make admins."""
    allowed = [each for each in staff_table.ROLES if each != members.ADMIN or turn.member.role == members.ADMIN]
    return [Choice(each, texts.words(f"staff.role={each}", turn.language).capitalize()) for each in allowed]


async def _anywhere(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice(ALL, texts.words("member.everywhere", turn.language).capitalize())]


def _name(_turn: Turn, text: str) -> Value:
    """A person's name. Raises Invalid."""
    name = " ".join(text.split())
    if not 2 <= len(name) <= LONGEST or any(each.isdigit() for each in name):
        raise Invalid("claim.name_please")
    return Value(name)


def _named(_turn: Turn, text: str) -> Value:
    """District names, one or several with commas between. Raises Invalid for one that nobody knows."""
    for each in SEPARATORS:
        text = text.replace(each, ",")
    known = list(districts.villages())
    found = []
    for part in filter(None, (each.strip() for each in text.split(","))):
        exact = next((each for each in known if each.casefold() == part.casefold()), None)
        name = exact or names.find_district(part, known)
        if name is None:
            raise Invalid("member.which_district", part=part, names=sorted(known))
        found.append(name)
    if not found:
        raise Invalid("member.which_district", part=text, names=sorted(known))
    return Value(", ".join(dict.fromkeys(found)))


async def _district_ids(turn: Turn, answers: Answers) -> list[int]:
    value = answers["districts"].value if "districts" in answers else ALL
    wanted = set() if value == ALL else set(value.split(", "))
    return [each.id for each in await cooperatives.districts(turn.session) if each.name in wanted]


async def _member(turn: Turn) -> Staff:
    """Whom the form is about, if the one who fills it in may still change them. Raises Invalid."""
    must(turn, "members")
    member = await turn.session.get(Staff, turn.form_context["member_id"], with_for_update=True, populate_existing=True)
    if member is None or members.has_ended(member):
        raise Invalid("member.gone")
    if not may_touch(turn, member):
        raise Invalid("member.only_admins")
    return member


async def _add(turn: Turn, answers: Answers) -> Sequence[Say]:
    must(turn, "members")
    role = answers["role"].value
    if role == members.ADMIN and turn.member.role != members.ADMIN:
        raise Invalid("member.only_admins")
    member = await staff_table.add(turn.session, answers["name"].value, role, (), turn.now)
    await members.set_districts(turn.session, member.id, await _district_ids(turn, answers))
    audit.note(turn.session, turn.actor, "staff.added", f"staff:{member.id}", turn.now, role=role)
    return [Say("member.added", {"name": member.name}), *await invitation.link(turn, member)]


async def _set_role(turn: Turn, answers: Answers) -> Sequence[Say]:
    member, role = await _member(turn), answers["role"].value
    if role == members.ADMIN and turn.member.role != members.ADMIN:
        raise Invalid("member.only_admins")
    if role != members.ADMIN and (no := await keeps_admin(turn, member)):
        raise Invalid(no.key)
    member.role = role
    if role in staff_table.ANNOUNCERS:
        members.stop_acting(member)
    await members.set_districts(turn.session, member.id, await _district_ids(turn, answers))
    return await changed(turn, member, "changed", role, role={"key": f"staff.role={role}"})


async def _set_districts(turn: Turn, answers: Answers) -> Sequence[Say]:
    member, wanted = await _member(turn), await _district_ids(turn, answers)
    await members.set_districts(turn.session, member.id, wanted)
    shown: Json = answers["districts"].value if wanted else {"key": "member.everywhere"}
    return await changed(turn, member, "moved", answers["districts"].value, districts=shown)


async def _act(turn: Turn, answers: Answers) -> Sequence[Say]:
    """Until the end of that day in the office's zone."""
    member, day = await _member(turn), date.fromisoformat(answers["until"].value)
    if not members.is_active(member) or staff_table.sees_all(member):
        raise Invalid("member.not_now")
    until = datetime.combine(day + timedelta(days=1), time(), turn.zone)
    members.act_as_head(member, until)
    return await changed(turn, member, "acting", day.isoformat(), until=day.isoformat())


async def _takers(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    giver = await turn.session.get_one(Staff, turn.form_context["member_id"])
    return [Choice(str(each.id), each.name) for each in await members.takers(turn.session, giver)]


async def _hand_over_preview(turn: Turn, answers: Answers) -> Sequence[Say]:
    """What goes over, and which districts the taker sees afterwards."""
    giver = await turn.session.get_one(Staff, turn.form_context["member_id"])
    taker = await turn.session.get_one(Staff, int(answers["taker"].value))
    load, after = await members.load(turn.session, giver), await members.districts_after(turn.session, giver, taker)
    known = [each.name for each in await cooperatives.districts(turn.session) if each.id in after]
    shown: Json = ", ".join(known) if known and not staff_table.sees_all(taker) else {"key": "member.everywhere"}
    params = {"taker": taker.name, "tasks": load.tasks, "questions": load.questions, "districts": shown}
    return [Say("handover.preview", params)]


async def _hand_over(turn: Turn, answers: Answers) -> Sequence[Say]:
    giver = await _member(turn)
    taker = await turn.session.get(Staff, int(answers["taker"].value), with_for_update=True, populate_existing=True)
    if taker is None or taker.id not in {each.id for each in await members.takers(turn.session, giver)}:
        raise Invalid("handover.taker_gone")
    load = await members.load(turn.session, giver)
    plans = await members.hand_over(turn.session, giver, taker, turn.now)
    if taker.person_id is not None and taker.person_id != turn.person.id:
        params = {"giver": giver.name, "tasks": load.tasks, "questions": load.questions}
        told = Say("handover.told_taker", params, (Choice("menu.-.go=tasks"),))
        await turn.tell(taker.person_id, *_visits(plans), told)
    for plan, name in plans:
        if plan.person_id is not None:
            about = {"taker": taker.name, "at": plan.starts_at.isoformat(), "name": name}
            await turn.tell(plan.person_id, Say("handover.told_host", about))
    return await changed(turn, giver, "handed_over", f"staff:{taker.id}", taker=taker.name)


def _visits(plans: Sequence[tuple[VisitPlan, str]]) -> Sequence[Say]:
    lines: list[Json] = [
        {"key": "handover.visit", "params": {"at": plan.starts_at.isoformat(), "name": name}} for plan, name in plans
    ]
    return [Say("handover.visits", {"lines": lines})] if lines else []


ADD: Form[Turn] = Form(
    "newmember",
    (
        Field("name", _name),
        Field("role", None, choices=_roles),
        Field("districts", _named, choices=_anywhere, when=_is_limited),
    ),
    _add,
)
ROLE: Form[Turn] = Form(
    "setrole",
    (Field("role", None, choices=_roles), Field("districts", _named, choices=_anywhere, when=_is_limited)),
    _set_role,
)
DISTRICTS: Form[Turn] = Form("setarea", (Field("districts", _named, choices=_anywhere),), _set_districts)
ACTING: Form[Turn] = Form("acting", (Field("until", coming_day),), _act)
HANDOVER: Form[Turn] = Form(
    "handover", (Field("taker", None, choices=_takers),), _hand_over, preview=_hand_over_preview
)
FORMS = {"role": ROLE, "districts": DISTRICTS, "acting": ACTING, "handover": HANDOVER}
"""Those about a member who is there already, by what is changed."""
