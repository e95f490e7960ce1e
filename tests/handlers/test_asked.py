"""Questions to the office: what its settings don't say is left out, and nobody learns of another's matters."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot import texts
from db import people
from db.session import Database
from handlers.manager import asked
from tests.handlers.town import NOW, OFFICE, STRANGER, YANDRI, Phone, settle

QUESTIONS = {
    "batas_lapor": "kapan batas lapor rat pak",
    "my_officer": "petugasnya siapa?",
    "who_are_you": "ini siapa",
    "cost": "biayanya brp",
    "ods": "cara isi ODS gimana",
    "online_meeting": "RAT online boleh ga",
    "quorum": "kuorumnya berapa",
    "about_rat": "rat itu apa ya pak",
    "sanction": "kalau telat ada dendanya?",
    "clinic_hours": "kkb buka hari apa",
    "capital": "mau pinjam modal kemana ya",
    "history": "laporan saya sudah diterima belum",
    "never_visited": "gak pernah ada orang dinas datang",
    "rename": "kop kami ganti nama jadi Maju",
}
SETTINGS = {
    "neither": ("", ""),
    "an address only": ("Jalan Teratai Nomor 1", ""),
    "a telephone only": ("", "0761-000000"),
}


async def consented(database: Database, phone: Phone) -> None:
    """Somebody who is no longer new and has agreed."""
    await settle(database)
    async with database.transaction() as session:
        await people.heard(session, phone.address, phone.name, NOW - timedelta(days=1))
    await phone.say("halo")
    await phone.say(choice=f"consent.{texts.words('consent.version')}.answer=yes")


@pytest.mark.parametrize(("address", "number"), SETTINGS.values(), ids=SETTINGS)
async def test_what_the_office_has_not_set_is_not_said(database: Database, address: str, number: str) -> None:
    phone = Phone(database, STRANGER, office=replace(OFFICE, address=address, phone=number))
    await consented(database, phone)
    for name in ("who_are_you", "my_officer", "clinic_hours"):
        words = (await phone.say(QUESTIONS[name])).words
        assert OFFICE.name in words
        assert not any(
            hole in words
            for hole in (" –", ": –", "\n–", "telepon .", "telepon ,", "  ", ", ,", ", dan tidak dipungut biaya ,")
        )
        assert ("telepon" in words.casefold()) == bool(number and name != "clinic_hours")
        assert ("Jalan Teratai" in words) == bool(address and name != "my_officer")


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
async def test_a_stranger_and_staff_are_answered_too(database: Database, question: str) -> None:
    stranger, staff = Phone(database, STRANGER), Phone(database, YANDRI)
    await consented(database, stranger)
    shown = await stranger.say(question)
    assert texts.words("router.not_understood").split(".")[0] not in shown.words
    assert not shown.secrets()
    answer = await staff.say(question)
    assert texts.words("register.how=name") not in answer.words


def test_every_question_is_tried() -> None:
    assert set(QUESTIONS) == set(asked.ANSWERS)
