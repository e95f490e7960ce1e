"""A stranger who claims to be the chair sees nothing of the cooperative, whatever they type or press."""

import random
from collections.abc import AsyncIterator, Iterator

import pytest
from sqlmodel import col, update

from bot import texts
from bot.messages import Address, Contact
from bot.understanding import intents
from db.models import Officer
from db.session import Database
from handlers import BUTTONS, COMMANDS, FORMS
from tests.handlers.town import CHAIR, EMBEDDED, NAME, STRANGER, YANDRI, Phone, Shown, settle
from tests.texts import spoken

SUBJECTS = ("-", "0", "1", "2", "3", "4")
"""Ids that a forged button may name; the cooperative, its report and everything else of it is number 1."""
ANSWERS = (
    *("tunas bertuah", "Joko Permana", "ya", "benar", "tidak", "belum", "lewati", "kembali", "ubah", "2026", "2025"),
    *("5 januari 2027", "18 februari", "besok", "jam 9", "120", "75", "1", "2", "3", "sudah rat, hadir 80 dari 150"),
    *("saya ketua tunas bertuah", "berapa anggota kami?", "siapa ketua kami?", "0812-3456-7890", "koperasi lain"),
    *(
        "kapan batas lapor rat",
        "laporan kami sudah diterima belum",
        "petugasnya siapa",
        "kop ganti nama jadi Maju",
    ),
    *("saya bendahara koperasi tunas bertuah", "salah pak, bukan 137 tapi 57", "tanggalnya salah", "kuorumnya berapa"),
)
STEPS, PRESSED = 250, 4


@pytest.fixture
async def joko(database: Database) -> AsyncIterator[Phone]:
    """The stranger: has consented and waits for staff to confirm that he is the chair."""
    await settle(database)
    phone = Phone(database, STRANGER)
    await phone.say("halo")
    version = texts.words("consent.version")
    await phone.say(choice=f"consent.{version}.answer=yes")
    await _claims(phone)
    yield phone


async def _claims(phone: Phone) -> None:
    await _press(phone, await phone.say(choice="register.-.how=name"), "")
    shown = await phone.say("tunas bertuah")
    shown = await _press(phone, shown, NAME)
    await _press(phone, shown, "Ketua")
    shown = await phone.say("Joko Permana")
    shown = await _press(phone, shown, "Benar")
    assert "Petugas akan mengonfirmasi" in shown.words


async def _tries(phone: Phone, text: str = "", choice: str | None = None) -> Shown:
    """One message of somebody whose claim still waits, even if they have just said that it is none."""
    async with phone.database.transaction() as session:
        await session.exec(update(Officer).where(col(Officer.name) == "Joko Permana").values(status="claimed"))
    return await phone.say(text, choice)


async def _press(phone: Phone, shown: Shown, label: str) -> Shown:
    found = next((each.id for each in shown.choices if each.label == label), None)
    return await phone.say(choice=found) if found else shown


def _openings() -> Iterator[str]:
    """Every word, command and understood sentence."""
    yield from texts.aliases()
    yield from (f"/{name}" for name in COMMANDS)
    for intent in intents.intents():
        yield from (*sorted(intent.whole)[:2], *sorted(intent.phrases)[:3])


def _forged() -> Iterator[str]:
    """Every button outside forms, under every id; and buttons of forms that are not open."""
    questions = [key for key in spoken.CHOICES if key.split(".")[0] in BUTTONS]
    for question in questions:
        group, _, name = question.partition(".")
        for value in spoken.CHOICES[question]:
            yield from (f"{group}.{subject}.{name}={value}" for subject in SUBJECTS)
    yield from (f"{group}.1.pick=1" for group in BUTTONS)
    yield from (f"{name}.zzzzz.{form.fields[0].name}=1" for name, form in FORMS.items())


@EMBEDDED
async def test_no_word_shows_anything(joko: Phone) -> None:
    leaks = {}
    for opening in _openings():
        shown = await _tries(joko, opening)
        if found := shown.secrets():
            leaks[opening] = found
        for choice in shown.choices[:PRESSED]:
            after = (await _tries(joko, choice=choice.id)).secrets()
            leaks |= {f"{opening} → {choice.id}": after} if after else {}
    assert leaks == {}


@EMBEDDED
async def test_no_forged_button_shows_anything(joko: Phone) -> None:
    leaks = {}
    for choice in _forged():
        if found := (await _tries(joko, choice=choice)).secrets():
            leaks[choice] = found
    assert leaks == {}


@pytest.mark.parametrize("seed", range(3))
@EMBEDDED
async def test_no_walk_through_the_forms_shows_anything(joko: Phone, seed: int) -> None:
    """Whatever is offered is pressed, whatever is asked is answered, in any order."""
    chance, shown, leaks = random.Random(seed), await joko.say("lapor"), {}
    openings = list(_openings())
    for step in range(STEPS):
        if shown.choices and chance.random() < 0.6:
            pressed = chance.choice(shown.choices)
            said, shown = pressed.label, await _tries(joko, choice=pressed.id)
        else:
            said = chance.choice(ANSWERS if chance.random() < 0.8 else openings)
            shown = await _tries(joko, said)
        if found := shown.secrets():
            leaks[f"{step}: {said}"] = found
    assert leaks == {}


@EMBEDDED
async def test_neither_before_the_claim_nor_after_its_refusal(database: Database, joko: Phone) -> None:
    newcomer, boss = Phone(database, Address(STRANGER.account, "79")), Phone(database, YANDRI)
    for opening in _openings():
        assert (await newcomer.say(opening)).secrets() == [], opening
    detail = await _open_claim(boss)
    await _press(boss, detail, texts.words("task.do=refuse"))
    for opening in ("menu", "pengurus", "lapor", "ubah", "bukan pengurus lagi", "minta kunjungan"):
        assert (await joko.say(opening)).secrets() == [], opening
    card = Contact("+628129990001", own=True)
    assert (await joko.say(contact=card)).secrets() == []


async def _open_claim(boss: Phone) -> Shown:
    listed = await boss.say("/tugas")
    for choice in listed.choices:
        shown = await boss.say(choice=choice.id)
        if "Joko Permana" in shown.words and texts.words("task.do=refuse") in shown.words:
            return shown
    raise AssertionError("the claim waits for nobody")


async def test_the_chair_sees_the_officers_and_no_number(database: Database) -> None:
    """What the walks look for is there to be seen, by those who may."""
    await settle(database)
    seen = (await Phone(database, CHAIR, "Rahmat Darwis").say(choice="menu.-.go=officers")).secrets()
    assert {"Rahmat", "Wulandari", "Hendri", "2029"} <= set(seen)
    assert not any("777" in each for each in seen)
