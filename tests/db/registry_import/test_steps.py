"""Read, plan, carry out: a check changes and locks nothing, and what breaks off ends the same when it is run again."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from db import meanings
from db.models import (
    Audit,
    Cooperative,
    FormerName,
    Import,
    Officer,
    RatReport,
    RegistryFigures,
    Task,
    Visit,
)
from db.registry_import import Plan, carry_out, import_registry, plan, read
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
HEADER = [
    "Nama Koperasi",
    "NIK",
    "Kelurahan",
    "Kecamatan",
    "Ketua",
    "No HP",
    "Total Aset",
    "RAT TB 2024",
    "Pembinaan Terakhir",
]
TABLES = (Cooperative, Officer, Visit, RatReport, RegistryFigures, FormerName)
VILLAGES = (("Delima", "Binawidya"), ("Sukamaju", "Sail"), ("Palas", "Rumbai"))


class Stopped(Exception):
    """Stands for a process that ends."""


def many(count: int) -> list[list[object]]:
    rows: list[list[object]] = [HEADER]
    for n in range(count):
        village, district = VILLAGES[n % 3]
        day = date(2026, 1 + n % 12, 1 + n % 28)
        phone = f"0812000{n:05d}"
        rows.append(
            [f"KSU Nomor {n}", f"{1471010000000 + n}", village, district, f"Budi {n}", phone, n * 1000, "Ya", day]
        )
    return rows


async def planned(database: Database, path: Path, said: dict[str, str] | None = None) -> Plan:
    reading = read(path, said or {}, NOW.date())
    async with database.reading() as session:
        return await plan(session, reading, NOW)


async def carried(database: Database, what: Plan, **more: Any) -> Any:
    return await carry_out(database, what, now=NOW, actor="staff:1", staff_id=None, **more)


async def contents(database: Database) -> dict[str, list[str]]:
    """All that a list writes, without the numbers that databases give."""
    found: dict[str, list[str]] = {}
    async with database.reading() as session:
        names = {each.id: each.name for each in (await session.exec(select(Cooperative))).all()}
        for table in TABLES:
            rows = [row.model_dump() for row in (await session.exec(select(table))).all()]
            for row in rows:
                row["cooperative"] = names[row.pop("cooperative_id", None) or row["id"]]
                row.pop("id", None)
                row.pop("receipt", None)
            found[table.__name__] = sorted(map(repr, rows))
    return found


async def test_a_check_waits_for_nobody_and_changes_nothing(office: Database, sheet) -> None:
    path = sheet(many(700))
    async with office.transaction() as writing:
        writing.add(Cooperative(name="KSU Lain", match_name="lain", updated_at=NOW))
        await writing.flush()
        first = await planned(office, path)
    assert (first.report.added, len(first.report.new)) == (700, 700)
    second = await planned(office, path)
    assert second.digest == first.digest
    async with office.reading() as session:
        assert len((await session.exec(select(Cooperative))).all()) == 1
        assert (await session.exec(select(Import))).all() == []


async def test_a_plan_is_known_by_what_it_would_change(office: Database, sheet) -> None:
    path = sheet(many(5))
    before = await planned(office, path)
    async with office.transaction() as session:
        session.add(Cooperative(name="KSU Nomor 1", match_name="nomor 1", nik="1471010000001", updated_at=NOW))
    assert (await planned(office, path)).digest != before.digest


async def test_what_breaks_off_ends_the_same_when_run_again(office: Database, sheet) -> None:
    path = sheet(many(700))
    await carried(office, await planned(office, path))
    undisturbed = await contents(office)
    async with office.transaction() as session:
        for table in (*TABLES[1:], Task, Cooperative):
            for row in (await session.exec(select(table))).all():
                await session.delete(row)
            await session.flush()

    def stop(done: int, total: int) -> None:
        raise Stopped

    with pytest.raises(Stopped):
        await carried(office, await planned(office, path), progress=stop)
    async with office.reading() as session:
        assert len((await session.exec(select(Cooperative))).all()) == 300
    report = await carried(office, await planned(office, path))
    assert (report.added, report.unchanged) == (400, 300)
    assert await contents(office) == undisturbed
    async with office.reading() as session:
        assert [row.state for row in (await session.exec(select(Import))).all()] == ["done", "done"]


KILLED = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from db.registry_import import import_registry
from db.session import Database

def told(done, total):
    print(done, flush=True)

async def main():
    database = Database(sys.argv[1])
    now = datetime(2027, 3, 1, 2, tzinfo=UTC)
    await import_registry(database, Path(sys.argv[2]), now=now, dry_run=False, progress=told)

asyncio.run(main())
"""


