"""PERBAIKI: what is the person's own is changed at once, what is the office's goes to staff."""

import re
from collections.abc import Sequence

from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, cooperatives
from db.models import Cooperative, Task
from db.privacy import requests
from handlers.forms import open_form
from handlers.manager import change
from handlers.notify import hand_to_staff
from handlers.persons import full_name, plain

WAYS = ("name", "number", "position", "cooperative", "other")
OF_STAFF = ("name", "other")
"""What members of the office correct here; their number and role are the admin's to change."""
BEFORE = re.compile(
    r"^\s*(?:nama(?: lengkap| panggilan)?(?: saya|ku)?\b)?"
    r"\s*(?:(?:(?:yang|yg) (?:benar|betul)|(?:se)?harusnya|adalah|ialah)\b)?"
    r"(?:\s*(?:adalah|ialah|itu)\b)?[\s:,=]*",
    re.IGNORECASE,
)
BEHIND = re.compile(r"[\s,.]+(?:pak|bapak|bu|buk|ibu|min|kak|ya|yaa)[\s.!]*$", re.IGNORECASE)


async def start(turn: Turn) -> Sequence[Say]:
    """Which of one's data is wrong."""
    ways = WAYS if turn.staff is None else OF_STAFF
    return [Say("privacy.fix", {}, tuple(Choice(f"privacy.-.fix={each}") for each in ways))]


def right_name(turn: Turn, text: str) -> Value:
    """The name itself, without "nama saya yang benar" before it and "pak" behind it. Raises Invalid."""
    return full_name(turn, plain(BEHIND.sub("", BEFORE.sub("", text)) or text))


async def chosen(turn: Turn, what: str) -> Sequence[Say]:
    """Numbers and positions have ways of their own; the rest is a form."""
    match what:
        case "number":
            return await change.pressed(turn, "-", "what", what)
        case "position":
            posts = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
            return await change.pressed(turn, "-", "what", what) if posts else [Say("privacy.no_position")]
        case "name":
            return await open_form(turn, NAME)
        case "cooperative" | "other":
            return await open_form(turn, WORDS, what=what)
    return [Say("router.old_button")]


async def _rename(turn: Turn, answers: Answers) -> Sequence[Say]:
    """The name by which we address somebody changes at once; in the list of officers staff change it."""
    name, before = answers["new_name"].value, turn.person.name
    if name == before:
        return [Say("privacy.same_name", {"person": name})]
    turn.person.name = name
    if turn.staff is not None:
        turn.staff.name = name
    audit.note(turn.session, turn.actor, "person.renamed", f"person:{turn.person.id}", turn.now)
    mine = await cooperatives.of_person(turn.session, turn.person.id)
    differ = [cooperative for officer, cooperative in mine if officer.name != name]
    if not differ:
        await requests.note(turn.session, turn.person.id, "correct", turn.now, done=True)
        return [Say("privacy.renamed", {"person": name})]
    await _hand_in(turn, differ[0], {"what": "name", "words": name, "before": before})
    return [Say("privacy.renamed_noted", {"person": name})]


async def _tell(turn: Turn, answers: Answers) -> Sequence[Say]:
    """Free words for staff, with the law's deadline."""
    mine = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    about = mine[0][1] if mine else None
    await _hand_in(turn, about, {"what": turn.form_context["what"], "words": answers["wrong"].value, "before": ""})
    return [Say("privacy.fix_noted")]


async def _hand_in(turn: Turn, cooperative: Cooperative | None, data: dict[str, Json]) -> None:
    request = await requests.note(turn.session, turn.person.id, "correct", turn.now, done=False)
    data |= {"request_id": request.id, "due": request.due_at.isoformat()}
    about = {"person": turn.person.name, "due": data["due"]}
    key, said = f"{requests.CORRECTION}:{request.id}", Say("staff.data_fix", about)
    await hand_to_staff(turn, requests.CORRECTION, key, cooperative, said, data, urgent=True)


async def settle(turn: Turn, task: Task, *, is_fixed: bool) -> None:
    """Staff are done: the person hears of it, and a corrected name stands in the list of officers too."""
    await requests.end_correction(turn.session, task.data["request_id"], turn.now)
    if is_fixed and task.data["what"] == "name":
        for officer, _ in await cooperatives.of_person(turn.session, task.person_id or 0):
            officer.name = task.data["words"]
    key = "privacy.fixed" if is_fixed else "privacy.not_fixed"
    await turn.tell(task.person_id or 0, Say(key, {"office": turn.office.name, "wish": task.data["words"]}))


NAME: Form[Turn] = Form("ownname", (Field("new_name", right_name),), _rename)
WORDS: Form[Turn] = Form("owndata", (Field("wrong"),), _tell)
