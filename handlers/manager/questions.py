"""PETUGAS: a person is connected with staff until either side closes it."""

from collections.abc import Sequence

from bot import texts
from bot.channel import capabilities_of
from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Attachment, Choice, Incoming, Json, Say
from bot.turn import Turn
from db import audit, cooperatives, parameters, people, prompts, questions, talks, tasks
from db import staff as staff_table
from db.models import Cooperative, Person, Question, Staff
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import files
from handlers.notify import hand_to_staff
from handlers.roles import refused


async def start(turn: Turn) -> Sequence[Say]:
    """Connect; what the person writes from now on goes to staff, and what we have just failed to understand as well."""
    if turn.staff is not None:
        return [Say("question.you_are_staff")]
    if turn.talk.unanswered and (turn.talk.misunderstood or await _was_offered(turn)):
        return await forward(turn)
    question = await questions.begin(turn.session, turn.person.id, turn.now)
    question.opened_at = turn.now
    rules = await parameters.load(turn.session)
    waiting = await talks.open_forms(turn.session, turn.person.id)
    back = tuple(Choice(f"{each.form}.{each.run}.!resume") for each in waiting[:1])
    key = "question.start_beside" if back else "question.start"
    return [Say(key, {"opening": rules.opening}, (_close(question), *back))]


async def _was_offered(turn: Turn) -> bool:
    """Whether staff are what was just offered for words that may have meant one wish or another."""
    shown, _ = await prompts.last_prompt(turn.session, turn.incoming.sender)
    return any(each.id == "wish.-.is=human" for each in shown)


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
    """A photo or document: it is fetched and follows by itself; the first line of a talk is a task as well."""
    caption = turn.incoming.text
    first, names = await _theirs(turn)
    about = {"person": turn.person.name, "name": names, "caption": caption}
    key = "question.file_captioned" if caption else "question.file"
    say = Say(key, about, (Choice(f"ask.{question.id}.do=answer"), _close(question)))
    await files.from_person(turn, question, found, say, first.district_id if first else None)
    if question.staff_id is None:
        told, data = Say("staff.question_file", about), {"question_id": question.id}
        await hand_to_staff(turn, "question", f"question:{question.id}", first, told, data, urgent=True)
    return [Say("question.file_passed_on", {}, (_close(question),))]


async def _theirs(turn: Turn) -> tuple[Cooperative | None, Json]:
    """The first cooperative of the person who speaks, and the names of all."""
    mine = [each for _, each in await cooperatives.of_person(turn.session, turn.person.id)]
    names: Json = ", ".join(each.name for each in mine) or {"key": "question.unregistered"}
    return (mine[0] if mine else None), names


async def pass_on(turn: Turn) -> Sequence[Say]:
    """What the person has just said goes to staff as it is."""
    return await _from_person(turn, await questions.begin(turn.session, turn.person.id, turn.now), turn.incoming.text)


async def forward(turn: Turn) -> Sequence[Say]:
    """Pass on the words that nobody understood."""
    words, turn.talk.unanswered, turn.talk.misunderstood = turn.talk.unanswered, "", 0
    if not words or turn.staff is not None:
        return await start(turn)
    return await _from_person(turn, await questions.begin(turn.session, turn.person.id, turn.now), words)


async def _from_person(turn: Turn, question: Question, text: str) -> Sequence[Say]:
    await questions.say(turn.session, question, text, from_staff=False, now=turn.now)
    first, names = await _theirs(turn)
    about = {"person": turn.person.name, "name": names, "text": text}
    say = Say("question.relayed", about, (Choice(f"ask.{question.id}.do=answer"), _close(question)))
    if await _reaches_who_answers(turn, question, say):
        return [Say("question.passed_on", {}, (_close(question),))]
    key, told, data = f"question:{question.id}", Say("staff.question", about), {"question_id": question.id}
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
    if not staff_table.may(member, "questions") or not await _is_theirs(turn, member, question.person_id):
        return False
    return await turn.tell(member.person_id, say, subject=f"question:{question.id}")


async def from_staff(turn: Turn, question: Question, text: str) -> Sequence[Say]:
    """Staff answer; who answers first is the one the person goes on talking to."""
    if no := await refusal(turn, question.person_id):
        return [no]
    question = await questions.locked(turn.session, question.id)
    if question.state == "closed" and question.staff_id is not None:
        return [Say("question.closed_already")]
    questions.reopen(question)
    question.staff_id = turn.member.id
    audit.note(turn.session, turn.actor, "question.answered", f"question:{question.id}", turn.now)
    if not await _reaches_person(turn, question, text):
        return [Say("question.unreachable")]
    other = await turn.session.get(Person, question.person_id)
    key = "question.sent_waits" if await _waits(turn, question.person_id) else "question.sent"
    more = Choice(f"ask.{question.id}.do=answer", texts.words("question.more", turn.language))
    return [Say(key, {"person": other.name if other else ""}, (more, _close(question)))]


async def _reaches_person(turn: Turn, question: Question, text: str) -> bool:
    """Words go at once, a file follows when it is fetched; False when the person has no open seat."""
    about = {"staff": turn.member.name, "text": text, "office": turn.office.name}
    key = "question.answer" if await questions.has_asked(turn.session, question.id) else "question.message"
    say = Say(key if text else "question.answer_file", about, (_close(question),))
    if (found := turn.incoming.attachment) is not None:
        await files.pass_on(turn, question, found, say, [question.person_id])
        return await people.seat(turn.session, question.person_id) is not None
    await questions.say(turn.session, question, text, from_staff=True, now=turn.now)
    return await turn.tell(question.person_id, say, subject=f"question:{question.id}")


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
    return None if await _is_theirs(turn, turn.member, person_id) else Say("question.not_yours")


async def _is_theirs(turn: Turn, member: Staff, person_id: int) -> bool:
    """Whether a person serves, or says to serve, a cooperative of the member's districts, or none at all."""
    posts = await cooperatives.of_person(turn.session, person_id, statuses=("verified", "claimed"))
    seen = [await tasks.may_see(turn.session, member, each.district_id) for _, each in posts]
    return any(seen) or not posts


async def answer(turn: Turn, question: Question) -> Sequence[Say]:
    """Ask the staff member for the words that go to this person."""
    if no := await refusal(turn, question.person_id):
        return [no]
    other = await turn.session.get(Person, question.person_id)
    return await open_form(turn, ANSWER, question_id=question.id, person=other.name if other else "")


async def close(turn: Turn, question: Question) -> Sequence[Say]:
    """Both sides are told. The task is done, but what nobody has answered yet stays one."""
    by_staff = turn.staff is not None and question.person_id != turn.person.id
    if by_staff and (no := await refusal(turn, question.person_id)):
        return [no]
    waits = not by_staff and question.staff_id is None and await questions.has_asked(turn.session, question.id)
    if not waits:
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
    return [Say("question.closed_unanswered" if waits else "question.closed")]


async def _answer(turn: Turn, answers: Answers) -> Sequence[Say]:
    question = await turn.session.get(Question, turn.form_context["question_id"])
    if question is None:
        raise Invalid("form.stale")
    return await from_staff(turn, question, answers["text"].value)


def _file(_turn: Turn, incoming: Incoming) -> Value | None:
    """A file is an answer too, with its caption."""
    return Value(incoming.text) if incoming.attachment is not None else None


ANSWER: Form[Turn] = Form("answer", (Field("text", take=_file),), _answer, direct=True)
