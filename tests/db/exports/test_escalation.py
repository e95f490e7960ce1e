"""Who stands on the list for letters on paper, and with which facts."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from db import exports
from db.models import Cooperative, District, Ledger, Officer, RatReport
from db.session import Database

NOW = datetime(2027, 7, 5, 2, tzinfo=UTC)
WIB = timezone(timedelta(hours=7))
COUNTS: dict[str, Any] = {"officer_verified": True, "reported_at": NOW}
REGISTRY = ("village", "address", "activity", "existence", "warning", "tolerated_until", "tolerated_why")
CASES: dict[str, tuple[dict[str, Any], list[dict[str, Any]], bool]] = {
    "never said a word": ({}, [], True),
    "held": ({}, [{"held": "yes", "held_on": date(2027, 4, 2)}], False),
    "gave a reason": ({}, [{"held": "no", "reason": "books"}], True),
    "plans one still": ({}, [{"held": "planned", "planned_on": date(2027, 7, 20)}], False),
    "planned one that has passed": ({}, [{"held": "planned", "planned_on": date(2027, 5, 20)}], True),
    "dissolved": ({"activity": "bubar"}, [], False),
    "on its way to dissolution": ({"activity": "dalam proses pembubaran"}, [], False),
    "a book year to June, whose limit was in December": ({"book_year_end": "06-30"}, [], True),
}


async def listed(database: Database, day: date) -> dict[str, dict[str, Any]]:
    async with database.reading() as session:
        found = await exports.rows(session, "escalation", today=day, now=NOW, days=180, zone=WIB)
        rows = [dict(zip(found.headers, row, strict=True)) for row in found.rows]
    return {str(row["name"]): row for row in rows}


async def fill(database: Database) -> None:
    async with database.transaction() as session:
        session.add(District(id=1, name="Sail"))
        await session.flush()
        for number, (name, (facts, reports, _)) in enumerate(CASES.items(), 1):
            session.add(Cooperative(id=number, name=name, match_name=name, district_id=1, updated_at=NOW, **facts))
            await session.flush()
            for report in reports:
                session.add(RatReport(receipt=name, cooperative_id=number, book_year=2026, **COUNTS, **report))
        session.add(Officer(cooperative_id=1, name="Budi", position="ketua"))
        for stage, day in (("h90", 1), ("h60", 31)):
            session.add(
                Ledger(
                    purpose=f"rule:rat_{stage}:2026", cooperative_id=1, lead_id=1, state="reached", say={},
                    at=datetime(2026, 12, day, 2, tzinfo=UTC),
                )
            )  # fmt: skip


async def test_who_is_listed(database: Database) -> None:
    await fill(database)
    assert set(await listed(database, date(2027, 7, 5))) == {name for name, (*_, on) in CASES.items() if on}
    early = await listed(database, date(2027, 6, 30))
    assert {row["book_year"] for row in early.values()} == {2025, 2026}, "on the limit itself the year before counts"
    assert early["a book year to June, whose limit was in December"]["book_year"] == 2026


async def test_the_facts(database: Database) -> None:
    await fill(database)
    row = (await listed(database, date(2027, 7, 5)))["never said a word"]
    assert {name: row[name] for name in row if name not in ("cooperative_id", "nik", "name")} == {
        **dict.fromkeys(REGISTRY, ""),
        "district": "Sail",
        "chair": "Budi",
        "book_year": 2026,
        "target_on": "2027-03-31",
        "limit_on": "2027-06-30",
        "days_past_limit": 5,
        "years_missing": 1,
        "last_reported_year": "",
        "outcome": "",
        "reason": "",
        "planned_on": "",
        "last_answer_on": "",
        "reminders_reached": 2,
        "last_reminded_on": "2026-12-31T09:00:00+07:00",
        "unreachable": "no_contact",
    }  # fmt: skip
