"""/pegawai: the office's own people. Admins and heads add, change, suspend and end; the person concerned is told."""

from collections.abc import Awaitable, Callable, Sequence

from bot import texts
from bot.forms import short
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import cooperatives, members
from db import staff as staff_table
from db.models import Staff
from handlers.forms import open_form
from handlers.ids import number
from handlers.roles import refused
from handlers.staff import invitation, member_forms

SHOWN = 8
DEEDS = ("role", "districts", "acting", "recall", "handover", "suspend", "resume", "end", "link")
HURTS = ("suspend", "end")
"""Asked back before they are done."""


async def show(turn: Turn, offset: int = 0) -> Sequence[Say]:
    """Everybody who belongs to the office, a page at a time."""
    if no := refused(turn, "members"):
        return [no]
    everybody = await members.present(turn.session)
    offset = offset if offset < len(everybody) else 0
    shown = everybody[offset : offset + SHOWN]
    lines: list[Json] = [
        {"key": "member.line", "params": {"name": each.name, "role": _role(each.role), "state": _state(each)}}
        for each in shown
    ]
    choices = [
        Choice(f"member.{each.id}.see=1", f"{n}. {short(each.name)}") for n, each in enumerate(shown, offset + 1)
    ]
    choices.append(Choice("member.0.do=add"))
    if (after := offset + len(shown)) < len(everybody):
        choices.append(Choice(f"member.0.more={after}", texts.words("control.more", turn.language)))
    return [Say("member.list", {"count": len(everybody), "lines": lines, "lines_first": offset + 1}, tuple(choices))]


def _role(role: str) -> Json:
    return {"key": f"staff.role={role}"}


def _state(member: Staff) -> Json:
    """In one word: active, not bound to a chat yet, or suspended."""
    state = "active" if members.is_active(member) else "suspended" if member.suspended_at else "unbound"
    return {"key": f"member.state_{state}"}


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`member.<id>.see=1` shows somebody, `.do=<deed>` acts or asks back, `.sure=<deed>` is the answer to that."""
    if turn.staff is None:
        return [Say("router.old_button")]
    if no := refused(turn, "members"):
        return [no]
    if question == "more":
        return await show(turn, number(value) or 0)
    if value == "add":
        return await open_form(turn, member_forms.ADD)
    member = await turn.session.get(Staff, key, with_for_update=True) if (key := number(subject)) else None
    if member is None or members.has_ended(member):
        return [Say("member.gone")]
    if question == "see":
        return [await page(turn, member)]
    if value not in offered(turn, member):
        return [Say("member.not_now"), await page(turn, member)]
    if value in HURTS and (no := await member_forms.keeps_admin(turn, member)):
        return [no]
    if value in HURTS and question != "sure":
        choices = (Choice(f"member.{member.id}.sure={value}"), Choice(f"member.{member.id}.see=1"))
        return [Say(f"member.ask_{value}", {"name": member.name}, choices)]
    return await DONE[value](turn, member)


def offered(turn: Turn, member: Staff) -> list[str]:
    """What can be done with somebody now, by whoever asks."""
    if not member_forms.may_touch(turn, member):
        return []
    is_active, sees_all = members.is_active(member), staff_table.sees_all(member)
    fits = {
        "role": True,
        "districts": not sees_all,
        "acting": is_active and not sees_all,
        "recall": bool(member.acting_role),
        "handover": member.person_id is not None,
        "suspend": is_active,
        "resume": member.suspended_at is not None,
        "end": True,
        "link": member.suspended_at is None and member.person_id is None,
    }
    return [each for each in DEEDS if fits[each]]


async def page(turn: Turn, member: Staff) -> Say:
    """One member, with what can be done."""
    load = await members.load(turn.session, member)
    params: dict[str, Json] = {
        "name": member.name,
        "role": _role(member.role),
        "state": _state(member),
        "districts": await districts_shown(turn, member),
        "tasks": load.tasks,
        "questions": load.questions,
        "until": member.acting_until.isoformat() if member.acting_until else None,
    }
    choices = tuple(Choice(f"member.{member.id}.do={each}") for each in offered(turn, member))
    return Say("member.page_acting" if member.acting_role else "member.page", params, choices)


async def districts_shown(turn: Turn, member: Staff) -> Json:
    """The districts of a member in words."""
    own = set(await staff_table.scope(turn.session, member))
    names = [each.name for each in await cooperatives.districts(turn.session) if each.id in own]
    return ", ".join(names) or {"key": "member.everywhere"}


async def _suspend(turn: Turn, member: Staff) -> Sequence[Say]:
    member.suspended_at = turn.now
    members.stop_acting(member)
    return await member_forms.changed(turn, member, "suspended")


async def _resume(turn: Turn, member: Staff) -> Sequence[Say]:
    member.suspended_at = None
    return [*await member_forms.changed(turn, member, "resumed"), await page(turn, member)]


async def _end(turn: Turn, member: Staff) -> Sequence[Say]:
    says = await member_forms.changed(turn, member, "ended")
    await members.end(turn.session, member, turn.now)
    return says


async def _recall(turn: Turn, member: Staff) -> Sequence[Say]:
    members.stop_acting(member)
    return [*await member_forms.changed(turn, member, "recalled"), await page(turn, member)]


async def _open(form_name: str, turn: Turn, member: Staff) -> Sequence[Say]:
    return await open_form(turn, member_forms.FORMS[form_name], member_id=member.id, member=member.name)


DONE: dict[str, Callable[[Turn, Staff], Awaitable[Sequence[Say]]]] = {
    "role": lambda turn, member: _open("role", turn, member),
    "districts": lambda turn, member: _open("districts", turn, member),
    "acting": lambda turn, member: _open("acting", turn, member),
    "handover": lambda turn, member: _open("handover", turn, member),
    "recall": _recall,
    "suspend": _suspend,
    "resume": _resume,
    "end": _end,
    "link": invitation.link,
}
