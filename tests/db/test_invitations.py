"""The funnel of invitations narrows step by step, by district and by who handed over; and its export."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.messages import Address
from db import exports, invitations, letters, people, progress, staff
from db.invitations import Funnel
from db.models import Cooperative, District, Letter, Officer
from db.session import Database

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
ZONE = ZoneInfo("Asia/Jakarta")
CASES: dict[str, tuple[dict[str, bool], Funnel]] = {
    "nothing": ({}, Funnel()),
    "printed": ({"printed": True}, Funnel(1)),
    "handed over": ({"printed": True, "handed": True}, Funnel(1, 1)),
    "linked without a letter": ({"linked": True, "granted": True}, Funnel()),
    "linked before the letter was handed over": ({"printed": True, "linked": True}, Funnel(1)),
    "handed over, then linked by number": ({"printed": True, "handed": True, "linked": True}, Funnel(1, 1, 1)),
    "used though nobody noted the hand-over": ({"printed": True, "used": True, "linked": True}, Funnel(1, 1, 1)),
    "and consented": ({"printed": True, "used": True, "linked": True, "granted": True}, Funnel(1, 1, 1, 1)),
    "consented and stopped": (
        {"printed": True, "handed": True, "linked": True, "granted": True, "stopped": True},
        Funnel(1, 1, 1),
    ),
}


@pytest.fixture
async def town(database: Database) -> Database:
    """A cooperative for each case, in Sail with an officer and in Kulim without one by turns."""
    async with database.transaction() as session:
        session.add_all((District(id=1, name="Sail"), District(id=2, name="Kulim")))
        await session.flush()
        sail = await session.get_one(District, 1)
        await staff.add(session, "Yandri", "field_officer", [sail], NOW)
        await staff.add(session, "Nurhayati", "admin", (), NOW)
        for number, (facts, _) in enumerate(CASES.values(), 1):
            place = 1 + number % 2
            session.add(Cooperative(id=number, name="K", match_name="k", district_id=place, updated_at=NOW))
            await session.flush()
            person, seat = await people.heard(session, Address("telegram:1", str(number)), "Budi", NOW)
            if facts.get("linked"):
                session.add(Officer(cooperative_id=number, person_id=person.id, name="Budi", status="verified"))
            if facts.get("granted"):
                people.record_consent(session, person.id, True, "1", seat.account, LATER)
            person.opted_out_at = LATER if facts.get("stopped") else None
            if facts.get("printed"):
                given = {"handed_at": NOW, "handed_by": 1} if facts.get("handed") else {}
                used = {"used_at": LATER, "person_id": person.id} if facts.get("used") else {}
                until = letters.expiry(NOW, 90, ZONE)
                code = letters.digest(str(number))
                session.add(
                    Letter(cooperative_id=number, digest=code, printed_at=NOW, expires_at=until, **given, **used)
                )
        session.add(Cooperative(id=99, name="B", match_name="b", activity="bubar", updated_at=NOW))
    return database


async def test_each_case_gets_as_far_as_it_did(town: Database) -> None:
    async with town.reading() as session:
        rows = await invitations.of(session)
    found = [invitations.funnel([each]) for each in rows]
    assert dict(zip(CASES, found, strict=True)) == {label: wanted for label, (_, wanted) in CASES.items()}
    whole = invitations.funnel(rows)
    assert whole.printed >= whole.handed >= whole.linked >= whole.consented > 0


@pytest.mark.parametrize("group", ["district", "handed_by"])
async def test_groups_add_up_to_the_whole(town: Database, group: str) -> None:
    async with town.reading() as session:
        rows = await invitations.of(session)
    parts = [found for _, found in invitations.by(rows, lambda each: getattr(each, group))]
    for step in invitations.STEPS:
        assert sum(getattr(each, step) for each in parts) == getattr(invitations.funnel(rows), step)


async def test_a_field_officer_sees_their_district_with_its_officers(town: Database) -> None:
    async with town.reading() as session:
        rows = await invitations.of(session, [1])
    assert {each.district for each in rows} == {"Sail"} and {each.officers for each in rows} == {("Yandri",)}


async def test_progress_counts_the_invited(town: Database) -> None:
    async with town.reading() as session:
        rows = await progress.of(session, 2026, NOW.date())
    assert progress.total(rows).invited == sum("handed" in facts or "used" in facts for facts, _ in CASES.values())


async def test_the_export_has_a_row_a_cooperative(town: Database) -> None:
    async with town.reading() as session:
        table = await exports.rows(session, "invitations", today=NOW.date(), now=NOW, days=180, zone=ZONE)
        rows = [dict(zip(table.headers, row, strict=True)) for row in table.rows]
    assert table.headers[:4] == ("cooperative_id", "nik", "name", "district") and len(rows) == len(CASES)
    used = rows[list(CASES).index("and consented")]
    assert used["handed_at"] == used["linked_at"] == used["consented_at"] == LATER.astimezone(ZONE).isoformat()
    assert (used["handed_by"], used["field_officers"]) == ("", "Yandri" if used["district"] == "Sail" else "")


async def test_who_was_given_a_letter_stays_counted_after_it_expired(town: Database) -> None:
    async with town.reading() as session:
        rows = await invitations.of(session)
    until = letters.expiry(NOW, 90, ZONE)
    assert invitations.expired(rows, until - timedelta(seconds=1)) == 0
    assert invitations.expired(rows, until) == 2, "one printed, one handed over; the others are linked"
    async with town.transaction() as session:
        await letters.keep(session, [letters.Draft(2, "X")], staff_id=None, now=until, expires_at=until + timedelta(1))
    async with town.reading() as session:
        again = await invitations.of(session)
    assert invitations.expired(again, until) == 1 and invitations.funnel(again) == invitations.funnel(rows)
