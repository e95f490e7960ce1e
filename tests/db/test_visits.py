"""The one definition of "unvisited", as a table of histories."""

from datetime import UTC, date, datetime, timedelta

from db import visits
from db.models import Cooperative, District, Person, Staff, Visit, VisitPlan
from db.session import Database

NOW = datetime(2027, 3, 1, 2, tzinfo=UTC)
TODAY = date(2027, 3, 1)

HISTORIES = {
    "met yesterday": ("dated", [("met", 1)], [], "visited", 1, 1, None),
    "met exactly 180 days ago is still visited": ("dated", [("met", 180)], [], "visited", 180, 180, None),
    "met 181 days ago is overdue since today": ("dated", [("met", 181)], [], "overdue", 181, 181, 0),
    "met long ago, overdue since day 181": ("dated", [("met", 400)], [], "overdue", 400, 400, 219),
    "the latest of several counts": ("dated", [("met", 400), ("met", 10), ("met", 90)], [], "visited", 10, 10, None),
    "an attempt is no visit": ("dated", [("met", 300), ("absent", 5)], [], "overdue", 300, 5, 119),
    "only attempts, registry says never": ("never", [("closed", 9)], [], "never", None, 9, None),
    "only attempts, registry is silent": ("unknown", [("not_found", 9)], [], "unknown", None, 9, None),
    "registry says never": ("never", [], [], "never", None, None, None),
    "registry is silent": ("unknown", [], [], "unknown", None, None, None),
    "a date that was lost is unknown": ("dated", [], [], "unknown", None, None, None),
    "confirmed for tomorrow": ("unknown", [], [("confirmed", 1)], "planned", None, None, None),
    "confirmed for today": ("never", [], [("confirmed", 0)], "planned", None, None, None),
    "planned keeps the overdue date": ("dated", [("met", 200)], [("confirmed", 3)], "planned", 200, 200, 19),
    "a confirmed time that passed": ("dated", [("met", 200)], [("confirmed", -1)], "overdue", 200, 200, 19),
    "proposed is not planned": ("never", [], [("proposed", 3)], "never", None, None, None),
    "declined is not planned": ("never", [], [("declined", 3)], "never", None, None, None),
}


def ago(days: int | None) -> date | None:
    return None if days is None else TODAY - timedelta(days=days)


async def cooperative(database: Database, name: str = "Maju", **fields: object) -> int:
    async with database.transaction() as session:
        made = Cooperative(name=name, match_name=name.lower(), updated_at=NOW, **fields)
        session.add(made)
        await session.flush()
        return made.id


async def test_state(database: Database) -> None:
    names: dict[int, str] = {}
    async with database.transaction() as session:
        for name, (history, met, plans, *_) in HISTORIES.items():
            made = Cooperative(name=name, match_name=name, visit_history=history, updated_at=NOW)
            session.add(made)
            await session.flush()
            names[made.id] = name
            for result, days in met:
                session.add(Visit(cooperative_id=made.id, visited_on=ago(days), result=result, recorded_at=NOW))
            for state, days in plans:
                at = NOW + timedelta(days=days)
                session.add(VisitPlan(cooperative_id=made.id, starts_at=at, state=state, created_at=NOW))
    async with database.reading() as session:
        found = {names[each.cooperative_id]: each for each in await visits.coverage(session, TODAY, 180)}
    assert {
        name: (each.state, each.last_visit, each.last_attempt, each.overdue_since) for name, each in found.items()
    } == {name: (case[3], ago(case[4]), ago(case[5]), ago(case[6])) for name, case in HISTORIES.items()}
    assert all((each.planned_at is not None) == (each.state == "planned") for each in found.values())
    for states in (["overdue"], ["never", "unknown"], ["visited"], ["planned", "overdue"], []):
        async with database.reading() as session:
            picked = await visits.coverage(session, TODAY, 180, states=states)
        assert picked == [each for each in found.values() if each.state in states]


async def test_scope(database: Database) -> None:
    async with database.transaction() as session:
        session.add_all([District(id=1, name="Sail"), District(id=2, name="Kulim")])
    one = await cooperative(database, "Satu", district_id=1)
    two = await cooperative(database, "Dua", district_id=2)
    gone = await cooperative(database, "Tiga", district_id=2, activity="bubar")
    async with database.reading() as session:

        async def ids(**scope: object) -> list[int]:
            return [row.cooperative_id for row in await visits.coverage(session, TODAY, 180, **scope)]

        assert await ids() == [one, two]
        assert await ids(district_ids=[2]) == [two]
        assert await ids(district_ids=[]) == []
        assert await ids(cooperative_ids=[one, gone]) == [one, gone]
        assert await ids(cooperative_ids=[one, gone], district_ids=[2]) == [gone]
        assert await ids(cooperative_ids=range(20_000)) == [one, two, gone]


async def test_a_plan_is_proposed_confirmed_and_done_by_the_visit(database: Database) -> None:
    cid = await cooperative(database, visit_history="never")
    async with database.transaction() as session:
        person = Person(name="Budi", created_at=NOW)
        staff = Staff(name="Ani", role="field_officer", created_at=NOW)
        session.add_all([person, staff])
        await session.flush()
        plan = await visits.propose(session, cid, NOW + timedelta(days=2), person_id=person.id, now=NOW)
        other = await visits.propose(session, cid, NOW + timedelta(days=3), person_id=person.id, now=NOW)
        assert (await visits.confirm(session, plan.id, staff.id)).state == "confirmed"
        assert await visits.confirm(session, plan.id, staff.id) is None
        assert (await visits.decline(session, other.id, staff.id)).state == "declined"
        assert await visits.confirm(session, 999, staff.id) is None
        day = TODAY + timedelta(days=2)
        seen = await visits.log_visit(session, cid, day, result="met", note="", staff_id=staff.id, now=NOW)
        assert (seen.source, seen.staff_id) == ("staff", staff.id)
    async with database.reading() as session:
        assert (await session.get(VisitPlan, plan.id)).state == "done"
        assert (await session.get(Cooperative, cid)).visit_history == "dated"
        (found,) = await visits.coverage(session, day, 180)
        assert (found.state, found.last_visit) == ("visited", day)


async def test_an_attempt_leaves_the_history_alone_and_later_plans_stand(database: Database) -> None:
    cid = await cooperative(database, visit_history="never")
    async with database.transaction() as session:
        staff = Staff(name="Ani", role="field_officer", created_at=NOW)
        session.add(staff)
        await session.flush()
        later = await visits.propose(session, cid, NOW + timedelta(days=5), person_id=None, now=NOW)
        await visits.confirm(session, later.id, staff.id)
        await visits.log_visit(session, cid, TODAY, result="absent", note="kantor tutup", staff_id=staff.id, now=NOW)
    async with database.reading() as session:
        (found,) = await visits.coverage(session, TODAY, 180)
        assert (found.state, found.last_attempt, found.last_visit) == ("planned", TODAY, None)
        assert (await session.get(Cooperative, cid)).visit_history == "never"
