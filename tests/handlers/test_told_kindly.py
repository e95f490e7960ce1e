"""What is said of a reply that is no answer, of one that says more, and of bad news."""

import pytest
from sqlmodel import col, select

from db.models import Cooperative, Officer, Person, QuestionLine
from db.session import Database
from tests.handlers import town
from tests.handlers.test_changed_afterwards import told
from tests.handlers.test_in_the_middle import chair

REPORT = ("lapor rat", "2026")
HELD = ("sdh rat tatap muka tahun buku 2026 tgl 5 jan 2027, hadir 75 dari 120",)
CONDOLENCE = "Kami turut berduka cita"
SAID = {
    "a day that no calendar has": (*REPORT, "sudah", "31 feb", "31 feb tidak ada di kalender"),
    "and the last one that it has": (*REPORT, "sudah", "31/2/2027", "hanya sampai 28 Februari 2027"),
    "beside another answer": (*REPORT, "sudah", "tgl 31 feb shu 12 jt", "31 feb tidak ada di kalender"),
    "what else was said is kept": (*REPORT, "sudah", "tgl 31 feb shu 12 jt", "sudah kami catat: SHU"),
    "at the summary": (*HELD, "cukup", "bukan tgl 5 tapi 31 feb", "31 feb tidak ada di kalender"),
    "of a visit": ("minta dikunjungi", "tgl 30 feb jam 9", "30 feb tidak ada di kalender"),
    "numbers instead of the year": ("lapor rat", "25 org dari 40", "kami catat: Jumlah anggota, Jumlah hadir"),
    "and the year is asked": ("lapor rat", "25 org dari 40", "Tahun buku berapa"),
    "and they stay": ("lapor rat", "25 org dari 40", "2026", "sudah", "tgl 5 jan", "Bagaimana bentuk rapatnya"),
    "one line corrected": (*HELD, "cukup", "eh RAT ke 12 bkn 50, tempatnya di aula camat", "Urutan RAT: 12"),
    "and another added": (*HELD, "cukup", "eh RAT ke 12 bkn 50, tempatnya di aula camat", "Tempat: aula camat"),
    "a number, and a line below it": (*HELD, "cukup", "hadirnya 57 bukan 75\nSHU 12 jt", "SHU: Rp12.000.000"),
    "a death is no mere reason": (*REPORT, "belum ada, ketua baru meninggal", CONDOLENCE),
    "it is the reason, all the same": (*REPORT, "belum ada, ketua baru meninggal", "Keterangan: ketua baru meninggal"),
    "a death, unasked": ("blm rat pak, ketua kami meninggal", CONDOLENCE),
    "and the report opens": ("blm rat pak, ketua kami meninggal", "Tahun buku berapa"),
    "there is no hurry": (*REPORT, "belum ada, ketua baru meninggal", "[Benar]", "tidak perlu tergesa-gesa"),
    "who comes next": (
        *REPORT,
        "belum ada, ketua baru meninggal",
        "[Benar]",
        "[Ada perubahan]",
        "Siapa yang tidak lagi",
    ),
    "a death without a meeting": ("ketua kami meninggal pak", "masih pengurus?"),
    "an officer of ours came": ("pak yandri sdh datang tgl 4 januari", "Dikunjungi: Senin, 4 Januari 2027"),
    "and who it was": ("pak yandri sdh datang tgl 4 januari", "Petugas: pak yandri"),
    "somebody else of them": ("bu nur sudah ke sini tgl 4 januari", "Petugas: bu nur"),
    "who wants to report plans nothing": ("mau lapor rat tgl 5 januari hadir 65 dari 90", "2026", "bentuk rapatnya"),
    "whom one counted has come": ("mau lapor rat tgl 12 januari hadir 65 dari 90", "2026", "Tanggal berapa RAT dil"),
}
WITHOUT = {
    "cukup": (*HELD, "cukup"),
    "tidak ada": (*HELD, "tidak ada"),
    "sudah itu saja": (*HELD, "sudah itu saja"),
}
OF_TWO = {
    "a part of a name": ("lapor rat", "tunas", "Baik, KSU Tunas Bertuah."),
    "for a visit": ("minta dikunjungi", "tunas", "Baik, KSU Tunas Bertuah."),
    "in the first sentence": ("lapor rat koperasi maju bersama", "Baik, KSP Maju Bersama."),
}
STUCK = {
    "a report": ((*REPORT, "asdf", "qwer"), "Apakah RAT tahun buku 2026 sudah dilaksanakan?"),
    "a visit": (("minta dikunjungi", "asdf", "qwer"), "Hari apa sebaiknya?"),
    "a visit that was": (("sudah dikunjungi petugas pak", "asdf", "qwer"), "Kapan petugas berkunjung?"),
    "a position": (("saya sekretaris bukan ketua", "ubah", "2", "asdf", "qwer"), ""),
}
STRANGER = {
    "consent": (("halo", "asdf", "qwer"), "apakah Bapak/Ibu bersedia"),
    "a letter": (("SURAT ABCDEFGH2", "SURAT ABCDEFGH3"), "ABCD EFGH 3 tidak kami kenal"),
    "a claim": (("halo", "setuju", "Lewat nama koperasi", "tunas", "asdf", "qwer"), "Apa jabatan Bapak/Ibu"),
}


