"""Who is new among the officers, and who has left: facts for staff, who record them."""

import re
from collections.abc import Sequence

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding.answers import read_answer
from bot.understanding.words import normalise
from db import audit, cooperatives
from handlers.manager import board_reading
from handlers.manager.board_reading import LONGEST_TERM
from handlers.notify import hand_to_staff
from handlers.persons import is_name, phone, phone_card, positions

STILL = re.compile(r"(?:iya |semua )*(?:masih|tetap|sama)\b")
ROW = "row-"
"""Before the id of an officer whom the person picked; their own words stand without it."""


async def _officers(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    rows = await cooperatives.officers(turn.session, turn.form_context["cooperative_id"])
    return [Choice(f"{ROW}{each.id}", each.name) for each in rows if each.name]


def _several(_turn: Turn, text: str) -> Value:
    """Their names, one or more; "iya masih" is none. Raises Invalid."""
    if read_answer(text) is not None or STILL.match(normalise(text)):
        raise Invalid("form.pick_one")
    if any(sign.isdecimal() for sign in text) or not is_name(text):
        raise Invalid("board.names_please")
    named = board_reading.without_post(text)
    return Value(named, label=named)


def _year(turn: Turn, text: str) -> Value:
    digits = "".join(sign for sign in text if sign.isdecimal())
    year = int(digits) if len(digits) == 4 else 0
    if not turn.today.year <= year <= turn.today.year + LONGEST_TERM:
        raise Invalid("board.year_please", year=str(turn.today.year + 3))
    return Value(str(year))


def _is_named(answers: Answers) -> bool:
    return "who" in answers and answers["who"].value is not None


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """A task for staff with the facts. Nobody is recorded or ended by it alone."""
    cooperative = await cooperatives.get(turn.session, turn.form_context["cooperative_id"])
    mine = await cooperatives.of_person(turn.session, turn.person.id)
    if cooperative is None or cooperative.id not in {each.id for _, each in mine}:
        raise Invalid("board.no_longer_yours")
    said = {name: answers[name].value for name in answers}
    if not said.get("left") and not said.get("who"):
        raise Invalid("board.nothing_said")
    data: dict[str, Json] = {}
    if left := said.get("left"):
        is_row = left.startswith(ROW) and left.removeprefix(ROW).isdecimal()
        data |= {"left": answers["left"].label, "officer_id": int(left.removeprefix(ROW)) if is_row else None}
    if said.get("who"):
        data["new"] = {
            "name": said["who"],
            "position": said["position"],
            "phone": said.get("phone"),
            "until": said.get("term"),
        }
    audit.note(turn.session, turn.actor, "officers.changed", f"cooperative:{cooperative.id}", turn.now)
    about = {"name": cooperative.name, "person": turn.person.name}
    key = f"officer_change:{cooperative.id}:{turn.incoming.id}"
    await hand_to_staff(turn, "officer_change", key, cooperative, Say("staff.officer_change", about), data)
    more = Choice(f"officers.{cooperative.id}.more=changed")
    return [Say("board.noted", about, (more, Choice("menu.-.go=menu")))]


FORM: Form[Turn] = Form(
    "board",
    (
        Field("left", _several, choices=_officers, optional=True, by_name=True),
        Field("who", board_reading.who, optional=True),
        Field("position", None, choices=positions, when=_is_named),
        Field("phone", phone, when=_is_named, optional=True, take=phone_card),
        Field("term", _year, when=_is_named, optional=True),
    ),
    _finish,
    read=board_reading.sentence,
)
