"""Letters and the poster as they come out of the printer: read by an independent reader of codes, a page each."""

import asyncio
import json
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
import typst
import zxingcpp
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot import messages
from bot.clock import Clock
from bot.errors import Rejected
from bot.fetching import Fetcher
from bot.messages import Address, Say
from bot.press import Press
from bot.settings import Office
from db import accounts, attachments, letters, people, staff
from db.attachments import Noted
from db.models import Attachment, Cooperative, District, Letter, Outbox, Staff
from db.session import Database
from handlers.press import MAKERS
from handlers.staff import letter_page, poster_page
from handlers.staff.letter_page import Addressee, Batch
from handlers.staff.ways import Way, ways
from tests.machine.pixels import grey

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
OFFICE = Office("Dinas Koperasi dan UKM", "Kota Pekanbaru", "Jalan Teratai Nomor 1", "0761-000000", "Asia/Jakarta")
TELEGRAM = Way("Telegram", "https://t.me/sapa_bot?start={payload}", "@sapa_bot")
WHATSAPP = Way("WhatsApp", "https://wa.me/6281200000000?text={text}", "0812-0000-0000")
LONG = "Koperasi Konsumen Syariah Pegawai Negeri Sumber Rezeki Bersama Sejahtera Mandiri Kota Pekanbaru"


def batch(*addressees: Addressee, opening: Sequence[Way] = (TELEGRAM, WHATSAPP)) -> Batch:
    expires_at = letters.expiry(NOW, 90, ZoneInfo("Asia/Jakarta"))
    return Batch(OFFICE, opening, date(2027, 1, 11), expires_at, addressees)


def to(number: int, district: str = "Sail", **more: object) -> Addressee:
    facts = {"name": f"KSU {number}", "address": "Jl. Melati 7", "village": "Sukamaju", "officers": ("Yandri",)}
    return Addressee(number, district=district, **{**facts, **more})  # type: ignore[arg-type]


def pages(page: bytes, ppi: int = 100, **inputs: str) -> list[bytes]:
    made = typst.compile(page, format="png", ppi=ppi, sys_inputs=inputs)
    return made if isinstance(made, list) else [made]


def links(png: bytes) -> set[str]:
    return {each.text for each in zxingcpp.read_barcodes(grey(png))}


def test_both_codes_of_a_letter_are_read_as_exactly_its_links() -> None:
    drafts = letters.draw([1])
    code = drafts[0].code
    cover, letter = pages(letter_page.PAGE.read_bytes(), data=letter_page.written(batch(to(1)), drafts))
    assert links(letter) == {
        f"https://t.me/sapa_bot?start=surat_{code}",
        f"https://wa.me/6281200000000?text=SURAT%20{code}",
    }
    assert links(cover) == set(), "the list to sign on goes from hand to hand"


def test_both_codes_of_the_poster_are_read_and_say_nothing_of_anybody() -> None:
    for paper in poster_page.PAPERS:
        data = poster_page.written((TELEGRAM, WHATSAPP), OFFICE)
        (page,) = pages(poster_page.PAGE.read_bytes(), data=data, paper=paper)
        assert links(page) == {
            "https://t.me/sapa_bot?start=poster",
            "https://wa.me/6281200000000?text=Halo%20Sapa",
        }


def test_one_messenger_alone_has_one_code() -> None:
    made = letter_page.written(batch(to(1), opening=(WHATSAPP,)), letters.draw([1]))
    _, letter = pages(letter_page.PAGE.read_bytes(), data=made)
    assert len(links(letter)) == 1


def test_a_page_a_letter_whatever_the_names_and_a_list_a_district() -> None:
    long = {"name": LONG, "address": f"Jl. {LONG}", "officers": ("Hj. Nurhayati binti Syamsuddin Rangkuti", "Yandri")}
    bare = {"address": "", "village": "", "district": "", "officers": ()}
    found = batch(to(1, **long), to(2, "Tuah Madani", **long), to(3, "Tuah Madani"), to(4, **bare))
    made = pages(letter_page.PAGE.read_bytes(), 20, data=letter_page.written(found, letters.draw([1, 2, 3, 4])))
    assert len(made) == 4 + 3


