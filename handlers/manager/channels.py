"""SAMBUNG: one person on several channels, and on which of them they want to hear from us."""

from collections.abc import Sequence
from urllib.parse import quote

from bot.channel import capabilities_of
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import accounts, audit, joining, people, talks
from db import staff as staff_table
from db.models import Identity, Person
from handlers.ids import number

PAYLOAD = "link_"
"""Before the code, in a link that carries no words."""


async def show(turn: Turn) -> Sequence[Say]:
    """A code for another channel, and the choice between those that are joined already."""
    seats = await people.seats_of(turn.session, turn.person.id)
    says = [_which(turn, seats)] if len(seats) > 1 else []
    here = {seat.account for seat in seats}
    others = [each for each in await accounts.opened(turn.session) if each.account not in here]
    if not others:
        return says or [Say("link.only_one")]
    code = await joining.code(turn.session, turn.person.id, turn.now)
    ways: list[Json] = [
        {"key": "link.way", "params": {"platform": capabilities_of(each.account).name, "url": _link(each.facts, code)}}
        for each in others
    ]
    return [*says, Say("link.code", {"code": code, "minutes": joining.CODE_MINUTES, "ways": ways})]


async def hint(turn: Turn) -> Sequence[Say]:
    """For somebody whom we don't know here: who is known on another channel joins both instead of starting anew."""
    mine = {each.account for each in await people.seats_of(turn.session, turn.person.id)}
    others = [each.account for each in await accounts.opened(turn.session) if each.account not in mine]
    platforms: list[Json] = [capabilities_of(each).name for each in others]
    return [Say("link.hint", {"platforms": platforms})] if platforms and len(mine) == 1 else []


def _link(facts: dict[str, Json], code: str) -> str:
    """What opens a chat there with the code already said."""
    return str(facts["opens"]).format(payload=f"{PAYLOAD}{code}", text=quote(f"SAMBUNG {code}"))


def _which(turn: Turn, seats: Sequence[Identity]) -> Say:
    """Where we write to first; where somebody was last heard until they have chosen."""
    choices = tuple(Choice(f"link.{each.id}.prefer=1", capabilities_of(each.account).name) for each in seats)
    platforms: list[Json] = [choice.label for choice in choices]
    return Say("link.which", {"platform": platforms[0], "platforms": platforms}, choices)


async def join(turn: Turn, code: str) -> Sequence[Say]:
    """A code from another channel was typed or tapped: nothing is joined before a yes to the name."""
    row = await joining.whose(turn.session, code, turn.now)
    if row is None:
        return [Say("link.code_refused")]
    if row.person_id == turn.person.id:
        return [Say("link.same")]
    other = await turn.session.get_one(Person, row.person_id)
    choices = tuple(Choice(f"link.{code.upper()}.join={each}") for each in ("yes", "no"))
    seat = await people.seat(turn.session, other.id)
    platform = capabilities_of(seat.account).name if seat else ""
    return [Say("link.confirm", {"name": other.name, "platform": platform}, choices)]


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`link.<code>.join=yes` joins; `link.<seat>.prefer=1` chooses."""
    if question == "prefer":
        return await _prefer(turn, subject)
    if question == "join" and value == "yes":
        return await _joined(turn, subject)
    return [Say("link.left")]


async def _joined(turn: Turn, code: str) -> Sequence[Say]:
    row = await joining.whose(turn.session, code, turn.now)
    if row is None or row.person_id == turn.person.id:
        return [Say("link.code_refused" if row is None else "link.same")]
    keep, gone = sorted((row.person_id, turn.person.id))
    if await staff_table.of_person(turn.session, keep) and await staff_table.of_person(turn.session, gone):
        return [Say("link.two_staff")]
    row.used_at = turn.now
    name = await _name(turn, keep, gone)
    await joining.join_people(turn.session, keep, gone, turn.now)
    if await joining.is_officer(turn.session, keep):  # who is known need not go on saying who they are
        await talks.close(turn.session, keep, "claim")
    turn.person = await turn.session.get_one(Person, keep, populate_existing=True)
    turn.person.name = name
    turn.identity = await turn.session.get_one(Identity, turn.identity.id, populate_existing=True)
    turn.talk = await people.lock_talk(turn.session, keep, turn.now)
    turn.staff = await staff_table.of_person(turn.session, keep)
    audit.note(turn.session, turn.actor, "person.linked", f"person:{keep}", turn.now, account=turn.identity.account)
    seats = await people.seats_of(turn.session, keep)
    here = capabilities_of(turn.identity.account).name
    for seat in seats:
        if seat.id != turn.identity.id:
            await turn.tell(keep, Say("link.joined_there", {"platform": here}), seat=seat)
    return [Say("link.joined", {"name": turn.person.name, "platform": here}), _which(turn, seats)]


async def _name(turn: Turn, keep: int, gone: int) -> str:
    """Of two names that of the one whom the office knows as an officer, else the elder's."""
    elder, younger = await turn.session.get_one(Person, keep), await turn.session.get_one(Person, gone)
    known = await joining.is_officer(turn.session, keep) or not await joining.is_officer(turn.session, gone)
    return elder.name if known else younger.name


async def _prefer(turn: Turn, subject: str) -> Sequence[Say]:
    seat = await turn.session.get(Identity, key) if (key := number(subject)) else None
    if seat is None or seat.person_id != turn.person.id:
        return [Say("router.old_button")]
    turn.person.preferred = seat.account
    audit.note(turn.session, turn.actor, "person.prefers", f"person:{turn.person.id}", turn.now, account=seat.account)
    open_forms = await talks.open_forms(turn.session, turn.person.id)
    key_said = "link.preferred_form" if open_forms else "link.preferred"
    return [Say(key_said, {"platform": capabilities_of(seat.account).name})]
