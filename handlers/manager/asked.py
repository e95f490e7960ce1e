"""Questions that have an answer for this person's own cooperative; each answer leads on to what can be done."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import Choice, Json, Say
from bot.settings import Office
from bot.turn import Turn
from bot.understanding.visits import read_visit
from bot.understanding.words import normalise, strip_politeness
from db import clocks, cooperatives, parameters, progress, rat_state
from db import rat as reports
from db import staff as staff_table
from db.models import Cooperative
from handlers.manager import calling_back, history, identify, picking
from handlers.notify import hand_to_staff

Answered = Callable[[Turn], Awaitable[Sequence[Say]]]
MOST = 5
"""Cooperatives of one person that one answer speaks of."""
PASSED_ON = {"rename": "asked.rename", "address": "asked.address"}
UNKNOWN = {"rename": "asked.rename_unknown", "address": "asked.address_unknown"}
FOR_STAFF = {"rename": "staff.rename", "address": "staff.address"}
"""What is said of a new name or address: to an officer, to somebody we don't know, to staff."""

WHERE = re.compile(r"(?:minta |boleh |bagi |kirim |mau |tahu )*alamat(?:nya)?(?: (?:kantor|dinas|lengkap|di mana))*")
"""The office's address asked for, and no news of the cooperative's own."""

NUMBER = re.compile(
    r"\b(?:nomor|telepon|kontak)\w*\b.*\b(?:berapa|dinas|kantor|dihubungi|ditelepon|telepon)\b|\bcall center\b"
)
"""The office's number asked for, not to be called."""


@dataclass(frozen=True, slots=True)
class _Usual:
    """A cooperative of which only the form is known."""

    form: str
    book_year_end: str = "12-31"
    tolerated_until: date | None = None


def _go(*wanted: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"menu.-.go={each}") for each in wanted)


async def _mine(turn: Turn, *statuses: str) -> list[Cooperative]:
    posts = await cooperatives.of_person(turn.session, turn.person.id, statuses=statuses or ("verified", "claimed"))
    return list({each.id: each for _, each in posts}.values())[:MOST]


async def _who_first(turn: Turn) -> Sequence[Say]:
    """What somebody hears whose cooperative we don't know; staff have none."""
    return [] if turn.staff is not None else [Say("asked.who_first"), await identify.ask_contact(turn)]


async def deadline(turn: Turn) -> Sequence[Say]:
    """Until when the meeting and its report are expected, and where this cooperative stands."""
    year = progress.book_year(turn.today)
    mine = await _mine(turn)
    if not mine:
        return [await _general_deadline(turn, year), *await _who_first(turn)]
    confirmed = [each.id for each in await _mine(turn, "verified")]
    states = await rat_state.states(turn.session, year, turn.today, cooperative_ids=confirmed)
    by_id = {each.cooperative_id: each for each in states}
    lines = [_stands(each.name, await clocks.of(turn.session, each, year), by_id.get(each.id)) for each in mine]
    return [Say("asked.deadline", {"year": str(year), "lines": lines}, _go("rat", "papers", "human"))]


def _stands(name: str, dates: clocks.Clocks, state: rat_state.RatState | None) -> Json:
    """Where one cooperative stands; whom staff haven't confirmed yet sees only the dates."""
    params: dict[str, Json] = {
        "name": name,
        "target": dates.target_on.isoformat(),
        "limit": dates.limit_on.isoformat(),
        "days": dates.report_days,
    }
    if state is None:
        return {"key": "asked.deadline_dates", "params": params}
    day = state.held_on or state.planned_on
    params |= {"day": day.isoformat() if day else None, "papers": state.papers}
    return {"key": f"asked.deadline_{state.outcome or 'open'}", "params": params}


async def sanction(turn: Turn) -> Sequence[Say]:
    """What follows when there was no meeting, said without a threat; then the dates that are this cooperative's."""
    return [Say("asked.sanction"), *await deadline(turn)]


async def received(turn: Turn) -> Sequence[Say]:
    """Whether the report has arrived: the person's own ones, else what another officer reported."""
    if await reports.of_person(turn.session, turn.person.id, 1) or not await _mine(turn, "verified"):
        return await history.show(turn)
    return await deadline(turn)


async def _general_deadline(turn: Turn, year: int) -> Say:
    """For somebody whose cooperative we don't know: the usual dates, by form."""
    days = (await parameters.load(turn.session)).rat_report_days
    rows = await clocks.rows(turn.session, year)
    shown: dict[str, Json] = {"year": str(year), "days": days}
    for form in (clocks.PRIMER, clocks.SEKUNDER):
        dates = clocks.reckon(_Usual(form), year, rows.get(form), days)
        shown |= {form: dates.target_on.isoformat(), "limit": dates.limit_on.isoformat()}
    return Say("asked.deadline_general", shown)


