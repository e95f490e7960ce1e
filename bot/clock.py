"""The one Clock: calendar time, which may be rehearsed, apart from real monotonic time."""

import re
import time
from datetime import UTC, datetime, timedelta

from bot.errors import Misconfigured

SHAPE = re.compile(r"^(?P<start>[^@]+)@(?P<real>[^*]+)(?:\*(?P<speed>\d+(?:\.\d+)?))?$")


def _real_now() -> datetime:
    return datetime.now(UTC)


class Clock:
    """Calendar time runs `speed` times as fast from `start`, counted from the real instant `real`."""

    def __init__(self, start: datetime | None = None, real: datetime | None = None, speed: float = 1.0) -> None:
        if start is not None and start.tzinfo is None:
            raise ValueError("a clock needs an aware start")
        self._real = real or _real_now()
        self._start = start or self._real
        self.speed = speed
        self.rehearsed = start is not None
        self.jumps = 0
        """How often it was moved by hand: a gap that nobody slept through."""

    @classmethod
    def parse(cls, text: str) -> "Clock":
        """Read SAPA_CLOCK, `START@REAL*SPEED`. Raises Misconfigured."""
        if not text:
            return cls()
        match = SHAPE.match(text.strip())
        try:
            if match is None:
                raise ValueError(text)
            start, real = (datetime.fromisoformat(match[part]) for part in ("start", "real"))
            if start.tzinfo is None or real.tzinfo is None:
                raise ValueError(text)
        except ValueError:
            raise Misconfigured(
                "SAPA_CLOCK must be START@REAL*SPEED, such as 2027-03-01T08:30+07:00@2026-11-24T09:00Z*60, "
                f"not {text!r}."
            ) from None
        return cls(start, real, float(match["speed"] or 1))

    def setting(self) -> str:
        """What SAPA_CLOCK must be for another process to show the same calendar; empty for real time."""
        return f"{self._start.isoformat()}@{self._real.isoformat()}*{self.speed}" if self.rehearsed else ""

    def now(self) -> datetime:
        """Calendar time, aware, in UTC."""
        if not self.rehearsed:
            return _real_now()
        return (self._start + (_real_now() - self._real) * self.speed).astimezone(UTC)

    def jump(self, to: datetime) -> None:
        """Move a rehearsed calendar to `to`; it runs on from there. A clock that shows real time refuses."""
        if not self.rehearsed:
            raise ValueError("real time can't be moved")
        self._start, self._real = to.astimezone(UTC), _real_now()
        self.jumps += 1

    def advance(self, by: timedelta) -> None:
        """Move a rehearsed calendar forward."""
        self.jump(self.now() + by)

    @staticmethod
    def monotonic() -> float:
        """Real seconds that never go back: timeouts, pacing, leases."""
        return time.monotonic()
