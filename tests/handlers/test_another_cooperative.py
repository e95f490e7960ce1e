"""Who stands for two cooperatives names the other one while a report is open: it is asked, and nothing typed twice."""

import pytest
from sqlmodel import col, select

from db.models import Cooperative, Officer, OpenForm, Person
from db.session import Database
from tests.handlers import town
from tests.handlers.test_changed_afterwards import told
from tests.handlers.test_in_the_middle import chair

BOTH = "[KSU Tunas Bertuah]"
OPEN = ("lapor rat", BOTH, "2026")
ASKED = (*OPEN, "kalau KSU Makmur sudah RAT tgl 5 jan, hadir 75 dari 120")
SWITCHED = (*ASKED, "[KSU Makmur]", "2026", "[Langsung]", "[Cukup]")
SAID = {
    "which one is asked": (*ASKED, "Pesan itu untuk koperasi yang mana?"),
    "a bare name tells it too": (*OPEN, "klo makmur udah tgl 5 jan", "menyebut KSU Makmur"),
    "the open one takes the words": (*ASKED, "[KSU Tunas Bertuah]", "Bagaimana bentuk rapatnya?"),
    "the other one begins with the words": (*ASKED, "[KSU Makmur]", "Tahun buku berapa"),
    "nothing is typed again": (*SWITCHED, "Koperasi: KSU Makmur"),
    "by its number": (*ASKED, "2", "Tahun buku berapa"),
    "by a part of its name": (*ASKED, "yg makmur", "Tahun buku berapa"),
    "yes says neither": (*ASKED, "iya", "Pesan itu untuk koperasi yang mana?"),
    "batal is a way out": (*ASKED, "batal", "isian dibatalkan"),
    "the first one goes on afterwards": (*SWITCHED, "[Benar]", "Isian untuk KSU Tunas Bertuah belum selesai"),
    "where it was left": (*SWITCHED, "[Benar]", "[Lanjutkan isian]", "Apakah RAT tahun buku 2026 sudah"),
    "back to the first one, with words": (
        *(*ASKED, "[KSU Makmur]", "2026", "tunas bertuah blm rat, rencana tgl 20 feb", BOTH),
        "Rencana RAT: Sabtu, 20 Februari 2027",
    ),
    "its own name asks nothing": (*OPEN, "KSU Tunas Bertuah rencana rat tgl 20 feb", "Mohon diperiksa"),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
async def test_which_cooperative(database: Database, said: tuple[str, ...]) -> None:
    shown = await told(await _of_two(database), *said[:-1])
    assert said[-1] in shown.words


async def test_the_one_left_is_kept(database: Database) -> None:
    await told(await _of_two(database), *SWITCHED)
    async with database.reading() as session:
        assert len((await session.exec(select(OpenForm))).all()) == 2


async def _of_two(database: Database) -> town.Phone:
    """The chair, who keeps the books of another cooperative as well."""
    phone = await chair(database)
    async with database.transaction() as session:
        person = (await session.exec(select(Person).where(col(Person.name) == "Rahmat Darwis"))).one()
        other = Cooperative(name="KSU Makmur", match_name="makmur", district_id=1, updated_at=town.NOW)
        session.add(other)
        await session.flush()
        known = {"name": "Rahmat Darwis", "position": "bendahara", "status": "verified"}
        session.add(Officer(cooperative_id=other.id, person_id=person.id, **known))
    return phone
