"""Somebody we don't know yet says who they are in words: the claim opens with what was understood."""

from collections.abc import Sequence

from bot.forms import Value
from bot.forms.naming import LONGEST
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.identity import read_identity
from bot.understanding.intents import find_intent
from db import cooperatives
from handlers.manager import claim_reading, register


async def typed(turn: Turn, _choices: Sequence[Choice]) -> Sequence[Say] | None:
    """Words under the request for a number: the name of a cooperative, alone or in a sentence."""
    text = turn.incoming.text.strip()
    if "cooperative" in read_identity(text):
        return await newcomer(turn)
    if len(text) > LONGEST or find_intent(text) is not None:
        return None
    return await register.open_claim(turn, {"cooperative_name": Value(text)}) if await _exists(turn, text) else None


async def newcomer(turn: Turn) -> Sequence[Say] | None:
    """ "Saya bendahara koperasi Tunas Bertuah", from somebody who holds no position yet."""
    said = claim_reading.sentence(turn, turn.incoming.text)
    if turn.staff is not None or not {"cooperative_name", "position"} & said.keys():
        return None
    if await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed")):
        return None
    return await register.open_claim(turn, said)


async def _exists(turn: Turn, name: str) -> bool:
    return bool(await cooperatives.search(turn.session, name, limit=2))
