"""Searches for cooperatives: who is asked, what keeps a question back, and how a search ends. Both databases."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import col, select, update

from bot.guards import Drop, Keep, Later, Verdict
from bot.messages import Address, Choice, Say
from db import accounts, exports, outbox, parameters, people, tasks, templates, trace_numbers, traces
from db.models import (
    Cooperative,
    Identity,
    Letter,
    Officer,
    Outbox,
    Person,
    Staff,
    StaffDistrict,
    Task,
    Trace,
    TraceStep,
    Visit,
)
from db.outbox import REMINDER
from db.session import Database
from scheduler import traces as searching
from scheduler.calendar import guards
from tests.scheduler.town import ACCOUNT, JAYA, MAJU, MEKAR, NOW, SEPI, SRI, ZONE, settle_town

PHONE, OTHER, LANDLINE = "+6281200000091", "+6281200000092", "+62761853512"
WHATSAPP = "whatsapp:9"
GUARD = "trace_number"


async def begun(database: Database, number: int = SEPI) -> int:
    """A search for a cooperative of the town in which nobody is known; its id."""
    await settle_town(database)
    async with database.transaction() as session:
        trace = await traces.begin(session, await session.get_one(Cooperative, number), 1, NOW)
        assert trace is not None
        return trace.id


async def test_every_number_once_with_what_it_has_shown(database: Database) -> None:
    await settle_town(database)
    async with database.transaction() as session:
        known: list[dict[str, Any]] = [
            {"phone": PHONE, "position": "ketua", "name": "Budi"},
            {"phone": PHONE, "position": "bendahara", "name": "Budi"},
            {"phone": LANDLINE, "position": "sekretaris"},
            {"phone": OTHER, "position": "ketua", "status": "ended"},
            {"phone": "+6281200000093", "person_id": 1, "status": "claimed"},
            {"phone": "+6281200000094", "person_id": 2, "status": "ended"},
        ]
        session.add_all(Officer(cooperative_id=SEPI, **each) for each in known)
        (await session.get_one(Person, 2)).opted_out_at = NOW
        await session.flush()
        found = await trace_numbers.of(session, SEPI)
        assert [(each.phone, each.state, each.positions, each.is_present) for each in found] == [
            (PHONE, "untried", ("ketua", "bendahara"), True),
            (LANDLINE, "landline", ("sekretaris",), True),
            ("+6281200000093", "linked", (), True),
            (OTHER, "untried", ("ketua",), False),
            ("+6281200000094", "opted_out", (), False),
        ]
        assert await trace_numbers.to_write_to(session, found, NOW) == [PHONE], "not a former officer's"


STATES = {
    "linked": {},
    "blocked": {"blocked_at": NOW},
    "opted_out": {"opted_out_at": NOW},
    "resting": {"restricted_at": NOW},
}


@pytest.mark.parametrize("state", [*STATES, "refused"])
async def test_what_the_person_behind_a_number_has_said(database: Database, state: str) -> None:
    await settle_town(database)
    async with database.transaction() as session:
        session.add(Officer(cooperative_id=SEPI, phone=PHONE))
        seat, person = await session.get_one(Identity, 1), await session.get_one(Person, 1)
        seat.phone = PHONE
        for name, value in STATES.get(state, {}).items():
            setattr(seat if name == "blocked_at" else person, name, value)
        if state == "refused":
            people.record_consent(session, 1, False, "1", ACCOUNT, NOW)
        await session.flush()
        assert [each.state for each in await trace_numbers.of(session, SEPI)] == [state]
        assert not await trace_numbers.may_write(session, PHONE)


async def test_neighbours_are_few_near_consenting_and_asked_once_in_30_days(database: Database) -> None:
    await settle_town(database)
    async with database.transaction() as session:
        sought = await session.get_one(Cooperative, SEPI)
        found = await traces.neighbours(session, sought, NOW)
        assert [(each.cooperative_id, each.person_id) for each in found] == [(MAJU, 1)], "a person once"
        (await session.get_one(Cooperative, MEKAR)).village = sought.village = "Delima"
        await session.flush()
        assert [each.cooperative_id for each in await traces.neighbours(session, sought, NOW)] == [MEKAR]
        trace = await traces.begin(session, sought, 1, NOW)
        assert trace is not None
        await traces.add_step(session, trace, "neighbour", str(MEKAR), NOW, 1)
        later = [each.cooperative_id for each in await traces.neighbours(session, sought, NOW + timedelta(days=29))]
        assert later == [MAJU], "somebody else, of the kecamatan"
        after = await traces.neighbours(session, sought, NOW + timedelta(days=31))
        assert [each.cooperative_id for each in after] == [MEKAR]
        people.record_consent(session, 1, False, "1", ACCOUNT, NOW)
        people.record_consent(session, 2, False, "1", ACCOUNT, NOW)
        await session.flush()
        assert await traces.neighbours(session, sought, NOW + timedelta(days=31)) == []


async def test_two_at_once_begin_one_search(database: Database) -> None:
    await settle_town(database)

    async def one() -> bool:
        async with database.transaction() as session:
            return await traces.begin(session, await session.get_one(Cooperative, SEPI), 1, NOW) is not None

    assert sorted(await asyncio.gather(one(), one())) == [False, True]


async def written(database: Database) -> outbox.Row:
    """A message to a number, which the office has allowed and Meta approved."""
    trace_id = await begun(database)
    async with database.transaction() as session:
        session.add(Officer(cooperative_id=SEPI, phone=PHONE))
        await parameters.change(session, "trace_by_whatsapp", "1", NOW)
        await accounts.learn(session, WHATSAPP, {"opens": "x"})
        await templates.note(session, WHATSAPP, GUARD, "id", NOW, {"status": "APPROVED", "category": "UTILITY"})
        buttons = tuple(Choice(f"neighbour.1.owner={each}") for each in ("yes", "no", "stop"))
        say = Say("neighbour.number", {"office": "Dinas", "city": "Kota", "sought": "KUD Sepi"}, buttons)
        trace = await session.get_one(Trace, trace_id)
        key, to = (
            traces.key_of(await traces.add_step(session, trace, "number", PHONE, NOW)),
            Address(WHATSAPP, PHONE[1:]),
        )
        for _ in range(2):  # the same key twice: nothing happens
            await outbox.enqueue(session, to, say, key=key, now=NOW, lane=REMINDER, guard=GUARD)
        (row,) = await outbox.reserve(session, WHATSAPP, NOW, 9, "a")
        return row


async def verdict(database: Database, row: outbox.Row, at: Any = NOW) -> Verdict:
    async with database.transaction() as session:
        return await guards(ZONE)[row.guard](session, row, at)


async def test_a_number_is_written_to_while_all_of_it_holds(database: Database) -> None:
    row = await written(database)
    assert await verdict(database, row) == Keep()
    assert isinstance(await verdict(database, row, NOW + timedelta(hours=9)), Later)
    async with database.transaction() as session:
        await parameters.change(session, "trace_by_whatsapp", "0", NOW)
    assert await verdict(database, row) == Drop("switched_off")
    async with database.transaction() as session:
        await parameters.change(session, "trace_by_whatsapp", "1", NOW)
        await templates.note(session, WHATSAPP, GUARD, "id", NOW, {"status": "PAUSED"}, NOW + timedelta(minutes=1))
    assert await verdict(database, row) == Drop("no_template"), "nobody is knocked at"


async def test_a_number_that_has_spoken_or_was_written_to_is_left_alone(database: Database) -> None:
    row = await written(database)
    async with database.transaction() as session:
        session.add(
            Outbox(
                key="earlier", account=WHATSAPP, user=row.user, lane=REMINDER, state="sent", sent_at=NOW, created_at=NOW
            )
        )
    assert await verdict(database, row) == Drop("frequency_cap")
    async with database.transaction() as session:
        _, seat = await people.heard(session, Address(WHATSAPP, "ID.1"), "Budi", NOW, alias=PHONE[1:])
        seat.phone = PHONE
    assert await verdict(database, row) == Drop("not_wanted")
    async with database.transaction() as session:
        trace = (await session.exec(select(Trace))).one()
        await traces.close(session, trace, "closed", 1, NOW)
    assert await verdict(database, row) == Drop("answered")


async def test_who_said_no_is_never_asked_again(database: Database) -> None:
    trace_id = await begun(database)
    async with database.transaction() as session:
        session.add(Officer(cooperative_id=SEPI, phone=PHONE))
        trace = await session.get_one(Trace, trace_id)
        step = await traces.add_step(session, trace, "number", PHONE, NOW)
        step.outcome, step.words = "answered", "no"
        await session.flush()
        found = await trace_numbers.of(session, SEPI)
        assert await trace_numbers.to_write_to(session, found, NOW + timedelta(days=400)) == []
        assert await traces.drop_number(session, SEPI, PHONE) == 1
        await session.flush()
        assert await trace_numbers.of(session, SEPI) == []


async def test_it_ends_by_itself_when_an_officer_writes(database: Database) -> None:
    trace_id = await begun(database, MAJU)
    async with database.transaction() as session:
        assert await searching.end_found(session, NOW) == 0, "linked long ago and silent since"
        await people.heard(session, SRI, "Sri", NOW + timedelta(minutes=1))
    for expected in (1, 0):
        async with database.transaction() as session:
            assert await searching.end_found(session, NOW + timedelta(minutes=2)) == expected
    async with database.reading() as session:
        trace = await session.get_one(Trace, trace_id)
        assert (trace.state, (await session.get_one(Cooperative, MAJU)).existence) == ("found", "terverifikasi")
        told = (await session.exec(select(Outbox).where(col(Outbox.key).startswith("trace_found")))).all()
        assert len(told) == 1


async def test_two_weeks_without_an_outcome_are_one_task(database: Database) -> None:
    await begun(database)
    for days, opened in ((13, 0), (14, 1), (15, 0), (40, 0)):
        async with database.transaction() as session:
            assert await searching.follow_up(session, NOW + timedelta(days=days)) == opened
    async with database.transaction() as session:
        task = (await session.exec(select(Task))).one()
        session.add(Staff(id=9, name="Lain", role="field_officer", created_at=NOW))
        await session.flush()
        session.add(StaffDistrict(staff_id=9, district_id=1))
        await session.flush()
        assert (task.kind, await tasks.may_take(session, await session.get_one(Staff, 9), task)) == ("trace", True)
        await traces.close(session, (await session.exec(select(Trace))).one(), "lost", 1, NOW)
        assert (await session.get_one(Cooperative, SEPI)).existence == "tidak ditemukan"


async def test_the_export_names_nobody(database: Database) -> None:
    trace_id = await begun(database)
    async with database.transaction() as session:
        trace = await session.get_one(Trace, trace_id)
        step = await traces.add_step(session, trace, "number", PHONE, NOW)
        near = await traces.add_step(session, trace, "neighbour", str(JAYA), NOW, 1)
        near.outcome, near.words = "moved", "di pasar"
        session.add(Visit(cooperative_id=SEPI, visited_on=NOW.date(), result="not_found", recorded_at=NOW))
        session.add(Visit(cooperative_id=SEPI, visited_on=NOW.date(), result="met", recorded_at=NOW))
        printed = {"printed_at": NOW, "expires_at": NOW, "handed_at": NOW}
        session.add(Letter(cooperative_id=SEPI, digest="d", **printed))
        session.add(Outbox(key=traces.key_of(step), account=WHATSAPP, user="x", lane=5, created_at=NOW))
        await session.flush()
        for state, delivery, shown in (
            ("queued", "", "waiting"),
            ("sent", "", "sent"),
            ("sent", "read", "delivered"),
            ("failed", "", "failed"),
            ("dropped", "", "held"),
        ):
            changed = update(Outbox).where(col(Outbox.account) == WHATSAPP).values(state=state, delivery=delivery)
            await session.exec(changed)
            session.expire_all()
            assert (await traces.tried(session, await session.get_one(Trace, trace_id)))[0].outcome == shown
        step = await session.get_one(TraceStep, step.id)
        step.outcome, step.words = "answered", "yes"
    async with database.reading() as session:
        found = await exports.rows(
            session, "traces", today=NOW.date(), now=NOW, days=180, zone=ZONE, districts={"Sail"}, reveals=True
        )
        place = found.headers.index("step")
        assert [row[place : place + 4] for row in found.rows] == [
            ("number", "0812****0091", "answered_yes", ""),
            ("neighbour", "KSP Jaya", "moved", "di pasar"),
            ("letter", "", "handed", ""),
            ("visit", NOW.date().isoformat(), "not_found", ""),
            ("visit", NOW.date().isoformat(), "met", ""),
        ]


SIGNS: dict[str, tuple[Any, bool]] = {
    "a number that answered as an officer's": ({"kind": "number", "outcome": "answered", "words": "yes"}, True),
    "a number that somebody else has": ({"kind": "number", "outcome": "answered", "words": "no"}, False),
    "a chat that is connected": ({"kind": "number", "outcome": "linked"}, True),
    "an officer on the telephone": ({"kind": "call", "target": "1", "outcome": "officer"}, True),
    "nobody on the telephone": ({"kind": "call", "target": "1", "outcome": "silent"}, False),
    "a neighbour who knows": ({"kind": "neighbour", "target": str(JAYA), "outcome": "known"}, True),
    "a neighbour who knows nothing": ({"kind": "neighbour", "target": str(JAYA), "outcome": "unknown"}, False),
    "the lurah says it is there": ({"kind": "lurah", "target": "", "outcome": "here"}, True),
    "the lurah says it is gone": ({"kind": "lurah", "target": "", "outcome": "gone"}, False),
}


@pytest.mark.parametrize("label", SIGNS)
async def test_what_speaks_against_an_end(database: Database, label: str) -> None:
    facts, speaks = SIGNS[label]
    trace_id = await begun(database)
    async with database.transaction() as session:
        trace = await session.get_one(Trace, trace_id)
        if facts["kind"] == "call":
            await traces.add_step(session, trace, "number", PHONE, NOW)
        session.add(TraceStep(**{"trace_id": trace_id, "target": PHONE, "at": NOW, **facts}))
        await session.flush()
        assert [each.kind for each in await traces.against(session, trace)] == [facts["kind"]] * speaks


async def test_a_call_keeps_no_number_of_its_own_and_the_last_counts(database: Database) -> None:
    trace_id = await begun(database)
    async with database.transaction() as session:
        trace = await session.get_one(Trace, trace_id)
        step = await traces.number_step(session, trace, PHONE, NOW)
        assert (await traces.number_step(session, trace, PHONE, NOW)).id == step.id
        for outcome in ("silent", "dead"):
            await traces.note(session, trace, "call", str(step.id), outcome, "", NOW)
        assert [(each.kind, each.target, each.outcome) for each in await traces.tried(session, trace)] == [
            ("call", PHONE, "dead")
        ]
        steps = (await session.exec(select(TraceStep).where(TraceStep.kind == "call"))).all()
        assert [each.target for each in steps] == [str(step.id)]


@pytest.mark.parametrize(
    ("stated", "existence"), [("gone", "dinyatakan tidak ada"), ("moved", "tidak ditemukan"), ("", "tidak ditemukan")]
)
async def test_what_is_known_of_one_that_was_not_found(database: Database, stated: str, existence: str) -> None:
    trace_id = await begun(database)
    async with database.transaction() as session:
        trace, sought = await session.get_one(Trace, trace_id), await session.get_one(Cooperative, SEPI)
        if stated:
            await traces.note(session, trace, "lurah", "", stated, "470/12", NOW)
        for key, kind in (("trace:1", "trace"), ("trace_told:1:1", "trace_told"), ("twin:1:2", "twin")):
            await tasks.open_task(session, kind, key, now=NOW, cooperative=sought, data={"trace_id": trace_id})
        await traces.close(session, trace, "lost", 1, NOW)
        assert sought.existence == existence
        waits = select(Task.kind).where(Task.state == "open")
        assert (await session.exec(waits)).all() == ["twin"], "what waited for the search is over with it"
