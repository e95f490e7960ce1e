"""A plan → the registry: in batches of their own, so that after a crash the same list, run again, ends the same."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from db import audit, twins
from db.models import Import
from db.registry_import import proposals, standing
from db.registry_import.deciding import Circumstances, Decision
from db.registry_import.planning import (
    MOVED,
    Plan,
    Progress,
    Tally,
    batches,
    circumstances,
    decide_batch,
    forget_standings,
)
from db.registry_import.registry import Registry, count
from db.registry_import.report import ImportReport
from db.registry_import.rows import Entry
from db.session import Database

MOST_ASKED = 30
"""Pairs of a batch that staff are asked about; a search through the registry finds the rest later."""
LOCK = 7_100_005
"""One list is written at a time, also where several processes share a database."""


async def carry_out(
    database: Database,
    plan: Plan,
    *,
    now: datetime,
    actor: str,
    staff_id: int | None,
    progress: Progress = lambda done, total: None,
    import_id: int | None = None,
) -> ImportReport:
    """Bring the registry to what the list says, matched afresh. Nothing is deleted.

    Ends in a row of `imports` that is done (that of `import_id`, else a new one) and a line of the audit log.
    """
    reading = plan.reading
    work: _Work | None = None
    for batch in batches(reading.entries):
        async with database.transaction() as session:
            work = await _ready(session, database, plan, work, now)
            await work.write(session, batch)
        progress(work.done, len(reading.entries))
    async with database.transaction() as session:
        work = await _ready(session, database, plan, work, now)
        for new, old in (await work.tally.end(session, work.registry))[:MOST_ASKED]:
            await twins.propose(session, new.id, old.id, why=MOVED, now=now)
        await _close(session, plan, work.tally.report, now, actor, staff_id, import_id)
    return work.tally.report


class _Work:
    """The registry as it grows, and the report."""

    def __init__(self, registry: Registry, tally: Tally, around: Circumstances) -> None:
        self.registry, self.tally, self.around = registry, tally, around
        self.done = 0

    async def write(self, session: AsyncSession, batch: Sequence[Entry]) -> None:
        decisions = await decide_batch(session, self.registry, batch, self.around)
        await self._store(session, decisions)
        asked = 0
        for decision in decisions:
            self.tally.take(decision, self.registry)
            for other, why in decision.near if decision.known is not None else ():
                if asked < MOST_ASKED and decision.known is not None:
                    await twins.propose(session, decision.known.id, other.id, why=why, now=self.around.now)
                    asked += 1
            for successor in decision.successors:
                assert decision.known is not None
                await proposals.ask(session, decision.known.id, successor, self.around.now)
        forget_standings(self.registry)
        self.done += len(batch)

    async def _store(self, session: AsyncSession, decisions: Sequence[Decision]) -> None:
        known = {id(each.known): each.known for each in decisions if each.known and each.known.standing}
        standings = {key: each.standing for key, each in known.items() if each.standing is not None}
        await standing.insert_new(session, list(standings.values()))
        for key, each in known.items():
            if not each.id:
                each.id = standings[key].facts.now["id"]
                self.registry.add(each)
        await standing.store(session, list(standings.values()), self.around.now, self.around.now.date())
        self.registry.state = await count(session)


async def _ready(session: AsyncSession, database: Database, plan: Plan, work: _Work | None, now: datetime) -> _Work:
    """The work so far; on a registry loaded anew where somebody else has added or joined cooperatives meanwhile."""
    if not database.is_sqlite:
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
    if work is not None and await count(session) == work.registry.state:
        return work
    registry = await Registry.load(session)
    if work is None:
        around = await circumstances(session, plan.reading, now)
        return _Work(registry, Tally.of(plan.reading), around)
    for number, before in work.registry.by_id.items():
        if number in registry.by_id:
            registry.by_id[number].row, registry.by_id[number].sheet = before.row, before.sheet
    registry.covered = work.registry.covered
    work.registry = registry
    return work


async def _close(
    session: AsyncSession,
    plan: Plan,
    report: ImportReport,
    now: datetime,
    actor: str,
    staff_id: int | None,
    import_id: int | None,
) -> None:
    reading = plan.reading
    row = await session.get(Import, import_id) if import_id is not None else None
    if row is None:
        row = Import(filename=reading.filename, staff_id=staff_id, at=now)
        session.add(row)
    row.digest, row.plan, row.state = reading.digest, row.plan or plan.digest, "done"
    row.counts, row.done_at = {**row.counts, **report.counts()}, now
    await session.flush()
    audit.note(session, actor, "registry.imported", f"import:{row.id}", now, **report.counts())
