"""A sender in another process learns of new rows at once."""

import asyncio
import contextlib
from datetime import UTC, datetime

import pytest
from sqlmodel import SQLModel

from bot.messages import Address, Say
from db import outbox
from db.session import Database
from db.wakeup import listen
from tests.patience import PATIENCE


@pytest.mark.parametrize("commits", [True, False], ids=["a commit wakes it", "a rollback does not"])
async def test_new_rows_wake_other_processes_on_postgresql(postgres_url: str, commits: bool) -> None:
    here, there = Database(postgres_url), Database(postgres_url)
    async with here.engine.begin() as connection:
        await connection.run_sync(SQLModel.metadata.drop_all)
        await connection.run_sync(SQLModel.metadata.create_all)
    woken, listening = asyncio.Event(), asyncio.Event()

    def wake() -> None:
        (woken if listening.is_set() else listening).set()

    task = asyncio.create_task(listen(there, wake))
    while not listening.is_set():  # until a first notification arrives nobody knows that LISTEN has begun
        async with here.transaction() as session:
            await _put(session, f"probe:{asyncio.get_running_loop().time()}")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(listening.wait(), 0.1)
    await asyncio.sleep(0.2)
    woken.clear()
    with contextlib.suppress(RuntimeError):
        async with here.transaction() as session:
            await _put(session, "it")
            if not commits:
                raise RuntimeError
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(woken.wait(), PATIENCE if commits else 0.2)
    assert woken.is_set() is commits
    task.cancel()
    for database in (here, there):
        await database.close()


async def _put(session, key: str) -> None:
    await outbox.enqueue(session, Address("telegram:1", "1"), Say("menu.thanks"), key=key, now=datetime.now(UTC))
