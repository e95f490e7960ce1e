""" "Salah pak, bukan 75 tapi 57", after the report was sent: it opens again with that one line changed."""

import re
from collections.abc import Sequence
from datetime import timedelta

from bot.forms import Correcting, Position
from bot.messages import Say
from bot.turn import Turn
from bot.understanding.corrections import read_correction, without_blame
from bot.understanding.words import normalise
from db.models import RatReport
from handlers.forms import open_form
from handlers.manager import change, rat

JUST_NOW = timedelta(hours=1)
"""How long after sending "tanggalnya salah" is about the report."""
COMING = re.compile(r"\b(?:kami|kita|saya) (?:akan |bisa |siap )?(?:hadir|ikut|datang)\b")
"""Says who will come to something, not who was at the meeting."""


async def sent(turn: Turn) -> Sequence[Say] | None:
    """A correction that fits the last report: a value that stands in it, or a line of it right after sending."""
    text = turn.incoming.text
    said = read_correction(text)
    if said is None or said.kind not in ("replace", "line", "field"):
        return None
    if COMING.search(normalise(text)) and without_blame(text) is None:
        return None
    report = await turn.session.get(RatReport, key) if (key := await change.newest_report(turn)) else None
    if report is None:
        return None
    known = await rat.answers_of(turn, report)
    steps = Correcting(rat.FORM, turn, Position("summary", known), said).steps()
    is_told = len(steps) == 1 and not any(name.startswith("!") for name in steps[0])
    if not steps or not ((is_told and said.old) or turn.now - report.reported_at <= JUST_NOW):
        return None
    return await open_form(turn, rat.FORM, known, changed=steps, report_id=report.id)


async def something(turn: Turn) -> Sequence[Say] | None:
    """Something is wrong, but what? What can be changed is shown."""
    said = read_correction(turn.incoming.text)
    if said is None or said.kind not in ("replace", "line", "field", "wrong", "edit"):
        return None
    return await change.show(turn)
