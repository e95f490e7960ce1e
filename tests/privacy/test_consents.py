"""The consent log proves who answered what, when, where, and to which words."""

import ast
import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from bot import texts
from bot.clock import Clock
from bot.inbox import Inbox
from bot.messages import Address, Incoming
from bot.settings import Office
from db import exports, parameters, people
from db.models import Consent, ConsentNotice, Outbox, Person
from db.session import Database
from handlers import ABILITIES
from handlers.notices import noticed
from handlers.router import router

ROOT = Path(__file__).parents[2]
NOW = datetime(2027, 3, 1, 3, tzinfo=UTC)
SRI = Address("whatsapp:1", "6281234567890")
OFFICE = Office("Dinas Koperasi", "Kota Pekanbaru", "", "", "Asia/Jakarta")


class Phone:
    """Somebody's phone: what they say, and what the bot's newest answer is."""

    def __init__(self, database: Database) -> None:
        self.database, self.clock, self.count = database, Clock(NOW, speed=0), 0
        self.inbox = Inbox(database, self.clock, OFFICE, router(ABILITIES), noticed)

    async def say(self, text: str = "", choice: str | None = None) -> tuple[str, Sequence[Sequence[str]]]:
        self.count += 1
        await self.inbox.take(
            Incoming(f"wamid.{self.count}", SRI, self.clock.now(), text=text, choice=choice, name="Sri"), {}
        )
        async with self.database.transaction() as session:
            key = f"reply:{SRI.account}:wamid.{self.count}:0"
            row = (await session.exec(select(Outbox).where(Outbox.key == key))).one()
            row.state, row.sent_at = "sent", self.clock.now()
            return row.body["text"], row.body.get("choices", [])


async def test_an_answer_is_kept_with_what_proves_it(database: Database) -> None:
    phone = Phone(database)
    shown, choices = await phone.say("halo")
    (yes,) = [number for number, label in choices if label == "Setuju"]
    await phone.say(choice=yes)
    async with database.reading() as session:
        answer = (await session.exec(select(Consent))).one()
        notice = await session.get_one(ConsentNotice, answer.notice)
    assert (answer.granted, answer.text_version, answer.account, answer.at) == (True, "1", SRI.account, NOW)
    assert answer.seat == hashlib.sha256(b"whatsapp:1:6281234567890").hexdigest()
    assert answer.message_id == hashlib.sha256(b"wamid.2").hexdigest()
    assert "Dinas Koperasi Kota Pekanbaru" in notice.words and "Sri" not in notice.words
    assert notice.words.splitlines()[1:] == texts.plain(shown).splitlines()[1:], "all but the greeting, as it was shown"


async def test_the_words_are_kept_once_and_anew_when_they_change(database: Database) -> None:
    phone = Phone(database)
    for period in ("180", "180", "90"):
        async with database.transaction() as session:
            await parameters.change(session, "keep_contacts_days", period, NOW)
            for each in await session.exec(select(Outbox)):
                await session.delete(each)
        await phone.say("halo")
    async with database.reading() as session:
        kept = [each.words for each in await session.exec(select(ConsentNotice))]
    assert sorted("6 bulan" in words for words in kept) == [False, True]
    assert any("3 bulan" in words for words in kept)


async def test_berhenti_is_an_answer_to_no_words(database: Database) -> None:
    phone = Phone(database)
    await phone.say("berhenti")
    async with database.reading() as session:
        answer = (await session.exec(select(Consent))).one()
    assert (answer.granted, answer.notice) == (False, "") and answer.seat and answer.message_id


async def test_who_consented_to_an_older_notice_is_told_once_a_week(database: Database) -> None:
    phone = Phone(database)
    await phone.say("halo")
    async with database.transaction() as session:
        person = (await session.exec(select(Person))).one()
        people.record_consent(session, person.id, True, "0", SRI.account, NOW)
    line = texts.plain(texts.words("consent.changed")).replace("*", "")
    told = []
    for days in (0, 1, 6, 7, 8):
        phone.clock.jump(NOW + timedelta(days=days))
        said, _ = await phone.say("menu")
        told.append(line in texts.plain(said))
    assert told == [True, False, False, True, False], "and never held back from what they want"


async def test_privasi_asks_anew_and_the_answer_ends_it(database: Database) -> None:
    phone = Phone(database)
    await phone.say("halo")
    async with database.transaction() as session:
        person = (await session.exec(select(Person))).one()
        people.record_consent(session, person.id, True, "0", SRI.account, NOW)
    await phone.say("privasi")
    async with database.reading() as session:
        asked = [each for each in await session.exec(select(Outbox)) if each.key.startswith("relay:")]
    assert [label for _, label in asked[0].body["choices"]] == ["Setuju", "Tidak setuju", "Saya bukan pengurus"]
    await phone.say(choice=asked[0].body["choices"][0][0])
    phone.clock.jump(NOW + timedelta(days=30))
    said, _ = await phone.say("menu")
    assert "PRIVASI" not in said


async def test_the_export_is_proof_without_names(database: Database) -> None:
    phone = Phone(database)
    await phone.say("berhenti")
    async with database.reading() as session:
        zone = ZoneInfo("Asia/Jakarta")
        table = await exports.rows(session, "consents", today=NOW.date(), now=NOW, days=180, zone=zone)
        rows = [dict(zip(table.headers, row, strict=True)) for row in table.rows]
    assert [(row["granted"], row["version"], row["channel"]) for row in rows] == [("no", "1", "whatsapp")]
    assert len(str(rows[0]["seat_sha256"])) == 64 and "Sri" not in str(rows) and "81234" not in str(rows)


ALLOWED = {"outdated_records.py", "outdated_people.py"}
"""Where answers go at the end of their period."""


LOG, DEEDS = ("Consent", "CONSENT"), ("delete", "update")


def _changes(tree: ast.AST) -> list[str]:
    """Calls that change or delete rows of the log: `delete(CONSENT)`, `update(CONSENT)`, `CONSENT.delete()`."""
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Name) and node.func.id in DEEDS and ast.unparse(node.args[0]) in LOG:
            found.append(ast.unparse(node))
        if isinstance(node.func, ast.Attribute) and node.func.attr in DEEDS and ast.unparse(node.func.value) in LOG:
            found.append(ast.unparse(node))
    return found


def test_nothing_changes_or_deletes_an_answer_but_the_end_of_its_period() -> None:
    sources = [path for room in ("bot", "db", "handlers", "scheduler") for path in (ROOT / room).rglob("*.py")]
    changing = {path.name for path in sources if _changes(ast.parse(path.read_text(encoding="utf-8")))}
    assert changing == ALLOWED


@pytest.mark.parametrize("days", [1, 180, 200])
async def test_the_notice_says_the_period_in_force(database: Database, days: int) -> None:
    async with database.transaction() as session:
        await parameters.change(session, "keep_contacts_days", str(days), NOW)
    said, _ = await Phone(database).say("halo")
    assert {1: "1 hari setelah", 180: "6 bulan setelah", 200: "200 hari setelah"}[days] in said
