"""Who hears of the annual meeting, in which words, and what ends it: on both databases."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.guards import Drop, Keep, Later
from db import rat, tasks
from db.models import Cooperative, Holiday, Ledger, OpenForm, Outbox, RatClock, RatPaper
from db.outbox import REMINDER, Row
from db.session import Database
from scheduler.calendar import guards
from tests.scheduler.test_queueing import Town
from tests.scheduler.town import ACCOUNT, JAYA, MAJU, MEKAR, NOW, ZONE, settle_town

ALL = (MAJU, JAYA, MEKAR)


async def made(database: Database, **facts: Any) -> Town:
    """The town, old enough for an annual meeting, without any visit that is due."""
    await settle_town(database)
    async with database.transaction() as session:
        for number in ALL:
            cooperative = await session.get_one(Cooperative, number)
            cooperative.founded_on = None
            for name, value in facts.items():
                setattr(cooperative, name, value)
    return Town(database)


def day(text: str, clock: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{text}T{clock}").replace(tzinfo=ZONE)


async def report(database: Database, number: int, at: datetime, *, book_year: int = 2026, **facts: Any) -> None:
    async with database.transaction() as session:
        facts = {"held": "yes", **facts}
        said = rat.Facts(book_year=book_year, **facts)
        await rat.file(session, number, said, person_id=1, officer_verified=True, account=ACCOUNT, words="", now=at)


async def planned(database: Database, kind: str = "rat_") -> dict[str, list[int]]:
    async with database.reading() as session:
        rows = (await session.execute(select(Ledger).order_by(Ledger.id))).scalars()  # type: ignore[arg-type]
        found: dict[str, list[int]] = {}
        for row in rows:
            if row.purpose.startswith(f"rule:{kind}"):
                found.setdefault(row.purpose.removeprefix("rule:"), []).append(row.cooperative_id)
        return found


async def texts(town: Town) -> list[str]:
    return [each.body["text"] for each in await town.queued(REMINDER) if each.guard.startswith("rat_")]


async def test_each_stage_once_and_one_message_a_person(database: Database) -> None:
    town = await made(database)
    for at in (NOW, NOW + timedelta(hours=1), NOW + timedelta(days=1), NOW + timedelta(days=6)):
        await town.tick(at)
    (message,) = [each for each in await town.queued(REMINDER) if each.guard == "rat_h90"]
    assert message.key == "rule:rat_h90:1:2026:0:0"
    assert [choice[0].split(".", 2)[2] for choice in message.body["choices"]] == ["act=date", "act=notyet", "act=help"]
    assert await planned(database) == {"rat_h90:2026": [MAJU, JAYA, MEKAR]}
    assert not [each for each in await town.queued(REMINDER) if each.guard == "unvisited"], "one word at a time"


async def test_a_program_that_was_off_for_months_sends_only_the_stage_that_is_on(database: Database) -> None:
    town = await made(database)
    await town.tick(day("2027-06-01"))
    assert await planned(database) == {"rat_late60:2026": [MAJU, JAYA, MEKAR]}


SILENT: dict[str, tuple[dict[str, Any], str, bool]] = {
    "nothing said": ({}, "2027-04-30", True),
    "held": ({"held": "yes", "held_on": date(2027, 2, 14)}, "2027-04-30", False),
    "planned for a day to come": ({"held": "planned", "planned_on": date(2027, 5, 20)}, "2027-04-30", False),
    "planned, and the day has long passed": ({"held": "planned", "planned_on": date(2027, 4, 8)}, "2027-04-30", True),
    "planned for a day just before the stage": (
        {"held": "planned", "planned_on": date(2027, 4, 28)},
        "2027-04-30",
        False,
    ),
    "a reason, given in the stage before": ({"held": "no", "reason": "books"}, "2027-04-30", True),
    "a reason rests until the next stage": ({"held": "no", "reason": "books"}, "2027-04-20", False),
    "no longer active": ({"held": "no", "reason": "inactive: tutup"}, "2027-04-30", False),
    "dissolved": ({"held": "no", "reason": "dissolved"}, "2027-06-29", False),
}


@pytest.mark.parametrize(("facts", "today", "is_asked"), SILENT.values(), ids=SILENT)
async def test_an_answer_holds(database: Database, facts: dict[str, Any], today: str, is_asked: bool) -> None:
    town = await made(database)
    if facts:
        for number in ALL:
            await report(database, number, day("2027-04-09"), **facts)
    await town.tick(day(today))
    assert bool([each for each in await planned(database) if "late" in each]) is is_asked


LEFT_OUT: dict[str, dict[str, Any]] = {
    "on its way to dissolution": {"activity": "dalam proses pembubaran"},
    "dissolved": {"activity": "bubar"},
    "not to be found": {"existence": "tidak ditemukan"},
    "founded after the book year": {"founded_on": date(2027, 1, 1)},
    "its parent company comes first": {"tolerated_until": date(2027, 6, 15)},
    "its book year ends in September": {"book_year_end": "09-30", "founded_on": date(2026, 12, 1)},
}


@pytest.mark.parametrize("facts", LEFT_OUT.values(), ids=LEFT_OUT)
async def test_who_is_not_asked_in_january(database: Database, facts: dict[str, Any]) -> None:
    town = await made(database, **facts)
    await town.tick()
    assert await planned(database) == {}


async def test_other_book_years_and_the_office_s_own_target(database: Database) -> None:
    town = await made(database, book_year_end="06-30")
    await town.tick(day("2026-09-01"))
    assert await planned(database) == {"rat_h30:2026": [MAJU, JAYA, MEKAR]}
    async with database.transaction() as session:
        for number in ALL:
            (await session.get_one(Cooperative, number)).book_year_end = "12-31"
        session.add(
            RatClock(form="primer", book_year=2026, target_months=2, limit_months=6, report_days=30, changed_at=NOW)
        )
    await town.tick(day("2027-02-22"))
    assert list(await planned(database)) == ["rat_h30:2026", "rat_h7:2026"]


async def test_words_after_years_of_silence_only_where_the_records_reach(database: Database) -> None:
    town = await made(database)
    await town.tick(day("2027-04-07"))
    assert "belum kami terima selama" not in (await texts(town))[0], "nobody knows of earlier years"
    for number in ALL:
        await report(database, number, day("2026-04-01"), book_year=2024, held_on=date(2025, 2, 1))
    await report(database, 4, day("2026-04-01"), book_year=2025, held_on=date(2026, 2, 1))
    await town.tick(day("2027-04-30"))
    assert "selama 2 tahun buku berturut-turut" in (await texts(town))[1]
    await report(database, MAJU, day("2027-05-01"), book_year=2025, held_on=date(2026, 2, 1))
    await town.tick(day("2027-05-28"))
    assert "belum kami terima selama" not in (await texts(town))[2], "one message for all three says what holds for all"


async def test_a_planned_day_that_has_passed_is_asked_about_once(database: Database) -> None:
    town = await made(database)
    for number in ALL:
        await report(database, number, NOW, held="planned", planned_on=date(2027, 1, 23))
    await town.tick(day("2027-01-22"))
    assert await planned(database) == {}
    for at in ("2027-01-25", "2027-01-26", "2027-01-29"):
        await town.tick(day(at))
    assert await planned(database) == {"rat_planned:2026.2027-01-23": [MAJU, JAYA, MEKAR]}
    assert "Sabtu, 23 Januari 2027" in (await texts(town))[0]


async def test_a_planned_day_is_remembered_while_invitations_may_still_go_out(database: Database) -> None:
    town = await made(database)
    for number in ALL:
        await report(database, number, NOW, held="planned", planned_on=date(2027, 1, 28))
    for at in ("2027-01-13", "2027-01-14", "2027-01-15"):
        await town.tick(day(at))
    assert await planned(database) == {"rat_soon:2026.2027-01-28": [MAJU, JAYA, MEKAR]}
    row = await waiting(database)
    assert await verdict(database, row, day("2027-01-15")) == Keep()
    for number in ALL:
        await report(database, number, day("2027-01-15"), held="planned", planned_on=date(2027, 2, 4))
    assert await verdict(database, row, day("2027-01-15")) == Drop("answered")


PAPERS = {
    "too early": ("2027-02-10", [], False),
    "a week before the month is over": ("2027-02-12", [], True),
    "all here": ("2027-02-12", ["minutes", "attendance", "accountability", "ods"], False),
    "one missing": ("2027-02-12", ["minutes", "attendance", "ods"], True),
    "far too late": ("2027-04-12", [], False),
}


@pytest.mark.parametrize(("today", "kinds", "is_asked"), PAPERS.values(), ids=PAPERS)
async def test_papers_that_are_missing(database: Database, today: str, kinds: list[str], is_asked: bool) -> None:
    town = await made(database)
    for number in ALL:
        await report(database, number, day("2027-01-22"), held_on=date(2027, 1, 20))
    async with database.transaction() as session:
        for number in ALL:
            for kind in kinds:
                session.add(RatPaper(cooperative_id=number, book_year=2026, kind=kind, state="sent", at=NOW))
    await town.tick(day(today))
    assert bool(await planned(database, "rat_papers")) is is_asked
    if is_asked:
        assert "paling lambat 19 Februari 2027" in (await texts(town))[0].replace("\x02", "").replace("*", "")


async def test_a_report_left_half_filled_is_its_own_person_s_matter(database: Database) -> None:
    town = await made(database)
    for number in ALL:
        await report(database, number, NOW, held_on=date(2027, 1, 9))
    async with database.transaction() as session:
        log = [["open", "", {"cooperative": [str(JAYA), "exact", "KSP Jaya"]}]]
        session.add(OpenForm(person_id=1, form="rat", run="abcde", context={}, log=log, opened_at=NOW, touched_at=NOW))
    await town.tick(NOW + timedelta(hours=5))
    assert await planned(database) == {}
    await town.tick(day("2027-01-13"))
    await town.tick(day("2027-01-14"))
    assert await planned(database) == {"rat_unfinished:2027.abcde": [JAYA]}
    await town.ends("dropped", "opted_out")
    await town.tick(day("2027-01-15"))
    assert (await town.counted("rule:rat_unfinished:2027.abcde"))[JAYA] == ("unreached", "opted_out", 0)


async def waiting(database: Database) -> Row:
    async with database.reading() as session:
        (row,) = (await session.execute(select(Outbox).where(Outbox.guard.like("rat_%")))).scalars()  # type: ignore[attr-defined]
        return Row(row.id, row.key, row.account, row.user, row.lane, row.body, row.guard, row.subject, 0, None)


async def verdict(database: Database, row: Row, now: datetime) -> Keep | Drop | Later:
    async with database.transaction() as session:
        return await guards(ZONE)[row.guard](session, row, now)


async def test_the_truth_is_looked_at_again_when_it_leaves(database: Database) -> None:
    town = await made(database)
    await town.tick()
    row = await waiting(database)
    assert await verdict(database, row, NOW) == Keep()
    assert isinstance(await verdict(database, row, day("2027-01-11", "12:00")), Later)
    for number in ALL:
        await report(database, number, NOW, held="planned", planned_on=date(2027, 2, 1))
    assert await verdict(database, row, NOW) == Drop("answered")


async def test_where_one_of_three_has_answered_the_message_names_the_others(database: Database) -> None:
    town = await made(database)
    await town.tick()
    row = await waiting(database)
    await report(database, JAYA, NOW, held_on=date(2027, 1, 9))
    assert await verdict(database, row, NOW) == Drop("answered")
    await town.ends("dropped", "answered")
    await town.tick()
    counted = await town.counted("rule:rat_h90:2026")
    assert {number: state for number, (state, *_) in counted.items()} == {
        MAJU: "queued",
        JAYA: "dropped",
        MEKAR: "queued",
    }
    text = (await texts(town))[-1]
    assert ("KSU Maju" in text, "KSP Jaya" in text, "Kopwan Mekar" in text) == (True, False, True)


async def test_help_that_was_asked_for_is_the_office_s_move(database: Database) -> None:
    town = await made(database)
    async with database.transaction() as session:
        for number in ALL:
            cooperative = await session.get_one(Cooperative, number)
            await tasks.open_task(session, "rat_help", f"h{number}", now=NOW, cooperative=cooperative, person_id=1)
    await town.tick()
    assert await planned(database) == {}


async def test_a_stage_that_falls_on_closed_days_comes_before_them(database: Database) -> None:
    town = await made(database)
    async with database.transaction() as session:
        for offset in range(30):
            session.add(Holiday(day=date(2027, 3, 10) + timedelta(days=offset), kind="office", name="Libur"))
    for at in ("2027-03-05", "2027-03-08"):
        await town.tick(day(at))
        assert list(await planned(database)) == ["rat_h30:2026"]
    await town.tick(day("2027-03-09"))
    assert list(await planned(database)) == ["rat_h30:2026", "rat_h7:2026"]
