"""PETUGAS: a person is connected with staff until either side closes it."""

from collections.abc import Sequence

from bot.channel import capabilities_of
from bot.errors import Invalid
from bot.forms import Answers, Field, Form
from bot.messages import Attachment, Choice, Json, Say
from bot.texts.wire import say_to_json
from bot.turn import Turn
from db import attachments, audit, cooperatives, parameters, people, questions, tasks
from db import staff as staff_table
from db.models import Person, Question, Staff
from handlers.forms import open_form
from handlers.ids import number
from handlers.notify import hand_to_staff
from handlers.roles import refused


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
    if turn.incoming.attachment is not None:
        return await _file_from_person(turn, question, turn.incoming.attachment)
    return await _from_person(turn, question, turn.incoming.text)


async def _file_from_person(turn: Turn, question: Question, found: Attachment) -> Sequence[Say]:
    """A photo or document for whoever answers; it is fetched and follows by itself."""
    caption = turn.incoming.text
    await questions.say(turn.session, question, f"[{found.kind}] {caption}".strip(), from_staff=False, now=turn.now)
    mine = [each for _, each in await cooperatives.of_person(turn.session, turn.person.id)]
    names: Json = ", ".join(each.name for each in mine) or {"key": "question.unregistered"}
    about = {"person": turn.person.name, "name": names, "caption": caption}
    key = "question.file_captioned" if caption else "question.file"
    say = Say(key, about, (Choice(f"ask.{question.id}.do=answer"), _close(question)))
    members = await _answering(turn, question, mine[0].district_id if mine else None)
    await attachments.note(
        turn.session,
        turn.person.id,
        turn.incoming.sender,
        found,
        say=say_to_json(say),
        recipients=members,
        subject=f"question:{question.id}",
        now=turn.now,
    )
    return [Say("question.file_passed_on", {}, (_close(question),))]


async def _answering(turn: Turn, question: Question, district_id: int | None) -> list[int]:
    """Who answers this question, else those responsible, as person ids."""
    member = await turn.session.get(Staff, question.staff_id) if question.staff_id else None
    if member is not None and member.person_id is not None and member.suspended_at is None:
        return [member.person_id]
    responsible = await staff_table.responsible(turn.session, district_id)
    return [each.person_id for each in responsible if each.person_id is not None]


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
    if await _reaches_who_answers(turn, question, say):
        return [Say("question.passed_on", {}, (_close(question),))]
    first, data = mine[0] if mine else None, {"question_id": question.id}
    key, told = f"question:{question.id}", Say("staff.question", about)
    if await hand_to_staff(turn, "question", key, first, told, data, urgent=True):
        return [Say("question.passed_on", {}, (_close(question),))]
    for member in await staff_table.responsible(turn.session, first.district_id if first else None):
        if member.person_id is not None:
            await turn.tell(member.person_id, say, subject=f"question:{question.id}")
    return [Say("question.added", {}, (_close(question),))]


async def _reaches_who_answers(turn: Turn, question: Question, say: Say) -> bool:
    """Whether the member who has been answering still is there to read it."""
    member = await turn.session.get(Staff, question.staff_id) if question.staff_id else None
    if member is None or member.person_id is None or member.suspended_at is not None:
        return False
    if not staff_table.may(member, "questions"):
        return False
    return await turn.tell(member.person_id, say, subject=f"question:{question.id}")


async def from_staff(turn: Turn, question: Question, text: str) -> Sequence[Say]:
    """Staff answer; who answers first is the one the person goes on talking to."""
    if no := await refusal(turn, question.person_id):
        return [no]
    question = await questions.locked(turn.session, question.id)
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
    key = "question.sent_waits" if await _waits(turn, question.person_id) else "question.sent"
    return [Say(key, {"person": other.name if other else ""}, (_close(question),))]


async def _waits(turn: Turn, person_id: int) -> bool:
    """Whether free words may not go to this person before they write again."""
    seat = await people.seat(turn.session, person_id)
    window = capabilities_of(seat.account).window if seat else None
    return seat is not None and window is not None and (seat.wrote_at is None or seat.wrote_at <= turn.now - window)


async def pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """Buttons of a question: answer, close."""
    if value == "forward":
        return await forward(turn)
    question = await turn.session.get(Question, key) if (key := number(subject)) else None
    if question is None or (turn.staff is None and question.person_id != turn.person.id):
        return [Say("router.old_button")]
    if value == "close":
        return await close(turn, question)
    if value == "answer" and question.person_id != turn.person.id:
        return await answer(turn, question)
    return [Say("router.old_button")]


async def refusal(turn: Turn, person_id: int) -> Say | None:
    """Why this member may not speak with that person: not their role, or not their district."""
    if no := refused(turn, "questions"):
        return no
    theirs = [each.district_id for _, each in await cooperatives.of_person(turn.session, person_id)]
    seen = [await tasks.may_see(turn.session, turn.member, each) for each in theirs]
    return None if any(seen) or not theirs else Say("question.not_yours")


async def answer(turn: Turn, question: Question) -> Sequence[Say]:
    """Ask the staff member for the words that go to this person."""
    if no := await refusal(turn, question.person_id):
        return [no]
    other = await turn.session.get(Person, question.person_id)
    return await open_form(turn, ANSWER, question_id=question.id, person=other.name if other else "")


async def close(turn: Turn, question: Question) -> Sequence[Say]:
    """Both sides are told; the task is done."""
    by_staff = turn.staff is not None and question.person_id != turn.person.id
    if by_staff and (no := await refusal(turn, question.person_id)):
        return [no]
    await tasks.close_key(turn.session, f"question:{question.id}", turn.now)
    question = await questions.locked(turn.session, question.id)
    if question.state == "closed":
        return [Say("question.closed_already")]
    questions.close(question, turn.now)
    audit.note(turn.session, turn.actor, "question.closed", f"question:{question.id}", turn.now)
    if by_staff:
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
