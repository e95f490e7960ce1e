"""Times for a visit that are proposed and offered in words, by whoever answers."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select, update

from bot.messages import Choice
from db import tasks, visits
from db.models import Cooperative, Staff, VisitPlan
from db.session import Database
from scheduler.reminders import being_arranged
from tests.handlers import town
from tests.handlers.test_in_the_middle import arrives, chair

AT = datetime(2027, 1, 20, 2, tzinfo=UTC)
"""Wednesday at nine in the office's zone: the time that stands in `town`."""
FRIDAY = datetime(2027, 1, 22, 3, tzinfo=UTC)
ASKED_AGAIN = ("menu.-.go=visit_again",)
OFFERED = ("offered.2.answer=yes", "offered.2.answer=other")
PROPOSED = ("task.3.do=confirm", "task.3.do=decline", "task.3.do=offer")
AGAIN = {
    "a day and an hour": ("jumat jam 10 gimana", "Jumat, 22 Januari 2027"),
    "another hour": ("jam 2 siang aja", "Jam: 14.00 WIB"),
    "a week": ("minggu depan", "Hari atau tanggal berapa"),
    "left to the office": ("terserah bapak saja", "Waktu: petugas yang memilih"),
    "a report, which is no visit": ("lapor rat", "Tahun buku"),
    "a day that is past": ("tanggal 4 januari", "Koperasi: KSU Tunas Bertuah\n"),
}
ANSWERS = {
    "agreed": ("setuju pak", "dijadwalkan pada Jumat, 22 Januari 2027, pukul 10.00 WIB oleh Yandri"),
    "may come": ("boleh, silakan", "dijadwalkan pada"),
    "agreed, naming the time": ("ok jumat jam 10", "dijadwalkan pada"),
    "another day": ("kamis saja pak", "Hari: Kamis, 21 Januari 2027"),
    "not then": ("tidak bisa pak", "Hari apa sebaiknya"),
    "a question before": ("biayanya berapa?", "tidak dipungut biaya"),
}
STAFF = {
    "agreed": ("setuju", "Kunjungan disepakati"),
    "agreed, naming the time": ("oke rabu jam 9", "Kunjungan disepakati"),
    "another time": ("jumat jam 10 gimana", "Jumat, 22 Januari 2027"),
    "another hour": ("jam 2 siang saja", "Jam: 14.00 WIB"),
    "a week": ("minggu depan", "Hari atau tanggal berapa"),
    "not then": ("tidak bisa", "Pengurus diminta mengusulkan waktu lain"),
    "on leave": ("maaf tgl 20 saya cuti", "Pengurus diminta mengusulkan waktu lain"),
    "with a visitor": ("rabu saya ada tamu bu", "Pengurus diminta mengusulkan waktu lain"),
    "no hindrance": ("bisa pak, tidak ada halangan", "Kunjungan disepakati"),
    "on leave, and when instead": ("rabu saya cuti bu, kamisnya aja", "Hari: Kamis, 21 Januari 2027"),
    "away, and when instead": ("rabu saya ada tugas luar kota, senin depannya jam 9", "Hari: Senin, 25 Januari 2027"),
    "a week, and no yes": ("minggu depannya aja", "Hari atau tanggal berapa"),
    "a command": ("tugas", "tugas menunggu"),
    "anything else": ("asdf", "belum kami pahami"),
}


REFUSED = {
    "the day they are away": (
        datetime(2027, 3, 17, 3, tzinfo=UTC),
        "tgl 17 saya dinas luar bu, gimana klo kamis tgl 18 jam 10 pagi?",
        "Kamis, 18 Maret 2027",
    ),
    "the day off": (
        datetime(2027, 1, 28, 3, tzinfo=UTC),
        "maaf pak kamis saya cuti, senin depannya aja jam 9",
        "Senin, 1 Februari 2027",
    ),
    "a day taken": (
        datetime(2027, 3, 17, 3, tzinfo=UTC),
        "saya ada rapat tgl 17, tgl 19 jam 9 bisa?",
        "Jumat, 19 Maret 2027",
    ),
    "a number alone": (datetime(2027, 3, 17, 3, tzinfo=UTC), "tgl 18 aja jam 9", "Kamis, 18 Maret 2027"),
}


async def asked_again(database: Database) -> town.Phone:
    """The chair's phone, on which another time was asked for."""
    phone = await chair(database)
    async with database.transaction() as session:
        await visits.decline(session, 1, 1)
    await shown(database, phone, ASKED_AGAIN)
    return phone


async def offered(database: Database) -> town.Phone:
    """The same, with a time that Yandri offers."""
    phone = await asked_again(database)
    async with database.transaction() as session:
        await visits.offer(session, await session.get_one(VisitPlan, 1), FRIDAY, staff_id=1, now=town.NOW)
    await shown(database, phone, OFFERED)
    return phone


