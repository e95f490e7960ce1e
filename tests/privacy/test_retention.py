"""What was kept for its period goes, and nothing before; the same on both databases."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import select

from db import parameters
from db.models import (
    Attachment,
    Audit,
    Consent,
    ConsentNotice,
    Cooperative,
    DataRequest,
    Identity,
    Import,
    Inbound,
    Ledger,
    Letter,
    LinkCode,
    Officer,
    Outbox,
    Person,
    Question,
    QuestionLine,
    RatPaper,
    RatReport,
    Staff,
    StaffInvite,
    Talk,
    Task,
    Trace,
    TraceStep,
)
from db.parameters import Parameters
from db.privacy import inventory, retention
from db.session import Database
from scheduler.retention import Retention
from tests.privacy.life import NOW

DAY = timedelta(days=1)
STRAY, NEW = "a1" * 32, "b2" * 32
RULES = Parameters()
SENT: dict[str, Any] = {"account": "telegram:1", "state": "sent", "created_at": NOW, "sent_at": NOW}
FILE: dict[str, Any] = {"person_id": 1, "account": "telegram:1", "kind": "photo", "due_at": NOW, "state": "stored"}
REPORT: dict[str, Any] = {"cooperative_id": 1, "book_year": 2026, "held": "no", "reported_at": NOW}
GONE: dict[str, Any] = {"name": "", "created_at": NOW, "erased_at": NOW}
PAPER: dict[str, Any] = {"cooperative_id": 1, "book_year": 2026, "kind": "minutes", "attachment_id": 1, "at": NOW}
STEP: dict[str, Any] = {"trace_id": 1, "kind": "number", "target": "+628111", "words": "x", "at": NOW}
FORMER: dict[str, Any] = {"cooperative_id": 1, "status": "ended", "ended_on": NOW.date()}

CASES: dict[str, Sequence[Any]] = {
    "answers": [Outbox(key="reply:1", user="7", lane=0, body={"text": "x"}, **SENT)],
    "messages we began": [Outbox(key="announcement:1:1:0", user="7", lane=9, body={"text": "x"}, **SENT)],
    "messages that came": [Inbound(account="telegram:1", external_id="1", user="7", at=NOW)],
    "parked messages": [Inbound(account="t", external_id="1", at=NOW, state="parked", payload={"a": 1}, trace="x")],
    "talks with staff": [
        Question(id=1, person_id=1, state="closed", opened_at=NOW, closed_at=NOW),
        QuestionLine(question_id=1, from_staff=False, text="x", at=NOW),
    ],
    "words of reminders": [
        Ledger(purpose="rule:a:b", cooperative_id=1, lead_id=1, state="reached", say={"key": "x"}, at=NOW)
    ],
    "words of reports": [RatReport(receipt="R1", words="x", **REPORT)],
    "words nobody understood": [Talk(person_id=1, unanswered="x")],
    "papers that were checked": [
        Attachment(id=1, external_id="a", digest="a", at=NOW, **FILE),
        RatPaper(state="confirmed", checked_at=NOW, **PAPER),
    ],
    "files of talks": [
        Question(id=1, person_id=1, state="closed", opened_at=NOW, closed_at=NOW),
        Attachment(external_id="a", digest="a", subject="question:1", at=NOW, **FILE),
    ],
    "files of nothing": [Attachment(external_id="a", digest="a", at=NOW, **FILE)],
    "files we made": [Attachment(external_id="a", digest="a", at=NOW, **(FILE | {"account": "press"}))],
    "lists that were read": [
        Attachment(id=1, external_id="a", digest="a", at=NOW, **FILE),
        Import(filename="a.xlsx", attachment_id=1, state="done", at=NOW, done_at=NOW),
    ],
    "done tasks": [Task(key="unlisted:1:w", kind="unlisted", state="done", data={"x": 1}, created_at=NOW, done_at=NOW)],
    "steps of searches": [Trace(id=1, cooperative_id=1, opened_at=NOW, closed_at=NOW), TraceStep(**STEP)],
    "audit entries": [Audit(at=NOW, actor="person:1", action="x")],
    "answers about consent": [
        Consent(person_id=1, granted=False, text_version="1", account="t", at=NOW),
        Consent(person_id=1, granted=True, text_version="1", account="t", at=NOW + 9000 * DAY),
    ],
    "consent notices": [ConsentNotice(digest="a", version="1", language="id", words="x", first_at=NOW)],
    "requests about data": [
        DataRequest(person_id=1, kind="access", state="done", at=NOW, due_at=NOW, done_at=NOW),
    ],
    "codes that join channels": [LinkCode(digest="a", person_id=1, expires_at=NOW)],
    "codes of staff": [StaffInvite(digest="a", staff_id=1, expires_at=NOW)],
    "letters nobody used": [
        Letter(cooperative_id=1, digest="a", printed_at=NOW, expires_at=NOW),
        Letter(cooperative_id=1, digest="b", printed_at=NOW, expires_at=NOW),
    ],
    "people who were officers": [Officer(person_id=1, name="Siti", **FORMER)],
    "people who never were officers": [],
    "contacts of former officers": [Officer(name="Siti", phone="+628111", **FORMER)],
    "last answers of people who are gone": [
        Person(id=9, **GONE),
        Consent(person_id=9, granted=True, text_version="1", account="t", at=NOW),
    ],
}


async def given(database: Database, rows: Sequence[Any]) -> None:
    async with database.transaction() as session:
        for row in (
            Person(id=1, name="Siti Aminah", created_at=NOW),
            Identity(person_id=1, account="telegram:1", user="5550001", last_heard_at=NOW),
            Person(id=2, name="Nur Aini", created_at=NOW),
            Staff(id=1, name="Nur Aini", role="admin", person_id=2, created_at=NOW),
            Cooperative(id=1, name="KSU Maju", match_name="maju", updated_at=NOW),
            *(type(each)(**each.model_dump()) for each in rows),
        ):
            session.add(row)
            await session.flush()


async def forget(database: Database, name: str, now: datetime) -> int:
    async with database.transaction() as session:
        return (await retention.forget(session, retention.KINDS[name], RULES, now))[0]


def test_every_kind_has_its_case_and_every_period_its_kind() -> None:
    assert CASES.keys() == retention.KINDS.keys()
    assert {each.kept for each in retention.KINDS.values()} == set(inventory.periods(RULES))


@pytest.mark.parametrize("name", CASES)
async def test_it_goes_when_its_period_is_over_and_not_before(database: Database, name: str) -> None:
    await given(database, CASES[name])
    kind, over = retention.KINDS[name], NOW + DAY * getattr(RULES, retention.KINDS[name].kept)
    assert await forget(database, name, over) == 0
    async with database.reading() as session:
        assert await retention.overdue(session, kind, RULES, over) == timedelta()
        assert DAY <= await retention.overdue(session, kind, RULES, over + 2 * DAY) <= 2 * DAY
    assert await forget(database, name, over + 2 * DAY) == 1
    assert await forget(database, name, over + 2 * DAY) == 0, "once"
    async with database.reading() as session:
        assert await retention.overdue(session, kind, RULES, over + 9 * DAY) == timedelta()


async def test_what_is_under_way_open_or_newest_stays(database: Database) -> None:
    stays = [
        Outbox(key="a", user="7", lane=0, body={"text": "x"}, **(SENT | {"state": "waiting"})),
        Question(id=1, person_id=1, opened_at=NOW),
        Task(key="b", kind="unlisted", data={"x": 1}, created_at=NOW),
        Consent(person_id=1, granted=True, text_version="1", account="t", at=NOW),
        Letter(cooperative_id=1, digest="a", printed_at=NOW, expires_at=NOW, handed_at=NOW),
        Letter(cooperative_id=1, digest="b", printed_at=NOW, expires_at=NOW),
        Officer(cooperative_id=1, person_id=1, name="Siti", status="verified"),
        Attachment(id=1, external_id="a", digest="a", at=NOW, **FILE),
        RatPaper(state="sent", **PAPER),
    ]
    await given(database, stays)
    for name in CASES:
        assert await forget(database, name, NOW + 4000 * DAY) == 0, name


async def test_once_an_hour_everything_with_its_files(database: Database, tmp_path: Path) -> None:
    await given(database, CASES["files of nothing"])
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ("a", STRAY, "database.db"):
        (folder / name).write_text(name)
    retiring = Retention(database, folder)
    assert await retiring.run(NOW + 89 * DAY) == {}
    later = NOW + 91 * DAY
    assert await retiring.run(later) == {"files of nothing": 1, "files without a row": 1}
    assert [each.name for each in folder.iterdir()] == ["database.db"], "what isn't ours stays"
    (folder / NEW).write_text("its row comes in a moment")
    assert await retiring.run(later + timedelta(minutes=59)) == {}
    assert await retiring.run(later + timedelta(hours=1)) == {}
    assert (folder / NEW).exists()


async def test_the_office_changes_a_period(database: Database) -> None:
    await given(database, CASES["files we made"])
    async with database.transaction() as session:
        await parameters.change(session, "keep_made_days", "3", NOW)
    assert await Retention(database, None).run(NOW + 4 * DAY) == {"files we made": 1}
    assert parameters.trouble("keep_made_days", "0") == "keep_made_days is a whole number from 1 to 3650, not '0'."
    assert replace(RULES, keep_made_days=3) != RULES


async def test_a_person_whose_time_is_over_is_an_empty_row(database: Database) -> None:
    await given(database, CASES["people who were officers"])
    await Retention(database, None).run(NOW + 182 * DAY)
    async with database.reading() as session:
        people = (await session.exec(select(Person).order_by(Person.id))).all()  # type: ignore[arg-type]
        assert [(each.name, each.erased_at is not None) for each in people] == [("", True), ("Nur Aini", False)]
