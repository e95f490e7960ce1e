"""Words typed where staff look for a cooperative."""

import pytest
from sqlmodel import select

from db.models import Cooperative, OpenForm
from db.session import Database
from tests.handlers import town

SEARCH, VISIT = "Koperasi mana yang dicari", "Koperasi mana yang dikunjungi"
SAID = {
    "menu": (("cari", "menu"), "Tugas", []),
    "tasks": (("cari", "tugas"), "tugas menunggu", []),
    "tasks, where a visit is logged": (("kunjungan", "tugas"), "tugas menunggu", []),
    "in capitals": (("cari", "TUGAS"), "tugas menunggu", []),
    "with its stroke the search stays": (("cari", "/tugas"), "tugas menunggu", ["find"]),
    "another search": (("kunjungan", "cari tunas bertuah"), "NIK Koperasi", []),
    "the search again": (("cari", "cari"), SEARCH, ["find"]),
    "a name": (("cari", "tunas bertuah"), "KSU Tunas Bertuah", ["find"]),
    "words that hold a command's": (("cari", "tugas mulia"), "Tidak ada yang mirip", ["find"]),
    "after something was found": (("kunjungan", "tunas", "tugas"), "tugas menunggu", []),
    "where the day is asked": (
        ("kunjungan", "tunas", "KSU Tunas Bertuah", "tugas"),
        "tanggalnya belum jelas",
        ["visitlog"],
    ),
    "nothing": (("cari", "   "), "", ["find"]),
}


async def phone_of_yandri(database: Database) -> town.Phone:
    await town.settle(database)
    return town.Phone(database, town.YANDRI, "Yandri")


@town.EMBEDDED
@pytest.mark.parametrize(("said", "wanted", "still"), SAID.values(), ids=SAID)
async def test_what_it_leads_to(database: Database, said: tuple[str, ...], wanted: str, still: list[str]) -> None:
    phone = await phone_of_yandri(database)
    for each in said:
        shown = await phone.say(each)
    assert wanted in shown.words
    async with database.reading() as session:
        assert list((await session.exec(select(OpenForm.form))).all()) == still


@pytest.mark.parametrize("said", ["tugas", "Menu", "KSU Tugas"])
async def test_a_cooperative_of_that_very_name_is_found(database: Database, said: str) -> None:
    phone = await phone_of_yandri(database)
    async with database.transaction() as session:
        for name in ("Tugas", "Menu"):
            session.add(Cooperative(name=f"KSU {name}", match_name=name.casefold(), district_id=1, updated_at=town.NOW))
    await phone.say("cari")
    found = (await phone.say(said)).words
    assert f"KSU {said.removeprefix('KSU ').title()}" in found
    assert "Yang mirip dengan" in found
