"""When the office may speak first: windows, Friday prayer, holidays, Ramadan and the days around Idulfitri."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from db import office_hours, parameters
from db.models import Holiday
from db.session import Database

ZONE = ZoneInfo("Asia/Jakarta")
HOLIDAYS = {
    "national": [date(2027, 1, 1)],
    "office": [date(2027, 1, 12)],
    "joint leave": [date(2027, 1, 20)],
    "ramadan": [date(2027, 2, 8) + timedelta(days=offset) for offset in range(30)],
    "eid": [date(2027, 3, 10), date(2027, 3, 11)],
    "birthday": [date(2027, 1, 13)],
}
OPENS = {
    "at the first minute": ("2027-01-11 08:30", "2027-01-11 08:30"),
    "inside a window": ("2027-01-11 10:59", "2027-01-11 10:59"),
    "before hours": ("2027-01-11 05:00", "2027-01-11 08:30"),
    "the end of a window is outside": ("2027-01-11 11:00", "2027-01-11 13:30"),
    "at noon": ("2027-01-11 12:00", "2027-01-11 13:30"),
    "after hours, and the next day is closed": ("2027-01-11 15:30", "2027-01-13 08:30"),
    "late at night": ("2027-01-13 23:59", "2027-01-14 08:30"),
    "Friday begins earlier": ("2027-01-15 08:00", "2027-01-15 08:00"),
    "Friday prayer": ("2027-01-15 10:45", "2027-01-15 14:00"),
    "Friday afternoon": ("2027-01-15 15:29", "2027-01-15 15:29"),
    "the weekend": ("2027-01-15 15:30", "2027-01-18 08:30"),
    "Saturday": ("2027-01-16 09:00", "2027-01-18 08:30"),
    "Sunday": ("2027-01-17 20:00", "2027-01-18 08:30"),
    "a holiday on a Friday": ("2027-01-01 09:00", "2027-01-04 08:30"),
    "a day the office closed": ("2027-01-12 09:00", "2027-01-13 08:30"),
    "joint leave": ("2027-01-20 09:00", "2027-01-21 08:30"),
    "a kind of day that closes nothing": ("2027-01-13 09:00", "2027-01-13 09:00"),
    "Ramadan begins later": ("2027-02-08 08:30", "2027-02-08 09:00"),
    "and has no afternoon": ("2027-02-08 13:30", "2027-02-09 09:00"),
    "a Friday in Ramadan": ("2027-02-12 08:00", "2027-02-12 09:00"),
    "three days before Idulfitri to seven after": ("2027-03-05 12:00", "2027-03-19 08:00"),
    "on Idulfitri": ("2027-03-10 09:00", "2027-03-19 08:00"),
    "the seventh day after": ("2027-03-18 09:00", "2027-03-19 08:00"),
    "the last Ramadan day that is open": ("2027-03-05 11:29", "2027-03-05 11:29"),
}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


async def test_next_open(database: Database) -> None:
    async with database.transaction() as session:
        session.add_all(Holiday(day=day, kind=kind, name=kind) for kind, days in HOLIDAYS.items() for day in days)
    async with database.reading() as session:
        for case, (now, opens) in OPENS.items():
            hours = await office_hours.load(session, at(now), ZONE)
            assert hours.next_open(at(now)) == at(opens), case


async def test_windows_are_the_offices_to_change(database: Database) -> None:
    now = at("2027-01-11 07:00")
    async with database.transaction() as session:
        await parameters.change(session, "send_windows", "07:00-07:30 19:00-19:30", now)
    async with database.reading() as session:
        hours = await office_hours.load(session, now, ZONE)
    assert hours.next_open(now) == now
    assert hours.next_open(at("2027-01-11 08:30")) == at("2027-01-11 19:00")


async def test_an_office_that_never_opens_is_asked_again_after_sixty_days(database: Database) -> None:
    now = at("2027-01-11 09:00")
    async with database.transaction() as session:
        days = (now.date() + timedelta(days=offset) for offset in range(61))
        session.add_all(Holiday(day=day, kind="office", name="tutup") for day in days)
    async with database.reading() as session:
        hours = await office_hours.load(session, now, ZONE)
    assert hours.next_open(now) == now + timedelta(days=60)


async def test_an_empty_calendar_closes_only_the_weekend(database: Database) -> None:
    async with database.reading() as session:
        hours = await office_hours.load(session, at("2027-01-01 09:00"), ZONE)
    assert hours.next_open(at("2027-01-01 09:00")) == at("2027-01-01 09:00")
    assert hours.next_open(at("2027-01-02 09:00")) == at("2027-01-04 08:30")
