"""Two ids of one seat: they meet, they move, and a number that changes hands takes nobody along."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from bot.messages import Address, Outgoing
from db import joining, outbox, people
from db.models import Audit, Identity, Outbox, Person, Talk
from db.session import Database
from tests.db.test_joining import GONE, HERE, HOUR, ID, NEW_ID, NEW_PHONE, NOW, PHONE, THERE, two_people

Meets = list[tuple[str, str]]
MEETINGS: dict[str, tuple[Meets, str, str]] = {
    "only ever a number": ([(PHONE, ""), (PHONE, "")], PHONE, ""),
    "only ever an id": ([(ID, ""), (ID, "")], ID, ""),
    "the number first, then both": ([(PHONE, ""), (ID, PHONE)], PHONE, ID),
    "the id first, then both": ([(ID, ""), (ID, PHONE)], ID, PHONE),
    "both at once": ([(ID, PHONE)], ID, PHONE),
    "both, then the number alone": ([(ID, PHONE), (PHONE, "")], ID, PHONE),
    "both, then the id alone": ([(PHONE, ""), (ID, PHONE), (ID, "")], PHONE, ID),
    "each alone, then they meet": ([(PHONE, ""), (ID, ""), (ID, PHONE)], PHONE, ID),
    "each alone the other way, then they meet": ([(ID, ""), (PHONE, ""), (ID, PHONE)], ID, PHONE),
}
"""Under which ids somebody was heard (address, alias); their address and its other id in the end."""


async def test_id_and_number_of_one_person_meet(database: Database) -> None:
    for case, (heard, user, alias) in MEETINGS.items():
        async with database.transaction() as session:
            for table in (Outbox, Talk, Identity, Person, Audit):
                for row in (await session.execute(select(table))).scalars():
                    await session.delete(row)
                await session.flush()
        for number, (address, other) in enumerate(heard):
            async with database.transaction() as session:
                person, seat = await people.heard(session, Address(HERE, address), "Siti", NOW, other)
                await people.lock_talk(session, person.id, NOW)
                await outbox.enqueue(session, people.address(seat), Outgoing("x"), key=f"{case}{number}", now=NOW)
        async with database.reading() as session:
            (seat,) = (await session.execute(select(Identity))).scalars()
            (person,) = (await session.execute(select(Person))).scalars()
            assert (seat.user, seat.alias, seat.person_id) == (user, alias, person.id), case
            found = [await people.find_identity(session, Address(HERE, each)) for each in (user, alias) if each]
            assert {each.id for each in found if each} == {seat.id}, case
            assert set((await session.execute(select(Outbox.user))).scalars()) == {user}, case  # type: ignore[call-overload]


async def test_when_two_seats_meet_everything_of_the_younger_comes_along(database: Database) -> None:
    async with database.transaction() as session:
        await two_people(session)
        elder = await people.find_identity(session, Address(HERE, PHONE))
        _, younger = await people.heard(session, Address(HERE, ID), "Siti", NOW)
        assert elder is not None
        elder.phone, elder.wrote_at, elder.last_heard_at = None, NOW - HOUR, NOW - HOUR
        younger.phone, younger.wrote_at, younger.marketing_stopped_at = f"+{PHONE}", NOW, NOW
        people.record_consent(session, younger.person_id, True, "1", HERE, NOW)
        for key, user in (("a", PHONE), ("b", ID), ("c", "6281999")):
            await outbox.enqueue(session, Address(HERE, user), Outgoing("x"), key=key, now=NOW)
        await outbox.enqueue(session, Address(THERE, ID), Outgoing("x"), key="d", now=NOW)
    async with database.transaction() as session:
        person, seat = await people.heard(session, Address(HERE, ID), "Siti", NOW, PHONE)
        assert (person.id, seat.user) == (GONE, PHONE)
    async with database.reading() as session:
        seat = await people.find_identity(session, Address(HERE, ID))  # type: ignore[assignment]
        assert (seat.phone, seat.wrote_at, seat.marketing_stopped_at, seat.alias) == (f"+{PHONE}", NOW, NOW, ID)
        assert await people.consent(session, GONE) is not None
        assert await session.get(Person, 3) is None
        rows = (await session.execute(select(Outbox).order_by(Outbox.key))).scalars()
        assert [(row.key, row.user) for row in rows] == [("a", PHONE), ("b", PHONE), ("c", "6281999"), ("d", ID)]


Move = tuple[tuple[str, str], list[str], str, str, tuple[str, str, str | None] | None]
MOVES: dict[str, Move] = {
    "a new number": ((PHONE, ""), [PHONE], "", NEW_PHONE, (NEW_PHONE, "", f"+{NEW_PHONE}")),
    "a new id": ((ID, ""), [ID], NEW_ID, "", (NEW_ID, "", f"+{PHONE}")),
    "both": ((ID, PHONE), [ID, PHONE], NEW_ID, NEW_PHONE, (NEW_ID, NEW_PHONE, f"+{NEW_PHONE}")),
    "both, known by number": ((PHONE, ID), [PHONE], NEW_ID, NEW_PHONE, (NEW_ID, NEW_PHONE, f"+{NEW_PHONE}")),
    "both, known by id": ((PHONE, ID), [ID], NEW_ID, NEW_PHONE, (NEW_ID, NEW_PHONE, f"+{NEW_PHONE}")),
    "a new id, the number stays": ((PHONE, ID), [ID, PHONE], NEW_ID, PHONE, (NEW_ID, PHONE, f"+{PHONE}")),
    "somebody nobody knows": ((PHONE, ""), ["6281999", ""], NEW_ID, NEW_PHONE, None),
}
"""The seat as it was, what the news calls it, the new id and number; the seat as it goes on."""


@pytest.mark.parametrize(("seat", "before", "user", "phone", "after"), MOVES.values(), ids=MOVES)
async def test_a_seat_moves(
    database: Database,
    seat: tuple[str, str],
    before: list[str],
    user: str,
    phone: str,
    after: tuple[str, str, str | None] | None,
) -> None:
    async with database.transaction() as session:
        person, identity = await people.heard(session, Address(HERE, seat[0]), "Siti", NOW, seat[1])
        identity.phone = f"+{PHONE}"
        await outbox.enqueue(session, people.address(identity), Outgoing("x"), key="k", now=NOW)
        await people.heard(session, Address(THERE, PHONE), "Budi", NOW)
    for _ in range(2):  # Meta says it once for the number and once for the id
        async with database.transaction() as session:
            await joining.move_seat(session, HERE, before, user, phone, NOW)
    async with database.reading() as session:
        found = await session.get_one(Identity, identity.id)
        written = (await session.execute(select(Outbox.user))).scalar_one()  # type: ignore[call-overload]
        assert (found.person_id, written) == (person.id, found.user)
        expected = after or (seat[0], seat[1], f"+{PHONE}")
        assert (found.user, found.alias, found.phone) == expected
        assert len(list((await session.execute(select(Identity))).scalars())) == 2
        moved = (await session.execute(select(Audit).where(Audit.action == "person.moved"))).scalars()  # type: ignore[arg-type]
        assert bool(list(moved)) == (after is not None)


THERE_ALREADY: dict[str, Callable[[], tuple[str, str]]] = {
    "by number": lambda: (NEW_PHONE, ""),
    "by id": lambda: (NEW_ID, ""),
    "by both": lambda: (NEW_ID, NEW_PHONE),
}


@pytest.mark.parametrize("already", THERE_ALREADY.values(), ids=THERE_ALREADY)
async def test_they_have_written_from_the_new_number_before_the_news_of_it_came(
    database: Database, already: Callable[[], tuple[str, str]]
) -> None:
    user, alias = already()
    async with database.transaction() as session:
        _, old = await people.heard(session, Address(HERE, PHONE), "Siti", NOW)
        _, new = await people.heard(session, Address(HERE, user), "Siti", NOW, alias)
        for key, seat in (("a", old), ("b", new)):
            await outbox.enqueue(session, people.address(seat), Outgoing("x"), key=key, now=NOW)
        people.record_consent(session, new.person_id, True, "1", HERE, NOW)
    async with database.transaction() as session:
        found = await joining.move_seat(session, HERE, [PHONE], NEW_ID, NEW_PHONE, NOW)
        assert found is not None and (found.user, found.alias) == (NEW_ID, NEW_PHONE)
    async with database.reading() as session:
        (person,) = (await session.execute(select(Person))).scalars()
        assert (await people.consent(session, person.id)) is not None
        assert len(list((await session.execute(select(Identity))).scalars())) == 1
        assert set((await session.execute(select(Outbox.user))).scalars()) == {NEW_ID}  # type: ignore[call-overload]


RECYCLED: dict[str, tuple[tuple[str, str], str]] = {
    "known by id": ((ID, PHONE), ID),
    "known by number": ((PHONE, ID), ID),
}


@pytest.mark.parametrize(("before", "left"), RECYCLED.values(), ids=RECYCLED)
@pytest.mark.parametrize("how", ["they write", "Meta tells of a move"])
async def test_a_number_with_a_new_owner_makes_nobody_one_with_the_old(
    database: Database, before: tuple[str, str], left: str, how: str
) -> None:
    """The scoped id is the account's own: a number that comes with another one has been given away."""
    async with database.transaction() as session:
        former, seat = await people.heard(session, Address(HERE, before[0]), "Siti", NOW, before[1])
        seat.phone = f"+{PHONE}"
        await outbox.enqueue(session, people.address(seat), Outgoing("x"), key="k", now=NOW)
        if how == "Meta tells of a move":
            await people.heard(session, Address(HERE, "ID.7"), "Budi", NOW)
    async with database.transaction() as session:
        if how == "they write":
            owner, other = await people.heard(session, Address(HERE, NEW_ID), "Budi", NOW, PHONE)
        else:
            moved = await joining.move_seat(session, HERE, ["ID.7"], NEW_ID, PHONE, NOW)
            assert moved is not None
            owner, other = await session.get_one(Person, moved.person_id), moved
        assert (other.user, other.alias, owner.name) == (NEW_ID, PHONE, "Budi")
    async with database.reading() as session:
        kept = await session.get_one(Identity, seat.id)
        assert (kept.person_id, kept.user, kept.alias, kept.phone) == (former.id, left, "", None)
        assert kept.person_id != owner.id
        assert (await session.execute(select(Outbox.user))).scalar_one() == left  # type: ignore[call-overload]