async def proposed(database: Database) -> town.Phone:
    """Yandri's phone, with the visit that the chair has proposed. He is an admin and no officer of the district."""
    await chair(database)
    phone = town.Phone(database, town.YANDRI, "Yandri")
    async with database.transaction() as session:
        cooperative = await session.get_one(Cooperative, 1)
        about = {"cooperative": cooperative, "person_id": 1, "data": {"plan_id": 1, "at": AT.isoformat()}}
        task = await tasks.open_task(session, "visit_proposal", "visit_plan:1", now=town.NOW, **about)
        assert task is not None and task.id == 3
    await shown(database, phone, PROPOSED)
    return phone


async def shown(database: Database, phone: town.Phone, choices: tuple[str, ...]) -> None:
    await arrives(database, town.Shown("", tuple(Choice(each, each) for each in choices)), phone.address)


async def states(database: Database) -> list[str]:
    async with database.reading() as session:
        return list((await session.exec(select(VisitPlan.state).order_by(col(VisitPlan.id)))).all())


@town.EMBEDDED
@pytest.mark.parametrize(("said", "wanted"), AGAIN.values(), ids=AGAIN)
async def test_where_another_time_was_asked_for(database: Database, said: str, wanted: str) -> None:
    phone = await asked_again(database)
    if "past" in said or "4 januari" in said:
        assert wanted not in (await phone.say(said)).words
    else:
        assert wanted in (await phone.say(said)).words


@town.EMBEDDED
@pytest.mark.parametrize(("said", "wanted"), ANSWERS.values(), ids=ANSWERS)
async def test_under_a_time_that_is_offered(database: Database, said: str, wanted: str) -> None:
    assert wanted in (await (await offered(database)).say(said)).words


@town.EMBEDDED
@pytest.mark.parametrize(("said", "wanted"), STAFF.values(), ids=STAFF)
async def test_an_admin_under_a_proposal(database: Database, said: str, wanted: str) -> None:
    found = (await (await proposed(database)).say(said)).words
    assert wanted in found
    assert "mengenal Bapak/Ibu" not in found


@town.EMBEDDED
@pytest.mark.parametrize(("at", "said", "wanted"), REFUSED.values(), ids=REFUSED)
async def test_a_day_beside_the_one_proposed(database: Database, at: datetime, said: str, wanted: str) -> None:
    phone = await proposed(database)
    async with database.transaction() as session:
        await session.exec(update(VisitPlan).values(starts_at=at))
    assert f"Hari: {wanted}" in (await phone.say(said)).words


async def test_an_offer_is_agreed_to_once_and_only_by_whom_it_was_made_to(database: Database) -> None:
    phone = await offered(database)
    other = town.Phone(database, town.STRANGER)
    assert "sudah tidak berlaku" in (await other.say(choice=OFFERED[0])).words
    assert await states(database) == ["declined", "offered"]
    assert "dijadwalkan pada" in (await phone.say(choice=OFFERED[0])).words
    assert "tetap pada" in (await phone.say(choice=OFFERED[0])).words
    assert await states(database) == ["declined", "confirmed"]
    async with database.reading() as session:
        assert (await session.get_one(VisitPlan, 2)).staff_id == 1


async def test_an_offer_that_is_past_is_asked_about_anew(database: Database) -> None:
    phone = await offered(database)
    async with database.transaction() as session:
        await session.exec(update(VisitPlan).where(col(VisitPlan.id) == 2).values(starts_at=town.NOW))
    assert "sudah lewat" in (await phone.say(choice=OFFERED[0])).words


async def test_staff_offer_a_time_and_the_proposal_is_answered(database: Database) -> None:
    phone = await proposed(database)
    await last(phone, "jumat jam 10 gimana", "[Benar]")
    assert await states(database) == ["declined", "offered"]
    assert "sudah diselesaikan" in (await phone.say(choice=PROPOSED[0])).words


async def last(phone: town.Phone, *words: str) -> None:
    found = town.Shown("", ())
    for each in words:
        choice = next((one.id for one in found.choices if f"[{one.label}]" == each), None)
        found = await phone.say("" if choice else each, choice=choice)
        await arrives(phone.database, found, phone.address)


async def test_who_may_not_visit_offers_nothing(database: Database) -> None:
    phone = await proposed(database)
    async with database.transaction() as session:
        (await session.exec(select(Staff))).one().role = "viewer"
    await phone.say("jumat jam 10 gimana")
    await phone.say(choice=PROPOSED[2])
    assert await states(database) == ["proposed"]


async def test_who_is_offered_a_time_is_not_reminded_until_it_is_past(database: Database) -> None:
    await offered(database)
    async with database.reading() as session:
        assert await being_arranged(session, town.NOW) == {1}
        assert await being_arranged(session, FRIDAY + timedelta(hours=1)) == set()
