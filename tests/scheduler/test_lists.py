"""A list that came by chat ends the same way whatever happens in between; nothing of it lies around afterwards."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from sqlmodel import SQLModel, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.clock import Clock
from bot.messages import Attachment as Sent
from bot.messages import Say
from bot.texts.wire import say_to_json
from db import attachments, imports
from db.models import Attachment, Cooperative, Import, Outbox, Staff
from db.session import Database
from scheduler import list_messages, upkeep
from scheduler.lists import FAULT, MOST_TRIES, Lists
from tests.scheduler.town import NOW, NUR, ZONE, settle_town

ROWS = 1500
HEADER = "No;Nama Koperasi;NIK;Kecamatan;Alamat"
LINES = [f"{n};Koperasi Nomor {n};14710000{n:05d};Sail;Jalan Melati {n}" for n in range(1, ROWS + 1)]


class Still(Clock):
    """Time passes when it is told to."""

    def __init__(self) -> None:
        super().__init__(NOW, speed=0)


class Dying(Database):
    """Takes four commits: a try, the beginning, and two batches."""

    left = 4

    @asynccontextmanager
    async def transaction(self, *, wake: bool = True) -> AsyncIterator[AsyncSession]:
        if self.left == 0:
            raise asyncio.CancelledError
        self.left -= 1
        async with super().transaction(wake=wake) as session:
            yield session


@pytest.fixture
def clock() -> Still:
    return Still()


@pytest.fixture
async def town(database: Database) -> Database:
    await settle_town(database)
    async with database.transaction() as session:
        session.add(Staff(name="Bambang", role="head", created_at=NOW))
    return database


async def arrive(database: Database, folder: Path, text: str, name: str = "daftar.csv") -> int:
    """A list of Nur's lies here."""
    folder.mkdir(exist_ok=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    (folder / digest).write_text(text, encoding="utf-8")
    async with database.transaction() as session:
        words = say_to_json(Say("papers.kept"))
        sent = Sent("f1", "document", "text/csv", name)
        file = await attachments.note(session, 3, NUR, sent, say=words, recipients=(), subject="list", now=NOW)
        file.state, file.digest = "stored", digest
        return (await imports.begin(session, name, file.id, 1, NOW)).id


async def confirm(database: Database, number: int = 1) -> None:
    async with database.transaction() as session:
        (await session.get_one(Import, number)).state = "confirmed"


async def state(database: Database, number: int = 1) -> Import:
    async with database.reading() as session:
        return await session.get_one(Import, number)


async def rows(database: Database, model: type[SQLModel], *names: str) -> list[Any]:
    table = model.__table__  # type: ignore[attr-defined]
    async with database.reading() as session:
        query = select(*(table.c[name] for name in names)).order_by(table.c.id)  # type: ignore[call-overload]
        return [tuple(each) for each in await session.execute(query)]


async def test_a_list_broken_off_in_the_middle_is_finished(town: Database, clock: Still, tmp_path: Path) -> None:
    """As after `kill -9`: what was written stays, nothing else is remembered."""
    lists = Lists(town, clock, ZONE, tmp_path / "files")
    await arrive(town, tmp_path / "files", "\n".join([HEADER, *LINES]))
    await lists.round()
    assert (await state(town)).state == "checked"
    assert len(await rows(town, Cooperative, "id")) == 4
    await confirm(town)
    dying = Dying(town.url)
    with pytest.raises(asyncio.CancelledError):
        await Lists(dying, clock, ZONE, tmp_path / "files").round()
    await dying.close()
    assert 4 < await count(town) < ROWS + 4
    broken = await state(town)
    assert (broken.state, broken.counts["begun"]) == ("confirmed", True)
    await Lists(town, clock, ZONE, tmp_path / "files").round()
    assert (await state(town)).state == "done"
    assert await rows(town, Cooperative, "nik") == [(None,)] * 4 + [(f"14710000{n:05d}",) for n in range(1, ROWS + 1)]
    done = [body["text"] for key, body in await rows(town, Outbox, "key", "body") if key == "import:1:done"]
    assert "Koperasi baru: 1.500" in done[0]


async def count(database: Database) -> int:
    async with database.reading() as session:
        return (await session.exec(select(func.count(col(Cooperative.id))))).one()


async def test_nothing_lies_around_afterwards(town: Database, clock: Still, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    lists = Lists(town, clock, ZONE, folder)
    await arrive(town, folder, "\n".join([HEADER, *LINES[:3]]))
    await lists.round()
    await confirm(town)
    await lists.round()
    assert [kind for (kind,) in await rows(town, Attachment, "kind")] == [imports.REPORT]
    assert len(list(folder.iterdir())) == 1
    clock.advance(timedelta(days=2))
    await lists.round()
    assert await rows(town, Attachment, "kind") == []
    assert list(folder.iterdir()) == []


async def test_a_file_that_another_needs_stays(town: Database, clock: Still, tmp_path: Path) -> None:
    folder, text = tmp_path / "files", "Tanggal;Uraian\n1/1/2027;Kertas\n"
    await arrive(town, folder, text)
    async with town.transaction() as session:
        file = await session.get_one(Attachment, 1)
        paper = Attachment(**file.model_dump(exclude={"id"}))
        paper.subject = "papers:1-2026"
        session.add(paper)
    await Lists(town, clock, ZONE, folder).round()
    assert (await state(town)).reason == "no_header"
    assert [subject for (subject,) in await rows(town, Attachment, "subject")] == ["papers:1-2026"]
    assert len(list(folder.iterdir())) == 1


async def test_a_list_that_never_ends_is_given_up(town: Database, clock: Still, tmp_path: Path) -> None:
    await arrive(town, tmp_path / "files", "\n".join([HEADER, *LINES[:3]]))
    async with town.transaction() as session:
        imports.note(await session.get_one(Import, 1), tries=MOST_TRIES)
    await Lists(town, clock, ZONE, tmp_path / "files").round()
    assert ((await state(town)).state, (await state(town)).reason) == ("failed", FAULT)


async def test_a_workbook_is_known_by_its_name(town: Database, clock: Still, tmp_path: Path) -> None:
    """It lies here under its digest; what it is, its name tells."""
    folder = tmp_path / "files"
    await arrive(town, folder, "x", "DAFTAR KOPERASI (baru).XLSX")
    with xlsxwriter.Workbook(str(next(folder.iterdir()))) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Nama Koperasi", "Kecamatan"])
        sheet.write_row(1, 0, ["KSU Tunas Bertuah", "Sail"])
    await Lists(town, clock, ZONE, folder).round()
    found = await state(town)
    assert (found.state, found.counts["figures"]["added"]) == ("checked", 1)
    names = [filename for kind, filename in await rows(town, Attachment, "kind", "filename") if kind == imports.REPORT]
    assert names == ["laporan-DAFTAR KOPERASI (baru).xlsx"]


async def test_a_file_that_is_gone_ends_its_list(town: Database, clock: Still, tmp_path: Path) -> None:
    await arrive(town, tmp_path / "files", "x")
    for each in (tmp_path / "files").iterdir():
        each.unlink()
    await Lists(town, clock, ZONE, tmp_path / "files").round()
    assert ((await state(town)).state, (await state(town)).reason) == ("failed", "not_found")


async def test_one_message_shows_how_far_it_is(town: Database, clock: Still, tmp_path: Path) -> None:
    await arrive(town, tmp_path / "files", "x")
    for done in (300, 300, 600):
        async with town.transaction() as session:
            await list_messages.progress(session, 1, done, 1500, now=NOW)
            for row in (await session.exec(select(Outbox))).all():
                row.external_id = row.external_id or "m1"
    bodies = [body for (body,) in await rows(town, Outbox, "body")]
    assert [body["text"].splitlines()[1] for body in bodies] == [
        "▓▓░░░░░░░░ 300 dari 1.500 baris",
        "▓▓▓▓░░░░░░ 600 dari 1.500 baris",
    ]
    assert [body.get("replaces") for body in bodies] == [None, "m1"]


async def test_a_week_is_time_enough_to_decide(town: Database, clock: Still, tmp_path: Path) -> None:
    await arrive(town, tmp_path / "files", "\n".join([HEADER, *LINES[:3]]))
    await Lists(town, clock, ZONE, tmp_path / "files").round()
    for days, count in ((6, 0), (8, 1), (9, 0)):
        async with town.transaction() as session:
            assert await upkeep.expire_lists(session, NOW + timedelta(days=days)) == count


async def test_a_check_shows_which_names_change(town: Database, clock: Still, tmp_path: Path) -> None:
    lists = Lists(town, clock, ZONE, tmp_path)
    line = "1;{};1471000000001;Sail;Jalan Melati 1"
    await arrive(town, tmp_path, "\n".join([HEADER, line.format("KSU Melati")]))
    await lists.round()
    await confirm(town)
    await lists.round()
    await arrive(town, tmp_path, "\n".join([HEADER, line.format("KSP Melati Indah")]), "baru.csv")
    await lists.round()
    bodies = [str(body) for (body,) in await rows(town, Outbox, "body")]
    assert any("“KSU Melati” menjadi “KSP Melati Indah”" in body for body in bodies)
