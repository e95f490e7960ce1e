"""People connected with staff: questions, and the lines that go back and forth."""

from datetime import datetime

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.models import Question, QuestionLine


async def open_question(session: AsyncSession, person_id: int) -> Question | None:
    """The question this person has open."""
    query = select(Question).where(Question.person_id == person_id, Question.state == "open")
    return (await session.exec(query)).first()


async def begin(session: AsyncSession, person_id: int, now: datetime) -> Question:
    """The person's open question, or a new one."""
    found = await open_question(session, person_id)
    if found is None:
        found = Question(person_id=person_id, opened_at=now)
        session.add(found)
        await session.flush()
    return found


async def locked(session: AsyncSession, question_id: int) -> Question:
    """A question as it is now; nobody else answers or closes it in this moment, though lines may still be added.

    Whoever changes its task as well locks that first.
    """
    return await session.get_one(Question, question_id, with_for_update={"key_share": True}, populate_existing=True)


async def say(session: AsyncSession, question: Question, text: str, *, from_staff: bool, now: datetime) -> None:
    """Add one line."""
    session.add(QuestionLine(question_id=question.id, from_staff=from_staff, text=text, at=now))


async def lines(session: AsyncSession, question_id: int, limit: int = 10) -> list[QuestionLine]:
    """The newest lines, oldest of them first."""
    query = (
        select(QuestionLine)
        .where(QuestionLine.question_id == question_id)
        .order_by(col(QuestionLine.id).desc())
        .limit(limit)
    )
    return list(reversed((await session.exec(query)).all()))


async def has_asked(session: AsyncSession, question_id: int) -> bool:
    """Whether the person has written anything yet; staff may have spoken first."""
    asked = select(QuestionLine.id).where(
        QuestionLine.question_id == question_id, col(QuestionLine.from_staff).is_(False)
    )
    return (await session.exec(asked.limit(1))).first() is not None


def reopen(question: Question) -> None:
    """Its answer has come after all."""
    question.state, question.closed_at = "open", None


def close(question: Question, now: datetime) -> None:
    """Both sides are done."""
    question.state, question.closed_at = "closed", now
