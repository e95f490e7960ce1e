"""Codes of letters: kept as digests, used once, valid to the end of their last day; and their hand-over."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlmodel import select

from db import letters, people, staff
from db.models import Cooperative, District, Letter, Officer
from db.session import Database

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Jakarta")
UNTIL = letters.expiry(NOW, 90, ZONE)


async def town(database: Database) -> None:
    """Sail has three cooperatives, one dissolved and one linked; Kulim has one."""
    async with database.transaction() as session:
        session.add_all((District(id=1, name="Sail"), District(id=2, name="Kulim")))
        await session.flush()
        for number, (place, village, activity) in enumerate(
            ((1, "Sukamaju", ""), (1, "Cinta Raja", "aktif"), (1, "Sukamaju", "bubar"), (2, "Sialang", "")), 1
        ):
            facts = {"district_id": place, "village": village, "activity": activity, "updated_at": NOW}
            session.add(Cooperative(id=number, name=f"KSU {number}", match_name=str(number), **facts))
        await staff.add(session, "Yandri", "field_officer", (), NOW)
        budi, _ = await people.heard(session, people.Address("telegram:1", "7"), "Budi", NOW)
        await people.heard(session, people.Address("telegram:1", "8"), "Siti", NOW)
        session.add(Officer(cooperative_id=2, person_id=budi.id, name="Budi", status="verified"))


async def out(database: Database, *cooperative_ids: int, now: datetime = NOW) -> list[letters.Draft]:
    drafts = letters.draw(cooperative_ids)
    async with database.transaction() as session:
        expires_at = letters.expiry(now, 90, ZONE)
        await letters.keep(session, drafts, staff_id=None, now=now, expires_at=expires_at)
    return drafts


def test_a_code_has_ten_signs_and_ends_with_a_digit() -> None:
    codes = [each.code for each in letters.draw(range(500))]
    assert {len(each) for each in codes} == {10} and all(each[-1].isdigit() for each in codes)
    assert not set("".join(codes)) & set("01OIL") and len(set(codes)) == 500


@pytest.mark.parametrize("typed", ["ABCDEFGHJ2", "abcd efgh j2", "ABCD-EFGH-J2", " abcdEFGHj2 "])
def test_a_code_is_the_same_however_it_is_typed(typed: str) -> None:
    assert letters.digest(typed) == letters.digest("ABCDEFGHJ2")


READ = {
    "as printed": ("abcd efgh j2", {"ABCDEFGHJ2", "ABCQEFGHJ2"}, {"ABCDEFGHK2"}),
    "a zero is a Q or a D": ("ABC0EFGHJ2", {"ABCQEFGHJ2", "ABCDEFGHJ2"}, {"ABC0EFGHJ2"}),
    "an I is a J, a 7 or a T": ("ABCDEFGHI2", {"ABCDEFGHJ2", "ABCDEFGH72"}, set()),
    "the last is a digit": ("ABCDEFGHJZ", {"ABCDEFGHJ2"}, {"ABCDEFGHJZ"}),
    "two strange signs": ("AB0DEFGHI2", {"ABQDEFGHJ2"}, set()),
    "all zeros": ("0000000000", set(), {"QQQQQQQQQQ"}),
    "too short": ("ABCDEFGH2", set(), {"ABCDEFGH2"}),
}


@pytest.mark.parametrize("label", READ)
def test_what_may_have_been_meant(label: str) -> None:
    typed, among, never = READ[label]
    found = letters.readings(typed)
    assert among <= found and not never & found and len(found) <= 40


def test_a_letter_works_until_the_end_of_the_day_it_names() -> None:
    assert letters.last_day(UNTIL, ZONE) == date(2027, 4, 11)
    assert datetime(2027, 4, 11, 23, 59, tzinfo=ZONE) < UNTIL == datetime(2027, 4, 12, tzinfo=ZONE)


async def test_only_the_digest_is_kept(database: Database) -> None:
    await town(database)
    (draft,) = await out(database, 1)
    async with database.reading() as session:
        row = (await session.exec(select(Letter))).one()
        assert draft.code not in str(row.model_dump()) and row.digest == letters.digest(draft.code)
        assert await letters.find(session, letters.digest(draft.code.lower())) is not None


async def test_of_two_who_use_a_code_at_once_one_is_first(database: Database) -> None:
    await town(database)
    await out(database, 1)

    async def use(person: int) -> bool:
        async with database.transaction() as session:
            return await letters.use(session, 1, person, NOW)

    assert sorted(await asyncio.gather(use(1), use(2))) == [False, True]
    assert not await use(1)


async def test_an_expired_code_is_not_used_and_an_older_one_stays_valid(database: Database) -> None:
    await town(database)
    await out(database, 1)
    await out(database, 1, now=NOW + timedelta(days=60))
    async with database.transaction() as session:
        first, second = (await session.exec(select(Letter).order_by(Letter.id))).all()  # type: ignore[arg-type]
        assert [letters.state(each, NOW + timedelta(days=61)) for each in (first, second)] == ["open", "open"]
        assert [letters.state(each, UNTIL) for each in (first, second)] == ["expired", "open"]
        assert not await letters.use(session, first.id, 1, UNTIL)
        assert await letters.use(session, second.id, 1, UNTIL)


WHOM = {
    "all": ([4, 2, 1], [2, 1]),
    "unlinked": ([4, 1], [1]),
    "unprinted": ([4], []),
}


@pytest.mark.parametrize("wanted", letters.WANTED)
async def test_who_gets_a_letter_in_the_order_of_a_round(database: Database, wanted: letters.Wanted) -> None:
    await town(database)
    await out(database, 1)
    async with database.reading() as session:
        everywhere, in_sail = WHOM[wanted]
        assert await letters.addressees(session, wanted, NOW) == everywhere
        assert await letters.addressees(session, wanted, NOW, district_ids=[1]) == in_sail
        assert await letters.addressees(session, "all", NOW, cooperative_ids=[3, 4]) == [4]


async def test_hand_over_is_noted_once_and_taken_back(database: Database) -> None:
    await town(database)
    await out(database, 1, 2, 4)
    async with database.transaction() as session:
        assert [each.name for each in await letters.waiting(session, NOW)] == ["KSU 4", "KSU 2", "KSU 1"]
        assert await letters.hand_over(session, [1, 2], 1, NOW) == [1, 2]
        assert await letters.hand_over(session, [2, 3], 1, NOW + timedelta(seconds=5)) == [3]
        assert await letters.waiting(session, NOW) == []
        assert sorted(await letters.handed_at_once(session, 1, NOW)) == [1, 2]
        await letters.use(session, 1, 1, NOW)
        assert await letters.take_back(session, [1, 2, 3]) == [2, 3], "a used letter was handed over"
        assert [each.letter_id for each in await letters.waiting(session, NOW, district_ids=[1])] == [2]
        assert await letters.waiting(session, UNTIL) == [], "nobody carries an expired letter"


async def test_only_the_newest_letter_waits(database: Database) -> None:
    await town(database)
    await out(database, 1)
    await out(database, 1)
    async with database.transaction() as session:
        assert [each.letter_id for each in await letters.waiting(session, NOW, cooperative_id=1)] == [2]
        await letters.use(session, 2, 1, NOW)
        assert await letters.waiting(session, NOW, cooperative_id=1) == []
