"""Who else is registered as an officer, an objection to it, and "are these still the officers?"."""

import re
from collections.abc import Sequence

from bot.forms import fitted, short
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import posts
from bot.understanding.words import strip_politeness
from db import audit, cooperatives
from db.models import Cooperative, Officer
from handlers.forms import open_form
from handlers.ids import number
from handlers.manager import board, board_reading, identify, leaving, menu, picking
from handlers.notify import hand_to_staff
from handlers.persons import named

_WHO = r"(?:pengurus|susunan|ketua|sekretaris|bendahara|pengawas|semua)(?:nya)?"
MEANT = {
    "me=yes": re.compile(r"(?:(?:iya|saya|kami|masih|tetap|pengurus|ketua|aktif|kok)(?: |$))+"),
    "me=no": re.compile(r"(?:saya |kami |sudah )*(?:tidak|bukan)(?: (?:lagi|pengurus|masih))*"),
    "still=same": re.compile(
        rf"(?:(?:iya|masih|tetap|sama|seperti (?:semula|dulu)|yang lama|saja|{_WHO}"
        r"|tidak (?:ada )?(?:yang )?(?:berubah|perubahan|ganti|diganti|berganti))(?: |$))+"
    ),
    "still=changed": re.compile(
        rf"(?:(?:iya|ada|sudah|yang|kami|{_WHO}) )*(?:ganti|diganti|berganti|berubah|beda|perubahan)(?: (?:{_WHO}"
        r"|sedikit|yang))*"
    ),
}
"""Words that stand for a button."""
IS_ONE = re.compile(r"(?:(?:iya|saya|masih|tetap) )*(?:pengurus|aktif|menjabat)(?: (?:juga|kok|saja))*")
NOBODY_YET = re.compile(
    r"\b(?:pengganti\w*|ketua baru\w*|yang baru|gantinya)\b.*\b(?:belum|tidak) (?:ada|tahu|dipilih|ditunjuk|jelas)\b"
    r"|\bbelum (?:ada|punya|pilih|memilih|menunjuk) (?:pengganti|gantinya|ketua baru|yang baru)"
)
""" "Penggantinya belum ada": nothing to note, and something to come back to."""
MOST = 7
"""Officers with a button of their own; a list has room for ten rows."""


async def show(turn: Turn) -> Sequence[Say]:
    """The officers of one's cooperative, for those whom the office has confirmed."""
    mine = await _mine(turn)
    if len(mine) == 1:
        return await _list(turn, mine[0])
    if mine:
        return fitted(Say("officers.which"), [Choice(f"officers.{each.id}.list=1", each.name) for each in mine])
    if await cooperatives.of_person(turn.session, turn.person.id, statuses=("claimed",)):
        return [Say("officers.not_yet")]
    if turn.staff is not None:
        return await menu.show(turn)
    return [Say("officers.who_are_you"), await identify.ask_contact(turn)]


async def changed(turn: Turn) -> Sequence[Say]:
    """ "The officers have changed": the one who says so may have left, or still be one."""
    mine = await _mine(turn)
    if not mine:
        return await leaving.follower(turn) or await show(turn)
    said = board_reading.sentence(turn, turn.incoming.text) if turn.incoming.choice is None else {}
    if "who" in said and (one := picking.meant(turn, mine)):
        return await open_form(turn, board.FORM, said, cooperative_id=one.id, name=one.name)
    stays = [Choice(f"officers.{each.id}.still=changed", each.name) for each in mine]
    if len(mine) == 1:
        stays = [Choice(f"officers.{mine[0].id}.me=yes")]
    return fitted(Say("officers.changed"), stays, (Choice("officers.0.me=no"),))


async def _mine(turn: Turn) -> list[Cooperative]:
    rows = await cooperatives.of_person(turn.session, turn.person.id)
    return list({each.id: each for _, each in rows}.values())


async def _list(turn: Turn, cooperative: Cooperative) -> Sequence[Say]:
    rows = [each for each in await cooperatives.officers(turn.session, cooperative.id) if each.name]
    lines = [_line(each, is_me=each.person_id == turn.person.id) for each in rows]
    others = [each for each in rows if each.person_id != turn.person.id]
    choices = [Choice(f"officers.{each.id}.about=1", short(each.name)) for each in others[:MOST]]
    ways = (Choice(f"officers.{cooperative.id}.still=changed"), Choice(f"leave.{cooperative.id}.pick=1"))
    key = "officers.list" if others else "officers.list_only_you"
    return [Say(key, {"name": cooperative.name, "officers": lines}, (*choices, *ways))]


