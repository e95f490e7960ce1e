"""/umumkan: announce a coaching session or a clinic day. Nobody sends a mistake to a thousand people by accident."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot import texts
from bot.errors import Invalid
from bot.forms import Answers, Field, Form, given
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audience, audit, cooperatives, frequency, ledger, office_hours, parameters, sessions
from db import staff as staff_table
from db.ledger import Recipient
from db.models import Announcement
from handlers.forms import open_form
from handlers.staff import announce_reading as reading
from handlers.staff.travel import planned
from handlers.when import coming_moment

_COMMAND = re.compile(r"^/?umumkan(?:@\w+)?\b", re.IGNORECASE)


async def start(turn: Turn) -> Sequence[Say]:
    """Open the draft, with all that is said beside the command; only admins and heads announce."""
    if not staff_table.may(turn.member, "announce"):
        return [Say("announce.not_allowed")]
    text = turn.incoming.text if turn.incoming.choice is None else ""
    return await open_form(turn, FORM, reading.told(turn, _COMMAND.sub(" ", text.strip())))


async def _kinds(_turn: Turn, _answers: Answers) -> Sequence[Choice]:
    return [Choice("session"), Choice("clinic")]


async def _audiences(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    districts = [Choice(str(each.id), each.name) for each in await cooperatives.districts(turn.session)]
    return [Choice(reading.ALL, texts.words("announce.all", turn.language)), *districts]


def _district(answers: Answers) -> int | None:
    value = answers["audience"].value
    return None if value == reading.ALL else int(value)


async def _recipients(turn: Turn, answers: Answers) -> list[Recipient]:
    return await audience.recipients(turn.session, await cooperatives.in_scope(turn.session, _district(answers)))


async def _preview(turn: Turn, answers: Answers) -> Sequence[Say]:
    """The message as it will look, how many it reaches, who is left out and why, and when it will be done."""
    found = await _recipients(turn, answers)
    messages = audience.messages(found)
    if not messages:
        return [Say("announce.nobody")]
    starts_at, ends_at = reading.span(turn, answers)
    rules = await parameters.load(turn.session)
    hours = await office_hours.load(turn.session, turn.now, turn.zone)
    begin = hours.next_open(turn.now + timedelta(seconds=rules.undo_seconds))
    message = _message(turn, answers, sessions.when(starts_at, ends_at))
    travel = await planned(turn, found, Say(message["key"], message["params"]))
    end = travel.ends_at(begin)
    reasons: list[Json] = [
        {"key": f"announce.left_out.{reason}", "params": {"count": count}}
        for reason, count in sorted(audience.left_out(found).items())
    ]
    count_key = "announce.counts" if reasons else "announce.counts_all"
    counts = {
        "total": len(found),
        "reached": len(found) - sum(audience.left_out(found).values()),
        "messages": messages,
        "reasons": reasons,
        "begin": begin.isoformat(),
        "end": end.isoformat(),
    }
    says = [Say("announce.preview", {"message": message}), *travel.template(), Say(count_key, counts), *travel.costs()]
    if capped := await _capped(turn, found, rules):
        says.append(capped)
    if end.astimezone(turn.zone).date() > begin.astimezone(turn.zone).date():
        says.append(Say("announce.takes_days", counts))
    if end >= starts_at:
        says.append(Say("announce.too_late", counts))
    return says


async def _capped(turn: Turn, found: Sequence[Recipient], rules: parameters.Parameters) -> Say | None:
    """Who has had this week's or month's share of messages already, and gets this one later or never."""
    waits = await frequency.held(turn.session, {each.person_id for each in found if each.person_id}, turn.now, rules)
    if not waits:
        return None
    count = sum(each.person_id in waits for each in found)
    params = {"count": count, "week": rules.cap_week, "month": rules.cap_month}
    return Say("announce.capped", {**params, "first": min(waits.values()).isoformat()})


def _message(turn: Turn, answers: Answers, when: str) -> Json:
    params = {
        "title": answers["title"].value,
        "day": when,
        "place": answers["place"].value,
        "seats": sessions.room(reading.room(answers)),
        "office": turn.office.name,
        "city": turn.office.city,
        "cooperatives": [{"key": "announce.sample_name"}],
    }
    return {"key": f"event.invite_{answers['kind'].value}", "params": params}


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """Freeze the recipients: the approved list is the sent list. Nothing leaves before the minute to undo is over."""
    if not staff_table.may(turn.member, "announce"):
        raise Invalid("announce.not_allowed")
    starts_at, ends_at = reading.span(turn, answers)
    if starts_at <= turn.now:
        raise Invalid("form.moment_in_past")
    found = await _recipients(turn, answers)
    if audience.messages(found) == 0:
        raise Invalid("announce.nobody")
    rules = await parameters.load(turn.session)
    announcement = Announcement(
        kind=answers["kind"].value,
        title=answers["title"].value,
        starts_at=starts_at,
        ends_at=ends_at,
        place=answers["place"].value,
        seats=reading.room(answers),
        district_id=_district(answers),
        send_from=turn.now + timedelta(seconds=rules.undo_seconds),
        created_by=turn.member.id,
        created_at=turn.now,
    )
    turn.session.add(announcement)
    await turn.session.flush()
    say = {"key": f"event.invite_{announcement.kind}"}
    await ledger.plan(turn.session, sessions.purpose(announcement.id), found, say, turn.now)
    audit.note(
        turn.session, turn.actor, "announcement.approved", f"announcement:{announcement.id}", turn.now, total=len(found)
    )
    hours = await office_hours.load(turn.session, turn.now, turn.zone)
    params = {
        "title": announcement.title,
        "total": len(found),
        "reached": len(found) - sum(audience.left_out(found).values()),
        "seconds": rules.undo_seconds,
        "begin": hours.next_open(announcement.send_from).isoformat(),
    }
    return [Say("announce.approved", params, (Choice(f"cast.{announcement.id}.do=undo"),))]


def _never(_answers: Answers) -> bool:
    """What is told beside the number of places, so that the number alone can be asked again."""
    return False


FORM: Form[Turn] = Form(
    "announce",
    (
        Field("kind", None, choices=_kinds),
        Field("title", reading.title),
        Field("day", coming_moment),
        Field("clock", reading.hours),
        Field("place", reading.place),
        Field("counted", None, when=_never, aside=True),
        Field("seats", reading.seats, when=given(counted="yes"), optional=True),
        Field("audience", reading.audience, choices=_audiences),
    ),
    _finish,
    read=reading.told,
    preview=_preview,
    bound=True,
)
