"""Once an hour: what was kept for its period goes, batch by batch, and files that no row names."""

import asyncio
import re
from datetime import datetime, timedelta
from pathlib import Path

import structlog

from db import accounts, parameters
from db.privacy import retention
from db.privacy.erasing_records import ATTACHMENT
from db.session import Database
from scheduler import erasing

CLOCK = "retention"
"""The row of `accounts` that says when this ran last."""
EVERY = timedelta(hours=1)
OURS = re.compile(r"[0-9a-f]{64}(\.half)?")
"""A file is named by its SHA-256, and so while it is written."""
log = structlog.get_logger()


class Retention:
    """Looks through everything once an hour."""

    def __init__(self, database: Database, files: Path | None) -> None:
        self._database, self._files = database, files
        self._stray: set[str] = set()
        """Files without a row an hour ago; only who is still without one then goes: its row may come just after it."""

    async def run(self, now: datetime) -> dict[str, int]:
        """What went, by kind; nothing before an hour is over."""
        async with self._database.transaction() as session:
            row = await accounts.ensure(session, CLOCK)
            if row.offset and now - datetime.fromisoformat(row.offset) < EVERY:
                return {}
            row.offset = now.isoformat()
        counts = {name: await self._forget(kind, now) for name, kind in retention.KINDS.items()}
        counts["files without a row"] = await self._sweep()
        await self._database.empty_log()  # also after an erasure that found somebody reading
        if gone := {name: count for name, count in counts.items() if count}:
            log.info("forgotten", **{name.replace(" ", "_"): count for name, count in gone.items()})
        return gone

    async def _forget(self, kind: retention.Kind, now: datetime) -> int:
        """All batches of a kind, each in a transaction of its own."""
        total = 0
        async with self._database.reading() as session:  # the long look holds up nobody who writes
            if not await retention.is_due(session, kind, await parameters.load(session), now):
                return 0
        while True:
            async with self._database.transaction() as session:
                rules = await parameters.load(session)
                count, digests = await retention.forget(session, kind, rules, now)
            await erasing.remove(self._database, self._files, digests)
            total += count
            if count < kind.batch:
                return total

    async def _sweep(self) -> int:
        """Files that no row has named for an hour."""
        if self._files is None:
            return 0
        names = await asyncio.to_thread(_names, self._files)
        async with self._database.reading() as session:
            known = set((await session.execute(ATTACHMENT.select().with_only_columns(ATTACHMENT.c.digest))).scalars())
        stray = names - known
        gone = stray & self._stray
        self._stray = stray - gone
        await asyncio.to_thread(_unlink, self._files, gone)
        return len(gone)


def _names(folder: Path) -> set[str]:
    """Only what looks like ours: somebody may keep other things in that folder."""
    return {each.name for each in folder.iterdir() if OURS.fullmatch(each.name)} if folder.is_dir() else set()


def _unlink(folder: Path, names: set[str]) -> None:
    for name in names:
        (folder / name).unlink(missing_ok=True)
