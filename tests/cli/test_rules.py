"""`sapa rules …`: what the office changes is in force at once, and what can't be is one sentence."""

from collections.abc import Coroutine
from contextlib import nullcontext
from dataclasses import asdict, fields
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

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


async def test_the_list_shows_holidays_and_tolerations(office: Platforms, capsys: pytest.CaptureFixture[str]) -> None:
    await (await with_one(office)).close()
    today = datetime.now(ZoneInfo("Asia/Jakarta")).date()
    days = [today + timedelta(days=each) for each in (-1, 20, 21, 22, 30)]
    for day in days:
        await rules.add_holiday(day, "Libur Kantor", "office")
    await rules.tolerate(1, days[-1], "RUPS PT Maju")
    capsys.readouterr()
    await rules.show()
    told = [" ".join(each.split()) for each in capsys.readouterr().out.splitlines()]
    assert [each for each in told if "Libur Kantor" in each] == [
        f"holiday {days[1]} to {days[3]} Libur Kantor (office)",
        f"holiday {days[4]} Libur Kantor (office)",
    ]
    assert f"tolerated 1 Kopkar Maju, until {days[-1]} (RUPS PT Maju)" in told


async def test_what_is_within_bounds_is_taken(office: Platforms) -> None:
    await rules.set_one("cap_week", "7")
    await rules.set_one("friday_windows", "08:00-10:45 14:00-15:30")
    await rules.set_one("opening", parameters.Parameters().opening)


def test_every_default_is_within_its_bounds() -> None:
    assert [parameters.trouble(*map(str, each)) for each in asdict(parameters.Parameters()).items()] == [None] * len(
        fields(parameters.Parameters)
    )


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
    "a number that silences": (lambda: rules.set_one("unvisited_days", "0"), "from 30 to 1095, not '0'"),
    "a cap that silences": (lambda: rules.set_one("cap_week", "0"), "from 1 to 7"),
    "a rung that never comes": (lambda: rules.set_one("rung_hours", "100000"), "from 4 to 336"),
    "data kept for ever": (lambda: rules.set_one("keep_talks_days", "99999"), "from 1 to 3650"),
    "hours that end first": (lambda: rules.set_one("send_windows", "15:30-13:30"), "one after the other"),
    "hours that overlap": (lambda: rules.set_one("send_windows", "08:00-11:00 10:00-12:00"), "one after the other"),
    "hours of the night": (lambda: rules.set_one("send_windows", "00:00-23:59"), "between 06:00 and 20:00"),
    "an opening without hours": (lambda: rules.set_one("opening", "Senin-Kamis 8-15"), "hours like 08.00–16.00"),
    "a tolerance that is over": (lambda: rules.tolerate(1, date(2020, 1, 1), "RUPS"), "or later, not 2020-01-01"),
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
