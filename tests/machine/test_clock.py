"""The one Clock: real, or rehearsed."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import Clock
from bot.errors import Misconfigured

REAL = datetime.now(UTC)

PARSED = {
    "a rehearsal from now on": (f"2027-03-01T08:30+07:00@{REAL.isoformat()}", timedelta(), 1),
    "an hour ago at real speed": (f"2027-03-01T08:30+07:00@{(REAL - timedelta(hours=1)).isoformat()}",
                                  timedelta(hours=1), 1),
    "an hour ago at sixty times": (f"2027-03-01T08:30+07:00@{(REAL - timedelta(hours=1)).isoformat()}*60",
                                   timedelta(hours=60), 60),
    "half as fast": (f"2027-03-01T08:30+07:00@{(REAL - timedelta(hours=1)).isoformat()}*0.5",
                     timedelta(minutes=30), 0.5),
    "standing still": (f"2027-03-01T08:30+07:00@{(REAL - timedelta(hours=1)).isoformat()}*0", timedelta(), 0),
    "blanks around it": (f" 2027-03-01T08:30+07:00@{REAL.isoformat()} ", timedelta(), 1),
}  # fmt: skip
REFUSED = [
    "yesterday", "2027-03-01T08:30+07:00", "2027-03-01T08:30@2026-11-24T09:00Z", "2027-03-01T08:30Z@2026-11-24T09:00",
    "2027-03-01T08:30Z@", "@2026-11-24T09:00Z", "2027-03-01T08:30Z@2026-11-24T09:00Z*", "x@y*2",
    "2027-03-01T08:30Z@2026-11-24T09:00Z*-1", "2027-03-01T08:30Z@2026-11-24T09:00Z*fast",
    "2027-02-30T08:30Z@2026-11-24T09:00Z",
]  # fmt: skip
START = datetime(2027, 3, 1, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(("text", "passed", "speed"), PARSED.values(), ids=PARSED)
def test_rehearsed(text: str, passed: timedelta, speed: float) -> None:
    clock = Clock.parse(text)
    since = (datetime.now(UTC) - REAL) * speed  # a long run of tests lies between collection and this moment
    assert abs(clock.now() - (START + passed + since)) < timedelta(seconds=60)
    assert (clock.speed, clock.rehearsed) == (speed, True)
    assert clock.now().tzinfo == UTC


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text: str) -> None:
    with pytest.raises(Misconfigured, match=r"^SAPA_CLOCK .*\.$"):
        Clock.parse(text)


def test_two_processes_with_one_setting_agree() -> None:
    text = f"2027-03-01T08:30+07:00@{REAL.isoformat()}*0"
    assert Clock.parse(text).now() == Clock.parse(text).now() == START


def test_real_time() -> None:
    clock = Clock.parse("")
    assert not clock.rehearsed
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(seconds=5)
    with pytest.raises(ValueError, match="real time can't be moved"):
        clock.jump(START)


def test_a_rehearsed_clock_jumps_and_runs_on() -> None:
    clock = Clock(START, speed=0)
    clock.jump(START + timedelta(days=31))
    assert clock.now() == START + timedelta(days=31)
    clock.advance(timedelta(hours=2))
    assert clock.now() == START + timedelta(days=31, hours=2)


def test_monotonic_time_is_real() -> None:
    clock = Clock(START, speed=100_000)
    before = clock.monotonic()
    assert 0 <= clock.monotonic() - before < 1


def test_a_clock_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        Clock(datetime(2027, 3, 1))
