"""Only one process leads; who loses the lock's connection stops at once and stands in line again."""

import asyncio

import psycopg

from bot.errors import Uncertain
from db.locks import lead
from db.outbox import BULK
from db.session import Database
from tests.machine.fake import Post
from tests.patience import PATIENCE

HOLDERS = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"


async def test_a_lost_lock_ends_the_work_before_the_next_leader_begins(postgres_url: str, monkeypatch) -> None:
    monkeypatch.setattr("db.locks.WATCH_SECONDS", 0.05)
    monkeypatch.setattr("db.locks.RETRY_SECONDS", 0.05)
    databases = [Database(postgres_url), Database(postgres_url)]
    leading: list[int] = []
    most = 0

    async def work(number: int) -> None:
        nonlocal most
        leading.append(number)
        most = max(most, len(leading))
        try:
            await asyncio.Event().wait()
        finally:
            leading.remove(number)

    async def keep(number: int) -> None:
        while True:
            try:
                await lead(databases[number], "test", lambda: work(number))
            except psycopg.Error:
                await asyncio.sleep(0.01)

    running = [asyncio.create_task(keep(number)) for number in (0, 1)]
    for _ in range(3):
        async with asyncio.timeout(PATIENCE):
            while not leading:
                await asyncio.sleep(0.01)
        with psycopg.connect(postgres_url, autocommit=True) as connection:
            connection.execute(HOLDERS)
        await asyncio.sleep(0.3)
    for task in running:
        task.cancel()
    await asyncio.gather(*running, return_exceptions=True)
    for database in databases:
        await database.close()
    assert leading == []


async def test_a_network_that_swallows_requests_rests_the_account(database: Database) -> None:
    post = Post(database, in_flight=1)
    for number in range(6):
        text = f"m{number}"
        post.channel.refuses[text] = [Uncertain("no answer")]
        await post.put(text, user=str(number), lane=BULK)
    async with post.working():
        rows = await post.until(lambda rows: sum(row.state == "undecided" for row in rows.values()) >= 3)
        await asyncio.sleep(0.1)
        rows = await post.rows()
        assert sum(row.state == "undecided" for row in rows.values()) == 3
        assert post.sender.trouble == "no answer"
        post.channel.refuses.clear()
        post.pass_time(400)
        await post.until(lambda rows: sum(row.state == "sent" for row in rows.values()) == 3)
        assert post.sender.trouble == ""