def _line(officer: Officer, *, is_me: bool) -> Json:
    """Name, position and end of term; a number is never shown."""
    key = "officers.line_term" if officer.term_until else "officers.line"
    until = str(officer.term_until.year) if officer.term_until else ""
    you: Json = {"key": "officers.you", "params": {"person": officer.name}}
    person = you if is_me else officer.name
    return {"key": key, "params": {"position": named(officer.position), "person": person, "year": until}}


async def pressed(turn: Turn, subject: str, question: str, value: str) -> Sequence[Say]:
    """`officers.<cooperative>.list|still`, `officers.<officer>.about|object`; only for officers of that cooperative."""
    mine, key = {each.id: each for each in await _mine(turn)}, number(subject)
    if question == "me":
        return await _about_me(turn, mine.get(key or 0), value)
    if question in ("about", "object"):
        officer = await turn.session.get(Officer, key) if key else None
        cooperative = mine.get(officer.cooperative_id) if officer else None
        if officer is None or cooperative is None or officer.person_id == turn.person.id:
            return [Say("router.old_button")]
        return await (_about if question == "about" else _object)(turn, officer, cooperative, value)
    if (cooperative := mine.get(key or 0)) is None:
        return [Say("router.old_button")]
    if question == "list":
        return await _list(turn, cooperative)
    if value == "changed":
        return await open_form(turn, board.FORM, cooperative_id=cooperative.id, name=cooperative.name)
    audit.note(turn.session, turn.actor, "officers.same", f"cooperative:{cooperative.id}", turn.now)
    return [Say("officers.same_noted", {"name": cooperative.name})]


async def typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """The same in words: "masih sama", "ada yang ganti", "saya masih", or a cooperative by name."""
    words = strip_politeness(turn.incoming.text)
    if choices[-1].id.endswith(".me=no") and (IS_ONE.fullmatch(words) or posts.read_claim(words) is not None):
        stays = [each for each in choices if not each.id.endswith(".me=no")]
        still = stays[0].id.endswith(".me=yes")
        return (
            await pressed(turn, stays[0].id.split(".")[1], "me", "yes")
            if still
            else fitted(Say("officers.which"), stays)
        )
    if NOBODY_YET.search(words):
        return [Say("officers.when_known", {}, tuple(choices))]
    if board_reading.newcomer(turn, turn.incoming.text):
        return await changed(turn)
    for each in choices:
        _, subject, asked = each.id.split(".", 2)
        question, _, value = asked.partition("=")
        if asked in MEANT and MEANT[asked].fullmatch(words):
            return await pressed(turn, subject, question, value)
    return await picking.by_name(pressed)(turn, choices)


async def _about_me(turn: Turn, cooperative: Cooperative | None, value: str) -> Sequence[Say]:
    """Whether the one who says that officers have changed is one still."""
    if value == "no":
        return await leaving.start(turn)
    if cooperative is None:
        return [Say("router.old_button")]
    return await open_form(turn, board.FORM, cooperative_id=cooperative.id, name=cooperative.name)


async def _about(_turn: Turn, officer: Officer, cooperative: Cooperative, _value: str) -> Sequence[Say]:
    choices = tuple(Choice(f"officers.{officer.id}.object={why}") for why in ("left", "unknown"))
    about = {"person": officer.name, "position": named(officer.position), "name": cooperative.name}
    return [Say("officers.about", about, (*choices, Choice("menu.-.go=menu")))]


async def _object(turn: Turn, officer: Officer, cooperative: Cooperative, why: str) -> Sequence[Say]:
    """An objection removes nobody: it is a task for staff."""
    if officer.status == "ended":
        return [Say("officers.ended_already", {"person": officer.name})]
    audit.note(turn.session, turn.actor, "officer.objected", f"officer:{officer.id}", turn.now, why=why)
    about = {"person": turn.person.name, "other": officer.name, "name": cooperative.name}
    say = Say("staff.officer_objection", {**about, "why": {"key": f"officers.object={why}"}})
    key = f"officer_objection:{officer.id}"
    await hand_to_staff(turn, "officer_objection", key, cooperative, say, {"officer_id": officer.id, "why": why})
    return [Say("officers.objection_noted", {"person": officer.name})]


async def officers_still(turn: Turn, cooperative_id: int) -> Sequence[Say]:
    """After a meeting: are the officers still the same? Nothing for somebody who is not confirmed."""
    cooperative = next((each for each in await _mine(turn) if each.id == cooperative_id), None)
    if cooperative is None:
        return []
    rows = [each for each in await cooperatives.officers(turn.session, cooperative.id) if each.name]
    lines = [_line(each, is_me=each.person_id == turn.person.id) for each in rows]
    choices = tuple(Choice(f"officers.{cooperative.id}.still={value}") for value in ("same", "changed"))
    return [Say("officers.still", {"name": cooperative.name, "officers": lines}, choices)]
