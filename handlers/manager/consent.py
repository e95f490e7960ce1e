"""The consent notice: its words, the proof of an answer, and asking again when it has changed."""

from collections.abc import Sequence

from bot import texts
from bot.messages import Choice, Json, Say
from bot.turn import Turn
from db import parameters, people
from db.privacy import consents
from handlers.manager import menu
from handlers.persons import plain

MONTH = 30
ANSWERS = ("yes", "no", "other")


async def notice(turn: Turn) -> Say:
    """The notice with its buttons, which carry the digest of the words shown. Kept are the words without the name."""
    params = {"office": turn.office.name, "city": turn.office.city, "retention": await retention(turn)}
    version = texts.words("consent.version")
    kept = Say("consent.notice", {**params, "greeting": {"key": "greeting.pagi"}, "name": ""})
    words = texts.plain(texts.fill(kept, turn.language))
    digest = await consents.keep_notice(turn.session, words, version, turn.language, turn.now)
    subject = f"{version}-{digest[: consents.SHORT]}"
    choices = tuple(Choice(f"consent.{subject}.answer={value}") for value in ANSWERS)
    return Say("consent.notice", {**params, "greeting": menu.greeting(turn), "name": plain(turn.person.name)}, choices)


async def retention(turn: Turn) -> Json:
    """How long contacts are kept after the last position ended: in months where it is whole months, else in days."""
    days = (await parameters.load(turn.session)).keep_contacts_days
    if days % MONTH:
        return texts.fill(Say("consent.days", {"count": days}), turn.language)
    return texts.fill(Say("consent.months", {"count": days // MONTH}), turn.language)


async def answered(turn: Turn, subject: str, *, granted: bool) -> str:
    """Note an answer with what proves it; the version that was answered."""
    version, _, begins = subject.partition("-")
    digest = await consents.find_notice(turn.session, begins)
    record(turn, version, granted=granted, notice=digest)
    return version


def record(turn: Turn, version: str, *, granted: bool, notice: str = "") -> None:
    """Append one answer of the person who speaks."""
    sender = turn.incoming.sender
    proof = {"user": sender.user, "notice": notice, "message_id": turn.incoming.id}
    people.record_consent(turn.session, turn.person.id, granted, version, sender.account, turn.now, **proof)


async def is_outdated(turn: Turn) -> bool:
    """Whether the person has consented to an older notice than the present one."""
    given = await people.consent(turn.session, turn.person.id)
    return given is not None and given.granted and given.text_version != texts.words("consent.version")


def introduced(turn: Turn, says: Sequence[Say]) -> Sequence[Say]:
    """The reply to the very first words somebody writes, below what is kept and why where it doesn't say so itself.

    A button below a question of ours is no such word: the question has said what it is about.
    """
    is_first = turn.person.created_at == turn.now and turn.staff is None and turn.incoming.choice is None
    if not is_first or not says or turn.person.opted_out_at is not None:
        return says
    if any(each.key in ("consent.notice", "privacy.notice") for each in says):
        return says
    about = {"greeting": menu.greeting(turn), "office": turn.office.name, "city": turn.office.city}
    return [Say("consent.brief", about), *says]


async def told_of_change(turn: Turn, says: Sequence[Say]) -> Sequence[Say]:
    """The reply, with one line below it when the notice has changed; nothing is held back meanwhile."""
    if turn.staff is not None or not says or not await is_outdated(turn):
        return says
    if not await consents.may_tell_of_new_notice(turn.session, turn.person.id, turn.now):
        return says
    *before, last = says
    return [*before, Say("consent.changed"), last] if last.choices else [*says, Say("consent.changed")]
