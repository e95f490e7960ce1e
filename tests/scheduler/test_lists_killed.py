"""Sapa is killed in the middle of writing a list; when it comes back it ends the list as if nothing had happened."""

import asyncio
import signal
import sys
from pathlib import Path

import pytest

from db.session import Database
from scheduler.lists import Lists
from tests.scheduler.test_lists import HEADER, LINES, ROWS, Still, arrive, confirm, count, state, town
from tests.scheduler.town import ZONE

__all__ = ["town"]
CHILD = """
import asyncio, sys
from pathlib import Path
from db.session import Database
from scheduler.lists import Lists
from tests.scheduler.test_lists import Still
from tests.scheduler.town import ZONE
asyncio.run(Lists(Database(sys.argv[1]), Still(), ZONE, Path(sys.argv[2])).round())
"""


@pytest.mark.slow
async def test_a_killed_list_ends_the_same(town: Database, database_url: str, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    lists = Lists(town, Still(), ZONE, folder)
    await arrive(town, folder, "\n".join([HEADER, *LINES]))
    await lists.round()
    await confirm(town)
    child = await asyncio.create_subprocess_exec(sys.executable, "-c", CHILD, database_url, str(folder))
    while await count(town) <= 4:
        await asyncio.sleep(0.005)
    child.send_signal(signal.SIGKILL)
    await child.wait()
    assert 4 < await count(town) < ROWS + 4
    await lists.round()
    assert await count(town) == ROWS + 4
    ended = await state(town)
    assert (ended.state, ended.counts["figures"]["added"], ended.counts["told"]) == ("done", ROWS, True)
