"""Officers as the registry names them, beside those the office already knows."""

from dataclasses import dataclass, field
from datetime import date

from bot.understanding.names import match_key
from db.models import Officer
from db.registry_import.rows import Entry, Named


@dataclass(slots=True)
class Outcome:
    """New rows to store, and whether anything changed at all."""

    rows: list[Officer] = field(default_factory=list)
    changed: bool = False


def apply(held: list[Officer], cooperative_id: int, entry: Entry, today: date) -> Outcome:
    """Bring a cooperative's open officers to what the entry says; `held` follows."""
    outcome = Outcome()
    for named in entry.officers:
        same = _same(held, named)
        if same is not None:
            outcome.changed = _refresh(same, named) or outcome.changed
            continue
        _succeed(held, named, entry, today)
        officer = Officer(
            cooperative_id=cooperative_id, name=named.name, position=named.position, phone=named.phone or None
        )
        held.append(officer)
        outcome.rows.append(officer)
        outcome.changed = True
    return outcome


def _same(held: list[Officer], named: Named) -> Officer | None:
    """The open row of this position that carries the same name, else the same phone, else waits for either."""
    of_position = [each for each in held if each.status != "ended" and each.position == named.position]
    if named.name:
        for each in of_position:
            if each.name and match_key(each.name) == match_key(named.name):
                return each
    if named.phone:
        for each in of_position:
            if each.phone == named.phone:
                return each
    waiting = [each for each in of_position if not each.name or not named.name]
    return next((each for each in waiting if each.status == "registered"), None)


def _refresh(officer: Officer, named: Named) -> bool:
    """A person's proven name and number stay; a row nobody is linked to follows the registry."""
    free = officer.status == "registered"
    name = named.name if named.name and (free or not officer.name) else officer.name
    phone = named.phone if named.phone and (free or not officer.phone) else officer.phone
    changed = (name, phone) != (officer.name, officer.phone)
    officer.name, officer.phone = name, phone
    return changed


def _succeed(held: list[Officer], named: Named, entry: Entry, today: date) -> None:
    """Another name in the same position: the registry's former row ends, a verified officer is left to the office."""
    if entry.one_officer_each:
        return
    for each in held:
        if each.position != named.position or each.status == "ended":
            continue
        if each.status == "registered":
            each.status, each.ended_on = "ended", today
        elif each.status == "verified":
            reason = "another person is verified in this position; end that office if the registry is right"
            entry.doubt(named.position, named.name, reason)
