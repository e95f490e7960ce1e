"""Two cooperatives that are one: nothing that named the one that goes is lost, and nothing is doubled."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import UniqueConstraint, func, select
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.messages import Address
from db import cooperatives, merging, people, tasks, twins
from db import rat as reports_of
from db.models import (
    Announcement,
    Attendance,
    Audit,
    Cooperative,
    District,
    FormerName,
    Ledger,
    Letter,
    Officer,
    OpenForm,
    Outbox,
    RatPaper,
    RatReport,
    RegistryFigures,
    Staff,
    Task,
    Trace,
    TraceStep,
    Visit,
    VisitPlan,
)
from db.session import Database

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
DAY = timedelta(days=1)
KEEP, GONE, THIRD = 1, 2, 3
PURPOSE = "announcement:1"


@pytest.fixture
async def town(database: Database) -> Database:
    """Two rows of one cooperative and a third; Siti is a person, an event was announced."""
    async with database.transaction() as session:
        session.add(District(name="Sail"))
        await session.flush()
        for name, more in (("Maju", {"nik": "1"}), ("Maju Jaya", {"village": "Delima"}), ("Lain", {})):
            given: dict[str, Any] = {"district_id": 1, "updated_at": NOW, **more}
            session.add(Cooperative(name=name, match_name=name.casefold(), **given))
            await session.flush()
        await people.heard(session, Address("telegram:1", "71"), "Siti", NOW)
        session.add(Staff(name="Nur", role="admin", created_at=NOW))
        await session.flush()
        event: dict[str, Any] = {"kind": "session", "title": "RAT", "starts_at": NOW, "place": "Aula", "created_by": 1}
        session.add(Announcement(**event, send_from=NOW, created_at=NOW))
        await session.flush()
    return database


def one_of_each(number: int) -> list[SQLModel]:
    """A row of every table that names a cooperative."""
    return [
        Officer(cooperative_id=number, name="Rahmat", position="ketua"),
        FormerName(cooperative_id=number, name="Lama", match_name="lama", until=NOW.date()),
        RegistryFigures(cooperative_id=number, members=7, read_at=NOW),
        Letter(cooperative_id=number, digest="d", printed_at=NOW, expires_at=NOW),
        Trace(cooperative_id=number, opened_at=NOW),
        RatReport(receipt="r", cooperative_id=number, book_year=2025, held="yes", reported_at=NOW),
        RatPaper(cooperative_id=number, book_year=2025, kind="minutes", state="office", at=NOW),
        Attendance(announcement_id=1, cooperative_id=number, answer="yes", at=NOW),
        Visit(cooperative_id=number, visited_on=NOW.date(), recorded_at=NOW),
        VisitPlan(cooperative_id=number, starts_at=NOW, created_at=NOW),
        Task(key="t", kind="claim", cooperative_id=number, created_at=NOW),
        Ledger(purpose=PURPOSE, cooperative_id=number, lead_id=number, at=NOW),
    ]


async def merge(database: Database, *rows: SQLModel) -> merging.Prospect:
    async with database.transaction() as session:
        session.add_all(rows)
        await session.flush()
    async with database.transaction() as session:
        found = await merging.merge(session, KEEP, GONE, actor="staff:1", now=NOW)
    assert found is not None
    return found


async def named(session: AsyncSession, number: int) -> dict[str, int]:
    """Rows per table and column that name a cooperative."""
    found = {}
    for table, column in merging.references():
        query = select(func.count()).select_from(table).where(column == number)
        found[f"{table.name}.{column.name}"] = int((await session.execute(query)).scalar_one())
    return found


async def test_everything_goes_over(town: Database) -> None:
    await merge(town, *one_of_each(GONE))
    async with town.reading() as session:
        assert set((await named(session, GONE)).values()) == {0}
        counts = await named(session, KEEP)
        assert counts.pop("former_names.cooperative_id") == 2
        assert set(counts.values()) == {1}, "a table that names a cooperative is missing above"
        assert await cooperatives.get(session, GONE) is None


async def test_what_both_have_is_doubled_nowhere(town: Database) -> None:
    mine = [*one_of_each(KEEP)]
    for each in mine:
        for name, value in (("receipt", "r2"), ("digest", "d2"), ("key", "t2")):
            if name in type(each).model_fields:
                setattr(each, name, value)
    await merge(town, *one_of_each(GONE), *mine)
    async with town.reading() as session:
        counts = await named(session, KEEP)
        once = ("registry_figures", "attendances", "ledger")
        assert {counts[f"{table}.cooperative_id"] for table in once} == {1}
        standing = [each.status for each in await rows(session, Officer)]
        assert sorted(standing) == ["ended", "registered"]
        assert sorted(each.version for each in await rows(session, RatReport)) == [1, 2]
        assert [each.state for each in await rows(session, Trace)] == ["closed", "open"]
        assert sorted(each.name for each in await rows(session, FormerName)) == ["Lama", "Maju Jaya"]


def test_every_unique_key_with_a_cooperative_is_thought_of() -> None:
    """A new table with such a key needs a line in `merging_rows`."""
    keys = set()
    for table, column in merging.references():
        unique = [each for each in table.constraints if isinstance(each, UniqueConstraint)]
        indexes = [each for each in table.indexes if each.unique]
        if column.primary_key or any(column in each.columns.values() for each in (*unique, *indexes)):
            keys.add(table.name)
    assert keys == {"ledger", "attendances", "rat_reports", "officers", "registry_figures", "former_names"}


async def rows(session: AsyncSession, model: Any) -> list[Any]:
    return list((await session.execute(select(model).order_by(*model.__table__.primary_key))).scalars())


async def test_facts_names_and_the_log(town: Database) -> None:
    found = await merge(town)
    assert found.filled == {"village": "Delima"}
    async with town.reading() as session:
        stays = await cooperatives.get(session, KEEP)
        assert stays is not None
        assert (stays.nik, stays.name, stays.village) == ("1", "Maju", "Delima")
        (noted,) = await rows(session, Audit)
        assert (noted.action, noted.subject, noted.data["facts"]["name"]) == (
            "cooperative.merged",
            "cooperative:1",
            "Maju Jaya",
        )
        assert [each.id for each, _ in await cooperatives.search(session, "koperasi maju jaya", limit=1)] == [KEEP]


async def test_a_person_holds_one_position(town: Database) -> None:
    await merge(
        town,
        Officer(cooperative_id=KEEP, person_id=1, name="Siti", position="ketua", status="claimed"),
        Officer(cooperative_id=GONE, person_id=1, name="Siti", position="ketua", status="verified", phone="+628"),
    )
    async with town.reading() as session:
        assert [(each.cooperative_id, each.status) for each in await rows(session, Officer)] == [
            (KEEP, "ended"),
            (KEEP, "verified"),
        ]


async def test_two_people_of_one_name_stay_two(town: Database) -> None:
    async with town.transaction() as session:
        await people.heard(session, Address("telegram:1", "72"), "Siti", NOW)
    pair = [
        Officer(cooperative_id=coop, person_id=person, name="Siti", position="ketua", status="verified")
        for coop, person in ((KEEP, 1), (GONE, 2))
    ]
    await merge(town, *pair)
    async with town.reading() as session:
        assert {each.status for each in await rows(session, Officer)} == {"verified"}


async def test_an_officers_word_counts_before_the_lists(town: Database) -> None:
    def report(number: int, receipt: str, version: int, day: int, account: str) -> RatReport:
        said: dict[str, Any] = {"held": "yes", "held_on": date(2026, 3, day), "officer_verified": True}
        at = NOW + day * DAY
        return RatReport(
            receipt=receipt,
            cooperative_id=number,
            book_year=2025,
            version=version,
            account=account,
            reported_at=at,
            **said,
        )

    await merge(
        town,
        report(KEEP, "a", 1, 1, "telegram:1"),
        report(KEEP, "b", 2, 3, "registry"),
        report(GONE, "c", 1, 2, "telegram:1"),
    )
    async with town.reading() as session:
        counts = await reports_of.current(session, KEEP, 2025)
        assert counts is not None and counts.receipt == "c"
        assert {each.receipt: each.version for each in await rows(session, RatReport)} == {"b": 1, "a": 2, "c": 3}


async def test_the_later_answer_and_the_newer_figures_hold(town: Database) -> None:
    answers = [
        Attendance(announcement_id=1, cooperative_id=coop, answer=answer, at=at)
        for coop, answer, at in ((KEEP, "no", NOW), (GONE, "yes", NOW + DAY))
    ]
    figures = [
        RegistryFigures(cooperative_id=coop, members=members, as_of=day, read_at=NOW)
        for coop, members, day in ((KEEP, 7, None), (GONE, 9, date(2026, 12, 31)))
    ]
    await merge(town, *answers, *figures)
    async with town.reading() as session:
        assert [(each.cooperative_id, each.answer) for each in await rows(session, Attendance)] == [(KEEP, "yes")]
        assert [(each.cooperative_id, each.members) for each in await rows(session, RegistryFigures)] == [(KEEP, 9)]


async def test_who_shared_a_message_goes_on_with_it(town: Database) -> None:
    def planned(number: int, lead: int, state: str, key: str = "") -> Ledger:
        return Ledger(purpose=PURPOSE, cooperative_id=number, lead_id=lead, state=state, outbox_key=key, at=NOW)

    def message(number: int) -> Outbox:
        key = f"{PURPOSE}:{number}:0"
        return Outbox(key=key, account="telegram:1", user="71", lane=9, subject=f"{PURPOSE}:{number}", created_at=NOW)

    await merge(
        town,
        planned(KEEP, KEEP, "reached", f"{PURPOSE}:1:0"),
        planned(GONE, GONE, "queued", f"{PURPOSE}:2:0"),
        planned(THIRD, GONE, "queued", f"{PURPOSE}:2:0"),
        message(GONE),
    )
    async with town.reading() as session:
        found = [(each.cooperative_id, each.lead_id, each.state) for each in await rows(session, Ledger)]
        assert found == [(KEEP, KEEP, "reached"), (THIRD, THIRD, "queued")]
        assert [(each.subject, each.state) for each in await rows(session, Outbox)] == [(f"{PURPOSE}:3", "queued")]


async def test_a_message_for_one_that_is_reached_already_need_not_go(town: Database) -> None:
    ledger = [
        Ledger(purpose=PURPOSE, cooperative_id=coop, lead_id=coop, state=state, outbox_key=f"k{coop}", at=NOW)
        for coop, state in ((KEEP, "reached"), (GONE, "queued"))
    ]
    waits = Outbox(key="k2", account="telegram:1", user="71", lane=9, subject=f"{PURPOSE}:2", created_at=NOW)
    await merge(town, *ledger, waits)
    async with town.reading() as session:
        assert [each.state for each in await rows(session, Outbox)] == ["dropped"]


async def test_questions_about_other_pairs_are_asked_once(town: Database) -> None:
    async with town.transaction() as session:
        for one, other in ((KEEP, GONE), (KEEP, THIRD), (GONE, THIRD)):
            await twins.propose(session, one, other, why="name", now=NOW)
    await merge(town)
    async with town.reading() as session:
        assert [each.key for each in await rows(session, Task)] == ["twin:1:3"]


async def test_who_merged_a_pair_is_remembered_beside_it(town: Database) -> None:
    async with town.transaction() as session:
        await twins.propose(session, KEEP, GONE, why="name", now=NOW)
        (task,) = await rows(session, Task)
        task.state, task.done_by = "done", 1
    await merge(town)
    async with town.reading() as session:
        (task,) = await rows(session, Task)
        assert (task.cooperative_id, task.data["other_id"], task.done_by) == (KEEP, KEEP, 1)
        assert await tasks.by_key(session, twins.key(KEEP, GONE)) is None, "the id may be another's one day"


def report(number: int, **said: Any) -> RatReport:
    facts: dict[str, Any] = {"held": "yes", "attended": 75, "officer_verified": True, "reported_at": NOW, **said}
    return RatReport(receipt=f"{number}{len(said)}", cooperative_id=number, book_year=2025, **facts)


REPORTED: dict[str, tuple[RatReport, RatReport, list[int | None]]] = {
    "the later is used": (report(KEEP, attended=57), report(GONE, reported_at=NOW + DAY), [57, 75]),
    "whichever row it stands on": (report(KEEP, reported_at=NOW + DAY), report(GONE, attended=57), [57, 75]),
    "an officer's before the registry's": (
        report(KEEP, attended=57),
        report(GONE, account="registry", reported_at=NOW + DAY),
        [75, 57],
    ),
    "the same said twice": (report(KEEP), report(GONE, reported_at=NOW + DAY), []),
    "one that doesn't count": (report(KEEP), report(GONE, attended=57, officer_verified=False), []),
}


@pytest.mark.parametrize("label", REPORTED)
async def test_reports_of_one_year_that_differ_are_told(town: Database, label: str) -> None:
    mine, theirs, told = REPORTED[label]
    found = await merge(town, *(RatReport(**each.model_dump()) for each in (mine, theirs)))
    assert [each.attended for each in found.reports.get(2025, ())] == told
    async with town.reading() as session:
        used = [each.attended for each in await rows(session, RatReport) if each.status == "submitted"]
        assert not told or used == told[1:]


async def test_an_officer_whom_both_name_does_not_move(town: Database) -> None:
    officers = [Officer(cooperative_id=number, name="Rahmat", position="ketua") for number in (KEEP, GONE)]
    found = await merge(town, *officers, Officer(cooperative_id=GONE, name="Siti", position="bendahara"))
    assert found.moved == {"officers": 1}


async def test_an_answered_pair_stays_answered(town: Database) -> None:
    async with town.transaction() as session:
        await twins.propose(session, GONE, THIRD, why="name", now=NOW)
        (task,) = await rows(session, Task)
        task.state = "done"
    await merge(town)
    async with town.reading() as session:
        (task,) = await rows(session, Task)
        assert (task.key, task.state, task.cooperative_id, task.data["other_id"]) == ("twin:1:3", "done", THIRD, KEEP)


async def test_neighbours_and_half_filled_forms(town: Database) -> None:
    log = [["m1", "Maju Jaya", {"cooperative": [str(GONE), "exact", "Maju Jaya"]}]]
    async with town.transaction() as session:
        session.add(Trace(cooperative_id=THIRD, opened_at=NOW))
        await session.flush()
        steps = (str(KEEP), str(GONE))
        session.add_all(TraceStep(trace_id=1, kind="neighbour", target=target, at=NOW) for target in steps)
        session.add(
            OpenForm(
                person_id=1,
                form="rat",
                run="k3f",
                context={"cooperative_id": GONE},
                log=log,
                opened_at=NOW,
                touched_at=NOW,
            )
        )
    await merge(town)
    async with town.reading() as session:
        assert [each.target for each in await rows(session, TraceStep)] == [str(KEEP)]
        (form,) = await rows(session, OpenForm)
        assert form.context == {"cooperative_id": KEEP}
        assert form.log[0][2] == {"cooperative": [str(KEEP), "exact", "Maju Jaya"]}


async def test_who_is_slower_merges_nothing(town: Database) -> None:
    await merge(town)
    async with town.transaction() as session:
        assert await merging.merge(session, KEEP, GONE, actor="staff:1", now=NOW) is None
