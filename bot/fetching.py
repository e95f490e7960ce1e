"""Fetches the files that people sent, before the platform forgets them, and those that we make; and passes them on.

One loop an account.
"""

import asyncio
import hashlib
import mimetypes
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import messages, texts
from bot.clock import Clock
from bot.errors import Oversize, Rejected, SendError
from bot.messages import File, Say
from bot.texts.wire import say_from_json, say_to_json
from db import attachments, outbox, people
from db.attachments import Noted
from db.models import Attachment, Person
from db.session import Database

POLL_SECONDS = 2.0
NOT_FETCHED, TOO_BIG, LIST_TOO_BIG = "channel.file_not_fetched", "channel.file_too_big", "lists.too_big"
SHOWN_AS_IMAGE = ("image/jpeg", "image/png")
log = structlog.get_logger()


class Source(Protocol):
    """Where files lie: a channel, or our own press."""

    @property
    def account(self) -> str:
        """The account whose files these are."""
        ...

    async def fetch(self, attachment: messages.Attachment) -> bytes | Noted:
        """The bytes. Raises SendError."""
        ...


class Fetcher:
    """Of several processes the one that leads fetches; what is half done after a crash is fetched again."""

    def __init__(self, database: Database, source: Source, clock: Clock, folder: Path) -> None:
        self._database, self._source, self._clock, self._folder = database, source, clock, folder
        self.account = source.account

    async def run(self) -> None:
        """Fetch until cancelled."""
        while True:
            await self.round()
            await asyncio.sleep(POLL_SECONDS)

    async def round(self) -> None:
        """Everything that is due now."""
        async with self._database.reading() as session:
            waiting = await attachments.due(session, self.account, self._clock.now())
        for each in waiting:
            await self._fetch(each)

    async def _fetch(self, row: Attachment) -> None:
        """Nothing but the database is awaited inside the transaction: the bytes come first."""
        wanted = messages.Attachment(row.external_id, row.kind, row.mime, row.filename, row.size)
        try:
            found = await asyncio.to_thread(self._kept, row.digest) or await self._source.fetch(wanted)
            data = found.data if isinstance(found, Noted) else found
            digest = hashlib.sha256(data).hexdigest()
            await asyncio.to_thread(self._keep, digest, data)
        except (SendError, OSError) as error:
            log.warning("fetch_failed", account=self.account, reason=type(error).__name__)
            await self._put_off(row.id, error)
            return
        async with self._database.transaction() as session:
            stored = await session.get_one(Attachment, row.id, with_for_update=True)
            if stored.state != "waiting":  # another round was faster
                return
            if isinstance(found, Noted):
                await found.note(session)
            stored.digest, stored.size, stored.state, stored.reason = digest, len(data), "stored", ""
            await self._pass_on(session, stored)

    def _kept(self, digest: str) -> bytes:
        """What lies here already; empty for a file that has to be fetched."""
        path = self._folder / digest
        return path.read_bytes() if digest and path.exists() else b""

    def _keep(self, digest: str, data: bytes) -> None:
        """The same bytes once, whoever sends them; a file is whole or not there. Only Sapa's own user may read it."""
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._folder / digest
        if not path.exists():
            half = path.with_suffix(".half")
            half.touch(mode=0o600)
            half.write_bytes(data)
            half.rename(path)

    async def _put_off(self, number: int, error: Exception) -> None:
        now = self._clock.now()
        async with self._database.transaction() as session:
            row = await session.get_one(Attachment, number)
            if isinstance(error, Rejected):
                row.attempts = len(attachments.RETRY_MINUTES)
            attachments.later(row, str(error)[:200], now)
            if row.state == "failed":
                if not row.recipients:
                    too_big = LIST_TOO_BIG if row.subject == attachments.LIST else TOO_BIG
                    key = too_big if isinstance(error, Oversize) else NOT_FETCHED
                    row.recipients, row.say = [row.person_id], say_to_json(Say(key))
                await self._pass_on(session, row)

    async def _pass_on(self, session: AsyncSession, row: Attachment) -> None:
        """Each recipient gets it once, under the words that were noted with it; or learns that it is lost."""
        says = [say_from_json(dict(row.say))]
        if row.state == "failed" and says[0].key not in (NOT_FETCHED, TOO_BIG, LIST_TOO_BIG):
            says.append(Say(_lost(row)))
        mime = row.mime.partition(";")[0] or "application/octet-stream"
        name = row.filename or f"{row.kind}{mimetypes.guess_extension(mime) or ''}"
        file = File(str(self._folder.absolute() / row.digest), name, mime)
        for person_id in row.recipients:
            seat, person = await people.seat(session, person_id), await session.get(Person, person_id)
            if seat is None or person is None:
                continue
            message = texts.render(says, person.language)
            if row.state == "stored":
                is_image = mime in SHOWN_AS_IMAGE
                message = replace(message, image=file) if is_image else replace(message, document=file)
            key = f"file:{row.id}:{person_id}"
            now = self._clock.now()
            await outbox.enqueue(
                session, people.address(seat), message, key=key, now=now, lane=outbox.RELAY, subject=row.subject
            )


def _lost(row: Attachment) -> str:
    return "press.failed" if row.account == attachments.PRESS else "channel.file_lost"
