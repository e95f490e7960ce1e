""" "Bukan": somebody who corrects their position, or says whose it is now, has not left for that."""

import re
from collections.abc import Sequence

from bot.forms import Value
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.words import normalise, strip_politeness
from db import cooperatives
from handlers.forms import open_form
from handlers.manager import change, leaving, officers

_POST = r"(?:ketua|sekretaris|bendahara|pengawas|manajer)"
_MINE = re.compile(
    rf"\bsaya (?:ini |itu |kan )?(?P<post>{_POST}),? bukan {_POST}\b"
    rf"|\bbukan {_POST},? (?:saya |tapi )+(?P<so>{_POST})\b"
)
_NOW = re.compile(
    rf"(?:(?:iya|tidak|bukan|masih|saya|kami|tapi|sudah|hanya)[, ]+)*(?:sekarang|jadi|pindah|sebagai)"
    rf"(?: (?:saya|jadi|sebagai|ke|di))* (?P<post>{_POST})"
)
_THEIRS = re.compile(rf"\b{_POST}(?:nya)? (?:kami )?(?:sudah )?bukan (?!lagi\b|saya\b|kami\b|pengurus\b|{_POST}\b)\w+")


async def or_left(turn: Turn) -> Sequence[Say]:
    """Another position of theirs, another holder of one, or the end of theirs."""
    said = normalise(turn.incoming.text) if turn.incoming.choice is None else ""
    posts = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    if posts and (mine := _MINE.search(said)):
        return await _is_now(turn, posts, mine["post"] or mine["so"])
    if posts and _THEIRS.search(said):
        return await officers.changed(turn)
    return (leaving.not_yet(turn) if posts else None) or await leaving.start(turn)


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """Words below "no officer any more?": not yet, another position of theirs, else yes or no."""
    if ".sure=" in choices[0].id:
        if (says := leaving.not_yet(turn)) is not None:
            return says
        posts = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
        if posts and (mine := _NOW.fullmatch(strip_politeness(turn.incoming.text))):
            return await _is_now(turn, posts, mine["post"])
    return await leaving.typed(turn, choices)


async def _is_now(turn: Turn, posts: Sequence[cooperatives.Post], position: str) -> Sequence[Say]:
    known = {"position": Value(position)}
    if len(posts) == 1:
        known["post"] = Value(str(posts[0][0].id), label=posts[0][1].name)
    return await open_form(turn, change.POSITION, known)
