"""Whom a failure to protect data concerns, and the letters that the law wants."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
import python_calamine
from sqlmodel import select

from bot.commands import breach
from bot.errors import SapaError
from db import migrate
from db.models import Audit, Cooperative, Identity, Officer, Person
from db.privacy import concerned
from db.session import Database
from tests.privacy.life import BUDI, NOW, SRI, live

DAY = timedelta(days=1)
WORDS = {"what": "", "how": "Laptop petugas hilang.", "handling": "Akun diganti sandinya.", "contact": ""}


async def names(database: Database, **more: object) -> list[object]:
    async with database.reading() as session:
        found = await concerned.find(session, NOW - DAY, NOW + DAY, **more)  # type: ignore[arg-type]
    return sorted({row[6] for row in found.rows}, key=str)


async def test_everybody_whose_data_lay_here(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as session:
        await live(session, tmp_path / "files")
        session.add(Person(id=8, name="Came later", created_at=NOW + 2 * DAY))
        session.add(Person(id=9, name="Gone before", created_at=NOW - 9 * DAY, erased_at=NOW - 2 * DAY))
    assert await names(database) == ["Budi Santoso", "Nur Aini", "Sri Wahyuni"]
    assert await names(database, channel="whatsapp") == ["Sri Wahyuni"]
    assert await names(database, district_id=1) == []
    async with database.reading() as session:
        found = await concerned.find(session, NOW - DAY, NOW + DAY)
    hers = [row for row in found.rows if row[5] == SRI]
    assert hers[0][8] == "+6281234567890" and "whatsapp +6281234567890" in str(hers[0][9]), "in full: to be called"
    assert found.people == 4 and BUDI in {row[5] for row in found.rows}, "the listed officer counts too"


async def test_how_each_can_be_told(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as session:
        await live(session, tmp_path / "files")
        session.add(Cooperative(id=3, name="KSU Baru", match_name="baru", address="Jl. Riau 1", updated_at=NOW))
        await session.flush()
        session.add(Officer(cooperative_id=3, name="Tuti", position="ketua"))
        session.add(Officer(cooperative_id=2, name="Iwan", position="sekretaris"))
        for seat in (await session.exec(select(Identity).where(Identity.person_id == BUDI))).all():
            seat.blocked_at = NOW
    async with database.reading() as session:
        found = await concerned.find(session, NOW - DAY, NOW + DAY)
    told = {row[6]: (row[concerned.NO_CHAT], row[concerned.WAY]) for row in found.rows if row[5] or row[8] is None}
    assert told == {
        "Sri Wahyuni": ("", "chat"),
        "Nur Aini": ("", "chat"),
        "Budi Santoso": ("blocked", "public"),
        "Tuti": ("no_account", "letter"),
        "Iwan": ("no_account", "public"),
    }
    assert found.by_way == {"chat": 2, "phone": 1, "letter": 1, "public": 2}


@pytest.fixture
async def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    url = f"sqlite:///{tmp_path}/sapa.db"
    monkeypatch.setenv("SAPA_DATABASE_URL", url)
    monkeypatch.setenv("SAPA_CLOCK", "2027-03-04T10:00+07:00@2026-11-24T09:00Z")
    database = Database(url)
    await migrate.upgrade(database)
    async with database.transaction() as session:
        await live(session, tmp_path / "files")
    await database.close()
    return tmp_path


async def prepare(folder: Path, since: str = "2027-02-28", until: str = "2027-03-02", **more: str) -> None:
    options = {"channel": "", "district": "", "known": "2027-03-03T08:00", **more}
    await breach.prepare(since, until, folder, words=WORDS, **options)


async def test_letters_are_filled_and_the_list_is_there(office: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = office / "breach"
    await prepare(folder)
    person, agency = ((folder / name).read_text(encoding="utf-8") for name in breach.LETTERS)
    for letter in (person, agency):
        assert "Laptop petugas hilang." in letter and "Akun diganti sandinya." in letter
        assert "Sabtu, 6 Maret 2027, pukul 08.00 WIB" in letter, "3 x 24 hours after it became known"
        assert "{" not in letter and "\x02" not in letter
    assert "Jumlah orang yang terdampak: 4" in agency
    rows = python_calamine.load_workbook(str(folder / breach.LIST)).get_sheet_by_index(0).to_python()
    assert rows[0][:4] == ["Nomor koperasi", "NIK Koperasi", "Nama koperasi", "Kecamatan"] and len(rows) == 5
    assert {row[concerned.WAY] for row in rows[1:]} == {"pesan lewat akunnya", "telepon, lalu surat"}
    assert {stat.S_IMODE(each.stat().st_mode) for each in folder.iterdir()} == {0o600}
    assert "3 by chat, 1 by telephone. Nothing was sent" in capsys.readouterr().out
    database = Database(f"sqlite:///{office}/sapa.db")
    async with database.reading() as session:
        noted = (await session.exec(select(Audit).where(Audit.action == "breach.listed"))).one()
    assert noted.data["people"] == 4
    await database.close()


async def test_the_end_is_a_day_of_its_own(office: Path) -> None:
    await prepare(office / "breach")
    letter = (office / "breach" / "surat-orang.txt").read_text(encoding="utf-8")
    assert "2 Maret 2027, pukul 23.59" in letter and "3 Maret 2027, pukul 00.00" not in letter


async def test_an_edited_letter_is_not_written_over(office: Path) -> None:
    await prepare(office / "breach")
    letter = office / "breach" / "surat-orang.txt"
    letter.write_text("Diisi.", encoding="utf-8")
    with pytest.raises(SapaError, match=r"surat-orang\.txt is there already"):
        await prepare(office / "breach")
    assert letter.read_text(encoding="utf-8") == "Diisi."


@pytest.mark.parametrize(("known", "is_late"), [("", False), ("2027-03-01T08:00", True)])
async def test_a_deadline_that_has_passed(
    office: Path, capsys: pytest.CaptureFixture[str], known: str, is_late: bool
) -> None:
    await prepare(office / "breach", known=known)
    assert ("has passed" in capsys.readouterr().out) is is_late


REFUSED = {
    "no date": ({"since": "kemarin"}, "--since is like"),
    "an end that lies ahead": ({"until": "2099-03-05"}, "can't lie ahead: it is 2027-"),
    "knowing that lies ahead": ({"known": "2099-03-04T11:00"}, "can't lie ahead"),
    "the end before the beginning": ({"until": "2027-02-01"}, "--until is not after --since."),
    "a channel that is none": ({"channel": "signal"}, "--channel knows"),
    "a district that is none": ({"district": "Bandung"}, "there is no district"),
}


@pytest.mark.parametrize(("options", "reason"), REFUSED.values(), ids=REFUSED)
async def test_what_cannot_be_used_is_one_sentence(office: Path, options: dict[str, str], reason: str) -> None:
    with pytest.raises(SapaError, match=reason):
        await prepare(office / "breach", **options)
    assert not (office / "breach").exists()
