"""A whole announcement in one message, what is asked of the rest, and what can't be read."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, select, update

from db.models import Announcement, Ledger, Outbox, Staff
from db.session import Database
from tests.handlers import town
from tests.handlers.test_in_the_middle import arrives

WHOLE = "Pelatihan laporan keuangan kamis 18 maret jam 9-12 di aula dinas, 40 peserta"
SAID = {
    "in one go": (("/umumkan", WHOLE), "Untuk koperasi mana"),
    "behind the command": ((f"/umumkan {WHOLE}",), "Untuk koperasi mana"),
    "behind the command without its stroke": ((f"umumkan {WHOLE}",), "Untuk koperasi mana"),
    "in their own words": ((f"tolong bikin pengumuman {WHOLE}",), "Untuk koperasi mana"),
    "for everybody": (
        (f"/umumkan {WHOLE}, untuk semua koperasi",),
        "Waktu: Kamis, 18 Maret 2027, pukul 09.00–12.00 WIB\nTempat: aula dinas, untuk 40 peserta",
    ),
    "for everybody, in other words": ((f"/umumkan {WHOLE}", "semua aja"), "Untuk: Semua koperasi"),
    "without a day": (("/umumkan", "pelatihan pajak jam 9 di aula dinas"), "Hari apa"),
    "without an hour": (("/umumkan", "pelatihan pajak 18 maret di aula dinas"), "Jam berapa"),
    "without a place": (("/umumkan", "pelatihan pajak 18 maret jam 9"), "Di mana tempatnya"),
    "the kind alone": (("/umumkan", "pelatihan"), "Apa judulnya"),
    "the label of a button": (("/umumkan", "Sesi pembinaan"), "Apa judulnya"),
    "a clinic day": (("/umumkan", "hari kkb"), "Apa judulnya"),
    "nothing that it could be": (("/umumkan", "asdf"), "Apa yang hendak diumumkan"),
    "a day that is past": (("/umumkan", "pelatihan pajak 4 januari 2027 jam 9 di aula dinas"), "Hari apa"),
    "a day that does not exist": (("/umumkan", "pelatihan pajak 31 februari jam 9 di aula dinas"), "Hari apa"),
    "a day in doubt": (("/umumkan", "pelatihan pajak kamis depan jam 9 di aula dinas"), "Hari: Kamis"),
    "an hour that is none": (("/umumkan", "pelatihan pajak 18 maret di aula dinas", "jam 27"), "Jam berapa"),
    "both hours at their question": (
        (f"/umumkan {WHOLE.replace('jam 9-12 ', '')}", "9-11", "Semua koperasi"),
        "Jam: 09.00–11.00 WIB",
    ),
}


async def admin(database: Database) -> town.Phone:
    """The phone of somebody who announces."""
    await town.settle(database)
    return town.Phone(database, town.YANDRI, "Yandri")


async def last(phone: town.Phone, *words: str) -> town.Shown:
    """What stands on the screen after the last of these words; a label in brackets is tapped."""
    shown = town.Shown("", ())
    for each in words:
        label = each.strip("[]") if each.startswith("[") else ""
        choice = next((one.id for one in shown.choices if one.label == label), None) if label else None
        assert choice or not label, f"no button {label} among {[one.label for one in shown.choices]}"
        shown = await phone.say("" if label else each, choice=choice)
        await arrives(phone.database, shown, phone.address)
    return shown


REPORTS = {
    "who comes": ("siapa aja yg hadir bu?", "Menunggu"),
    "how many": ("brp orang yg datang", "Menunggu"),
    "by its name": ("/laporan pelatihan", "Menunggu"),
    "none named": ("/laporan", "Pengumuman terakhir"),
}


@town.EMBEDDED
@pytest.mark.parametrize(("said", "wanted"), REPORTS.values(), ids=REPORTS)
async def test_its_report(database: Database, said: str, wanted: str) -> None:
    phone = await admin(database)
    async with database.transaction() as session:
        await session.exec(update(Announcement).values(state="sent"))
    assert wanted in (await last(phone, said)).words


@town.EMBEDDED
@pytest.mark.parametrize(("said", "wanted"), SAID.values(), ids=SAID)
async def test_what_it_leads_to(database: Database, said: tuple[str, ...], wanted: str) -> None:
    assert wanted in (await last(await admin(database), *said)).words


async def test_it_is_kept_as_it_was_read(database: Database) -> None:
    phone = await admin(database)
    shown = await last(phone, f"/umumkan {WHOLE}", "[Semua koperasi]")
    for line in ("Judul: Pelatihan laporan keuangan", "Jam: 09.00–12.00 WIB", "Kapasitas: 40 peserta"):
        assert line in shown.words
    await phone.say(choice=next(each.id for each in shown.choices if each.label == "Kirim"))
    event = await newest(database)
    assert (event.kind, event.title, event.place, event.seats) == (
        "session",
        "Pelatihan laporan keuangan",
        "aula dinas",
        40,
    )
    assert (event.starts_at, event.ends_at) == (
        datetime(2027, 3, 18, 2, tzinfo=UTC),
        datetime(2027, 3, 18, 5, tzinfo=UTC),
    )


async def newest(database: Database) -> Announcement:
    async with database.reading() as session:
        return (await session.exec(select(Announcement).order_by(col(Announcement.id).desc()))).first()  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("jam 10-14 saja", "Jam: 10.00–14.00 WIB"),
        ("50 peserta", "Kapasitas: 50 peserta"),
        ("judulnya jadi Pelatihan pajak koperasi", "Judul: Pelatihan pajak koperasi"),
        ("tempatnya di Hotel Furaya", "Tempat: Hotel Furaya"),
    ],
)
async def test_the_summary_takes_another_word(database: Database, said: str, line: str) -> None:
    shown = await last(await admin(database), f"/umumkan {WHOLE}", "[Semua koperasi]", said)
    assert line in shown.words


@pytest.mark.parametrize(
    ("said", "line"),
    [("60", "Kapasitas: 60 peserta"), ("banyak sekali", "Mohon tuliskan jumlah peserta"), ("0", "Mohon tuliskan")],
)
async def test_the_room_is_asked_again(database: Database, said: str, line: str) -> None:
    phone = await admin(database)
    shown = await last(phone, f"/umumkan {WHOLE}", "[Semua koperasi]", "[Ubah]", "[Kapasitas]", said)
    assert line in shown.words


async def test_who_may_not_announce_is_told_so(database: Database) -> None:
    phone = await admin(database)
    async with database.transaction() as session:
        (await session.exec(select(Staff))).one().role = "field_officer"
    assert "Hanya admin dan pimpinan" in (await last(phone, f"/umumkan {WHOLE}")).words


async def test_those_who_have_had_their_share_have_a_line_of_their_own(database: Database) -> None:
    phone = await admin(database)
    async with database.transaction() as session:
        event = (await session.exec(select(Announcement))).one()
        event.state = "sent"
        (await session.exec(select(Ledger).where(Ledger.purpose == "announcement:1"))).one().outbox_key = "held"
        to = {"account": town.ACCOUNT, "user": town.CHAIR.user, "body": {"text": ""}, "created_at": town.NOW}
        later = town.NOW + timedelta(days=4)
        session.add(Outbox(key="held", **to, state="queued", reason="frequency_cap", not_before=later, lane=9))
    shown = await phone.say(choice="cast.1.do=report")
    assert "• Di antara yang menunggu, 1 menunggu karena batas jumlah pesan per orang" in shown.words
