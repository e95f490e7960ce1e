""" "Salah pak, bukan 75 tapi 57", after the report was sent: it opens again with that one line changed."""

import re
from collections.abc import Mapping, Sequence

from bot.forms import Answers, Correcting, Position, Reading, Retelling, Value
from bot.messages import Say
from bot.turn import Turn
from bot.understanding import clauses, visit_changes
from bot.understanding.corrections import Correction, read_correction, without_blame
from bot.understanding.intents import find_intent
from bot.understanding.words import normalise
from db.models import RatReport
from handlers.forms import open_form
from handlers.manager import attend_noted, change, lately, missed, rat, rat_replies
from handlers.manager.rat_replies import OF_ONE_YEAR as MORE

AFTER_ALL = re.compile(r"\W*(?:eh|maaf|salah|ralat|ternyata|sebenarnya|aduh|waduh)\b", re.IGNORECASE)
COMING = re.compile(r"\b(?:kami|kita|saya) (?:akan |bisa |siap )?(?:hadir|ikut|datang)\b")
"""Says who will come to something, not who was at the meeting."""


async def sent(turn: Turn) -> Sequence[Say] | None:
    """A correction that fits the last report: a value that stands in it, or a line of it right after sending."""
    text = turn.incoming.text
    said = read_correction(text)
    if said is None or said.kind not in ("replace", "line", "field", "value", "wrong"):
        return None
    if _is_something_else(text, said):
        return None
    if said.field == "cooperative" and find_intent(text) == "rename":
        return None  # "ganti nama jadi Maju": a question, and no line of the report
    if said.kind == "field" and said.field == "attended" and await attend_noted.invited(turn):
        return None  # "hadir bu": the answer to an invitation
    if (report := await lately.report(turn)) is None:
        return None
    known = await rat.answers_of(turn, report)
    steps = _steps(turn, known, said)
    is_told = len(steps) == 1 and not any(name.startswith("!") for name in steps[0])
    is_new = turn.now - report.reported_at <= lately.JUST_NOW
    if not steps or not ((is_told and said.old) or is_new):
        return None
    if said.kind == "value" and (not is_told or not is_new or await attend_noted.invited(turn)):
        return None  # "hadir 15": perhaps of an invitation
    return await open_form(turn, rat.FORM, known, changed=steps, report_id=report.id)


def _is_something_else(text: str, said: Correction) -> bool:
    """Who comes to an event, a visit that nobody came to, or a question: unless it calls something wrong."""
    words = normalise(text)
    is_asking = clauses.is_question(words) and not said.old
    if missed.is_told(words) or (visit_changes.is_of_visit(words) and visit_changes.is_moved(words)):
        return True
    return without_blame(text) is None and (is_asking or COMING.search(words) is not None)


async def outcome(turn: Turn) -> Sequence[Say] | None:
    """ "Eh blm rat pak, baru rencana tgl 20 feb", "SHU nya 12 jt": of the report sent just now, told anew or added."""
    text = turn.incoming.text
    if turn.staff is not None or turn.incoming.choice is not None:
        return None
    told = {name: value for name, value in rat_replies.reply(turn, text).items() if rat.FORM.field(name)}
    is_anew, is_more = "held" in told and AFTER_ALL.match(text), bool(told) and told.keys() <= {*MORE}
    if not (is_anew or is_more) or "book_year" in told:
        return None
    report = await lately.deed(turn)
    if not isinstance(report, RatReport) or (is_more and report.held != "yes"):
        return None
    known = await rat.answers_of(turn, report)
    return await open_form(turn, rat.FORM, known, changed=[told], report_id=report.id)


def _steps(turn: Turn, known: Answers, said: Correction) -> Sequence[Mapping[str, Value]]:
    """Several lines told anew in one step, or the one that is corrected."""
    at: Position[Turn] = Position("summary", known)
    retold = Retelling(Reading(rat.FORM, turn, "", at, turn.incoming)).values(said)
    return [retold] if retold else Correcting(rat.FORM, turn, at, said).steps()


async def something(turn: Turn) -> Sequence[Say] | None:
    """Something is wrong, but what? What can be changed is shown."""
    said = read_correction(turn.incoming.text)
    if said is None or said.kind not in ("replace", "line", "field", "wrong", "edit"):
        return None
    return await change.show(turn)