def test_a_long_list_to_sign_on_goes_on_with_its_head() -> None:
    found = batch(*(to(number) for number in range(30)))
    made = pages(letter_page.PAGE.read_bytes(), 20, data=letter_page.written(found, letters.draw(range(30))))
    assert len(made) - 30 == 3


def test_a_line_of_the_list_bears_the_number_by_which_the_chat_knows_it() -> None:
    found = batch(to(7), to(31), to(8, "Tuah Madani"))
    made = json.loads(letter_page.written(found, letters.draw([7, 31, 8])))
    assert [[row[0] for row in each["cover"]["rows"]] for each in made["rounds"]] == [["7", "31"], ["8"]]


def test_links_carry_what_the_code_is_typed_as() -> None:
    link = urlsplit(WHATSAPP.link("surat_A", "SURAT A B"))
    assert parse_qs(link.query) == {"text": ["SURAT A B"]}


async def chats(session: AsyncSession) -> None:
    await accounts.learn(session, "telegram:1", {"opens": TELEGRAM.opens})
    await accounts.learn(session, "whatsapp:2", {"opens": WHATSAPP.opens})


@pytest.fixture
async def office(database: Database) -> Database:
    async with database.transaction() as session:
        session.add_all((District(id=1, name="Sail"), District(id=2, name="Kulim")))
        await session.flush()
        for number in (1, 2, 3):
            facts = {"match_name": str(number), "district_id": 1 + number % 2, "updated_at": NOW}
            session.add(Cooperative(id=number, name=f"KSU {number}", **facts))
        await staff.add(session, "Yandri", "field_officer", [await session.get_one(District, 1)], NOW)
        await staff.add(session, "Kiki", "viewer", (), NOW)
    return database


def press(database: Database) -> Press:
    return Press(database, Clock(NOW, speed=0), OFFICE, MAKERS)


async def kept(database: Database) -> list[Letter]:
    async with database.reading() as session:
        return list((await session.exec(select(Letter))).all())


async def test_what_a_chat_is_opened_by(office: Database) -> None:
    async with office.transaction() as session:
        assert await ways(session) == []
        await chats(session)
        assert await ways(session) == [TELEGRAM, WHATSAPP]


async def test_codes_are_kept_together_with_the_file_and_once(office: Database, tmp_path: Path) -> None:
    async with office.transaction() as session:
        await chats(session)
        person, _ = await people.heard(session, Address("telegram:1", "7"), "Yandri", NOW)
        await attachments.order(
            session,
            person,
            "letters",
            "0:all:1",
            filename="x.pdf",
            mime="application/pdf",
            say=Say("menu.noted"),
            now=NOW,
        )
    rounds = [Fetcher(office, press(office), Clock(NOW, speed=0), tmp_path) for _ in range(2)]
    await asyncio.gather(*(each.round() for each in rounds))
    assert [(each.cooperative_id, each.printed_by) for each in await kept(office)] == [(2, 1)], "their district, once"
    async with office.reading() as session:
        stored, sent = (await session.exec(select(Attachment))).one(), (await session.exec(select(Outbox))).one()
    assert stored.state == "stored" and stored.digest in str(sent.body)
    assert (tmp_path / stored.digest).read_bytes().startswith(b"%PDF")


async def test_without_paper_no_code_is_kept(office: Database) -> None:
    async with office.reading() as session:
        with pytest.raises(LookupError):
            await MAKERS["letters"](session, "0:all:1", "id", NOW, OFFICE)
    async with office.transaction() as session:
        await chats(session)
    async with office.reading() as session:
        made = await MAKERS["letters"](session, "1:all:1", "id", NOW, OFFICE)
    assert isinstance(made, Noted) and await kept(office) == []


@pytest.mark.parametrize(
    "subject", ["0:all:2", "2:all:1", "0:all:99"], ids=["may not", "of another district", "nobody"]
)
async def test_who_gets_no_letters(office: Database, subject: str) -> None:
    async with office.transaction() as session:
        await chats(session)
    with pytest.raises(Rejected):
        await press(office).fetch(messages.Attachment(f"id:{subject}", "letters"))
    async with office.transaction() as session:
        (await session.get_one(Staff, 1)).suspended_at = NOW
    with pytest.raises(Rejected):
        await press(office).fetch(messages.Attachment("id:0:all:1", "letters"))
    assert await kept(office) == []
