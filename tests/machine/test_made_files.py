"""The picture and the spreadsheets as the press makes them: whose they are, and that they can be read."""

import io
import struct
from datetime import UTC, datetime

import pytest
from python_calamine import CalamineWorkbook
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.settings import Office
from db import staff
from db.models import Cooperative, District, Officer, Staff
from db.progress import Progress
from db.session import Database
from handlers.press import MAKERS
from handlers.staff import chart, download

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
OFFICE = Office("Dinas", "Pekanbaru", "", "", "Asia/Jakarta")
TITLE = {"year": "2026", "today": "2027-03-01"}


def size(png: bytes) -> tuple[int, int]:
    """Width and height in pixels."""
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("count", [0, 1, 15])
def test_a_chart_is_as_wide_as_a_phone_however_many_districts(language: str, count: int) -> None:
    rows = [Progress(f"Kecamatan {n}", 20, 5, 0, 3, 12, 2, 15, 9, 8, 8) for n in range(count)]
    width, height = size(chart.drawn(rows, language, TITLE))
    assert width == 1080 and height <= 3 * width


def test_a_chart_where_nothing_is_reported_yet() -> None:
    assert size(chart.drawn([Progress("Sail", 4, none=4), Progress("Kulim")], "id", TITLE))[0] == 1080


async def member(session: AsyncSession, role: str, *places: District) -> Staff:
    return await staff.add(session, "Yandri", role, places, NOW)


async def make(database: Database, kind: str, subject: str) -> bytes:
    async with database.reading() as session:
        return await MAKERS[kind](session, subject, "id", NOW, OFFICE)


@pytest.fixture
async def office(database: Database) -> Database:
    async with database.transaction() as session:
        for name in ("Sail", "Kulim"):
            place = District(name=name)
            session.add(place)
            await session.flush()
            made = Cooperative(name=f"KSU {name}", match_name=name, district_id=place.id, updated_at=NOW)
            session.add(made)
            await session.flush()
            session.add(Officer(cooperative_id=made.id, name="Budi", position="ketua", phone="+6281234567890"))
            await member(session, "field_officer", place)
        await member(session, "admin")
    return database


@pytest.mark.parametrize("name", download.LISTS["admin"])
async def test_every_list_can_be_made(office: Database, name: str) -> None:
    data = await make(office, "export", f"{name}:3")
    assert CalamineWorkbook.from_filelike(_file(data)).get_sheet_by_index(0).to_python()[0]


async def test_a_field_officers_list_holds_their_district_with_whole_numbers(office: Database) -> None:
    rows = CalamineWorkbook.from_filelike(_file(await make(office, "export", "registry:1"))).get_sheet_by_index(0)
    header, *found = rows.to_python()
    assert [row[header.index("Nama koperasi")] for row in found] == ["KSU Sail"]
    assert found[0][header.index("Nomor ketua")] == "0812-3456-7890"


async def test_what_was_ordered_is_not_made_for_somebody_who_may_not_have_it_any_more(office: Database) -> None:
    async with office.transaction() as session:
        (await session.get_one(Staff, 3)).role = "viewer"
        (await session.get_one(Staff, 1)).suspended_at = NOW
    for kind, subject in (("export", "audit:3"), ("export", "registry:1"), ("progress", "1"), ("export", "audit:99")):
        with pytest.raises(PermissionError):
            await make(office, kind, subject)
    assert size(await make(office, "progress", "2"))[0] == 1080


def _file(data: bytes) -> io.BytesIO:
    return io.BytesIO(data)
