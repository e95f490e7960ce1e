"""A letter of invitation is opened: its link, or its code as people type it."""

import re
from collections.abc import Sequence

from bot import texts
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from bot.understanding import intents
from db import audit, cooperatives, letters, people, questions, talks
from db.models import Cooperative, Letter
from handlers.forms import puzzled
from handlers.manager import channels, identify, letter_form, menu, register, wanted

PAYLOAD = "surat_"
"""Before the code, in a link that carries no words."""
TYPED = re.compile(r"(?=.*\d)(?=.*[A-Z])[A-Z0-9]{8,14}", re.IGNORECASE)
"""What is meant as a code behind the word, and may hold a slip of the finger or lack its end."""
PRINTED = re.compile(r"(?=[\d .-]*[A-Z])[A-Z0-9]{4}[ .-][A-Z0-9]{4}(?:[ .-][A-Z0-9]{1,4})?")
"""The same in the groups and capitals of the letter."""
RUN = r"(?=\d*[A-Z]+\d+[A-Z])[A-Z0-9]{9,11}"
GROUPS = r"(?=[\d .-]*[A-Z])(?:[A-Z0-9]{4}[ .-]+){2}(?=[A-Z]{0,2}\d)[A-Z0-9]{1,3}"
LIKELY = re.compile(rf"(?<![A-Z0-9])(?:{RUN}|{GROUPS})(?![A-Z0-9])", re.IGNORECASE)
"""What can hardly be anything but a code with a slip: a run with digits among letters, or groups that end with one."""


async def said(turn: Turn) -> Sequence[Say] | None:
    """A letter's code wherever it stands, as people type it; what was meant as one; None for any other words."""
    text = turn.incoming.text.strip().rstrip(".!")
    rest = _behind_word(turn, text)
    if letter := await letters.written_in(turn.session, text if rest is None else rest):
        return await _opened(turn, letter)
    if rest is None:
        return await _unknown(turn, text) if await _is_meant(turn, text) else None
    if TYPED.fullmatch(rest) or PRINTED.fullmatch(rest) or LIKELY.fullmatch(rest):
        return await _unknown(turn, rest)
    if (found := LIKELY.search(rest)) and await _is_free(turn):
        return await _unknown(turn, found[0])
    return None if rest else await asked(turn)


def _behind_word(turn: Turn, text: str) -> str | None:
    """What follows the word that announces a code, `SURAT`; None where it doesn't stand in front."""
    for word, control in texts.aliases(turn.language).items():
        if control == "letter_code" and text.casefold().startswith(word):
            return text[len(word) :].lstrip(" :.-\n")
    return None


async def _is_meant(turn: Turn, text: str) -> bool:
    """Whether words without `SURAT` are a code with a slip."""
    return bool(LIKELY.fullmatch(text)) and intents.find_intent(text) is None and await _is_free(turn)


async def _is_free(turn: Turn) -> bool:
    """Whether nothing else waits for the words of a manager."""
    if turn.staff is not None or await talks.open_forms(turn.session, turn.person.id):
        return False
    return await questions.open_question(turn.session, turn.person.id) is None


async def asked(turn: Turn) -> Sequence[Say]:
    """Words about a letter's code: how it is typed."""
    return [Say("letter.how", {}, (Choice("menu.-.go=human"),))]


async def opened(turn: Turn, code: str) -> Sequence[Say]:
    """The link of a letter, with its code."""
    letter = await letters.written_in(turn.session, code)
    return await (_opened(turn, letter) if letter else _unknown(turn, code))


async def _opened(turn: Turn, letter: Letter) -> Sequence[Say]:
    """Somebody holds a letter: consent first, as for everybody, then who they are."""
    if turn.staff is not None:
        return await _for_managers(turn)
    cooperative = await turn.session.get_one(Cooperative, letter.cooperative_id)
    held = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    status = next((officer.status for officer, each in held if each.id == cooperative.id), "")
    if status == "verified":
        return [Say("letter.known_already", {"name": cooperative.name}), *await letter_form.go_on(turn)]
    if status == "claimed" and letters.state(letter, turn.now) != "open":
        return [Say("claim.waiting", {"name": cooperative.name}), *await letter_form.go_on(turn)]
    return await _found(turn, letter, cooperative)


async def _for_managers(turn: Turn) -> Sequence[Say]:
    return [Say("letter.for_managers"), *await menu.show(turn)]


async def _unknown(turn: Turn, typed: str) -> Sequence[Say]:
    """Nobody printed that code: what was read, to be compared with the letter, and the way in without one."""
    if turn.staff is not None:
        return await _for_managers(turn)
    audit.note(turn.session, turn.actor, "letter.unknown", f"person:{turn.person.id}", turn.now)
    read = letters.signs(typed)[: 2 * letters.CODE_LENGTH]
    about: dict[str, Json] = {"read": letters.grouped(read), "length": letters.CODE_LENGTH, "count": len(read)}
    key = "letter.unknown" if len(read) == letters.CODE_LENGTH else "letter.unknown_length"
    unread, before = Say(key, about), turn.talk.misunderstood
    says = [unread, *await _ordinary(turn)]
    turn.talk.misunderstood = before  # one message is misunderstood once
    return puzzled(turn, {"key": "letter.topic"}, says, unread)


async def _found(turn: Turn, letter: Letter, cooperative: Cooperative) -> Sequence[Say]:
    says = [Say(f"letter.{letters.state(letter, turn.now)}", {"name": cooperative.name})]
    users = await people.seats_of(turn.session, letter.person_id) if letter.person_id else []
    if users and all(each.account != turn.identity.account for each in users):
        says += await channels.hint(turn)
    given = await people.consent(turn.session, turn.person.id)
    if given is None or not given.granted:
        wanted.keep_letter(turn, letter.digest)
        return [*says, *await register.welcome(turn)]
    return [*says, *await letter_form.who(turn, letter.digest)]


async def _ordinary(turn: Turn) -> Sequence[Say]:
    """The way in without a letter."""
    given = await people.consent(turn.session, turn.person.id)
    if given is None or not given.granted:
        return await register.welcome(turn)
    if await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed")):
        return await letter_form.go_on(turn)
    return [await identify.ask_contact(turn)]


async def pressed(turn: Turn, _subject: str, _question: str, _value: str) -> Sequence[Say]:
    """`invited.-.do=link`: who wants no messages may still be linked."""
    if turn.staff is not None or not (key := wanted.take_letter(turn)):
        return [Say("router.old_button")]
    return await letter_form.who(turn, key)
