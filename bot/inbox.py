"""One incoming message = one transaction: its id, the deed, the form's log and the reply."""

import asyncio
import math
import traceback
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import progress
from bot.channel import capabilities_of
from bot.clock import Clock
from bot.errors import SapaError
from bot.messages import Address, Incoming, Json, Notice, Say, Status
from bot.settings import Office
from bot.turn import Noticed, Router, Turn
from bot.understanding import personal
from db import identity_numbers, outbox, people, prompts, waiting
from db.models import Identity, Inbound, Person
from db.session import Database
from db.statements import insert_once

HANDLER_SECONDS = 10
GATHER_SECONDS = 0.05
log = structlog.get_logger()


class DatabaseUnavailable(SapaError):
    """The database can't take the message now: don't acknowledge it to the platform."""


class Inbox:
    """Takes what channels parsed. People don't wait for each other; one person's messages keep their order."""

    def __init__(self, database: Database, clock: Clock, office: Office, router: Router, noticed: Noticed) -> None:
        self._database, self._clock, self._office = database, clock, office
        self._router, self._noticed = router, noticed
        self._lanes: WeakValueDictionary[Address, asyncio.Lock] = WeakValueDictionary()
        self._told: list[Status] = []
        self._telling: asyncio.Task[None] | None = None
        self._tell_from = 0.0
        self.handled = self.duplicates = self.parked = 0

    async def take(self, incoming: Incoming, raw: Json) -> None:
        """Handle a message exactly once in effect. Raises DatabaseUnavailable; nothing else escapes."""
        lane = self._lanes.setdefault(incoming.sender, asyncio.Lock())
        async with lane:
            incoming = _storable(incoming)
            try:
                await self._try(incoming)
            except (OperationalError, InterfaceError) as error:
                raise DatabaseUnavailable(str(error)) from error
            except Exception:
                await self._park(incoming, raw, traceback.format_exc())

    async def _try(self, incoming: Incoming) -> None:
        """Handle it; once more when somebody else took a unique key in the same moment."""
        try:
            await self._handle(incoming)
        except IntegrityError:
            await self._handle(incoming)

    async def _handle(self, incoming: Incoming) -> None:
        now = self._clock.now()
        async with self._database.transaction() as session:
            if not await self._is_new(session, incoming, "handled"):
                self.duplicates += 1
                return
            person, identity = await self._heard(session, incoming, now)
            talk = await people.lock_talk(session, person.id, now)
            incoming = replace(incoming, sender=people.address(identity))  # their seat may be known under another id
            incoming, hidden = await identity_numbers.hidden(session, incoming)
            released = await self._open_window(session, incoming.sender)
            await prompts.confirm(session, incoming.sender, incoming.choice, incoming.reply_to, now)
            turn = Turn(session, person, identity, talk, incoming, now, self._office, released=released)
            async with asyncio.timeout(HANDLER_SECONDS):
                says = [] if hidden and not personal.has_words(incoming.text) else await self._router(turn)
            if hidden:
                says = [Say("privacy.no_nik"), *says]
            if says:
                await outbox.enqueue(
                    session,
                    incoming.sender,
                    says,
                    key=reply_key(incoming),
                    now=now,
                    language=person.language,
                )
        self.handled += 1

    async def _heard(self, session: AsyncSession, incoming: Incoming, now: datetime) -> tuple[Person, Identity]:
        """Who wrote; what the platform vouches for is kept, and when they wrote."""
        person, identity = await people.heard(session, incoming.sender, incoming.name, now, incoming.alias)
        if incoming.phone:
            await people.prove_number(session, identity, incoming.phone)
        if capabilities_of(incoming.sender.account).window is not None:
            wrote_at = min(incoming.at, now)
            identity.wrote_at = max(wrote_at, identity.wrote_at or wrote_at)
        return person, identity

    async def _open_window(self, session: AsyncSession, sender: Address) -> int:
        """They have written: what waited for that may go; how many rows."""
        if capabilities_of(sender.account).window is None:
            return 0
        await session.flush()
        return await waiting.open_window(session, sender)

    async def _is_new(self, session: AsyncSession, incoming: Incoming, state: str, **more: Json) -> bool:
        row = {
            "account": incoming.sender.account,
            "external_id": incoming.id,
            "user": incoming.sender.user,
            "at": self._clock.now(),
            "state": state,
            "trace": "",
            **more,
        }
        return await insert_once(session, Inbound, row, ["account", "external_id"]) == 1

    async def _park(self, incoming: Incoming, raw: Json, trace: str) -> None:
        """Keep what could not be handled for the operator, and apologise to the person."""
        log.error(
            "inbound_parked",
            account=incoming.sender.account,
            id=incoming.id,
            error=trace.splitlines()[-1].partition(":")[0],
        )
        try:
            async with self._database.transaction() as session:
                if await self._is_new(session, incoming, "parked", payload=_kept(raw), trace=personal.hide(trace)):
                    await self._apologise(session, incoming)
        except Exception as error:
            raise DatabaseUnavailable(str(error)) from error
        self.parked += 1

    async def _apologise(self, session: AsyncSession, incoming: Incoming) -> None:
        """They have written, so words may go to them, whatever went wrong with what they wrote."""
        now = self._clock.now()
        person, identity = await self._heard(session, incoming, now)
        seat = people.address(identity)
        await self._open_window(session, seat)
        key, apology = reply_key(incoming), Say("router.apology")
        await outbox.enqueue(session, seat, apology, key=key, now=now, language=person.language)

    async def park_raw(self, account: str, key: str, raw: Json, trace: str) -> None:
        """Keep a payload that could not even be read. Raises DatabaseUnavailable."""
        try:
            async with self._database.transaction() as session:
                row = {
                    "account": account,
                    "external_id": key,
                    "user": "",
                    "at": self._clock.now(),
                    "state": "parked",
                    "payload": _kept(raw if isinstance(raw, dict) else {"raw": raw}),
                    "trace": personal.hide(trace),
                }
                await insert_once(session, Inbound, row, ["account", "external_id"])
        except Exception as error:
            raise DatabaseUnavailable(str(error)) from error
        self.parked += 1

    async def note(self, notice: Notice) -> None:
        """News about an account or a person, once. Raises DatabaseUnavailable; what goes wrong is parked."""
        now = self._clock.now()
        try:
            async with self._database.transaction() as session:
                if notice.id and not await self._keep(session, notice, now):
                    self.duplicates += 1
                    return
                await self._noticed(session, notice, now)
        except (OperationalError, InterfaceError) as error:
            raise DatabaseUnavailable(str(error)) from error
        except Exception:
            log.exception("notice_parked", account=notice.account, kind=notice.kind)
            await self.park_raw(notice.account, notice.id, dict(notice.data), traceback.format_exc())

    async def _keep(self, session: AsyncSession, notice: Notice, now: datetime) -> bool:
        row = {
            "account": notice.account,
            "external_id": notice.id,
            "user": "",
            "at": now,
            "state": "parked" if notice.kind == "unreadable" else "noted",
            "payload": _clean({"kind": notice.kind, "subject": notice.subject, **notice.data}),
            "trace": "",
        }
        self.parked += notice.kind == "unreadable"
        return await insert_once(session, Inbound, row, ["account", "external_id"]) == 1

    async def progress(self, statuses: Sequence[Status]) -> None:
        """What became of messages we sent; the rank only rises. Raises DatabaseUnavailable.

        Statuses come three to a message: after a commit those that arrive within a moment share the next one, and each
        waits for it.
        """
        if not statuses:
            return
        self._told += statuses
        if self._telling is None:
            self._telling = asyncio.create_task(self._tell())
        await asyncio.shield(self._telling)

    async def _tell(self) -> None:
        await asyncio.sleep(max(0.0, self._tell_from - self._clock.monotonic()))
        self._tell_from = self._clock.monotonic() + GATHER_SECONDS
        told, self._told, self._telling = self._told, [], None
        by_account: dict[str, list[Status]] = {}
        for each in told:
            by_account.setdefault(each.account, []).append(each)
        try:
            async with self._database.transaction() as session:
                for statuses in by_account.values():
                    await progress.take(session, statuses, self._clock.now())
        except (OperationalError, InterfaceError) as error:
            raise DatabaseUnavailable(str(error)) from error
        except Exception:
            log.exception("statuses_parked", count=len(told))
            for each in told:
                await self._tell_alone(each)

    async def _tell_alone(self, status: Status) -> None:
        """One status that can't be taken spoils nothing beside it."""
        try:
            async with self._database.transaction() as session:
                await progress.take(session, [status], self._clock.now())
        except (OperationalError, InterfaceError) as error:
            raise DatabaseUnavailable(str(error)) from error
        except Exception:
            told = {"id": status.external_id, "state": status.state, "opaque": status.opaque}
            key = f"status:{status.external_id}:{status.state}"
            await self.park_raw(status.account, key, told, traceback.format_exc())


