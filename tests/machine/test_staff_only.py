"""What only staff have: commands that don't exist for anybody else, buttons that forged ids don't open."""

from datetime import UTC, datetime

from sqlmodel import select

from bot.clock import Clock
from bot.inbox import Inbox
from bot.messages import Address, Incoming
from bot.settings import Office
from db import people, staff
from db.models import Cooperative, District, Officer, Outbox
from db.session import Database
from handlers import ABILITIES, COMMANDS
from handlers.notices import noticed
from handlers.router import router

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
OFFICE = Office("Dinas Koperasi", "Kota Pekanbaru", "", "", "Asia/Jakarta")
STRANGER, YANDRI, VINA = (Address("telegram:123", each) for each in "789")
FORGED = (
    *("coop.1.see=1", "coop.1.do=history", "coop.1.do=contact", "coop.1.do=write", "coop.1.do=visit", "coop.1.more=0"),
    *("progress.-.do=chart", "progress.-.do=file", "progress.-.do=contacts", "download.-.get=people"),
    *("download.-.get=audit", "member.1.see=1", "member.1.sure=end", "member.0.do=add", "member.0.more=0"),
    *("menu.-.go=find", "menu.-.go=members", "menu.-.go=download", "menu.-.go=progress"),
)
SECRETS = ("KSU Tunas", "Rahmat", "Yandri", "0812", "Binawidya")


class Desk:
    """An office with one cooperative in Kulim, and what it answers to whom."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.inbox = Inbox(database, Clock(NOW, speed=0), OFFICE, router(ABILITIES), noticed)
        self.count = 0

    async def open(self) -> None:
        async with self.database.transaction() as session:
            kulim, binawidya = District(name="Kulim"), District(name="Binawidya")
            session.add_all((kulim, binawidya))
            await session.flush()
            tunas = Cooperative(name="KSU Tunas", match_name="tunas", district_id=kulim.id, updated_at=NOW)
            session.add(tunas)
            await session.flush()
            session.add(Officer(cooperative_id=tunas.id, name="Rahmat", position="ketua", phone="+6281200000001"))
            for who, name, role, district in (
                (YANDRI, "Yandri", "field_officer", binawidya),
                (VINA, "Vina", "viewer", kulim),
            ):
                await staff.bind(session, await staff.add(session, name, role, [district], NOW), who, NOW)
            stranger, _ = await people.heard(session, STRANGER, "Joko", NOW)
            people.record_consent(session, stranger.id, True, "1", STRANGER.account, NOW)

    async def answer(self, who: Address, text: str = "", choice: str | None = None) -> str:
        """Everything that is said to anybody after this message."""
        self.count += 1
        async with self.database.reading() as session:
            before = len((await session.exec(select(Outbox))).all())
        incoming = Incoming(str(self.count), who, NOW, text=text, choice=choice)
        await self.inbox.take(incoming, {})
        async with self.database.reading() as session:
            rows = (await session.exec(select(Outbox).order_by(Outbox.id))).all()[before:]
        assert self.inbox.parked == 0
        return "\n".join(str(each.body) for each in rows)


async def test_staff_commands_do_not_exist_for_anybody_else(database: Database) -> None:
    desk = Desk(database)
    await desk.open()
    unknown = await desk.answer(STRANGER, "/tidakada")
    for name, command in COMMANDS.items():
        if command.staff and name != "stop":
            assert await desk.answer(STRANGER, f"/{name} tunas") == unknown, name


async def test_forged_buttons_tell_nothing(database: Database) -> None:
    desk = Desk(database)
    await desk.open()
    for choice in FORGED:
        said = await desk.answer(STRANGER, choice=choice)
        assert said and not [each for each in SECRETS if each in said], choice


async def test_a_field_officer_sees_nothing_of_another_district(database: Database) -> None:
    desk = Desk(database)
    await desk.open()
    for choice in (each for each in FORGED if each.startswith("coop.")):
        said = await desk.answer(YANDRI, choice=choice)
        assert "di luar wilayah" in said and "Tunas" not in said, choice
    assert "Tunas" not in await desk.answer(YANDRI, "/cari tunas")


async def test_a_viewer_reads_and_does_nothing(database: Database) -> None:
    desk = Desk(database)
    await desk.open()
    assert "KSU Tunas" in await desk.answer(VINA, "/cari tunas")
    for deed in ("contact", "write", "visit"):
        said = await desk.answer(VINA, choice=f"coop.1.do={deed}")
        assert "wewenang" in said and "81200000001" not in said, deed
    for choice in ("member.1.sure=end", "member.0.do=add"):
        assert "wewenang" in await desk.answer(VINA, choice=choice)
    assert "tidak berlaku" in await desk.answer(VINA, choice="download.-.get=audit")
