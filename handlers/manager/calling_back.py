""" "Tolong telp saya pak": a request to be called is a question to staff that is written already."""

import re
from collections.abc import Sequence

from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.phones import read_phone
from bot.understanding.words import normalise
from db import cooperatives, parameters, questions, talks
from handlers.manager import questions as talk

_CALL = r"(?:telepon|telpon|hubungi|kontak|call)"
ASKED = re.compile(
    rf"\b{_CALL} (?:(?:saja|lagi|iya|pak|bu) )*(?:balik|saya|kami|ambo|ke (?:nomor )?[+0]?[68]\d)"
    rf"|\b(?:minta|mohon|tolong|mau|ingin|bisa|boleh)(?: (?:minta|tolong|tidak|saya|kami|untuk))* di ?{_CALL}\b"
)
_TOLD = re.compile(r"\b(?:jangan|tidak usah|tidak perlu|sudah|tadi|kemarin|ada yang|siapa|nanti (?:saya|kami))\b")
"""Who speaks of a call that was, of somebody else's or of none asks for none."""


async def or_start(turn: Turn) -> Sequence[Say]:
    """Connect with staff, who get the words themselves where they ask to be called."""
    words = normalise(turn.incoming.text) if turn.incoming.choice is None else ""
    if turn.staff is not None or not ASKED.search(words) or _TOLD.search(words):
        return await talk.start(turn)
    question = await questions.begin(turn.session, turn.person.id, turn.now)
    question.opened_at = turn.now
    turn.talk.unanswered, turn.talk.misunderstood = "", 0
    *_, passed = await talk.pass_on(turn)
    waiting = await talks.open_forms(turn.session, turn.person.id)
    back = tuple(Choice(f"{each.form}.{each.run}.!resume") for each in waiting[:1])
    rules = await parameters.load(turn.session)
    key = "question.call" if await _is_number_known(turn) else "question.call_where"
    return [Say(key, {"opening": rules.opening}, (*passed.choices, *back))]


async def _is_number_known(turn: Turn) -> bool:
    """Whether staff can see a number of this person, or just read one."""
    posts = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    numbers = (turn.identity.phone, read_phone(turn.incoming.text), *(officer.phone for officer, _ in posts))
    return any(numbers)
