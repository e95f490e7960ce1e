"""What managers say after something was sent, agreed or answered: what it changes, and what it leaves alone."""

from datetime import timedelta

import pytest
from sqlmodel import col, delete, select, update

from db.models import Attendance, Outbox, RatReport, VisitPlan
from db.session import Database
from tests.handlers import town
from tests.handlers.test_in_the_middle import NOT_UNDERSTOOD, arrives, chair
from tests.handlers.test_under_a_prompt import invited

PLANNED = ("rat rencana tgl 20 februari tahun buku 2026", "[Benar]")
HELD = ("sdh rat tatap muka tahun buku 2026 tgl 5 jan 2027, hadir 75 dari 120", "[Cukup]", "[Benar]")
VISIT = ("minta dikunjungi kamis jam 10", "[Benar]")
NOTHING = "tidak ada isian yang terbuka"
REPORT = {
    "another day for the plan": (*PLANNED, "jadi senin dpn aja", "Rencana RAT: Senin, 18 Januari 2027"),
    "put off to a day": (*PLANNED, "undur jadi 27 feb", "Rencana RAT: Sabtu, 27 Februari 2027"),
    "it replaces what was sent": (*PLANNED, "undur jadi 27 feb", "akan menggantikan laporan nomor RAT-2026-00001-1"),
    "another day of the meeting": (*HELD, "jadi tgl 6 jan", "Tanggal RAT: Rabu, 6 Januari 2027"),
    "another number": (*HELD, "eh hadirnya 57 bukan 75", "6. Hadir: 57 orang"),
    "a line said anew": (*HELD, "hadir 57", "6. Hadir: 57 orang"),
    "two lines said anew": (*HELD, "salah, hadir 45 dari 70", "5. Jumlah anggota: 70 orang"),
    "one corrected, one added": (*HELD, "eh hadirnya 57 bukan 75, SHU 7 jt", "8. SHU: Rp7.000.000"),
    "not held after all": (*HELD, "eh blm rat pak, baru rencana tgl 20 feb", "Rencana RAT: Sabtu, 20 Februari 2027"),
    "in a whole sentence": (
        *PLANNED,
        "RAT kami diundur ke tgl 27 februari pak",
        "Rencana RAT: Sabtu, 27 Februari 2027",
    ),
    "a detail added": (*HELD, "tambahan pak, tempatnya di aula camat", "8. Tempat: aula camat"),
    "a figure added": (*HELD, "SHU nya 12 jt pak", "8. SHU: Rp12.000.000"),
    "batal": (*HELD, "batal", "sudah terkirim (nomor RAT-2026-00001-1)"),
    "nggak jadi": (*PLANNED, "nggak jadi", "sudah terkirim (nomor RAT-2026-00001-1)"),
    "the plan is no visit": (*PLANNED, "eh jam 2 siang aja", "Apa yang hendak diubah"),
    "a day alone, long after": ("senin depan", NOT_UNDERSTOOD),
}
NEXT_WEEK = ("minta dikunjungi rabu tgl 20 jam 9", "[Benar]")
MARCH = ("minta dikunjungi tgl 18 maret jam 10", "[Benar]")
ASKED = (*VISIT, "kunjungannya ga jadi")
OFF, IS_OFF = "pada Kamis, 18 Maret 2027, pukul 10.00 WIB: hendak dibatalkan?", "kami batalkan, dan petugas sudah"
VISITS = {
    "called off by name": (*ASKED, "batalkan kunjungan pak", IS_OFF),
    "called off, the verb first": (*ASKED, "batal kunjungan", IS_OFF),
    "called off, in short": (*ASKED, "batalin aja", IS_OFF),
    "called off by a yes and why": (*ASKED, "iya ga jadi", IS_OFF),
    "not to be called off": (*ASKED, "jangan dibatalkan pak", "tetap pada Kamis"),
    "not off after all": (*ASKED, "ga jadi batal pak", "tetap pada Kamis"),
    "asked why, and nothing is called off": (*ASKED, "siapa yang batalkan kunjungannya pak?", "Tanya petugas"),
    "rather another day": (*ASKED, "batal kamisnya pak, jumat aja", "Hari: Jumat, 15 Januari 2027"),
    "off by its day": (*MARCH, "kunjungan tgl 18 maret itu batal ya pak", OFF),
    "to be called off": (*MARCH, "sy mau batalkan kunjungan yg sudah dijadwalkan", OFF),
    "off, said twice": (*MARCH, "pak kunjungannya ga jadi ya, batalin aja", OFF),
    "not visited after all": (*MARCH, "saya tdk jadi dikunjungi pak", OFF),
    "off beside a form": (*MARCH, "minta dikunjungi", "pak kunjungannya ga jadi ya, batalin aja", "Isian ini saja"),
    "the visit is meant": (*MARCH, "minta dikunjungi", "kunjungannya batal pak", "[Kunjungan itu]", IS_OFF),
    "the form is meant": (*MARCH, "minta dikunjungi", "kunjungannya batal", "[Isian ini saja]", "isian dibatalkan"),
    "only a form": ("minta dikunjungi", "ga jadi dikunjungi pak", "isian dibatalkan"),
    "another day in a form": (
        "minta dikunjungi",
        "kunjungannya ga jadi kamis, jumat aja",
        "pada Jumat, 15 Januari 2027",
    ),
    "put off to the week after": (*MARCH, "kunjungannya diundur aja minggu depannya", "Hari atau tanggal berapa"),
    "put off by a week": (*MARCH, "kunjungannya diundur seminggu ya pak", "Hari: Kamis, 25 Maret 2027"),
    "put off by a week, with its day": (*MARCH, "kunjungan kamis itu diundur seminggu", "Hari: Kamis, 25 Maret 2027"),
    "earlier by a week": (*MARCH, "kunjungannya dimajukan seminggu", "Hari: Kamis, 11 Maret 2027"),
    "for the other day": (
        *MARCH,
        "maaf bu tgl 18 saya ga bisa, kunjungannya ganti tgl 22 aja",
        "Hari: Senin, 22 Maret 2027",
    ),
    "asked, and put off": (*ASKED, "diundur aja", "Hari apa sebaiknya"),
    "put off with an excuse": (
        *MARCH,
        "pak maaf rapat mendadak, kunjungannya diundur aja minggu depannya",
        "kamis",
        "Hari: Kamis, 25 Maret 2027",
    ),
    "put off, nobody knows when": (*MARCH, "kunjungannya diundur ya pak", "Hari apa sebaiknya"),
    "the week after that": (*MARCH, "minggu depannya aja", "Hari atau tanggal berapa"),
    "a number in its month": (*MARCH, "undur jadi tgl 25", "Hari: Kamis, 25 Maret 2027"),
    "a number asked for": (*MARCH, "kunjungannya ga jadi", "[Ubah waktunya]", "25", "pada Kamis, 25 Maret 2027"),
    "a weekday is that of the same week": (*NEXT_WEEK, "geser ke jumat", "Jumat, 22 Januari 2027"),
    "this week is said so": (*NEXT_WEEK, "geser ke jumat minggu ini", "Jumat, 15 Januari 2027"),
    "another hour": (*VISIT, "eh jam 2 siang aja", "Jam: 14.00 WIB"),
    "it replaces the one before": (*VISIT, "eh jam 2 siang aja", "menggantikan kunjungan pada Kamis, 14 Januari 2027"),
    "another day": (*VISIT, "undur jadi 29 jan", "Hari: Jumat, 29 Januari 2027"),
    "both": (*VISIT, "jumat jam 9 aja pak", "Hari: Jumat, 15 Januari 2027"),
    "sent": (*VISIT, "eh jam 2 siang aja", "[Benar]", "dari Kamis, 14 Januari 2027, pukul 10.00 WIB menjadi"),
    "nothing new": (*VISIT, "kamis jam 10 aja", "[Benar]", "tidak ada yang berubah"),
    "with an excuse": (*VISIT, "maaf pak kamis ga bisa, jumat aja", "Hari: Jumat, 15 Januari 2027"),
    "asked": (*VISIT, "kamis saya ada acara pak, bisa diganti senin jam 9?", "Hari: Senin, 18 Januari 2027"),
    "not wanted": (*VISIT, "kunjungannya ga usah pak", "hendak dibatalkan?"),
    "batal": (*VISIT, "batal", "hendak dibatalkan?"),
    "called off": (*VISIT, "kunjungannya ga jadi", "ya", "kami batalkan, dan petugas sudah"),
    "called off by batal": (*VISIT, "kunjungannya ga jadi", "batal", "kami batalkan, dan petugas sudah"),
    "kept": (*VISIT, "kunjungannya ga jadi", "tidak, tetap jadi", "tetap pada Kamis"),
    "moved": (*VISIT, "kunjungannya ga jadi", "[Ubah waktunya]", "Hari apa sebaiknya"),
    "moved in words": (*VISIT, "kunjungannya ga jadi", "jumat aja", "Hari: Jumat, 15 Januari 2027"),
    "none to be called off": ("kunjungannya ga usah", "tidak datang tanpa janji"),
    "the report is newer": (*VISIT, *PLANNED, "jadi senin dpn aja", "Rencana RAT: Senin, 18 Januari 2027"),
    "an hour is the visit's": (*VISIT, *PLANNED, "eh jam 2 siang aja", "Jam: 14.00 WIB"),
}
INVITED = {
    "not coming": ("hadir", "eh ga jadi", "tidak dapat hadir pada"),
    "not coming, below the menu": ("hadir", "menu", "ga jadi pak", "tidak dapat hadir pada"),
    "three": ("hadir", "jadi 3 orang", "hadir, 3 orang"),
    "only two": ("hadir", "eh 2 aja", "hadir, 2 orang"),
    "three of them": ("hadir", "jadinya 3 org pak", "hadir, 3 orang"),
    "three, below the menu": ("hadir", "menu", "jadi 3 orang", "hadir, 3 orang"),
    "batal": ("hadir", "batal", "tidak dapat hadir pada"),
    "batal, below the menu": ("hadir", "menu", "batal", "tidak dapat hadir pada"),
    "asked, where it may be the report": (
        "hadir",
        *HELD,
        "eh ga jadi bisa, ada hajatan",
        "Apakah KSU Tunas Bertuah hadir?",
    ),
    "not coming, after the report": ("hadir", *HELD, "eh ga jadi ikut pak, ada kondangan", "tidak dapat hadir pada"),
    "batal of the report": ("hadir", *PLANNED, "ga jadi", "sudah terkirim"),
    "a day is no number of people": ("hadir", "jadi 5 jan", "Apakah benar demikian"),
}
CALLED_OFF = {
    "nothing": ("batal", NOTHING),
    "nothing, in words": ("nggak jadi pak", NOTHING),
    "an erasure": ("hapus data saya", "[Ya, hapus data saya]", "batal", "Penghapusan sudah dibatalkan"),
    "an erasure not yet asked for": ("hapus data saya", "batal", "tidak ada yang dihapus"),
    "leaving": ("saya bukan pengurus lagi", "batal", "tidak ada yang berubah"),
}