def kill_in_the_middle(database_url: str, path: Path) -> None:
    command = [sys.executable, "-c", KILLED, database_url, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as process:
        assert process.stdout is not None and process.stdout.readline() == "300\n"
        os.kill(process.pid, signal.SIGKILL)


@pytest.mark.slow
async def test_a_killed_import_is_finished_by_the_next(office: Database, database_url: str, sheet) -> None:
    path = sheet(many(1500))
    kill_in_the_middle(database_url, path)
    async with office.reading() as session:
        assert 300 <= len((await session.exec(select(Cooperative))).all()) < 1500
    report = await import_registry(office, path, now=NOW, dry_run=False, progress=lambda done, total: None)
    assert report.added + report.unchanged == 1500
    found = await contents(office)
    assert {name: len(rows) for name, rows in found.items()} == {
        **dict.fromkeys(("Cooperative", "Officer", "Visit", "RatReport", "RegistryFigures"), 1500),
        "FormerName": 0,
    }


async def test_a_registry_that_changed_meanwhile_is_matched_afresh(office: Database, sheet) -> None:
    path = sheet(many(700))
    checked = await planned(office, path)
    async with office.transaction() as session:
        session.add(Cooperative(name="KSU Nomor 1", match_name="nomor 1", nik="1471010000001", updated_at=NOW))
    between: list[int] = []

    async def add_more() -> None:
        async with office.transaction() as session:
            session.add(Cooperative(name="KSU Nomor 650", match_name="nomor 650", village="Palas", updated_at=NOW))

    def told(done: int, total: int) -> None:
        between.append(done)
        if done == 300:
            tasks.append(asyncio.get_running_loop().create_task(add_more()))

    tasks: list[asyncio.Task[None]] = []
    report = await carried(office, checked, progress=told)
    await asyncio.gather(*tasks)
    assert between == [300, 600, 700]
    assert (report.added, report.updated) in {(698, 2), (699, 1)}
    again = await carried(office, await planned(office, path))
    assert again.added == 0
    async with office.reading() as session:
        niks = [each.nik for each in (await session.exec(select(Cooperative))).all() if each.nik]
    assert len(niks) == len(set(niks)) == 700


async def test_each_list_leaves_its_row_and_a_line_in_the_log(office: Database, sheet) -> None:
    path = sheet(many(3))
    async with office.transaction() as session:
        waiting = Import(filename="dari chat.xlsx", state="confirmed", plan="abc", counts={"shown": 1}, at=NOW)
        session.add(waiting)
    await carried(office, await planned(office, path), import_id=waiting.id)
    await carried(office, await planned(office, path))
    async with office.reading() as session:
        first, second = (await session.exec(select(Import).order_by(Import.id))).all()
        notes = [(each.actor, each.action, each.subject) for each in (await session.exec(select(Audit))).all()]
    assert (first.state, first.plan, first.counts["shown"], first.counts["added"]) == ("done", "abc", 1, 3)
    assert (second.filename, second.state, second.counts["unchanged"], second.digest) == (
        *("daftar.xlsx", "done", 3), first.digest,
    )  # fmt: skip
    assert notes == [("staff:1", "registry.imported", f"import:{each.id}") for each in (first, second)]


def newer(*rows: Sequence[object]) -> list[Sequence[object]]:
    return [["NIK", "Nama Koperasi", "Kecamatan", "Kelurahan", "Ketua", "Alamat"], *rows]


async def test_a_newer_list_tells_what_changed_and_what_it_lacks_and_deletes_nothing(office: Database, sheet) -> None:
    old = newer(
        ["1471010000001", "KSU Melati", "Sail", "Sukamaju", "Budi", "Jl. A"],
        ["1471010000002", "KSU Mawar", "Sail", "Sukamaju", "Siti", ""],
        ["1471010000003", "KUD Tani", "Rumbai", "Palas", "", ""],
    )
    await carried(office, await planned(office, sheet(old)))
    changed = await planned(
        office, sheet(newer(["1471010000001", "KSU Cempaka", "Sail", "Sukamaju", "Rahmat", "Jl. B"]))
    )
    assert [(each.field, each.before, each.after) for each in changed.report.changes] == [
        ("address", "Jl. A", "Jl. B"),
        ("name", "KSU Melati", "KSU Cempaka"),
        ("ketua", "Budi", "Rahmat"),
    ]
    assert [(each.subject.name, each.listed_at is not None) for each in changed.report.absent] == [("KSU Mawar", True)]
    await carried(office, changed)
    async with office.reading() as session:
        assert len((await session.exec(select(Cooperative))).all()) == 3
        assert [(each.name, each.until) for each in (await session.exec(select(FormerName))).all()] == [
            ("KSU Melati", NOW.date())
        ]
    again = await planned(office, sheet(newer(["", "KSU Melati", "Sail", "Sukamaju", "", ""])))
    assert (again.report.unchanged, again.report.added) == (1, 0)


async def test_those_that_may_be_one_are_asked_about_once(office: Database, sheet) -> None:
    path = sheet(
        newer(
            ["1471010000001", "KSU Melati Indah", "Sail", "Sukamaju", "", ""],
            ["", "KSU Melati Indh", "Sail", "Sukamaju", "", ""],
            ["", "KSU Melati 1", "Sail", "Sukamaju", "", ""],
            ["", "KSU Melati 2", "Sail", "Sukamaju", "", ""],
        )
    )
    checked = await planned(office, path)
    assert [(each.subject.name, each.other.name, each.why) for each in checked.report.pairs] == [
        ("KSU Melati Indh", "KSU Melati Indah", "name")
    ]
    for _ in range(2):
        await carried(office, await planned(office, path))
    async with office.reading() as session:
        assert [(each.kind, each.data["why"]) for each in (await session.exec(select(Task))).all()] == [
            ("twin", "name")
        ]


async def test_a_meaning_said_once_holds_for_the_next_list(office: Database, sheet) -> None:
    path = sheet([["Nama Koperasi", "Kecamatan", "Nomor Sakti"], ["KSU Melati", "Sail", "1471010000001"]])
    assert [each.title for each in (await planned(office, path)).report.unknown_columns] == ["Nomor Sakti"]
    async with office.transaction() as session:
        await meanings.learn(session, "Nomor  SAKTI", "nik", staff_id=None, now=NOW)
        with pytest.raises(KeyError):
            await meanings.learn(session, "Nomor Sakti", "lucky", staff_id=None, now=NOW)
    async with office.reading() as session:
        said = await meanings.load(session)
    known = await planned(office, path, said)
    assert (known.report.unknown_columns, known.report.new[0].nik) == ([], "1471010000001")
    async with office.transaction() as session:
        await meanings.forget(session, "Nomor Sakti")
        assert await meanings.load(session) == {}
