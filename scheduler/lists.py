"""Lists that came by chat: checked when the file is here, carried out when that is confirmed; a crash loses nothing.

Where each stands lies in its row of `imports`; files are read in a thread, and no transaction stays open meanwhile.
"""

import asyncio
import hashlib
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError

from bot.clock import Clock
from db import imports, meanings, registry_import
from db.models import Attachment, Import
from db.registry_import import ImportReport, Plan, Unreadable
from db.session import Database
from scheduler import list_messages, upkeep

MOST_TRIES = 5
"""How often a list is begun that never comes to an end: each was a crash, or a fault of ours."""
SHOW_SECONDS = 2.0
FAULT = "fault"
"""Why a list ends that is not to blame."""
Work = Callable[[Import, Attachment], Awaitable[None]]
log = structlog.get_logger()


class Lists:
    """One after the other, by whoever leads the ticks."""

    def __init__(self, database: Database, clock: Clock, zone: ZoneInfo, folder: Path) -> None:
        self._database, self._clock, self._zone, self._folder = database, clock, zone, folder

    async def round(self) -> None:
        """Everything that can be done now."""
        async with self._database.reading() as session:
            arrived, wanted = await imports.arrived(session), await imports.confirmed(session)
        for row, file in arrived:
            await self._safely(row, self._check, file)
        for row, file in wanted:
            await self._safely(row, self._carry_out, file)
        await self._tell_done()
        await self._throw_away()

    async def _safely(self, row: Import, work: Work, file: Attachment) -> None:
        """A list that can't be worked off ends, and whoever sent it learns why."""
        if file.state == "failed":
            await self._end(row.id, "failed", file.reason, tell=False)  # whoever fetched has told
            return
        if not await self._try(row.id):
            await self._end(row.id, "failed", FAULT)
            return
        try:
            await work(row, file)
        except Unreadable as error:
            await self._end(row.id, "failed", error.reason)
        except (OperationalError, InterfaceError):
            raise
        except Exception:
            log.exception("list_failed", list=row.id)
            await self._end(row.id, "failed", FAULT)

    async def _try(self, number: int) -> bool:
        """Count a beginning; False when there were too many."""
        async with self._database.transaction() as session:
            row = await imports.locked(session, number)
            tries = row.counts.get("tries", 0) if row is not None else MOST_TRIES
            if row is None or tries >= MOST_TRIES:
                return False
            imports.note(row, tries=tries + 1)
        return True

    async def _end(self, number: int, state: str, reason: str, *, tell: bool = True) -> None:
        async with self._database.transaction() as session:
            row = await imports.locked(session, number)
            if row is None or row.state in imports.ENDED:
                return
            row.state, row.reason, row.done_at = state, reason, self._clock.now()
            if tell:
                await list_messages.failed(session, row, self._clock.now())

    async def _plan(self, file: Attachment) -> Plan:
        """What the list would change, as the registry stands now. Raises Unreadable."""
        now = self._clock.now().astimezone(self._zone)
        async with self._database.reading() as session:
            known = await meanings.load(session)
        with self._called(file) as path:
            reading = await asyncio.to_thread(registry_import.read, path, known, now.date())
        async with self._database.reading() as session:
            return await registry_import.plan(session, reading, now)

    @contextmanager
    def _called(self, file: Attachment) -> Iterator[Path]:
        """The file under a name that tells its kind."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / f"list{Path(file.filename).suffix.casefold()[:6]}"
            path.symlink_to((self._folder / file.digest).absolute())
            yield path

    async def _check(self, row: Import, file: Attachment) -> None:
        plan = await self._plan(file)
        await self._show(row.id, plan, file, is_new=False)

    async def _show(self, number: int, plan: Plan, file: Attachment, *, is_new: bool) -> None:
        """What was found, with the report; bound to exactly this plan."""
        digest, size = await asyncio.to_thread(self._print, plan.report)
        async with self._database.transaction() as session:
            row = await imports.locked(session, number)
            if row is None or row.state in imports.ENDED:
                return
            row.state, row.plan, row.digest = "checked", plan.digest, file.digest
            columns = [[each.title, list(each.samples)] for each in plan.report.unknown_columns]
            shown = row.counts.get("shown", 0) + 1
            imports.note(row, tries=0, shown=shown, columns=columns, figures=plan.report.counts())
            await imports.keep_report(session, row, file.person_id, digest, size, self._clock.now())
            now = self._clock.now()
            await list_messages.checked(session, row, plan.report, self._folder, now, is_new=is_new)

    def _print(self, report: ImportReport) -> tuple[str, int]:
        """The report as a file of its digest's name; digest and size."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / "report.xlsx"
            registry_import.write_report(report, path)
            data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = (self._folder / digest).with_suffix(".half")
        half.touch(mode=0o600)
        half.write_bytes(data)
        half.rename(self._folder / digest)
        return digest, len(data)

    async def _carry_out(self, row: Import, file: Attachment) -> None:
        """Exactly what was confirmed; where the registry has changed since, that is shown anew. Begun, it is ended."""
        plan = await self._plan(file)
        if plan.digest != row.plan and not row.counts.get("begun"):
            await self._show(row.id, plan, file, is_new=True)
            return
        async with self._database.transaction() as session:
            begun = await imports.locked(session, row.id)
            if begun is None or begun.state != "confirmed":
                return
            imports.note(begun, begun=True)
        await self._write(row, plan)

    async def _tell_done(self) -> None:
        """Whoever sent a list that is carried out hears of it, also after a crash between the two."""
        async with self._database.reading() as session:
            done = [each.id for each in await imports.untold(session)]
        for number in done:
            async with self._database.transaction() as session:
                row = await imports.locked(session, number)
                assert row is not None
                await upkeep.look_for_twins_soon(session)
                await list_messages.done(session, row, self._folder, self._clock.now())
                imports.note(row, told=True)

    async def _write(self, row: Import, plan: Plan) -> None:
        """In batches, while one message shows how far it is."""
        reached = [0, 0]

        def progress(done: int, total: int) -> None:
            reached[:] = done, total

        actor, now = f"staff:{row.staff_id}", self._clock.now().astimezone(self._zone)
        work = asyncio.ensure_future(
            registry_import.carry_out(
                self._database,
                plan,
                now=now,
                actor=actor,
                staff_id=row.staff_id,
                progress=progress,
                import_id=row.id,
            )
        )
        try:
            while not (await asyncio.wait([work], timeout=SHOW_SECONDS))[0]:
                async with self._database.transaction() as session:
                    await list_messages.progress(session, row.id, *reached, now=self._clock.now())
            await work
        finally:
            work.cancel()
            await asyncio.gather(work, return_exceptions=True)

    async def _throw_away(self) -> None:
        """The files of ended lists; first the bytes, then the rows, so that a crash between leaves nothing behind."""
        async with self._database.reading() as session:
            ids, digests = await imports.to_be_thrown_away(session, self._clock.now())
        if not ids:
            return
        for each in digests:
            await asyncio.to_thread((self._folder / each).unlink, missing_ok=True)
        async with self._database.transaction() as session:
            await imports.forget_files(session, ids)
