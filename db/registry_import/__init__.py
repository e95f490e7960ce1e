"""The office's spreadsheet → cooperatives, officers, visits, and a list of what could not be used."""

from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import datetime
from pathlib import Path

from sqlmodel.ext.asyncio.session import AsyncSession

from db.registry_import.applying import Registry, apply
from db.registry_import.headers import LOOKED_AT, Layout, find_layout
from db.registry_import.reading import Sheet, read_sheets
from db.registry_import.report import ImportReport, Problem, Unreadable
from db.registry_import.rows import Entry, RowReader, is_blank
from db.session import Database

__all__ = ["ImportReport", "Problem", "Unreadable", "import_registry"]

BATCH = 300


class _Undo(Exception):
    """Ends a dry run's transaction."""


async def import_registry(
    database: Database, path: Path, *, now: datetime, dry_run: bool, progress: Callable[[int, int], None]
) -> ImportReport:
    """Bring the registry to what the file says; a dry run reports the same and keeps nothing. Raises Unreadable.

    Rows are committed by the hundred: after a crash the same file, run again, finishes the work. `now` carries the
    office's zone: its date decides what lies in the future.
    """
    tables = _tables(path)
    report = ImportReport()
    for _, layout in tables:
        report.unknown_columns += [name for name in layout.unknown if name not in report.unknown_columns]
    report.missing_columns = [name for name in tables[0][1].missing if all(name in t.missing for _, t in tables)]
    entries = list(_entries(tables, report, now))
    if dry_run:
        try:
            async with database.transaction() as session:
                await _work(lambda: _same_session(session), entries, report, now, progress)
                raise _Undo
        except _Undo:
            return report
    await _work(database.transaction, entries, report, now, progress)
    return report


@asynccontextmanager
async def _same_session(session: AsyncSession) -> AsyncIterator[AsyncSession]:
    yield session


def _tables(path: Path) -> list[tuple[Sheet, Layout]]:
    sheets = read_sheets(path)
    tables = [(sheet, layout) for sheet in sheets if (layout := find_layout(sheet)) is not None]
    if not tables:
        first = next(row for row in sheets[0].rows if any(cell != "" for cell in row))
        found = ", ".join(f"“{cell}”" for cell in first if cell != "")[:120]
        raise Unreadable(
            f"{path.name}: looked in the first {LOOKED_AT} rows for a header with the cooperative's name and one more "
            f"known column, such as Nama Koperasi and Kecamatan, and found {found}."
        )
    return tables


def _entries(tables: list[tuple[Sheet, Layout]], report: ImportReport, now: datetime) -> Iterator[Entry]:
    for sheet, layout in tables:
        reader = RowReader(layout, sheet.name if len(tables) > 1 else "", now.date())
        for number, row in enumerate(sheet.rows[layout.first_row :], start=layout.first_row + 1):
            if is_blank(row):
                continue
            report.read += 1
            entry = reader.read(number, row)
            if entry is None:
                report.skipped += 1
            else:
                yield entry


async def _work(
    transaction: Callable[[], AbstractAsyncContextManager[AsyncSession]],
    entries: list[Entry],
    report: ImportReport,
    now: datetime,
    progress: Callable[[int, int], None],
) -> None:
    async with transaction() as session:
        registry = await Registry.load(session)
    outcomes: Counter[str] = Counter()
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        async with transaction() as session:
            outcomes.update(await apply(session, registry, batch, now))
        progress(start + len(batch), len(entries))
    report.added, report.updated, report.unchanged = (outcomes[key] for key in ("added", "updated", "unchanged"))
    report.skipped += outcomes["skipped"]
    report.problems = [problem for entry in entries for problem in entry.problems]