async def officer(turn: Turn) -> Sequence[Say]:
    """Who answers for the cooperative's district, and how to make sure that a visitor is genuine."""
    mine = await _mine(turn)
    if not mine:
        return [Say("asked.officer_unknown", _office(turn)), *await _who_first(turn)]
    lines: list[Json] = []
    for each in mine:
        names = [member.name for member in await staff_table.responsible(turn.session, each.district_id)]
        key = "asked.officer_line" if names else "asked.officer_none"
        lines.append({"key": key, "params": {"name": each.name, "officers": [*names]}})
    return [Say("asked.officer", {**_office(turn), "lines": lines}, _go("visit", "human"))]


async def never_visited(turn: Turn) -> Sequence[Say]:
    """ "Nobody ever came": believed, told to staff, and turned into a time."""
    for each in await _mine(turn):
        say = Say("staff.never_visited", {"name": each.name, "person": turn.person.name})
        await hand_to_staff(turn, "never_visited", f"never_visited:{each.id}", each, say, {})
    return [Say("asked.never_visited", {}, _go("visit", "human"))]


async def rename(turn: Turn) -> Sequence[Say]:
    """A new name is the registry's matter: staff look at the deed."""
    mine, words = await _mine(turn), turn.incoming.text
    if WHERE.fullmatch(strip_politeness(words)):
        return await ANSWERS["who_are_you"](turn)
    moved = read_visit(words, turn.today).get("answer")
    what = "address" if moved is not None and moved.value == "moved" else "rename"
    if not mine:
        return [Say(UNKNOWN[what], {}, _go("human"))]
    if (one := picking.meant(turn, mine)) is None:
        listed: list[Json] = [each.name for each in mine]
        return [Say("asked.which_one", {"cooperatives": listed}, _go("human"))]
    say = Say(FOR_STAFF[what], {"name": one.name, "person": turn.person.name, "words": words})
    await hand_to_staff(turn, what, f"{what}:{one.id}", one, say, {"words": words[:300]})
    return [Say(PASSED_ON[what], {}, _go("human"))]


def _office(turn: Turn) -> dict[str, Json]:
    """The office, and how to reach it as far as its settings say."""
    office = turn.office
    known: dict[str, Json] = {"office": office.name, "city": office.city}
    known |= {"phone": office.phone, "address": office.address}
    known["reach"] = {"key": "asked.reach" if office.phone else "asked.reach_office", "params": {**known}}
    known["at"] = {"key": "asked.at" if office.address else "asked.at_office", "params": {**known}}
    known["found"] = _where(office, {**known})
    return known


def _where(office: Office, params: dict[str, Json]) -> Json:
    if not office.phone and not office.address:
        return ""
    both = "asked.found_both" if office.address else "asked.found_phone"
    return {"key": both if office.phone else "asked.found_address", "params": params}


async def human(turn: Turn) -> Sequence[Say]:
    """A talk with staff; the office's own number first where that is asked for."""
    is_number = not turn.incoming.choice and NUMBER.search(normalise(turn.incoming.text)) is not None
    found = _office(turn)["found"] if is_number else ""
    talk = await calling_back.or_start(turn)
    return [Say("asked.contact", {"found": found}), *talk] if found else talk


def _simple(key: str, *wanted: str) -> Answered:
    """An answer that is the same for everybody."""

    async def answered(turn: Turn) -> Sequence[Say]:
        rules = await parameters.load(turn.session)
        return [Say(key, {**_office(turn), "opening": rules.opening}, _go(*wanted))]

    return answered


ANSWERS: Mapping[str, Answered] = {
    "batas_lapor": deadline,
    "history": received,
    "my_officer": officer,
    "never_visited": never_visited,
    "rename": rename,
    "who_are_you": _simple("asked.who_are_you", "menu", "human", "privacy"),
    "cost": _simple("asked.cost", "menu", "human"),
    "ods": _simple("asked.ods", "papers", "human"),
    "about_rat": _simple("asked.about_rat", "rat", "clinic", "human"),
    "sanction": sanction,
    "quorum": _simple("asked.quorum", "rat", "human"),
    "online_meeting": _simple("asked.online_meeting", "rat", "human"),
    "clinic_hours": _simple("asked.clinic_hours", "events", "human"),
    "capital": _simple("asked.capital", "clinic", "human"),
}
"""By the intent that asks."""
