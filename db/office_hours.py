"""When the office may speak first: windows of the day, holidays, Ramadan, the days around Idulfitri."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import bindparam
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db import parameters
from db.models import Holiday
from db.parameters import Parameters

CLOSED = ("national", "joint leave", "office")
BEFORE_EID, AFTER_EID = 3, 7
"""`domain` 8.6: no mass sends from three days before Idulfitri to seven days after."""
LOOK_AHEAD_DAYS = 60


@dataclass(frozen=True, slots=True)
class Hours:
    """The office's calendar around a day, read once."""

    rules: Parameters
    zone: ZoneInfo
    closed: frozenset[date]
    ramadan: frozenset[date]

    def windows(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Spans of a day in which the office may begin a conversation."""
        if day.weekday() >= 5 or day in self.closed:
            return
        text = self.rules.send_windows
        if day in self.ramadan:
            text = self.rules.ramadan_windows
        elif day.weekday() == 4:
            text = self.rules.friday_windows
        for span in text.split():
            start, _, end = span.partition("-")
            yield self._at(day, start), self._at(day, end)

    def _at(self, day: date, clock: str) -> datetime:
        hour, _, minute = clock.partition(":")
        return datetime.combine(day, time(int(hour), int(minute)), self.zone)

    def next_open(self, now: datetime) -> datetime:
        """`now` when a window is open, else the start of the next one within 60 days (or the end of that span)."""
        today = now.astimezone(self.zone).date()
        for offset in range(LOOK_AHEAD_DAYS):
            for start, end in self.windows(today + timedelta(days=offset)):
                if now < start:
                    return start
                if now < end:
                    return now
        return now + timedelta(days=LOOK_AHEAD_DAYS)


HOLIDAYS = select(col(Holiday.day), col(Holiday.kind)).where(
    col(Holiday.day).between(bindparam("first"), bindparam("last"))
)


async def load(session: AsyncSession, now: datetime, zone: ZoneInfo, *, ahead: int = LOOK_AHEAD_DAYS) -> Hours:
    """The calendar from today on, for `ahead` days. An empty holiday table only means that no day is closed."""
    today = now.astimezone(zone).date()
    span = (today - timedelta(days=AFTER_EID + 1), today + timedelta(days=ahead + BEFORE_EID))
    rows = (await session.exec(HOLIDAYS, params=dict(zip(("first", "last"), span, strict=True)))).all()
    closed = {day for day, kind in rows if kind in CLOSED}
    for day, kind in rows:
        if kind == "eid":
            closed |= {day + timedelta(days=offset) for offset in range(-BEFORE_EID, AFTER_EID + 1)}
    ramadan = frozenset(day for day, kind in rows if kind == "ramadan")
    return Hours(await parameters.load(session), zone, frozenset(closed), ramadan)
