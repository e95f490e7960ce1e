"""Officers as the registry names them, beside those the office already knows."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.understanding.names import match_key, may_be_same
from db.exports.table import masked
from db.registry_import.contacts import OTHER, Named
from db.registry_import.report import Problem
from db.registry_import.rows import Entry
from db.registry_import.standing import NEW_OFFICER, Row

Erased = Callable[[str], bool]
"""Whether the owner of a number (E.164) had their data erased: no list brings them back."""


ONE_EACH = ("ketua", "sekretaris", "bendahara")
"""Positions that one person holds, also where a list has a row per officer."""


@dataclass(frozen=True, slots=True)
class Successor:
    """Whom a list names in the place of a verified officer, who stays until somebody decides."""

    officer_id: int
    holder: str
    named: Named


@dataclass(slots=True)
class Outcome:
    """Whether anything changed, what to tell of it (field, before, after), what is in doubt, and what to decide."""

    changed: bool = False
    told: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    successors: list[Successor] = field(default_factory=list)


def apply(held: list[Row], entry: Entry, today: date, erased: Erased) -> Outcome:
    """Bring a cooperative's open officers to what the entry says; `held` follows."""
    outcome = Outcome()
    for named in entry.officers:
        if named.phone and erased(named.phone):
            outcome.problems.append(entry.problem(f"{named.position} phone", "", "phone_erased"))
        elif named.is_extra:
            _keep(held, named, outcome)
        else:
            _bring(held, named, entry, today, outcome)
    return outcome


def _bring(held: list[Row], named: Named, entry: Entry, today: date, outcome: Outcome) -> None:
    same = _same(held, named)
    if same is not None:
        _refresh(held, same, named, entry, outcome)
        return
    holder = _holder(held, named, entry)
    if holder is not None:
        _differ(held, holder, named, entry, outcome)
        return
    before = _succeed(held, named, entry, today, outcome)
    _add(held, named, outcome)
    if before:
        outcome.told.append((named.position, before, named.name))


def _keep(held: list[Row], named: Named, outcome: Outcome) -> None:
    """Somebody beside the officer, known by the number."""
    if not any(row.now["phone"] == named.phone and _is_open(row) for row in held):
        _add(held, named, outcome)


def _add(held: list[Row], named: Named, outcome: Outcome) -> None:
    facts = {"name": named.name, "position": named.position, "phone": named.phone or None}
    terms = {"since": named.since, "term_until": named.until}
    held.append(Row({**NEW_OFFICER, **facts, **terms}, is_new=True))
    outcome.changed = True


def _is_open(row: Row) -> bool:
    return bool(row.now["status"] != "ended")


def _same(held: list[Row], named: Named) -> Row | None:
    """The open row of this position that carries the same name, else the same phone, else waits for either."""
    of_position = [each for each in held if _is_open(each) and each.now["position"] == named.position]
    if named.name:
        same = next((each for each in of_position if each.now["name"] == named.name), None)
        key = match_key(named.name) if same is None and of_position else ""
        same = same or next((each for each in of_position if key and match_key(each.now["name"]) == key), None)
        for each in of_position if same is None else ():
            if each.now["status"] == "verified" and may_be_same(each.now["name"], named.name):
                return each
        if same is not None:
            return same
    if named.phone:
        for each in of_position:
            if each.now["phone"] == named.phone and not (named.name and each.now["name"]):
                return each
    waiting = [each for each in of_position if not each.now["name"] or not named.name]
    return next((each for each in waiting if each.now["status"] == "registered"), None)


def _holder(held: list[Row], named: Named, entry: Entry) -> Row | None:
    """The verified officer in whose place the list names another."""
    if entry.one_officer_each and named.position not in ONE_EACH:
        return None
    of_position = (each for each in held if each.now["position"] == named.position)
    return next((each for each in of_position if each.now["status"] == "verified"), None)


def _differ(held: list[Row], holder: Row, named: Named, entry: Entry, outcome: Outcome) -> None:
    if not named.name:
        _differ_in_number(held, holder, named, entry, outcome)
        return
    known = holder.now["name"] or masked(holder.now["phone"])
    outcome.problems.append(entry.problem(named.position, named.name, "officer_verified", known=known))
    outcome.successors.append(Successor(holder.now["id"], known, named))


def _differ_in_number(held: list[Row], holder: Row, named: Named, entry: Entry, outcome: Outcome) -> None:
    """A cell that holds the confirmed number beside another one agrees with it."""
    known = holder.now["phone"]
    if not known or named.phone in ("", known):
        return
    if known in {each.phone for each in entry.officers}:
        _keep(held, Named(OTHER, "", named.phone, is_extra=True), outcome)
    else:
        column = f"{named.position} phone"
        outcome.problems.append(entry.problem(column, named.phone, "number_verified", known=masked(known)))


def _refresh(held: list[Row], officer: Row, named: Named, entry: Entry, outcome: Outcome) -> None:
    """A person's proven name and number stay; a row nobody is linked to follows the registry."""
    now = officer.now
    free = now["status"] == "registered"
    if now["status"] == "verified":
        _differ_in_number(held, officer, named, entry, outcome)
    said: dict[str, Any] = {"name": named.name, "phone": named.phone, "since": named.since, "term_until": named.until}
    for column, value in said.items():
        if not value or value == now[column] or not (free or not now[column]):
            continue
        field_name = f"{named.position} phone" if column == "phone" else named.position
        if column in ("name", "phone") and now[column]:
            before, after = (masked(each) if column == "phone" else each for each in (now[column], value))
            outcome.told.append((field_name, before, after))
        officer.set(column, value)
        outcome.changed = True


def _succeed(held: list[Row], named: Named, entry: Entry, today: date, outcome: Outcome) -> str:
    """Another name in the same position: the registry's former row ends."""
    before = ""
    if entry.one_officer_each:
        return before
    for each in held:
        if each.now["position"] != named.position or not _is_open(each):
            continue
        if each.now["status"] == "registered":
            before = each.now["name"] or masked(each.now["phone"])
            each.set("status", "ended")
            each.set("ended_on", today)
            outcome.changed = True
    return before
