"""An erasure that was asked for is carried out: a last message, a day to take it back, missed ticks."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import col, select

from bot.settings import Office
from db.models import Attachment, DataRequest, Identity, Outbox, Person
from db.privacy import requests
from db.session import Database, sqlite_path
from scheduler import erasing
from scheduler.retention import Retention
from tests.privacy.life import CHAT, DIGITS, NAME, NOW, SRI, TELEGRAM, WORDS, live

OFFICE = Office("Dinas Koperasi", "Kota Pekanbaru", "", "", "Asia/Jakarta")
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


async def asked(database: Database, folder: Path) -> None:
    async with database.transaction() as session:
        await live(session, folder)
        person = await session.get_one(Person, SRI)
        person.preferred = TELEGRAM
        (await session.exec(select(DataRequest))).one().state = "withdrawn"
        assert await requests.ask_erasure(session, person, NOW) == NOW + DAY


async def farewell(database: Database) -> Outbox | None:
    async with database.reading() as session:
        return (await session.exec(select(Outbox).where(col(Outbox.key).startswith("erased:")))).first()


async def leaves(database: Database) -> None:
    async with database.transaction() as session:
        row = (await session.exec(select(Outbox).where(col(Outbox.key).startswith("erased:")))).one()
        row.state = "sent"


async def test_the_last_message_goes_first_and_then_everything_with_it(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    await asked(database, folder)
    assert await erasing.erase_due(database, NOW + DAY - MINUTE, OFFICE, folder) == 0
    assert await farewell(database) is None
    assert await erasing.erase_due(database, NOW + DAY, OFFICE, folder) == 0
    row = await farewell(database)
    assert row is not None and row.state == "queued" and "pesan terakhir" in row.body["text"]
    assert await erasing.erase_due(database, NOW + DAY + MINUTE, OFFICE, folder) == 0, "it has not left yet"
    await leaves(database)
    assert await erasing.erase_due(database, NOW + DAY + 2 * MINUTE, OFFICE, folder) == 1
    assert await farewell(database) is None
    assert sorted(each.name for each in folder.iterdir()) == ["b2", "d4"]
    assert await erasing.erase_due(database, NOW + DAY + 3 * MINUTE, OFFICE, folder) == 0
    async with database.reading() as session:
        request = (await session.exec(select(DataRequest).where(DataRequest.state == "done"))).one()
        assert request.done_at is not None and request.done_at < request.due_at


async def test_who_takes_it_back_stays(database: Database, tmp_path: Path) -> None:
    await asked(database, tmp_path / "files")
    async with database.transaction() as session:
        person = await session.get_one(Person, SRI)
        assert await requests.take_back(session, person, NOW + DAY - MINUTE)
        assert not await requests.take_back(session, person, NOW + DAY - MINUTE), "nothing waits any more"
    assert await erasing.erase_due(database, NOW + 9 * DAY, OFFICE, tmp_path / "files") == 0
    async with database.reading() as session:
        assert await requests.overdue(session, NOW + 9 * DAY) == 0


async def test_when_its_time_has_come_it_is_too_late(database: Database, tmp_path: Path) -> None:
    await asked(database, tmp_path / "files")
    async with database.transaction() as session:
        assert not await requests.take_back(session, await session.get_one(Person, SRI), NOW + DAY)


async def test_after_missed_ticks_nobody_is_kept_waiting(database: Database, tmp_path: Path) -> None:
    await asked(database, tmp_path / "files")
    async with database.reading() as session:
        assert await requests.overdue(session, NOW + 4 * DAY) == 1
    assert await erasing.erase_due(database, NOW + 4 * DAY, OFFICE, tmp_path / "files") == 1
    assert await farewell(database) is None


async def test_a_message_that_never_leaves_holds_nothing_up(database: Database, tmp_path: Path) -> None:
    await asked(database, tmp_path / "files")
    await erasing.erase_due(database, NOW + DAY, OFFICE, None)
    assert await erasing.erase_due(database, NOW + DAY + erasing.PATIENCE, OFFICE, None) == 1


async def test_where_no_word_may_go_nobody_is_knocked_at(database: Database, tmp_path: Path) -> None:
    await asked(database, tmp_path / "files")
    async with database.transaction() as session:
        telegram = (
            await session.exec(select(Identity).where(Identity.account == TELEGRAM, Identity.person_id == SRI))
        ).one()
        telegram.blocked_at = NOW
    assert await erasing.erase_due(database, NOW + DAY, OFFICE, None) == 1, "the window is closed, no template approved"
    async with database.reading() as session:
        assert not (await session.exec(select(Outbox).where(Outbox.account == "whatsapp:1", Outbox.user != ""))).all()


async def test_bytes_that_somebody_sends_meanwhile_stay(database: Database, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    await asked(database, folder)
    async with database.transaction() as session:
        session.add(
            Attachment(
                person_id=3, account=TELEGRAM, external_id="n", id=77, kind="photo", digest="a1", due_at=NOW, at=NOW
            )
        )
    await erasing.erase_due(database, NOW + 4 * DAY, OFFICE, folder)
    assert (folder / "a1").exists()


def in_bytes(database_url: str) -> list[str]:
    """What of her stands in the database file or in its write-ahead log."""
    path = sqlite_path(database_url)
    if path is None:
        pytest.skip("the files of a server are its own")
    names = [path, path.with_name(f"{path.name}-wal")]
    held = b"".join(each.read_bytes() for each in names if each.exists()).lower()
    return [each for each in (NAME, DIGITS, CHAT, WORDS) if each.casefold().encode() in held]


async def test_no_byte_of_the_person_stays_in_the_file_or_its_log(
    database: Database, database_url: str, tmp_path: Path
) -> None:
    await asked(database, tmp_path / "files")
    assert in_bytes(database_url) == [NAME, DIGITS, CHAT, WORDS]
    assert await erasing.erase_due(database, NOW + 4 * DAY, OFFICE, None) == 1
    assert in_bytes(database_url) == []


async def test_who_still_reads_only_delays_it(database: Database, database_url: str, tmp_path: Path) -> None:
    await asked(database, tmp_path / "files")
    async with database.reading() as session:
        await session.execute(text("SELECT name FROM people"))
        assert await erasing.erase_due(database, NOW + 4 * DAY, OFFICE, None) == 1
        assert in_bytes(database_url) != []
    await Retention(database, None).run(NOW + 4 * DAY)
    assert in_bytes(database_url) == []
