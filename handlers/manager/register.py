"""Who we are, consent, and who the other is: shared contact → registry → verified, else staff confirm."""

from collections import Counter
from collections.abc import Sequence

from bot import texts
from bot.errors import Invalid
from bot.forms import REOPEN, Answers, Field, Form, Value
from bot.messages import Choice, Say
from bot.turn import Turn
from bot.understanding.intents import find_intent
from bot.understanding.phones import read_phone
from db import audit, cooperatives, people, prompts
from db.models import Cooperative
from handlers.forms import open_form, puzzled
from handlers.manager import (
    channels,
    claim_reading,
    claims,
    consent,
    consent_reading,
    identify,
    letter_form,
    menu,
    picking,
    rat,
    wanted,
)
from handlers.manager.menu import Handler
from handlers.notify import hand_to_staff
from handlers.persons import positions

NOT_LISTED = "none"
SAID_BESIDE = 300
"""Characters kept of what somebody says of themselves before they consent."""


async def welcome(turn: Turn) -> Sequence[Say]:
    """Introduce ourselves and ask for consent; who was shown the notice just now is asked again in one sentence."""
    if {"cooperative_name", "position"} & claim_reading.sentence(turn, turn.incoming.text).keys():
        turn.talk.beside = ", ".join(filter(None, (turn.talk.beside, turn.incoming.text)))[-SAID_BESIDE:]
    notice = await _notice_shown(turn)
    is_last = (await prompts.last_prompt(turn.session, turn.incoming.sender))[0] == notice
    if notice and (is_last or await people.consent(turn.session, turn.person.id) is None):
        answer = await consent_typed(turn, notice) if consent_reading.is_explicit(turn.incoming.text) else None
        return answer or _again(turn, notice)
    return [await consent.notice(turn)]


async def open_claim(turn: Turn, said: dict[str, Value] | None = None) -> Sequence[Say]:
    """The claim, with what they said of themselves just now or before we asked for consent.

    A cooperative that the name leaves no doubt of stands there already, to be confirmed with the rest.
    """
    before, turn.talk.beside = turn.talk.beside, ""
    known = {**claim_reading.sentence(turn, before), **(said or {})}
    known.pop(REOPEN, None)
    if "cooperative_name" not in known or (one := await meant(turn, known)) is None:
        return await open_form(turn, CLAIM, known)
    return picking.called(turn, one.label, await open_form(turn, CLAIM, {**known, "cooperative": one}))


def _again(turn: Turn, notice: Sequence[Choice]) -> Sequence[Say]:
    """The question alone, with a way to staff; whoever writes what answers nothing twice is offered them."""
    answers = [each for each in notice if each.id.startswith("consent.")]
    again = [Say("consent.again", {"greeting": menu.greeting(turn)}, tuple(answers))]
    said = turn.incoming.text
    return puzzled(turn, {"key": "consent.topic"}, again) if said and find_intent(said) is None else again


async def consent_typed(turn: Turn, choices: Sequence[Choice]) -> Sequence[Say] | None:
    """The answer to the consent notice in words; None where they say something else."""
    value = consent_reading.read_consent(turn.incoming.text)
    return await consent_pressed(turn, choices[0].id.split(".", 2)[1], "answer", value) if value else None


async def consent_waits(turn: Turn) -> Sequence[Say] | None:
    """Words that nobody understood below a consent notice without an answer: they may be it, else it comes again."""
    given = await people.consent(turn.session, turn.person.id)
    if turn.person.opted_out_at is not None or (given is not None and given.granted):
        return None
    notice = await _notice_shown(turn)
    if not notice:
        return None
    if consent_reading.is_explicit(turn.incoming.text):
        return await consent_typed(turn, notice)
    last, _ = await prompts.last_prompt(turn.session, turn.incoming.sender)
    return _again(turn, notice) if last == notice else None


async def _notice_shown(turn: Turn) -> Sequence[Choice]:
    """The buttons of the consent notice among the last prompts; none where it isn't."""
    shown = [choices for choices, _ in await prompts.recent(turn.session, turn.incoming.sender)]
    return next((each for each in shown if each[0].id.startswith("consent.")), ())


async def consent_pressed(turn: Turn, subject: str, _question: str, value: str) -> Sequence[Say]:
    """The answer to the consent notice, noted with version, time, channel and the words that were shown."""
    version = await consent.answered(turn, subject, granted=value == "yes")
    audit.note(turn.session, turn.actor, "consent." + value, f"person:{turn.person.id}", turn.now, version=version)
    if value == "no":
        return [Say("consent.refused"), *await _after_refusal(turn)]
    if value != "yes":
        wanted.take_letter(turn)
        return [Say("consent.not_an_officer")]
    turn.person.opted_out_at = None
    thanks = Say("consent.granted", {"at": turn.now.isoformat()})
    if key := wanted.take_letter(turn):
        return [thanks, *await letter_form.who(turn, key)]
    if await cooperatives.of_person(turn.session, turn.person.id, statuses=("verified", "claimed")):
        return [thanks, *await go_on(turn)]
    if turn.identity.phone:
        return [thanks, *await _by_number(turn, "register.recognised", "register.not_recognised")]
    return [thanks, await identify.ask_contact(turn)]


async def _after_refusal(turn: Turn) -> Sequence[Say]:
    """What they came for is theirs to have; a letter links who wants no messages only if they say so."""
    if wanted.letter(turn):
        return [Say("letter.still", {}, (Choice("invited.-.do=link"),))]
    return await go_on(turn) if wanted.words(turn) else ()


