"""Not an officer any more: confirmed once, ended at once, and who comes next is asked."""

from collections.abc import Sequence

from bot import texts
from bot.forms import Answers, Field, Form, fitted
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, cooperatives, tasks
from db.models import Cooperative, Officer, Task
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import board_reading
from handlers.notify import tell_staff
from handlers.persons import phone, phone_card

EVERY = 0
"""In a button: every cooperative of this person."""
Post = tuple[Officer, Cooperative]


async def start(turn: Turn) -> Sequence[Say]:
    """Of which cooperative, where there are several; then the one confirmation."""
    return ask(turn, await _posts(turn))


async def _posts(turn: Turn) -> list[Post]:
    return await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))


def ask(turn: Turn, posts: Sequence[Post]) -> Sequence[Say]:
    """The same for some of somebody's positions."""
    if not posts:
        return [Say("leave.not_recorded", {}, (Choice("menu.-.go=human"),))]
    if len(posts) == 1:
        return [_sure(posts, posts[0][1].id)]
    choices = [Choice(f"leave.{each.id}.pick=1", each.name) for _, each in posts]
    every = Choice(f"leave.{EVERY}.pick=1", texts.words("leave.every", turn.language))
    return fitted(Say("leave.which"), choices, (every,))


def _sure(posts: Sequence[Post], subject: int) -> Say:
    names: list[Json] = [each.name for _, each in posts]
    choices = tuple(Choice(f"leave.{subject}.sure={value}") for value in ("yes", "no"))
    return Say("leave.sure", {"cooperatives": names}, choices)


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`leave.<cooperative>.pick=1`, then `leave.<cooperative>.sure=yes`; 0 stands for all of them."""
    wanted = number(subject)
    posts = [each for each in await _posts(turn) if wanted in (EVERY, each[1].id)]
    if wanted is None or not posts:
        return [Say("router.old_button")]
    if question == "pick":
        return [_sure(posts, wanted)]
    return await _left(turn, posts) if value == "yes" else [Say("leave.stays")]


async def _left(turn: Turn, posts: Sequence[Post]) -> Sequence[Say]:
    """No further message about these cooperatives; staff have a task whatever else is said."""
    for officer, cooperative in posts:
        if officer.status == "claimed":
            await tasks.close_key(turn.session, f"claim:{officer.id}", turn.now)
        await cooperatives.end_office(turn.session, officer.id, turn.today)
        audit.note(turn.session, turn.actor, "officer.left", f"officer:{officer.id}", turn.now)
        task = await _open_task(turn, officer, cooperative)
        about = {"name": cooperative.name, "person": turn.person.name}
        await tell_staff(turn, cooperative.district_id, Say("staff.officer_left", about), task)
    return await open_form(turn, SUCCESSOR, officers=[officer.id for officer, _ in posts])


async def _open_task(turn: Turn, officer: Officer, cooperative: Cooperative) -> Task | None:
    """None when it is open already."""
    key, who = f"officer_left:{officer.id}", turn.person.id
    return await tasks.open_task(
        turn.session, "officer_left", key, now=turn.now, cooperative=cooperative, person_id=who
    )


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """The name goes into the task, which is opened again if staff were done with it; they hear of it."""
    name, number_said = (answers[each].value if each in answers else None for each in ("who", "phone"))
    words = ", ".join(each for each in (name, number_said) if each)
    for officer_id in turn.form_context.get("officers", ()):
        task = await tasks.by_key(turn.session, f"officer_left:{officer_id}")
        officer = await turn.session.get(Officer, officer_id)
        cooperative = await cooperatives.get(turn.session, officer.cooperative_id) if officer else None
        if task is None or officer is None or cooperative is None or not name:
            continue
        new = {"name": name, "position": officer.position, "phone": number_said}
        task = await _open_task(turn, officer, cooperative) or task
        task.data = {**task.data, "words": words, "new": new}
        about = {"name": cooperative.name, "person": turn.person.name, "words": words}
        await tell_staff(turn, cooperative.district_id, Say("staff.successor", about), task)
    return [Say("successor.noted")]


def _is_named(answers: Answers) -> bool:
    return "who" in answers and answers["who"].value is not None


SUCCESSOR: Form[Turn] = Form(
    "successor",
    (
        Field("who", board_reading.who, optional=True),
        Field("phone", phone, when=_is_named, optional=True, take=phone_card),
    ),
    _finish,
    direct=True,
)
