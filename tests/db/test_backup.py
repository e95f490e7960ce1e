"""An archive of either database fills either database, and nothing else does."""

import io
import json
import os
import tarfile
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlmodel import SQLModel

from db import migrate, synthetic
from db.backup import Unfit, backup, restore
from db.models import Cooperative, Inbound, Ledger, Person
from db.session import Database

NOW = datetime(2027, 3, 1, 2, 3, 4, 567890, tzinfo=UTC)


@pytest.fixture
async def first(database_url: str) -> AsyncIterator[Database]:
    opened = Database(database_url)
    await migrate.upgrade(opened)
    async with opened.transaction() as session:
        await synthetic.fill(session, NOW)
        session.add(Person(id=7_000_000_000, name="Siti “Ñ” \n", created_at=NOW))
        session.add(Inbound(account="a", external_id="1", at=NOW, payload={"b": [1, {"c": None}], "d": "é"}))
        session.add(Ledger(purpose="p", cooperative_id=1, lead_id=1, say={"key": "x"}, at=NOW))
    yield opened
    await opened.close()


@pytest.fixture
async def second(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty SQLite database, migrated."""
    opened = Database(f"sqlite:///{tmp_path}/second.db")
    await migrate.upgrade(opened)
    yield opened
    await opened.close()


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "files"
    (folder / "ab").mkdir(parents=True)
    (folder / "ab" / "abcd.pdf").write_bytes(b"%PDF\0")
    return folder


@pytest.fixture
async def small(tmp_path: Path) -> AsyncIterator[Database]:
    """A SQLite database with hardly anything in it."""
    opened = Database(f"sqlite:///{tmp_path}/small.db")
    await migrate.upgrade(opened)
    async with opened.transaction() as session:
        session.add(Person(name="Budi", created_at=NOW))
    yield opened
    await opened.close()


async def contents(database: Database) -> dict[str, list[tuple]]:
    async with database.reading() as session:
        connection = await session.connection()
        return {
            table.name: [tuple(row) for row in await connection.execute(select(table).order_by(*table.primary_key))]
            for table in SQLModel.metadata.sorted_tables
        }


async def test_there_and_back(first: Database, second: Database, files: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    counts = await backup(first, files, archive)
    assert counts["cooperatives"] == synthetic.SIZE
    assert archive.stat().st_mode & 0o077 == 0
    assert not [name for name in os.listdir(tmp_path) if name.endswith(".partial")]
    assert await restore(second, tmp_path / "new", archive) == counts
    assert await contents(second) == await contents(first)
    assert (tmp_path / "new" / "ab" / "abcd.pdf").read_bytes() == b"%PDF\0"
    with pytest.raises(Unfit, match="not empty"):
        await restore(second, tmp_path / "other", archive)


async def test_from_sqlite_into_either_and_new_rows_get_new_numbers(database_url: str, tmp_path: Path) -> None:
    source = Database(f"sqlite:///{tmp_path}/source.db")
    await migrate.upgrade(source)
    async with source.transaction() as session:
        await synthetic.fill(session, NOW)
    await backup(source, tmp_path / "none", tmp_path / "b.tar.gz")
    target = Database(database_url)
    await migrate.upgrade(target)
    await restore(target, tmp_path / "new", tmp_path / "b.tar.gz")
    assert await contents(target) == await contents(source)
    async with target.transaction() as session:
        added = Cooperative(name="Baru", match_name="baru", updated_at=NOW)
        session.add_all([added, Person(name="Budi", created_at=NOW)])
        await session.flush()
        assert added.id == synthetic.SIZE + 1
    await source.close()
    await target.close()


def packed(path: Path, entries: dict[str, bytes], kind: bytes = tarfile.REGTYPE) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, content in entries.items():
            member = tarfile.TarInfo(name)
            member.size, member.type, member.linkname = len(content), kind, "/etc/passwd"
            archive.addfile(member, io.BytesIO(content))
    return path


def manifest(**said: object) -> bytes:
    return json.dumps({"format": 1, "revision": migrate.head(), "tables": {}} | said).encode()


WRONG = {
    "another revision": ({"manifest.json": manifest(revision="9999")}, "holds schema revision 9999"),
    "another version": ({"manifest.json": manifest(format=99)}, "another version"),
    "no manifest": ({"tables/people.jsonl": b""}, "not a complete backup"),
    "tables missing": ({"manifest.json": manifest()}, "damaged"),
    "a way out": ({"../evil": b"x"}, "does not belong there"),
    "a way out of files": ({"files/../../evil": b"x"}, "does not belong there"),
    "an absolute path": ({"/evil": b"x"}, "does not belong there"),
    "a stranger": ({"evil.sh": b"x"}, "does not belong there"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
async def test_refused(second: Database, tmp_path: Path, case: tuple) -> None:
    entries, words = case
    before = await contents(second)
    with pytest.raises(Unfit, match=words):
        await restore(second, tmp_path / "new", packed(tmp_path / "b.tar.gz", entries))
    assert await contents(second) == before
    assert not (tmp_path / "new").exists()
    assert not (tmp_path / "evil").exists()


async def test_links_rubbish_and_half_an_archive_are_refused(small: Database, second: Database, tmp_path: Path) -> None:
    whole = tmp_path / "whole.tar.gz"
    await backup(small, tmp_path / "none", whole)
    half = tmp_path / "half.tar.gz"
    half.write_bytes(whole.read_bytes()[:-500])
    rubbish = tmp_path / "rubbish"
    rubbish.write_bytes(os.urandom(500))
    link = packed(tmp_path / "link.tar.gz", {"files/link": b""}, tarfile.SYMTYPE)
    for source in (half, rubbish, link, tmp_path / "missing.tar.gz"):
        with pytest.raises(Unfit):
            await restore(second, tmp_path / "new", source)


async def test_what_is_in_the_way(small: Database, second: Database, files: Path, tmp_path: Path) -> None:
    archive = tmp_path / "backup.tar.gz"
    await backup(small, files, archive)
    with pytest.raises(Unfit, match="files folder"):
        await restore(second, files, archive)
    with pytest.raises(Unfit, match="can't be written"):
        await backup(small, files, tmp_path / "nowhere" / "b.tar.gz")
    blank = Database(f"sqlite:///{tmp_path}/blank.db")
    with pytest.raises(Unfit, match="run `sapa migrate` first"):
        await restore(blank, tmp_path / "new", archive)
    with pytest.raises(Unfit, match="nothing to back up"):
        await backup(blank, files, archive)
    await blank.close()
