"""PETUGAS: a person is connected with staff until either side closes it."""

from collections.abc import Sequence

from bot.errors import Invalid
from bot.forms import Answers, Field, Form
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, cooperatives, parameters, questions, tasks
from db import staff as staff_table
from db.models import Person, Question, Staff
from handlers.forms import open_form
from handlers.ids import number
from handlers.notify import tell_staff


async def start(turn: Turn) -> Sequence[Say]:
    """Connect; what the person writes from now on goes to staff."""
    if turn.staff is not None:
        return [Say("question.you_are_staff")]
    question = await questions.begin(turn.session, turn.person.id, turn.now)
    rules = await parameters.load(turn.session)
    return [Say("question.start", {"opening": rules.opening}, (_close(question),))]


def _close(question: Question) -> Choice:
    return Choice(f"ask.{question.id}.do=close")


async def line(turn: Turn, question_id: int) -> Sequence[Say]:
    """One line from either side, passed on to the other."""
    question = await turn.session.get(Question, question_id)
    if question is None or (turn.staff is None and question.person_id != turn.person.id):
        return [Say("router.old_button")]
    if turn.staff is not None and question.person_id != turn.person.id:
        return await from_staff(turn, question, turn.incoming.text)
    if question.state == "closed":
        question = await questions.begin(turn.session, turn.person.id, turn.now)
    return await _from_person(turn, question, turn.incoming.text)


async def forward(turn: Turn) -> Sequence[Say]:
    """Pass on the words that nobody understood."""
    words, turn.talk.unanswered = turn.talk.unanswered, ""
    if not words or turn.staff is not None:
        return await start(turn)
    return await _from_person(turn, await questions.begin(turn.session, turn.person.id, turn.now), words)


async def _from_person(turn: Turn, question: Question, text: str) -> Sequence[Say]:
    await questions.say(turn.session, question, text, from_staff=False, now=turn.now)
    mine = [each for _, each in await cooperatives.of_person(turn.session, turn.person.id)]
    names: Json = ", ".join(each.name for each in mine) or {"key": "question.unregistered"}
    about = {"person": turn.person.name, "name": names, "text": text}
    say = Say("question.relayed", about, (Choice(f"ask.{question.id}.do=answer"), _close(question)))
    taken_by = await turn.session.get(Staff, question.staff_id) if question.staff_id else None
    if taken_by and taken_by.person_id and taken_by.suspended_at is None:
        await turn.tell(taken_by.person_id, say, subject=f"question:{question.id}")
        return [Say("question.passed_on", {}, (_close(question),))]
    task = await tasks.open_task(
        turn.session,
        "question",
        f"question:{question.id}",
        now=turn.now,
        cooperative=mine[0] if mine else None,
        person_id=turn.person.id,
        urgent=True,
        data={"question_id": question.id},
    )
    district_id = mine[0].district_id if mine else None
    if task is not None:
        await tell_staff(turn, district_id, Say("staff.question", about), task)
        return [Say("question.passed_on", {}, (_close(question),))]
    for member in await staff_table.responsible(turn.session, district_id):
        if member.person_id is not None:
            await turn.tell(member.person_id, say, subject=f"question:{question.id}")
    return [Say("question.added", {}, (_close(question),))]


async def from_staff(turn: Turn, question: Question, text: str) -> Sequence[Say]:
    """Staff answer; who answers first is the one the person goes on talking to."""
    if question.state == "closed":
        return [Say("question.closed_already")]
    question.staff_id = turn.member.id
    await questions.say(turn.session, question, text, from_staff=True, now=turn.now)
    audit.note(turn.session, turn.actor, "question.answered", f"question:{question.id}", turn.now)
    about = {"staff": turn.member.name, "text": text, "office": turn.office.name}
    reached = await turn.tell(
        question.person_id, Say("question.answer", about, (_close(question),)), subject=f"question:{question.id}"
    )
    if not reached:
        return [Say("question.unreachable")]
    other = await turn.session.get(Person, question.person_id)
    return [Say("question.sent", {"person": other.name if other else ""}, (_close(question),))]


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """Buttons of a question: answer, close."""
    if value == "forward":
        return await forward(turn)
    question = await turn.session.get(Question, key) if (key := number(subject)) else None
    if question is None or (turn.staff is None and question.person_id != turn.person.id):
        return [Say("router.old_button")]
    if value == "answer" and turn.staff is not None:
        return await answer(turn, question)
    return await close(turn, question)


async def answer(turn: Turn, question: Question) -> Sequence[Say]:
    """Ask the staff member for the words that go to this person."""
    other = await turn.session.get(Person, question.person_id)
    return await open_form(turn, ANSWER, question_id=question.id, person=other.name if other else "")


async def close(turn: Turn, question: Question) -> Sequence[Say]:
    """Both sides are told; the task is done."""
    if question.state == "closed":
        return [Say("question.closed_already")]
    questions.close(question, turn.now)
    audit.note(turn.session, turn.actor, "question.closed", f"question:{question.id}", turn.now)
    await tasks.close_key(turn.session, f"question:{question.id}", turn.now)
    if turn.staff is not None and question.person_id != turn.person.id:
        await turn.tell(question.person_id, Say("question.closed_by_staff", {"office": turn.office.name}))
    elif question.staff_id and (member := await turn.session.get(Staff, question.staff_id)) and member.person_id:
        await turn.tell(member.person_id, Say("question.closed_by_person", {"person": turn.person.name}))
    return [Say("question.closed")]


async def _answer(turn: Turn, answers: Answers) -> Sequence[Say]:
    question = await turn.session.get(Question, turn.form_context["question_id"])
    if question is None:
        raise Invalid("form.stale")
    return await from_staff(turn, question, answers["text"].value)


ANSWER: Form[Turn] = Form("answer", (Field("text"),), _answer, direct=True)
