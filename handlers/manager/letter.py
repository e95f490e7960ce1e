"""A letter of invitation is opened: its link, or its code as people type it."""

import re
from collections.abc import Sequence

from bot import texts
from bot.messages import Choice, Say
from bot.turn import Turn
from db import audit, cooperatives, letters, people
from db.models import Cooperative, Letter
from handlers.manager import identify, letter_form, menu, register, wanted

PAYLOAD = "surat_"
"""Before the code, in a link that carries no words."""
SIGN = "[A-HJKMNP-Z2-9]"
CODE = re.compile(rf"(?:{SIGN}[\s.-]*){{{letters.CODE_LENGTH - 1}}}[2-9]", re.IGNORECASE)
"""As it is printed, in groups or without."""
TYPED = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[A-Za-z0-9]{8,14}")
"""What is meant as a code behind the word, and may hold a slip of the finger."""

WITHIN = re.compile(rf"(?<![A-Z0-9])(?:{SIGN}[\s.-]*){{{letters.CODE_LENGTH - 1}}}[2-9](?![A-Z0-9])", re.IGNORECASE)
"""A code in a sentence."""
NEARLY = re.compile(r"(?:[A-Z0-9]{4}[ .-]?){2}(?:[A-Z0-9]{1,2})?")
"""As a letter prints it, with a slip or without its end; only in the capitals of the letter."""


async def said(turn: Turn) -> Sequence[Say] | None:
    """`SURAT ABCD EFGH J2`, also without spaces, with dashes, in small letters; None for any other words."""
    text = turn.incoming.text.strip().rstrip(".!")
    if CODE.fullmatch(text):  # without the word in front only a code that exists is one
        return await opened(turn, text) if await letters.find(turn.session, letters.digest(text)) else None
    for word, control in texts.aliases(turn.language).items():
        if control == "letter_code" and text.casefold().startswith(word):
            rest = text[len(word) :].lstrip(" :.-\n")
            if CODE.fullmatch(rest) or (TYPED.fullmatch(rest) and text[len(word)].isspace()) or NEARLY.fullmatch(rest):
                return await opened(turn, rest)
            if not rest or WITHIN.search(rest):
                return await asked(turn)
    return None


async def asked(turn: Turn) -> Sequence[Say]:
    """Words about a letter's code: the code where one stands in them, else how it is typed."""
    for found in WITHIN.finditer(turn.incoming.text):
        if await letters.find(turn.session, letters.digest(found[0])):
            return await opened(turn, found[0])
    return [Say("letter.how", {}, (Choice("menu.-.go=human"),))]


async def opened(turn: Turn, code: str) -> Sequence[Say]:
    """Somebody holds a letter: consent first, as for everybody, then who they are."""
    if turn.staff is not None:
        return [Say("letter.for_managers"), *await menu.show(turn)]
    letter = await letters.find(turn.session, letters.digest(code))
    cooperative = await cooperatives.get(turn.session, letter.cooperative_id) if letter else None
    if letter is None or cooperative is None:
        audit.note(turn.session, turn.actor, "letter.unknown", f"person:{turn.person.id}", turn.now)
        return [Say("letter.unknown"), *await _ordinary(turn)]
    held = await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed"))
    status = next((officer.status for officer, each in held if each.id == cooperative.id), "")
    if status == "verified":
        return [Say("letter.known_already", {"name": cooperative.name}), *await letter_form.go_on(turn)]
    if status == "claimed" and letters.state(letter, turn.now) != "open":
        return [Say("claim.waiting", {"name": cooperative.name}), *await letter_form.go_on(turn)]
    return await _found(turn, letter, cooperative)


async def _found(turn: Turn, letter: Letter, cooperative: Cooperative) -> Sequence[Say]:
    say = Say(f"letter.{letters.state(letter, turn.now)}", {"name": cooperative.name})
    given = await people.consent(turn.session, turn.person.id)
    if given is None or not given.granted:
        wanted.keep_letter(turn, letter.digest)
        return [say, *await register.welcome(turn)]
    return [say, *await letter_form.who(turn, letter.digest)]


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
