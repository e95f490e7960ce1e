"""One entry of a list → what changes. The same for a check and for the real thing; who calls decides what is kept."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from db.registry_import import cells, days, fields, history, officers
from db.registry_import.registry import Known, Registry
from db.registry_import.report import Change, Pair, Problem, Subject
from db.registry_import.rows import Entry
from db.registry_import.standing import NEW_COOPERATIVE, NEW_FIGURES, Row, Standing

FIELD_OF = {"group_name": "group", "founded_on": "founded", "founded_year": "founded", "district_id": "district"}
"""Columns of the registry whose field is called otherwise."""
SILENT = {"match_name", "program"}
"""Columns that follow from the name."""


@dataclass(slots=True)
class Circumstances:
    """What decisions depend on beside the entry and the registry."""

    now: datetime
    clocks: history.Clocks
    erased: officers.Erased
    as_of: date | None


@dataclass(slots=True)
class Decision:
    """What became of an entry: added, updated, unchanged or skipped, and what to tell of it."""

    entry: Entry
    outcome: str
    known: Known | None = None
    changes: list[tuple[str, str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    near: list[tuple[Known, str]] = field(default_factory=list)
    successors: list[officers.Successor] = field(default_factory=list)
    """Whom staff are asked about."""


def decide(registry: Registry, entry: Entry, around: Circumstances) -> Decision:
    """Match an entry and bring the cooperative it is to what it says, in memory. A match must have its standing."""
    matches = registry.find(entry)
    if len(matches) > 1:
        problem = entry.problem("name", entry.name, "row_ambiguous", count=len(matches))
        return Decision(entry, "skipped", problems=[problem])
    known = matches[0] if matches else None
    if known is not None and known.row and not entry.one_officer_each:
        problem = entry.problem("name", entry.name, "row_twice", row=_place(known))
        return Decision(entry, "skipped", known, problems=[problem])
    decision = Decision(entry, "unchanged", known)
    if known is None:
        decision.outcome = "added"
        known = decision.known = _add(entry)
        registry.loaded.append(known)
    assert known.standing is not None
    changed = _bring(registry, known, known.standing, decision, around)
    if not known.row:
        known.row, known.sheet = entry.row, entry.sheet
    if known.district_id is not None:
        registry.covered.add(known.district_id)
    if decision.outcome == "added":
        decision.near = list(registry.near(known, {each.phone for each in entry.officers if each.phone}))
    elif changed:
        decision.outcome = "updated"
    for phone in {each.phone for each in entry.officers if each.phone}:
        registry.by_phone.setdefault(phone, {})[known] = None
    return decision


def subject(known: Known, registry: Registry, entry: Entry | None = None) -> Subject:
    """The cooperative as a report names it."""
    district = next((name for name, number in registry.districts.items() if number == known.district_id), "")
    row, sheet = (entry.row, entry.sheet) if entry else (known.row, known.sheet)
    return Subject(known.id, known.name, known.nik, district, row, sheet)


def told(decision: Decision, registry: Registry) -> tuple[list[Change], list[Pair]]:
    """The changes and pairs of a decision, as a report names them."""
    if decision.known is None:
        return [], []
    about = subject(decision.known, registry, decision.entry)
    changes = [Change(about, *each) for each in decision.changes] if decision.outcome == "updated" else []
    return changes, [Pair(about, subject(other, registry), why) for other, why in decision.near]


def _place(known: Known) -> str:
    return f"{known.row} ({known.sheet})" if known.sheet else str(known.row)


def _add(entry: Entry) -> Known:
    known = Known(0, entry.name, entry.nik, "", entry.match_name, "", None)
    known.standing = Standing(Row(dict(NEW_COOPERATIVE), is_new=True))
    return known


def _bring(registry: Registry, known: Known, standing: Standing, decision: Decision, around: Circumstances) -> bool:
    entry, today = decision.entry, around.now.date()
    is_first = not known.row
    renewed = changed = _facts(registry, standing, decision) if is_first else False
    changed = _visited(standing, decision, today) or changed
    changed = _figures(standing, decision, around) or changed
    board = officers.apply(standing.officers, entry, today, around.erased)
    decision.successors = board.successors
    for part in (board, history.apply(standing, entry, around.clocks, around.now)):
        changed = part.changed or changed
        decision.changes += part.told
        decision.problems += part.problems
    standing.facts.set("listed_at", around.now)
    if changed:
        standing.facts.set("updated_at", around.now)
    if renewed:
        registry.learn(known, standing.facts.now)
    return changed


def _facts(registry: Registry, standing: Standing, decision: Decision) -> bool:
    """An empty cell changes nothing: what the office knows is not forgotten."""
    row = standing.facts
    changed = False
    said = _said(registry, decision, row.now)
    former = row.now["match_name"]
    if former and said.get("match_name", former) != former and former not in standing.former:
        standing.former.add(former)
        standing.new_former.append((row.now["name"], former))
    for name, value in said.items():
        before = row.now[name]
        if before == value:
            continue
        row.set(name, value)
        changed = True
        if decision.outcome != "added" and name not in SILENT and name != "founded_year":
            label = FIELD_OF.get(name, name)
            decision.changes.append((label, _shown(registry, name, before), _shown(registry, name, value)))
    return changed


def _said(registry: Registry, decision: Decision, now: dict[str, Any]) -> dict[str, Any]:
    entry = decision.entry
    said = {key: value for key, value in entry.facts.items() if value}
    is_new = decision.known is None or decision.outcome == "added"
    if is_new or not (_is_former(registry, decision) or _is_respelled(now["name"], entry.name)):
        said |= {"match_name": entry.match_name, "name": entry.name}
    if entry.nik:
        said["nik"] = entry.nik
    if entry.district in registry.districts:
        said["district_id"] = registry.districts[entry.district]
    if said.get("founded_year") and not said.get("founded_on") and now["founded_on"] is not None:
        if now["founded_on"].year == said["founded_year"]:
            del said["founded_year"]
        else:
            said["founded_on"] = None
    return said


def _is_respelled(known: str, listed: str) -> bool:
    """Whether a list writes a name with other signs, spaces and capitals only; a name in capitals may become clean."""
    return not known.isupper() and cells.legal_key(known) == cells.legal_key(listed)


def _is_former(registry: Registry, decision: Decision) -> bool:
    """Whether an entry without NIK and legal number found its cooperative by a former name: then it keeps the newer."""
    known, entry = decision.known, decision.entry
    is_named = known is not None and known.match_name == entry.match_name
    return (
        not is_named
        and known in registry.by_former.get(entry.match_name, ())
        and not (entry.nik or entry.facts.get("legal_number"))
    )


def _shown(registry: Registry, name: str, value: Any) -> str:
    if value is None or value == "":
        return ""
    if name == "district_id":
        return next((district for district, number in registry.districts.items() if number == value), "")
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)


def _visited(standing: Standing, decision: Decision, today: date) -> bool:
    entry, facts = decision.entry, standing.facts
    if entry.visited is None or (entry.visited == days.NEVER and facts.now["visit_history"] == "never"):
        return False
    if isinstance(entry.visited, str):
        if standing.met:
            problem = entry.problem("last_visit", days.NEVER, "visit_known", day=max(standing.met).isoformat())
            decision.problems.append(problem)
            return False
        facts.set("visit_history", "never")
        return True
    if entry.visited in standing.met:
        return False
    standing.met.add(entry.visited)
    standing.new_visits.append(entry.visited)
    decision.changes.append(("last_visit", "", f"{entry.visited:%d/%m/%Y}"))
    if facts.now["visit_history"] != "dated":
        facts.set("visit_history", "dated")
    return True


def _figures(standing: Standing, decision: Decision, around: Circumstances) -> bool:
    said = decision.entry.figures
    if not said:
        return False
    if standing.figures is None:
        standing.figures = Row({**NEW_FIGURES, **said, "as_of": around.as_of, "read_at": around.now}, is_new=True)
        return True
    row = standing.figures
    changed = False
    for name in fields.FIGURES:
        if name in said and row.now[name] != said[name]:
            before = "" if row.now[name] is None else str(row.now[name])
            decision.changes.append((name, before, str(said[name])))
            row.set(name, said[name])
            changed = True
    if around.as_of is not None and row.now["as_of"] != around.as_of:
        row.set("as_of", around.as_of)
        changed = True
    if changed:
        row.set("read_at", around.now)
    return changed
