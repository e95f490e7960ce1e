"""What staff read of, and do about, who is an officer of whom."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import quote

from bot import texts
from bot.channel import capabilities_of
from bot.messages import Json, Say
from bot.turn import Turn
from db import accounts, audit, cooperatives
from db.models import Officer, Task
from handlers.manager import renumber
from handlers.persons import named
from handlers.roles import phone_for


def can_record(task: Task) -> bool:
    """Whether a task says anything that one tap can record."""
    return task.kind == "officer_position" or bool(task.data.get("new") or task.data.get("officer_id"))


async def facts(turn: Turn, task: Task) -> dict[str, Json]:
    """What the detail of a task about officers shows beside its data."""
    officer = await turn.session.get(Officer, task.data.get("officer_id") or 0)
    found: dict[str, Json] = {"other": officer.name if officer else "", "lines": _changes(turn, task)}
    for name in ("position", "before"):
        if task.data.get(name):
            found[name] = named(task.data[name])
    if task.kind == renumber.KIND:
        found["asked"] = {"key": f"task.number_{_old_says(task)}"}
    if task.data.get("why"):
        found["why"] = {"key": f"officers.object={task.data['why']}"}
    return found


def _old_says(task: Task) -> str:
    return "denied" if task.data.get("denied") else "asked" if task.data.get("asked") else "unreachable"


def _changes(turn: Turn, task: Task) -> list[Json]:
    lines: list[Json] = []
    if left := task.data.get("left"):
        lines.append({"key": "task.change_left", "params": {"left": left}})
    if new := task.data.get("new"):
        params = {"new": new["name"], "phone": phone_for(turn, new.get("phone")) or None, "until": new.get("until")}
        lines.append({"key": "task.change_new", "params": {**params, "position": named(new["position"])}})
    return lines


async def record(turn: Turn, task: Task) -> Sequence[Say]:
    """Write down what the task says; for somebody new, words to forward with our address."""
    says: list[Say] = []
    if task.kind == "officer_position":
        await _set_position(turn, task)
    elif task.kind in ("officer_change", "officer_listed") and (old := task.data.get("officer_id")):
        await end(turn, old)
    if new := task.data.get("new"):
        until = date(int(new["until"]), 12, 31) if new.get("until") else None
        known = {name: new.get(name) for name in ("name", "position", "phone")}
        officer = await cooperatives.register(turn.session, task.cooperative_id or 0, until=until, **known)
        audit.note(turn.session, turn.actor, "officer.registered", f"officer:{officer.id}", turn.now)
        says += await _to_forward(turn, officer)
    return says


async def _set_position(turn: Turn, task: Task) -> None:
    officer = await turn.session.get(Officer, task.data["officer_id"])
    cooperative = await cooperatives.get(turn.session, task.cooperative_id or 0)
    if officer is None or cooperative is None or officer.status == "ended":
        return
    officer.position = task.data["position"]
    if officer.person_id is not None:
        about = {"name": cooperative.name, "position": named(officer.position)}
        await turn.tell(officer.person_id, Say("change.position_changed", about))


async def end(turn: Turn, officer_id: int) -> None:
    """Somebody's office ends because staff say so; they are told, and how to answer."""
    officer = await cooperatives.end_office(turn.session, officer_id, turn.today)
    if officer is None:
        return
    audit.note(turn.session, turn.actor, "officer.ended", f"officer:{officer.id}", turn.now)
    cooperative = await cooperatives.get(turn.session, officer.cooperative_id)
    if officer.person_id is not None and cooperative is not None:
        await turn.tell(officer.person_id, Say("officers.ended", {"name": cooperative.name}))


async def _to_forward(turn: Turn, officer: Officer) -> list[Say]:
    """An invitation for somebody new. Nothing is sent to them by itself: they write first."""
    cooperative = await cooperatives.get(turn.session, officer.cooperative_id)
    ways: list[Json] = []
    for each in await accounts.opened(turn.session):
        opens = str(each.facts["opens"]).format(payload="halo", text=quote(texts.words("officers.first_word")))
        ways.append({"key": "link.way", "params": {"platform": capabilities_of(each.account).name, "url": opens}})
    about = {"person": officer.name, "position": named(officer.position), "office": turn.office.name, "ways": ways}
    return [Say("officers.forward", {**about, "name": cooperative.name if cooperative else ""})] if ways else []


async def same_person(turn: Turn, task: Task) -> bool:
    """Staff say that a claimant is the officer whom we know under another number. False when one of them is gone."""
    cooperative = await cooperatives.get(turn.session, task.cooperative_id or 0)
    return cooperative is not None and await renumber.unite(turn, task, cooperative)