@pytest.mark.parametrize("said", SAID.values(), ids=SAID)
async def test_what_is_said(database: Database, said: tuple[str, ...]) -> None:
    assert said[-1] in (await told(await chair(database), *said[:-1])).words


@pytest.mark.parametrize("said", WITHOUT.values(), ids=WITHOUT)
async def test_nothing_to_add_leaves_no_line(database: Database, said: tuple[str, ...]) -> None:
    shown = await told(await chair(database), *said)
    assert "Mohon diperiksa" in shown.words and "Keterangan lain" not in shown.words.split("Mohon diperiksa")[1]


async def test_it_can_be_added_to_all_the_same(database: Database) -> None:
    said = (*HELD, "cukup", "[Ubah]", "[Lainnya ›]", "[Keterangan lain]", "[Ya, lengkapi]")
    assert "RAT yang keberapa" in (await told(await chair(database), *said)).words


@pytest.mark.parametrize("said", OF_TWO.values(), ids=OF_TWO)
async def test_the_full_name_is_shown_at_once(database: Database, said: tuple[str, ...]) -> None:
    phone = await chair(database)
    async with database.transaction() as session:
        session.add(Cooperative(name="KSP Maju Bersama", match_name="maju bersama", district_id=1, updated_at=town.NOW))
        await session.flush()
        chair_id = (await session.exec(select(Person.id).where(Person.name == "Rahmat Darwis"))).one()
        session.add(
            Officer(cooperative_id=2, person_id=chair_id, name="Rahmat Darwis", position="ketua", status="verified")
        )
    assert said[-1] in (await told(phone, *said[:-1])).words


@pytest.mark.parametrize(("said", "asked"), STUCK.values(), ids=STUCK)
async def test_a_human_gets_what_was_asked_and_typed(database: Database, said: tuple[str, ...], asked: str) -> None:
    await _reaches_staff(await chair(database), said, asked)


@pytest.mark.parametrize(("said", "asked"), STRANGER.values(), ids=STRANGER)
async def test_so_does_a_strangers(database: Database, said: tuple[str, ...], asked: str) -> None:
    await town.settle(database)
    await _reaches_staff(town.Phone(database, town.STRANGER), said, asked)


async def _reaches_staff(phone: town.Phone, said: tuple[str, ...], asked: str) -> None:
    await told(phone, *said, "[Teruskan ke petugas]")
    async with phone.database.reading() as session:
        last = (await session.exec(select(QuestionLine.text).order_by(col(QuestionLine.id).desc()))).first()
    assert last is not None and asked in last and last.endswith(said[-1])
