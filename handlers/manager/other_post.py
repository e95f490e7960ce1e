""" "Bukan": somebody who corrects their position, or says whose it is now, has not left for that."""

import re
from collections.abc import Sequence

from bot.forms import Value
from bot.messages import Say
from bot.turn import Turn
from bot.understanding.words import normalise
from db import cooperatives
from handlers.forms import open_form
from handlers.manager import change, leaving, officers

_POST = r"(?:ketua|sekretaris|bendahara|pengawas|manajer)"
_MINE = re.compile(
    rf"\bsaya (?:ini |itu |kan )?(?P<post>{_POST}),? bukan {_POST}\b"
    rf"|\bbukan {_POST},? (?:saya |tapi )+(?P<so>{_POST})\b"
)
_THEIRS = re.compile(rf"\b{_POST}(?:nya)? (?:kami )?(?:sudah )?bukan (?!lagi\b|saya\b|kami\b|pengurus\b|{_POST}\b)\w+")


async def or_left(turn: Turn) -> Sequence[Say]:
    """Another position of theirs, another holder of one, or the end of theirs."""
    said = normalise(turn.incoming.text) if turn.incoming.choice is None else ""
    posts = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    if posts and (mine := _MINE.search(said)):
        known = {"position": Value(mine["post"] or mine["so"])}
        if len(posts) == 1:
            known["post"] = Value(str(posts[0][0].id), label=posts[0][1].name)
        return await open_form(turn, change.POSITION, known)
    if posts and _THEIRS.search(said):
        return await officers.changed(turn)
    return await leaving.start(turn)
