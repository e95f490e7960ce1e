"""DATA SAYA: everything of the person's own, whole and in words."""

import re
from pathlib import Path

import pytest
from sqlmodel import select

from bot.settings import Office
from db.models import Attachment, District, Outbox, Staff, StaffDistrict
from db.privacy import copy
from db.session import Database
from handlers.manager import privacy_copy
from tests.privacy.life import NOW, NUR, SRI, live

OFFICE = Office("Dinas Koperasi", "Kota Pekanbaru", "", "", "Asia/Jakarta")
CODE = re.compile(r"\b[a-z]+[._][a-z_]+\b")
LONG = "Pengingat RAT. " * 60 + "Sampai jumpa."


async def parts(database: Database, folder: Path, person_id: int, language: str = "id") -> dict[str, list[list[str]]]:
    """What the file says, by title."""
    async with database.transaction() as session:
        await live(session, folder)
        (await session.exec(select(Outbox).where(Outbox.key == "announcement:1:1:0"))).one().body = {"text": LONG}
        for file in (await session.exec(select(Attachment))).all():
            file.filename = ""
        session.add(District(id=1, name="Sail"))
        await session.flush()
        session.add(StaffDistrict(staff_id=1, district_id=1))
        member = await session.get_one(Staff, 1)
        member.role, member.acting_role = "field_officer", "head"
    async with database.reading() as session:
        own = await copy.collect(session, person_id, NOW)
    said = privacy_copy.page(own, language, NOW, OFFICE)
    assert privacy_copy.printed(said, language).startswith(b"%PDF")
    return {each["title"]: each["rows"] for each in said["parts"]}  # type: ignore[index,union-attr,call-overload]


async def test_a_long_message_stands_there_whole(database: Database, tmp_path: Path) -> None:
    found = await parts(database, tmp_path / "files", SRI)
    assert LONG in [words for rows in found.values() for _, words in rows]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("person_id", [SRI, NUR])
async def test_nothing_is_a_code(database: Database, tmp_path: Path, person_id: int, language: str) -> None:
    found = await parts(database, tmp_path / "files", person_id, language)
    cells = [cell for rows in found.values() for row in rows for cell in row]
    assert [cell for cell in cells if CODE.search(cell)] == []


async def test_a_member_of_the_office_sees_role_and_districts(database: Database, tmp_path: Path) -> None:
    found = await parts(database, tmp_path / "files", NUR)
    rows = [["Peran", "petugas lapangan"], ["Tugas sementara", "pimpinan"], ["Wilayah", "Sail"]]
    assert [list(row) for row in found["Sebagai petugas"]] == rows
    assert "Sebagai petugas" not in await parts_of_a_manager(database)


async def parts_of_a_manager(database: Database) -> str:
    """Everything that a manager's file says."""
    async with database.reading() as session:
        return str(privacy_copy.page(await copy.collect(session, SRI, NOW), "id", NOW, OFFICE))
