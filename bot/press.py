"""Files that we make ourselves: a receipt, a chart, a spreadsheet. Ordered in a turn, made after it, sent when done."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime

import structlog
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.errors import Rejected
from bot.messages import Attachment
from bot.settings import Office
from db.attachments import PRESS, Noted
from db.session import Database

log = structlog.get_logger()
Maker = Callable[[AsyncSession, str, str, datetime, Office], Awaitable[bytes | Noted]]
"""Makes a file of: a session that reads, the subject, the reader's language, now, the office. Long work in a thread."""


class Press:
    """Where the fetcher finds such files, as it finds what people send at a channel."""

    account = PRESS

    def __init__(self, database: Database, clock: Clock, office: Office, makers: Mapping[str, Maker]) -> None:
        self._database, self._clock, self._office, self._makers = database, clock, office, makers

    async def fetch(self, attachment: Attachment) -> bytes | Noted:
        """Make the file that was ordered. Raises Rejected when it can't be made, now or later."""
        language, _, subject = attachment.id.partition(":")
        try:
            async with self._database.reading() as session:
                return await self._makers[attachment.kind](session, subject, language, self._clock.now(), self._office)
        except Exception as error:
            log.exception("file_not_made", kind=attachment.kind, subject=subject)
            raise Rejected("not made") from error
