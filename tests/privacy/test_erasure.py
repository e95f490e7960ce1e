"""A person is erased: nothing of them is found in any column or file but what the record says stays."""

import base64
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import SQLModel, func, select

from db import suppressions
from db.models import Attachment, Cooperative, Ledger, Officer, Outbox, Person, RatPaper, RatReport, Task, VisitPlan
from db.privacy import erasure, inventory
from db.session import Database
from tests.privacy.life import BUDI, MAJU, NEEDLES, NOW, PHONE, SRI, live

LATER = NOW + timedelta(days=1)


async def everything(database: Database) -> dict[str, list[dict[str, Any]]]:
    async with database.reading() as session:
        tables = SQLModel.metadata.sorted_tables
        return {each.name: [dict(row._mapping) for row in await session.execute(each.select())] for each in tables}


def found(rows: dict[str, list[dict[str, Any]]]) -> list[str]:
    """Where anything of the person stands: in words, in JSON, and in ids that hide a number in base64."""
    hits = []
    for table, each in rows.items():
        for row in each:
            for column, value in row.items():
                said = str(value).casefold()
                hits += [f"{table}.{column}: {needle}" for needle in NEEDLES if needle in said]
                if said.startswith("wamid.") and base64.b64decode(str(value)[6:] + "==").find(b"81234567890") >= 0:
                    hits.append(f"{table}.{column}: a number in an id")
    return sorted(set(hits))


@pytest.fixture
async def digests(database: Database, tmp_path: Path) -> list[str]:
    """The person is erased; files that go with them."""
    async with database.transaction() as session:
        await live(session, tmp_path / "files")
    before = await everything(database)
    personal = {name for name, each in inventory.tables().items() if each.personal} - {
        "suppressions",
        "staff",
    }
    assert personal <= {hit.partition(".")[0] for hit in found(before)}, "each such table held something of her"
    async with database.transaction() as session:
        return await erasure.erase(session, SRI, LATER, asked=True)


async def test_nothing_of_the_person_is_found_anywhere(database: Database, digests: list[str]) -> None:
    assert found(await everything(database)) == []


async def test_only_the_proof_names_the_empty_row(database: Database, digests: list[str]) -> None:
    named = set()
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column.table.name == "people" for key in column.foreign_keys):
                async with database.reading() as session:
                    if (await session.execute(table.select().where(column == SRI))).first():
                        named.add(table.name)
    assert named == {"consents", "data_requests", "attachments"}, "a paper of the meeting keeps an empty sender"
    async with database.reading() as session:
        person = await session.get_one(Person, SRI)
    assert (person.name, person.language, person.preferred, person.opted_out_at) == ("", "id", "", None)
    assert person.erased_at == LATER


async def test_files_go_unless_somebody_else_has_them_too(digests: list[str]) -> None:
    assert digests == ["a1", "c3", "e5"], "the paper of the meeting stays, and what Budi has sent as well"


async def test_the_record_of_the_cooperative_stays(database: Database, digests: list[str]) -> None:
    async with database.reading() as session:
        report = (await session.exec(select(RatReport))).one()
        assert (report.members, report.words, report.reported_by) == (120, "", None)
        paper = (await session.exec(select(RatPaper))).one()
        kept = await session.get_one(Attachment, paper.attachment_id)
        assert (kept.digest, kept.filename, paper.person_id) == ("b2", "", None)
        assert (await session.exec(select(VisitPlan.state))).one() == "declined"
        assert (await session.exec(select(Task).where(Task.key == "rat:1"))).one().state == "open"


async def test_the_office_learns_that_a_cooperative_has_nobody_left(database: Database, digests: list[str]) -> None:
    async with database.reading() as session:
        task = (await session.exec(select(Task).where(Task.kind == "contact_gone"))).one()
        assert (task.cooperative_id, task.person_id, task.data) == (MAJU, None, {})
        assert (await session.exec(select(Cooperative.name).where(Cooperative.id == MAJU))).one() == "KSU Maju"
        ended = (await session.exec(select(Officer).where(Officer.status == "ended"))).all()
        assert [(each.name, each.phone, each.person_id) for each in ended] == [("", None, None)] * 2


async def test_counts_stay_and_what_has_not_left_never_does(database: Database, digests: list[str]) -> None:
    async with database.reading() as session:
        states = dict((await session.exec(select(Ledger.purpose, Ledger.state))).all())
        assert states == {"announcement:1": "reached", "announcement:2": "failed"}, (
            "the second may reach another officer"
        )
        rows = {each.key: each for each in (await session.exec(select(Outbox))).all()}
        assert (rows["announcement:2:1:0"].state, rows["announcement:2:1:0"].user) == ("dropped", "")
        relayed = next(each for key, each in rows.items() if key.startswith("relay:"))
        assert relayed.body["choices"][0][0] == "ask.1.do=answer", "an old button still finds its way"


async def test_who_stays_keeps_everything(database: Database, digests: list[str]) -> None:
    async with database.reading() as session:
        assert (await session.get_one(Person, BUDI)).name == "Budi Santoso"
        body = (await session.exec(select(Outbox.body).where(Outbox.key == "reply:x:9:0"))).one()
        assert body == {"text": "Baik, Pak Budi."}
        count = select(func.count()).select_from(Officer).where(Officer.status == "verified")
        assert (await session.exec(count)).one() == 1


async def test_no_list_brings_the_number_back(database: Database, digests: list[str]) -> None:
    async with database.reading() as session:
        known = await suppressions.load(session)
    assert known.has_phone(PHONE)
    assert len(known.digests) == 4, "the number, and each id of each seat"


async def test_once_more_changes_nothing(database: Database, digests: list[str]) -> None:
    before = await everything(database)
    async with database.transaction() as session:
        assert await erasure.erase(session, SRI, LATER, asked=True) == []
    after = await everything(database)
    assert {name for name in before if before[name] != after[name]} == {"audit"}


async def test_who_is_erased_because_time_is_over_may_be_listed_again(database: Database, tmp_path: Path) -> None:
    async with database.transaction() as session:
        await live(session, tmp_path / "files")
        await erasure.erase(session, SRI, LATER, asked=False)
    async with database.reading() as session:
        assert not (await suppressions.load(session)).has_phone(PHONE)
