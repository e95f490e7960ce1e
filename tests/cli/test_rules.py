"""`sapa rules …`: what the office changes is in force at once, and what can't be is one sentence."""

from collections.abc import Coroutine
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from bot.commands import rules
from bot.errors import SapaError
from db import clocks, parameters
from db.models import Audit, Cooperative, Holiday, Inbound
from db.session import Database
from tests.cli.platforms import Platforms

NOW = datetime(2027, 1, 11, 2, tzinfo=UTC)
RUPS = date(2027, 5, 31)


async def with_one(office: Platforms) -> Database:
    """One cooperative, number 1."""
    database = Database(office.settings["database_url"])
    async with database.transaction() as session:
        session.add(Cooperative(name="Kopkar Maju", match_name="maju", updated_at=NOW))
    return database


async def test_changes_are_in_force_and_on_record(office: Platforms, capsys: pytest.CaptureFixture[str]) -> None:
    database = await with_one(office)
    await rules.set_one("unvisited_days", "120")
    await rules.set_clock("primer", 2026, 4, 6, 45, datetime(2027, 5, 15))
    await rules.add_holiday(date(2027, 7, 12), "Hari Koperasi", "office")
    await rules.tolerate(1, RUPS, "RUPS PT Maju")
    await rules.enrol(1, "KKMP")
    async with database.reading() as session:
        assert (await parameters.load(session)).unvisited_days == 120
        found = await session.get_one(Cooperative, 1)
        assert (found.tolerated_until, found.tolerated_why, found.program) == (RUPS, "RUPS PT Maju", "KKMP")
        assert await clocks.of(session, found, 2026) == clocks.Clocks(RUPS, date(2027, 6, 30), 45, date(2027, 5, 15))
        assert (await session.get_one(Holiday, (date(2027, 7, 12), "office"))).name == "Hari Koperasi"
        assert len((await session.exec(select(Audit).where(Audit.actor == "sapa"))).all()) == 5
    await rules.remove_holiday(date(2027, 7, 12))
    await rules.tolerate(1, None, "")
    await rules.enrol(1, "none")
    async with database.reading() as session:
        found = await session.get_one(Cooperative, 1)
        assert (found.tolerated_until, found.tolerated_why, found.program) == (None, "", "")
        assert await session.get(Holiday, (date(2027, 7, 12), "office")) is None
    await database.close()
    assert "Kopkar Maju: tolerated until 2027-05-31 (RUPS PT Maju)." in capsys.readouterr().out


async def test_the_list_marks_what_was_changed(office: Platforms, capsys: pytest.CaptureFixture[str]) -> None:
    await rules.set_one("cap_week", "3")
    await rules.show()
    lines = capsys.readouterr().out.splitlines()
    assert any(each.split() == ["cap_week", "3", "(changed)"] for each in lines)
    assert any(each.split() == ["cap_month", "6"] for each in lines)
    assert any(each.startswith("sekunder") and "at the latest" in each for each in lines)


@pytest.mark.parametrize("is_sure", [True, False], ids=["with --yes", "without"])
async def test_a_shorter_period_says_first_what_goes(
    office: Platforms, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, is_sure: bool
) -> None:
    monkeypatch.setenv("SAPA_CLOCK", "2027-01-11T09:00+07:00@2026-11-24T09:00Z*0.001")
    database = await with_one(office)
    async with database.transaction() as session:
        session.add(Inbound(account="telegram:1", external_id="1", user="5", at=NOW - timedelta(days=90)))
    await rules.set_one("keep_talks_days", "100")
    with nullcontext() if is_sure else pytest.raises(SapaError, match="nothing was changed; add --yes"):
        await rules.set_one("keep_talks_days", "30", is_sure=is_sure)
    assert ("deletes for good: 1 messages that came." in capsys.readouterr().out) is not is_sure
    async with database.reading() as session:
        assert (await parameters.load(session)).keep_talks_days == (30 if is_sure else 100)
    await database.close()


WRONG = {
    "a threshold that is none": (lambda: rules.set_one("moon", "1"), "unvisited_days"),
    "a number in words": (lambda: rules.set_one("cap_week", "two"), "whole number"),
    "hours that are none": (lambda: rules.set_one("friday_windows", "8 till 11"), "08:30-11:00"),
    "a form that is none": (lambda: rules.set_clock("tersier", 2026, 3, 6, 30, None), "primer or sekunder"),
    "a target beyond the limit": (lambda: rules.set_clock("primer", 2026, 7, 6, 30, None), "--limit-months"),
    "a kind of day that is none": (lambda: rules.add_holiday(RUPS, "Raya", "fun"), "joint leave"),
    "a day that is no holiday": (lambda: rules.remove_holiday(date(2027, 7, 12)), "no holiday"),
    "a tolerance without a reason": (lambda: rules.tolerate(1, RUPS, " "), "--why"),
    "a cooperative that is not there": (lambda: rules.tolerate(9, None, ""), "sapa export registry"),
    "a programme that is none": (lambda: rules.enrol(1, "PKK"), "KKMP, none"),
}


@pytest.mark.parametrize("case", WRONG)
async def test_what_can_not_be_is_one_sentence(office: Platforms, case: str) -> None:
    deed, says = WRONG[case]
    work: Coroutine[Any, Any, None] = deed()
    with pytest.raises(SapaError, match=says):
        await work
