"""The page of a cooperative: what the office knows, on one screen, with what can be done from there."""

from collections.abc import Awaitable, Callable, Sequence

from bot import texts
from bot.forms import Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, contacts, cooperatives, letters, parameters, questions, rat_state, tasks, timeline, visits
from db import staff as staff_table
from db.contacts import Contact
from db.exports.table import masked
from db.models import Cooperative, District
from db.rat_state import RatState
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import questions as talk
from handlers.roles import refused
from handlers.staff import handing, trace, visitlog

YEARS = 3
EVENTS_A_PAGE = 8
NEEDS = {
    "history": "",
    "visit": "visits",
    "write": "questions",
    "contact": "tasks",
    "trace": "tasks",
    "handed": "visits",
}
"""Buttons below a page, and what one must be allowed to do to see them."""


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`coop.<id>.see=1` shows it, `coop.<id>.do=<deed>` acts, `coop.<id>.more=8` turns the page of its history."""
    if turn.staff is None:
        return [Say("router.old_button")]
    cooperative = await cooperatives.get(turn.session, key) if (key := number(subject)) else None
    if cooperative is None or not await tasks.may_see(turn.session, turn.member, cooperative.district_id):
        return [Say("coop.not_yours")]
    if question == "more":
        return await history(turn, cooperative, number(value) or 0)
    if question == "see":
        return await show(turn, cooperative)
    if value not in NEEDS:
        return [Say("router.old_button")]
    if NEEDS[value] and (no := refused(turn, NEEDS[value])):
        return [no]
    return await DEEDS[value](turn, cooperative)


async def show(turn: Turn, cooperative: Cooperative) -> Sequence[Say]:
    """What the registry says, meetings by book year, visits, and the officers."""
    district = await turn.session.get(District, cooperative.district_id) if cooperative.district_id else None
    facts = {
        name: getattr(cooperative, name)
        for name in ("name", "nik", "legal_number", "form", "kind", "village", "activity", "program")
    }
    params = {**facts, "district": district.name if district else "", "visit": await _visits(turn, cooperative)}
    before = (await cooperatives.former_names(turn.session, [cooperative.id])).get(cooperative.id)
    params["formerly"] = {"key": "coop.formerly", "params": {"names": ", ".join(before)}} if before else None
    years = [await _meeting(turn, cooperative, turn.today.year - back) for back in range(1, YEARS + 1)]
    known = await contacts.of_cooperatives(turn.session, [cooperative.id])
    officers = [officer_line(each) for each in known] or [{"key": "coop.no_officers"}]
    is_out = bool(await letters.waiting(turn.session, turn.now, cooperative_id=cooperative.id))
    choices = tuple(
        Choice(f"coop.{cooperative.id}.do={each}")
        for each, deed in NEEDS.items()
        if (not deed or staff_table.may(turn.member, deed)) and (each != "handed" or is_out)
    )
    return [
        Say("coop.page_program" if cooperative.program else "coop.page", params),
        *([Say("coop.existence", {"existence": cooperative.existence})] if cooperative.existence else []),
        Say("coop.meetings", {"years": years}),
        Say("coop.officers", {"officers": officers}, choices),
    ]


async def _visits(turn: Turn, cooperative: Cooperative) -> Json:
    days = (await parameters.load(turn.session)).unvisited_days
    (found,) = await visits.coverage(turn.session, turn.today, days, cooperative_ids=[cooperative.id], zone=turn.zone)
    tried = found.last_attempt if found.last_attempt != found.last_visit else None
    params: dict[str, Json] = {
        "last": found.last_visit.isoformat() if found.last_visit else None,
        "planned": found.planned_at.isoformat() if found.planned_at else None,
        "days": days,
        "tried": {"key": "coop.tried", "params": {"day": tried.isoformat()}} if tried else None,
    }
    return {"key": f"coop.visit_{found.state}", "params": params}


async def _meeting(turn: Turn, cooperative: Cooperative, book_year: int) -> Json:
    (found,) = await rat_state.states(turn.session, book_year, turn.today, cooperative_ids=[cooperative.id])
    params: dict[str, Json] = {
        "year": str(book_year),
        "held_on": found.held_on.isoformat() if found.held_on else None,
        "planned_on": found.planned_on.isoformat() if found.planned_on else None,
        "target_on": found.target_on.isoformat(),
        "papers": found.papers,
    }
    return {"key": f"coop.meeting_{_outcome(found)}", "params": params}


def _outcome(found: RatState) -> str:
    """In one word: how the meeting went, or how long there is still time for it."""
    if found.outcome == "held":
        return "held" if found.on_time else "late"
    return found.outcome or found.clock


def officer_line(contact: Contact, *, openly: bool = False) -> Json:
    """Who, in which position, under which number (masked unless `openly`), and whether a message reaches them."""
    key = f"claim.position={contact.position}"
    position: Json = {"key": key} if texts.has(key) else contact.position
    phone = (contact.phone or "") if openly else masked(contact.phone)
    reach: Json = {"key": f"coop.reach_{contact.reach}"}
    params: dict[str, Json] = {"position": position, "name": contact.name, "phone": phone, "reach": reach}
    return {"key": "coop.officer", "params": params}


async def _history(turn: Turn, cooperative: Cooperative) -> Sequence[Say]:
    return await history(turn, cooperative, 0)


async def history(turn: Turn, cooperative: Cooperative, offset: int) -> Sequence[Say]:
    """What happened, newest first, a page at a time."""
    events = await timeline.of(turn.session, cooperative.id, turn.zone)
    shown = events[offset : offset + EVENTS_A_PAGE]
    if not shown:
        return await history(turn, cooperative, 0) if events else [Say("coop.no_history", {"name": cooperative.name})]
    lines: list[Json] = [
        {
            "key": "timeline.line",
            "params": {"day": each.at.isoformat(), "what": {"key": each.key, "params": each.params}},
        }
        for each in shown
    ]
    choices = [Choice(f"coop.{cooperative.id}.see=1")]
    if (after := offset + len(shown)) < len(events):
        choices.append(Choice(f"coop.{cooperative.id}.more={after}", texts.words("control.more", turn.language)))
    return [Say("coop.history", {"name": cooperative.name, "count": len(events), "lines": lines}, tuple(choices))]


async def _visit(turn: Turn, cooperative: Cooperative) -> Sequence[Say]:
    known = {"search": Value(cooperative.name), "cooperative": Value(str(cooperative.id), label=cooperative.name)}
    return await open_form(turn, visitlog.FORM, known)


async def _write(turn: Turn, cooperative: Cooperative) -> Sequence[Say]:
    """To the first officer whom a message can reach; the answer comes back to whoever wrote."""
    contact = await contacts.first_reachable(turn.session, cooperative.id)
    if contact is None or contact.person_id is None:
        return [Say("coop.nobody", {"name": cooperative.name})]
    if no := await talk.refusal(turn, contact.person_id):
        return [no]
    return await talk.answer(turn, await questions.begin(turn.session, contact.person_id, turn.now))


async def numbers(turn: Turn, cooperative: Cooperative) -> Sequence[Say]:
    """The numbers themselves, to telephone; who looked stands in the audit log."""
    known = await contacts.of_cooperatives(turn.session, [cooperative.id])
    audit.note(turn.session, turn.actor, "contact.shown", f"cooperative:{cooperative.id}", turn.now)
    lines = [officer_line(each, openly=True) for each in known] or [{"key": "coop.no_officers"}]
    choices = (Choice(f"coop.{cooperative.id}.see=1"),)
    return [Say("coop.contacts", {"name": cooperative.name, "address": cooperative.address, "lines": lines}, choices)]


DEEDS: dict[str, Callable[[Turn, Cooperative], Awaitable[Sequence[Say]]]] = {
    "history": _history,
    "visit": _visit,
    "write": _write,
    "contact": numbers,
    "trace": trace.start,
    "handed": handing.of_cooperative,
}
