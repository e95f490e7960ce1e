"""/cari: find a cooperative by a part of its name, or by its NIK Koperasi, within what the member may see."""

from collections import Counter
from collections.abc import Sequence

from bot import texts
from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding import names
from db import cooperatives, talks, tasks
from db import staff as staff_table
from db.models import Cooperative
from handlers.forms import open_form
from handlers.staff import page

SHOWN = 8


async def start(turn: Turn) -> Sequence[Say]:
    """`/cari NAME` looks at once; `/cari` alone, or its button, asks. An earlier search is left."""
    text = turn.incoming.text.strip()
    is_button = (
        turn.incoming.choice is not None or text.casefold() == texts.words("menu.go=find", turn.language).casefold()
    )
    words = "" if is_button else text.partition(" ")[2].strip()
    await talks.close(turn.session, turn.person.id, FORM.name)
    if not words:
        return await open_form(turn, FORM)
    found = await _look(turn, words)
    if cooperatives.is_meant(found):
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
    before = await cooperatives.former_names(turn.session, list(where))
    labels = {each.id: f"{each.name}, {where[each.id]}" if count[each.name] > 1 else each.name for each in found}
    for each in found:
        if (called := _called_before(answers["name"].value, each.name, before.get(each.id, []))) is not None:
            labels[each.id] = texts.fill(
                Say("find.formerly", {"name": labels[each.id], "before": called}), turn.language
            )
    return [Choice(str(each.id), labels[each.id]) for each in found]


def _called_before(words: str, name: str, before: Sequence[str]) -> str | None:
    """The former name that the words mean rather than the present one."""
    nearest = names.rank(words, dict(enumerate((name, *before))), 1)
    return before[nearest[0][0] - 1] if nearest and nearest[0][0] else None


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
    (Field("name", aside=True), Field("cooperative", _search_again, choices=_offered, by_name=True)),
    _finish,
    direct=True,
)
