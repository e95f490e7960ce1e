"""Files in a PETUGAS talk, passed on to the other side once they are fetched."""

from collections.abc import Collection

from bot import texts
from bot.messages import Attachment, Json, Say
from bot.texts.wire import say_to_json
from bot.turn import Turn
from db import attachments, questions
from db import staff as staff_table
from db.models import Question, Staff


async def from_person(turn: Turn, question: Question, found: Attachment, say: Say, district_id: int | None) -> None:
    """A photo or document for whoever answers."""
    await pass_on(turn, question, found, say, await _answering(turn, question, district_id))


async def pass_on(turn: Turn, question: Question, found: Attachment, say: Say, recipients: Collection[int]) -> None:
    """Noted as a line of the talk and as a file to fetch, which these people (by id) get under the words."""
    kind: Json = {"key": f"question.kind={found.kind}"}
    key = "question.file_line" if turn.incoming.text else "question.file_alone"
    line = Say(key, {"kind": kind, "caption": turn.incoming.text})
    is_staff = turn.staff is not None and turn.person.id != question.person_id
    await questions.say(turn.session, question, texts.fill(line), from_staff=is_staff, now=turn.now)
    await attachments.note(
        turn.session,
        turn.person.id,
        turn.incoming.sender,
        found,
        say=say_to_json(say),
        recipients=recipients,
        subject=f"question:{question.id}",
        now=turn.now,
    )


async def _answering(turn: Turn, question: Question, district_id: int | None) -> list[int]:
    """Who answers this question, else those responsible, as person ids."""
    member = await turn.session.get(Staff, question.staff_id) if question.staff_id else None
    if member is not None and member.person_id is not None and member.suspended_at is None:
        return [member.person_id]
    responsible = await staff_table.responsible(turn.session, district_id)
    return [each.person_id for each in responsible if each.person_id is not None]
