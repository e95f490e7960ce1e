"""Progress by district adds up, and each cooperative stands in one column only."""

from datetime import UTC, date, datetime

from db import progress
from db.models import (
    Consent,
    Cooperative,
    District,
    Identity,
    Officer,
    Person,
    RatPaper,
    RatReport,
)
from db.rat_state import NEEDED
from db.session import Database

NOW = datetime(2027, 5, 3, 2, tzinfo=UTC)
TODAY = date(2027, 5, 3)
YEAR = 2026

MEETINGS = {
    "never reported": (None, "none"),
    "held before the target": ({"held": "yes", "held_on": date(2027, 3, 31)}, "on_target"),
    "held after the target": ({"held": "yes", "held_on": date(2027, 4, 1)}, "late"),
    "planned": ({"held": "planned", "planned_on": date(2027, 5, 20)}, "planned"),
    "put off": ({"held": "postponed", "planned_on": date(2027, 5, 20)}, "planned"),
    "not held, with a reason": ({"held": "no", "reason": "busy"}, "none"),
    "reported by somebody whom nobody knows": (
        {"held": "yes", "held_on": date(2027, 3, 1), "officer_verified": False},
        "none",
    ),
    "of another year": ({"held": "yes", "held_on": date(2026, 3, 1), "book_year": 2025}, "none"),
}
FUNNEL = {
    "nobody": ([], (0, 0, 0, 0)),
    "a number only": ([{"phone": "+62812"}], (1, 0, 0, 0)),
    "linked": ([{"linked": True}], (1, 1, 0, 0)),
    "consented": ([{"linked": True, "granted": True}], (1, 1, 1, 1)),
    "blocked": ([{"linked": True, "granted": True, "blocked": True}], (1, 1, 1, 0)),
    "one blocked, one there": (
        [{"linked": True, "granted": True, "blocked": True}, {"linked": True, "granted": True}],
        (1, 1, 1, 1),
    ),
}


async def town(database: Database) -> None:
    """One cooperative for each case: meetings in the first two districts, contacts in the third, one nowhere."""
    async with database.transaction() as session:
        session.add_all(District(id=n, name=name) for n, name in enumerate(("Sail", "Kulim", "Rumbai"), 1))
        await session.flush()
        places = [1, 2, 1, 2, 1, 2, 1, 2, *[3] * len(FUNNEL), None]
        for number, place in enumerate(places, 1):
            session.add(Cooperative(id=number, name="K", match_name="k", district_id=place, updated_at=NOW))
        session.add(Cooperative(id=99, name="B", match_name="b", district_id=1, activity="bubar", updated_at=NOW))
        await session.flush()
        for number, (fields, _) in enumerate(MEETINGS.values(), 1):
            if fields is not None:
                usual = {"book_year": YEAR, "officer_verified": True, "receipt": f"R{number}"}
                session.add(RatReport(cooperative_id=number, reported_at=NOW, **(usual | fields)))
        for kind in NEEDED:
            session.add(RatPaper(cooperative_id=2, book_year=YEAR, kind=kind, state="sent", at=NOW))
        session.add(RatPaper(cooperative_id=3, book_year=YEAR, kind=NEEDED[0], state="sent", at=NOW))
        for number, (officers, _) in enumerate(FUNNEL.values(), 1 + len(MEETINGS)):
            for each in officers:
                await _officer(session, number, **each)


async def _officer(session, cooperative_id, *, phone=None, linked=False, granted=False, blocked=False):
    person = None
    if linked:
        person = Person(name="Budi", created_at=NOW)
        session.add(person)
        await session.flush()
        blocked_at = NOW if blocked else None
        session.add(Identity(person_id=person.id, account="a", user=str(person.id), blocked_at=blocked_at))
        if granted:
            session.add(Consent(person_id=person.id, granted=True, text_version="1", account="a", at=NOW))
    status, number = ("verified", person.id) if person else ("registered", None)
    session.add(Officer(cooperative_id=cooperative_id, person_id=number, phone=phone, status=status))


async def test_each_cooperative_stands_in_one_column(database: Database) -> None:
    await town(database)
    async with database.reading() as session:
        rows = {each.district: each for each in await progress.of(session, YEAR, TODAY)}
    counted = [(name, column) for name, (_, column) in MEETINGS.items()]
    for district, cases in (("Sail", counted[::2]), ("Kulim", counted[1::2])):
        for column in ("on_target", "late", "planned", "none"):
            expected = [name for name, want in cases if want == column]
            assert getattr(rows[district], column) == len(expected), (district, column, expected)
    assert (rows["Kulim"].papers, rows["Sail"].papers) == (1, 0)


async def test_contacts_by_how_far_they_have_come(database: Database) -> None:
    await town(database)
    async with database.reading() as session:
        (row,) = await progress.of(session, YEAR, TODAY, district_ids=[3])
    steps = (row.numbered, row.linked, row.consented, row.reachable)
    assert steps == tuple(sum(column) for column in zip(*(want for _, want in FUNNEL.values()), strict=True))


async def test_totals_add_up(database: Database) -> None:
    await town(database)
    async with database.reading() as session:
        rows = await progress.of(session, YEAR, TODAY)
    whole = progress.total(rows)
    assert [each.district for each in rows] == ["Kulim", "Rumbai", "Sail", ""]
    assert whole.total == len(MEETINGS) + len(FUNNEL) + 1
    for each in (*rows, whole):
        assert each.on_target + each.late + each.planned + each.none == each.total
        assert each.papers <= each.held
        assert each.reachable <= each.consented <= each.linked <= each.numbered <= each.total
    for name in progress.COUNTS:
        assert getattr(whole, name) == sum(getattr(each, name) for each in rows)
