"""/cari: find a cooperative by a part of its name, or by its NIK Koperasi, within what the member may see."""

from collections import Counter
from collections.abc import Sequence

from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Say
from bot.turn import Turn
from db import cooperatives, talks, tasks
from db import staff as staff_table
from db.models import Cooperative
from handlers.forms import open_form
from handlers.staff import page

SHOWN = 8
SURE, FAR = 95.0, 80.0
"""A name that scores so well, before others that score so little, is the one that was meant."""


async def start(turn: Turn) -> Sequence[Say]:
    """`/cari NAME` looks at once; `/cari` alone, or its button, asks. An earlier search is left."""
    words = turn.incoming.text.partition(" ")[2].strip() if turn.incoming.text.startswith("/") else ""
    await talks.close(turn.session, turn.person.id, FORM.name)
    if not words:
        return await open_form(turn, FORM)
    found = await _look(turn, words)
    if len(found) == 1 or (found and found[0][1] >= SURE and found[1][1] < FAR):
        return await page.show(turn, found[0][0])
    return await open_form(turn, FORM, {"name": Value(words)})


async def _look(turn: Turn, words: str) -> list[tuple[Cooperative, float]]:
    districts = await staff_table.scope(turn.session, turn.member)
    return await cooperatives.search(turn.session, words, district_ids=districts or None, limit=SHOWN)


async def _offered(turn: Turn, answers: Answers) -> Sequence[Choice]:
    """The nearest, best first; namesakes are told apart by where they are."""
    found = [each for each, _ in await _look(turn, answers["name"].value)]
    places = {each.id: each.name for each in await cooperatives.districts(turn.session)}
    count = Counter(each.name for each in found)
    where = {each.id: each.village or places.get(each.district_id or 0, "") for each in found}
    return [
        Choice(str(each.id), f"{each.name}, {where[each.id]}" if count[each.name] > 1 else each.name) for each in found
    ]


def _search_again(_turn: Turn, text: str) -> dict[str, Value]:
    """A name typed where cooperatives are offered looks for that name."""
    return {"name": Value(text)}


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    cooperative = await cooperatives.get(turn.session, int(answers["cooperative"].value))
    if cooperative is None or not await tasks.may_see(turn.session, turn.member, cooperative.district_id):
        raise Invalid("coop.not_yours")
    return await page.show(turn, cooperative)


FORM: Form[Turn] = Form(
    "find",
    (Field("name", aside=True), Field("cooperative", _search_again, choices=_offered)),
    _finish,
    direct=True,
)