@pytest.mark.parametrize("said", (REPORT | CALLED_OFF).values(), ids=REPORT | CALLED_OFF)
async def test_after_a_report(database: Database, said: tuple[str, ...]) -> None:
    phone = await _long_after(database)
    async with database.transaction() as session:
        await session.exec(delete(VisitPlan))
    assert said[-1] in (await told(phone, *said[:-1])).words


@pytest.mark.parametrize("said", VISITS.values(), ids=VISITS)
async def test_after_a_visit_was_proposed(database: Database, said: tuple[str, ...]) -> None:
    phone = await _long_after(database)
    async with database.transaction() as session:
        await session.exec(delete(VisitPlan))
    assert said[-1] in (await told(phone, *said[:-1])).words


@pytest.mark.parametrize("said", INVITED.values(), ids=INVITED)
async def test_after_an_invitation_was_answered(database: Database, said: tuple[str, ...]) -> None:
    phone = await invited(database)
    async with database.transaction() as session:
        await _age(session)
    assert said[-1] in (await told(phone, *said[:-1])).words


async def test_an_agreed_visit_that_moves_is_told_to_who_agreed(database: Database) -> None:
    phone = await _long_after(database)
    async with database.transaction() as session:
        await session.exec(update(VisitPlan).values(state="confirmed", staff_id=1))
    await told(phone, "undur jadi 29 jan", "[Benar]")
    async with database.reading() as session:
        states = (await session.exec(select(VisitPlan.state).order_by(col(VisitPlan.id)))).all()
        heard = (await session.exec(select(Outbox.body).where(Outbox.user == town.YANDRI.user))).all()
    assert states == ["withdrawn", "proposed"]
    assert len(heard) == 1 and "bukan lagi Rabu, 20 Januari 2027, pukul 09.00 WIB" in str(heard[0])


