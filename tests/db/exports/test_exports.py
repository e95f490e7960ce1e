"""Each export on a small office, row by row."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from db import exports, synthetic
from db.models import (
    Announcement,
    Attendance,
    Audit,
    Consent,
    Cooperative,
    District,
    Identity,
    Ledger,
    Officer,
    Outbox,
    Person,
    RatReport,
    Staff,
    Visit,
    VisitPlan,
)
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
SHOWN = "2027-03-01T09:00:00+07:00"
TODAY = date(2027, 3, 1)
WIB = timezone(timedelta(hours=7))
PHONE = "+6281200000001"


@pytest.fixture
async def office(database: Database) -> Database:
    async with database.transaction() as session:
        session.add(District(id=1, name="Sail"))
        session.add(Staff(id=1, name="Yandri", role="field_officer", created_at=NOW))
        session.add_all(Person(id=n, name=name, created_at=NOW) for n, name in ((1, "Budi"), (2, "Siti")))
        await session.flush()
        session.add(
            Announcement(
                id=4, kind="session", title="T", starts_at=NOW, place="P", send_from=NOW, created_by=1, created_at=NOW
            )
        )
        for number, nik, name, activity in [
            (1, "1471", "KSU Maju", "aktif"),
            (2, None, "=KSU Rumus", ""),
            (3, None, "KUD Bubar", "bubar"),
        ]:
            session.add(
                Cooperative(
                    id=number, nik=nik, name=name, match_name=name, activity=activity, district_id=1, updated_at=NOW
                )
            )
        await session.flush()
        return database


async def read(database: Database, name: str) -> list[dict[str, object]]:
    async with database.reading() as session:
        found = await exports.rows(session, name, today=TODAY, now=NOW, days=180, zone=WIB)
        return [dict(zip(found.headers, row, strict=True)) for row in found.rows]


def pick(rows: list[dict[str, object]], *names: str) -> list[tuple]:
    return [tuple(row[name] for name in names) for row in rows]


async def test_registry(office: Database) -> None:
    async with office.transaction() as session:
        session.add(Officer(cooperative_id=1, name="Budi", position="ketua", phone=PHONE))
        session.add(Officer(cooperative_id=1, name="Lama", position="ketua", status="ended"))
        session.add(Officer(cooperative_id=1, name="Siti", position="bendahara", person_id=2, status="verified"))
    rows = await read(office, "registry")
    assert list(rows[0])[:4] == ["cooperative_id", "nik", "name", "district"]
    assert pick(rows, "cooperative_id", "nik", "name", "district", "activity") == [
        (1, "1471", "KSU Maju", "Sail", "aktif"),
        (2, "", "'=KSU Rumus", "Sail", ""),
        (3, "", "KUD Bubar", "Sail", "bubar"),
    ]
    assert pick(rows, "chair", "chair_phone", "secretary", "treasurer", "updated_at")[0] == (
        "Budi",
        "0812****0001",
        "",
        "Siti",
        SHOWN,
    )


async def test_coverage_and_visits(office: Database) -> None:
    async with office.transaction() as session:
        session.add(Visit(cooperative_id=1, visited_on=date(2026, 1, 1), recorded_at=NOW))
        session.add(Visit(cooperative_id=1, visited_on=date(2027, 2, 1), result="absent", staff_id=1, recorded_at=NOW))
        session.add(VisitPlan(cooperative_id=2, starts_at=NOW, state="confirmed", created_at=NOW))
        session.add(Officer(cooperative_id=1, name="Budi", position="ketua", person_id=1, status="verified"))
    rows = await read(office, "coverage")
    names = ("state", "last_visit", "last_attempt", "overdue_since", "planned_at", "officers", "linked")
    assert pick(rows, "cooperative_id", *names) == [
        (1, "overdue", "2026-01-01", "2027-02-01", "2026-07-01", "", 1, "yes"),
        (2, "planned", "", "", "", SHOWN, 0, "no"),
    ]
    assert pick(await read(office, "visits"), "cooperative_id", "visited_on", "result", "source", "staff") == [
        (1, "2027-02-01", "absent", "staff", "Yandri"),
        (1, "2026-01-01", "met", "staff", ""),
    ]


async def test_rat(office: Database) -> None:
    def report(version: int, status: str, **facts: object) -> RatReport:
        return RatReport(
            receipt=f"R{version}{facts.get('cooperative_id', 1)}{facts.get('book_year', 2026)}",
            **{"cooperative_id": 1, "book_year": 2026, "held": "yes", "reported_at": NOW} | facts,
            version=version,
            status=status,
        )

    async with office.transaction() as session:
        session.add(report(1, "superseded", members=9))
        session.add(
            report(2, "verified", members=50, attended=40, held_on=date(2027, 2, 1), reported_by=1, checked_by=1)
        )
        session.add(report(3, "disputed", members=60, reported_by=2))
        session.add(report(1, "submitted", book_year=2025, held="no", reason="internal"))
        session.add(report(1, "submitted", cooperative_id=3, book_year=2024))
    rows = await read(office, "rat")
    assert pick(rows, "cooperative_id", "book_year", "status", "version", "members", "reported_by", "disputed") == [
        (1, 2025, "submitted", 1, "", "", "no"),
        (1, 2026, "verified", 2, 50, "Budi", "yes"),
        (2, 2026, "unreported", "", "", "", "no"),
        (3, 2024, "submitted", 1, "", "", "no"),
    ]
    assert pick(rows, "held_on", "attended", "reporter_verified", "checked_by", "reason")[:2] == [
        ("", "", "no", "", "internal"),
        ("2027-02-01", 40, "no", "Yandri", ""),
    ]


async def test_deliveries_add_up(office: Database) -> None:
    def ledger(number: int, state: str, **facts: object) -> Ledger:
        return Ledger(purpose="announcement:4", cooperative_id=number, lead_id=1, state=state, at=NOW, **facts)

    async with office.transaction() as session:
        session.add(
            Outbox(key="k", account="telegram:1", user="7", lane=9, delivery="read", sent_at=NOW, created_at=NOW)
        )
        session.add(ledger(1, "reached", person_id=1, rung=1, outbox_key="k"))
        session.add(ledger(2, "reached", outbox_key="k"))
        session.add(ledger(3, "unreached", reason="no_phone"))
        come = {"answer": "yes", "people": 2, "delegate": "bu Neni"}
        session.add(Attendance(announcement_id=4, cooperative_id=1, **come, at=NOW))
        session.add(Attendance(announcement_id=4, cooperative_id=2, answer="yes", delegate="", at=NOW))
        session.add(Attendance(announcement_id=4, cooperative_id=3, answer="no", people=4, at=NOW))
    names = ("cooperative_id", "purpose", "state", "reason", "rung", "channel", "sent_at", "delivery", "answer")
    names += ("people_coming", "delegate")
    assert pick(await read(office, "deliveries"), *names) == [
        (1, "announcement:4", "reached", "", 1, "telegram", SHOWN, "read", "yes", 2, "bu Neni"),
        (2, "announcement:4", "reached", "", 0, "telegram", SHOWN, "read", "yes", "", "yes"),
        (3, "announcement:4", "unreached", "no_phone", 0, "", "", "", "no", "", ""),
    ]


async def test_people_and_audit(office: Database) -> None:
    async with office.transaction() as session:
        session.add(Identity(person_id=1, account="telegram:1", user="7", phone=PHONE, last_heard_at=NOW))
        session.add(Identity(person_id=1, account="whatsapp:2", user="8", blocked_at=NOW))
        session.add(Officer(cooperative_id=1, person_id=1, position="ketua", phone=PHONE, status="verified"))
        session.add(Officer(cooperative_id=2, person_id=1, position="bendahara", status="claimed"))
        session.add(Consent(person_id=1, granted=False, text_version="1", account="telegram:1", at=NOW))
        session.add(Consent(person_id=1, granted=True, text_version="2", account="telegram:1", at=NOW))
        session.add(
            Audit(at=NOW, actor="staff:1", action="visit.logged", subject="cooperative:1", data={"b": 2, "a": 1})
        )
        session.add(Audit(at=NOW, actor="sapa", action="started"))
    names = ("cooperative_id", "person", "position", "status", "phone", "channels", "last_heard_at", "consented")
    assert pick(await read(office, "people"), *names) == [
        (1, "Budi", "ketua", "verified", "0812****0001", "telegram", SHOWN, "yes"),
        (2, "Budi", "bendahara", "claimed", "", "telegram", SHOWN, "yes"),
        ("", "Siti", "", "", "", "", "", ""),
    ]
    assert pick(await read(office, "audit"), "name", "actor", "action", "data") == [
        ("KSU Maju", "staff:1", "visit.logged", '{"a": 1, "b": 2}'),
        ("", "sapa", "started", ""),
    ]


async def test_every_export_of_the_invented_office(database: Database) -> None:
    async with database.transaction() as session:
        await synthetic.fill(session, NOW)
    least = {"registry": 300, "visits": 100, "rat": 290, "coverage": 280}
    for name in exports.EXPORTS:
        rows = await read(database, name)
        assert len(rows) >= least.get(name, 0), name
        assert not any(str(value).startswith(("+62", "08120000")) for row in rows for value in row.values()), name


async def test_an_export_that_does_not_exist(database: Database) -> None:
    with pytest.raises(KeyError):
        await read(database, "everything")