DEEPEST = 40
"""Levels of a payload that are kept; below lies what somebody made up."""


def _clean(value: Json, depth: int = 0) -> Json:
    """A value that every database stores: no zero bytes, no half signs, no endless numbers, no bottomless nesting."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if depth > DEEPEST and isinstance(value, dict | list):
        return "…"
    if isinstance(value, dict):
        return {_clean(name): _clean(each, depth + 1) for name, each in value.items()}
    return [_clean(each, depth + 1) for each in value] if isinstance(value, list) else value


def _kept(raw: Json) -> Json:
    """A payload as it may lie here: whoever's identity number stands in it, nobody needs it."""
    return _without_numbers(_clean(raw))


def _without_numbers(value: Json) -> Json:
    if isinstance(value, str):
        return personal.hide(value)
    if isinstance(value, dict):
        return {name: _without_numbers(each) for name, each in value.items()}
    return [_without_numbers(each) for each in value] if isinstance(value, list) else value


def _storable(incoming: Incoming) -> Incoming:
    contact = incoming.contact and replace(incoming.contact, name=_clean(incoming.contact.name))
    return replace(
        incoming,
        text=_clean(incoming.text),
        name=_clean(incoming.name),
        choice=_clean(incoming.choice),
        contact=contact,
    )


def reply_key(incoming: Incoming) -> str:
    """The key of the one message that answers this one."""
    return f"reply:{incoming.sender.account}:{incoming.id}:0"
