"""Lists as offices send them, each imported into an empty registry: `shelf/*.toml`, one dirt or a mix in each."""

import asyncio
import shutil
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import psycopg
import pytest

from db import meanings, migrate
from db.registry_import import ImportReport, Unreadable, import_registry
from db.session import Database
from tests.db.registry_import.shelf import cases, registry
from tests.db.registry_import.shelf.cases import Case, File

NOW = datetime(2027, 3, 1, 9, tzinfo=ZoneInfo("Asia/Jakarta"))
CASES = {path.stem: cases.load(path) for path in cases.FILES}


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty installation."""
    path = tmp_path_factory.mktemp("empty") / "sapa.db"
    asyncio.run(_migrate(f"sqlite:///{path}"))
    return path


async def _migrate(url: str) -> None:
    database = Database(url)
    await migrate.upgrade(database)
    await database.close()


@pytest.fixture
async def installation(migrated: Path, tmp_path: Path) -> AsyncIterator[Database]:
    shutil.copy(migrated, tmp_path / "sapa.db")
    database = Database(f"sqlite:///{tmp_path}/sapa.db")
    yield database
    await database.close()


@pytest.fixture
async def server(postgres_url: str) -> AsyncIterator[Database]:
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    database = Database(postgres_url)
    await migrate.upgrade(database)
    yield database
    await database.close()


def test_there_are_enough_of_them() -> None:
    assert len(CASES) >= 36
    labels = [case.label for case in CASES.values()]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
async def test_a_list_is_read_as_it_was_meant(installation: Database, tmp_path: Path, case: Case) -> None:
    await _reads(installation, tmp_path, case)


@pytest.mark.parametrize("case", [pytest.param(case, id=name) for name, case in CASES.items() if case.postgresql])
async def test_a_server_reads_it_the_same(server: Database, tmp_path: Path, case: Case) -> None:
    await _reads(server, tmp_path, case)


async def _reads(database: Database, folder: Path, case: Case) -> None:
    wrong: list[str] = []
    for number, file in enumerate(case.file):
        (place := folder / str(number)).mkdir()
        wrong += await _imported(database, file, file.write(place), before=await registry.held(database))
    after = await registry.held(database)
    wrong += registry.differences(case.registry, after)
    wrong += _twins(case, await registry.twins(database))
    if case.registry:
        wrong += await _again(database, next(folder.joinpath(str(len(case.file) - 1)).iterdir()), after)
    assert not wrong, "\n" + "\n".join([case.label, *wrong])


async def _imported(database: Database, file: File, path: Path, before: list[registry.Facts]) -> list[str]:
    """What the import of one file reports otherwise than expected; a dry run reports the same and keeps nothing."""
    async with database.transaction() as session:
        for title, meaning in file.columns.items():
            await meanings.learn(session, title, meaning, staff_id=None, now=NOW)
    if file.unreadable:
        return await _refused(database, file, path)
    dry = await _run(database, path, dry=True)
    assert await registry.held(database) == before
    report = await _run(database, path)
    wrong = [] if _plain(report) == _plain(dry) else [f"a dry run said {_plain(dry)}, the import {_plain(report)}"]
    if file.counts is not None and (found := _counts(report)) != file.counts:
        wrong.append(f"added, updated, unchanged, skipped: {file.counts} expected, {found} found")
    wrong += _told(file, report) + _compared(file, report)
    wrong += [f"{secret} is in the report" for secret in file.never if secret in repr(report)]
    kept = b"".join(each.read_bytes() for each in path.parent.parent.glob("sapa.db*"))
    wrong += [f"{secret} is in the database" for secret in file.never if secret.encode() in kept]
    unknown = sorted(each.title for each in report.unknown_columns)
    if unknown != sorted(file.unknown):
        wrong.append(f"unknown columns: {file.unknown} expected, {unknown} found")
    return wrong


def _twins(case: Case, asked: list[str]) -> list[str]:
    wanted, possible = case.expect.get("twins", []), case.expect.get("twins_may", [])
    return [f"twins not proposed: {pair}" for pair in wanted if pair not in asked] + [
        f"twins proposed: {pair}" for pair in asked if pair not in [*wanted, *possible]
    ]


async def _refused(database: Database, file: File, path: Path) -> list[str]:
    with pytest.raises(Unreadable) as refusal:
        await _run(database, path)
    assert str(refusal.value).count("\n") == 0
    reason = refusal.value.reason
    return [] if reason == file.unreadable else [f"refused as {file.unreadable} expected, {reason} found"]


async def _again(database: Database, path: Path, before: list[registry.Facts]) -> list[str]:
    report = await _run(database, path)
    added, updated = report.added, report.updated
    wrong = [f"again: {added} added, {updated} updated"] if added or updated else []
    return wrong + registry.differences(before, await registry.held(database))


async def _run(database: Database, path: Path, *, dry: bool = False) -> ImportReport:
    return await import_registry(database, path, now=NOW, dry_run=dry, progress=lambda done, total: None)


def _plain(report: ImportReport) -> dict[str, object]:
    """A report without the numbers that only an import gives."""
    return asdict(report, dict_factory=lambda pairs: {key: value for key, value in pairs if key != "id"})


def _counts(report: ImportReport) -> list[int]:
    assert report.read == report.added + report.updated + report.unchanged + report.skipped
    return [report.added, report.updated, report.unchanged, report.skipped]


def _told(file: File, report: ImportReport) -> list[str]:
    """Problems that were not listed, and ones that nobody expects."""
    found = [
        [f"{f'{each.sheet}!' if each.sheet else ''}{each.row}", _key(each.column), _key(each.found)]
        for each in report.problems
    ]
    expected, possible = _problems(file.problems), _problems(file.may)
    missing = [each for each in expected if not any(_fits(each, one) for one in found)]
    surplus = [one for one in found if not any(_fits(each, one) for each in [*expected, *possible])]
    return [f"not listed: {' | '.join(each)}" for each in missing] + [f"listed: {' | '.join(each)}" for each in surplus]


def _compared(file: File, report: ImportReport) -> list[str]:
    changed = sorted(f"{each.subject.name}: {each.field}" for each in report.changes)
    absent = [each.subject.name for each in report.absent]
    pairs = (("changed", file.changed, changed), ("absent", file.absent, absent))
    return [f"{what}: {wanted} expected, {found} found" for what, wanted, found in pairs if wanted not in (None, found)]


def _problems(lines: Sequence[str]) -> list[list[str]]:
    parts = [[part.strip() for part in line.split("|")] for line in lines]
    return [[row, *(_key(word) for word in words)] for row, *words in parts]


def _fits(expected: list[str], found: list[str]) -> bool:
    return expected == found[: len(expected)]


def _key(words: str) -> str:
    return "".join(each for each in words.casefold() if each.isalnum())
