"""The office's spreadsheet → cooperatives, officers, visits, meetings, figures, and a list of what could not be used.

Three steps: `read` a file, `plan` what it would change, `carry_out` the plan.
"""

import asyncio
from datetime import datetime
from pathlib import Path

from db import meanings
from db.registry_import.carrying import carry_out
from db.registry_import.listing import Reading, read
from db.registry_import.planning import Plan, Progress, plan
from db.registry_import.report import CODES, UNREADABLE, ImportReport, Problem, Unreadable
from db.registry_import.workbook import write_report
from db.session import Database

__all__ = [
    "CODES",
    "UNREADABLE",
    "ImportReport",
    "Plan",
    "Problem",
    "Reading",
    "Unreadable",
    "carry_out",
    "import_registry",
    "plan",
    "read",
    "write_report",
]
OPERATOR = "sapa"


async def import_registry(
    database: Database, path: Path, *, now: datetime, dry_run: bool, progress: Progress
) -> ImportReport:
    """Bring the registry to what the file says; a dry run reports the same and keeps nothing. Raises Unreadable.

    Rows are committed by the hundred: after a crash the same file, run again, finishes the work. `now` carries the
    office's zone: its date decides what lies in the future.
    """
    async with database.reading() as session:
        known = await meanings.load(session)
    reading = await asyncio.to_thread(read, path, known, now.date())
    async with database.reading() as session:
        planned = await plan(session, reading, now)
    if dry_run:
        return planned.report
    return await carry_out(database, planned, now=now, actor=OPERATOR, staff_id=None, progress=progress)