async def go_on(turn: Turn, otherwise: Handler = menu.show) -> Sequence[Say]:
    """Take up again what the person wanted before we asked who they are; else the menu."""
    if key := wanted.take_letter(turn):
        return await letter_form.who(turn, key)
    if not (words := wanted.take_words(turn)):
        return await otherwise(turn)
    turn.incoming = wanted.said(turn, words)
    return await rat.start(turn)


async def _known(turn: Turn, *says: Say) -> Sequence[Say]:
    """Somebody we now know: the consent notice if it was never shown, else what they came for."""
    if await people.consent(turn.session, turn.person.id) is None:
        return [*says, *await welcome(turn)]
    return [*says, *await go_on(turn, menu.show_briefly)]


async def contact(turn: Turn) -> Sequence[Say]:
    """A contact card outside a form: only the sender's own, as the platform says, proves anything."""
    card = turn.incoming.contact
    assert card is not None
    if not card.own:
        return [Say("register.foreign_contact"), await identify.ask_contact(turn)]
    phone = read_phone(card.phone if card.phone.startswith(("+", "0")) else f"+{card.phone}")
    if phone is None:
        return [Say("register.unreadable_phone"), *await open_claim(turn)]
    if turn.identity.phone not in (None, phone):
        await cooperatives.renumber(turn.session, turn.person.id, phone)
    await people.prove_number(turn.session, turn.identity, phone)
    return await _by_number(turn, "register.verified", "register.no_match")


async def _by_number(turn: Turn, matched: str, unmatched: str) -> Sequence[Say]:
    """A number that is certainly theirs: known to the registry, or the cooperative is looked for by name.

    `matched` and `unmatched` say so: with thanks to who has just shared it, without where the platform told us.
    """
    found = await identify.recognise(turn)
    if not found and await cooperatives.of_person(turn.session, turn.person.id):
        return await _known(turn, Say("register.known_already"))
    if not found and (elsewhere := await identify.elsewhere(turn)) is not None:
        return [elsewhere]
    if not found:
        return [Say(unmatched), *await channels.hint(turn), *await open_claim(turn)]
    listed = [{"key": "register.cooperative", "params": {"name": each.name}} for each in found]
    return await _known(turn, Say(matched, {"cooperatives": listed}))


async def how_pressed(turn: Turn, _subject: str, _question: str, _value: str) -> Sequence[Say]:
    """No number to share: by name, and staff confirm."""
    hint = await channels.hint(turn) if turn.identity.phone is None else []
    return [*hint, *await open_claim(turn)]


async def by_name(turn: Turn) -> Sequence[Say]:
    """The same, typed: the keyboard with that button stays on the phone after we asked."""
    return await how_pressed(turn, "", "", "")


async def by_number(turn: Turn) -> Sequence[Say]:
    """The words of the button that shares a number, typed: they share nothing, so the button is shown again."""
    return [await identify.ask_contact(turn)]


async def _candidates(turn: Turn, answers: Answers) -> Sequence[Choice]:
    found = await cooperatives.search(turn.session, answers["cooperative_name"].value, limit=6)
    names = Counter(each.name.casefold() for each, _ in found)
    listed = [Choice(str(each.id), _told_apart(each, names[each.name.casefold()] > 1)) for each, _ in found]
    return [*listed, Choice(NOT_LISTED, texts.words("claim.not_listed", turn.language))]


async def meant(turn: Turn, answers: Answers) -> Value | None:
    """The cooperative that the name leaves no doubt of; it is confirmed with the rest."""
    found = await cooperatives.search(turn.session, answers["cooperative_name"].value, limit=6)
    return Value(str(found[0][0].id), label=found[0][0].name) if cooperatives.is_meant(found) else None


def _told_apart(cooperative: Cooperative, has_namesake: bool) -> str:
    """A name as the registry has it; of two that are called the same, with the kelurahan."""
    return f"{cooperative.name} ({cooperative.village})" if has_namesake and cooperative.village else cooperative.name


async def _finish(turn: Turn, answers: Answers) -> Sequence[Say]:
    """A claim waits for staff; a cooperative that isn't in the registry too."""
    name, position = answers["full_name"].value, answers["position"].value
    turn.person.name = name
    chosen = answers["cooperative"].value
    if chosen == NOT_LISTED:
        wanted = answers["cooperative_name"].value
        say = Say("staff.unlisted", {"person": name, "name": wanted})
        key = f"unlisted:{turn.person.id}:{turn.incoming.id}"
        await hand_to_staff(turn, "unlisted", key, None, say, {"wanted": wanted, "position": position})
        return [Say("claim.unlisted_noted", {"name": wanted})]
    cooperative = await cooperatives.get(turn.session, int(chosen))
    if cooperative is None:
        raise Invalid("form.stale")
    officer = await cooperatives.claim(
        turn.session, turn.person.id, cooperative.id, name=name, position=position, phone=turn.identity.phone
    )
    if officer.status == "verified":
        return [Say("register.known_already"), *await menu.show(turn)]
    await claims.hand_in(turn, officer, cooperative)
    return await _known(turn, Say("claim.waiting", {"name": cooperative.name}))


CLAIM: Form[Turn] = Form(
    "claim",
    (
        Field("cooperative_name", claim_reading.wanted, aside=True),
        Field("cooperative", claim_reading.wanted, choices=_candidates, by_name=True, settle=meant),
        Field("position", None, choices=positions),
        Field("full_name", claim_reading.own_name),
    ),
    _finish,
    read=claim_reading.sentence,
)
