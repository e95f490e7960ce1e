"""Who somebody with a letter of invitation is; an open letter makes them an officer at once, any other asks staff."""

from collections.abc import Sequence

from bot import texts
from bot.errors import Invalid
from bot.forms import Answers, Field, Form, Value, given
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import audit, contacts, cooperatives, letters, linking, talks
from db.audience import RANK
from db.models import Cooperative, Letter, Officer
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import claims, identify, menu, rat, wanted
from handlers.persons import full_name, named, positions

OTHER = "other"
MOST = 7
"""Officers with a button of their own; a list has room for ten rows."""


async def who(turn: Turn, key: str) -> Sequence[Say]:
    """Ask who they are; nobody need ask whose number the registry knows at this cooperative."""
    letter = await letters.find(turn.session, key)
    cooperative = await cooperatives.get(turn.session, letter.cooperative_id) if letter else None
    if letter is None or cooperative is None:
        return await menu.show(turn)
    others = [each for each in await identify.recognise(turn) if each.id != cooperative.id]
    listed: list[Json] = [{"key": "register.cooperative", "params": {"name": each.name}} for each in others]
    found = [Say("register.recognised", {"cooperatives": listed})] if listed else []
    if officer := await _own(turn, cooperative):
        is_used = await letters.use(turn.session, letter.id, turn.person.id, turn.now)
        return [*found, *await _linked(turn, officer, cooperative, letter if is_used else None)]
    is_open = letters.state(letter, turn.now) == "open"
    has_names = is_open and bool(await letters.nameable(turn.session, cooperative.id))
    known = {} if has_names else {"officer": Value(OTHER, label=texts.words("letter.officer=other", turn.language))}
    context: dict[str, Json] = {"letter_id": letter.id, "cooperative_id": cooperative.id, "name": cooperative.name}
    return [*found, *await open_form(turn, FORM, known, **context)]


async def _own(turn: Turn, cooperative: Cooperative) -> Officer | None:
    held = await cooperatives.of_person(turn.session, turn.person.id)
    return next((officer for officer, each in held if each.id == cooperative.id), None)


async def _officers(turn: Turn, _answers: Answers) -> Sequence[Choice]:
    """Those whom the registry names and nobody has turned out to be, the chair first; and anybody else."""
    found = await letters.nameable(turn.session, turn.form_context["cooperative_id"])
    found.sort(key=lambda each: (RANK.get(each.position, len(RANK)), each.id))
    listed = [Choice(str(each.id), _label(turn, each)) for each in found[:MOST]]
    return [*listed, Choice(OTHER, texts.words("letter.officer=other", turn.language))]


def _label(turn: Turn, officer: Officer) -> str:
    key = f"claim.position={officer.position}"
    position = texts.words(key, turn.language) if texts.has(key) else officer.position
    return f"{position}: {officer.name}" if position else officer.name


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """Of two who finish at once with one letter the first is linked; the other's answers go to staff as a claim."""
    context = turn.form_context
    letter = await turn.session.get(Letter, context["letter_id"])
    cooperative = await cooperatives.get(turn.session, context["cooperative_id"])
    if letter is None or cooperative is None:
        raise Invalid("form.stale")
    if officer := await _own(turn, cooperative):
        return await _linked(turn, officer, cooperative, None)
    registered = await _registered(turn, answers, cooperative)
    if not await letters.use(turn.session, letter.id, turn.person.id, turn.now):
        return await _claim(turn, answers, registered, cooperative)
    if registered is None:
        name, position = answers["full_name"].value, answers["position"].value
        officer = await linking.as_new(turn.session, turn.person, turn.identity, cooperative.id, name, position)
    else:
        officer = await linking.as_registered(turn.session, turn.person, turn.identity, registered)
    await linking.settle(turn.session, officer, turn.now, turn.today)
    return await _linked(turn, officer, cooperative, letter)


async def _registered(turn: Turn, answers: Answers, cooperative: Cooperative) -> Officer | None:
    """The registry's row that was chosen, locked; None for anybody else. Raises Invalid when it is taken meanwhile."""
    if answers["officer"].value == OTHER:
        return None
    row = await linking.lock(turn.session, number(str(answers["officer"].value)) or 0)
    if row is None or row.cooperative_id != cooperative.id:
        raise Invalid("letter.officer_taken")
    return row


async def _linked(turn: Turn, officer: Officer, cooperative: Cooperative, letter: Letter | None) -> Sequence[Say]:
    """They are an officer now. With the letter that made them one: noted, and told to the others."""
    about = {"person": officer.name, "position": named(officer.position), "name": cooperative.name}
    if letter is None:
        return [Say("letter.known_already", about), *await go_on(turn)]
    data = {"cooperative": cooperative.id, "officer": officer.id, "account": turn.identity.account}
    audit.note(turn.session, turn.actor, "letter.used", f"letter:{letter.id}", turn.now, **data)
    for each in await contacts.of_cooperatives(turn.session, [cooperative.id]):
        if each.reach == "reachable" and each.person_id not in (None, turn.person.id):
            await turn.tell(each.person_id or 0, Say("letter.told", about))
    await talks.close(turn.session, turn.person.id, "claim")
    return [Say("letter.linked", about), *await go_on(turn)]


async def _claim(turn: Turn, answers: Answers, registered: Officer | None, cooperative: Cooperative) -> Sequence[Say]:
    """The letter links nobody any more: staff decide, as for anybody without one."""
    name = registered.name if registered else answers["full_name"].value
    position = registered.position if registered else answers["position"].value
    turn.person.name = name
    officer = await cooperatives.claim(
        turn.session, turn.person.id, cooperative.id, name=name, position=position, phone=turn.identity.phone
    )
    await claims.hand_in(turn, officer, cooperative)
    return [Say("letter.claimed", {"name": cooperative.name}), *await go_on(turn)]


async def go_on(turn: Turn) -> Sequence[Say]:
    """What they wrote before, or the form that waited; else the menu."""
    if words := wanted.take_words(turn):
        turn.incoming = wanted.said(turn, words)
        return await rat.start(turn)
    for row in await talks.open_forms(turn.session, turn.person.id):
        if row.form not in (FORM.name, "claim"):
            return [Say("letter.form_waits", {}, (Choice(f"{row.form}.{row.run}.!resume"),))]
    return await menu.show_briefly(turn)


FORM: Form[Turn] = Form(
    "letter",
    (
        Field("officer", None, choices=_officers),
        Field("position", None, choices=positions, when=given(officer=OTHER)),
        Field("full_name", full_name, when=given(officer=OTHER)),
    ),
    _finish,
)
