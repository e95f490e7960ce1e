"""Files that we make: ordered in a turn, made after it, sent once; what can't be made is said."""

from datetime import datetime
from pathlib import Path

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.fetching import Fetcher
from bot.messages import Address, Say
from bot.press import Press
from bot.settings import Office
from bot.texts.wire import outgoing_from_json
from db import attachments, people
from db.models import Outbox, Person
from db.session import Database
from tests.machine.fake import ACCOUNT, NOW, Watch

OFFICE = Office("Dinas", "Pekanbaru", "", "", "Asia/Jakarta")
RINA = Address(ACCOUNT, "75")


async def page(session: AsyncSession, subject: str, language: str, now: datetime, office: Office) -> bytes:
    """A file that shows all that a maker is given."""
    count = len((await session.exec(select(Person))).all())
    return f"{subject} {language} {now:%Y} {office.name} {count}".encode()


async def broken(session: AsyncSession, subject: str, language: str, now: datetime, office: Office) -> bytes:
    raise ValueError(subject)


async def made(database: Database, folder: Path, kind: str) -> list[Outbox]:
    """What reaches Rina when she orders a file of this kind, after two rounds."""
    async with database.transaction() as session:
        rina, _ = await people.heard(session, RINA, "Rina", NOW)
        rina.language = "en"
        await session.flush()
        say = Say("channel.file_lost")
        await attachments.order(session, rina, kind, "7", filename="7.pdf", mime="application/pdf", say=say, now=NOW)
    press = Press(database, Watch(), OFFICE, {"page": page, "broken": broken})
    fetcher = Fetcher(database, press, Watch(), folder)
    for _ in range(2):
        await fetcher.round()
    async with database.reading() as session:
        return list((await session.exec(select(Outbox))).all())


async def test_a_file_is_made_and_sent_once(database: Database, tmp_path: Path) -> None:
    (row,) = await made(database, tmp_path, "page")
    document = outgoing_from_json(row.body).document
    assert document is not None and (document.filename, document.mime) == ("7.pdf", "application/pdf")
    assert Path(document.path).read_text() == f"7 en {NOW:%Y} Dinas 1"
    assert row.user == RINA.user


async def test_a_file_that_cannot_be_made_is_told(database: Database, tmp_path: Path) -> None:
    for kind in ("broken", "unheard of"):
        row = (await made(database, tmp_path, kind))[-1]
        assert "could not be made" in row.body["text"] and outgoing_from_json(row.body).document is None, kind


async def test_two_taps_make_one_file(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as session:
        rina, _ = await people.heard(session, RINA, "Rina", NOW)
        await session.flush()
        for subject in ("7", "7", "8"):
            await attachments.order(
                session, rina, "page", subject, filename="7.pdf", mime="", say=Say("channel.file_lost"), now=NOW
            )
    async with database.reading() as session:
        waiting = await attachments.due(session, attachments.PRESS, NOW)
    assert [each.external_id for each in waiting] == ["id:7", "id:8"]