async def test_a_visit_called_off_is_told_to_staff_and_waits_no_more(database: Database) -> None:
    phone = await _long_after(database)
    await told(phone, "kunjungannya ga jadi pak", "[Ya, batalkan]")
    async with database.reading() as session:
        states = (await session.exec(select(VisitPlan.state))).all()
        heard = (await session.exec(select(Outbox.body).where(Outbox.user == town.YANDRI.user))).all()
    assert states == ["withdrawn"]
    assert "membatalkan kunjungan ke" in str(heard[0])


async def _long_after(database: Database) -> town.Phone:
    """The chair's phone, all that the office knows already having happened long ago."""
    phone = await chair(database)
    async with database.transaction() as session:
        await _age(session)
    return phone


async def _age(session: town.AsyncSession) -> None:
    long_ago = town.NOW - timedelta(days=20)
    await session.exec(update(RatReport).values(reported_at=long_ago))
    await session.exec(update(VisitPlan).values(created_at=long_ago))
    await session.exec(update(Attendance).values(at=long_ago))


async def told(phone: town.Phone, *said: str) -> town.Shown:
    """What stands on their screen after these words and, in brackets, buttons."""
    shown = town.Shown("", ())
    for number, each in enumerate(said):
        label = each.strip("[]") if each.startswith("[") else ""
        choice = next((one.id for one in shown.choices if one.label == label), None) if label else None
        assert choice or not label, f"no button {label} among {[one.label for one in shown.choices]}"
        shown = await phone.say("" if label else each, choice=choice)
        await arrives(phone.database, shown, phone.address)
        await _earlier(phone.database, len(said) - number)
    return shown


async def _earlier(database: Database, minutes: int) -> None:
    """The clock stands still here: what was done before the last words lies some minutes back."""
    async with database.transaction() as session:
        ago = town.NOW - timedelta(minutes=minutes)
        await session.exec(update(RatReport).where(col(RatReport.reported_at) == town.NOW).values(reported_at=ago))
        await session.exec(update(VisitPlan).where(col(VisitPlan.created_at) == town.NOW).values(created_at=ago))
        await session.exec(update(Attendance).where(col(Attendance.at) == town.NOW).values(at=ago))
