"""A letter's code as people type it, two officers who finish in the same second, and what staff may do with letters."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import col, select

from bot import texts
from bot.clock import Clock
from bot.inbox import Inbox
from bot.messages import Address, Incoming
from db import letters, people, staff
from db.models import Audit, Cooperative, District, Inbound, Letter, Officer, Staff, Talk
from db.session import Database
from handlers import ABILITIES
from handlers.notices import noticed
from handlers.router import router
from tests.handlers.town import ACCOUNT, NAME, NOW, OFFICE, STRANGER, YANDRI, Phone, Shown, settle

ZONE = ZoneInfo("Asia/Jakarta")
CODE = "ABCDEFGHJ2"
BUDI = Address(ACCOUNT, "75")
YES = f"consent.{texts.words('consent.version')}.answer=yes"


def _asks_consent(shown: Shown) -> bool:
    """Whether the notice is there, with the digest of its words on its buttons."""
    return shown.choices[0].id.startswith(YES.partition(".answer")[0]) and shown.choices[0].id.endswith(".answer=yes")


async def out(database: Database, code: str = CODE, cooperative_id: int = 1, days: int = 90) -> None:
    async with database.transaction() as session:
        draft = letters.Draft(cooperative_id, code)
        await letters.keep(
            session, [draft], staff_id=None, now=NOW, expires_at=letters.expiry(NOW - timedelta(days=90), days, ZONE)
        )


@pytest.fixture
async def office(database: Database) -> AsyncIterator[Database]:
    await settle(database)
    await out(database, days=180)
    yield database


TYPED = {
    "as the link of Telegram": "/start surat_ABCDEFGHJ2",
    "as the link of WhatsApp": "SURAT ABCDEFGHJ2",
    "in groups": "SURAT ABCD EFGH J2",
    "without the space": "suratABCDEFGHJ2",
    "with dashes": "Surat abcd-efgh-j2",
    "with a colon and a stop": "surat: abcd efgh j2.",
    "the code alone": "ABCD EFGH J2",
    "in English": "letter abcdefghj2",
    "in a sentence": "Surat saya ABCD EFGH J2",
    "named as a code": "kode surat ABCD EFGH J2",
    "in a sentence without the word": "pak ini kodenya abcd efgh j2 ya",
    "with a sign that looks like another": "surat abcd efgh i2",
    "with another that a code may have too": "ABCD EFGH JZ",
    "with two signs that no code has": "abcoefghl2",
}
NO_CODE = {
    "a sentence about a letter": "surat undangan belum sampai pak",
    "with a number": "surat nomor 12",
    "a letter's official number": "surat 005/117/2027",
    "a word of ten signs": "SELAMATSE2",
    "the word alone": "surat",
    "figures in a sentence": "hadir 75 dari 120 anggota",
    "a date": "tgl 12 maret 2027",
    "a number plate": "BM 1234 AB",
    "a letter's number and a telephone": "Surat nomor 470/12/2027, Pak Lurah 0812-7777-8888",
    "a telephone behind the word": "surat 0812-7777-888",
}


@pytest.mark.parametrize("label", TYPED)
async def test_however_the_code_is_typed(office: Database, label: str) -> None:
    shown = await Phone(office, STRANGER).say(TYPED[label])
    assert f"Surat undangan untuk {NAME}" in shown.words and _asks_consent(shown)


@pytest.mark.parametrize("label", NO_CODE)
async def test_what_is_no_code(office: Database, label: str) -> None:
    shown = await Phone(office, STRANGER).say(NO_CODE[label])
    assert "kode surat" not in shown.words.casefold() and NAME not in shown.words


@pytest.mark.parametrize(
    "text",
    [
        *("SURAT ABCDEFGHJ3", "SURAT ABCDEFGH2", "SURAT ABCD EFGH JS", "SURAT ABCD EFGH", "/start surat_x"),
        *("/start surat_", "ABCD EFGH K2", "SURAT ABCD-EFGH-J", "ab2defghj", "surat saya abcd efgh j5"),
    ],
)
async def test_a_code_that_nobody_printed(office: Database, text: str) -> None:
    shown = await Phone(office, STRANGER).say(text)
    assert "tidak kami kenal" in shown.words and _asks_consent(shown) and not shown.secrets()


async def test_a_code_that_is_too_short_is_shown_as_it_was_read(office: Database) -> None:
    shown = await Phone(office, STRANGER).say("surat abcd efgh 2")
    assert "ABCD EFGH 2" in shown.words and "10 huruf dan angka" in shown.words and "kami terima 9" in shown.words


async def test_names_of_officers_are_shown_for_a_code_that_works_only(office: Database) -> None:
    await out(office, "ABCDEFGHJ4", days=80)
    for who, text, names in ((STRANGER, "surat abcdefghj4", False), (BUDI, f"surat {CODE}", True)):
        phone = Phone(office, who)
        await phone.say(text)
        assert bool((await phone.say(choice=YES)).secrets()) is names


async def test_the_code_itself_is_kept_nowhere(office: Database) -> None:
    await Phone(office, STRANGER).say(f"surat {CODE}")
    async with office.reading() as session:
        talks = (await session.exec(select(Talk))).all()
        assert CODE not in str([each.model_dump() for each in talks])
        assert any(letters.digest(CODE) in each.pending for each in talks), "and yet the letter is remembered"


async def test_nobody_makes_up_a_letter_by_what_they_want_to_report(office: Database) -> None:
    phone = Phone(office, STRANGER)
    shown = await phone.say("lapor rat letter:1\n")
    assert NAME not in shown.words
    assert NAME not in (await phone.say(choice=YES)).words


async def test_two_officers_finish_in_the_same_second(office: Database) -> None:
    inbox = Inbox(office, Clock(NOW, speed=0), OFFICE, router(ABILITIES), noticed)
    step = iter(range(1000))

    async def both(text: str = "", choices: dict[str, str] | None = None) -> None:
        said = [
            Incoming(f"{next(step)}", who, NOW, text=text, choice=(choices or {}).get(who.user), name=name)
            for who, name in ((STRANGER, "Joko Permana"), (BUDI, "Budi Santoso"))
        ]
        await asyncio.gather(*(inbox.take(each, {}) for each in said))

    await both(f"surat {CODE}")
    await both(choices={STRANGER.user: YES, BUDI.user: YES})
    await both("Bendahara: Ratna Wulandari")
    await both("benar")
    await both("ubah")  # whose name was taken meanwhile chooses anew
    await both("pengurus")
    await both("pengurus lain")
    await both("sekretaris")
    await both("Budi Santoso")
    await both("benar")
    async with office.reading() as session:
        used = (await session.exec(select(Letter))).one()
        rows = (await session.exec(select(Officer).where(col(Officer.person_id).is_not(None)))).all()
        by_status = {each.status: each for each in rows if each.name != "Rahmat Darwis"}
        assert set(by_status) == {"verified", "claimed"} and len(rows) == 3
        assert by_status["verified"].name == "Ratna Wulandari"
        assert used.used_at is not None and used.person_id == by_status["verified"].person_id
        noted = (await session.exec(select(Audit.action).where(Audit.action == "letter.used"))).all()
        assert len(noted) == 1
        assert {each.state for each in (await session.exec(select(Inbound))).all()} == {"handled"}


FORGED = (
    *("invite.-.do=print", "invite.-.do=handed", "invite.-.do=poster", "invite.-.do=file", "handed.1.which=1"),
    *("handed.0.more=0", "handed.0.do=again", "handed.99999999999999.do=undo", "coop.1.do=handed", "invited.-.do=link"),
)


@pytest.mark.parametrize("choice", FORGED)
async def test_a_stranger_does_nothing_with_the_buttons_of_staff(office: Database, choice: str) -> None:
    shown = await Phone(office, STRANGER).say(choice=choice)
    assert not shown.secrets() and NAME not in shown.words
    async with office.reading() as session:
        assert (await session.exec(select(Letter))).one().handed_at is None


async def test_staff_of_another_district_note_nothing(office: Database) -> None:
    async with office.transaction() as session:
        session.add(District(name="Kulim"))
        await session.flush()
        kulim = await session.get_one(District, 2)
        member = await staff.add(session, "Vina", "field_officer", [kulim], NOW)
        person, _ = await people.heard(session, BUDI, "Vina", NOW)
        member.person_id = person.id
    phone = Phone(office, BUDI, "Vina")
    for choice in ("handed.1.which=1", "coop.1.do=handed", f"handed.{int(NOW.timestamp())}.do=undo"):
        await phone.say(choice=choice)
    async with office.reading() as session:
        assert (await session.exec(select(Letter))).one().handed_at is None
    assert "wilayah" in (await phone.say(choice="handed.0.do=again")).words
    await Phone(office, YANDRI, "Yandri").say(choice="handed.1.which=1")
    assert "Tidak ada yang dibatalkan" in (await phone.say(choice="handed.1.which=1")).words


async def test_twenty_letters_a_page_and_seven_buttons(office: Database) -> None:
    async with office.transaction() as session:
        session.add_all(
            Cooperative(id=n, name=f"KSU {n:02}", match_name=str(n), district_id=1, updated_at=NOW)
            for n in range(10, 40)
        )
    for n in range(10, 40):
        await out(office, f"ABCDEFG{n}2", n, days=180)
    phone = Phone(office, YANDRI, "Yandri")
    shown = await phone.say(choice="invite.-.do=handed")
    labels = [each.label for each in shown.choices]
    assert len(labels) == 9 and labels[-1] == "Lainnya ›" and "29. KSU 29" in shown.words
    shown = await phone.say("sudah diserahkan 10 12-13 dan 29")
    assert "(4)" in shown.words
    shown = await phone.say(choice="handed.0.more=20")
    assert "34. KSU 34" in shown.words and f"1. {NAME}" in shown.words and "30. KSU 30" not in shown.words
    shown = await phone.say("30")  # on the page before
    assert "KSU 30" in shown.words and "(1)" in shown.words
    async with office.reading() as session:
        member = (await session.exec(select(Staff))).first()
        handed = (await session.exec(select(Letter).where(col(Letter.handed_at).is_not(None)))).all()
        assert len(handed) == 5 and {each.handed_by for each in handed} == {member.id if member else 0}


@pytest.mark.parametrize("text", ["2-9", "satu", "5-1", "1,x", "99999999999"])
async def test_words_that_name_no_line_of_the_list(office: Database, text: str) -> None:
    phone = Phone(office, YANDRI, "Yandri")
    await phone.say(choice="invite.-.do=handed")
    assert "Mohon ketik nomor" in (await phone.say(text)).words


async def test_numbers_that_do_not_wait_are_named(office: Database) -> None:
    phone = Phone(office, YANDRI, "Yandri")
    await phone.say(choice="invite.-.do=handed")
    assert "dengan nomor 3, 7" in (await phone.say("1 7 3")).words
