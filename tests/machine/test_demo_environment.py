"""A shell beside the demo shows the demo's calendar, also after the page has moved it."""

import shlex
from datetime import timedelta
from pathlib import Path

from bot import demo
from bot.clock import Clock
from bot.settings import Settings


def _calendar(file: Path) -> Clock:
    lines = (shlex.split(line)[1].partition("=") for line in file.read_text().splitlines())
    return Clock.parse({name: value for name, _, value in lines}["SAPA_CLOCK"])


def test_commands_beside_the_demo_share_its_calendar(tmp_path: Path) -> None:
    clock, file = Clock(demo.START), tmp_path / "env"
    move = demo._mover(file, Settings(database_url="sqlite:///:memory:"), clock)
    demo._write_environment(file, Settings(database_url="sqlite:///:memory:"), clock)
    assert abs(_calendar(file).now() - clock.now()) < timedelta(seconds=1)
    move(demo.START + timedelta(days=30))
    assert _calendar(file).now() >= demo.START + timedelta(days=30)
    assert abs(_calendar(file).now() - clock.now()) < timedelta(seconds=1)


def test_real_time_needs_no_setting() -> None:
    assert Clock().setting() == ""
