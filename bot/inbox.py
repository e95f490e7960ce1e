"""One incoming message = one transaction: its id, the deed, the form's log and the reply."""

import asyncio
import traceback
from dataclasses import replace
from typing import Any
from weakref import WeakValueDictionary

import structlog
from sqlalchemy.exc import IntegrityError, InterfaceError, OperationalError

from bot.clock import Clock
from bot.errors import SapaError
from bot.messages import Address, Incoming, Json, Notice, Say, Status
from bot.settings import Office
from bot.turn import Router, Turn
from db import outbox, people
from db.models import Inbound
from db.session import Database
from db.statements import insert_once

HANDLER_SECONDS = 10
log = structlog.get_logger()


class DatabaseUnavailable(SapaError):
    """The database can't take the message now: don't acknowledge it to the platform."""


class Inbox:
    """Takes what channels parsed. People don't wait for each other; one person's messages keep their order."""

    def __init__(self, database: Database, clock: Clock, office: Office, router: Router) -> None:
        self._database, self._clock, self._office, self._router = database, clock, office, router
        self._lanes: WeakValueDictionary[Address, asyncio.Lock] = WeakValueDictionary()
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
            person, identity = await people.heard(session, incoming.sender, incoming.name, now)
            talk = await people.lock_talk(session, person.id, now)
            await outbox.confirm(session, incoming.sender, incoming.choice, incoming.reply_to, now)
            turn = Turn(session, person, identity, talk, incoming, now, self._office)
            async with asyncio.timeout(HANDLER_SECONDS):
                says = await self._router(turn)
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

    async def _is_new(self, session: Any, incoming: Incoming, state: str, **more: Json) -> bool:
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
                if await self._is_new(session, incoming, "parked", payload=_clean(raw), trace=trace):
                    apology = Say("router.apology")
                    await outbox.enqueue(
                        session, incoming.sender, apology, key=reply_key(incoming), now=self._clock.now()
                    )
        except Exception as error:
            raise DatabaseUnavailable(str(error)) from error
        self.parked += 1

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
                    "payload": _clean(raw if isinstance(raw, dict) else {"raw": raw}),
                    "trace": trace,
                }
                await insert_once(session, Inbound, row, ["account", "external_id"])
        except Exception as error:
            raise DatabaseUnavailable(str(error)) from error
        self.parked += 1

    async def note(self, notice: Notice) -> None:
        """News about an account or a person. A person who blocked the bot is not reachable here."""
        address = Address(notice.account, notice.subject)
        try:
            async with self._database.transaction() as session:
                if notice.kind == "blocked":
                    await people.block(session, address, self._clock.now())
                elif notice.kind == "unblocked":
                    await people.unblock(session, address)
        except (OperationalError, InterfaceError) as error:
            raise DatabaseUnavailable(str(error)) from error

    async def progress(self, status: Status) -> None:
        """What became of a message we sent; the rank only rises."""
        try:
            async with self._database.transaction() as session:
                await outbox.delivery(session, status)
        except (OperationalError, InterfaceError) as error:
            raise DatabaseUnavailable(str(error)) from error


def _clean(value: Json) -> Json:
    """A value that every database stores: no zero bytes, no halves of surrogate pairs."""
    if isinstance(value, str):
        return value.replace("\x00", "").encode("utf-8", "replace").decode()
    if isinstance(value, dict):
        return {_clean(name): _clean(each) for name, each in value.items()}
    return [_clean(each) for each in value] if isinstance(value, list) else value


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
