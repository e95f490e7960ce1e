"""News that nobody typed: what a platform says of a person, of a template or of the account."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from bot.channel import capabilities_of
from bot.messages import Address, Json, Notice, Say
from bot.pace import reach_limit
from bot.texts import has
from db import accounts, audit, joining, people, templates, waiting
from db.telling import tell_heads

Heard = Callable[[AsyncSession, Notice, datetime], Awaitable[None]]
SHOWN = ("account_update", "account_alerts", "account_review_update", "phone_number_name_update", "security")
"""Fields about the account that the office must hear of, whatever they say."""
QUALITY = ("FLAGGED", "UNFLAGGED")
"""Said of a number, together with a limit that may be as it was."""


async def noticed(session: AsyncSession, notice: Notice, now: datetime) -> None:
    """Do what follows from it; a kind that nobody knows is only kept."""
    heard = HEARD.get(notice.kind)
    if heard is not None:
        await heard(session, notice, now)


async def _blocked(session: AsyncSession, notice: Notice, now: datetime) -> None:
    await people.block(session, Address(notice.account, notice.subject), now)


async def _unblocked(session: AsyncSession, notice: Notice, _now: datetime) -> None:
    await people.unblock(session, Address(notice.account, notice.subject))


async def _moved(session: AsyncSession, notice: Notice, now: datetime) -> None:
    """A new number or a new id: the same person, and what is on its way to them goes there."""
    data = notice.data
    await joining.move_seat(session, notice.account, data["before"], data["user_id"], data["phone"], now)


async def _marketing(session: AsyncSession, notice: Notice, now: datetime) -> None:
    stopped = now if notice.data["stopped"] else None
    for user in (notice.subject, str(notice.data.get("alias") or "")):
        seat = await people.stop_marketing(session, Address(notice.account, user), stopped) if user else None
        if seat is not None:
            deed = "person.marketing_stopped" if stopped else "person.marketing_resumed"
            audit.note(session, f"person:{seat.person_id}", deed, f"person:{seat.person_id}", now)
            return


async def _template(session: AsyncSession, notice: Notice, now: datetime) -> None:
    """Kept, and shown to those who answer for the office when it changes something."""
    what, value, language = notice.data["what"], str(notice.data["value"]), str(notice.data["language"])
    facts = {what: value} | ({"reason": str(notice.data["reason"])} if what == "status" else {})
    before = await templates.note(session, notice.account, notice.subject, language, now, facts, notice.at)
    known = await templates.find(session, notice.account, notice.subject, language)
    if before.get(what) == value or known is None or getattr(known, what) != value:
        return
    if value == templates.APPROVED:
        await waiting.look_again(session, notice.account)
    params: dict[str, Json] = {
        "template": notice.subject,
        "language": language,
        "value": _named(what, value),
        "reason": notice.data["reason"],
    }
    key = f"notices.template_{what}_why" if notice.data["reason"] else f"notices.template_{what}"
    await tell_heads(session, Say(key, params), f"notice:{notice.id}", now)


def _named(what: str, value: str) -> Json:
    """The platform's word in the reader's language, or as it is."""
    key = f"notices.{what}={value}"
    return {"key": key} if has(key) else value


async def _limit(session: AsyncSession, notice: Notice, now: datetime) -> None:
    """How many people may be written to first in a day; the office hears of it when it changes."""
    told, facts = notice.data.get("limit"), await accounts.facts(session, notice.account)
    payload = notice.data.get("payload") or {}
    shown = "".join(sign for sign in str(payload.get("display_phone_number") or "") if sign.isdigit())
    if shown and facts.get("number") and shown != facts["number"]:
        return  # another number of the same business account
    if told is None:
        await _account(session, notice, now)
        return
    before = facts.get("limit")
    await accounts.learn(session, notice.account, {"limit": told})
    limit = reach_limit(told)
    if before is not None and reach_limit(before) == limit:
        if payload.get("event") in QUALITY:
            await _account(session, notice, now)
        return
    key = "notices.limit" if limit is not None else "notices.no_limit"
    say = Say(key, {"platform": capabilities_of(notice.account).name, "limit": limit})
    await tell_heads(session, say, f"notice:{notice.id}", now)


async def _account(session: AsyncSession, notice: Notice, now: datetime) -> None:
    payload = notice.data.get("payload") or {}
    event = payload.get("event") or payload.get("alert_type") or payload.get("decision") or notice.kind
    say = Say("notices.account", {"platform": capabilities_of(notice.account).name, "event": str(event)})
    await tell_heads(session, say, f"notice:{notice.id}", now)


HEARD: Mapping[str, Heard] = {
    "blocked": _blocked,
    "unblocked": _unblocked,
    "moved": _moved,
    "marketing": _marketing,
    "template": _template,
    "limit": _limit,
    **dict.fromkeys(SHOWN, _account),
}
